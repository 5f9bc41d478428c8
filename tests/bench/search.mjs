// search.mjs FOLDER: the slowest of 40 different searches of an unpacked course, in ms of CPU, when the page has just been opened and once it is
// warm: words of the texts, whole, unfinished, misspelt, in pairs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import vm from 'node:vm'

const window = {}, context = vm.createContext({ window, URL, document: { currentScript: null } })
for (const file of ['search-data.js', 'search.js', 'search-text.js'])
  vm.runInContext(readFileSync(join(process.argv[2], 'assets', file), 'utf8'), context, { filename: file })
const { find } = window.sheafSearch, texts = window.sheafSearchText
const words = Array.from({ length: 10 }, (_, i) => texts[Math.floor(texts.length * i / 10)].match(/\p{L}{5,}/gu)?.[i] ?? 'lesson')
const queries = words.flatMap((word, i) => [word, word.slice(0, 3), word.slice(0, 2) + word[3] + word[2] + word.slice(4), `${word} ${words[(i + 3) % 10]}`])
const slowest = () => Math.max(...queries.map(query => {
  const before = process.cpuUsage()
  find(query)
  const spent = process.cpuUsage(before)
  return (spent.user + spent.system) / 1000
}))
console.log(`${slowest().toFixed(0)} ${slowest().toFixed(0)}`)
