#include "write/search_index.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include "base/json.h"
#include "base/utf8.h"

enum { TITLE_WEIGHT = 8, HEADING_WEIGHT = 4, TEXT_WEIGHT = 1, IMPACTS = 16, LONGEST = 40 };

struct posting {
	uint32_t section, weight;
};
struct indexed {
	struct str word;
	struct posting *items; /* by section */
	size_t n, cap;
};
struct section {
	const struct article *article;
	struct str id, heading, text;
	uint32_t length; /* in words */
};

struct builder {
	struct web *w;
	struct arena *a;
	struct arena scratch; /* for a section */
	struct map by_word;
	struct {
		struct section *items;
		size_t n, cap;
	} sections;
};

/* ---- words */

/* ASCII alone needs no tables. */
static bool fold_ascii(struct arena *a, struct str text, struct str *out)
{
	char *p = arena_alloc(a, text.n + 1);
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c >= 0x80)
			return false;
		p[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : (char)c;
	}
	*out = (struct str){p, text.n};
	return true;
}

struct str search_fold(struct arena *a, struct str text)
{
	struct str ascii;
	if (fold_ascii(a, text, &ascii))
		return ascii;
	size_t n = 0, kept = 0, length = 0;
	uint8_t *parts = u8_normalize(UNINORM_NFKD, (const uint8_t *)(text.n ? text.p : ""), text.n, NULL, &n);
	char *out = arena_alloc(a, n + 1);
	struct str all = {(const char *)parts, n};
	for (size_t i = 0; i < n;) {
		size_t from = i;
		uint32_t rune = utf8_next(all, &i);
		if (uc_is_general_category(rune, UC_CATEGORY_M))
			continue;
		memcpy(out + kept, all.p + from, i - from);
		kept += i - from;
	}
	free(parts);
	uint8_t *lower = u8_tolower((const uint8_t *)out, kept, NULL, NULL, NULL, &length);
	char *folded = arena_alloc(a, length + 1);
	size_t end = 0;
	struct str low = {(const char *)lower, length};
	for (size_t i = 0; i < length;) {
		uint32_t rune = utf8_next(low, &i);
		if (rune == 0xDF)
			end += (size_t)sprintf(folded + end, "ss");
		else
			end += utf8_put(folded + end, rune == 0x3C2 ? 0x3C3 : rune); /* a sigma is a sigma */
	}
	free(lower);
	return (struct str){folded, end};
}

/* Scripts that write no blanks between words. search.js has the same list. */
static bool is_unspaced(uint32_t rune)
{
	static const uint32_t ranges[][2] = {{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x3040, 0x30FF}, {0x31F0, 0x31FF},
		{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFF}};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (rune >= ranges[i][0] && rune <= ranges[i][1])
			return true;
	return false;
}

static void add_word(struct builder *b, struct str word, uint32_t section, uint32_t weight)
{
	if (word.n > LONGEST || !word.n)
		return;
	struct indexed *t = map_get(&b->by_word, word);
	if (!t) {
		t = arena_new(b->a, struct indexed);
		t->word = arena_copy(b->a, word);
		map_put(&b->by_word, t->word, t);
	}
	if (!t->n || t->items[t->n - 1].section != section)
		*arena_push(b->a, t) = (struct posting){section, 0};
	t->items[t->n - 1].weight += weight;
}

/* Words of a folded text; of an unspaced run every pair of neighbours, and the last character. Returns how many. */
static uint32_t add_words(struct builder *b, struct str folded, uint32_t section, uint32_t weight)
{
	uint32_t n = 0;
	size_t start = 0, previous = 0;
	bool inside = false, unspaced = false;
	for (size_t i = 0; i <= folded.n;) {
		size_t at = i;
		uint32_t rune = i < folded.n ? utf8_next(folded, &i) : (i++, ' ');
		bool letter = utf8_is_alnum(rune), alone = letter && is_unspaced(rune);
		if (inside && (!letter || alone != unspaced)) {
			add_word(b, str_sub(folded, unspaced ? previous : start, at), section, weight);
			inside = false;
			n++;
		}
		if (inside && unspaced) {
			add_word(b, str_sub(folded, previous, i), section, weight);
			n++;
		}
		if (letter && !inside)
			start = at;
		inside = letter;
		unspaced = alone;
		previous = at;
	}
	return n;
}

/* ---- sections */

static bool begins_section(const struct node *n)
{
	return n->kind == NODE_HEADING && node_id(n).n;
}

static bool is_block(const struct node *n)
{
	return !node_infos[n->kind].inlined;
}

static void add_text(struct buf *out, const struct node *n)
{
	if (is_block(n) && out->n && out->p[out->n - 1] != ' ')
		buf_char(out, ' ');
	if (n->kind == NODE_TEXT || n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK || n->kind == NODE_IMAGE)
		buf_str(out, n->text);
	else if (n->kind == NODE_SOFT_BREAK || n->kind == NODE_LINE_BREAK)
		buf_char(out, ' ');
}

/* One blank for any white space. */
static struct str plain(struct arena *a, struct str s)
{
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r' ? ' ' : s.p[i];
		if (c != ' ' || !out.n || out.p[out.n - 1] != ' ')
			buf_char(&out, c);
	}
	struct str text = buf_copy(&out, a);
	buf_free(&out);
	return text;
}

