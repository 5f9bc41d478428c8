/* The list of diagnostics and the levels in force. */
#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

const struct diag_kind diag_kinds[DIAG_COUNT] = {
#define DIAG(id, slug, level, meaning) [DIAG_##id] = {slug, level, meaning},
#include "base/diag.def"
#undef DIAG
};

int diag_by_slug(struct str slug)
{
	for (int i = 0; i < DIAG_COUNT; i++)
		if (str_is(slug, diag_kinds[i].slug))
			return i;
	return -1;
}

void diags_init(struct diags *d)
{
	*d = (struct diags){0};
	for (int i = 0; i < DIAG_COUNT; i++)
		d->level[i] = diag_kinds[i].level;
}

void diags_free(struct diags *d)
{
	arena_free(&d->arena);
	d->items = NULL;
	d->n = d->cap = 0;
}

static struct diag *diag_make(struct diags *d, enum diag_id id, struct pos pos, struct str text)
{
	struct diag *x = arena_new(&d->arena, struct diag);
	*x = (struct diag){.id = id, .pos = pos, .text = text};
	return x;
}

struct diag *diag_add(struct diags *d, enum diag_id id, struct pos pos, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct diag *x = diag_make(d, id, pos, arena_vprintf(&d->arena, fmt, ap));
	va_end(ap);
	x->serial = (uint32_t)d->n;
	*arena_push(&d->arena, d) = x;
	return x;
}

void diag_note(struct diags *d, struct diag *of, struct pos pos, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct diag *x = diag_make(d, of->id, pos, arena_vprintf(&d->arena, fmt, ap));
	va_end(ap);
	while (of->note)
		of = of->note;
	of->note = x;
}

void diags_merge(struct diags *into, const struct diags *from)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct diag *x = from->items[i];
		struct diag *copy = diag_add(into, x->id, x->pos, STR_FMT, STR_ARG(x->text));
		for (const struct diag *note = x->note; note; note = note->note)
			diag_note(into, copy, note->pos, STR_FMT, STR_ARG(note->text));
	}
}

static int diag_order(const void *pa, const void *pb)
{
	const struct diag *a = *(struct diag *const *)pa, *b = *(struct diag *const *)pb;
	struct str none = {0};
	int order = str_cmp(a->pos.src ? a->pos.src->name : none, b->pos.src ? b->pos.src->name : none);
	if (order)
		return order;
	if (a->pos.line != b->pos.line)
		return a->pos.line < b->pos.line ? -1 : 1;
	if (a->pos.col != b->pos.col)
		return a->pos.col < b->pos.col ? -1 : 1;
	return a->serial < b->serial ? -1 : a->serial > b->serial;
}

void diags_sort(struct diags *d)
{
	if (d->n)
		qsort(d->items, d->n, sizeof *d->items, diag_order);
}

enum diag_level diags_worst(const struct diags *d)
{
	enum diag_level worst = DIAG_IGNORED;
	for (size_t i = 0; i < d->n; i++)
		if (d->level[d->items[i]->id] > worst)
			worst = d->level[d->items[i]->id];
	return worst;
}

bool diags_option(struct diags *d, struct str option)
{
	static const struct {
		const char *prefix;
		enum diag_level level;
	} forms[] = {
		{"error=", DIAG_ERROR}, {"no-error=", DIAG_WARNING}, {"no-", DIAG_IGNORED}, {"", DIAG_WARNING}};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (!str_starts(option, forms[i].prefix))
			continue;
		int id = diag_by_slug(str_skip(option, strlen(forms[i].prefix)));
		if (id < 0)
			continue;
		/* what cannot go on cannot be argued away, and `-W S` only ever shows more */
		if (diag_kinds[id].level != DIAG_FATAL && (*forms[i].prefix || d->level[id] < DIAG_WARNING))
			d->level[id] = forms[i].level;
		return true;
	}
	return false;
}
