/*
 * Fonts in the book. The theme's font stacks are the tokens fonts-…; of each, the first family that there is and that may be
 * embedded is, in the faces its text uses, cut down to the characters it shows. A stack keeps its other names, so a reading
 * system that takes no embedded fonts still finds the next best of its own.
 *
 * A style that a family does not have is left to the reading system, which slants or thickens another face: its characters
 * join that face.
 */
#include "write/epub.h"

#include "base/path.h"
#include "base/slug.h"
#include "text/subset.h"

static const char *const style_names[STYLES] = {"regular", "bold", "italic", "bold-italic"};

/* A family being embedded, and where its text's characters go. */
struct family {
	struct str name, role; /* role: body, heading, label, code: the first that uses it */
	bool used[STYLES];
	struct font fonts[STYLES];
	struct runes runes[STYLES];
};

struct embedding {
	struct epub *b;
	struct fonts *fonts;
	struct {
		struct family **items;
		size_t n, cap;
	} families;
	struct map told; /* fonts that were found wanting, each told of once */
};

void epub_style_with_fonts(struct epub *b)
{
	static const char *const tokens[][2] = {{"ebook-body", "fonts-body"}, {"ebook-heading", "fonts-heading"}};
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		void *stack = map_get(&b->web.theme->tokens, str_c(tokens[i][1]));
		if (stack)
			map_put(&b->web.theme->tokens, str_c(tokens[i][0]), stack);
	}
}

/* The theme's name for a font stack: body for fonts-body; "" when the style sheet wrote it itself. */
static struct str role_of(const struct epub *b, struct str stack)
{
	for (size_t i = 0; i < b->web.theme->tokens.n; i++) {
		const struct map_entry *token = &b->web.theme->tokens.items[i];
		if (str_starts(token->key, "fonts-") && str_is(stack, token->value))
			return str_skip(token->key, sizeof "fonts-" - 1);
	}
	return (struct str){0};
}

/* Where the author chose the font; else where embedding was asked for. */
static struct pos place_of(const struct embedding *m, struct str role, struct str family)
{
	const struct project *p = m->b->web.book->project;
	if (str_is(role, "body") && str_eq(p->brand.body_font.s, family))
		return p->brand.body_font.pos;
	if (str_is(role, "heading") && str_eq(p->brand.heading_font.s, family))
		return p->brand.heading_font.pos;
	return m->b->web.e->embed_fonts.pos;
}

static bool first_time(struct embedding *m, struct str font)
{
	return !map_put(&m->told, font, m);
}

/* The face for a style, if it has that style and may be embedded. */
static bool find_face(struct embedding *m, const struct family *f, enum font_style style, struct font *out)
{
	bool bold = style & STYLE_BOLD, italic = style & STYLE_ITALIC;
	struct epub *b = m->b;
	if (!fonts_find(m->fonts, b->web.a, f->name, bold ? 700 : 400, italic, out))
		return false;
	if (style != STYLE_REGULAR && (out->italic != italic || (bold && out->weight < 600) || (!bold && out->weight >= 600)))
		return false;
	if (out->permission != FONT_RESTRICTED)
		return true;
	if (first_time(m, out->path))
		diag_add(b->web.job->diags, DIAG_RESTRICTED_FONT, place_of(m, f->role, f->name),
			"the font '" STR_FMT "' may not be embedded: its file says so", STR_ARG(out->name));
	return false;
}

static struct family *known_family(struct embedding *m, struct str name)
{
	for (size_t i = 0; i < m->families.n; i++)
		if (str_eq_nocase(m->families.items[i]->name, name))
			return m->families.items[i];
	return NULL;
}

/* The first family of the stack that can be embedded, or NULL. */
static struct family *choose_family(struct embedding *m, struct str stack, struct str role)
{
	struct epub *b = m->b;
	struct family *f = NULL;
	struct str first = {0}, rest = stack;
	while (!f && rest.n) {
		struct str name = fontuse_family(&rest);
		if (!name.n || fontuse_generic(name))
			continue;
		first = first.n ? first : name;
		if ((f = known_family(m, name)))
			break;
		struct family *candidate = arena_new(b->web.a, struct family);
		candidate->name = name;
		candidate->role = role;
		if (find_face(m, candidate, STYLE_REGULAR, &candidate->fonts[STYLE_REGULAR])) {
			candidate->used[STYLE_REGULAR] = true;
			*arena_push(b->web.a, &m->families) = f = candidate;
		}
	}
	if (!first.n || (f && str_eq(f->name, first)) || !first_time(m, first))
		return f;
	if (f)
		diag_add(b->web.job->diags, DIAG_MISSING_FONT, place_of(m, role, first),
			"the " STR_FMT " font '" STR_FMT "' is not there to be embedded; '" STR_FMT "' is instead", STR_ARG(role),
			STR_ARG(first), STR_ARG(f->name));
	else
		diag_add(b->web.job->diags, DIAG_MISSING_FONT, place_of(m, role, first),
			"the " STR_FMT " font '" STR_FMT "' is not there to be embedded, nor is any that could stand for it; "
			"readers see one of their own", STR_ARG(role), STR_ARG(first));
	return f;
}

