/* Paths as text, '/' between parts. Nothing here asks the file system. */
#ifndef SHEAF_BASE_PATH_H
#define SHEAF_BASE_PATH_H

#include "base/arena.h"

struct str path_join(struct arena *a, struct str dir, struct str name); /* an absolute name wins */
struct str path_dir(struct str path);  /* without the last part; "" when there is one part */
struct str path_base(struct str path); /* the last part */
struct str path_stem(struct str path); /* the last part without its extension */
struct str path_ext(struct str path);  /* after the last dot of the last part; "" when none */
/* Takes `.`, `..` and double slashes out; *outside is set when the path leaves where it starts. */
struct str path_normal(struct arena *a, struct str path, bool *outside);
struct str path_relative(struct arena *a, struct str from_dir, struct str to); /* both relative to one root */
struct str path_unescape(struct arena *a, struct str url); /* %XX decoded */

#endif
