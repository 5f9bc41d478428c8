/*
 * Notes at the foot, and what paper says of links. Paper cannot be clicked: an address outside stands in a note, and a link within the
 * book says its page unless that lies open anyway. Both kinds of note are counted together, article by article, in the order in which a
 * reader meets them; the same note or address has its number only once.
 */
#include "layout/composition.h"
#include "link/inserted.h"

struct inserted_node {
	const struct autolink *link;
	struct node *node;
	struct inserted_node *next;
};

struct note_numbers {
	uint32_t *links;  /* by serial, of links; 0: no note */
	uint32_t *notes;  /* by the source's number */
	uint32_t n;
};

/* ---- numbers */

/* An address as it is printed: the scheme of the web goes without saying. */
struct str shown_address(struct str url)
{
	static const char *const silent[] = {"https://", "http://", "mailto:", "tel:"};
	for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
		if (str_starts(url, silent[i])) {
			url = str_skip(url, str_c(silent[i]).n);
			break;
		}
	return str_ends(url, "/") ? str_sub(url, 0, url.n - 1) : url;
}

/* The link's words are the address themselves. */
static bool says_address(struct arena *a, const struct node *link, struct str url)
{
	return str_eq_nocase(shown_address(str_trim(node_plain(a, link))), shown_address(url));
}

static void count(const struct composition *work, struct arena *a, const struct article *article, const struct node *n,
	struct note_numbers *numbers, struct map *urls)
{
	if (n->kind == NODE_NOTE_REF && n->u.note_ref.note) {
		uint32_t *number = &numbers->notes[n->u.note_ref.note->u.note.number];
		*number = *number ? *number : ++numbers->n;
	}
	if (n->kind != NODE_LINK || work->e->print.address_notes == SETTING_NO)
		return;
	const struct target *to = edition_target(work->e, article, n);
	if (to->kind != TARGET_URL || says_address(a, n, to->url))
		return;
	uint32_t *number = map_get(urls, to->url);
	if (!number) {
		number = arena_new(a, uint32_t);
		*number = ++numbers->n;
		map_put(urls, to->url, number);
	}
	numbers->links[n->serial] = *number;
}

const struct note_numbers *note_numbers(const struct composition *work, struct arena *a, const struct article *article)
{
	struct note_numbers *numbers = arena_new(a, struct note_numbers);
	struct map urls;
	map_init(&urls, a);
	numbers->links = arena_array(a, uint32_t, article->serials + 1);
	numbers->notes = arena_array(a, uint32_t, article->notes.n + 1);
	for (const struct node *n = node_walk(article->body, article->body, false); n; n = node_walk(article->body, n, false))
		count(work, a, article, n, numbers, &urls);
	return numbers;
}

uint32_t note_numbers_most(const struct note_numbers *numbers)
{
	return numbers->n;
}

uint32_t note_number_of(void *context, const struct node *ref)
{
	const struct flow *f = context;
	uint32_t number = ref->u.note_ref.note->u.note.number;
	return f->numbers && f->numbers->notes[number] ? f->numbers->notes[number] : number;
}

/* ---- links */

bool next_inserted(void *context, const struct node *text, uint32_t from, struct inserted_link *out)
{
	struct flow *f = context;
	if (!f->memory || f->refer == REFER_NOT)
		return false;
	struct inserted links = inserted_in(f->work->e, f->article, text);
	for (size_t i = 0; i < links.n; i++) {
		const struct autolink *link = &links.items[i];
		if (link->at.offset < from || inserted_target(f->work->e, link).kind == TARGET_TEXT)
			continue;
		struct inserted_node *known = f->memory->inserted;
		while (known && known->link != link)
			known = known->next;
		if (!known) {
			known = arena_new(&f->memory->arena, struct inserted_node);
			*known = (struct inserted_node){link, node_new(&f->memory->arena, NODE_LINK, text->pos), f->memory->inserted};
			known->node->serial = text->serial;
			f->memory->inserted = known;
		}
		*out = (struct inserted_link){link->at.offset, link->at.length, known->node};
		return true;
	}
	return false;
}

