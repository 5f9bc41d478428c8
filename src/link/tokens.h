/*
 * The words of an article as terms are made of them: compounds with a hyphen are one token ("self-protection"), the marks between
 * words are tokens too, code and notes are left out.
 */
#ifndef SHEAF_LINK_TOKENS_H
#define SHEAF_LINK_TOKENS_H

#include "link/vocabulary.h"
#include "link/words.h"

enum token_flag {
	TOKEN_CONTENT = 1 << 0, /* a word that may begin or end a term */
	TOKEN_JOINS = 1 << 1,   /* "of", "and" */
	TOKEN_STRONG = 1 << 2,  /* emphasised */
	TOKEN_UPPER = 1 << 3,   /* a capital first */
	TOKEN_CAPITALS = 1 << 4, /* two or more letters, all capitals */
	TOKEN_LINKED = 1 << 5,
	TOKEN_POSSESSIVE = 1 << 6, /* an 's, for itself */
	TOKEN_QUOTED = 1 << 7,
	TOKEN_PLURAL = 1 << 8, /* its fold is another word */
};

/* Where a token stands. */
enum token_place { PLACE_TEXT, PLACE_HEADING, PLACE_TITLE, PLACE_ENTRY };

struct token {
	uint64_t hash;        /* of the folded word; 0: a mark */
	uint64_t exact;       /* of the word as written */
	struct passage at;    /* node NULL: of a title or alias */
	const char *text;     /* at.length bytes */
	uint32_t classes;     /* enum word_class, without shapes */
	uint16_t flags;
	uint8_t place;
	char mark;            /* of a mark: the character; '"' for all quotes, '.' for all others beyond ASCII */
};

struct token_list {
	struct token *items;
	size_t n, cap;
};

/* Title, aliases, text; a mark stands between blocks. */
void tokens_read(struct arena *a, const struct article *article, const struct vocabulary *v, struct token_list *out);
/* Of a plain string. */
void tokens_of(struct arena *a, struct str text, enum token_place place, const struct vocabulary *v, struct token_list *out);
/* Its word in lower case, its hyphens plain; in the arena. */
struct str token_lower(struct arena *a, const struct token *t);

#endif
