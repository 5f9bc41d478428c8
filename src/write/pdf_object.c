/*
 * The object writer. Everything small is gathered in object streams (ISO 32000-1 7.5.7): the structure of a book is tens of
 * thousands of dictionaries of like shape, which pack well together. Streams wait until there are enough of them
 * to keep all cores busy, then are compressed side by side and written in their order.
 *
 * Rejected: qpdf's library, which took twice the time of all else for a book (it makes a tree of every dictionary it is given);
 * linearising, for nobody reads a book's file over a slow line by ranges any more.
 */
#include "write/pdf_object.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include "base/pool.h"
#include "base/sink.h"
#include "base/utf8.h"

enum {
	STREAM_OBJECTS = 800,      /* in an object stream: readers unpack one whole to get at one object */
	STREAM_BYTES = 96 << 10,
	PENDING_STREAMS = 8,      /* before they are compressed */
	TREE_LEAF = 64,
	LEVEL = 6,                 /* zlib's own choice between time and size */
	OBJECT_LEVEL = 7,          /* of object streams, which are all alike, it saves one part in fifty more */
};

enum entry_kind { ENTRY_FREE, ENTRY_PLAIN, ENTRY_PACKED };

struct entry {
	uint64_t at;    /* offset in the file, or number of the object stream */
	uint16_t index; /* in the object stream */
	uint8_t kind;
};

struct pending {
	uint32_t id;
	size_t n;
	struct buf table, objects, packed;
};

struct pdf_file {
	struct sink *sink;
	int threads;
	uint64_t size;
	struct sha256_ctx sha;
	struct entry *entries; /* by object */
	size_t nentries, entry_cap;
	struct pending pending[PENDING_STREAMS];
	size_t npending;      /* complete; the one after them is being filled */
	struct buf scratch;
};

void pdf_number(struct buf *b, int64_t n)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do
		digits[--at] = (char)('0' + u % 10);
	while (u /= 10);
	if (n < 0)
		digits[--at] = '-';
	buf_put(b, digits + at, sizeof digits - at);
}

void pdf_milli(struct buf *b, int64_t thousandths)
{
	char digits[32];
	size_t at = sizeof digits;
	uint64_t u = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths, whole = u / 1000, part = u % 1000;
	if (part) {
		int places = part % 100 == 0 ? 1 : part % 10 == 0 ? 2 : 3;
		part = part % 100 == 0 ? part / 100 : part % 10 == 0 ? part / 10 : part;
		for (; places; places--, part /= 10)
			digits[--at] = (char)('0' + part % 10);
		digits[--at] = '.';
	}
	if (whole || !(u % 1000))
		do
			digits[--at] = (char)('0' + whole % 10);
		while (whole /= 10);
	if (thousandths < 0)
		digits[--at] = '-';
	buf_put(b, digits + at, sizeof digits - at);
}

int64_t pdf_dim_milli(int64_t dim)
{
	int64_t n = dim * 1000;
	return n >= 0 ? (n + 32768) / 65536 : -((-n + 32768) / 65536);
}

void pdf_dim(struct buf *b, int64_t dim)
{
	pdf_milli(b, pdf_dim_milli(dim));
}

void pdf_ref(struct buf *b, uint32_t id)
{
	pdf_number(b, id);
	buf_put(b, " 0 R", 4);
}

void pdf_name(struct buf *b, struct str name)
{
	buf_char(b, '/');
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		if (c <= ' ' || c > '~' || strchr("#/%()<>[]{}", c))
			buf_printf(b, "#%02X", c);
		else
			buf_char(b, (char)c);
	}
}

/* A carriage return that stands bare in a string is read as a line feed (7.3.4.2). */
void pdf_string(struct buf *b, struct str bytes)
{
	buf_char(b, '(');
	for (size_t i = 0; i < bytes.n; i++) {
		char c = bytes.p[i];
		if (c == '(' || c == ')' || c == '\\' || c == '\r')
			buf_char(b, '\\');
		buf_char(b, c == '\r' ? 'r' : c);
	}
	buf_char(b, ')');
}

void pdf_utf16_hex(struct buf *b, struct str utf8)
{
	for (size_t i = 0; i < utf8.n;) {
		uint32_t rune = utf8_next(utf8, &i);
		if (rune == UTF8_BAD)
			rune = 0xFFFD;
		if (rune >= 0x10000)
			buf_printf(b, "%04X%04X", 0xD7C0u + (rune >> 10), 0xDC00u + (rune & 0x3FF));
		else
			buf_printf(b, "%04X", rune);
	}
}

void pdf_text(struct buf *b, struct str utf8)
{
	bool plain = true;
	for (size_t i = 0; i < utf8.n; i++)
		plain = plain && utf8.p[i] >= ' ' && utf8.p[i] <= '~';
	if (plain) {
		pdf_string(b, utf8);
		return;
	}
	buf_cstr(b, "<FEFF");
	pdf_utf16_hex(b, utf8);
	buf_char(b, '>');
}

static void put(struct pdf_file *f, const void *p, size_t n)
{
	sink_write(f->sink, p, n);
	sha256_update(&f->sha, n, p);
	f->size += n;
}