static void end_section(struct builder *b, const struct article *article, const struct node *heading, struct buf *text)
{
	uint32_t section = (uint32_t)b->sections.n;
	struct section *s = arena_push(b->a, &b->sections);
	*s = (struct section){.article = article, .text = plain(b->a, buf_view(text))};
	if (heading) {
		s->id = node_id(heading);
		s->heading = plain(b->a, node_plain(b->a, heading));
		add_words(b, search_fold(&b->scratch, s->heading), section, HEADING_WEIGHT);
	} else {
		add_words(b, search_fold(&b->scratch, article->title), section, TITLE_WEIGHT);
		for (size_t i = 0; i < article->meta.tags.n; i++)
			add_words(b, search_fold(&b->scratch, article->meta.tags.items[i].s), section, HEADING_WEIGHT);
	}
	s->length = add_words(b, search_fold(&b->scratch, s->text), section, TEXT_WEIGHT);
	buf_clear(text);
	arena_free(&b->scratch);
}

static void add_article(struct builder *b, const struct article *article)
{
	struct buf text;
	const struct node *heading = NULL;
	buf_init(&text, BUF_NO_LIMIT);
	for (const struct node *n = node_walk(article->body, article->body, false); n; n = node_walk(article->body, n, n == heading)) {
		if (begins_section(n)) {
			end_section(b, article, heading, &text);
			heading = n;
			continue;
		}
		add_text(&text, n);
	}
	for (size_t i = 0; i < article->notes.n; i++)
		for (const struct node *n = article->notes.items[i]; n; n = node_walk(article->notes.items[i], n, false))
			add_text(&text, n);
	end_section(b, article, heading, &text);
	buf_free(&text);
}

/* ---- writing */

static void put_number(struct buf *out, uint32_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	for (; n >= 32; n >>= 5)
		buf_char(out, digits[32 | (n & 31)]);
	buf_char(out, digits[n]);
}

static void put_postings(struct buf *out, const struct builder *b, const struct indexed *t, uint64_t average)
{
	uint32_t before = 0;
	for (size_t i = 0; i < t->n; i++) {
		const struct posting *p = &t->items[i];
		uint64_t weighed = p->weight * average, length = b->sections.items[p->section].length;
		uint32_t impact = (uint32_t)(IMPACTS * weighed / (weighed + average / 2 + length));
		impact = impact >= IMPACTS ? IMPACTS - 1 : impact;
		put_number(out, (p->section - before) * IMPACTS + impact);
		before = p->section;
	}
}

static int by_word(const void *x, const void *y)
{
	const struct indexed *a = *(const struct indexed *const *)x, *b = *(const struct indexed *const *)y;
	size_t n = a->word.n < b->word.n ? a->word.n : b->word.n;
	int order = memcmp(a->word.p, b->word.p, n);
	return order ? order : (a->word.n > b->word.n) - (a->word.n < b->word.n);
}

static struct str script(struct arena *a, const char *name, json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	struct str out = arena_printf(a, "window.%s = %s;\n", name, text);
	free(text);
	json_decref(value);
	return out;
}

static json_t *json_sections(struct builder *b)
{
	json_t *lessons = json_array(), *sections = json_array();
	const struct article *last = NULL;
	for (size_t i = 0; i < b->sections.n; i++) {
		const struct section *s = &b->sections.items[i];
		if (s->article != last) {
			const struct web_page *page = b->w->page_of[b->w->e->place[s->article->index]];
			json_array_append_new(lessons, json_pack("[o,o]", json_text(page->href), json_text(page->title)));
			last = s->article;
		}
		json_array_append_new(sections, json_pack("[i,o,o]", (int)json_array_size(lessons) - 1, json_text(s->id), json_text(s->heading)));
	}
	return json_pack("{s:o,s:o}", "lessons", lessons, "sections", sections);
}

static json_t *json_index(struct builder *b)
{
	size_t n = b->by_word.n;
	struct indexed **terms = arena_array(b->a, struct indexed *, n + 1);
	uint64_t words = 0;
	for (size_t i = 0; i < n; i++)
		terms[i] = b->by_word.items[i].value;
	if (n)
		qsort(terms, n, sizeof *terms, by_word);
	for (size_t i = 0; i < b->sections.n; i++)
		words += b->sections.items[i].length;
	struct buf list, postings;
	buf_init(&list, BUF_NO_LIMIT);
	buf_init(&postings, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++) {
		buf_str(&list, terms[i]->word);
		buf_cstr(&list, i + 1 < n ? " " : "");
		put_postings(&postings, b, terms[i], words / b->sections.n + 1);
		buf_cstr(&postings, i + 1 < n ? " " : "");
	}
	json_t *index = json_sections(b);
	json_object_set_new(index, "words", json_text(buf_view(&list)));
	json_object_set_new(index, "postings", json_text(buf_view(&postings)));
	json_object_set_new(index, "found", json_text(label_text(LABEL_SEARCH_FOUND, b->w->e->language)));
	json_object_set_new(index, "none", json_text(label_text(LABEL_SEARCH_NONE, b->w->e->language)));
	buf_free(&list);
	buf_free(&postings);
	return index;
}

struct search_index search_index_make(struct web *w)
{
	struct builder b = {.w = w, .a = w->a};
	arena_init(&b.scratch);
	map_init(&b.by_word, b.a);
	for (size_t i = 0; i < w->e->narticles; i++)
		add_article(&b, w->e->articles[i]);
	json_t *texts = json_array();
	for (size_t i = 0; i < b.sections.n; i++)
		json_array_append_new(texts, json_text(b.sections.items[i].text));
	return (struct search_index){script(w->a, "sheafSearchData", json_index(&b)), script(w->a, "sheafSearchText", texts)};
}
