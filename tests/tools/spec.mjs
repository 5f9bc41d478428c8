// spec.mjs write PROJECT               a project folder with one article for each example
// spec.mjs compare FOLDER              the pages below FOLDER, an unpacked book, against cmark-gfm
// spec.mjs prove                       the comparison itself: true pages pass, spoiled ones are reported
// The examples are CommonMark's own (npm commonmark-spec) and those of tests/spec/gfm.txt; what each must say is
// computed by Debian's cmark-gfm from the same input. tests/spec/exceptions.txt lists where sheaf differs by design:
// the text we give is pinned there, and an exception that is not needed any more is a failure.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { find, hasWord, marksOf, parseHtml, parseXml, textOf } from "./spec-text.mjs";

const require = createRequire(import.meta.url);
const SPEC = join(dirname(fileURLToPath(import.meta.url)), "../spec");
const EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist", "footnotes"].flatMap(e => ["-e", e]);

function examples() {
	const own = [...readFileSync(join(SPEC, "gfm.txt"), "utf8").matchAll(/^`{32} example\n([^]*?)^\.\n`{32}$/gm)];
	const all = [
		...require("commonmark-spec").tests.map(t => ({ id: `CommonMark ${t.number}`, markdown: t.markdown })),
		...own.map((m, i) => ({ id: `GFM ${i + 1}`, markdown: m[1] })),
	];
	return all.map(e => ({ ...e, markdown: e.markdown.replaceAll("→", "\t") }));
}

const fileName = id => `${id.toLowerCase().replace(/ (\d+)$/, (_, n) => `-${n.padStart(3, "0")}`)}.md`;

function writeProject(folder) {
	mkdirSync(join(folder, "content"), { recursive: true });
	writeFileSync(join(folder, "sheaf.yaml"), [
		"title: Every example", "author: The sheaf test suite", "language: en", "smart: false", "related: none",
		"identifier: urn:uuid:7d3f4c1e-5b2a-4c57-8f0a-1d2e3f405162", "date: 2024-01-01",
		"editions:", "  examples: {format: epub}", "",
	].join("\n"));
	for (const e of examples())
		writeFileSync(join(folder, "content", fileName(e.id)), `---\ntitle: ${e.id}\n---\n${e.markdown}`);
}

function cmark(markdown, ...options) {
	const run = spawnSync("cmark-gfm", [...options, ...EXTENSIONS], { input: markdown, encoding: "utf8" });
	if (run.error || run.status !== 0)
		throw new Error(`cmark-gfm failed: ${run.error ?? run.stderr}`);
	return run.stdout;
}

const isNotes = e => e.name === "section" && hasWord(e, "class", "footnotes");

// In cmark-gfm's HTML: the arrows back, and the items of the list of notes, which are no list in our pages.
const theirSkip = e => hasWord(e, "class", "footnote-backref");
const inNotes = new WeakSet();
function theirPlain(e) {
	if (isNotes(e))
		for (const list of e.children.filter(c => c.name === "ol"))
			for (const item of list.children)
				if (typeof item !== "string")
					inNotes.add(item);
	return inNotes.has(e);
}

// What stands in our text and only in an attribute or a rule of style of theirs, put into theirs: a picture's title,
// which is the caption of a figure; the box of a task; the number before a note.
function spelledOut(node) {
	if (typeof node === "string")
		return node;
	if (node.name === "input" && node.attrs.type === "checkbox")
		return node.attrs.checked === undefined ? "☐" : "☑";
	const children = node.children.map(spelledOut);
	const only = children.filter(c => typeof c !== "string" || c.trim());
	if (node.name === "p" && only.length === 1 && only[0].name === "img" && only[0].attrs.title)
		children.push(` ${only[0].attrs.title}`);
	if (isNotes(node))
		children.filter(c => c.name === "ol").flatMap(c => c.children).filter(c => c.name === "li")
			.forEach((item, i) => item.children.unshift(`${i + 1} `));
	return { ...node, children };
}

const theirTree = markdown => spelledOut(parseHtml(cmark(markdown, "--unsafe")));

function expected(example) {
	const tree = theirTree(example.markdown);
	const raw = example.markdown.includes("<") && cmark(example.markdown).includes("<!-- raw HTML omitted -->");
	return { text: textOf(tree, theirSkip), marks: raw ? null : marksOf(tree, theirSkip, theirPlain) };
}

