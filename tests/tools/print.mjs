// print.mjs TRACE PDF: the typeset PDF of an edition against its model as text. Every text of every article is in the PDF's structure, in
// reading order, whatever breaking did to it; what the contents, the links and the related lists say of pages is so; nothing is said twice.
// Needs pdfinfo, pdftotext and qpdf. Prints a line for each fault and one that counts; exit 1 when there are any.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const [trace, pdf] = process.argv.slice(2)
const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28 })
let passed = 0, failed = 0
const check = (good, what) => { good ? passed++ : (failed++, console.log(`print: ${what}`)) }
// white space, soft hyphens and marks of direction apart
const bare = text => text.normalize('NFKC').replace(/[\s\u00ad\u200b\u2060\u200e\u200f\u202a-\u202e\ufffc]+/gu, '')

// ---- the articles: each a list of texts, notes apart
const articles = []
let note = -1, quiz = -1 // the answers of a quiz stand at the back
for (const line of readFileSync(trace, 'utf8').split('\n')) {
  if (/^article /.test(line)) articles.push({ name: line.split(' ')[1], texts: [], notes: [] }), note = quiz = -1
  const deep = line.match(/^ */)[0].length
  if (note >= 0 && deep <= note) note = -1
  if (quiz >= 0 && deep <= quiz) quiz = -1
  if (/^ *note /.test(line)) note = deep
  if (/^ *exercise .*quiz/.test(line)) quiz = deep
  const text = line.match(/^ *(?:text|code|code-block)\b[^"]*"(.*)"  @\d+:\d+/)
  if (!text || !articles.length) continue
  const words = bare(text[1].replace(/\\n/g, ' ').replace(/\\(["\\])/g, '$1'))
  if (words) articles.at(-1)[note >= 0 || quiz >= 0 ? 'notes' : 'texts'].push(words)
}
check(articles.length > 0, `${trace} has no article`)

// ---- the structure's text
const structure = run('pdfinfo', '-struct-text', pdf)
const said = bare([...structure.matchAll(/^ *"(.*)"$/gm)].map(m => m[1]).join('\n').replace(/\n/g, ''))
let at = 0
for (const article of articles) {
  let from = /^(about|disclaimer)/.test(article.name) ? 0 : at // the author's own pages stand in another order
  for (const text of article.texts) {
    const found = said.indexOf(text, from)
    check(found >= 0, `${article.name}: '${text.slice(0, 60)}' is not in the PDF behind what stands before it`)
    if (found >= 0) from = found + text.length
  }
  for (const text of article.notes) check(said.includes(text), `${article.name}: the note or answer '${text.slice(0, 60)}' is not in the PDF`)
  at = from
}

// ---- pages by their labels
const json = JSON.parse(run('qpdf', '--json=2', '--json-key=pagelabels', '--json-key=outlines', pdf))
const count = Number(run('pdfinfo', pdf).match(/^Pages: *(\d+)/m)[1])
const roman = n => [[10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i']].reduce((s, [v, r]) => { while (n >= v) { s += r; n -= v } return s }, '')
const labels = []
for (const [i, range] of json.pagelabels.entries())
  for (let page = range.index; page < (json.pagelabels[i + 1]?.index ?? count); page++) {
    const number = (range.label['/St'] ?? 1) + page - range.index
    labels[page] = range.label['/S'] === '/r' ? roman(number) : (range.label['/P']?.slice(2) ?? '') + (range.label['/S'] ? number : '')
  }
const texts = run('pdftotext', pdf, '-').split('\f').slice(0, count).map(bare)
for (let page = 0; page < count; page++)
  if (texts[page].length > 40 && page > 2)
    check(texts[page].endsWith(labels[page]) || texts[page].includes(labels[page]), `page ${page + 1} does not say that it is '${labels[page]}'`)

// ---- the outline, and the contents: the title and its number, two strings of one entry
const walk = list => list.flatMap(entry => [entry, ...walk(entry.kids)])
const outline = walk(json.outlines)
for (const entry of outline) check(entry.destpageposfrom1 >= 1 && entry.destpageposfrom1 <= count, `the outline's '${entry.title}' leads nowhere`)
const entries = [...structure.matchAll(/^ *TOCI.*\n *Reference.*\n(?: *Link.*\n)?((?: *".*"\n)+)(?: *Span.*\n)? *"([ivxlc]+|\d+)"$/gm)]
let found = 0
check(entries.length >= articles.length, `${entries.length} entries in the contents for ${articles.length} articles`)
for (const [, title, label] of entries) {
  const page = labels.indexOf(label)
  const words = bare([...title.matchAll(/"(.*)"/g)].map(m => m[1]).join(''))
  check(page >= 0 && outline.some(entry => bare(entry.title) === words && entry.destpageposfrom1 === page + 1),
    `the contents say that '${words}' is on page ${label}, the outline does not`)
  if (texts[page]?.includes(words)) found++
}
check(found * 2 > entries.length, 'the pages hold few of the titles that the contents name')
console.log(`print: ${pdf.split('/').pop()}: ${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
