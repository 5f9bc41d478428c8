// site.mjs FOLDER [--shots DIR]: an unpacked course, opened from the file system as its buyer does. On every page: nothing fails to load and
// nothing is asked of the network, every link leads to a file and a place that are there, axe finds nothing by day or by night; and the
// first page reads alone, as Windows shows it from inside a ZIP. --shots: pictures, to look at.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { launch, offlineContext } from './chromium.mjs'

const [folder, , shots] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let passed = 0, failed = 0
const check = (good, what) => { good ? passed++ : (failed++, console.log(`site: ${what}`)) }
const url = path => pathToFileURL(join(folder, path)).href

const files = readdirSync(folder, { recursive: true }).map(String).filter(f => statSync(join(folder, f)).isFile()).sort()
const pages = files.filter(f => f.endsWith('.html'))
const refused = /(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.|\/|$)|[^\x20-\x7e]|[<>:"\\|?*]|[. ](\/|$)/i
for (const file of files) check(!refused.test(file) && file.length < 200, `${file}: a name that some system refuses`)
check(new Set(files.map(f => f.toLowerCase())).size === files.length, 'two names differ by case alone')

const browser = await launch()
const context = await offlineContext(browser, { viewport: { width: 1100, height: 900 } })
const page = await context.newPage()
const troubles = []
page.on('console', m => { if (m.type() === 'error' || m.type() === 'warning') troubles.push(m.text()) })
page.on('pageerror', e => troubles.push(String(e)))
page.on('requestfailed', r => troubles.push(`${r.url()} failed`))
page.on('request', r => { if (!/^(file|data|blob):/.test(r.url())) troubles.push(`asks for ${r.url()}`) })

const ids = new Map(), links = []
async function violations() {
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  return found.violations.map(v => `${v.id} (${v.nodes.slice(0, 2).map(n => n.html.slice(0, 120)).join(' | ')})`)
}
for (const file of pages) {
  troubles.length = 0
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    await page.goto(url(file))
    const found = await violations()
    check(found.length === 0, `${file} (${colorScheme}): ${found.join('; ')}`)
  }
  check(troubles.length === 0, `${file}: ${troubles.join('; ')}`)
  ids.set(file, new Set(await page.$$eval('[id]', all => all.map(e => e.id))))
  links.push(...(await page.$$eval('a[href], img[src], link[href], script[src]', all => all.map(e => e.href || e.src))).map(to => [file, to]))
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  check(!wide, `${file}: wider than the window`)
  await page.setViewportSize({ width: 360, height: 740 })
  check(!await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), `${file}: wider than a phone`)
  await page.setViewportSize({ width: 1100, height: 900 })
}
for (const [from, to] of links) {
  const target = new URL(to)
  if (target.protocol !== 'file:') {
    check(/^(https?|mailto|tel):$/.test(target.protocol), `${from}: leads to ${to}`)
    continue
  }
  const path = fileURLToPath(Object.assign(new URL(to), { hash: '' })), name = relative(folder, path), id = decodeURIComponent(target.hash.slice(1))
  check(existsSync(path) && !name.startsWith('..'), `${from}: no file ${name}`)
  if (id && name.endsWith('.html')) check(ids.get(name)?.has(id), `${from}: no #${id} in ${name}`)
}
const shown = new Set(links.map(([, to]) => relative(folder, fileURLToPath(Object.assign(new URL(to.startsWith('file:') ? to : 'file:///'), { hash: '' })))))
const unreached = files.filter(f => !shown.has(f) && !/^(index\.html|README\.txt|LICENSE\.txt|SHA256SUMS|assets\/)/.test(f))
check(unreached.length === 0, `nothing leads to ${unreached.join(', ')}`)

const lessons = pages.filter(f => f.startsWith('lessons/'))
const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

// print: black on white, without what is for screens
await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
await page.goto(url(lessons[0]))
check(/255, 255, 255|0, 0, 0, 0/.test(await ground()), `print is not plain`)
await page.emulateMedia({ media: 'screen', colorScheme: 'light' })

// alone, as Windows shows it from inside a ZIP
const alone = await offlineContext(browser)
await alone.route(/^file:/, r => r.request().url().endsWith('index.html') ? r.continue() : r.abort())
const first = await alone.newPage()
await first.goto(url('index.html'))
check(await first.isVisible('.alone'), 'the first page alone does not say to unpack')

// without scripts it reads well
const plain = await browser.newContext({ javaScriptEnabled: false })
const bare = await plain.newPage()
await bare.goto(url('index.html'))
check(!await bare.isVisible('.alone') && await bare.isVisible('.toc'), 'without scripts the first page is no contents')

if (shots) {
  mkdirSync(shots, { recursive: true })
  for (const file of ['index.html', lessons[1] ?? lessons[0], ...pages.filter(f => /topics|about/.test(f))])
    for (const [look, options] of Object.entries({ light: { width: 1100 }, dark: { width: 1100 }, phone: { width: 380 } })) {
      await page.setViewportSize({ width: options.width, height: 900 })
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' })
      await page.goto(url(file))
      await page.screenshot({ path: join(shots, `${basename(file, '.html')}-${look}.png`), fullPage: look !== 'dark' })
    }
}
await browser.close()
console.log(`site: ${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