// Our page: the chapter's section, without its title and the way back from notes.
function readPage(xml) {
	const section = find(parseXml(xml), e => e.name === "section" && hasWord(e, "epub:type", "chapter"));
	const heading = section && find(section, e => e.name === "h1");
	if (!heading)
		return null;
	const skip = e => e === heading || hasWord(e, "role", "doc-backlink");
	return {
		title: textOf(heading, () => false),
		text: textOf(section, skip),
		marks: marksOf(section, skip, () => false),
	};
}

function readPages(folder, problems) {
	const pages = new Map();
	for (const name of readdirSync(folder, { recursive: true }).filter(n => n.endsWith(".xhtml")).sort()) {
		try {
			const page = readPage(readFileSync(join(folder, name), "utf8"));
			if (page && pages.has(page.title))
				problems.push(`${name}: a second page with the title '${page.title}'`);
			else if (page)
				pages.set(page.title, page);
		} catch (error) {
			problems.push(`${name}: ${error.message}`);
		}
	}
	return pages;
}

// Blocks of `ID`, then indented `why:`, `text:` (ours, as JSON) and, where the marks differ, `marks: differ`.
function readExceptions(path) {
	const found = new Map();
	let last = null;
	for (const line of readFileSync(path, "utf8").split("\n")) {
		const field = line.match(/^\s+(why|text|marks): (.*)$/);
		if (field && last)
			last[field[1]] = field[1] === "text" ? JSON.parse(field[2]) : field[2];
		else if (/^(CommonMark|GFM) \d+$/.test(line))
			found.set(line, last = {});
		else if (line.trim() && !line.startsWith("#"))
			throw new Error(`${path}: not understood: ${line}`);
	}
	for (const [id, e] of found)
		if (!e.why || e.text === undefined && !e.marks)
			throw new Error(`${path}: ${id} needs a reason, and a text or marks`);
	return found;
}

function judge(example, page, exception) {
	const want = expected(example);
	const problems = [];
	if (page.text !== want.text && page.text !== exception?.text)
		problems.push(`expected: ${JSON.stringify(want.text)}\n  got:      ${JSON.stringify(page.text)}`);
	if (exception?.text !== undefined && page.text === want.text)
		problems.push("the exception for its text is not needed any more");
	if (!want.marks)
		return problems;
	const marks = page.marks.join("\n") === want.marks.join("\n");
	if (!marks && !exception?.marks) {
		problems.push(`expected marks:\n    ${want.marks.join("\n    ")}\n  got marks:\n    ${page.marks.join("\n    ")}`);
	}
	if (exception?.marks && marks)
		problems.push("the exception for its marks is not needed any more");
	return problems;
}

// The list of failures, each a few lines; quiet about the examples that pass.
function compare(folder, list, exceptions) {
	const failures = [];
	const pages = readPages(folder, failures);
	for (const example of list) {
		const page = pages.get(example.id);
		const problems = page ? judge(example, page, exceptions.get(example.id)) : ["no page"];
		if (problems.length)
			failures.push(`${example.id}: ${JSON.stringify(example.markdown)}\n  ${problems.join("\n  ")}`);
	}
	for (const id of exceptions.keys())
		if (!list.some(e => e.id === id))
			failures.push(`${id}: an exception for an example that does not exist`);
	return failures;
}

// XHTML with the tree's words, for the proof: names and attributes that XML cannot spell are left out.
function toXml(node) {
	const escape = s => s.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;")
		.replaceAll('"', "&quot;").replaceAll("\r", "&#13;");
	if (typeof node === "string")
		return escape(node);
	const name = /^[a-z][a-z0-9]*$/.test(node.name) ? node.name : "span";
	const attrs = ["href", "alt", "class"].filter(a => node.attrs[a] !== undefined)
		.map(a => ` ${a}="${escape(node.attrs[a])}"`).join("");
	return theirSkip(node) ? '<a role="doc-backlink" href="#x">back</a>'
		: `<${name}${attrs}>${node.children.map(toXml).join("")}</${name}>`;
}

