/* For tests of read/: folders made and removed, diagnostics looked up. */
#ifndef TESTS_READ_SCRATCH_H
#define TESTS_READ_SCRATCH_H

#include <check.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"

struct scratch {
	struct arena arena;
	struct diags diags;
	char root[64];
};

__attribute__((unused)) static void scratch_open(struct scratch *s)
{
	*s = (struct scratch){.root = "/tmp/sheaf-read-XXXXXX"};
	arena_init(&s->arena);
	diags_init(&s->diags);
	ck_assert_ptr_nonnull(mkdtemp(s->root));
}

__attribute__((unused)) static int scratch_unlink(const char *path, const struct stat *st, int type, struct FTW *at)
{
	return remove(path);
}

__attribute__((unused)) static void scratch_close(struct scratch *s)
{
	nftw(s->root, scratch_unlink, 16, FTW_DEPTH | FTW_PHYS);
	diags_free(&s->diags);
	arena_free(&s->arena);
}

__attribute__((unused)) static const char *scratch_path(struct scratch *s, const char *rel)
{
	return path_join(&s->arena, str_c(s->root), str_c(rel)).p;
}

__attribute__((unused)) static void scratch_bytes(struct scratch *s, const char *rel, const void *p, size_t n)
{
	const char *path = scratch_path(s, rel);
	ck_assert_int_eq(fs_make_dirs(arena_cstr(&s->arena, path_dir(str_c(path)))), 0);
	FILE *f = fopen(path, "wb");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(p, 1, n, f), n);
	ck_assert_int_eq(fclose(f), 0);
}

__attribute__((unused)) static void scratch_file(struct scratch *s, const char *rel, const char *text)
{
	scratch_bytes(s, rel, text, strlen(text));
}

__attribute__((unused)) static unsigned scratch_count(const struct diags *d, enum diag_id id)
{
	unsigned n = 0;
	for (size_t i = 0; i < d->n; i++)
		n += d->items[i]->id == id;
	return n;
}

__attribute__((unused)) static void scratch_dump(const struct diags *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct diag *x = d->items[i];
		fprintf(stderr, STR_FMT ":%u:%u: " STR_FMT " [%s]\n", STR_ARG(x->pos.src ? x->pos.src->name : STR("-")),
			x->pos.line, x->pos.col, STR_ARG(x->text), diag_kinds[x->id].slug);
		for (const struct diag *note = x->note; note; note = note->note)
			fprintf(stderr, "  %u:%u " STR_FMT "\n", note->pos.line, note->pos.col, STR_ARG(note->text));
	}
}

/* The only diagnostic of its kind; the test fails when there are none or several, or it stands elsewhere. */
__attribute__((unused)) static const struct diag *scratch_diag(const struct diags *d, enum diag_id id, uint32_t line,
	uint32_t col)
{
	const struct diag *found = NULL;
	for (size_t i = 0; i < d->n; i++)
		if (d->items[i]->id == id)
			found = d->items[i];
	if (scratch_count(d, id) != 1 || found->pos.line != line || found->pos.col != col)
		scratch_dump(d);
	ck_assert_uint_eq(scratch_count(d, id), 1);
	ck_assert_uint_eq(found->pos.line, line);
	ck_assert_uint_eq(found->pos.col, col);
	return found;
}

#define ck_str(s, c) ck_assert_msg(str_is((s), (c)), "'" STR_FMT "' is not '%s'", STR_ARG(s), (c))
#define ck_note(diag, c)                                                                                     \
	ck_assert_msg((diag)->note && str_find((diag)->note->text, (c)) < (diag)->note->text.n, "no note '%s'", (c))

__attribute__((unused)) static int scratch_run(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