struct target flow_target(const struct flow *f, const struct node *link)
{
	for (const struct inserted_node *i = f->memory ? f->memory->inserted : NULL; i; i = i->next)
		if (i->node == link)
			return inserted_target(f->work->e, i->link);
	return *edition_target(f->work->e, f->article, link);
}

struct str page_reference(const struct flow *f, struct arena *a, const struct destination *to)
{
	return arena_printf(a, STR_FMT "\u00A0" STR_FMT, STR_ARG(flow_label(f, LABEL_ON_PAGE)),
		STR_ARG(refs_label(&f->work->refs, a, to->page)));
}

/* After SETTLED passes a number once shown stays, lest it should come and go for ever. */
enum { SETTLED = 3 };

static struct str tail_of_page(struct flow *f, const struct node *link, const struct target *t)
{
	const struct destination *to = refs_find(&f->work->refs, t->article, t->kind == TARGET_NODE ? t->node : NULL);
	uint32_t here = f->memory && f->memory->link_pages ? f->memory->link_pages[link->serial] : 0;
	if (!to || (here && f->work->pass <= SETTLED && refs_same_spread(here - 1, to->page)))
		return (struct str){0};
	return arena_printf(f->out, " (" STR_FMT ")", STR_ARG(page_reference(f, f->scratch, to)));
}

struct link_tail link_tail_of(void *context, const struct node *link)
{
	struct flow *f = context;
	struct link_tail tail = {0};
	if (f->refer == REFER_NOT)
		return tail;
	struct target t = flow_target(f, link);
	if (t.kind == TARGET_ARTICLE || t.kind == TARGET_NODE)
		tail.text = tail_of_page(f, link, &t);
	else if (t.kind == TARGET_URL && f->refer == REFER_FULLY && f->numbers)
		tail.note = f->numbers->links[link->serial];
	else if (t.kind == TARGET_URL && !says_address(f->scratch, link, t.url))
		tail.text = arena_printf(f->out, " (" STR_FMT ")", STR_ARG(shown_address(t.url)));
	if (f->memory && (t.kind == TARGET_ARTICLE || t.kind == TARGET_NODE))
		*arena_push(f->out, &f->memory->tails) = (struct flow_tail){link, NULL, tail.text};
	return tail;
}

/* Lists of the layout's own stand at the article's end. */
static struct str tail_at_end(struct flow *f, const struct destination *to)
{
	uint32_t here = f->memory ? f->memory->end_page : 0;
	if (!to || (here && f->work->pass <= SETTLED && refs_same_spread(here - 1, to->page)))
		return (struct str){0};
	return arena_printf(f->out, " (" STR_FMT ")", STR_ARG(page_reference(f, f->scratch, to)));
}

struct str tail_of_destination(struct flow *f, const struct destination *to)
{
	struct str text = tail_at_end(f, to);
	if (f->memory)
		*arena_push(f->out, &f->memory->tails) = (struct flow_tail){NULL, to, text};
	return text;
}

struct str tail_now(struct flow *f, const struct flow_tail *tail)
{
	return tail->link ? link_tail_of(f, tail->link).text : tail_at_end(f, tail->to);
}

/* ---- the notes */

/* The Note stands right behind its Reference, where an earlier pass may have put it. */
static struct tag *tag_of_note(struct flow *f, const struct set_line *line, const struct node *ref, const struct node *note)
{
	struct tag *before = f->tag;
	for (size_t i = 0; i < line->nlinks; i++)
		if (line->links[i].node == ref)
			before = line->links[i].tag;
	if (before->role == TAG_LINK && before->next && before->next->role == TAG_REFERENCE)
		before = before->next;
	if (!before->next || before->next->role != TAG_NOTE)
		return tag_new_after(f->memory ? &f->memory->arena : f->out, before, TAG_NOTE, note);
	before->next->first = before->next->last = NULL;
	return before->next;
}

