/*
 * SVG vetted for a book: what could run, fetch or move is taken out and told of; what only its editor needs (its namespaces,
 * metadata, comments, data- attributes) is taken out in silence, as camera data is from photos.
 * Elements are chosen by a list of those that go, not of those that stay: renderers skip what they do not know, and a list of
 * all of SVG would drop what it forgot. Ids are made unique and valid, for EPUBCheck asks for both and drawing programs do not.
 */
#include <string.h>
#include "base/map.h"
#include "image/svg.h"

/* Kinds of things dropped, each told of once: its first line, and how many. */
struct drop {
	struct str what;
	long line;
	size_t count;
};

struct vetting {
	const struct job *job;
	struct map drops;   /* what → struct drop */
	struct map ids;     /* every id in the tree → itself */
	struct map renamed; /* invalid id → struct str, the valid one */
	xmlNodePtr root;
	bool moves;
};

static void drop_told(struct vetting *v, const xmlNode *at, struct str what)
{
	struct drop *d = map_get(&v->drops, what);
	if (!d) {
		d = arena_new(v->job->scratch, struct drop);
		d->what = what;
		d->line = xmlGetLineNo(at);
		map_put(&v->drops, what, d);
	}
	d->count++;
}

static void tell_drops(const struct vetting *v)
{
	const struct job *job = v->job;
	for (size_t i = 0; i < v->drops.n; i++) {
		const struct drop *d = v->drops.items[i].value;
		struct str more = d->count > 1 ? arena_printf(job->scratch, " (%zu times)", d->count) : (struct str){0};
		diag_add(job->d, DIAG_SVG_DROPPED, job->pos, "'" STR_FMT "' line %ld: " STR_FMT " dropped" STR_FMT,
			STR_ARG(job->name), d->line, STR_ARG(d->what), STR_ARG(more));
	}
}

