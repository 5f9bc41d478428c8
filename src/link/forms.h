/* What stands for an article in other articles' texts: its title, its aliases, names derived from its title, its glossary's terms. */
#ifndef SHEAF_LINK_FORMS_H
#define SHEAF_LINK_FORMS_H

#include "link/mentions.h"

/* Every form of every article, by article, and a matcher over them. */
void forms_make(struct form_list *out, struct matcher *m, const struct article *const *articles, size_t n, const struct lexicon *l,
	struct arena *a);

#endif
