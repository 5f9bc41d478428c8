/*
 * A filled workbook: the form of a PDF that sheaf wrote (ISO 32000-1 12.7), whichever program filled it in and saved it. Fields are known by
 * their full names, see layout/page.h: all below one whose name is "sheaf " and the book's identifier.
 */
#ifndef SHEAF_READ_FILLED_H
#define SHEAF_READ_FILLED_H

#include "base/diag.h"

#define FILLED_ROOT "sheaf "

struct filled_choice {
	struct str value, text; /* text: what it says of itself, or "" */
};
enum filled_kind { FILLED_TEXT, FILLED_CHECK, FILLED_CHOICE };
struct filled_field {
	enum filled_kind kind;
	struct str id;       /* "boundaries.prompt-1", see book/exercise.h */
	struct str question; /* UTF-8; the id where the file gives none */
	struct str value;    /* UTF-8, white space at its ends left out; of a check "yes" or ""; of a choice what was chosen */
	struct str right;    /* of a quiz's: the value of who is right, of a check "yes" or "no"; else "" */
	struct filled_choice *choices; /* of a quiz's choice */
	size_t nchoices;
};
struct filled {
	struct str file;     /* as named */
	struct str book;     /* the identifier of its book */
	struct str name;     /* who filled it in: the name that the book asks for, such as on its certificate, else the file's, without its extension */
	struct filled_field *items;
	size_t n, cap;
};

/*
 * False, with a diagnostic: the file cannot be read, is broken, wants a password, or is no workbook of sheaf's. NULL is returned by
 * filled_load when libqpdf is there; else what is wrong.
 */
const char *filled_load(void);
bool filled_read(struct arena *a, const char *file, struct diags *d, struct filled *out); /* after filled_load */

#endif