static void remove_node(xmlNodePtr node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

enum fate { FATE_KEEP, FATE_SILENT, FATE_TOLD };

static enum fate element_fate(const xmlNode *node)
{
	static const char *const told[] = {"script", "foreignObject", "animate", "animateColor", "animateMotion",
		"animateTransform", "set", "discard", "handler", "listener", "iframe", "audio", "video", "canvas", "embed",
		"object", "font-face-uri", "prefetch", "tbreak", "cursor"};
	const char *name = (const char *)node->name;
	if (!node->ns || strcmp((const char *)node->ns->href, SVG_NS) != 0 || strcmp(name, "metadata") == 0)
		return FATE_SILENT;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (strcasecmp(name, told[i]) == 0)
			return FATE_TOLD;
	return FATE_KEEP;
}

/* An element of no namespace that stands for one of SVG: the root has no xmlns. */
static void adopt(xmlNodePtr node, xmlNsPtr ns)
{
	for (; node; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (!node->ns && !strchr((const char *)node->name, ':'))
			xmlSetNs(node, ns);
		adopt(node->children, ns);
	}
}

static struct str attribute_text(const xmlAttr *at)
{
	const xmlNode *text = at->children;
	return text ? str_c((const char *)text->content) : (struct str){0};
}

static void set_text(struct vetting *v, xmlAttrPtr at, struct str value)
{
	xmlNodePtr old = at->children;
	xmlNodePtr text = xmlNewDocText(v->root->doc, (const xmlChar *)arena_cstr(v->job->scratch, value));
	if (old)
		xmlFreeNodeList(old);
	at->children = at->last = text;
	text->parent = (xmlNodePtr)at;
}

/* Attributes are one text each: entity references in them were expanded when they were parsed, but stay as nodes. */
static void flatten(struct vetting *v, xmlAttrPtr at)
{
	if (at->children && !at->children->next && at->children->type == XML_TEXT_NODE)
		return;
	xmlChar *value = xmlNodeListGetString(v->root->doc, at->children, 1);
	set_text(v, at, str_c((const char *)value));
	xmlFree(value);
}

/* Is it an href, in whatever namespace its author thought it is? An undeclared `xlink:` is mended. */
static bool is_reference(struct vetting *v, xmlAttrPtr at)
{
	const char *name = (const char *)at->name;
	if (!at->ns && strcmp(name, "xlink:href") == 0) {
		xmlNodeSetName((xmlNodePtr)at, (const xmlChar *)"href");
		xmlNsPtr ns = xmlSearchNsByHref(v->root->doc, at->parent, (const xmlChar *)XLINK_NS);
		at->ns = ns && ns->prefix ? ns : xmlNewNs(v->root, (const xmlChar *)XLINK_NS, (const xmlChar *)"xlink");
		return true;
	}
	return strcmp(name, "href") == 0 || strcmp(name, "src") == 0;
}

/* Attributes of type and overflow on a shape, where they say nothing: Inkscape puts them there, EPUBCheck remarks on each. */
static bool idle_on_shape(const xmlNode *node, const char *name)
{
	static const char *const shapes[] = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"};
	static const char *const idle[] = {"overflow", "font", "font-family", "font-size", "font-size-adjust", "font-stretch",
		"font-style", "font-variant", "font-weight", "text-anchor", "text-decoration", "letter-spacing",
		"word-spacing", "writing-mode", "direction", "unicode-bidi", "dominant-baseline", "alignment-baseline",
		"baseline-shift", "kerning", "line-height", "enable-background"};
	bool shape = false;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		shape = shape || strcmp((const char *)node->name, shapes[i]) == 0;
	for (size_t i = 0; shape && i < sizeof idle / sizeof *idle; i++)
		if (strcmp(name, idle[i]) == 0)
			return true;
	return false;
}

static enum fate attribute_fate(struct vetting *v, xmlAttrPtr at, struct str value)
{
	bool reference = is_reference(v, at);
	const char *name = (const char *)at->name, *ns = at->ns ? (const char *)at->ns->href : "";
	if (*ns && strcmp(ns, XLINK_NS) != 0 && strcmp(ns, (const char *)XML_XML_NAMESPACE) != 0)
		return FATE_SILENT;
	if (strchr(name, ':') || (!*ns && idle_on_shape(at->parent, name)) || (!*ns && strncmp(name, "data-", 5) == 0) || strcmp(name, "base") == 0)
		return FATE_SILENT;
	if (!*ns && strncasecmp(name, "on", 2) == 0)
		return FATE_TOLD;
	return reference && !svg_reference_ok(value) ? FATE_TOLD : FATE_KEEP;
}

static bool is_name_byte(char c, bool first)
{
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
		return true;
	return c == '_' || (c & 0x80) || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
}

/* The id as a valid name that no other element has; *id itself when it is one. */
static struct str valid_id(struct vetting *v, struct str id)
{
	struct buf b;
	bool same = true;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < id.n; i++) {
		if (i == 0 && !is_name_byte(id.p[0], true) && is_name_byte(id.p[0], false))
			buf_char(&b, '_');
		buf_char(&b, is_name_byte(id.p[i], b.n == 0) ? id.p[i] : '_');
	}
	same = str_eq(buf_view(&b), id);
	while (!same && map_has(&v->ids, buf_view(&b)))
		buf_char(&b, '_');
	struct str made = buf_copy(&b, v->job->scratch);
	buf_free(&b);
	return made;
}

static void vet_id(struct vetting *v, xmlAttrPtr at)
{
	struct str id = arena_copy(v->job->scratch, attribute_text(at));
	struct arena *a = v->job->scratch;
	if (!id.n) {
		xmlRemoveProp(at);
		return;
	}
	if (map_has(&v->ids, id) || map_has(&v->renamed, id)) {
		drop_told(v, at->parent, arena_printf(a, "a second id '" STR_FMT "' was", STR_ARG(id)));
		xmlRemoveProp(at);
		return;
	}
	struct str valid = valid_id(v, id);
	map_put(&v->ids, valid, at);
	if (str_eq(valid, id))
		return;
	struct str *to = arena_new(a, struct str);
	*to = valid;
	map_put(&v->renamed, id, to);
	set_text(v, at, valid);
}

/* Properties that SVG 2 allows as attributes and SVG 1.1, by which EPUBCheck goes, in styles alone. */
static bool belongs_in_style(const char *name)
{
	static const char *const properties[] = {"vector-effect", "paint-order", "mix-blend-mode", "isolation",
		"transform-origin", "transform-box", "mask-type"};
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
		if (strcmp(name, properties[i]) == 0)
			return true;
	return false;
}

