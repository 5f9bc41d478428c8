// ace.mjs OUTDIR BOOK.epub…
// Ace by DAISY over many books with one browser. The stock command starts a browser for each book, and its own
// runner brings Puppeteer with eighty packages; a runner is four functions, so ours drives the browser that the
// other tests use. Each book's report is OUTDIR/N-BOOK/report.json.
// Prints one line a book, then its violations. Exit: 0 none; 1 a violation, a document that was not looked at,
// or a book that Ace could not read; 2 usage; 3 no browser.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { launch, offlineContext } from "./chromium.mjs";

const require = createRequire(import.meta.url);
const DOCUMENT_TIMEOUT_MS = 120000;
const BOOK_TIMEOUT_MS = 900000;

// Ace's page scripts hang themselves on window; the promise settles when axe and the extraction are done.
function runInPage() {
	return new Promise((settle, fail) => {
		if (!window.daisy?.ace?.run || !window.axe)
			fail(new Error("Ace's scripts did not load"));
		else
			window.daisy.ace.run((error, result) => error ? fail(error) : settle(result));
	});
}

function withTimeout(promise, ms, what) {
	let timer;
	const limit = new Promise((_, fail) => {
		timer = setTimeout(() => fail(new Error(`${what}: no answer within ${ms / 1000} s`)), ms);
	});
	return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

async function visit(context, seen, url, scripts, scriptContents) {
	const page = await context.newPage();
	try {
		await page.goto(url);
		for (const content of scriptContents)
			await page.addScriptTag({ content });
		for (const path of scripts)
			await page.addScriptTag({ path });
		await page.evaluate(() => document.querySelectorAll("script").forEach(s => s.setAttribute("data-ace", "")));
		const result = await page.evaluate(runInPage);
		if (result?.axe?.passes?.length) {
			seen.documents++;
			seen.rulesPassed += result.axe.passes.length;
		}
		return result;
	} finally {
		await page.close();
	}
}

// What @daisy/ace-core asks of a runner. launch and close are called for every book and do nothing here.
// `seen` counts, for the book at hand, documents that were asked for, those that axe answered for and the rules that
// it found to hold.
function makeRunner(context) {
	const seen = { asked: 0, documents: 0, rulesPassed: 0 };
	return {
		seen,
		concurrency: 2,
		setTimeout() {},
		async launch() {},
		async close() {},
		run(url, scripts, scriptContents) {
			seen.asked++;
			return withTimeout(visit(context, seen, url, scripts, scriptContents), DOCUMENT_TIMEOUT_MS, url);
		},
	};
}

function violations(report) {
	const found = [];
	for (const subject of report.assertions ?? [])
		for (const a of subject.assertions ?? [])
			if (a["earl:result"]?.["earl:outcome"] === "fail")
				found.push({
					where: subject["earl:testSubject"]?.url ?? "-",
					impact: a["earl:test"]?.["earl:impact"],
					rule: a["earl:test"]?.["dct:title"],
					text: a["earl:result"]["dct:description"],
					html: a["earl:result"].html,
				});
	return found;
}

// A message is a violation's or a failure's; an empty list is a sound book. Throws when Ace or the browser gave up.
async function checkBook(ace, runner, book, outdir) {
	Object.assign(runner.seen, { asked: 0, documents: 0, rulesPassed: 0 });
	rmSync(outdir, { recursive: true, force: true });
	mkdirSync(outdir, { recursive: true });
	await withTimeout(ace(book, { cwd: process.cwd(), outdir, lang: "en", doNotReportMedia: true }, runner), BOOK_TIMEOUT_MS, book);
	const report = JSON.parse(readFileSync(join(outdir, "report.json"), "utf8"));
	const messages = violations(report).map(v =>
		`${v.impact} ${v.rule} ${v.where}: ${v.text.replace(/\s+/g, " ")}${v.html ? `\n      ${v.html.replace(/\s+/g, " ").slice(0, 300)}` : ""}`);
	const outcome = report["earl:result"]?.["earl:outcome"];
	if (runner.seen.documents === 0 || runner.seen.documents !== runner.seen.asked)
		messages.push(`FAILED ${runner.seen.documents} of ${runner.seen.asked} documents were looked at`);
	if (outcome !== (messages.length ? "fail" : "pass"))
		messages.push(`FAILED the report's outcome is '${outcome}'`);
	return messages;
}

const print = line => process.stdout.write(`${line}\n`);

// Ace logs through winston's default logger, which complains without a transport, and prints what it stumbles over.
function quiet() {
	console.log = console.error;
	const winston = require("winston");
	winston.configure({ transports: [new winston.transports.Console({ silent: true })] });
}

const launchRunner = async () => {
	const browser = await launch();
	return { browser, runner: makeRunner(await offlineContext(browser)) };
};

// A browser on a machine that is busy elsewhere can stop answering: a book that Ace gave up gets one more try with a
// browser of its own. What Ace finds is never tried again.
async function checkAll(ace, outdir, books) {
	let failed = 0, at = await launchRunner();
	for (const [i, book] of books.entries()) {
		const folder = resolve(outdir, `${i + 1}-${basename(book, ".epub")}`);
		let messages;
		try {
			messages = await checkBook(ace, at.runner, book, folder);
		} catch {
			at.browser.close().catch(() => {});
			at = await launchRunner();
			messages = await checkBook(ace, at.runner, book, folder)
				.catch(error => [`FAILED Ace could not read the book: ${error?.message || error || "no reason given"}`.replace(/\s+/g, " ")]);
		}
		const { documents, rulesPassed } = at.runner.seen;
		print(`${book}: ${messages.length} violations (${documents} documents, ${rulesPassed} rules passed)`);
		for (const m of messages)
			print(`  ${m}`);
		failed += messages.length > 0;
	}
	return failed;
}

async function main([outdir, ...books]) {
	if (!books.length) {
		console.error("usage: ace.mjs OUTDIR BOOK.epub…");
		return 2;
	}
	quiet();
	return await checkAll(require("@daisy/ace-core"), outdir, books) ? 1 : 0;
}

process.exit(await main(process.argv.slice(2)));
