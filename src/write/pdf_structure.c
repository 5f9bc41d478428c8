/*
 * The structure tree (ISO 32000-1 14.7): an element for each tag, of standard types alone, so there is no role map; the parent tree
 * that leads from marked content and annotations back to their elements; the IDs of notes.
 *
 * What an element holds, in order: its children as they stand in the tree, and its own marked content between them. The pages are
 * walked once; content goes behind those children of its element that came on the pages before it. A note, which stands at the
 * page's foot, would come late by that measure: content goes behind notes that follow such a child directly, too, so that a note is
 * read where it is referred to.
 *
 * A link annotation has to belong to a Link (ISO 14289-1 7.18.5); a Reference that has one gets a Link inside, which holds
 * all that it held.
 */
#include "write/pdf.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

/* Marked content of a page. */
struct content {
	const struct tag *tag;
	uint32_t page, mcid;
	uint32_t after; /* how many children of the tag stand before it */
	uint32_t next;  /* of the same tag, or NONE */
};

/* A link or a field's widget. */
struct annotation {
	const struct tag *tag;
	uint32_t page, next;
};

struct element {
	uint32_t first, last;             /* contents, or NONE */
	uint32_t first_annotation, last_annotation; /* or NONE */
	uint32_t place;                   /* among its parent's children */
	uint32_t seen;                    /* children up to the last one that came on the pages */
	uint32_t holder;                  /* object of the Link inside that holds all, or 0 */
	bool came;                        /* on the pages */
	struct figure *figure;            /* or NULL */
};

/* Where it stands, and how large it is. */
struct figure {
	uint32_t page;
	dim left, top, right, bottom;
};

struct tree {
	struct pdf *p;
	uint32_t root, object;            /* objects: the root, and of the tag with index 0 */
	struct element *elements;         /* by tag.index */
	struct {
		struct content *items;
		size_t n, cap;
	} contents;
	size_t *page_first;               /* contents of each page; npages + 1 */
	struct annotation *annotations;   /* links, then widgets: in the order of their objects */
	struct {
		const struct tag **items;
		size_t n, cap;
	} notes;
};

const char *pdf_role(enum tag_role role)
{
	static const char *const names[TAG_ROLE_COUNT] = {
		[TAG_DOCUMENT] = "Document", [TAG_PART] = "Part", [TAG_SECT] = "Sect", [TAG_DIV] = "Div",
		[TAG_BLOCK_QUOTE] = "BlockQuote", [TAG_CAPTION] = "Caption", [TAG_TOC] = "TOC", [TAG_TOCI] = "TOCI",
		[TAG_INDEX] = "Index", [TAG_H1] = "H1", [TAG_H2] = "H2", [TAG_H3] = "H3", [TAG_H4] = "H4", [TAG_H5] = "H5",
		[TAG_H6] = "H6", [TAG_P] = "P", [TAG_L] = "L", [TAG_LI] = "LI", [TAG_LBL] = "Lbl", [TAG_LBODY] = "LBody",
		[TAG_TABLE] = "Table", [TAG_TR] = "TR", [TAG_TH] = "TH", [TAG_TD] = "TD", [TAG_THEAD] = "THead",
		[TAG_TBODY] = "TBody", [TAG_SPAN] = "Span", [TAG_QUOTE] = "Quote", [TAG_NOTE] = "Note",
		[TAG_REFERENCE] = "Reference", [TAG_CODE] = "Code", [TAG_LINK] = "Link", [TAG_FIGURE] = "Figure",
		[TAG_FORM] = "Form"};
	return names[role];
}

/* The next tag in reading order, or NULL. */
static const struct tag *next_tag(const struct tag *t)
{
	if (t->first)
		return t->first;
	while (t && !t->next)
		t = t->parent;
	return t ? t->next : NULL;
}

static struct element *element_of(const struct tree *t, const struct tag *tag)
{
	return &t->elements[tag->index];
}

static uint32_t object_of(const struct tree *t, const struct tag *tag)
{
	return t->object + tag->index;
}

/* The object that has the tag's contents and children. */
static uint32_t holder_of(const struct tree *t, const struct tag *tag)
{
	uint32_t inside = element_of(t, tag)->holder;
	return inside ? inside : object_of(t, tag);
}

/* ---- what the pages hold */

