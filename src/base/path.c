/* Paths as text. */
#include "base/path.h"

#include <string.h>

struct str path_join(struct arena *a, struct str dir, struct str name)
{
	if (dir.n == 0 || (name.n && name.p[0] == '/'))
		return arena_copy(a, name);
	if (name.n == 0)
		return arena_copy(a, dir);
	return arena_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(dir), dir.p[dir.n - 1] == '/' ? "" : "/", STR_ARG(name));
}

static size_t last_slash(struct str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return i;
	return 0;
}

struct str path_dir(struct str path)
{
	size_t slash = last_slash(path);
	return str_sub(path, 0, slash > 1 ? slash - 1 : slash);
}

struct str path_base(struct str path)
{
	return str_skip(path, last_slash(path));
}

struct str path_ext(struct str path)
{
	struct str base = path_base(path);
	for (size_t i = base.n; i > 1; i--)
		if (base.p[i - 1] == '.')
			return str_skip(base, i);
	return (struct str){0};
}

struct str path_stem(struct str path)
{
	struct str base = path_base(path), ext = path_ext(path);
	return ext.n ? str_sub(base, 0, base.n - ext.n - 1) : base;
}

struct str path_normal(struct arena *a, struct str path, bool *outside)
{
	bool absolute = path.n && path.p[0] == '/';
	char *out = arena_alloc(a, path.n + 2);
	size_t n = 0;
	*outside = false;
	if (absolute)
		out[n++] = '/';
	size_t root = n;
	while (path.n) {
		struct str part = str_cut(&path, '/');
		if (part.n == 0 || str_is(part, "."))
			continue;
		if (str_is(part, "..")) {
			if (n == root) {
				*outside = true;
				continue;
			}
			while (n > root && out[n - 1] != '/')
				n--;
			if (n > root)
				n--;
			continue;
		}
		if (n > root)
			out[n++] = '/';
		memcpy(out + n, part.p, part.n);
		n += part.n;
	}
	out[n] = 0;
	return (struct str){out, n};
}

struct str path_relative(struct arena *a, struct str from_dir, struct str to)
{
	/* drop the folders that both share */
	while (from_dir.n) {
		struct str f = from_dir, t = to;
		struct str part = str_cut(&f, '/');
		if (str_find_char(to, '/') == to.n || !str_eq(part, str_cut(&t, '/')))
			break;
		from_dir = f;
		to = t;
	}
	struct str out = STR("");
	while (from_dir.n) {
		str_cut(&from_dir, '/');
		out = arena_printf(a, "../" STR_FMT, STR_ARG(out));
	}
	return arena_printf(a, STR_FMT STR_FMT, STR_ARG(out), STR_ARG(to));
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str path_unescape(struct arena *a, struct str url)
{
	char *out = arena_alloc(a, url.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < url.n; i++) {
		int high = url.p[i] == '%' && i + 2 < url.n ? hex(url.p[i + 1]) : -1;
		int low = high >= 0 ? hex(url.p[i + 2]) : -1;
		if (low >= 0 && (high || low)) {
			out[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			out[n++] = url.p[i];
		}
	}
	return (struct str){out, n};
}
