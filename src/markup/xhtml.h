/*
 * Nodes to XHTML: the one path for EPUB pages and web pages. What differs between them is asked of the caller: how a
 * link is spelled, where an image lies.
 *
 * Output is well-formed XML and valid against EPUB 3.3's content model whatever the tree: classes and epub:type with their ARIA
 * roles (EPUB SSV 1.1, DPUB-ARIA 1.1), notes as asides at the end of the chapter.
 */
#ifndef SHEAF_MARKUP_XHTML_H
#define SHEAF_MARKUP_XHTML_H

#include "base/buf.h"
#include "book/book.h"
#include "book/labels.h"

/* A stretch of a text that is a link, or can be led to, although its author wrote nothing of the kind there. */
enum xhtml_span_kind {
	XHTML_SPAN_LINK,
	XHTML_SPAN_GLOSS,  /* a glossary's term: href leads to what pops up */
	XHTML_SPAN_ANCHOR, /* no link: a place that others lead to, by its id */
};
struct xhtml_span {
	uint32_t offset, length; /* bytes of the text, whole characters, not empty */
	enum xhtml_span_kind kind;
	struct str href, id;     /* id "": none */
};

/* Where a printed page begins in a text. */
struct xhtml_page_break {
	uint32_t offset;
	struct str label, id; /* "42"; id: of the mark's element */
};

/*
 * How quizzes are asked. A form is what a script can check: <div class="quiz" data-quiz="slug.quiz-1"> holds a <div class="question"
 * data-right="b"> ("a c": several) for each question that can be graded, with radio buttons or check boxes named as book/exercise.h has it
 * and valued a, b …, then a <p class="quiz-check"> with a button that is hidden and an <output>, and the answers folded as ever.
 */
enum xhtml_quiz {
	XHTML_QUIZ_FOLDED, /* choices; below them the answers, folded */
	XHTML_QUIZ_FORM,
	XHTML_QUIZ_APART,  /* quizzes whose every question can be graded are left out: the caller asks them elsewhere */
};

/* How a writer spells things. href "" means: no link, the text alone. */
struct xhtml_spelling {
	void *context;
	/* The first such stretch of a NODE_TEXT that begins at byte `at` or later; false: no more. NULL: none anywhere. Asked in reading order,
	 * and only where a link may stand. */
	bool (*span)(void *context, const struct article *from, const struct node *text, uint32_t at, struct xhtml_span *out);
	/* The first page break of a TEXT, CODE or CODE_BLOCK at byte `at` or later. NULL: none anywhere. */
	bool (*page_break)(void *context, const struct article *from, const struct node *text, uint32_t at, struct xhtml_page_break *out);
	struct str (*link)(void *context, const struct article *from, const struct node *link);
	/* src of an image, "" to set its alt text instead; width and height in pixels when known, else 0 */
	struct str (*image)(void *context, const struct article *from, const struct node *image, uint32_t *width, uint32_t *height);
	bool epub;           /* epub:type attributes and pop-up notes; else plain HTML with roles */
	enum xhtml_quiz quiz;
	struct str language; /* of the page: labels */
	struct str workbook; /* title of the book to write in, which exercises point to; "": there is none */
};

/* The body of a chapter: everything below the title, then its notes. No section around it, no h1. */
void xhtml_body(struct buf *out, const struct article *a, const struct xhtml_spelling *how);
/* The inlines below n, such as a title: links and notes as their text when plain. */
void xhtml_inlines(struct buf *out, const struct article *a, const struct node *n, bool plain, const struct xhtml_spelling *how);
/* The blocks from `first` up to, not including, `end` (NULL: to the last of its siblings), in paragraphs where they are none. */
void xhtml_range(struct buf *out, const struct article *a, const struct node *first, const struct node *end, bool plain,
	const struct xhtml_spelling *how);

#endif
