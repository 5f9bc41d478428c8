/*
 * Fonts: Type 0 over a subset of the glyphs that are drawn (ISO 32000-1 9.7). Where these are at most 255, as in nearly every book, codes
 * have one byte: with a CMap in the file that makes them CIDs, but for the space, which changes places with 32, so that word spacing
 * does for justified lines. Of a book's bytes that saves a sixth. Other fonts have Identity-H.
 *
 * ToUnicode has one text for a glyph: that of the first cluster which is this glyph alone. Where the same glyph stands for
 * something else (small capitals of either case), or several glyphs stand for one text together, the page says ActualText.
 *
 * The hyphen that breaking puts in is U+00AD, as 14.8.2.2.3 has it. A face whose hyphen is also the author's gets a second Type 0
 * font over the same subset, whose ToUnicode says so. Rejected: ActualText for it, too, which few readers know, and of which
 * some lose the rest of the paragraph.
 */
#include "write/pdf.h"

#include <stdlib.h>
#include <string.h>
#include "base/map.h"
#include "base/utf8.h"
#include "text/subset.h"

/* Of a glyph that is always drawn with others: readers that know no ActualText are to find nothing visible. */
#define WORD_JOINER STR("\xe2\x81\xa0")
#define SOFT_HYPHEN STR("\xc2\xad")
#define SOFT_HYPHEN_HEX "00AD"

bool pdf_is_from_right(const struct glyph_run *run)
{
	return run->n && !run->hyphen && run->glyphs[0].text > run->glyphs[run->n - 1].text;
}

const struct pdf_font *pdf_font_of(const struct pdf *p, const struct face *face, size_t *index)
{
	for (size_t i = 0; i < p->fonts.n; i++) {
		if (p->fonts.items[i].face != face)
			continue;
		*index = i;
		return &p->fonts.items[i];
	}
	return NULL;
}

static struct pdf_font *font_for(struct pdf *p, const struct face *face)
{
	size_t at;
	const struct pdf_font *known = pdf_font_of(p, face, &at);
	if (known)
		return &p->fonts.items[at];
	struct pdf_font *made = arena_push(p->arena, &p->fonts);
	*made = (struct pdf_font){.face = face, .glyphs = arena_array(p->arena, struct pdf_glyph, face->nglyphs)};
	return made;
}

/* What is drawn: given an empty text, which is no NULL, until it is known what it stands for. */
static struct pdf_glyph *drawn(struct pdf_font *f, uint32_t glyph)
{
	static const char nothing[1];
	struct pdf_glyph *g = &f->glyphs[glyph];
	if (!g->text.p)
		g->text.p = nothing;
	return g;
}

/* What glyphs that stand alone stand for. True: the run has others. */
static bool collect_alone(struct pdf_font *f, const struct glyph_run *run)
{
	bool others = false;
	for (size_t i = 0, end; i < run->n; i = end) {
		end = pdf_cluster_end(run, i);
		struct pdf_glyph *first = drawn(f, run->glyphs[i].id);
		bool alone = end == i + 1 && run->glyphs[i].length && !pdf_is_hyphen(run, i);
		if (pdf_is_hyphen(run, i))
			f->hyphen = run->glyphs[i].id;
		if (alone && !first->text.n)
			first->text = pdf_cluster_text(run, i);
		others |= !alone;
		for (size_t k = i + 1; k < end; k++)
			drawn(f, run->glyphs[k].id);
	}
	return others;
}

/* The character of the text that the glyph is the face's own for: a letter or a mark of a cluster. */
static struct str part_of(const struct pdf_font *f, struct str text, uint32_t glyph)
{
	for (size_t i = 0, from; i < text.n;) {
		from = i;
		if (face_glyph(f->face, utf8_next(text, &i)) == glyph)
			return str_sub(text, from, i);
	}
	return STR("");
}

/*
 * Glyphs that never stood alone for a text: the part of it that is theirs; of ligatures and the like the whole for the one that is
 * drawn first, nothing visible for the others.
 */
static void collect_others(struct pdf_font *f, const struct glyph_run *run)
{
	bool from_right = pdf_is_from_right(run);
	for (size_t i = 0, end; i < run->n; i = end) {
		end = pdf_cluster_end(run, i);
		for (size_t k = i; k < end; k++) {
			struct pdf_glyph *g = &f->glyphs[run->glyphs[k].id];
			if (!g->text.n && end > i + 1)
				g->text = part_of(f, pdf_cluster_text(run, i), run->glyphs[k].id);
			if (!g->text.n)
				g->text = pdf_is_hyphen(run, k) ? SOFT_HYPHEN : k == (from_right ? end - 1 : i) && run->glyphs[i].length
					? pdf_cluster_text(run, i) : WORD_JOINER;
		}
	}
}

