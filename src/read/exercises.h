/* Exercise blocks (book/exercise.h): their head line, and what is wrong with them once the article is read. */
#ifndef SHEAF_READ_EXERCISES_H
#define SHEAF_READ_EXERCISES_H

#include "book/exercise.h"

/*
 * Attributes at the head of `line`, the rest of the line after `[!kind]`: key=value, key="a value", a range such as 1-10, a ground. They end
 * at the first word that is none; where it begins is returned. pos is the place of line's first byte. Faults go to d.
 */
size_t exercises_attributes(struct arena *a, struct str line, struct pos pos, struct diags *d, struct exercise *x);

/* Gives every exercise of the article its id, and mends or tells what its blocks lack. After the tree is whole. */
void exercises_settle(struct article *a);

#endif