/* Tells its ancestors that it came. */
static void come(struct tree *t, const struct tag *tag)
{
	while (!element_of(t, tag)->came) {
		struct element *e = element_of(t, tag);
		e->came = true;
		if (!tag->parent)
			return;
		struct element *parent = element_of(t, tag->parent);
		if (parent->seen <= e->place)
			parent->seen = e->place + 1;
		tag = tag->parent;
	}
}

static void add_content(struct tree *t, const struct tag *tag, uint32_t page, uint32_t mcid)
{
	struct element *e = element_of(t, tag);
	uint32_t at = (uint32_t)t->contents.n;
	come(t, tag);
	*arena_push(t->p->arena, &t->contents) = (struct content){tag, page, mcid, e->seen, NONE};
	if (e->first == NONE)
		e->first = at;
	else
		t->contents.items[e->last].next = at;
	e->last = at;
}

static void mark_box(const struct mark *m, dim box[4])
{
	dim width = 0, height = 0, above = 0;
	if (m->kind == MARK_RULE) {
		width = m->u.rule.width;
		height = m->u.rule.height;
	} else if (m->kind == MARK_IMAGE) {
		width = m->u.image.width;
		height = m->u.image.height;
	} else {
		struct arena scratch;
		arena_init(&scratch);
		struct glyph_run run = glyphs_of(&scratch, &m->u.run);
		for (size_t i = 0; i < run.n; i++)
			width += run.glyphs[i].advance;
		above = run.size;
		arena_free(&scratch);
	}
	box[0] = m->x;
	box[1] = m->y - above;
	box[2] = m->x + width;
	box[3] = m->y + height;
}

/* The figure that the mark is part of grows by it; on the page where it began. */
static void grow_figure(struct tree *t, const struct mark *m, uint32_t page)
{
	const struct tag *tag = m->tag;
	dim box[4];
	while (tag && tag->role != TAG_FIGURE)
		tag = tag->parent;
	if (!tag)
		return;
	struct element *e = element_of(t, tag);
	mark_box(m, box);
	if (!e->figure) {
		e->figure = arena_new(t->p->arena, struct figure);
		*e->figure = (struct figure){page, box[0], box[1], box[2], box[3]};
	}
	struct figure *figure = e->figure;
	if (figure->page != page)
		return;
	figure->left = box[0] < figure->left ? box[0] : figure->left;
	figure->top = box[1] < figure->top ? box[1] : figure->top;
	figure->right = box[2] > figure->right ? box[2] : figure->right;
	figure->bottom = box[3] > figure->bottom ? box[3] : figure->bottom;
}

static void walk_page(struct tree *t, uint32_t number)
{
	const struct page *page = &t->p->layout->pages[number];
	const struct buf *splits = &t->p->pages[number].splits;
	const uint32_t *split = (const uint32_t *)(const void *)splits->p, *last = split + splits->n / sizeof *split;
	uint32_t mcid = 0, sequence = 0;
	t->page_first[number] = t->contents.n;
	for (size_t i = 0, end; i < page->n; i = end) {
		end = pdf_sequence_end(t->p, page, i);
		if (!page->marks[i].tag)
			continue;
		add_content(t, page->marks[i].tag, number, mcid++);
		for (; split < last && *split == sequence; split++)
			add_content(t, page->marks[i].tag, number, mcid++);
		sequence++;
		for (size_t k = i; k < end; k++)
			grow_figure(t, &page->marks[k], number);
	}
}

static void add_annotation(struct tree *t, uint32_t at, const struct tag *tag, uint32_t page)
{
	t->annotations[at] = (struct annotation){tag, page, NONE};
	if (!tag)
		return;
	struct element *e = element_of(t, tag);
	if (e->first_annotation == NONE)
		e->first_annotation = at;
	else
		t->annotations[e->last_annotation].next = at;
	e->last_annotation = at;
}

static void walk_annotations(struct tree *t)
{
	const struct pdf *p = t->p;
	uint32_t at = 0;
	for (uint32_t i = 0; i < p->layout->npages; i++) {
		const struct page *page = &p->layout->pages[i];
		for (size_t k = 0; k < page->links.n; k++, at++) {
			const struct tag *tag = page->links.items[k].tag;
			add_annotation(t, at, tag, i);
			if (tag && tag->role != TAG_LINK && !element_of(t, tag)->holder)
				element_of(t, tag)->holder = pdf_reserve(p->file, 1);
		}
	}
	for (uint32_t i = 0; i < p->nwidgets; i++)
		add_annotation(t, at + i, p->widgets[i].tag, p->widgets[i].page);
}

