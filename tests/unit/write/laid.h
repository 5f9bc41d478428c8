/* A book of some chapters, laid out: for tests of whole pages. Sentences come from a seed, the same every time. */
#ifndef TESTS_WRITE_LAID_H
#define TESTS_WRITE_LAID_H

#include "unit/read/scratch.h"
#include "base/buf.h"
#include "layout/layout.h"
#include "read/read.h"
#include "write/pdf.h"

struct laid {
	struct scratch s;
	struct book *book;
	struct edition *edition;
	struct layout *l;
};

/* settings: more lines of sheaf.yaml; keys: of the edition, each followed by a comma; the paper is 6x9 inches where they name none. */
__attribute__((unused)) static void laid_project(struct laid *t, const char *settings, const char *keys)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	scratch_open(&t->s);
	setenv("SOURCE_DATE_EPOCH", "1709209845", 1);
	buf_printf(&b, "title: Bread and Salt\nauthor: Jane Example\nlanguage: en-GB\ndate: 2024-02-29\n"
		"identifier: urn:uuid:3f2a1c52-6d1e-4c0b-9b7e-2f4f0a7c1d11\n%s\neditions:\n  book: {%s%sformat: pdf}\n", settings, keys,
		strstr(keys, "paper:") ? "" : "paper: 6x9, "); /* else it would begin with a cover */
	scratch_bytes(&t->s, "sheaf.yaml", b.p, b.n);
	buf_free(&b);
}

static const char *const laid_words[] = {"bread", "salt", "water", "the", "a", "of", "rises", "slowly", "baker", "morning", "oven", "crust",
	"because", "nobody", "remembers", "whether", "patience", "extraordinary", "flour", "and", "it", "kneading", "warm", "is", "fermentation",
	"always", "under", "cloth", "waits", "unhurried"};

__attribute__((unused)) static void laid_sentences(struct buf *b, uint32_t *seed, int words)
{
	for (int i = 0; i < words; i++) {
		*seed = *seed * 1103515245u + 12345u;
		buf_printf(b, "%s%s", i ? " " : "", laid_words[(*seed >> 16) % (sizeof laid_words / sizeof *laid_words)]);
	}
	buf_char(b, '.');
}

/* Chapter n of `of`: headings, paragraphs, links to other chapters and outside, notes, lists, a quotation. */
__attribute__((unused)) static void laid_chapter(struct laid *t, int n, int of, int paragraphs)
{
	struct buf b;
	uint32_t seed = (uint32_t)n * 7919u;
	buf_init(&b, BUF_NO_LIMIT);
	buf_printf(&b, "---\ntitle: Chapter number %d\nweight: %d\n---\n\n", n, n);
	for (int i = 0; i < paragraphs; i++) {
		if (i % 5 == 2)
			buf_printf(&b, "## Section %d of chapter %d\n\n", i, n);
		laid_sentences(&b, &seed, 12 + (int)(seed >> 20) % 90);
		if (i % 3 == 0)
			buf_printf(&b, " See [another](c%d.md) one.[^n%d]", 1 + (n * 5 + i) % of, i);
		if (i % 4 == 1)
			buf_printf(&b, " Read [the site](https://example.com/%d/%d).", n, i);
		buf_cstr(&b, "\n\n");
		if (i % 6 == 4)
			buf_cstr(&b, "- one item\n- another item\n\n> Something quoted.\n\n");
	}
	for (int i = 0; i < paragraphs; i += 3) {
		buf_printf(&b, "[^n%d]: ", i);
		laid_sentences(&b, &seed, 8 + (int)(seed >> 20) % 40);
		buf_char(&b, '\n');
	}
	scratch_bytes(&t->s, arena_printf(&t->s.arena, "content/c%d.md", n).p, b.p, b.n);
	buf_free(&b);
}

__attribute__((unused)) static void laid_open(struct laid *t, int threads)
{
	struct project *project = project_read(&t->s.arena, str_c(t->s.root), &t->s.diags);
	ck_assert_ptr_nonnull(project);
	t->book = book_read(project, threads);
	t->edition = edition_link(t->book, &project->editions[0], NULL);
	struct write_job job = {.book = t->book, .edition = t->edition, .dir = str_c(t->s.root), .threads = threads, .arena = &t->s.arena,
		.diags = &t->s.diags};
	t->l = pdf_layout(&job);
	ck_assert_ptr_nonnull(t->l);
}

__attribute__((unused)) static void laid_close(struct laid *t)
{
	layout_free(t->l);
	edition_free(t->edition);
	book_free(t->book);
	scratch_close(&t->s);
}

/* What stands below a tag on all pages, in their order. */
__attribute__((unused)) static struct str laid_text(struct laid *t, const struct tag *tag)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < t->l->npages; i++)
		for (size_t k = 0; k < t->l->pages[i].n; k++) {
			const struct mark *m = &t->l->pages[i].marks[k];
			const struct tag *at = m->tag;
			while (at && at != tag)
				at = at->parent;
			if (at && m->kind == MARK_GLYPHS)
				buf_str(&b, m->u.run.text);
		}
	struct str text = buf_copy(&b, &t->s.arena);
	buf_free(&b);
	return text;
}

__attribute__((unused)) static const struct tag *laid_next(const struct tag *tag)
{
	if (tag->first)
		return tag->first;
	while (tag && !tag->next)
		tag = tag->parent;
	return tag ? tag->next : NULL;
}

#endif
