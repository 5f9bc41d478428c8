// pages.mjs EPUB PDF: what an e-book says of its print edition's pages. Each page in its list has one mark, in its place; and the words
// behind the mark are those that the printed page begins with. Needs unzip, pdftotext, qpdf.
import { execFileSync } from 'node:child_process'

const [epub, pdf] = process.argv.slice(2)
const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28 })
let passed = 0, failed = 0
const check = (good, what) => { good ? passed++ : (failed++, console.log(`pages: ${what}`)) }
const decode = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')
// letters and figures alone: hyphens at line ends, numbers of notes and marks of lists are not what is compared
const bare = text => text.normalize('NFKC').replace(/[^\p{L}]+/gu, '')

const file = name => run('unzip', '-p', epub, `EPUB/${name}`)
const opf = file('package.opf'), nav = file('nav.xhtml'), ncx = file('toc.ncx')
const list = nav.match(/<nav epub:type="page-list"[\s\S]*?<\/nav>/)?.[0] ?? ''
const targets = [...list.matchAll(/<a href="([^"#]+)#([^"]+)">([^<]+)<\/a>/g)]
check(targets.length > 0, 'no page-list')
check((ncx.match(/<pageTarget /g) ?? []).length === targets.length, 'the NCX lists other pages')
const source = opf.match(/<dc:source id="pages">([^<]+)</)?.[1]
check(source && opf.includes(`<meta property="pageBreakSource">${source}</meta>`), 'no source of the pages')
check(run('pdfinfo', '-meta', pdf).includes(source), `the PDF is not '${source}'`)
for (const feature of ['pageBreakMarkers', 'pageNavigation']) check(opf.includes(`>${feature}<`), `no ${feature}`)

const json = JSON.parse(run('qpdf', '--json=2', '--json-key=pagelabels', pdf))
const count = Number(run('pdfinfo', pdf).match(/^Pages: *(\d+)/m)[1])
const roman = n => [[10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i']].reduce((s, [v, r]) => { while (n >= v) { s += r; n -= v } return s }, '')
const labels = []
for (const [i, range] of json.pagelabels.entries())
  for (let page = range.index; page < (json.pagelabels[i + 1]?.index ?? count); page++) {
    const number = (range.label['/St'] ?? 1) + page - range.index
    labels[page] = range.label['/S'] === '/r' ? roman(number) : String(number)
  }
// what print says of links is not in the e-book
const printed = run('pdftotext', '-raw', pdf, '-').split('\f').map(text => bare(text.replace(/\(\p{L}+\s\d+\)/gu, '')))
const texts = new Map()
let before = -1
for (const [, href, id, label] of targets) {
  if (!texts.has(href)) texts.set(href, file(href))
  const text = texts.get(href), mark = `<span epub:type="pagebreak" role="doc-pagebreak" id="${id}" aria-label="${label}"></span>`
  check(text.split(mark).length === 2, `${href} has not one mark of page ${label}`)
  const after = text.slice(text.indexOf(mark) + mark.length)
  // a footnote's number stands within the words, its text elsewhere
  const words = bare(decode(after.replace(/<sup>.*?<\/sup>/gs, '').replace(/<[^>]+>/g, '')).slice(0, 4000)).slice(0, 14)
  const page = labels.indexOf(label)
  check(page > before, `page ${label} comes before the one before it`)
  before = page
  const at = printed[page]?.indexOf(words) ?? -1
  // before it stand the running head, the rest of a word, a table's header that is repeated, a part's name over a title
  check(at >= 0 && at < 220, `page ${label} does not begin with '${words}' but with '${printed[page]?.slice(0, 60)}'`)
}
console.log(`pages: ${targets.length} pages: ${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