static void collect(struct pdf *p)
{
	struct {
		const struct glyph_run **items;
		size_t n, cap;
	} others = {0};
	struct pdf_font *f = NULL;
	struct arena scratch;
	arena_init(&scratch);
	for (size_t i = 0; i < p->layout->npages; i++) {
		const struct page *page = &p->layout->pages[i];
		for (size_t k = 0; k < page->n; k++) {
			if (page->marks[k].kind != MARK_GLYPHS)
				continue;
			struct glyph_run run = glyphs_of(&scratch, &page->marks[k].u.run);
			if (!f || f->face != run.face)
				f = font_for(p, run.face);
			if (collect_alone(f, &run))
				*arena_push(p->arena, &others) = &page->marks[k].u.run;
		}
		arena_clear(&scratch);
	}
	for (size_t i = 0; i < others.n; i++) {
		struct glyph_run run = glyphs_of(&scratch, others.items[i]);
		collect_others(font_for(p, run.face), &run);
		arena_clear(&scratch);
	}
	arena_free(&scratch);
}

int32_t pdf_milli_em(const struct face *face, int32_t units)
{
	int64_t n = (int64_t)units * 1000, em = face->units_per_em;
	return (int32_t)(n >= 0 ? (n + em / 2) / em : -((-n + em / 2) / em));
}