static void prepare(struct tree *t)
{
	const struct layout *l = t->p->layout;
	t->elements = arena_array(t->p->arena, struct element, l->ntags);
	t->page_first = arena_array(t->p->arena, size_t, l->npages + 1);
	t->annotations = arena_array(t->p->arena, struct annotation, t->p->nlinks + t->p->nwidgets + 1);
	for (const struct tag *tag = l->root; tag; tag = next_tag(tag)) {
		struct element *e = element_of(t, tag);
		e->first = e->first_annotation = NONE;
		uint32_t place = 0;
		for (const struct tag *child = tag->first; child; child = child->next)
			element_of(t, child)->place = place++;
		if (tag->role == TAG_NOTE)
			*arena_push(t->p->arena, &t->notes) = tag;
	}
	for (uint32_t i = 0; i < l->npages; i++)
		walk_page(t, i);
	t->page_first[l->npages] = t->contents.n;
	walk_annotations(t);
}

/* ---- elements */
static void put_entry(struct buf *b, const char *key, struct str text)
{
	if (!text.n)
		return;
	buf_cstr(b, key);
	pdf_text(b, text);
}

static bool is_inline(const struct tag *tag)
{
	enum tag_role role = tag->parent ? tag->parent->role : TAG_DOCUMENT;
	return role == TAG_P || role == TAG_SPAN || role == TAG_LINK || role == TAG_QUOTE || (role >= TAG_H1 && role <= TAG_H6);
}

static void put_figure(struct tree *t, struct buf *b, const struct tag *tag)
{
	const struct figure *at = element_of(t, tag)->figure;
	buf_printf(b, "/A<</O/Layout/Placement/%s", is_inline(tag) ? "Inline" : "Block");
	if (at) {
		buf_cstr(b, "/BBox");
		pdf_rectangle(b, t->p, at->page, at->left, at->top, at->right - at->left, at->bottom - at->top);
	}
	buf_cstr(b, ">>/Alt");
	pdf_text(b, tag->words->alt);
}

static void put_cell(struct buf *b, const struct tag *tag)
{
	bool scope = tag->role == TAG_TH && (tag->column_scope || tag->row_scope);
	if (!scope && tag->column_span < 2 && tag->row_span < 2)
		return;
	buf_cstr(b, "/A<</O/Table");
	if (scope)
		buf_printf(b, "/Scope/%s", tag->column_scope && tag->row_scope ? "Both" : tag->row_scope ? "Row" : "Column");
	if (tag->column_span > 1)
		buf_printf(b, "/ColSpan %u", tag->column_span);
	if (tag->row_span > 1)
		buf_printf(b, "/RowSpan %u", tag->row_span);
	buf_cstr(b, ">>");
}

static bool has_label(const struct tag *list)
{
	for (const struct tag *item = list->first; item; item = item->next)
		if (item->role == TAG_LI && item->first && item->first->role == TAG_LBL)
			return true;
	return false;
}

/* IDs sort like the tags' indexes: they have ten digits. */
static void put_note_id(struct buf *b, const struct tag *note)
{
	buf_printf(b, "(note%010u)", note->index);
}

static void put_attributes(struct tree *t, struct buf *b, const struct tag *tag)
{
	put_entry(b, "/Lang", tag->words->lang);
	put_entry(b, "/T", tag->words->title);
	put_entry(b, "/ActualText", tag->words->actual);
	if (tag->role == TAG_FIGURE)
		put_figure(t, b, tag);
	else
		put_entry(b, "/Alt", tag->words->alt);
	if (tag->role == TAG_TH || tag->role == TAG_TD)
		put_cell(b, tag);
	else if (tag->role == TAG_L)
		buf_printf(b, "/A<</O/List/ListNumbering/%s>>", tag->ordered ? "Decimal" : has_label(tag) ? "Disc" : "None");
	else if (tag->role == TAG_NOTE) {
		buf_cstr(b, "/ID");
		put_note_id(b, tag);
	}
}

static void put_content(struct tree *t, struct buf *b, const struct content *c, uint32_t page)
{
	if (c->page == page)
		pdf_number(b, c->mcid);
	else
		buf_printf(b, "<</Type/MCR/Pg %u 0 R/MCID %u>>", t->p->page + c->page, c->mcid);
	buf_char(b, ' ');
}

