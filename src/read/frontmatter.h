/*
 * Front matter: YAML between --- lines at the very start of an article, in the spellings of Hugo, Jekyll, Obsidian
 * and Pandoc.
 */
#ifndef SHEAF_READ_FRONTMATTER_H
#define SHEAF_READ_FRONTMATTER_H

#include "book/book.h"

#define FRONTMATTER_LIMIT ((size_t)1 << 20) /* bytes; more is not front matter */

/*
 * Fills a->meta and a->glossary from a->source and returns the line where the article's text starts, 1 without front
 * matter. Broken YAML: what is complete before the fault counts. TOML between +++ lines is told and left out.
 */
uint32_t frontmatter_read(struct article *a);

#endif
