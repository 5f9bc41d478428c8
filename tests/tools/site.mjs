// site.mjs FOLDER [--shots DIR]: an unpacked course, opened from the file system as its buyer does. On every page: nothing fails to load and
// nothing is asked of the network, every link leads to a file and a place that are there, axe finds nothing by day or by night, no page is wider
// than a phone. Then what the pages can do: search, pop-ups by keyboard, ticks, notes and answers that outlive the page, to a file and back,
// dark colours, print; and what is left without scripts and without the folder. --shots: pictures, to look at.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { launch, offlineContext } from './chromium.mjs'

const [folder, , shots] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('@daisy/axe-core-for-ace/axe.js'), 'utf8')
let passed = 0, failed = 0
const check = (good, what) => { good ? passed++ : (failed++, console.log(`site: ${what}`)) }
const url = path => pathToFileURL(join(folder, path)).href

// ---- names, on every system
const files = readdirSync(folder, { recursive: true }).map(String).filter(f => statSync(join(folder, f)).isFile()).sort()
const pages = files.filter(f => f.endsWith('.html')), lessons = pages.filter(f => f.startsWith('lessons/'))
const refused = /(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.|\/|$)|[^\x20-\x7e]|[<>:"\\|?*]|[. ](\/|$)/i
for (const file of files) check(!refused.test(file) && file.length < 200, `${file}: a name that some system refuses`)
check(new Set(files.map(f => f.toLowerCase())).size === files.length, 'two names differ by case alone')
check(pages.includes('index.html') && lessons.length > 0, 'no first page or no lessons')

const browser = await launch()
const context = await offlineContext(browser, { viewport: { width: 1100, height: 900 }, acceptDownloads: true })
const page = await context.newPage()
const troubles = []
page.on('console', m => { if (m.type() === 'error' || m.type() === 'warning') troubles.push(m.text()) })
page.on('pageerror', e => troubles.push(String(e)))
page.on('requestfailed', r => troubles.push(`${r.url()} failed`))
page.on('request', r => { if (!/^(file|data|blob):/.test(r.url())) troubles.push(`asks for ${r.url()}`) })

// by day and by night, as the page stands
async function violations(what) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(200) // colours change over 150 ms
    await violationsNow(`${what} (${colorScheme})`)
  }
}
async function violationsNow(what) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  const list = found.violations.map(v => `${v.id} (${v.nodes.slice(0, 2).map(n => n.html.slice(0, 160)).join(' | ')})`)
  check(found.passes.length > 5 && list.length === 0, `${what}: ${list.join('; ')}`)
}
const find = async selector => { for (const f of lessons) { await page.goto(url(f)); if (await page.$(selector)) return f } return null }
const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
const said = selector => page.textContent(selector).then(text => text.replace(/\s+/g, ' ').trim())