static void put_children(struct tree *t, struct buf *b, const struct tag *tag)
{
	const struct element *e = element_of(t, tag);
	uint32_t at = e->first, place = 0, page = at != NONE ? t->contents.items[at].page : 0;
	if (at != NONE)
		buf_printf(b, "/Pg %u 0 R", t->p->page + page);
	buf_cstr(b, "/K[");
	for (const struct tag *child = tag->first;; child = child->next, place++) {
		bool note = child && child->role == TAG_NOTE && place;
		for (; at != NONE && (!child || (t->contents.items[at].after <= place && !note)); at = t->contents.items[at].next)
			put_content(t, b, &t->contents.items[at], page);
		if (!child)
			break;
		pdf_ref(b, object_of(t, child));
		buf_char(b, ' ');
	}
	for (uint32_t k = e->first_annotation; k != NONE; k = t->annotations[k].next) {
		buf_printf(b, "<</Type/OBJR/Obj %u 0 R", t->p->annotation + k);
		if (e->first == NONE || t->annotations[k].page != page)
			buf_printf(b, "/Pg %u 0 R", t->p->page + t->annotations[k].page);
		buf_cstr(b, ">>");
	}
	buf_cstr(b, "]>>");
}

static void write_element(struct tree *t, const struct tag *tag)
{
	const struct element *e = element_of(t, tag);
	struct buf *b = pdf_begin(t->p->file, object_of(t, tag));
	buf_cstr(b, "<</S/");
	buf_cstr(b, pdf_role(tag->role));
	buf_cstr(b, "/P ");
	pdf_ref(b, tag->parent ? holder_of(t, tag->parent) : t->root);
	put_attributes(t, b, tag);
	if (e->holder) {
		buf_printf(b, "/K %u 0 R>>", e->holder);
		pdf_end(t->p->file);
		b = pdf_begin(t->p->file, e->holder);
		buf_printf(b, "<</S/Link/P %u 0 R", object_of(t, tag));
	}
	put_children(t, b, tag);
	pdf_end(t->p->file);
}

/* ---- the way back */
static void put_key(const void *context, struct buf *b, size_t i)
{
	(void)context;
	pdf_number(b, (int64_t)i);
}

static void put_parents(const void *context, struct buf *b, size_t i)
{
	const struct tree *t = context;
	size_t npages = t->p->layout->npages;
	if (i >= npages) {
		const struct tag *tag = t->annotations[i - npages].tag;
		pdf_ref(b, tag ? holder_of(t, tag) : t->object);
		return;
	}
	buf_char(b, '[');
	for (size_t k = t->page_first[i]; k < t->page_first[i + 1]; k++) {
		pdf_ref(b, holder_of(t, t->contents.items[k].tag));
		buf_char(b, k + 1 < t->page_first[i + 1] ? ' ' : ']');
	}
	if (t->page_first[i] == t->page_first[i + 1])
		buf_char(b, ']');
}

static void put_note_key(const void *context, struct buf *b, size_t i)
{
	put_note_id(b, ((const struct tree *)context)->notes.items[i]);
}

static void put_note(const void *context, struct buf *b, size_t i)
{
	const struct tree *t = context;
	pdf_ref(b, object_of(t, t->notes.items[i]));
}

uint32_t pdf_structure(struct pdf *p)
{
	struct tree t = {.p = p, .root = pdf_reserve(p->file, 1), .object = pdf_reserve(p->file, p->layout->ntags)};
	size_t keys = p->layout->npages + p->nlinks + p->nwidgets;
	prepare(&t);
	for (const struct tag *tag = p->layout->root; tag; tag = next_tag(tag))
		write_element(&t, tag);
	uint32_t parents = pdf_tree(p->file, &(struct pdf_tree){"Nums", keys, put_key, put_parents, &t});
	uint32_t ids = t.notes.n ? pdf_tree(p->file, &(struct pdf_tree){"Names", t.notes.n, put_note_key, put_note, &t}) : 0;
	struct buf *b = pdf_begin(p->file, t.root);
	buf_printf(b, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu", object_of(&t, p->layout->root), parents,
		keys);
	if (ids)
		buf_printf(b, "/IDTree %u 0 R", ids);
	buf_cstr(b, ">>");
	pdf_end(p->file);
	return t.root;
}
