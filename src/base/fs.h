/* Files and folders. Functions return 0 or an errno value; they print nothing. */
#ifndef SHEAF_BASE_FS_H
#define SHEAF_BASE_FS_H

#include <stdint.h>
#include "base/arena.h"

#define FS_TEXT_LIMIT ((size_t)64 << 20)

/* Reads a whole file into the arena, NUL-terminated; EFBIG past limit, EISDIR for a folder. */
int fs_read(struct arena *a, const char *path, size_t limit, struct str *out);
bool fs_exists(const char *path);
bool fs_is_dir(const char *path);
int64_t fs_mtime(const char *path); /* seconds since 1970, or 0 */
int fs_make_dirs(const char *path); /* like mkdir -p */

/* One file or folder that a walk meets. */
struct fs_entry {
	struct str rel; /* path below the walked folder, '/' between parts */
	struct str path;
	bool loop;      /* a symbolic link back to a folder that holds it: not entered */
	int error;      /* errno of a folder that could not be read, else 0 */
};
struct fs_list {
	struct fs_entry *items;
	size_t n, cap;
};
/* Lists every regular file below dir, sorted by rel in byte order, names that start with '.' left out. */
int fs_walk(struct arena *a, const char *dir, struct fs_list *out);

#endif