/* In front of the style that is there, which goes before attributes. */
static void move_to_style(struct vetting *v, xmlAttrPtr at)
{
	xmlNodePtr node = at->parent;
	const char *style = svg_attribute(node, "style");
	struct str value = attribute_text(at);
	struct str all = arena_printf(v->job->scratch, "%s:" STR_FMT "%s%s", at->name, STR_ARG(value), style ? ";" : "",
		style ? style : "");
	xmlRemoveProp(at);
	xmlSetProp(node, (const xmlChar *)"style", (const xmlChar *)all.p);
}

static void vet_attribute(struct vetting *v, xmlAttrPtr at)
{
	struct arena *a = v->job->scratch;
	const xmlNode *node = at->parent;
	flatten(v, at);
	struct str value = attribute_text(at);
	enum fate fate = attribute_fate(v, at, value);
	if (fate == FATE_TOLD) {
		bool reference = strncasecmp((const char *)at->name, "on", 2) != 0;
		drop_told(v, node, reference ? arena_printf(a, "a reference of <%s> to something outside was", node->name)
			: arena_printf(a, "the event handler %s was", at->name));
	}
	if (fate != FATE_KEEP) {
		xmlRemoveProp(at);
		return;
	}
	bool dropped = false;
	bool style = !at->ns && strcmp((const char *)at->name, "style") == 0;
	if (style || str_find(value, "(") < value.n) {
		struct str css = svg_css(a, value, &dropped);
		if (!str_eq(css, value))
			set_text(v, at, css);
		if (dropped)
			drop_told(v, node, arena_printf(a, "a reference of <%s> to something outside was", node->name));
	}
	if (!at->ns && strcmp((const char *)at->name, "id") == 0)
		vet_id(v, at);
	else if (!at->ns && belongs_in_style((const char *)at->name))
		move_to_style(v, at);
}

static bool has_reference(const xmlNode *node)
{
	for (const xmlAttr *at = node->properties; at; at = at->next)
		if (strcmp((const char *)at->name, "href") == 0)
			return true;
	return false;
}

/* An image or use that refers to nothing shows nothing, and EPUBCheck complains of it. */
static bool refers_to_nothing(const xmlNode *node)
{
	return (strcmp((const char *)node->name, "image") == 0 || strcmp((const char *)node->name, "use") == 0) &&
		!has_reference(node);
}

/* A link that leads nowhere is a group. */
static void unlink_links(xmlNodePtr node)
{
	if (strcmp((const char *)node->name, "a") != 0 || has_reference(node))
		return;
	xmlNodeSetName(node, (const xmlChar *)"g");
	xmlUnsetProp(node, (const xmlChar *)"target");
}

static void vet_style_sheet(struct vetting *v, xmlNodePtr node)
{
	struct arena *a = v->job->scratch;
	bool dropped = false;
	xmlChar *text = xmlNodeGetContent(node);
	struct str css = svg_css(a, str_c((const char *)text), &dropped);
	xmlFree(text);
	if (str_find(css, "@keyframes") < css.n || str_find(css, "@-webkit-keyframes") < css.n)
		v->moves = true;
	if (dropped)
		drop_told(v, node, STR("an import or outside reference of a style sheet was"));
	while (node->children)
		remove_node(node->children);
	xmlAddChild(node, xmlNewDocText(node->doc, (const xmlChar *)arena_cstr(a, css)));
}

static void vet_element(struct vetting *v, xmlNodePtr node);

/* One child: kept and vetted, or removed. */
static void vet_child(struct vetting *v, xmlNodePtr child)
{
	if (child->type == XML_TEXT_NODE)
		return;
	if (child->type != XML_ELEMENT_NODE) {
		if (child->type == XML_ENTITY_REF_NODE)
			drop_told(v, child->parent, arena_printf(v->job->scratch, "the entity &%s; was", child->name));
		remove_node(child);
		return;
	}
	enum fate fate = element_fate(child);
	if (fate == FATE_TOLD)
		drop_told(v, child, arena_printf(v->job->scratch, "<%s> was", child->name));
	if (fate == FATE_KEEP)
		vet_element(v, child);
	if (fate != FATE_KEEP || refers_to_nothing(child))
		remove_node(child);
}

/* The parser allows 256 levels, so recursion is bounded. */
static void vet_element(struct vetting *v, xmlNodePtr node)
{
	xmlAttrPtr next_at;
	xmlNodePtr next;
	for (xmlAttrPtr at = node->properties; at; at = next_at) {
		next_at = at->next;
		vet_attribute(v, at);
	}
	unlink_links(node);
	if (strcmp((const char *)node->name, "style") == 0) {
		vet_style_sheet(v, node);
		return;
	}
	for (xmlNodePtr child = node->children; child; child = next) {
		next = child->next;
		vet_child(v, child);
	}
}

