/*
 * Names of files that every system takes: lower-case ASCII, so that no two differ by case alone, none that Windows keeps for devices
 * (with or without an extension), none so long that a path would be cut.
 */
#ifndef SHEAF_BASE_FILENAME_H
#define SHEAF_BASE_FILENAME_H

#include "base/map.h"

bool filename_is_device(struct str stem); /* con, nul, com1 … in any case */
/*
 * folder (ending in '/', or "") + a name made of stem + extension (with its dot, or ""), the first that is not in `taken`, where
 * it is noted. What stem loses on the way (other letters, its length) it loses for good; what is left of nothing is "file".
 */
struct str filename_make(struct arena *a, struct map *taken, const char *folder, struct str stem, struct str extension);

#endif