/* The style whose face shows text of this style. */
static enum font_style face_for(struct embedding *m, struct family *f, enum font_style style)
{
	static const enum font_style instead[STYLES] = {STYLE_REGULAR, STYLE_REGULAR, STYLE_REGULAR, STYLE_ITALIC};
	static const char *const shown[STYLES] = {"regular", "bold", "italic", "bold italic"};
	if (f->used[style])
		return style;
	if (find_face(m, f, style, &f->fonts[style])) {
		f->used[style] = true;
		return style;
	}
	if (first_time(m, arena_printf(m->b->web.a, STR_FMT "/%s", STR_ARG(f->name), shown[style])))
		diag_add(m->b->web.job->diags, DIAG_MISSING_STYLE, place_of(m, f->role, f->name),
			"the font '" STR_FMT "' has no %s to be embedded; reading systems make one up", STR_ARG(f->name),
			shown[style]);
	return face_for(m, f, instead[style]);
}

static void share_out(struct embedding *m, const struct font_uses *uses)
{
	struct epub *b = m->b;
	for (size_t i = 0; i < fontuse_stacks(b->font_rules); i++) {
		struct str stack = fontuse_stack(b->font_rules, i), role = role_of(b, stack);
		struct family *f = NULL;
		for (int s = 0; role.n && s < STYLES; s++) {
			const struct runes *runes = &uses->sets[i * STYLES + (size_t)s];
			if (!runes->n || (!f && !(f = choose_family(m, stack, role))))
				continue;
			runes_add_all(b->web.a, &f->runes[face_for(m, f, (enum font_style)s)], runes);
		}
	}
}

static struct str file_name(struct epub *b, struct str family, enum font_style style, bool cff)
{
	struct str slug = slug_ascii(b->web.a, family);
	struct str name = arena_printf(b->web.a, "fonts/" STR_FMT "%s%s", STR_ARG(slug), slug.n ? "-" : "", style_names[style]);
	for (size_t i = 0; i < b->faces.n; i++)
		if (str_eq(path_stem(b->faces.items[i].href), path_base(name)))
			name = arena_printf(b->web.a, STR_FMT "-%zu", STR_ARG(name), b->faces.n);
	return arena_printf(b->web.a, STR_FMT ".%s", STR_ARG(name), cff ? "otf" : "ttf");
}

static void add_face(struct embedding *m, const struct family *f, enum font_style style, struct buf *css)
{
	struct epub *b = m->b;
	const struct font *font = &f->fonts[style];
	struct subset subset;
	if (!f->runes[style].n)
		return;
	const char *why = font_subset(b->web.a, font, &f->runes[style], &subset);
	if (why) {
		diag_add(b->web.job->diags, DIAG_BAD_FONT, place_of(m, f->role, f->name),
			"the font '" STR_FMT "' could not be embedded: %s", STR_ARG(font->name), why);
		return;
	}
	struct str href = file_name(b, f->name, style, subset.cff);
	*arena_push(b->web.a, &b->faces) = (struct epub_face){href, subset.cff ? "font/otf" : "font/ttf", subset.data};
	hashed_add(b->web.a, &b->web.job->fonts, font->name, font->path);
	buf_cstr(css, "@font-face {\n  font-family: \"");
	for (size_t i = 0; i < f->name.n; i++)
		if (f->name.p[i] != '"' && f->name.p[i] != '\\')
			buf_char(css, f->name.p[i]);
	buf_printf(css, "\";\n  font-style: %s;\n  font-weight: %s;\n  src: url(../" STR_FMT ");\n}\n",
		style & STYLE_ITALIC ? "italic" : "normal", style & STYLE_BOLD ? "bold" : "normal", STR_ARG(href));
}

static void add_faces(struct embedding *m)
{
	struct epub *b = m->b;
	struct buf css;
	buf_init(&css, BUF_NO_LIMIT);
	for (size_t i = 0; i < m->families.n; i++)
		for (int s = 0; s < STYLES; s++)
			add_face(m, m->families.items[i], (enum font_style)s, &css);
	buf_str(&css, b->web.css);
	b->web.css = buf_copy(&css, b->web.a);
	buf_free(&css);
}

void epub_embed_fonts(struct epub *b)
{
	const struct project *p = b->web.book->project;
	struct embedding m = {.b = b};
	struct font_uses uses = {0};
	const char *why;
	for (size_t i = 0; i < b->web.pages.n; i++)
		fontuse_merge(b->web.a, &uses, &b->web.pages.items[i].fonts);
	fontuse_generated(b->web.a, b->font_rules, &uses);
	map_init(&m.told, b->web.a);
	m.fonts = fonts_open(b->web.a, path_join(b->web.a, p->root, p->fonts), &why);
	if (m.fonts) {
		share_out(&m, &uses);
		add_faces(&m);
	} else {
		diag_add(b->web.job->diags, DIAG_BAD_FONT, b->web.e->embed_fonts.pos,
			"no font can be embedded: the libraries for it cannot be loaded (%s)", why);
	}
	fonts_close(m.fonts);
}
