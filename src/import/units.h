/*
 * Clean text to units: paragraphs, list items and scene breaks, each with the place where it begins. The shape of the
 * text (a line is a paragraph, or paragraphs are wrapped over several lines) is found out first.
 */
#ifndef SHEAF_IMPORT_UNITS_H
#define SHEAF_IMPORT_UNITS_H

#include "base/source.h"

enum unit_kind { UNIT_TEXT, UNIT_BULLET, UNIT_NUMBER, UNIT_BREAK };

/* What divide.c makes of a unit. */
enum unit_role {
	ROLE_BODY,
	ROLE_TITLE,   /* begins an article */
	ROLE_HEADING,
	ROLE_SUBTITLE,
	ROLE_BYLINE,
	ROLE_REPEAT,  /* the same as the unit before it; kept as the article's description */
};

enum underline { UNDERLINE_NONE, UNDERLINE_SINGLE, UNDERLINE_DOUBLE };

struct unit {
	enum unit_kind kind;
	enum unit_role role;
	enum underline underline; /* by a line of --- or === below it */
	struct str text;   /* blanks single; without the marker of a list item */
	struct str whole;  /* with it */
	uint32_t line;     /* where it begins, from 1 */
	uint32_t col;      /* in bytes, from 1 */
	uint32_t blanks;   /* empty lines before it */
	uint32_t indent;   /* columns before the marker of a list item */
	uint32_t number;   /* UNIT_NUMBER: as written */
	char delimiter;    /* UNIT_NUMBER: . or ) */
	bool forced;       /* a line that the caller said begins an article */
};

/* Says which lines begin an article; NULL when that is to be guessed. The line has no white space at its ends. */
struct unit_rule {
	bool (*begins)(void *context, uint32_t no, struct str line);
	struct str (*title)(void *context, struct str line); /* of such a line, when it is not all of it; or NULL */
	void *context;
};

struct units {
	struct unit *items;
	size_t n, cap;
	bool wrapped;     /* lines were joined to paragraphs */
	uint32_t columns; /* wrapped at this width */
};

void units_read(struct arena *a, const struct source *src, const struct unit_rule *rule, struct units *out);

#endif
