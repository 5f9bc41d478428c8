/*
 * Files and folders. The walk uses scandir's entries sorted by us in byte order (strcoll would follow the locale), and
 * knows a loop by the device and inode of the folders it is inside of.
 */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/path.h"

static int read_all(struct arena *a, int fd, size_t limit, size_t guess, struct str *out)
{
	size_t cap = guess + 1, n = 0;
	char *p = mem_alloc(cap);
	for (;;) {
		ssize_t got = read(fd, p + n, cap - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || n + (size_t)got > limit) {
			int error = got < 0 ? errno : EFBIG;
			free(p);
			return error;
		}
		if (got == 0)
			break;
		n += (size_t)got;
		if (n == cap)
			p = mem_resize(p, cap *= 2);
	}
	*out = arena_copy(a, (struct str){p, n});
	free(p);
	return 0;
}

int fs_read(struct arena *a, const char *path, size_t limit, struct str *out)
{
	*out = (struct str){0};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno;
	struct stat st;
	int error = 0;
	if (fstat(fd, &st) < 0)
		error = errno;
	else if (S_ISDIR(st.st_mode))
		error = EISDIR;
	else if (!S_ISREG(st.st_mode))
		error = EINVAL;
	else if ((uint64_t)st.st_size > limit)
		error = EFBIG;
	else
		error = read_all(a, fd, limit, (size_t)st.st_size, out);
	close(fd);
	return error;
}

bool fs_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

bool fs_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int64_t fs_mtime(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (int64_t)st.st_mtime : 0;
}

int fs_make_dirs(const char *path)
{
	char *copy = strdup(path);
	int error = 0;
	if (!copy)
		return ENOMEM;
	for (char *p = copy + 1; !error && *p; p++) {
		if (*p != '/')
			continue;
		*p = 0;
		if (mkdir(copy, 0777) < 0 && errno != EEXIST)
			error = errno;
		*p = '/';
	}
	if (!error && mkdir(copy, 0777) < 0 && errno != EEXIST)
		error = errno;
	if (!error && !fs_is_dir(path))
		error = ENOTDIR;
	free(copy);
	return error;
}

/* The folders that the walk is inside of, innermost first. */
struct inside {
	const struct inside *outer;
	dev_t device;
	ino_t inode;
};

static bool is_loop(const struct inside *in, const struct stat *st)
{
	for (; in; in = in->outer)
		if (in->device == st->st_dev && in->inode == st->st_ino)
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
	char **items;
	size_t n, cap;
};

static int list_names(struct arena *a, const char *dir, struct names *names)
{
	DIR *d = opendir(dir);
	if (!d)
		return errno;
	struct dirent *e;
	while ((e = readdir(d)))
		if (e->d_name[0] != '.')
			*arena_push(a, names) = arena_cstr(a, str_c(e->d_name));
	closedir(d);
	if (names->n)
		qsort(names->items, names->n, sizeof *names->items, by_name);
	return 0;
}

static void walk(struct arena *a, struct str dir, struct str rel, const struct inside *outer, struct fs_list *out)
{
	struct names names = {0};
	int error = list_names(a, dir.p, &names);
	if (error)
		*arena_push(a, out) = (struct fs_entry){.rel = rel, .path = dir, .error = error};
	for (size_t i = 0; i < names.n; i++) {
		struct fs_entry e = {.rel = path_join(a, rel, str_c(names.items[i])),
			.path = path_join(a, dir, str_c(names.items[i]))};
		struct stat st;
		if (stat(e.path.p, &st) < 0) {
			e.loop = errno == ELOOP;
			e.error = e.loop ? 0 : errno;
			*arena_push(a, out) = e;
		} else if (S_ISDIR(st.st_mode)) {
			struct inside in = {outer, st.st_dev, st.st_ino};
			e.loop = is_loop(outer, &st);
			if (e.loop)
				*arena_push(a, out) = e;
			else
				walk(a, e.path, e.rel, &in, out);
		} else if (S_ISREG(st.st_mode)) {
			*arena_push(a, out) = e;
		}
	}
}

static int by_rel(const void *a, const void *b)
{
	return str_cmp(((const struct fs_entry *)a)->rel, ((const struct fs_entry *)b)->rel);
}

int fs_walk(struct arena *a, const char *dir, struct fs_list *out)
{
	struct stat st;
	*out = (struct fs_list){0};
	if (stat(dir, &st) < 0)
		return errno;
	if (!S_ISDIR(st.st_mode))
		return ENOTDIR;
	struct inside in = {NULL, st.st_dev, st.st_ino};
	walk(a, arena_copy(a, str_c(dir)), (struct str){"", 0}, &in, out);
	if (out->n)
		qsort(out->items, out->n, sizeof *out->items, by_rel);
	return 0;
}