// ---- every page, every link
const ids = new Map(), links = []
for (const file of pages) {
  troubles.length = 0
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    await page.goto(url(file))
    await violationsNow(`${file} (${colorScheme})`)
  }
  ids.set(file, new Set(await page.$$eval('[id]', all => all.map(e => e.id))))
  links.push(...(await page.$$eval('a[href], img[src], link[href], script[src]', all => all.map(e => e.href || e.src))).map(to => [file, to]))
  for (const width of [1600, 768, 360]) {
    await page.setViewportSize({ width, height: 800 })
    const over = await page.evaluate(() => [...document.body.querySelectorAll('*')].find(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.wide-table, .apart, .skip, dialog, svg'))?.outerHTML)
    check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${file}: wider than ${width} pixels: ${over?.slice(0, 200)}`)
  }
  await page.setViewportSize({ width: 1100, height: 900 })
  const landmarks = await page.evaluate(() => ['main', 'h1', 'html[lang]', '.skip'].filter(s => document.querySelectorAll(s).length !== 1))
  check(landmarks.length === 0, `${file}: not one ${landmarks.join(', ')}`)
  check(troubles.length === 0, `${file}: ${troubles.join('; ')}`)
}
const shown = new Set()
for (const [from, to] of links) {
  const target = new URL(to)
  if (target.protocol !== 'file:') {
    check(/^(https?|mailto|tel):$/.test(target.protocol), `${from}: leads to ${to}`)
    continue
  }
  const id = decodeURIComponent(target.hash.slice(1))
  target.hash = ''
  const path = fileURLToPath(target), name = relative(folder, path)
  shown.add(name)
  check(existsSync(path) && !name.startsWith('..'), `${from}: no file ${name}`)
  if (id && name.endsWith('.html')) check(ids.get(name)?.has(id), `${from}: no #${id} in ${name}`)
}
const unreached = files.filter(f => !shown.has(f) && !/^(index\.html|README\.txt|LICENSE\.txt|SHA256SUMS|assets\/search(-data|-text)?\.js)$/.test(f))
check(unreached.length === 0, `nothing leads to ${unreached.join(', ')}`)

// ---- a way through: every lesson in turn by "next"
await page.emulateMedia({ colorScheme: 'light' })
await page.goto(url('index.html'))
await page.evaluate(() => localStorage.clear())
await page.reload()
await page.goto(await page.$eval('#start', a => a.href))
const walked = []
for (;;) {
  walked.push(decodeURIComponent(page.url().split('/').pop()))
  check(await page.$$eval('.beside [aria-current="page"]', all => all.length) === 1, `${walked.at(-1)}: not one lesson is the one that is read`)
  const next = await page.$('a[rel="next"]')
  if (!next || walked.length > lessons.length) break
  await page.goto(await next.evaluate(a => a.href))
}
check(walked.length === lessons.length && new Set(walked).size === lessons.length, `${walked.length} of ${lessons.length} lessons stand on the way`)

// ---- the reader's own
await page.evaluate(() => localStorage.clear())
const note = 'What I thought of\nit: <b>much</b> --> & more'
await page.goto(url(lessons[0]))
await page.fill('#own-notes', note)
await page.check('#read')
await page.reload()
check(await page.inputValue('#own-notes') === note && await page.isChecked('#read'), 'notes and the tick are forgotten')
check(await page.$$eval('.beside .toc-tick', all => all.length) === 1, 'the contents show no tick')
await page.goto(url('index.html'))
check(/\b1\b/.test(await said('.front .lessons-read')), `no progress: '${await said('.front .lessons-read')}'`)
// every kind of field that a lesson has
const FIELDS = { '.field textarea': 'An answer', '.blank textarea': 'A word', 'li.task input': true, '.steps input': true, '.choices input': true, '.field-row input': 'A plan' }
const used = []
for (const [selector, value] of Object.entries(FIELDS)) {
  const file = await find(selector)
  if (!file) continue
  const was = value === true ? await page.isChecked(selector) : null
  if (value === true) await page.setChecked(selector, !was)
  else await page.fill(selector, value)
  used.push([file, selector, value === true ? !was : value])
}
const holds = async ([file, selector, value]) => {
  await page.goto(url(file))
  return (value === true || value === false ? await page.isChecked(selector) : await page.inputValue(selector)) === value
}
for (const field of used) check(await holds(field), `${field[0]}: ${field[1]} is forgotten`)
// to a file
const open = async name => { await page.click(`[data-opens="${name}"]`); await page.waitForSelector(`#${name}[open]`) }
await open('notes-panel')
await violations('the panel of notes')
const [download] = await Promise.all([page.waitForEvent('download'), page.click('#notes-save')])
const saved = readFileSync(await download.path(), 'utf8'), reading = saved.split('<!-- sheaf-notes')[0]
check(download.suggestedFilename().endsWith('-notes.md'), `the file is called ${download.suggestedFilename()}`)
check(reading.includes('> What I thought of\n> it: <b>much</b> --> & more'), `the file lacks the notes: ${reading}`)
for (const [, selector, value] of used) if (value !== true && value !== false) check(reading.includes(`> ${value}`), `the file lacks what stood in ${selector}`)
if (used.some(([, selector]) => selector.startsWith('li.task'))) check(/^- \[[x ]\] \S/m.test(reading), 'the file lacks the ticks')
// all cleared, and back from the file
page.once('dialog', d => d.accept())
await page.click('#notes-clear')
check(await said('#notes-status') !== '', 'clearing says nothing')
await page.goto(url(lessons[0]))
check(await page.inputValue('#own-notes') === '' && !await page.isChecked('#read'), 'notes are not cleared')
const file = join(tmpdir(), `sheaf-notes-${process.pid}.md`)
writeFileSync(file, saved.replace('# ', '# edited by hand: '))
await open('notes-panel')
await page.setInputFiles('#notes-file', file)
await page.waitForFunction(() => document.getElementById('notes-status').textContent !== '')
check(await page.inputValue('#own-notes') === note, 'notes do not come back from a file')
for (const field of used) check(await holds(field), `${field[0]}: ${field[1]} does not come back from a file`)
writeFileSync(file, saved.replace(/"book":"[^"]*"/, '"book":"another"').replaceAll('much', 'little'))
await page.goto(url(lessons[0]))
await open('notes-panel')
await page.setInputFiles('#notes-file', file)
await page.waitForFunction(() => document.getElementById('notes-status').textContent !== '')
check(await page.inputValue('#own-notes') === note, 'the notes of another book are taken')

// ---- quizzes are checked
if (await find('.quiz-check button')) {
  await page.click('.quiz-check button')
  check(/\d/.test(await said('.quiz-check output')), 'a quiz has no score')
  await violations('a quiz that is checked')
}

// ---- search
{
  await page.goto(url(lessons.at(-1)))
  const word = await page.evaluate(() => [...document.querySelectorAll('.chapter p, .chapter dd')].filter(p => !p.closest('.opening, .exercise-label')).map(p => p.textContent.match(/\p{L}{5,}/u)?.[0]).find(Boolean))
  await open('search-panel')
  check(await page.evaluate(() => document.activeElement.id) === 'search', 'the search field has no focus')
  await page.keyboard.type(word)
  await page.waitForSelector('#search-results mark', { timeout: 10000 }).catch(() => check(false, `the search shows no '${word}'`))
  const results = await page.$$eval('#search-results a', all => all.map(a => a.href))
  check(results.length > 0, `the search does not find '${word}'`)
  for (const result of results) {
    const target = new URL(result), id = decodeURIComponent(target.hash.slice(1))
    target.hash = ''
    check(existsSync(fileURLToPath(target)) && (!id || ids.get(relative(folder, fileURLToPath(target)))?.has(id)), `the search leads to ${result}`)
  }
  await violations('the search')
  if (shots) { mkdirSync(shots, { recursive: true }); await page.screenshot({ path: join(shots, 'search.png') }) }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  check(!await page.isVisible('#search-panel'), 'the search stays')
}

// ---- what pops up, by keyboard alone
for (const kind of ['a.note-ref', 'a.gloss-ref']) {
  if (!await find(kind)) continue
  await page.focus(kind)
  await page.keyboard.press('Enter')
  check(await page.isVisible('.popup') && await said('.popup-text') !== '', `${kind}: nothing pops up`)
  check(await page.evaluate(() => document.activeElement.matches('.popup')), `${kind}: the pop-up has no focus`)
  await violations(`a pop-up of ${kind}`)
  if (shots) { mkdirSync(shots, { recursive: true }); await page.screenshot({ path: join(shots, `popup-${kind.slice(2)}.png`) }) }
  await page.keyboard.press('Escape')
  check(!await page.isVisible('.popup'), `${kind}: the pop-up stays`)
  check(await page.evaluate(selector => document.activeElement.matches(selector), kind), `${kind}: the focus is lost`)
}

// ---- dark colours by button, remembered
await page.goto(url('index.html'))
const day = await ground()
await page.click('#dark')
const night = await ground()
check(night !== day && await page.getAttribute('#dark', 'aria-pressed') === 'true', 'no dark colours')
await page.goto(url(lessons[0]))
check(await ground() === night, 'dark colours are forgotten')
// print: day, without what is for screens
await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
const ink = await page.evaluate(() => getComputedStyle(document.documentElement).color)
check(/^rgb\((\d|[1-6]\d), /.test(ink), `print is not dark on light: ${ink}`)
for (const chrome of ['.bar', '.beside', '.turn', '.foot']) check(!await page.isVisible(chrome), `print shows ${chrome}`)
check(await page.isVisible('.chapter'), 'print shows no text')
await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
await page.evaluate(() => localStorage.clear())

// ---- the keyboard finds the text first
await page.goto(url(lessons[0]))
await page.keyboard.press('Tab')
await page.keyboard.press('Enter')
check(await page.evaluate(() => document.activeElement.id === 'text'), 'the first stop does not lead to the text')
check(troubles.length === 0, troubles.join('; '))

// ---- alone, as Windows shows it from inside a ZIP
const alone = await offlineContext(browser)
await alone.route(/^file:/, r => r.request().url().endsWith('index.html') ? r.continue() : r.abort())
const first = await alone.newPage()
await first.goto(url('index.html'))
check(await first.isVisible('p.alone') && !await first.isVisible('.front-cover'), 'the first page alone does not say what to do')
check(await first.evaluate(() => getComputedStyle(document.documentElement).backgroundColor) === day, 'the first page alone has no style')
if (shots) await first.screenshot({ path: join(shots, 'alone.png') })
await page.goto(url('index.html'))
check(!await page.isVisible('p.alone'), 'the first page in its folder says that it is alone')

// ---- without scripts, and where nothing can be kept
const plain = await (await offlineContext(browser, { javaScriptEnabled: false })).newPage()
await plain.goto(url('index.html'))
check(await plain.isVisible('.front-contents a') && !await plain.isVisible('.bar-tools') && !await plain.isVisible('p.alone'), 'without scripts the first page is not plain')
await plain.goto(url(lessons[0]))
check(await plain.isVisible('.chapter') && !await plain.isVisible('.own'), 'without scripts a lesson offers what it cannot do')
const forgetful = await offlineContext(browser)
await forgetful.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } }))
const refusing = await forgetful.newPage()
const faults = []
refusing.on('pageerror', e => faults.push(String(e)))
await refusing.goto(url(lessons[0]))
await refusing.fill('#own-notes', 'Not kept')
await refusing.click('[data-opens="notes-panel"]')
check(faults.length === 0 && await refusing.isVisible('#notes-not-kept'), `where nothing is kept: ${faults.join('; ')}`)

// ---- pictures
if (shots) {
  mkdirSync(shots, { recursive: true })
  for (const shot of new Set(['index.html', lessons[1] ?? lessons[0], ...used.map(([f]) => f), ...pages.filter(f => /topics|about/.test(f))]))
    for (const [look, width] of Object.entries({ light: 1280, dark: 1280, phone: 360 })) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' })
      await page.goto(url(shot))
      await page.screenshot({ path: join(shots, `${basename(shot, '.html')}-${look}.png`), fullPage: look !== 'dark' })
    }
}
await browser.close()
console.log(`site: ${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
