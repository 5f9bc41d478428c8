/* Three pages: of everything that a book has, one. */
#ifndef TESTS_WRITE_SAMPLE_H
#define TESTS_WRITE_SAMPLE_H

#include "unit/write/pages.h"

static void figure(struct page *p, struct tag *parent, struct asset *asset, const char *alt, dim y)
{
	struct tag *tag = tagged(TAG_FIGURE, parent);
	struct mark *m = mark_new(p, MARK_IMAGE, tag, PT(54), y);
	tag_words(&s.arena, tag)->alt = str_c(alt);
	m->u.image.asset = asset;
	m->u.image.width = PT(120);
	m->u.image.height = PT(80);
	set_styled(p, tagged(TAG_CAPTION, tag), PT(54), y + PT(94), italic, PT(9), "A caption.", 0, false);
}

static struct tag *item(struct page *p, struct tag *list, dim y, const char *label, const char *text)
{
	struct tag *li = tagged(TAG_LI, list);
	set(p, tagged(TAG_LBL, li), PT(54), y, label);
	set(p, tagged(TAG_P, tagged(TAG_LBODY, li)), PT(72), y, text);
	return li;
}

static struct tag *cell(struct page *p, struct tag *row, enum tag_role role, dim x, dim y, const char *text)
{
	struct tag *tag = tagged(role, row);
	tag->column_scope = role == TAG_TH;
	set(p, tag, x, y, text);
	return tag;
}

static void table(struct page *p, struct tag *parent, dim y)
{
	struct tag *t = tagged(TAG_TABLE, parent), *head = tagged(TAG_TR, tagged(TAG_THEAD, t));
	struct tag *body = tagged(TAG_TBODY, t), *row = tagged(TAG_TR, body), *wide = tagged(TAG_TR, body);
	cell(p, head, TAG_TH, PT(54), y, "Flour");
	cell(p, head, TAG_TH, PT(154), y, "Water");
	struct mark *rule = mark_new(p, MARK_RULE, NULL, PT(54), y + PT(4));
	rule->artifact = ARTIFACT_LAYOUT;
	rule->u.rule.width = PT(200);
	rule->u.rule.height = PT(1) / 2;
	struct tag *first = cell(p, row, TAG_TH, PT(54), y + PT(16), "1 kg");
	first->column_scope = false;
	first->row_scope = true;
	cell(p, row, TAG_TD, PT(154), y + PT(16), "650 g");
	cell(p, wide, TAG_TD, PT(54), y + PT(32), "Both together")->column_span = 2;
}

static void first_page(struct article *one, struct node *deep)
{
	struct page *p = page_new("iv");
	struct tag *sect = tagged(TAG_SECT, l->root), *para, *tag;
	tag_words(&s.arena, sect)->title = STR("One");
	furniture(p, "Bread & Salt");
	set_styled(p, tagged(TAG_H1, sect), PT(54), PT(90), serif, PT(20), "One", 0, false);
	destination_new(one, NULL, 0, PT(70));
	para = tagged(TAG_P, sect);
	set(p, para, PT(54), PT(120), "The office (so far) offers affluent half\xe2\x80\x90" "coffee ");
	set_styled(p, para, PT(54), PT(134), serif, PT(11), "A word is bro", 0, true);
	dim x = set(p, para, PT(54), PT(148), "ken here, see ");
	tag = tagged(TAG_LINK, para);
	dim to = set(p, tag, x, PT(148), "the second article");
	struct page_link *link = link_new(p, tag, x, PT(148), to - x);
	link->to = destination_new(one, deep, 2, PT(70));
	link->contents = STR("Deep: page 2");
	x = set(p, para, to, PT(148), ", or ");
	tag = tagged(TAG_LINK, para);
	to = set(p, tag, x, PT(148), "elsewhere");
	link = link_new(p, tag, x, PT(148), to - x);
	link->url = STR("https://example.com/a(b)");
	link->contents = STR("example.com");
	x = set(p, para, to, PT(148), " and a note");
	tag = tagged(TAG_REFERENCE, para);
	to = set_styled(p, tag, x, PT(144), serif, PT(7), "1", 0, false);
	struct tag *note = tagged(TAG_NOTE, para);
	link = link_new(p, tag, x, PT(148), to - x);
	link->to = destination_new(one, NULL, 0, PT(560));
	link->contents = STR("Note 1");
	set(p, para, to, PT(148), ". It ends.");
	struct mark *rule = mark_new(p, MARK_RULE, NULL, PT(54), PT(550));
	rule->artifact = ARTIFACT_LAYOUT;
	rule->u.rule.width = PT(60);
	rule->u.rule.height = PT(1) / 2;
	set(p, tagged(TAG_LBL, note), PT(54), PT(566), "1.");
	set(p, tagged(TAG_P, note), PT(68), PT(566), "The note itself.");
}

