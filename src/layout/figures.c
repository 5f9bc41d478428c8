/*
 * Pictures and figures. What is large may move to the top of the next page, so that no white is left where it does not fit; what is small,
 * or belongs to a box or a list, stays where the author put it.
 */
#include "layout/pile.h"
#include "layout/pictures.h"

/* ---- sizes */

static const struct picture *picture_of(const struct flow *f, const struct node *image)
{
	const struct asset *asset = image->u.image.asset;
	const struct picture *p = asset && f->work->images ? &f->work->images->items[asset->index] : NULL;
	return p && p->good ? p : NULL;
}

/* As the author says, or as a screen shows it; within the column, and no taller than leaves room for text. */
static bool picture_size(const struct flow *f, const struct node *image, uint32_t thousandths, dim *width, dim *height)
{
	const struct picture *p = picture_of(f, image);
	if (!p)
		return false;
	int64_t w = (int64_t)p->width * DIM_POINT * 3 / 4, h = (int64_t)p->height * DIM_POINT * 3 / 4;
	int64_t most = f->width, tallest = (int64_t)f->sheet->area.height * 3 / 4, asked = w;
	if (image->attrs && image->attrs->width)
		thousandths = image->attrs->width;
	if (thousandths)
		asked = most * thousandths / 1000;
	if (asked > most)
		asked = most;
	h = h * asked / w;
	w = asked;
	if (h > tallest) {
		w = w * tallest / h;
		h = tallest;
	}
	*width = w > 0 ? (dim)w : 1;
	*height = h > 0 ? (dim)h : 1;
	return true;
}

enum { FINE = 300 };

static void tell_coarse(struct flow *f, const struct node *image, dim width)
{
	const struct picture *p = picture_of(f, image);
	if (p->drawing || (int64_t)p->width * 72 * DIM_POINT >= (int64_t)width * FINE)
		return;
	const struct asset *asset = image->u.image.asset;
	diag_add(f->setter->diags, DIAG_LOW_RESOLUTION, image->pos,
		"'" STR_FMT "' has %lld pixels an inch as it is printed, %lld mm wide; %d look sharp", STR_ARG(asset->rel),
		(long long)((int64_t)p->width * 72 * DIM_POINT / width), (long long)((int64_t)width * 254 / (720 * (int64_t)DIM_POINT)), FINE);
}

bool flow_image_extent(void *flow, const struct node *image, dim *width, dim *height)
{
	return picture_size(flow, image, 0, width, height);
}

bool flow_image_size(void *flow, const struct node *image, dim *width, dim *height)
{
	if (!picture_size(flow, image, 0, width, height))
		return false;
	tell_coarse(flow, image, *width);
	return true;
}

void flow_image_natural(struct flow *f, const struct node *image, dim *width, dim *height)
{
	if (!picture_size(f, image, 0, width, height))
		*width = *height = 0;
}

const struct node *lone_image(const struct node *paragraph)
{
	const struct node *only = paragraph->first;
	return only && !only->next && only->kind == NODE_IMAGE ? only : NULL;
}

/* ---- one picture */

static struct str alt_of(struct flow *f, const struct node *image, const struct node *caption)
{
	if (image->text.n)
		return image->text;
	struct str words = caption ? str_trim(node_plain(f->out, caption)) : (struct str){0};
	return words.n ? words : image->u.image.asset->rel;
}

static void put_picture(struct flow *f, const struct node *image, struct tag *tag, uint32_t thousandths)
{
	dim width, height;
	picture_size(f, image, thousandths, &width, &height);
	tell_coarse(f, image, width);
	struct mark *mark = arena_new(f->lines, struct mark);
	*mark = (struct mark){.kind = MARK_IMAGE, .x = f->x + (f->width - width) / 2, .tag = tag,
		.artifact = tag ? ARTIFACT_NONE : ARTIFACT_LAYOUT};
	if (f->text != STYLE_BODY && f->align != ALIGN_CENTRE)
		mark->x = (f->align == ALIGN_RIGHT) != f->rtl ? f->x + f->width - width : f->x;
	mark->u.image.asset = image->u.image.asset;
	mark->u.image.width = width;
	mark->u.image.height = height;
	struct flow_box *box = flow_box(f, 0, height);
	box->marks = mark;
	box->n = 1;
}

/* Its words stand for a picture that is not there. */
static void put_words(struct flow *f, const struct node *image)
{
	struct str words = str_trim(image->text);
	if (words.n && !(image->flags & NODE_DECORATIVE))
		flow_words(f, words, STYLE_SMALL, TAG_P);
}

/* ---- figures */

static const struct node *caption_of(const struct node *n)
{
	const struct node *at = n->kind == NODE_FIGURE ? n->first : NULL;
	while (at && at->kind != NODE_CAPTION)
		at = at->next;
	return at && at->first ? at : NULL;
}

static const struct node *image_of(const struct node *n)
{
	return n->kind == NODE_IMAGE ? n : n->kind == NODE_PARAGRAPH ? lone_image(n) : NULL;
}

struct figure {
	const struct node *node, *caption;
	const struct node *image; /* the only one, if it holds nothing else */
	uint32_t width;           /* thousandths of the column; 0: the picture's own */
};

static struct figure figure_of(const struct node *n)
{
	struct figure g = {.node = n, .caption = caption_of(n), .width = n->attrs ? n->attrs->width : 0};
	const struct node *first = n->kind == NODE_IMAGE ? n : n->first, *second = n->kind == NODE_IMAGE ? NULL : first ? first->next : NULL;
	if (first && (!second || second == g.caption))
		g.image = image_of(first);
	return g;
}

