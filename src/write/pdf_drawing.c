/*
 * Drawings: a file that cairo made of one (image/print.h), taken apart. Its page becomes a form XObject (ISO 32000-1 8.10) and what that
 * refers to is copied under new numbers: lines stay lines, and words words.
 *
 * This reads what cairo writes when it is held to PDF 1.4, a plain cross-reference table and no object streams, and not PDF files at
 * large. Whatever is not as expected makes it give up, before anything is written.
 */
#include "write/pdf.h"

#include <string.h>

enum { DEPTH = 32, ENTRY = 20 }; /* of values in each other; bytes of a cross-reference */

struct drawing {
	struct pdf *p;
	struct str file, table; /* cross-references */
	uint32_t n;             /* objects */
	uint32_t *copies;       /* their numbers here; 0: not copied */
	struct {
		uint32_t *items;
		size_t n, cap;
	} wanted;               /* in the order in which they were met */
	bool bad;
};

/* ---- reading */
static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
	return memchr("()<>[]{}/%", c, 10) != NULL;
}

static void skip_blank(struct str *s)
{
	while (s->n && (is_space(*s->p) || *s->p == '%')) {
		if (*s->p == '%')
			*s = str_skip(*s, str_find_char(*s, '\n'));
		*s = str_skip(*s, 1);
	}
}

static size_t string_length(struct str s)
{
	int open = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '(')
			open++;
		else if (s.p[i] == ')' && --open == 0)
			return i + 1;
	}
	return s.n;
}

/* "": the end. */
static struct str take_token(struct str *s)
{
	size_t n = 1;
	skip_blank(s);
	if (!s->n)
		return STR("");
	if (str_starts(*s, "<<") || str_starts(*s, ">>"))
		n = 2;
	else if (*s->p == '(')
		n = string_length(*s);
	else if (*s->p == '<')
		n = str_find_char(*s, '>') + 1;
	else if (*s->p == '/' || !is_delimiter(*s->p))
		while (n < s->n && !is_space(s->p[n]) && !is_delimiter(s->p[n]))
			n++;
	struct str token = str_sub(*s, 0, n);
	*s = str_skip(*s, n);
	return token;
}

static bool to_number(struct str token, uint32_t *number)
{
	uint32_t n = 0;
	for (size_t i = 0; i < token.n; i++) {
		if (token.p[i] < '0' || token.p[i] > '9' || n > 99999999)
			return false;
		n = n * 10 + (uint32_t)(token.p[i] - '0');
	}
	*number = n;
	return token.n > 0;
}

/* "12 0 R", after the token 12. */
static bool take_reference(struct str *s, struct str token, uint32_t *object)
{
	struct str rest = *s;
	uint32_t generation;
	if (!to_number(token, object) || !to_number(take_token(&rest), &generation) || !str_is(take_token(&rest), "R"))
		return false;
	*s = rest;
	return true;
}

/* What stands behind "12 0 obj". */
static struct str object_at(struct drawing *d, uint32_t object)
{
	uint32_t at, number, generation;
	if (object >= d->n || !to_number(str_sub(d->table, object * ENTRY, object * ENTRY + 10), &at) || at >= d->file.n)
		return STR("");
	struct str s = str_skip(d->file, at);
	bool whole = to_number(take_token(&s), &number) && number == object && to_number(take_token(&s), &generation) &&
		str_is(take_token(&s), "obj");
	return whole ? s : STR("");
}

/* ---- values */
static uint32_t copy_of(struct drawing *d, uint32_t object)
{
	if (!d->copies[object]) {
		d->copies[object] = pdf_reserve(d->p->file, 1);
		*arena_push(d->p->arena, &d->wanted) = object;
	}
	return d->copies[object];
}

/* Moves s past a value; spells it with references to copies into out, if that is not NULL. */
static void take_value(struct drawing *d, struct str *s, struct buf *out, int depth)
{
	struct str token = take_token(s);
	uint32_t object;
	bool dictionary = str_is(token, "<<"), reference = take_reference(s, token, &object);
	if (!token.n || depth > DEPTH || (reference && !object_at(d, object).n))
		d->bad = true;
	if (d->bad)
		return;
	if (out && !is_delimiter(*token.p))
		buf_char(out, ' ');
	if (out && reference)
		pdf_ref(out, copy_of(d, object));
	else if (out)
		buf_str(out, token);
	if (!dictionary && !str_is(token, "["))
		return;
	for (skip_blank(s); !d->bad && !str_starts(*s, dictionary ? ">>" : "]"); skip_blank(s))
		take_value(d, s, out, depth + 1);
	token = take_token(s);
	if (out)
		buf_str(out, token);
}

/* The value of a dictionary's key; "" when it has none. */
static struct str value_at(struct drawing *d, struct str dictionary, const char *key)
{
	if (!str_is(take_token(&dictionary), "<<"))
		return STR("");
	while (!d->bad) {
		struct str name = take_token(&dictionary);
		if (!name.n || str_is(name, ">>"))
			break;
		if (str_is(name, key))
			return dictionary;
		take_value(d, &dictionary, NULL, 0);
	}
	return STR("");
}

static struct str referred_object(struct drawing *d, struct str value)
{
	uint32_t object;
	return take_reference(&value, take_token(&value), &object) ? object_at(d, object) : STR("");
}