static void second_page(struct tag *sect)
{
	struct page *p = page_new("1");
	struct tag *list;
	furniture(p, "One");
	set_styled(p, tagged(TAG_H2, sect), PT(54), PT(90), serif, PT(14), "Lists", 0, false);
	list = tagged(TAG_L, sect);
	list->ordered = true;
	item(p, list, PT(110), "1.", "Knead it.");
	item(p, list, PT(124), "2.", "Leave it.");
	list = tagged(TAG_L, sect);
	item(p, list, PT(144), "\xe2\x80\xa2", "Salt");
	table(p, sect, PT(180));
	struct tag *foreign = tagged(TAG_P, sect);
	set(p, foreign, PT(54), PT(250), "They call it ");
	struct tag *span = tagged(TAG_SPAN, foreign);
	tag_words(&s.arena, span)->lang = STR("de");
	set_styled(p, span, PT(130), PT(250), italic, PT(11), "Br\xc3\xb6tchen", 0, false);
	set_styled(p, foreign, PT(190), PT(250), sans, PT(10), " \xd0\xb8 \xd1\x85\xd0\xbb\xd0\xb5\xd0\xb1.", 0, false);
	set_styled(p, foreign, PT(54), PT(266), serif, PT(11), "SMALL and small", SHAPE_ALL_SMALL_CAPS, false);
	p->marks[p->n - 1].colour = 0x8a3b5c;
}

static void third_page(struct tag *sect, struct asset *png, struct asset *svg)
{
	struct page *p = page_new("2");
	furniture(p, "Two");
	set_styled(p, tagged(TAG_H2, sect), PT(54), PT(90), serif, PT(14), "Deep", 0, false);
	figure(p, sect, png, "A dot of caf\xc3\xa9", PT(110));
	figure(p, sect, svg, "A drawing", PT(260));
	struct tag *code = tagged(TAG_CODE, tagged(TAG_P, sect));
	struct mark *bar = mark_new(p, MARK_RULE, code, PT(48), PT(392)); /* of one tag with text */
	bar->colour = 0x808080;
	bar->u.rule.width = PT(2);
	bar->u.rule.height = PT(10);
	set_styled(p, code, PT(54), PT(400), sans, PT(9), "if (a < b)  return;", SHAPE_NO_LIGATURES, false);
	set_styled(p, tagged(TAG_P, sect), PT(54), PT(415), sans, PT(9), "An office", 0, false);
	set(p, tagged(TAG_P, tagged(TAG_BLOCK_QUOTE, sect)), PT(72), PT(430), "A quote.");
}

static void sample(void)
{
	struct article *one = arena_new(&s.arena, struct article);
	struct node *deep = node_new(&s.arena, NODE_HEADING, (struct pos){0});
	one->slug = STR("one");
	node_attrs(&s.arena, deep)->id = STR("deep");
	first_page(one, deep);
	second_page(l->root->first);
	third_page(l->root->first, asset_new("dot.png", red_dot, sizeof red_dot, 0), asset_new("d.svg", drawing, sizeof drawing - 1, 3));
	struct outline_item *top = outlined(&l->outline, "One \xe2\x80\x93 first", l->destinations[0]);
	outlined(top, "Deep", l->destinations[1]);
	number_tags(l->root);
}

#endif
