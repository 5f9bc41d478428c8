// scorm.mjs FILE.zip [SHOTS]: plays the SCORM package of tests/packages/course through in Chromium, with scorm-again as the learning system around
// it: open, read, answer, leave, resume, pass, fail, look back; then without a learning system, from the file system, with and without scripts;
// and looks at its pages with axe.
// SHOTS: a folder for pictures to look at. Nothing leaves 127.0.0.1.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const [file, shots] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const root = mkdtempSync(join(tmpdir(), "scorm-"));
execFileSync("unzip", ["-q", file, "-d", root]);
if (shots) mkdirSync(shots, { recursive: true });

let passed = 0, failed = 0;
const check = (good, what) => { good ? passed++ : (failed++, console.log(`scorm: ${what}`)); };
const same = (got, wanted, what) => check(got === wanted, `${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);

// ---- the learning system: a page with scorm-again and the course in a frame. state: what it knew before; how: whether by parent or opener.
const LIMITS = { "cmi.suspend_data": 4096, "cmi.core.lesson_location": 255 };
const system = `<!DOCTYPE html><meta charset="utf-8"><title>LMS</title><script src="/scorm12.js"></script><body><script>
	window.calls = [];
	function start(state, page) {
		const api = new Scorm12API({ autocommit: false, logLevel: 5 });
		if (state) api.loadFromJSON(state, "");
		window.API = {};
		for (const name of ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"])
			window.API[name] = (...words) => {
				const result = api[name](...words);
				const error = name === "LMSFinish" ? "0" : api.LMSGetLastError();
				window.calls.push({ name, words, result, error });
				window.kept = api.renderCMIToJSONObject();
				return result;
			};
		if (page === "opener") { window.open("/course/index.html", "sco"); return; }
		const frame = document.createElement("iframe");
		frame.id = "sco";
		frame.style = "width:100%;height:95vh;border:0";
		frame.src = page || "/course/index.html";
		document.body.append(frame);
	}
</script>`;
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".jpg": "image/jpeg" };
// 40,000 lessons, to see what does not fit left out
const many = () => readFileSync(join(root, "index.html"), "utf8").replace('<ul class="tree">', match => match + Array.from({ length: 40000 }, (_, i) =>
	`<li><a href="lessons/end.html" target="lesson" data-slug="l${i}" data-quizzes="3/2;"><span class="name">${i}</span><span class="state"></span></a></li>`).join(""));

const server = createServer((request, response) => {
	const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
	try {
		const body = path === "/" ? system : path === "/scorm12.js" ? readFileSync(join(here, "node_modules/scorm-again/dist/scorm12.js"))
			: path === "/course/many.html" ? many() : readFileSync(join(root, normalize(path).replace(/^\/course\//, "")));
		response.setHeader("content-type", types[extname(path)] ?? "text/html");
		response.end(body);
	} catch {
		response.statusCode = 404;
		response.end();
	}
});
await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await launch();
const context = await browser.newContext({ serviceWorkers: "block", viewport: { width: 1200, height: 800 } });
await context.route(url => !/^(file|data|about):/.test(url.href) && url.origin !== base, route => route.abort());
const errors = [];
context.on("page", page => {
	page.on("pageerror", e => errors.push(e.message));
	page.on("console", m => { if (m.type() === "error" && !/favicon/.test(m.location().url)) errors.push(`${m.text()} ${m.location().url}`); });
});

async function open(state, page) {
	const lms = await context.newPage();
	await lms.goto(base + "/");
	await lms.evaluate(([s, p]) => start(s, p), [state, page]);
	const sco = lms.frameLocator("#sco");
	if (page !== "opener") await sco.locator("#progress:not(:empty)").waitFor();
	return { lms, sco, lesson: sco.frameLocator("#lesson"), cmi: async () => (await lms.evaluate(() => window.kept)).cmi };
}

// Leaves as a reader does who goes elsewhere; what the system kept.
async function leave(course) {
	await course.lms.evaluate(() => new Promise(done => {
		const frame = document.getElementById("sco");
		frame.onload = done;
		frame.src = "about:blank";
	}));
	const calls = await course.lms.evaluate(() => window.calls), kept = await course.lms.evaluate(() => window.kept);
	same(calls.filter(c => c.name === "LMSInitialize").length, 1, "LMSInitialize");
	same(calls.filter(c => c.name === "LMSFinish").length, 1, "LMSFinish");
	same(calls.at(-1).name, "LMSFinish", "the last call");
	for (const call of calls) check(["0", 0].includes(call.error), `${call.name} ${call.words}: error ${call.error}`);
	for (const { name, words } of calls)
		if (name === "LMSSetValue") check(words[1].length <= (LIMITS[words[0]] ?? 255), `${words[0]} has ${words[1].length} characters`);
	await course.lms.close();
	return { calls, kept };
}
const sets = (calls, name) => calls.filter(c => c.name === "LMSSetValue" && c.words[0] === `cmi.${name}`).map(c => c.words[1]);
const until = async (what, test) => {
	for (let i = 0; i < 100; i++) {
		if (await test()) return check(true, what);
		await new Promise(resolve => setTimeout(resolve, 50));
	}
	check(false, `${what}: it did not come`);
};
const readToEnd = lesson => lesson.locator("#end").evaluate(end => end.scrollIntoView());
const toLesson = async (course, name) => {
	await course.sco.locator("#lessons a[data-slug]", { hasText: name }).first().click();
	await course.lesson.locator("h1", { hasText: name }).waitFor();
	await until(`${name} is open`, () => course.sco.locator("a[aria-current]").textContent().then(t => t.includes(name)));
};
async function picture(page, name) {
	if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
}

// ---- open, read a little, answer wrongly, leave
let course = await open(null);
same((await course.cmi()).core.lesson_status, "incomplete", "the status once opened");
await until("a short lesson is read at once", () => course.sco.locator("li.is-read").count().then(n => n === 1));
await course.sco.locator("#next").click();
await course.lesson.locator("h1", { hasText: "Bread" }).waitFor();
await until("the frame has the keyboard", () => course.sco.locator("#lesson").evaluate(f => f.ownerDocument.activeElement === f));
await new Promise(resolve => setTimeout(resolve, 300));
same(await course.sco.locator("li.is-read").count(), 1, "a long lesson that was only opened");
same(await course.sco.locator("#lesson").getAttribute("title"), "Bread", "the frame's title");
check(!(await course.lesson.locator("details.answers").isVisible()), "answers are shown before they are checked");
await course.lesson.getByLabel("Salt").check();
await picture(course.lms, "open");
await course.lesson.getByRole("button").click();
same(await course.lesson.locator("output").textContent(), "0 of 1 right", "the wrong answer's score");
check(await course.lesson.locator("details.answers").isVisible(), "answers are not shown once they are checked");
check(!sets((await course.lms.evaluate(() => window.calls)), "core.score.raw").length, "a score is told before all quizzes are checked");
await picture(course.lms, "checked");
let left = await leave(course);
same(left.kept.cmi.core.lesson_location, "bread", "where the reader was");
same(left.kept.cmi.core.exit, "suspend", "exit");
check(/^\d\d+:\d\d:\d\d$/.test(sets(left.calls, "core.session_time").at(-1)), "session_time");

// ---- resume: the place, what was read, what was answered
course = await open(left.kept);
await course.lesson.locator("h1", { hasText: "Bread" }).waitFor();
await until("answers are there again", () => course.lesson.getByLabel("Salt").isChecked());
same(await course.lesson.locator("output").textContent(), "0 of 1 right", "the score again");
check((await course.sco.locator("li.is-read").count()) >= 1, "what was read is forgotten");
await course.lesson.getByLabel("Yeast").check();
await course.lesson.getByRole("button").click();
await readToEnd(course.lesson);
for (const name of ["Crust", "Salt", "End"]) {
	await toLesson(course, name);
	await readToEnd(course.lesson);
	if (name !== "Salt") continue;
	same((await course.cmi()).core.lesson_status, "incomplete", "the status before the end");
	await course.lesson.getByLabel("Sodium chloride").check();
	await course.lesson.getByLabel("True").check();
	await course.lesson.getByRole("button").click();
	same(await course.lesson.locator("output").textContent(), "1 of 2 right", "half an answer's score");
}
await until("all is read", () => course.sco.locator("#progress").textContent().then(t => t === "5 of 5 lessons read"));
await until("passed", async () => (await course.cmi()).core.lesson_status === "passed");
same((await course.cmi()).core.score.raw, "67", "two of three");
same((await course.cmi()).core.score.max, "100", "of");
const done = (await leave(course)).kept;

// ---- a pass stays one, whatever is answered later; the system's own mastery score counts
course = await open(done);
await toLesson(course, "Salt");
await course.lesson.getByLabel("False").check();
await course.lesson.getByRole("button").click();
await until("a lower score is told", async () => (await course.cmi()).core.score.raw === "33");
same((await course.cmi()).core.lesson_status, "passed", "the status after it");
await leave(course);
const strict = structuredClone(done);
strict.cmi.student_data = { ...strict.cmi.student_data, mastery_score: "90" };
strict.cmi.core.lesson_status = "incomplete";
course = await open(strict);
same((await course.cmi()).core.lesson_status, "failed", "below the system's mastery score");
await leave(course);

// ---- looking back changes nothing
const back = structuredClone(done);
back.cmi.core.lesson_mode = "review";
course = await open(back);
await toLesson(course, "Crust");
same((await leave(course)).calls.filter(c => c.name === "LMSSetValue").length, 0, "values set while looking back");

// ---- another edition of the course: its bits are not this one's, its place is
const other = structuredClone(done);
other.cmi.suspend_data = "1.other.____";
course = await open(other);
await course.lesson.locator("h1", { hasText: "End" }).waitFor();
check((await course.sco.locator("li.is-read").count()) <= 1, "what another edition said was believed");
await leave(course);

// ---- more than suspend_data holds
course = await open(null, "/course/many.html");
await leave(course);

// ---- a system that opens a window
course = await open(null, "opener");
await until("found through the opener", async () => (await course.lms.evaluate(() => window.kept))?.cmi.core.lesson_location === "uber-uns");
for (const page of context.pages()) await page.close();

// ---- no learning system, from the file system
let page = await context.newPage();
await page.goto(pathToFileURL(join(root, "index.html")).href);
await page.locator("#next").click();
const lesson = page.frameLocator("#lesson");
await lesson.locator("h1", { hasText: "Bread" }).waitFor();
await until("its list follows", () => page.locator("a[aria-current]").textContent().then(t => t.includes("Bread")));
await lesson.getByLabel("Yeast").check();
await lesson.getByRole("button").click();
same(await lesson.locator("output").textContent(), "1 of 1 right", "a quiz without a system");
await picture(page, "file");
await page.setViewportSize({ width: 390, height: 780 });
await page.reload();
await picture(page, "narrow");
await page.goto(pathToFileURL(join(root, "lessons/salt.html")).href);
await page.getByLabel("True").check();
await page.getByRole("button").click();
check((await page.locator("output").textContent()) === "1 of 2 right", "a lesson opened alone");
await page.close();

// ---- for all who read: axe finds nothing, by day and by night
const axe = readFileSync(join(here, "node_modules/@daisy/axe-core-for-ace/axe.js"), "utf8");
for (const colorScheme of ["light", "dark"]) {
	const lit = await browser.newContext({ colorScheme });
	for (const name of ["index.html", "lessons/bread.html", "lessons/salt.html", "disclaimer.html"]) {
		page = await lit.newPage();
		await page.goto(pathToFileURL(join(root, name)).href);
		if (await page.locator(".quiz-check button").count()) await page.locator(".quiz-check button").first().click();
		await page.evaluate(axe);
		const result = await page.evaluate(() => window.axe.run(document, { iframes: false }));
		check(result.passes.length > 10, `${name}: axe looked at nothing`);
		for (const v of result.violations) check(false, `${name}, ${colorScheme}: ${v.id}: ${v.nodes[0].html.slice(0, 120)}`);
	}
	await lit.close();
}

const plain = await browser.newContext({ javaScriptEnabled: false });
page = await plain.newPage();
await page.goto(pathToFileURL(join(root, "index.html")).href);
await page.getByRole("link", { name: "Salt" }).click();
await page.frameLocator("#lesson").locator("h1", { hasText: "Salt" }).waitFor();
check(await page.frameLocator("#lesson").locator("details.answers").isVisible(), "without scripts there is no way to the answers");
check(!(await page.locator("#ways").isVisible()), "buttons that do nothing");
await plain.close();

for (const error of errors) check(false, error);
await browser.close();
server.close();
rmSync(root, { recursive: true });
console.log(`scorm: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