static void put_number(struct flow *f, uint32_t number)
{
	struct tag *label = tag_new(f->out, f->tag, TAG_LBL, NULL);
	const struct set_paragraph *set = paragraph_text(f, arena_printf(f->out, "%u", number), STYLE_NOTE_NUMBER, label, 0, f->width);
	dim width = set->lines[0].width, indent = f->styles[STYLE_NOTE].paragraph.size * (number < 10 ? 8 : 13) / 10;
	if (width + f->sheet->size / 3 > indent)
		indent = width + f->sheet->size / 3;
	struct flow_line *line = arena_new(f->lines, struct flow_line);
	*line = (struct flow_line){.line = &set->lines[0], .paragraph = set, .dx = flow_start_x(f, width) - set->lines[0].x};
	f->label = line;
	flow_indent(f, indent, 0);
}

static void put_address(struct flow *f, const struct node *link, struct str url)
{
	struct tag *p = flow_open(f, TAG_P, NULL), *tag = tag_new(f->out, p, TAG_LINK, NULL);
	const struct set_paragraph *set = paragraph_text(f, shown_address(url), STYLE_NOTE, tag, f->x, f->width);
	for (size_t i = 0; i < set->n; i++) {
		struct flow_box *box = flow_line_box(f, set, i, &f->styles[STYLE_NOTE]);
		box->jump = arena_new(f->lines, struct flow_jump);
		*box->jump = (struct flow_jump){.tag = tag, .url = url, .contents = url, .x = set->lines[i].x, .width = set->lines[i].width};
	}
	flow_close(f, p);
}

/* A list of its own becomes notes of f's: white between its boxes joins the box below. */
static void append_notes(struct flow *f, const struct page_list_builder *list)
{
	int32_t white = 0;
	bool first = true;
	for (size_t i = 0; i < list->n; i++) {
		struct page_item item = list->items[i];
		if (item.kind == PAGE_GLUE)
			white += item.height;
		if (item.kind == PAGE_NOTE)
			*arena_push(f->scratch, &f->list) = item;
		if (item.kind != PAGE_BOX && item.kind != PAGE_FLOAT)
			continue;
		item.kind = PAGE_NOTE;
		item.height += white;
		item.first = first;
		first = false;
		white = 0;
		*arena_push(f->scratch, &f->list) = item;
	}
}

static void put_note(struct flow *f, const struct set_line *line, const struct node *ref, uint32_t number)
{
	const struct node *note = ref->kind == NODE_NOTE_REF ? ref->u.note_ref.note : NULL;
	struct flow sub = *f;
	sub.list = (struct page_list_builder){0};
	sub.frame = NULL;
	sub.anchors = NULL;
	sub.begun = sub.kept = sub.announced = sub.heading = false;
	sub.white = 0;
	sub.flush = true;
	sub.text = STYLE_NOTE;
	sub.styles = f->plain;
	sub.align = ALIGN_NONE;
	sub.bullets = sub.numbered = 0;
	sub.refer = REFER_INLINE;
	sub.x = 0;
	sub.width = f->sheet->measure;
	sub.tag = tag_of_note(f, line, ref, note);
	put_number(&sub, number);
	if (note)
		flow_blocks(&sub, note->first);
	else
		put_address(&sub, ref, flow_target(f, ref).url);
	append_notes(f, &sub.list);
}

void flow_notes(struct flow *f, const struct set_line *line)
{
	for (size_t i = 0; i < line->nnotes; i++) {
		const struct node *ref = line->notes[i];
		uint32_t number = ref->kind == NODE_NOTE_REF ? note_number_of(f, ref) : f->numbers->links[ref->serial];
		if (!f->noted || f->noted[number])
			continue;
		f->noted[number] = true;
		put_note(f, line, ref, number);
	}
}