void flow_caption(struct flow *f, const struct node *caption, enum tag_role role)
{
	enum sheet_style text = f->text;
	f->text = STYLE_CAPTION;
	f->flush = true;
	if (caption->first && node_infos[caption->first->kind].inlined) {
		struct flow_set s = paragraph_of(f, caption, STYLE_CAPTION, role, 0);
		paragraph_boxes(f, s.set, &f->styles[STYLE_CAPTION]);
	} else {
		struct tag *tag = flow_open(f, role == TAG_P ? TAG_DIV : role, caption);
		flow_blocks(f, caption->first);
		flow_close(f, tag);
	}
	f->text = text;
}

/* Lines that a caption fills, about. */
static int64_t lines_of(struct flow *f, const struct node *caption)
{
	struct paragraph_extent extent = {0};
	if (caption && node_infos[caption->first->kind].inlined)
		paragraph_extent_of(f, caption, STYLE_CAPTION, &extent);
	return f->width > 0 ? extent.natural / f->width + 1 : 1;
}

/* Under the picture: centred while it is short, else as a block. */
static void put_caption(struct flow *f, const struct figure *g, bool centred)
{
	struct flow before = *f;
	if (!g->caption)
		return;
	flow_white(f, f->sheet->leading / 3);
	f->kept = true;
	if (centred && f->width > f->sheet->size * 12)
		flow_indent(f, f->width / 10, f->width / 10);
	if (centred && lines_of(f, g->caption) <= 2)
		f->align = ALIGN_CENTRE;
	flow_caption(f, g->caption, TAG_CAPTION);
	f->x = before.x;
	f->width = before.width;
	f->align = before.align;
}

static bool has_notes(const struct flow *f)
{
	for (size_t i = 0; i < f->list.n; i++)
		if (f->list.items[i].kind == PAGE_NOTE)
			return true;
	return false;
}

/* May it leave its place? Not what leaves little white where it does not fit; an ornament belongs where it is if it is not large. */
static bool floats(const struct flow *f, const struct figure *g, const struct flow *inside, const struct pile *pile)
{
	int64_t least = f->sheet->area.height / (g->image->flags & NODE_DECORATIVE ? 4 : 7);
	return pile->height > least && flow_is_open(f) && !has_notes(inside);
}

static struct tag *tag_figure(struct flow *f, const struct figure *g)
{
	if (g->image->flags & NODE_DECORATIVE)
		return g->caption ? flow_open(f, TAG_DIV, g->node) : NULL;
	struct tag *tag = flow_open(f, TAG_FIGURE, g->node);
	tag_words(f->out, tag)->alt = alt_of(f, g->image, g->caption);
	return tag;
}

static void put_inside(struct flow *f, const struct figure *g)
{
	struct tag *before = f->tag, *tag = tag_figure(f, g);
	put_picture(f, g->image, tag && tag->role == TAG_FIGURE ? tag : NULL, g->width);
	put_caption(f, g, true);
	f->tag = before;
}

/* A caption of more lines than leave a page room for its picture runs on like a text. */
enum { LONG_CAPTION = 8 };

static void put_one(struct flow *f, const struct figure *g)
{
	struct flow inside = pile_flow(f);
	if (lines_of(f, g->caption) > LONG_CAPTION || (g->caption && !node_infos[g->caption->first->kind].inlined)) {
		put_inside(f, g);
		return;
	}
	put_inside(&inside, g);
	struct pile pile = pile_of(f, &inside);
	struct box_builder b = {0};
	build_pieces(f, &b, &pile, 0, pile.n, 0, NULL);
	build_box(f, &b, (dim)pile.height, f->styles[f->text].leading * 3 / 4, floats(f, g, &inside, &pile) ? PAGE_FLOAT : PAGE_BOX);
}

static void put_image(struct flow *f, const struct figure *g)
{
	if (picture_of(f, g->image)) {
		put_one(f, g);
		return;
	}
	dim x = f->x, width = f->width;
	struct tag *tag = flow_open(f, TAG_DIV, g->node);
	flow_indent(f, f->sheet->size * 3 / 2, f->sheet->size * 3 / 2);
	put_words(f, g->image);
	put_caption(f, g, false);
	flow_close(f, tag);
	f->x = x;
	f->width = width;
}

static bool only_images(const struct node *n)
{
	bool only = n->kind == NODE_PARAGRAPH && n->first;
	for (const struct node *at = n->first; at && only; at = at->next)
		only = at->kind == NODE_IMAGE || at->kind == NODE_SOFT_BREAK || at->kind == NODE_LINE_BREAK ||
			(at->kind == NODE_TEXT && !str_trim(at->text).n);
	return only;
}

/* Blocks of any kind, as they would stand outside a figure, the caption with the last of them. */
static void put_blocks(struct flow *f, const struct figure *g)
{
	struct tag *tag = flow_open(f, TAG_DIV, g->node);
	enum node_align align = f->align;
	for (const struct node *at = g->node->first; at; at = at->next) {
		f->flush = true;
		f->align = only_images(at) ? ALIGN_CENTRE : align;
		if (image_of(at))
			put_image(f, &(struct figure){.node = image_of(at), .image = image_of(at)});
		else if (at->kind != NODE_CAPTION)
			flow_block(f, at);
		flow_white(f, at->next && at->next != g->caption ? f->sheet->leading / 2 : 0);
	}
	f->align = align;
	put_caption(f, g, true);
	flow_close(f, tag);
}

void flow_figure(struct flow *f, const struct node *n)
{
	struct figure g = figure_of(n);
	dim white = f->text == STYLE_BODY ? f->sheet->space : f->sheet->leading / 3;
	flow_white(f, white);
	if (g.image)
		put_image(f, &g);
	else
		put_blocks(f, &g);
	flow_white(f, white);
	f->flush = true;
}
