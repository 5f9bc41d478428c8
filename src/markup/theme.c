/*
 * Themes: tokens from theme.yaml, files by name, style sheets with the tokens put in.
 *
 * A theme is what differs from hearth, the built-in one: a file or token that it lacks is hearth's. So three layers are
 * asked, last first: hearth, the built-in theme of the name, the project's own folder of the name. Rejected: a theme that must
 * be complete, because a second theme would then be ten copied files that age apart.
 *
 * var(--token) is replaced here rather than left to readers: Kindle and older Adobe engines drop a whole declaration over it.
 */
#include "markup/template.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>
#include "base/fs.h"
#include "base/near.h"
#include "base/path.h"

#define BASE_THEME "hearth"
#define VAR_DEPTH 8 /* a token may name another one, but not without end */

static struct str project_file(struct arena *a, const struct theme *t, struct str file, struct str *name)
{
	struct str text = {0};
	if (t->dir.n == 0)
		return text;
	struct str path = path_join(a, t->dir, file);
	if (fs_read(a, path.p, FS_TEXT_LIMIT, &text) != 0)
		return (struct str){0};
	struct str folder = path_base(path_dir(t->dir));
	*name = arena_printf(a, STR_FMT "/" STR_FMT "/" STR_FMT, STR_ARG(folder), STR_ARG(t->name), STR_ARG(file));
	return text;
}

static struct str builtin_file(struct arena *a, struct str theme, struct str file, struct str *name)
{
	struct str path = arena_printf(a, "templates/" STR_FMT "/" STR_FMT, STR_ARG(theme), STR_ARG(file));
	const struct builtin *b = builtin_find(path);
	if (!b)
		return (struct str){0};
	*name = path;
	return (struct str){b->data, b->size};
}

struct str theme_file(struct arena *a, const struct theme *t, const char *file, struct str *name)
{
	struct str ignored, text;
	bool outside;
	struct str path = path_normal(a, str_c(file), &outside);
	if (!name)
		name = &ignored;
	*name = path;
	if (outside || path.n == 0 || path.p[0] == '/')
		return (struct str){0};
	text = project_file(a, t, path, name);
	if (!text.p)
		text = builtin_file(a, t->name, path, name);
	if (!text.p)
		text = builtin_file(a, STR(BASE_THEME), path, name);
	return text;
}

/* Reading one theme.yaml: nested mappings flattened to keys joined by '-'. */
struct token_reader {
	struct arena *arena;
	struct diags *diags;
	const struct source *source;
	yaml_parser_t *parser;
	struct map *tokens;
};

static struct pos yaml_place(const struct token_reader *r, yaml_mark_t mark)
{
	return (struct pos){r->source, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

static bool next_event(struct token_reader *r, yaml_event_t *event)
{
	if (yaml_parser_parse(r->parser, event))
		return true;
	diag_add(r->diags, DIAG_BAD_TEMPLATE, yaml_place(r, r->parser->problem_mark), "theme tokens: %s",
		r->parser->problem ? r->parser->problem : "not YAML");
	return false;
}

static struct str scalar(const yaml_event_t *event)
{
	return (struct str){(const char *)event->data.scalar.value, event->data.scalar.length};
}

static bool misplaced(struct token_reader *r, yaml_event_t *event, const char *what)
{
	diag_add(r->diags, DIAG_BAD_TEMPLATE, yaml_place(r, event->start_mark), "%s", what);
	yaml_event_delete(event);
	return false;
}

static bool is_token_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool is_token_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_token_char(s.p[i]))
			return false;
	return s.n > 0;
}

/* A list is a list of CSS: `[EB Garamond, serif]` becomes "EB Garamond", serif. */
static bool read_list(struct token_reader *r, struct str key)
{
	struct buf list;
	yaml_event_t event;
	bool ok = true, more = true;
	buf_init(&list, BUF_NO_LIMIT);
	while (more && (ok = next_event(r, &event))) {
		if (event.type == YAML_SEQUENCE_END_EVENT) {
			more = false;
		} else if (event.type != YAML_SCALAR_EVENT) {
			ok = misplaced(r, &event, "a list of tokens holds plain values only");
			break;
		} else {
			struct str s = scalar(&event);
			bool quote = str_find_char(s, ' ') < s.n && str_find_char(s, '"') == s.n && str_find_char(s, '(') == s.n;
			buf_cstr(&list, list.n ? ", " : "");
			buf_cstr(&list, quote ? "\"" : "");
			buf_str(&list, s);
			buf_cstr(&list, quote ? "\"" : "");
		}
		yaml_event_delete(&event);
	}
	if (ok)
		map_put(r->tokens, key, (void *)(uintptr_t)buf_copy(&list, r->arena).p);
	buf_free(&list);
	return ok;
}