/* No font file says it: some 80 for a regular weight, 150 for a bold one. */
int pdf_stem(const struct face *face)
{
	return 10 + 220 * (face->font.weight - 50) / 1100;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/*
 * Poppler's text extraction takes CID 32, not code 32, for the space, and would part words at the letter that has it wherever word
 * spacing is in force. So glyphs that nobody draws are put into the subset such that one of them gets it: they are numbered in the
 * face's order, from 1. used is to have room for them.
 */
static size_t fill_up(const struct pdf_font *f, uint32_t *used, size_t n)
{
	size_t j = PDF_SPACE - 2, filled = n;
	if (n < PDF_SPACE)
		return n;
	while (j && used[j] + 1 == used[j + 1])
		j--;
	for (uint32_t g = used[j + 1] - 1; g && filled - n < PDF_SPACE - 1 - j; g--)
		if (!f->glyphs[g].text.p)
			used[filled++] = g;
	qsort(used, filled, sizeof *used, by_number);
	return filled;
}

static const char *number_glyphs(struct pdf *p, struct pdf_font *f, struct glyph_subset *subset)
{
	uint32_t *used = mem_alloc(sizeof *used * (f->face->nglyphs + PDF_SPACE));
	size_t n = 0;
	for (uint32_t i = 1; i < f->face->nglyphs; i++)
		if (f->glyphs[i].text.p)
			used[n++] = i;
	n = fill_up(f, used, n);
	const char *why = face_subset(p->arena, f->face, used, n, subset);
	for (size_t i = 0; !why && i < n; i++) {
		struct pdf_glyph *g = &f->glyphs[used[i]];
		g->cid = g->code = (uint16_t)subset->map[i];
		g->width = (int16_t)pdf_milli_em(f->face, face_advance(f->face, used[i]));
	}
	free(used);
	return why;
}

/* What takes the space's place and the other way round; CID 0 is never drawn. */
static uint16_t swapped(uint16_t n, uint16_t space)
{
	return n == PDF_SPACE ? space : n == space ? PDF_SPACE : n;
}

/* An embedded CMap of one-byte codes (9.7.5). */
static uint32_t write_encoding(struct pdf *p, uint16_t space)
{
	struct buf b, rows;
	uint32_t id = pdf_reserve(p->file, 1), n = 0;
	buf_init(&b, BUF_NO_LIMIT);
	buf_init(&rows, BUF_NO_LIMIT);
	buf_printf(&b, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>def\n"
		"/CMapName/Bytes%u def\n/CMapType 1 def\n/WMode 0 def\n"
		"1 begincodespacerange\n<00><FF>\nendcodespacerange\n", space);
	for (uint32_t from = 0, to; from < 256; from = to, n++) {
		for (to = from + 1; to < 256 && swapped((uint16_t)to, space) == swapped((uint16_t)from, space) + to - from;)
			to++;
		buf_printf(&rows, "<%02X><%02X> %u\n", from, to - 1, swapped((uint16_t)from, space));
	}
	buf_printf(&b, "%u begincidrange\n", n);
	buf_str(&b, buf_view(&rows));
	buf_cstr(&b, "endcidrange\nendcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	struct str entries = arena_printf(p->arena,
		"/Type/CMap/CMapName/Bytes%u/WMode 0/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>", space);
	pdf_stream(p->file, id, entries.p, buf_view(&b), PDF_DEFLATE);
	buf_free(&rows);
	buf_free(&b);
	return id;
}

/* What codes become CIDs by: 0 is Identity-H. */
static uint32_t encode(struct pdf *p, struct pdf_font *f)
{
	uint32_t most = 0, space = f->face->space;
	f->stretches = true;
	for (uint32_t i = 1; i < f->face->nglyphs; i++) {
		const struct pdf_glyph *g = &f->glyphs[i];
		most = g->text.p && g->cid > most ? g->cid : most;
		f->stretches = f->stretches && !(g->text.p && g->cid == PDF_SPACE && i != space);
	}
	f->bytes = most < 256;
	f->stretches = f->stretches && f->bytes;
	if (!f->bytes)
		return 0;
	uint16_t cid = space && f->glyphs[space].text.p ? f->glyphs[space].cid : 0;
	for (uint32_t i = 1; i < f->face->nglyphs; i++)
		f->glyphs[i].code = swapped(f->glyphs[i].cid, cid);
	return write_encoding(p, cid);
}

struct coded {
	const struct pdf_glyph *glyph;
	uint32_t id;
};

static int by_cid(const void *a, const void *b)
{
	const struct coded *x = a, *y = b;
	return x->glyph->cid < y->glyph->cid ? -1 : x->glyph->cid > y->glyph->cid;
}

/* In the order of their CIDs; to be freed. */
static struct coded *in_order(const struct pdf_font *f, size_t *n)
{
	struct coded *list = mem_alloc(sizeof *list * f->face->nglyphs);
	*n = 0;
	for (uint32_t i = 1; i < f->face->nglyphs; i++)
		if (f->glyphs[i].text.p)
			list[(*n)++] = (struct coded){&f->glyphs[i], i};
	qsort(list, *n, sizeof *list, by_cid);
	return list;
}

/* A CMap as 9.10.3 has it, in sections of at most a hundred. */
static uint32_t write_to_unicode(struct pdf *p, const struct pdf_font *f, const struct coded *list, size_t n, const char *instead)
{
	struct buf b;
	uint32_t id = pdf_reserve(p->file, 1);
	buf_init(&b, BUF_NO_LIMIT);
	buf_printf(&b, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
		"1 begincodespacerange\n%s\nendcodespacerange\n", f->bytes ? "<00><FF>" : "<0000><FFFF>");
	for (size_t i = 0; i < n; i++) {
		if (i % 100 == 0)
			buf_printf(&b, "%zu beginbfchar\n", n - i < 100 ? n - i : 100);
		buf_printf(&b, "<%0*X><", f->bytes ? 2 : 4, list[i].glyph->code);
		if (instead)
			buf_cstr(&b, instead);
		else
			pdf_utf16_hex(&b, list[i].glyph->text);
		buf_cstr(&b, ">\n");
		if (i % 100 == 99 || i + 1 == n)
			buf_cstr(&b, "endbfchar\n");
	}
	buf_cstr(&b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	pdf_stream(p->file, id, "/Type/CMap/CMapName/Adobe-Identity-UCS/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>",
		buf_view(&b), PDF_DEFLATE);
	buf_free(&b);
	return id;
}

/* Six letters before the name that say which subset it is (9.6.4): of its bytes, so that they tell two subsets apart. */
static struct str subset_name(struct pdf *p, const struct pdf_font *f, struct str data)
{
	char tag[7] = {0};
	uint64_t hash = map_hash(data);
	for (int i = 0; i < 6; i++, hash /= 26)
		tag[i] = (char)('A' + hash % 26);
	return arena_printf(p->arena, "%s+" STR_FMT, tag, STR_ARG(f->face->postscript));
}

/* Runs of CIDs in a row share an array: "1[500 520]7[333]". */
static void put_widths(struct buf *b, const struct coded *list, size_t n)
{
	buf_cstr(b, "/W[");
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || list[i].glyph->cid != list[i - 1].glyph->cid + 1)
			buf_printf(b, "%s%u[", i ? "]" : "", list[i].glyph->cid);
		else
			buf_char(b, ' ');
		pdf_number(b, list[i].glyph->width);
	}
	buf_cstr(b, n ? "]]" : "]");
}

