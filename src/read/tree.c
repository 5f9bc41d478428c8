/*
 * libyaml's events to a tree (YAML 1.1 as libyaml reads it). The event parser is used, not libyaml's documents, for the
 * latter drop styles. Marks count characters and take U+0085, U+2028 and U+2029 for line ends, so lines and columns
 * are found again from the character index, with a cursor that moves both ways over the text.
 *
 * Aliases point at the anchored node. Each node weighs what it would take written out; a document that weighs more
 * than TREE_WEIGHT is refused, so that nobody who walks the tree can be kept busy for ever.
 */
#include "read/tree.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/map.h"

struct builder {
	struct arena *a;
	struct diags *d;
	const struct source *src;
	yaml_parser_t parser;
	struct map anchors;
	size_t base, offset, index; /* byte where the document starts; cursor: byte and character, counted from there */
	size_t end;
	bool failed;
};

/* What to tell of libyaml's terse faults: the ones that authors run into. */
static const struct {
	const char *problem, *hint;
} hints[] = {
	{"mapping values are not allowed in this context", "put a value that holds ': ' into quotes"},
	{"found character that cannot start any token",
		"indent with blanks, not tabs; put a value that starts with @, % or ` into quotes"},
	{"did not find expected alphabetic or numeric character", "put a value that starts with * or & into quotes"},
	{"could not find expected ':'", "is a colon missing, or a quote not closed in a line before?"},
	{"did not find expected key", "is this line indented differently from its neighbours, or a quote not closed?"},
	{"did not find expected ',' or ']'", "is a bracket not closed, or a comma missing?"},
	{"did not find expected ',' or '}'", "is a brace not closed, or a comma missing?"},
	{"found unexpected end of stream", "is a quote or bracket not closed?"},
	{"found undefined tag handle", "put a value that starts with ! into quotes"},
	{"did not find expected <document start>", "is this line indented less than the ones before it?"},
};