static bool read_mapping(struct token_reader *r, struct str prefix, int depth);

static bool read_token(struct token_reader *r, struct str key, int depth)
{
	yaml_event_t event;
	if (!next_event(r, &event))
		return false;
	switch (event.type) {
	case YAML_SCALAR_EVENT:
		map_put(r->tokens, key, arena_cstr(r->arena, scalar(&event)));
		yaml_event_delete(&event);
		return true;
	case YAML_SEQUENCE_START_EVENT:
		yaml_event_delete(&event);
		return read_list(r, key);
	case YAML_MAPPING_START_EVENT:
		if (depth >= VAR_DEPTH)
			return misplaced(r, &event, "tokens are nested too deep");
		yaml_event_delete(&event);
		return read_mapping(r, key, depth + 1);
	default:
		return misplaced(r, &event, "a token's value is text, a list of texts, or a mapping of tokens");
	}
}

/* What stands between a mapping's start, already read, and its end. */
static bool read_mapping(struct token_reader *r, struct str prefix, int depth)
{
	yaml_event_t event;
	while (next_event(r, &event)) {
		if (event.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&event);
			return true;
		}
		if (event.type != YAML_SCALAR_EVENT || !is_token_name(scalar(&event)))
			return misplaced(r, &event, "a token's name is made of letters, digits, '-' and '_'");
		struct str name = scalar(&event);
		struct str key = arena_printf(r->arena, STR_FMT "%s" STR_FMT, STR_ARG(prefix), prefix.n ? "-" : "", STR_ARG(name));
		yaml_event_delete(&event);
		if (!read_token(r, key, depth))
			return false;
	}
	return false;
}

static void read_document(struct token_reader *r)
{
	yaml_event_t event;
	while (next_event(r, &event)) {
		yaml_event_type_t type = event.type;
		if (type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT) {
			yaml_event_delete(&event);
			continue;
		}
		if (type == YAML_MAPPING_START_EVENT) {
			yaml_event_delete(&event);
			read_mapping(r, (struct str){0}, 0);
		} else if (type != YAML_STREAM_END_EVENT) {
			misplaced(r, &event, "theme.yaml is a mapping of tokens");
		} else {
			yaml_event_delete(&event);
		}
		return;
	}
}

static void read_tokens(struct arena *a, struct theme *t, struct str name, struct str text, struct diags *d)
{
	yaml_parser_t parser;
	struct token_reader r = {a, d, source_new(a, name, text), &parser, &t->tokens};
	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.p, text.n);
	read_document(&r);
	yaml_parser_delete(&parser);
}

/* Is there a built-in theme of the name? near, if given, hears of every one. */
static bool builtin_theme(struct str name, struct near *near)
{
	bool found = false;
	for (const struct builtin *b = builtins; b->name; b++) {
		struct str path = str_c(b->name);
		if (!str_starts(path, "templates/"))
			continue;
		path = str_skip(path, strlen("templates/"));
		struct str theme = str_cut(&path, '/');
		found = found || (path.n && str_eq(theme, name));
		if (near)
			near_try(near, theme);
	}
	return found;
}

static void no_theme(struct str name, struct str templates, struct diags *d)
{
	struct near near;
	near_init(&near, name);
	builtin_theme(name, &near);
	struct pos nowhere = {0};
	struct diag *diag = diag_add(d, DIAG_BAD_TEMPLATE, nowhere, "no theme '" STR_FMT "'", STR_ARG(name));
	if (near.best.n)
		diag_note(d, diag, nowhere, "nearest theme is '" STR_FMT "'", STR_ARG(near.best));
	else
		diag_note(d, diag, nowhere, "a theme is a folder below " STR_FMT "/, or built in: " BASE_THEME,
			STR_ARG(path_base(templates)));
}

struct theme *theme_load(struct arena *a, struct str name, struct str templates, struct diags *d)
{
	struct theme *t = arena_new(a, struct theme);
	t->name = arena_copy(a, name.n ? name : STR(BASE_THEME));
	map_init(&t->tokens, a);
	bool plain = str_find_char(t->name, '/') == t->name.n && t->name.p[0] != '.';
	if (plain && templates.n) {
		struct str dir = path_join(a, templates, t->name);
		if (fs_is_dir(dir.p))
			t->dir = dir;
	}
	if (!plain || (t->dir.n == 0 && !builtin_theme(t->name, NULL))) {
		no_theme(t->name, templates, d);
		return NULL;
	}
	struct str file, text = builtin_file(a, STR(BASE_THEME), STR("theme.yaml"), &file);
	if (text.p)
		read_tokens(a, t, file, text, d);
	if (!str_is(t->name, BASE_THEME) && (text = builtin_file(a, t->name, STR("theme.yaml"), &file)).p)
		read_tokens(a, t, file, text, d);
	if ((text = project_file(a, t, STR("theme.yaml"), &file)).p)
		read_tokens(a, t, file, text, d);
	return t;
}