static void put_descriptor(struct pdf *p, uint32_t id, const struct face *face, struct str name, bool cff, uint32_t file)
{
	struct buf *b = pdf_begin(p->file, id);
	/* symbolic: its codes are no standard encoding's (table 123) */
	unsigned flags = 4 | (face->monospaced ? 1 : 0) | (face->font.italic ? 64 : 0);
	buf_cstr(b, "<</Type/FontDescriptor/FontName");
	pdf_name(b, name);
	buf_printf(b, "/Flags %u/FontBBox[%d %d %d %d]/Ascent %d/Descent %d/CapHeight %d", flags, pdf_milli_em(face, face->bounds[0]),
		pdf_milli_em(face, face->bounds[1]), pdf_milli_em(face, face->bounds[2]), pdf_milli_em(face, face->bounds[3]),
		pdf_milli_em(face, face->ascent), pdf_milli_em(face, face->descent), pdf_milli_em(face, face->cap_height));
	if (face->x_height)
		buf_printf(b, "/XHeight %d", pdf_milli_em(face, face->x_height));
	buf_printf(b, "/StemV %d/ItalicAngle ", pdf_stem(face));
	pdf_dim(b, face->italic_angle); /* degrees in Q16, as a dim is points */
	buf_printf(b, "/FontFile%d %u 0 R>>", cff ? 3 : 2, file);
	pdf_end(p->file);
}

static uint32_t write_type0(struct pdf *p, struct str name, uint32_t encoding, uint32_t descendant, uint32_t unicode)
{
	uint32_t id = pdf_reserve(p->file, 1);
	struct buf *b = pdf_begin(p->file, id);
	buf_cstr(b, "<</Type/Font/Subtype/Type0/BaseFont");
	pdf_name(b, name);
	if (encoding)
		buf_printf(b, "/Encoding %u 0 R", encoding);
	else
		buf_cstr(b, "/Encoding/Identity-H");
	buf_printf(b, "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>", descendant, unicode);
	pdf_end(p->file);
	return id;
}

static void write_descendant(struct pdf *p, uint32_t id, struct str name, bool cff, const struct coded *list, size_t n)
{
	struct buf *b = pdf_begin(p->file, id);
	buf_printf(b, "<</Type/Font/Subtype/CIDFontType%d/BaseFont", cff ? 0 : 2);
	pdf_name(b, name);
	buf_printf(b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R%s/DW 0", id + 1,
		cff ? "" : "/CIDToGIDMap/Identity");
	put_widths(b, list, n);
	buf_cstr(b, ">>");
	pdf_end(p->file);
}

static bool write_font(struct pdf *p, struct pdf_font *f)
{
	struct glyph_subset subset;
	size_t n;
	const char *why = number_glyphs(p, f, &subset);
	if (why) {
		diag_add(p->diags, DIAG_BAD_FONT, (struct pos){0}, "the font '" STR_FMT "' cannot be embedded: %s",
			STR_ARG(f->face->font.name), why);
		return false;
	}
	struct coded *list = in_order(f, &n), hyphen = {&f->glyphs[f->hyphen], f->hyphen};
	uint32_t encoding = encode(p, f), descendant = pdf_reserve(p->file, 3), file = descendant + 2;
	struct str name = subset_name(p, f, subset.data);
	f->id = write_type0(p, name, encoding, descendant, write_to_unicode(p, f, list, n, NULL));
	if (f->hyphen && !str_eq(hyphen.glyph->text, SOFT_HYPHEN))
		f->hyphen_id = write_type0(p, name, encoding, descendant, write_to_unicode(p, f, &hyphen, 1, SOFT_HYPHEN_HEX));
	write_descendant(p, descendant, name, subset.cff, list, n);
	put_descriptor(p, descendant + 1, f->face, name, subset.cff, file);
	struct str entries = subset.cff ? STR("/Subtype/CIDFontType0C") : arena_printf(p->arena, "/Length1 %zu", subset.data.n);
	pdf_stream(p->file, file, entries.p, subset.data, PDF_DEFLATE);
	free(list);
	return true;
}

bool pdf_fonts(struct pdf *p)
{
	bool good = true;
	collect(p);
	for (size_t i = 0; good && i < p->fonts.n; i++)
		good = write_font(p, &p->fonts.items[i]);
	p->font_resources = pdf_reserve(p->file, 1);
	struct buf *b = pdf_begin(p->file, p->font_resources);
	buf_cstr(b, "<<");
	for (size_t i = 0; i < p->fonts.n; i++) {
		buf_printf(b, "/F%zu %u 0 R", i, p->fonts.items[i].id);
		if (p->fonts.items[i].hyphen_id)
			buf_printf(b, "/H%zu %u 0 R", i, p->fonts.items[i].hyphen_id);
	}
	buf_cstr(b, ">>");
	pdf_end(p->file);
	return good;
}
