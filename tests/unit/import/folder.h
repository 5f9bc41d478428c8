/* A temporary folder, an arena and diagnostics for tests that read and write files. */
#ifndef SHEAF_TESTS_UNIT_IMPORT_FOLDER_H
#define SHEAF_TESTS_UNIT_IMPORT_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/sink.h"
#include "unit/unit.h"

struct folder {
	struct arena arena;
	struct diags diags;
	char root[64];
};

static inline void folder_open(struct folder *f)
{
	*f = (struct folder){.root = "/tmp/sheaf-import-XXXXXX"};
	arena_init(&f->arena);
	diags_init(&f->diags);
	ck_assert_ptr_nonnull(mkdtemp(f->root));
}

static inline int folder_remove(const char *path, const struct stat *st, int type, struct FTW *at)
{
	return remove(path);
}

static inline void folder_close(struct folder *f)
{
	nftw(f->root, folder_remove, 16, FTW_DEPTH | FTW_PHYS);
	diags_free(&f->diags);
	arena_free(&f->arena);
}

static inline const char *folder_path(struct folder *f, const char *rel)
{
	return path_join(&f->arena, str_c(f->root), str_c(rel)).p;
}

/* Writes a file below the folder, making folders on its way. */
static inline void folder_put(struct folder *f, const char *rel, struct str data)
{
	const char *path = folder_path(f, rel);
	ck_assert_int_eq(fs_make_dirs(arena_cstr(&f->arena, path_dir(str_c(path)))), 0);
	ck_assert_int_eq(sink_write_file(path, data), 0);
}

#endif