/* The author's colour, made fit. */

/* Relative luminance by WCAG 2.2. */
static double luminance(const int rgb[3])
{
	static const double weight[3] = {0.2126, 0.7152, 0.0722};
	double sum = 0;
	for (int i = 0; i < 3; i++) {
		double c = rgb[i] / 255.0;
		sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool parse_colour(struct str s, int rgb[3])
{
	if ((s.n != 4 && s.n != 7) || s.p[0] != '#')
		return false;
	size_t digits = (s.n - 1) / 3;
	for (size_t i = 0; i < 3; i++) {
		int high = hex_digit(s.p[1 + i * digits]), low = hex_digit(s.p[i * digits + digits]);
		if (high < 0 || low < 0)
			return false;
		rgb[i] = high * 16 + low;
	}
	return true;
}

/* Moves a colour towards black or white, a 64th at a time, until its luminance lies between the limits. */
static char *fit_colour(struct arena *a, const int rgb[3], double least, double most)
{
	int c[3] = {rgb[0], rgb[1], rgb[2]};
	for (int step = 1; step <= 64; step++) {
		double l = luminance(c);
		if (l >= least && l <= most)
			break;
		int towards = l < least ? 255 : 0;
		for (int i = 0; i < 3; i++)
			c[i] = rgb[i] + (towards - rgb[i]) * step / 64;
	}
	return (char *)(uintptr_t)arena_printf(a, "#%02x%02x%02x", c[0], c[1], c[2]).p;
}

bool theme_brand(struct arena *a, struct theme *t, struct str colour, struct str body_font, struct str heading_font)
{
	const struct {
		struct str font;
		const char *token, *ebook;
	} fonts[] = {{body_font, "fonts-body", "ebook-body"}, {heading_font, "fonts-heading", "ebook-heading"}};
	for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
		if (!fonts[i].font.n)
			continue;
		const char *rest = map_get(&t->tokens, str_c(fonts[i].token));
		struct str stack = arena_printf(a, "\"" STR_FMT "\", %s", STR_ARG(fonts[i].font), rest ? rest : "serif");
		map_put(&t->tokens, str_c(fonts[i].token), (void *)(uintptr_t)stack.p);
		map_put(&t->tokens, str_c(fonts[i].ebook), (void *)(uintptr_t)stack.p);
	}
	int rgb[3];
	if (colour.n == 0)
		return true;
	if (!parse_colour(colour, rgb))
		return false;
	/* 3:1 on white, sepia (#f4ecd8) and black, which needs a luminance of 0.1 to 0.246 */
	map_put(&t->tokens, STR("colours-accent"), fit_colour(a, rgb, 0.115, 0.235));
	/* 4.5:1 with the pages of a web site, either way round: letters on the page, or the page's colour as letters on it */
	map_put(&t->tokens, STR("site-light-accent"), fit_colour(a, rgb, 0.02, 0.145));
	map_put(&t->tokens, STR("site-dark-accent"), fit_colour(a, rgb, 0.32, 0.7));
	return true;
}

/* Style sheets. */

struct css_writer {
	struct arena *arena;
	const struct theme *theme;
	const struct source *source;
	struct diags *diags;
	struct map declared; /* custom properties of the sheet's own, by name with its dashes */
	struct buf out;
	size_t at; /* where in the source we are; within a token's value, where its var() stands */
};

static void css_complain(struct css_writer *w, const char *what, struct str arg)
{
	diag_add(w->diags, DIAG_BAD_TEMPLATE, source_pos(w->source, w->at), "%s" STR_FMT, what, STR_ARG(arg));
}

static bool css_word(struct str text, size_t i, const char *word)
{
	return str_starts(str_skip(text, i), word) && (i == 0 || !is_token_char(text.p[i - 1]));
}

static size_t css_string(struct css_writer *w, struct str text, size_t i)
{
	size_t end = i + 1;
	while (end < text.n && text.p[end] != text.p[i])
		end += text.p[end] == '\\' ? 2 : 1;
	if (end >= text.n)
		css_complain(w, "a quotation mark that is never closed", (struct str){0});
	buf_str(&w->out, str_sub(text, i, end + 1));
	return end + 1;
}

/* A comment that has its lines to itself takes them with it. */
static size_t css_comment(struct css_writer *w, struct str text, size_t i)
{
	size_t length = str_find(str_skip(text, i + 2), "*/"), end = i + 2 + length + 2, indent = w->out.n;
	if (end > text.n)
		css_complain(w, "a comment that is never closed", (struct str){0});
	while (indent && (w->out.p[indent - 1] == ' ' || w->out.p[indent - 1] == '\t'))
		indent--;
	if ((indent == 0 || w->out.p[indent - 1] == '\n') && end < text.n && text.p[end] == '\n') {
		w->out.n = indent;
		end++;
	}
	return end;
}

static void css_put(struct css_writer *w, struct str text, int depth);

/* A sheet that declares --name means the browser's variable by var(--name), which may differ by media query or by attribute. */
static void css_declarations(struct css_writer *w, struct str text)
{
	for (size_t i = 0; i + 2 < text.n; i++) {
		if (!css_word(text, i, "--"))
			continue;
		size_t end = i + 2;
		while (end < text.n && is_token_char(text.p[end]))
			end++;
		if (end < text.n && text.p[end] == ':')
			map_put(&w->declared, str_sub(text, i, end), w);
		i = end - 1;
	}
}

static void css_keep_var(struct css_writer *w, struct str name, struct str fallback, int depth)
{
	buf_cstr(&w->out, "var(");
	buf_str(&w->out, name);
	if (fallback.n) {
		buf_cstr(&w->out, ", ");
		css_put(w, fallback, depth);
	}
	buf_char(&w->out, ')');
}

/* text.p[i] begins "var(". Returns the offset past its ')'. */
static size_t css_var(struct css_writer *w, struct str text, size_t i, int depth)
{
	size_t end = i + 4, level = 1;
	for (; end < text.n && level; end++) {
		level += text.p[end] == '(';
		level -= text.p[end] == ')';
	}
	if (level) {
		css_complain(w, "a var( that is never closed", (struct str){0});
		return text.n;
	}
	struct str inner = str_sub(text, i + 4, end - 1);
	size_t comma = str_find_char(inner, ',');
	struct str name = str_trim(str_sub(inner, 0, comma));
	if (map_get(&w->declared, name)) {
		css_keep_var(w, name, str_trim(str_skip(inner, comma + 1)), depth);
		return end;
	}
	const char *value = str_starts(name, "--") ? map_get(&w->theme->tokens, str_skip(name, 2)) : NULL;
	if (value && depth < VAR_DEPTH)
		css_put(w, str_c(value), depth + 1);
	else if (!value && comma < inner.n)
		css_put(w, str_trim(str_skip(inner, comma + 1)), depth + 1);
	else
		css_complain(w, value ? "a token that names itself: " : "no token in theme.yaml for ", name);
	return end;
}

/* A book packs this sheet alone; what it points at would be missing. */
static void css_check_reference(struct css_writer *w, struct str text, size_t i)
{
	if (css_word(text, i, "@import"))
		css_complain(w, "a theme's style sheet cannot import another", (struct str){0});
	if (!css_word(text, i, "url("))
		return;
	struct str rest = str_skip(text, i + 4);
	if (rest.n && (rest.p[0] == '"' || rest.p[0] == '\''))
		rest = str_skip(rest, 1);
	if (!str_starts(rest, "#") && !str_starts(rest, "data:"))
		css_complain(w, "a theme's style sheet cannot refer to other files", (struct str){0});
}

static void css_put(struct css_writer *w, struct str text, int depth)
{
	for (size_t i = 0; i < text.n;) {
		char c = text.p[i];
		if (depth == 0)
			w->at = i;
		if (c == '"' || c == '\'') {
			i = css_string(w, text, i);
		} else if (c == '/' && i + 1 < text.n && text.p[i + 1] == '*') {
			i = css_comment(w, text, i);
		} else if (css_word(text, i, "var(")) {
			i = css_var(w, text, i, depth);
		} else {
			css_check_reference(w, text, i);
			buf_char(&w->out, c);
			i++;
		}
	}
}

struct str theme_css(struct arena *a, const struct theme *t, const char *file, struct diags *d)
{
	struct str name, text = theme_file(a, t, file, &name);
	struct css_writer w = {.arena = a, .theme = t, .source = source_new(a, name, text), .diags = d};
	if (!text.p)
		css_complain(&w, "the theme has no style sheet ", str_c(file));
	buf_init(&w.out, BUF_NO_LIMIT);
	map_init(&w.declared, a);
	css_declarations(&w, text);
	css_put(&w, text, 0);
	struct str css = buf_copy(&w.out, a);
	buf_free(&w.out);
	return css;
}