struct pdf_file *pdf_file_open(const char *path, int threads)
{
	static const char head[] = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"; /* the second line says that bytes are not text */
	struct pdf_file *f = mem_alloc(sizeof *f);
	f->sink = sink_open(path);
	f->threads = threads;
	sha256_init(&f->sha);
	buf_init(&f->scratch, BUF_NO_LIMIT);
	for (int i = 0; i < PENDING_STREAMS; i++) {
		buf_init(&f->pending[i].table, BUF_NO_LIMIT);
		buf_init(&f->pending[i].objects, BUF_NO_LIMIT);
		buf_init(&f->pending[i].packed, BUF_NO_LIMIT);
	}
	put(f, head, sizeof head - 1);
	pdf_reserve(f, 1); /* object 0 heads the list of free ones */
	return f;
}

uint32_t pdf_reserve(struct pdf_file *f, size_t n)
{
	uint32_t first = (uint32_t)f->nentries;
	if (n > f->entry_cap - f->nentries) {
		f->entry_cap += f->entry_cap / 2 + n + 64;
		f->entries = mem_resize(f->entries, f->entry_cap * sizeof *f->entries);
	}
	memset(f->entries + f->nentries, 0, n * sizeof *f->entries);
	f->nentries += n;
	return first;
}

static void deflate_at(int level, struct buf *out, struct str data)
{
	char piece[16384];
	z_stream z = {.next_in = (Bytef *)(uintptr_t)data.p, .avail_in = (uInt)data.n};
	if (deflateInit(&z, level) != Z_OK)
		abort(); /* out of memory */
	do {
		z.next_out = (Bytef *)piece;
		z.avail_out = sizeof piece;
		deflate(&z, Z_FINISH);
		buf_put(out, piece, sizeof piece - z.avail_out);
	} while (!z.avail_out);
	deflateEnd(&z);
}

void pdf_deflate(struct buf *out, struct str data)
{
	deflate_at(LEVEL, out, data);
}

static void put_stream(struct pdf_file *f, uint32_t id, const char *entries, bool deflated, struct str data)
{
	f->entries[id] = (struct entry){f->size, 0, ENTRY_PLAIN};
	buf_clear(&f->scratch);
	buf_printf(&f->scratch, "%u 0 obj\n<<%s%s/Length %zu>>\nstream\n", id, entries, deflated ? "/Filter/FlateDecode" : "", data.n);
	put(f, f->scratch.p, f->scratch.n);
	put(f, data.p, data.n);
	put(f, "\nendstream\nendobj\n", 18);
}

void pdf_stream(struct pdf_file *f, uint32_t id, const char *entries, struct str data, enum pdf_packing packing)
{
	if (packing != PDF_DEFLATE) {
		put_stream(f, id, entries, packing == PDF_DEFLATED, data);
		return;
	}
	struct buf packed;
	buf_init(&packed, BUF_NO_LIMIT);
	pdf_deflate(&packed, data);
	put_stream(f, id, entries, true, buf_view(&packed));
	buf_free(&packed);
}

static void pack(void *context, size_t i)
{
	struct pending *p = &((struct pdf_file *)context)->pending[i];
	struct buf whole;
	buf_init(&whole, BUF_NO_LIMIT);
	buf_str(&whole, buf_view(&p->table));
	buf_str(&whole, buf_view(&p->objects));
	deflate_at(OBJECT_LEVEL, &p->packed, buf_view(&whole));
	buf_free(&whole);
}

static void write_pending(struct pdf_file *f)
{
	pool_run(f->threads, f->npending, pack, f);
	for (size_t i = 0; i < f->npending; i++) {
		struct pending *p = &f->pending[i];
		char entries[80];
		snprintf(entries, sizeof entries, "/Type/ObjStm/N %zu/First %zu", p->n, p->table.n);
		put_stream(f, p->id, entries, true, buf_view(&p->packed));
		buf_clear(&p->table);
		buf_clear(&p->objects);
		buf_clear(&p->packed);
		p->n = 0;
	}
	f->npending = 0;
}

struct buf *pdf_begin(struct pdf_file *f, uint32_t id)
{
	struct pending *p = &f->pending[f->npending];
	if (!p->n)
		p->id = pdf_reserve(f, 1);
	f->entries[id] = (struct entry){p->id, (uint16_t)p->n, ENTRY_PACKED};
	pdf_number(&p->table, id);
	buf_char(&p->table, ' ');
	pdf_number(&p->table, (int64_t)p->objects.n);
	buf_char(&p->table, '\n');
	p->n++;
	return &p->objects;
}

void pdf_end(struct pdf_file *f)
{
	struct pending *p = &f->pending[f->npending];
	buf_char(&p->objects, '\n');
	if (p->n < STREAM_OBJECTS && p->objects.n < STREAM_BYTES)
		return;
	if (++f->npending == PENDING_STREAMS)
		write_pending(f);
}

