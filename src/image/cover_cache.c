/*
 * Finished covers on disk: KEY-inner.jpg, KEY-store.jpg, and KEY.txt with their sizes, the fonts they depend on and the fonts
 * that were missing or used, so that a build which recalls a cover says the same as the one that made it.
 * KEY.txt is written last: a cover without it was never finished.
 */
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/path.h"
#include "base/sink.h"
#include "image/cover_parts.h"

static const char *entry_path(struct arena *a, struct str folder, struct str key, const char *suffix)
{
	return path_join(a, folder, arena_printf(a, STR_FMT "%s", STR_ARG(key), suffix)).p;
}

static uint32_t cut_number(struct str *rest)
{
	struct str word = str_cut(rest, ' ');
	uint32_t v = 0;
	for (size_t i = 0; i < word.n && i < 9; i++)
		v = v * 10 + (uint32_t)(word.p[i] - '0');
	return v;
}

/* `size W H W H`, then `missing WANTED<tab>USED` lines, `font SHA256 PATH<tab>NAME` lines, `file` lines. */
static bool read_note(struct arena *a, struct str note, struct cover *out, struct font_state *fonts)
{
	struct str line = str_cut(&note, '\n');
	if (!str_is(str_cut(&line, ' '), "size"))
		return false;
	out->inner_width = cut_number(&line);
	out->inner_height = cut_number(&line);
	out->store_width = cut_number(&line);
	out->store_height = cut_number(&line);
	while (str_starts(note, "missing ")) {
		line = str_skip(str_cut(&note, '\n'), strlen("missing "));
		struct str *pairs = arena_array(a, struct str, 2 * fonts->nmissing + 2);
		if (fonts->nmissing)
			memcpy(pairs, fonts->missing, sizeof *pairs * 2 * fonts->nmissing);
		pairs[2 * fonts->nmissing] = str_cut(&line, '\t');
		pairs[2 * fonts->nmissing++ + 1] = line;
		fonts->missing = pairs;
	}
	while (str_starts(note, "font ")) {
		line = str_skip(str_cut(&note, '\n'), strlen("font "));
		struct str sha256 = str_cut(&line, ' '), path = str_cut(&line, '\t');
		*arena_push(a, &fonts->used) = (struct hashed_file){line, path, sha256};
	}
	return fonts_unchanged(a, note);
}

bool cover_recall(struct arena *a, struct str folder, struct str key, struct cover *out, struct font_state *fonts)
{
	struct str note;
	if (!folder.n || fs_read(a, entry_path(a, folder, key, ".txt"), FS_TEXT_LIMIT, &note) != 0)
		return false;
	struct font_state found = {0};
	if (!read_note(a, note, out, &found) ||
		fs_read(a, entry_path(a, folder, key, "-inner.jpg"), IMAGE_FILE_LIMIT, &out->inner) != 0 ||
		fs_read(a, entry_path(a, folder, key, "-store.jpg"), IMAGE_FILE_LIMIT, &out->store) != 0)
		return false;
	uint32_t w, h;
	if (!jpeg_size(out->inner, &w, &h) || w != out->inner_width || h != out->inner_height ||
		!jpeg_size(out->store, &w, &h) || w != out->store_width || h != out->store_height)
		return false;
	*fonts = found;
	return true;
}

/* A cache that cannot be written is no error: the cover is made again next time. */
void cover_remember(struct arena *a, struct str folder, struct str key, const struct cover *cover,
	const struct font_state *fonts)
{
	struct buf note;
	if (!folder.n || fs_make_dirs(arena_cstr(a, folder)) != 0)
		return;
	buf_init(&note, BUF_NO_LIMIT);
	buf_printf(&note, "size %u %u %u %u\n", cover->inner_width, cover->inner_height, cover->store_width,
		cover->store_height);
	for (size_t i = 0; i < fonts->nmissing; i++)
		buf_printf(&note, "missing " STR_FMT "\t" STR_FMT "\n", STR_ARG(fonts->missing[2 * i]),
			STR_ARG(fonts->missing[2 * i + 1]));
	for (size_t i = 0; i < fonts->used.n; i++) {
		const struct hashed_file *font = &fonts->used.items[i];
		buf_printf(&note, "font " STR_FMT " " STR_FMT "\t" STR_FMT "\n", STR_ARG(font->sha256), STR_ARG(font->path),
			STR_ARG(font->name));
	}
	buf_str(&note, buf_view(&fonts->record));
	if (sink_write_file(entry_path(a, folder, key, "-inner.jpg"), cover->inner) == 0 &&
		sink_write_file(entry_path(a, folder, key, "-store.jpg"), cover->store) == 0)
		sink_write_file(entry_path(a, folder, key, ".txt"), buf_view(&note));
	buf_free(&note);
}