/* ---- objects */

/* The data behind a stream's dictionary; false: it is no stream, or bad. */
static bool stream_data(struct drawing *d, struct str s, struct str *data)
{
	struct str length = value_at(d, s, "/Length"), direct = length;
	uint32_t n, object;
	take_value(d, &s, NULL, 0);
	if (d->bad || !str_is(take_token(&s), "stream"))
		return false;
	if (take_reference(&direct, take_token(&direct), &object))
		length = object_at(d, object);
	s = str_skip(s, str_starts(s, "\r\n") ? 2 : 1);
	d->bad = !to_number(take_token(&length), &n) || n > s.n;
	*data = d->bad ? STR("") : str_sub(s, 0, n);
	return !d->bad;
}

/* A dictionary's entries but for Length. */
static void put_entries(struct drawing *d, struct str dictionary, struct buf *out)
{
	take_token(&dictionary);
	while (!d->bad) {
		struct str name = take_token(&dictionary);
		bool length = str_is(name, "/Length");
		if (!name.n || str_is(name, ">>"))
			break;
		if (!length)
			buf_str(out, name);
		take_value(d, &dictionary, length ? NULL : out, 0);
	}
}

static void copy_object(struct drawing *d, uint32_t object)
{
	struct str s = object_at(d, object), data;
	struct buf spelled;
	buf_init(&spelled, BUF_NO_LIMIT);
	if (stream_data(d, s, &data)) {
		put_entries(d, s, &spelled);
		buf_char(&spelled, '\0');
		pdf_stream(d->p->file, d->copies[object], spelled.p, data, PDF_ENCODED);
	} else {
		take_value(d, &s, &spelled, 0);
		buf_str(pdf_begin(d->p->file, d->copies[object]), buf_view(&spelled));
		pdf_end(d->p->file);
	}
	buf_free(&spelled);
}

/* ---- the page */
static struct str open_page(struct drawing *d)
{
	size_t end = d->file.n > 64 ? d->file.n - 64 : 0;
	struct str s = str_skip(d->file, end);
	uint32_t at, first;
	s = str_skip(s, str_find(s, "startxref") + 9);
	if (!to_number(take_token(&s), &at) || at >= d->file.n)
		return STR("");
	s = str_skip(d->file, at);
	if (!str_is(take_token(&s), "xref") || !to_number(take_token(&s), &first) || first || !to_number(take_token(&s), &d->n))
		return STR("");
	skip_blank(&s);
	d->table = s;
	if (d->n > s.n / ENTRY)
		return STR("");
	s = str_skip(s, (size_t)d->n * ENTRY);
	if (!str_is(take_token(&s), "trailer"))
		return STR("");
	struct str root = referred_object(d, value_at(d, s, "/Root")), pages = referred_object(d, value_at(d, root, "/Pages"));
	struct str kids = value_at(d, pages, "/Kids");
	return str_is(take_token(&kids), "[") ? referred_object(d, kids) : STR("");
}

/* Can every object be read that is there, and is every one there that is referred to? To be known before any is written. */
static bool is_whole(struct drawing *d)
{
	struct str data;
	for (uint32_t i = 1; i < d->n && !d->bad; i++) {
		struct str s = object_at(d, i);
		if (s.n && !stream_data(d, s, &data))
			take_value(d, &s, NULL, 0);
	}
	return !d->bad;
}

/* One by `side`, to nine places: so that the page becomes a square of 1 by 1, as an image is. */
static void put_fraction(struct buf *b, uint32_t side)
{
	if (side <= 1)
		buf_cstr(b, "1");
	else
		buf_printf(b, ".%09u", 1000000000u / side);
}

uint32_t pdf_drawing(struct pdf *p, const struct print_image *image)
{
	struct drawing d = {.p = p, .file = image->drawing};
	struct str page = open_page(&d), resources = value_at(&d, page, "/Resources"), group = value_at(&d, page, "/Group"), data;
	struct str content = referred_object(&d, value_at(&d, page, "/Contents")), filter = value_at(&d, content, "/Filter");
	if (!page.n || !resources.n || !is_whole(&d) || !stream_data(&d, content, &data))
		return 0;
	struct buf entries;
	uint32_t id = pdf_reserve(p->file, 1);
	d.copies = arena_array(p->arena, uint32_t, d.n);
	buf_init(&entries, BUF_NO_LIMIT);
	buf_printf(&entries, "/Type/XObject/Subtype/Form/BBox[0 0 %u %u]/Matrix[", image->width, image->height);
	put_fraction(&entries, image->width);
	buf_cstr(&entries, " 0 0 ");
	put_fraction(&entries, image->height);
	buf_cstr(&entries, " 0 0]/Resources");
	take_value(&d, &resources, &entries, 0);
	if (group.n) {
		buf_cstr(&entries, "/Group");
		take_value(&d, &group, &entries, 0);
	}
	if (filter.n) {
		buf_cstr(&entries, "/Filter");
		take_value(&d, &filter, &entries, 0);
	}
	buf_char(&entries, '\0');
	pdf_stream(p->file, id, entries.p, data, PDF_ENCODED);
	for (size_t i = 0; i < d.wanted.n; i++)
		copy_object(&d, d.wanted.items[i]);
	buf_free(&entries);
	return id;
}