static bool is_inner(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

static struct pos place(struct builder *b, size_t index)
{
	const char *text = b->src->text.p + b->base;
	size_t n = b->end - b->base;
	while (b->index < index && b->offset < n) {
		b->offset++;
		while (b->offset < n && is_inner(text[b->offset]))
			b->offset++;
		b->index++;
	}
	while (b->index > index && b->offset > 0) {
		b->offset--;
		while (b->offset > 0 && is_inner(text[b->offset]))
			b->offset--;
		b->index--;
	}
	return source_pos(b->src, b->base + b->offset);
}

static void fail(struct builder *b, struct pos pos, const char *problem, const char *hint)
{
	if (b->failed)
		return;
	b->failed = true;
	struct diag *diag = diag_add(b->d, DIAG_BAD_YAML, pos, "%s", problem);
	if (hint)
		diag_note(b->d, diag, (struct pos){0}, "%s", hint);
}

static void fail_libyaml(struct builder *b)
{
	const char *problem = b->parser.problem ? b->parser.problem : "this is not YAML";
	const char *hint = NULL;
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (!strcmp(problem, hints[i].problem))
			hint = hints[i].hint;
	struct pos pos = b->parser.error == YAML_READER_ERROR
				 ? source_pos(b->src, b->base + b->parser.problem_offset)
				 : place(b, b->parser.problem_mark.index);
	fail(b, pos, problem, hint);
}

static bool next(struct builder *b, yaml_event_t *event)
{
	if (b->failed)
		return false;
	if (yaml_parser_parse(&b->parser, event))
		return true;
	fail_libyaml(b);
	return false;
}

static struct tree *tree_new(struct builder *b, enum tree_kind kind, const yaml_event_t *event)
{
	struct tree *t = arena_new(b->a, struct tree);
	t->kind = kind;
	t->pos = place(b, event->start_mark.index);
	t->stop = place(b, event->end_mark.index);
	t->weight = 1;
	return t;
}

static bool is_null(struct str s)
{
	return !s.n || str_is(s, "~") || str_is(s, "null") || str_is(s, "Null") || str_is(s, "NULL");
}

static struct tree *build_scalar(struct builder *b, const yaml_event_t *event)
{
	struct tree *t = tree_new(b, TREE_SCALAR, event);
	t->s = arena_copy(b->a, (struct str){(const char *)event->data.scalar.value, event->data.scalar.length});
	switch (event->data.scalar.style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		t->style = TREE_QUOTED;
		t->pos.col++;
		break;
	case YAML_LITERAL_SCALAR_STYLE:
	case YAML_FOLDED_SCALAR_STYLE:
		t->style = TREE_BLOCK;
		break;
	default:
		if (is_null(t->s))
			t->kind = TREE_NULL;
	}
	return t;
}

static void anchor(struct builder *b, const yaml_char_t *name, struct tree *t)
{
	if (name)
		map_put(&b->anchors, arena_copy(b->a, str_c((const char *)name)), t);
}

static struct tree *build_alias(struct builder *b, const yaml_event_t *event)
{
	struct str name = str_c((const char *)event->data.alias.anchor);
	struct tree *t = map_get(&b->anchors, name);
	if (!t)
		fail(b, place(b, event->start_mark.index),
			"an alias (*) without an anchor (&) of that name before it",
			"put a value that starts with * into quotes");
	return t;
}

static struct tree *build(struct builder *b, yaml_event_t *event, int depth);

/* The next node of a list or map, or NULL at its end or at a fault; the event is consumed. */
static struct tree *build_next(struct builder *b, int depth, struct pos *stop)
{
	yaml_event_t event;
	if (!next(b, &event))
		return NULL;
	struct tree *t = NULL;
	if (event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT)
		*stop = place(b, event.end_mark.index);
	else
		t = build(b, &event, depth);
	yaml_event_delete(&event);
	return t;
}

static void weigh(struct builder *b, struct tree *t, const struct tree *child)
{
	t->weight += child->weight;
	if (t->weight > TREE_WEIGHT)
		fail(b, t->pos, "too many values; aliases (*) may have multiplied them", NULL);
}

static struct tree *build_list(struct builder *b, yaml_event_t *event, int depth)
{
	struct tree *t = tree_new(b, TREE_LIST, event), *item;
	while ((item = build_next(b, depth + 1, &t->stop))) {
		*arena_push(b->a, &t->list) = item;
		weigh(b, t, item);
	}
	anchor(b, event->data.sequence_start.anchor, t);
	return t;
}

static void add_pair(struct builder *b, struct tree *t, struct map *seen, struct tree *key, struct tree *value)
{
	if (key->kind != TREE_SCALAR) {
		diag_add(b->d, DIAG_BAD_VALUE, key->pos, "a key must be a word, not %s", tree_kind_name(key));
		return;
	}
	if (str_is(key->s, "<<")) {
		diag_add(b->d, DIAG_UNKNOWN_KEY, key->pos, "merge keys (<<) are not read; write the keys out");
		return;
	}
	struct tree *before = map_add(seen, key->s, key);
	if (before != key) {
		struct diag *diag = diag_add(b->d, DIAG_DUPLICATE_KEY, key->pos, "'" STR_FMT "' stands twice",
			STR_ARG(key->s));
		diag_note(b->d, diag, before->pos, "it stands here first");
		return;
	}
	*arena_push(b->a, &t->map) = (struct tree_pair){key->s, key->pos, value};
}

static struct tree *build_map(struct builder *b, yaml_event_t *event, int depth)
{
	struct tree *t = tree_new(b, TREE_MAP, event), *key, *value;
	struct map seen;
	struct pos stop;
	map_init(&seen, b->a);
	while ((key = build_next(b, depth + 1, &t->stop))) {
		value = build_next(b, depth + 1, &stop);
		if (!value)
			break;
		weigh(b, t, value);
		if (b->failed && value->kind != TREE_SCALAR)
			break;
		add_pair(b, t, &seen, key, value);
	}
	anchor(b, event->data.mapping_start.anchor, t);
	return t;
}

static struct tree *build(struct builder *b, yaml_event_t *event, int depth)
{
	struct tree *t;
	if (depth > TREE_DEPTH) {
		fail(b, place(b, event->start_mark.index), "nested too deep", NULL);
		return NULL;
	}
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		t = build_scalar(b, event);
		anchor(b, event->data.scalar.anchor, t);
		return t;
	case YAML_ALIAS_EVENT:
		return build_alias(b, event);
	case YAML_SEQUENCE_START_EVENT:
		return build_list(b, event, depth);
	case YAML_MAPPING_START_EVENT:
		return build_map(b, event, depth);
	default:
		return NULL;
	}
}

