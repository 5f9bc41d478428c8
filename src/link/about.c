/*
 * The edition's metadata: its own where it has some, else the project's. The identifier comes from the project's identifier and the
 * edition's name alone, so that a changed title never makes a new book (EPUB 3.3 section 5.4.2); the time from what the author
 * controls, so that a clone builds the same bytes.
 */
#include "link/link.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/hash.h"

static struct str first_given(struct str a, struct str b)
{
	return a.n ? a : b;
}

/* Days since 1970-01-01 of a date in the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms"). */
static int64_t days_from_civil(int64_t y, int m, int d)
{
	y -= m <= 2;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

static void civil_from_days(int64_t z, int *y, int *m, int *d)
{
	z += 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	*d = (int)(doy - (153 * mp + 2) / 5 + 1);
	*m = (int)(mp + (mp < 10 ? 3 : -9));
	*y = (int)(yoe + era * 400 + (*m <= 2));
}

/* YYYY, YYYY-MM, YYYY-MM-DD or RFC 3339, as read/ lets through; what is missing is the first of its kind. */
static int64_t date_seconds(struct arena *scratch, struct str date)
{
	int y = 1970, mo = 1, d = 1, h = 0, mi = 0, s = 0, zh = 0, zm = 0;
	const char *text = arena_cstr(scratch, date);
	int got = sscanf(text, "%d-%d-%d%*[Tt ]%d:%d:%d", &y, &mo, &d, &h, &mi, &s);
	int64_t seconds = days_from_civil(y, mo, d) * 86400;
	if (got >= 5)
		seconds += h * 3600 + mi * 60 + s;
	size_t sign = date.n;
	for (size_t i = 11; i < date.n; i++)
		if (date.p[i] == '+' || date.p[i] == '-')
			sign = i;
	if (sign < date.n && sscanf(text + sign + 1, "%2d:%2d", &zh, &zm) >= 1)
		seconds += (date.p[sign] == '-' ? 1 : -1) * (zh * 3600 + zm * 60);
	return seconds;
}

static void set_time(struct edition *e)
{
	const char *given = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	long long seconds = given ? strtoll(given, &end, 10) : -1;
	if (given && *given && end && !*end && seconds >= 0) {
		e->epoch = seconds;
	} else if (e->book->newest_date.n) {
		struct arena scratch;
		arena_init(&scratch);
		e->epoch = date_seconds(&scratch, e->book->newest_date);
		arena_free(&scratch);
	} else {
		e->epoch = e->book->newest;
		struct pos top = {e->book->project->source, 1, 1};
		diag_add(&e->diags, DIAG_FILE_TIME, top, "no date anywhere: the book is dated by its newest file");
	}
	int y, m, d;
	int64_t days = e->epoch / 86400, rest = e->epoch % 86400;
	if (rest < 0) {
		rest += 86400;
		days--;
	}
	civil_from_days(days, &y, &m, &d);
	e->modified = arena_printf(&e->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, (int)(rest / 3600),
		(int)(rest / 60 % 60), (int)(rest % 60));
}

static struct str digits_of(struct arena *a, struct str isbn)
{
	char *out = arena_alloc(a, isbn.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < isbn.n; i++)
		if ((isbn.p[i] >= '0' && isbn.p[i] <= '9') || isbn.p[i] == 'X' || isbn.p[i] == 'x')
			out[n++] = isbn.p[i] == 'x' ? 'X' : isbn.p[i];
	return (struct str){out, n};
}

/* An ISBN belongs to one edition; the project's is that of a project with a single one. */
static void set_identifier(struct edition *e)
{
	const struct project *p = e->book->project;
	const struct edition_config *c = e->config;
	struct str isbn = c ? c->isbn.s : (struct str){0};
	if (!isbn.n && p->neditions <= 1)
		isbn = p->isbn.s;
	if (isbn.n) {
		e->identifier = arena_printf(&e->arena, "urn:isbn:" STR_FMT, STR_ARG(digits_of(&e->arena, isbn)));
		return;
	}
	if (c && c->identifier.s.n) {
		e->identifier = c->identifier.s;
		return;
	}
	struct str root = p->identifier.s;
	if (!root.n) {
		root = p->title.s;
		struct diag *d = diag_add(&e->diags, DIAG_MISSING_METADATA, (struct pos){p->source, 1, 1},
			"no identifier: it is made from the title, and a new title would make a new book");
		diag_note(&e->diags, d, (struct pos){0}, "add `identifier: urn:uuid:" STR_FMT "`",
			STR_ARG(hash_uuid5(&e->arena, STR("sheaf"), root)));
	}
	e->identifier = arena_printf(&e->arena, "urn:uuid:" STR_FMT, STR_ARG(hash_uuid5(&e->arena, root, e->name)));
}

static void add_subject(struct edition *e, struct map *seen, struct value subject)
{
	if (subject.s.n && !map_put(seen, subject.s, &e->subjects))
		*arena_push(&e->arena, &e->subjects) = subject;
}

static void set_subjects(struct edition *e)
{
	const struct project *p = e->book->project;
	struct map seen;
	map_init(&seen, &e->arena);
	for (size_t i = 0; i < p->subjects.n; i++)
		add_subject(e, &seen, p->subjects.items[i]);
	for (size_t i = 0; p->subjects.n == 0 && i < e->narticles; i++)
		for (size_t k = 0; k < e->articles[i]->meta.tags.n; k++)
			add_subject(e, &seen, e->articles[i]->meta.tags.items[k]);
}

static enum setting setting_of(enum setting own, enum setting all, enum setting otherwise)
{
	return own ? own : all ? all : otherwise;
}

static void set_print(struct edition *e, const struct print_options *own, const struct print_options *all)
{
	struct print_options *o = &e->print;
	*o = (struct print_options){.paper = own->paper.width ? own->paper : all->paper,
		.paper_pos = own->paper.width ? own->paper_pos : all->paper_pos,
		.kind = own->kind ? own->kind : all->kind ? all->kind : PRINT_BOOK,
		.bleed = setting_of(own->bleed, all->bleed, SETTING_NO),
		.low_ink = setting_of(own->low_ink, all->low_ink, SETTING_NO),
		.booklet = setting_of(own->booklet, all->booklet, SETTING_NO),
		.recto = setting_of(own->recto, all->recto, SETTING_NO),
		.justify = setting_of(own->justify, all->justify, SETTING_YES),
		.hyphenate = setting_of(own->hyphenate, all->hyphenate, SETTING_YES),
		.address_notes = setting_of(own->address_notes, all->address_notes, SETTING_YES),
		.size = own->size ? own->size : all->size};
}

void about_edition(struct edition *e)
{
	static const struct edition_config none;
	const struct project *p = e->book->project;
	const struct edition_config *c = e->config ? e->config : &none;
	e->title = first_given(c->title.s, p->title.s);
	e->subtitle = first_given(c->subtitle.s, c->title.s.n ? (struct str){0} : p->subtitle.s);
	e->description = first_given(c->description.s, p->description.s);
	e->language = p->language.s.n ? p->language.s : STR("en");
	e->publisher = p->publisher.s;
	e->rights = p->rights.s;
	e->date = p->date.s;
	e->series = p->series.s;
	e->series_number = p->series_number;
	e->authors = p->authors;
	e->theme = first_given(first_given(c->theme.s, p->theme.s), STR("hearth"));
	e->cover = first_given(first_given(c->cover.s, p->cover.s), STR("hearth"));
	e->file = first_given(c->file.s, e->name);
	e->toc_depth = c->toc_depth_given ? c->toc_depth : p->toc_depth;
	e->embed_fonts = c->embed_fonts.pos.src ? c->embed_fonts : p->embed_fonts;
	set_print(e, &c->print, &p->print);
	set_subjects(e);
	set_identifier(e);
	set_time(e);
}
