/* The people of a book, in words. */
#ifndef SHEAF_WRITE_PERSON_H
#define SHEAF_WRITE_PERSON_H

#include "book/project.h"

bool person_is_author(const struct person *p);
struct str person_names(struct arena *a, const struct persons *persons, struct str language); /* the authors: "A, B and C" */
struct str person_file_as(struct arena *a, struct str name); /* "Doe, Jane Q." */

#endif
