// search.mjs FOLDER [WORD LESSON]…: the search of an unpacked course, without a browser. Every word of every lesson finds that lesson; so do its
// beginning and, of long words, a slip of the fingers; words in other cases and without their marks are the same. Each WORD given finds LESSON first.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import vm from 'node:vm'

const [folder, ...wanted] = process.argv.slice(2)
const window = {}, context = vm.createContext({ window, URL, document: { currentScript: null } })
for (const file of ['search-data.js', 'search.js', 'search-text.js'])
  vm.runInContext(readFileSync(join(folder, 'assets', file), 'utf8'), context, { filename: file })
const { find, fold, tokens } = window.sheafSearch, data = window.sheafSearchData, texts = window.sheafSearchText
let passed = 0, failed = 0
const check = (good, what) => { if (good) passed++; else if (failed++ < 20) console.log(`search: ${what}`) }
const lessons = query => new Set(find(query, 1e6).map(r => r.href.split('#')[0]))

check(texts.length === data.sections.length, 'texts and sections are not the same')
check(data.lessons.length === readdirSync(join(folder, 'lessons')).length, 'not every lesson is in it')
const seen = new Set()
data.sections.forEach(([lesson], i) => {
  const href = data.lessons[lesson][0]
  for (const word of texts[i].match(/[\p{L}\p{M}\p{Nd}]+/gu) ?? []) {
    const key = `${lesson} ${fold(word)}`
    if (seen.has(key) || Buffer.byteLength(fold(word)) > 40) continue
    seen.add(key)
    check(lessons(word).has(href), `'${word}' does not find ${href}`)
    if (seen.size % 20) continue
    check(lessons(word.toUpperCase()).has(href), `'${word}' in capitals does not find ${href}`)
    check(lessons(word.slice(0, -1) || word).has(href), `'${word.slice(0, -1)}' does not find ${href}`)
  }
})
for (let i = 0; i < wanted.length; i += 2)
  check(find(wanted[i])[0]?.href.includes(`lessons/${wanted[i + 1]}.html`), `'${wanted[i]}' finds ${find(wanted[i]).slice(0, 3).map(r => r.href)} and not ${wanted[i + 1]} first`)
const some = find(data.lessons[0][1])
check(some.length > 0 && some[0].snippet.length > 0, 'nothing is shown of what was found')
check(some.every(r => r.snippet.every(p => typeof p.text === 'string')), 'snippets are no text')
check(find('').length === 0 && find('…').length === 0 && find('zzqxv wvvqz').length === 0, 'nothing finds something')
console.log(`search: ${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
