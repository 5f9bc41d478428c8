/*
 * Forms of articles. A title in parts stands for its article by a part alone ("Foo (bar)" by Foo, "A/B" by B, "Long Name (LN)" by LN),
 * but only where that is nobody's title or alias and one article alone derives it: wikis name most of what needs telling apart so.
 */
#include "link/forms.h"

#include "base/map.h"
#include "base/utf8.h"

struct making {
	struct form_list *out;
	struct matcher *m;
	struct arena *a;
	const struct lexicon *l;
	struct arena scratch;
	struct map given;   /* folded text → article + 1 of a title or alias */
	struct map derived; /* folded text → struct form of the first to derive it; its text is emptied when a second does */
};

static struct form *new_form(struct making *m, struct str text, enum form_kind kind, uint32_t article)
{
	struct form *f = arena_new(m->a, struct form);
	*f = (struct form){.text = text, .kind = kind, .article = article, .exact = form_exact(text, m->l)};
	return f;
}

static void add_form(struct making *m, struct form *f)
{
	f->index = (uint32_t)m->out->n;
	if (matcher_add(m->m, f, m->l))
		*arena_push(m->a, m->out) = f;
}

static void add_given(struct making *m, struct str text, enum form_kind kind, uint32_t article)
{
	if (!text.n)
		return;
	map_add(&m->given, utf8_fold(&m->scratch, text), (void *)(uintptr_t)(article + 1));
	add_form(m, new_form(m, text, kind, article));
}

static void derive(struct making *m, struct str text, uint32_t article)
{
	text = str_trim(text);
	struct str key = utf8_fold(&m->scratch, text);
	if (text.n < 2 || map_has(&m->given, key))
		return;
	struct form *f = new_form(m, text, FORM_DERIVED, article), *other = map_add(&m->derived, key, f);
	if (other != f && other->article != article)
		other->text = (struct str){0};
}

/* Capitals beyond the first, or digits: SSB, PhD, IPv6; not "film". */
static bool is_acronym(struct str s)
{
	size_t marked = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool digit = s.p[i] >= '0' && s.p[i] <= '9', upper = s.p[i] >= 'A' && s.p[i] <= 'Z';
		if (!digit && !upper && !(s.p[i] >= 'a' && s.p[i] <= 'z'))
			return false;
		marked += i > 0 && (digit || upper);
	}
	return marked > 0 && s.p[0] >= 'A' && s.p[0] <= 'Z';
}

static void derive_title(struct making *m, struct str title, uint32_t article)
{
	size_t open = str_find_char(title, '('), slash = title.n;
	if (open > 0 && open < title.n && title.p[title.n - 1] == ')') {
		struct str inner = str_sub(title, open + 1, title.n - 1);
		derive(m, str_sub(title, 0, open), article);
		if (is_acronym(inner))
			derive(m, inner, article);
	}
	while (slash > 0 && title.p[slash - 1] != '/')
		slash--;
	if (slash > 1)
		derive(m, str_skip(title, slash), article);
}

/* The terms of its definition lists. */
static void add_glossary(struct making *m, const struct article *glossary, uint32_t article)
{
	for (const struct node *n = glossary->body; n; n = node_walk(glossary->body, n, n->kind == NODE_TERM)) {
		if (n->kind != NODE_TERM)
			continue;
		struct form *f = new_form(m, node_plain(m->a, n), FORM_GLOSSARY, article);
		f->entry = n;
		add_form(m, f);
	}
}

void forms_make(struct form_list *out, struct matcher *matcher, const struct article *const *articles, size_t n, const struct lexicon *l,
	struct arena *a)
{
	struct making m = {.out = out, .m = matcher, .a = a, .l = l};
	arena_init(&m.scratch);
	map_init(&m.given, &m.scratch);
	map_init(&m.derived, &m.scratch);
	matcher_init(matcher, a);
	for (uint32_t i = 0; i < n; i++) {
		if (!articles[i]->body)
			continue;
		if (articles[i]->glossary) {
			add_glossary(&m, articles[i], i);
			continue;
		}
		add_given(&m, articles[i]->title, FORM_TITLE, i);
		for (size_t k = 0; k < articles[i]->meta.aliases.n; k++)
			add_given(&m, articles[i]->meta.aliases.items[k].s, FORM_ALIAS, i);
	}
	for (uint32_t i = 0; i < n; i++)
		if (articles[i]->body && !articles[i]->glossary)
			derive_title(&m, articles[i]->title, i);
	for (size_t i = 0; i < m.derived.n; i++) {
		struct form *f = m.derived.items[i].value;
		if (f->text.n)
			add_form(&m, f);
	}
	arena_free(&m.scratch);
}