static struct tree *build_document(struct builder *b)
{
	struct tree *root = NULL;
	yaml_event_t event;
	bool end = false;
	for (int documents = 0; !end && next(b, &event);) {
		end = event.type == YAML_STREAM_END_EVENT;
		if (event.type == YAML_DOCUMENT_START_EVENT && documents++) {
			fail(b, place(b, event.start_mark.index), "a second document; only the first is read", NULL);
			end = true;
		} else if (event.type != YAML_DOCUMENT_START_EVENT && !root) {
			root = build(b, &event, 0);
		}
		yaml_event_delete(&event);
	}
	return root;
}

struct tree *tree_read(struct arena *a, const struct source *src, uint32_t first, uint32_t last, struct diags *d,
	bool *broken)
{
	struct builder b = {.a = a, .d = d, .src = src};
	b.base = source_offset((struct pos){src, first, 1});
	b.end = last > src->nlines ? src->text.n : source_offset((struct pos){src, last, 1});
	map_init(&b.anchors, a);
	*broken = false;
	if (b.end <= b.base)
		return NULL;
	if (!yaml_parser_initialize(&b.parser))
		abort();
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b.parser, (const unsigned char *)src->text.p + b.base, b.end - b.base);
	struct tree *root = build_document(&b);
	yaml_parser_delete(&b.parser);
	*broken = b.failed;
	return root;
}

static size_t blanks(struct str s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] == ' ')
		n++;
	return n;
}

/* Columns that YAML took from each line: how much further in the first written line stands than in the value. */
static uint32_t block_indent(const struct tree *t)
{
	struct str rest = t->s;
	for (uint32_t line = t->pos.line + 1; line <= t->stop.line; line++) {
		struct str raw = source_line(t->pos.src, line), value = str_cut(&rest, '\n');
		if (blanks(raw) < raw.n)
			return blanks(raw) - (blanks(value) < blanks(raw) ? blanks(value) : blanks(raw));
	}
	return 0;
}

static void block_lines(struct buf *b, const struct tree *t, uint32_t indent)
{
	for (uint32_t line = t->pos.line + 1; line <= t->stop.line; line++) {
		struct str raw = source_line(t->pos.src, line);
		size_t in = blanks(raw);
		if (in < indent && in < raw.n)
			break;
		buf_str(b, str_skip(raw, in < indent ? in : indent));
		buf_char(b, '\n');
	}
}

static void plain_lines(struct buf *b, const struct tree *t)
{
	size_t from = source_offset(t->pos), to = source_offset(t->stop);
	struct str rest = str_sub(t->pos.src->text, from, to);
	while (rest.n) {
		buf_str(b, str_trim(str_cut(&rest, '\n')));
		buf_char(b, '\n');
	}
}

struct source *tree_markdown(struct arena *a, const struct tree *t, uint32_t *first)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	uint32_t indent = t->pos.col - 1;
	*first = t->pos.line;
	if (t->style == TREE_BLOCK) {
		indent = block_indent(t);
		++*first;
	}
	for (uint32_t line = 1; line < *first; line++)
		buf_char(&b, '\n');
	if (t->style == TREE_BLOCK)
		block_lines(&b, t, indent);
	else if (t->style == TREE_PLAIN)
		plain_lines(&b, t);
	else
		buf_str(&b, t->s);
	struct source *src = source_new(a, t->pos.src->name, buf_copy(&b, a));
	src->indent = indent;
	buf_free(&b);
	return src;
}

const char *tree_kind_name(const struct tree *t)
{
	static const char *const names[] = {"nothing", "text", "a list", "a map of keys"};
	return names[t->kind];
}
