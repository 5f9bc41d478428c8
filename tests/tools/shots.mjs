// shots.mjs BOOK.epub OUTDIR [--dark] [--width 600] [--height 900] [--full] [--only TEXT]
// Pictures of every page of the spine, to look at by eye: NNN-NAME.png in OUTDIR. The window is an e-reader's; --full
// takes the whole page instead of its first screen, --dark asks for dark colours, --only takes the pages whose file
// name holds TEXT. Nothing is fetched from the network.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { DOMParser } from "@xmldom/xmldom";
import { launch, offlineContext } from "./chromium.mjs";

const OPTIONS = {
	dark: { type: "boolean" }, full: { type: "boolean" }, only: { type: "string" },
	width: { type: "string", default: "600" }, height: { type: "string", default: "900" },
};

const parseXml = path => new DOMParser().parseFromString(readFileSync(path, "utf8"), "application/xml");
const elements = (xml, name) => Array.from(xml.getElementsByTagNameNS("*", name));

// Paths of the content documents of an unpacked book, in reading order.
function spine(folder) {
	const opf = join(folder, elements(parseXml(join(folder, "META-INF/container.xml")), "rootfile")[0].getAttribute("full-path"));
	const xml = parseXml(opf);
	const href = new Map(elements(xml, "item").map(i => [i.getAttribute("id"), i.getAttribute("href")]));
	return elements(xml, "itemref").map(r => join(dirname(opf), decodeURIComponent(href.get(r.getAttribute("idref")))));
}

async function shoot(pages, outdir, options) {
	const browser = await launch();
	try {
		const context = await offlineContext(browser, {
			viewport: { width: Number(options.width), height: Number(options.height) },
			colorScheme: options.dark ? "dark" : "light",
		});
		const page = await context.newPage();
		for (const [i, path] of pages.entries()) {
			const name = `${String(i + 1).padStart(3, "0")}-${basename(path, extname(path))}.png`;
			if (options.only && !basename(path).includes(options.only))
				continue;
			await page.goto(pathToFileURL(path).href);
			await page.screenshot({ path: join(outdir, name), fullPage: Boolean(options.full) });
			console.log(join(outdir, name));
		}
	} finally {
		await browser.close();
	}
}

const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
const [book, outdir] = positionals;
if (!book || !outdir) {
	console.error("usage: shots.mjs BOOK.epub OUTDIR [--dark] [--full] [--width 600] [--height 900] [--only TEXT]");
	process.exit(2);
}
mkdirSync(outdir, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "shots-"));
try {
	execFileSync("unzip", ["-q", resolve(book), "-d", folder]);
	await shoot(spine(folder), outdir, values);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
