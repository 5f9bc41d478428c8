// What a page says, so that two pages of different markup can be compared: its text, and its marks.
//
// The text is what a browser's tree holds: tags gone, script, style and comments gone with what they hold, runs of
// white space one space, a space at the edge of every block and line. A picture counts as its alt text, for that is
// what stands in the place of one that is missing.
// The marks are what the text alone would not show: emphasis, code, struck text, headings, list items, cells and the
// outside addresses of links, each with the text it holds, in the order of the document.
import * as parse5 from "parse5";
import { DOMParser } from "@xmldom/xmldom";

const BLOCKS = new Set(("address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset " +
	"figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option optgroup p pre " +
	"section select summary table tbody td tfoot th thead tr ul").split(" "));
const SILENT = new Set(["script", "style", "template", "rp"]);
const KINDS = {
	em: "em", i: "em", strong: "strong", b: "strong", del: "del", s: "del", strike: "del", code: "code", pre: "pre",
	blockquote: "quote", li: "li", th: "th", td: "td", a: "a",
	h1: "h", h2: "h", h3: "h", h4: "h", h5: "h", h6: "h",
};

// Both parsers' trees in one shape: {name, attrs, children} for an element, a string for text; comments are left out.
function fromParse5(node) {
	if (node.nodeName === "#text")
		return node.value;
	if (!node.childNodes || !node.tagName && node.nodeName !== "#document-fragment")
		return null;
	return {
		name: node.tagName ?? "",
		attrs: Object.fromEntries((node.attrs ?? []).map(a => [a.name, a.value])),
		children: node.childNodes.map(fromParse5).filter(c => c !== null),
	};
}

function fromXml(node) {
	if (node.nodeType === 3 || node.nodeType === 4)
		return node.data;
	if (node.nodeType !== 1)
		return null;
	return {
		name: node.localName,
		attrs: Object.fromEntries(Array.from(node.attributes, a => [a.nodeName, a.value])),
		children: Array.from(node.childNodes, fromXml).filter(c => c !== null),
	};
}

export const parseHtml = html => fromParse5(parse5.parseFragment(html));

// Throws at anything that is not well-formed. The parser also warns of U+FFFD, which some examples are about.
export function parseXml(xml) {
	const onError = (level, message) => {
		if (!message.startsWith("Unicode replacement character"))
			throw new Error(message);
	};
	return fromXml(new DOMParser({ onError }).parseFromString(xml, "application/xml").documentElement);
}

export const hasWord = (element, attribute, word) => (element.attrs[attribute] ?? "").split(/\s+/).includes(word);

export function find(element, test) {
	if (typeof element === "string")
		return null;
	if (test(element))
		return element;
	for (const child of element.children) {
		const found = find(child, test);
		if (found)
			return found;
	}
	return null;
}

const collapse = s => s.replace(/[ \t\n\r\f]+/g, " ").trim();

function rawText(node, skip) {
	if (typeof node === "string")
		return node;
	if (SILENT.has(node.name) || skip(node))
		return "";
	if (node.name === "img")
		return node.attrs.alt ?? "";
	const inside = node.children.map(c => rawText(c, skip)).join("");
	return BLOCKS.has(node.name) ? ` ${inside} ` : inside;
}

export const textOf = (node, skip) => collapse(rawText(node, skip));

function address(href) {
	try {
		const url = new URL(href);
		return /^(https?|ftp|mailto):$/.test(url.protocol) ? url.href : null;
	} catch {
		return null;
	}
}

// `skip` leaves elements out with all that they hold; `plain` only says that an element is no mark itself.
export function marksOf(root, skip, plain) {
	const marks = [];
	const walk = (node, inPre) => {
		if (typeof node === "string" || SILENT.has(node.name) || skip(node))
			return;
		const kind = plain(node) ? undefined : KINDS[node.name];
		if (kind === "a") {
			const where = address(node.attrs.href ?? "");
			if (where)
				marks.push(`a ${where}: ${textOf(node, skip)}`);
		} else if (kind === "pre")
			marks.push(`pre: ${JSON.stringify(rawText({ name: "", attrs: {}, children: node.children }, skip).replace(/\n$/, ""))}`);
		else if (kind && !(kind === "code" && inPre))
			marks.push(`${kind}: ${textOf(node, skip)}`);
		node.children.forEach(c => walk(c, inPre || node.name === "pre"));
	};
	walk(root, false);
	return marks;
}
