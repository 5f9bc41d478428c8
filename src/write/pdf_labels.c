/*
 * Page labels (ISO 32000-1 12.4.2): what viewers call a page. Made from the folios: as long as these count on in one style, one
 * range does.
 */
#include "write/pdf.h"

enum style { STYLE_NONE, STYLE_ROMAN, STYLE_ARABIC };

struct folio {
	enum style style;
	int number;
	struct str text; /* what is neither roman nor arabic */
};

static int arabic(struct str s)
{
	int n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || n > 99999)
			return 0;
		n = n * 10 + s.p[i] - '0';
	}
	return s.n && *s.p != '0' ? n : 0;
}

static const struct {
	int value;
	const char *letters;
} numerals[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
	{9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};

/* Lower case, in the one way that a viewer would spell it too; else 0. */
static int roman(struct str s)
{
	int n = 0;
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
		struct str letters = str_c(numerals[i].letters);
		int most = letters.n == 1 && *letters.p != 'v' && *letters.p != 'l' && *letters.p != 'd' ? 3 : 1;
		for (; most && str_starts(s, letters.p); most--, s = str_skip(s, letters.n))
			n += numerals[i].value;
	}
	return s.n ? 0 : n;
}

static struct folio read_folio(struct str label)
{
	int n = arabic(label), r = n ? 0 : roman(label);
	return (struct folio){n ? STYLE_ARABIC : r ? STYLE_ROMAN : STYLE_NONE, n ? n : r, n || r ? STR("") : label};
}

static bool goes_on(const struct folio *from, const struct folio *to)
{
	return from->style == to->style && (from->style ? to->number == from->number + 1 : !from->text.n && !to->text.n);
}

static void put_range(struct buf *b, const struct folio *f)
{
	buf_cstr(b, "<<");
	if (f->style)
		buf_printf(b, "/S/%c/St %d", f->style == STYLE_ROMAN ? 'r' : 'D', f->number);
	if (f->text.n) {
		buf_cstr(b, "/P");
		pdf_text(b, f->text);
	}
	buf_cstr(b, ">>");
}

uint32_t pdf_labels(struct pdf *p)
{
	uint32_t id = pdf_reserve(p->file, 1);
	struct buf *b = pdf_begin(p->file, id);
	struct folio last = {0};
	buf_cstr(b, "<</Nums[");
	for (size_t i = 0; i < p->layout->npages; i++) {
		struct folio f = read_folio(p->layout->pages[i].label);
		if (i == 0 || !goes_on(&last, &f)) {
			buf_printf(b, "%zu", i);
			put_range(b, &f);
		}
		last = f;
	}
	buf_cstr(b, "]>>");
	pdf_end(p->file);
	return id;
}
