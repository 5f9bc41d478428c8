/* IMS Content Packaging 1.1 as Common Cartridge 1.1 and SCORM 1.2 (Content Aggregation Model, section 2.3) have it. */
#include "write/manifest.h"

#include "write/xmlout.h"

struct resource *manifest_resource(struct arena *a, struct manifest *m, struct str id, enum resource_type type, struct str href)
{
	struct resource *r = *arena_push(a, &m->resources) = arena_new(a, struct resource);
	r->id = id;
	r->type = type;
	r->href = href;
	if (href.n)
		resource_file(a, r, href);
	return r;
}

void resource_file(struct arena *a, struct resource *r, struct str file)
{
	*arena_push(a, &r->files) = file;
}

struct manifest_item *manifest_item(struct arena *a, struct manifest_item *parent, struct str id, struct str title, const struct resource *resource)
{
	struct manifest_item *item = arena_new(a, struct manifest_item);
	item->id = id;
	item->title = title;
	item->resource = resource;
	item->parent = parent;
	if (parent->last)
		parent->last->next = item;
	else
		parent->first = item;
	return parent->last = item;
}

static void put_href(struct xmlout *x, struct str href)
{
	struct buf url;
	buf_init(&url, BUF_NO_LIMIT);
	buf_url(&url, href);
	xmlout_attr(x, "href", buf_view(&url));
	buf_free(&url);
}

static void put_schema(struct xmlout *x, const char *schema, const char *version)
{
	xmlout_element(x, "schema", str_c(schema));
	xmlout_element(x, "schemaversion", str_c(version));
}

/* ---- Common Cartridge */

static void put_lom_string(struct xmlout *x, const char *element, struct str language, struct str text)
{
	text = str_trim(text);
	if (!text.n)
		return;
	xmlout_open(x, element);
	xmlout_open(x, "lomimscc:string");
	xmlout_attr(x, "language", language);
	xmlout_text(x, text);
	xmlout_close(x);
	xmlout_close(x);
}

static void put_cartridge_metadata(struct xmlout *x, const struct manifest *m)
{
	xmlout_open(x, "metadata");
	put_schema(x, "IMS Common Cartridge", "1.1.0");
	xmlout_open(x, "lomimscc:lom");
	xmlout_open(x, "lomimscc:general");
	put_lom_string(x, "lomimscc:title", m->language, m->title);
	xmlout_element(x, "lomimscc:language", m->language);
	put_lom_string(x, "lomimscc:description", m->language, m->description);
	for (size_t i = 0; m->subjects && i < m->subjects->n; i++)
		put_lom_string(x, "lomimscc:keyword", m->language, m->subjects->items[i].s);
	xmlout_close(x);
	xmlout_close(x);
	xmlout_close(x);
}

static void put_items(struct xmlout *x, const struct manifest_item *of)
{
	for (const struct manifest_item *item = of->first; item; item = item->next) {
		xmlout_open(x, "item");
		xmlout_attr(x, "identifier", item->id);
		if (item->resource)
			xmlout_attr(x, "identifierref", item->resource->id);
		xmlout_element(x, "title", item->title);
		put_items(x, item);
		xmlout_close(x);
	}
}

static void put_files(struct xmlout *x, const struct resource *r)
{
	for (size_t i = 0; i < r->files.n; i++) {
		xmlout_open(x, "file");
		put_href(x, r->files.items[i]);
		xmlout_close(x);
	}
}

static void put_cartridge_resource(struct xmlout *x, const struct resource *r)
{
	static const char *const types[] = {
		[RESOURCE_WEB] = "webcontent",
		[RESOURCE_QUIZ] = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment",
	};
	xmlout_open(x, "resource");
	xmlout_attr(x, "identifier", r->id);
	xmlout_attr(x, "type", str_c(types[r->type]));
	if (r->href.n && r->type == RESOURCE_WEB)
		put_href(x, r->href);
	put_files(x, r);
	if (r->needs) {
		xmlout_open(x, "dependency");
		xmlout_attr(x, "identifierref", r->needs->id);
		xmlout_close(x);
	}
	xmlout_close(x);
}

struct str manifest_cartridge(struct arena *a, const struct manifest *m)
{
	struct xmlout *x = xmlout_new(true);
	xmlout_open(x, "manifest");
	xmlout_attr(x, "xmlns", STR("http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"));
	xmlout_attr(x, "xmlns:lom", STR("http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"));
	xmlout_attr(x, "xmlns:lomimscc", STR("http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"));
	xmlout_attr(x, "identifier", m->id);
	put_cartridge_metadata(x, m);
	xmlout_open(x, "organizations");
	xmlout_open(x, "organization");
	xmlout_attr(x, "identifier", STR("course"));
	xmlout_attr(x, "structure", STR("rooted-hierarchy"));
	xmlout_open(x, "item");
	xmlout_attr(x, "identifier", STR("root"));
	put_items(x, &m->root);
	xmlout_close(x);
	xmlout_close(x);
	xmlout_close(x);
	xmlout_open(x, "resources");
	for (size_t i = 0; i < m->resources.n; i++)
		put_cartridge_resource(x, m->resources.items[i]);
	return xmlout_end(x, a);
}

/* ---- SCORM */

static void put_sco_item(struct xmlout *x, const struct manifest *m, struct arena *a)
{
	xmlout_open(x, "item");
	xmlout_attr(x, "identifier", STR("course-item"));
	xmlout_attr(x, "identifierref", m->resources.items[0]->id);
	xmlout_attr(x, "isvisible", STR("true"));
	xmlout_element(x, "title", m->title);
	if (m->passing)
		xmlout_element(x, "adlcp:masteryscore", arena_printf(a, "%d", m->passing));
	xmlout_close(x);
}

struct str manifest_scorm(struct arena *a, const struct manifest *m)
{
	struct xmlout *x = xmlout_new(true);
	const struct resource *sco = m->resources.items[0];
	xmlout_open(x, "manifest");
	xmlout_attr(x, "xmlns", STR("http://www.imsproject.org/xsd/imscp_rootv1p1p2"));
	xmlout_attr(x, "xmlns:adlcp", STR("http://www.adlnet.org/xsd/adlcp_rootv1p2"));
	xmlout_attr(x, "identifier", m->id);
	xmlout_attr(x, "version", STR("1.0"));
	xmlout_open(x, "metadata");
	put_schema(x, "ADL SCORM", "1.2");
	xmlout_close(x);
	xmlout_open(x, "organizations");
	xmlout_attr(x, "default", STR("course"));
	xmlout_open(x, "organization");
	xmlout_attr(x, "identifier", STR("course"));
	xmlout_element(x, "title", m->title);
	put_sco_item(x, m, a);
	xmlout_close(x);
	xmlout_close(x);
	xmlout_open(x, "resources");
	xmlout_open(x, "resource");
	xmlout_attr(x, "identifier", sco->id);
	xmlout_attr(x, "type", STR("webcontent"));
	xmlout_attr(x, "adlcp:scormtype", STR("sco"));
	put_href(x, sco->href);
	put_files(x, sco);
	return xmlout_end(x, a);
}