/* Rows of 1, 5 and 2 bytes; each as the difference to the row above (PNG's Up), which makes most bytes 0. */
static void spell_entries(const struct pdf_file *f, struct buf *b)
{
	uint8_t above[8] = {0};
	for (size_t i = 0; i < f->nentries; i++) {
		const struct entry *e = &f->entries[i];
		uint8_t row[8] = {e->kind}, line[9] = {2};
		for (int k = 0; k < 5; k++)
			row[1 + k] = (uint8_t)(e->at >> (32 - 8 * k));
		unsigned last = i ? e->index : 65535;
		row[6] = (uint8_t)(last >> 8);
		row[7] = (uint8_t)last;
		for (int k = 0; k < 8; k++)
			line[1 + k] = (uint8_t)(row[k] - above[k]);
		memcpy(above, row, sizeof above);
		buf_put(b, line, sizeof line);
	}
}

static void put_id(struct buf *b, const uint8_t digest[SHA256_DIGEST_SIZE])
{
	buf_char(b, '<');
	for (int i = 0; i < 16; i++)
		buf_printf(b, "%02X", digest[i]);
	buf_char(b, '>');
}

static void spell_trailer(struct pdf_file *f, struct buf *b, uint32_t root, uint32_t info, struct str permanent)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx work;
	sha256_init(&work);
	sha256_update(&work, permanent.n, (const uint8_t *)permanent.p);
	sha256_digest(&work, sizeof digest, digest);
	buf_printf(b, "/Type/XRef/Size %zu/W[1 5 2]/Root %u 0 R/Info %u 0 R/DecodeParms<</Predictor 12/Columns 8>>/ID[",
		f->nentries, root, info);
	put_id(b, digest);
	sha256_digest(&f->sha, sizeof digest, digest);
	put_id(b, digest);
	buf_put(b, "]", 2); /* with the zero that ends it */
}

static void free_all(struct pdf_file *f)
{
	for (int i = 0; i < PENDING_STREAMS; i++) {
		buf_free(&f->pending[i].table);
		buf_free(&f->pending[i].objects);
		buf_free(&f->pending[i].packed);
	}
	buf_free(&f->scratch);
	free(f->entries);
	free(f);
}

int pdf_file_close(struct pdf_file *f, uint32_t root, uint32_t info, struct str permanent, uint64_t *size)
{
	struct buf entries, rows;
	char end[64];
	buf_init(&entries, BUF_NO_LIMIT);
	buf_init(&rows, BUF_NO_LIMIT);
	if (f->pending[f->npending].n)
		f->npending++;
	write_pending(f);
	uint32_t id = pdf_reserve(f, 1);
	uint64_t at = f->size;
	f->entries[id] = (struct entry){at, 0, ENTRY_PLAIN};
	spell_entries(f, &rows);
	spell_trailer(f, &entries, root, info, permanent);
	pdf_stream(f, id, entries.p, buf_view(&rows), PDF_DEFLATE);
	int n = snprintf(end, sizeof end, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)at);
	put(f, end, (size_t)n);
	*size = f->size;
	int error = sink_close(f->sink);
	buf_free(&entries);
	buf_free(&rows);
	free_all(f);
	return error;
}

void pdf_file_cancel(struct pdf_file *f)
{
	sink_cancel(f->sink);
	free_all(f);
}

static void tree_entries(struct buf *b, const struct pdf_tree *t, size_t from, size_t to)
{
	buf_printf(b, "/%s[", t->kind);
	for (size_t i = from; i < to; i++) {
		t->key(t->context, b, i);
		buf_char(b, ' ');
		t->value(t->context, b, i);
		buf_char(b, i + 1 < to ? '\n' : ']');
	}
}

static void tree_leaf(struct pdf_file *f, uint32_t id, const struct pdf_tree *t, size_t from, size_t to)
{
	struct buf *b = pdf_begin(f, id);
	buf_cstr(b, "<</Limits[");
	t->key(t->context, b, from);
	buf_char(b, ' ');
	t->key(t->context, b, to - 1);
	buf_char(b, ']');
	tree_entries(b, t, from, to);
	buf_cstr(b, ">>");
	pdf_end(f);
}

uint32_t pdf_tree(struct pdf_file *f, const struct pdf_tree *t)
{
	size_t leaves = (t->n + TREE_LEAF - 1) / TREE_LEAF;
	uint32_t root = pdf_reserve(f, 1), leaf = pdf_reserve(f, leaves > 1 ? leaves : 0);
	struct buf *b = pdf_begin(f, root);
	buf_cstr(b, "<<");
	if (leaves <= 1 && t->n)
		tree_entries(b, t, 0, t->n);
	else
		buf_printf(b, "/%s[%s", t->n ? "Kids" : t->kind, t->n ? "" : "]");
	for (size_t i = 0; leaves > 1 && i < leaves; i++) {
		pdf_ref(b, leaf + (uint32_t)i);
		buf_char(b, i + 1 < leaves ? ' ' : ']');
	}
	buf_cstr(b, ">>");
	pdf_end(f);
	for (size_t i = 0; leaves > 1 && i < leaves; i++)
		tree_leaf(f, leaf + (uint32_t)i, t, i * TREE_LEAF, (i + 1) * TREE_LEAF < t->n ? (i + 1) * TREE_LEAF : t->n);
	return root;
}