// A list of notes is a list to the marks of our pages; theirs are rewritten as asides, as our writer sets them.
function notesAsAsides(node) {
	if (typeof node === "string")
		return node;
	const children = node.children.map(notesAsAsides);
	if (!isNotes(node))
		return { ...node, children };
	const items = children.flatMap(c => c.name === "ol" ? c.children : []).filter(c => typeof c !== "string");
	return { ...node, children: items.map(i => ({ ...i, name: "aside" })) };
}

function page(id, body) {
	return `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>` +
		`<section epub:type="chapter"><h1>${id}</h1>${body}</section></body></html>`;
}

// Each way to spoil the pages, and the examples that must then be reported.
const SPOIL = {
	"a word is lost": (id, body) => id === "GFM 1" ? body.replace("Flour", "") : body,
	"two words change places": (id, body) => id === "GFM 1" ? body.replace("Flour", "#").replace("Water", "Flour").replace("#", "Water") : body,
	"text stands twice": (id, body) => id === "GFM 1" ? body + "<p>Flour</p>" : body,
	"a space is lost between words": (id, body) => id === "GFM 1" ? body.replace("500 g", "500g") : body,
	"a cell is lost": (id, body) => id === "GFM 1" ? body.replace("<td>500 g</td>", "500 g ") : body,
	"struck text is not": (id, body) => id === "GFM 30" ? body.replace(/<\/?del>/g, "") : body,
	"an address is wrong": (id, body) => id === "GFM 45" ? body.replace("example.com", "example.org") : body,
	"a tab in code is a space": (id, body) => id === "CommonMark 1" ? body.replace("\t", " ") : body,
	"a done task is to do": (id, body) => id === "GFM 65" ? body.replace("☑", "☐") : body,
	"a note has another's number": (id, body) => id === "GFM 80" ? body.replace("<aside>1", "<aside>2") : body,
	"a page is missing": (id, body) => id === "GFM 1" ? null : body,
	"a page is not well-formed": (id, body) => id === "GFM 1" ? `${body}<br>` : body,
};

function writePages(folder, bodies, spoil) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder);
	for (const [id, body] of bodies) {
		const spoiled = spoil(id, body);
		if (spoiled !== null)
			writeFileSync(join(folder, `${id.replace(" ", "-")}.xhtml`), page(id, spoiled));
	}
}

function prove() {
	const list = examples();
	const bodies = list.map(e => [e.id, toXml(notesAsAsides(theirTree(e.markdown)))]);
	const folder = join(mkdtempSync(join(tmpdir(), "spec-")), "pages");
	const failures = [];
	try {
		writePages(folder, bodies, (id, body) => body);
		failures.push(...compare(folder, list, new Map()).map(f => `a true page is reported: ${f}`));
		const needless = new Map([["GFM 1", { why: "none", text: "x" }]]);
		if (compare(folder, list.filter(e => e.id === "GFM 1"), needless).length !== 1)
			failures.push("an exception that is not needed goes unseen");
		for (const [what, spoil] of Object.entries(SPOIL)) {
			const touched = bodies.filter(([id, body]) => spoil(id, body) !== body).map(b => b[0]);
			writePages(folder, bodies.filter(b => touched.includes(b[0])), spoil);
			const reported = compare(folder, list.filter(e => touched.includes(e.id)), new Map());
			if (!touched.length || reported.length < touched.length)
				failures.push(`not reported: ${what}`);
		}
	} finally {
		rmSync(dirname(folder), { recursive: true, force: true });
	}
	return { failures, total: list.length + 1 + Object.keys(SPOIL).length };
}

function main([command, folder]) {
	if (command === "write" && folder) {
		writeProject(folder);
		return 0;
	}
	let result;
	if (command === "compare" && folder) {
		const list = examples();
		result = { failures: compare(folder, list, readExceptions(join(SPEC, "exceptions.txt"))), total: list.length };
	} else if (command === "prove")
		result = prove();
	else {
		console.error("usage: spec.mjs write PROJECT | compare FOLDER | prove");
		return 2;
	}
	result.failures.forEach(f => console.log(`not ok: ${f}`));
	console.log(`${command}: ${Math.max(0, result.total - result.failures.length)} hold, ${result.failures.length} do not`);
	return result.failures.length || !result.total ? 1 : 0;
}

process.exit(main(process.argv.slice(2)));