/* Every #old that stands for a renamed id, in a reference or url(). */
static struct str renamed(struct vetting *v, struct str value)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < value.n;) {
		buf_char(&b, value.p[i]);
		if (value.p[i++] != '#')
			continue;
		for (size_t k = 0; k < v->renamed.n; k++) {
			struct str old = v->renamed.items[k].key, rest = str_skip(value, i);
			if (!str_eq(str_sub(rest, 0, old.n), old) || (rest.n > old.n && !strchr(")'\" ;", rest.p[old.n])))
				continue;
			buf_str(&b, *(struct str *)v->renamed.items[k].value);
			i += old.n;
			break;
		}
	}
	struct str out = buf_copy(&b, v->job->scratch);
	buf_free(&b);
	return out;
}

static void rename_references(struct vetting *v, xmlNodePtr node)
{
	for (xmlAttrPtr at = node->properties; at; at = at->next) {
		struct str value = attribute_text(at), now = renamed(v, value);
		if (!str_eq(value, now))
			set_text(v, at, now);
	}
	for (xmlNodePtr child = node->children; child; child = child->next)
		if (child->type == XML_ELEMENT_NODE)
			rename_references(v, child);
}

/* Declarations of namespaces that nothing uses any more. */
static void prune_namespaces(xmlNodePtr node)
{
	for (xmlNsPtr *link = &node->nsDef; *link;) {
		xmlNsPtr ns = *link;
		if (ns->href && (strcmp((const char *)ns->href, SVG_NS) == 0 || strcmp((const char *)ns->href, XLINK_NS) == 0)) {
			link = &ns->next;
			continue;
		}
		*link = ns->next;
		xmlFreeNs(ns);
	}
	for (xmlNodePtr child = node->children; child; child = child->next)
		if (child->type == XML_ELEMENT_NODE)
			prune_namespaces(child);
}

/* Without a viewBox a reading system that narrows the picture would cut it off instead of scaling it. */
static void ensure_view_box(struct vetting *v)
{
	int64_t w, h;
	if (svg_attribute(v->root, "viewBox") || !svg_nominal(v->root, &w, &h))
		return;
	struct str width = svg_decimal(v->job->scratch, w), height = svg_decimal(v->job->scratch, h);
	struct str box = arena_printf(v->job->scratch, "0 0 " STR_FMT " " STR_FMT, STR_ARG(width), STR_ARG(height));
	xmlNewProp(v->root, (const xmlChar *)"viewBox", (const xmlChar *)arena_cstr(v->job->scratch, box));
}

bool svg_clean(const struct job *job, xmlDocPtr doc)
{
	struct vetting v = {.job = job, .root = xmlDocGetRootElement(doc)};
	map_init(&v.drops, job->scratch);
	map_init(&v.ids, job->scratch);
	map_init(&v.renamed, job->scratch);
	if (!v.root->ns) {
		xmlNsPtr ns = xmlNewNs(v.root, (const xmlChar *)SVG_NS, NULL);
		xmlSetNs(v.root, ns);
		adopt(v.root->children, ns);
	}
	vet_element(&v, v.root);
	if (v.renamed.n)
		rename_references(&v, v.root);
	ensure_view_box(&v);
	if (doc->intSubset) {
		xmlDtdPtr dtd = doc->intSubset;
		xmlUnlinkNode((xmlNodePtr)dtd);
		xmlFreeDtd(dtd);
		doc->intSubset = NULL;
	}
	prune_namespaces(v.root);
	tell_drops(&v);
	return v.moves;
}

bool svg_prepare(struct job *job)
{
	int64_t w, h;
	struct image *out = job->out;
	xmlDocPtr doc = svg_open(job, job->bytes);
	if (!doc)
		return false;
	out->animated = svg_clean(job, doc);
	out->width = out->height = 0;
	if (svg_nominal(xmlDocGetRootElement(doc), &w, &h) && w < 1000000000 && h < 1000000000) {
		out->width = (uint32_t)((w + 500) / 1000);
		out->height = (uint32_t)((h + 500) / 1000);
	}
	out->data = svg_write(job->arena, doc);
	xmlFreeDoc(doc);
	return true;
}
