/*
 * The project's own fonts for covers. fontconfig lets a program add font files, but of two fonts that fit equally well an
 * installed one wins; so where the project brings a family that is installed too, the configuration is loaded once more with
 * the installed files of that family left out. Rejected: the folder as one of the configuration's, for then fontconfig keeps a
 * cache of it that does not see a file written over.
 */
#include <string.h>
#include <sys/stat.h>
#include "base/fs.h"
#include "base/path.h"
#include "image/cover_parts.h"
#include "image/draw.h"

static bool is_font(struct str path)
{
	static const char *const endings[] = {"ttf", "otf", "ttc", "otc"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_eq_nocase(path_ext(path), str_c(endings[i])))
			return true;
	return false;
}

static void list_fonts(struct arena *a, struct str folder, struct fs_list *out)
{
	struct fs_list all = {0};
	*out = (struct fs_list){0};
	if (folder.n && fs_is_dir(arena_cstr(a, folder)))
		fs_walk(a, arena_cstr(a, folder), &all);
	for (size_t i = 0; i < all.n; i++)
		if (!all.items[i].loop && !all.items[i].error && is_font(all.items[i].rel))
			*arena_push(a, out) = all.items[i];
}

struct str fonts_folder(struct arena *a, struct str folder)
{
	struct fs_list files;
	struct buf b;
	list_fonts(a, folder, &files);
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < files.n; i++) {
		struct stat st;
		if (stat(arena_cstr(a, files.items[i].path), &st) == 0)
			buf_printf(&b, "%lld.%09ld %lld " STR_FMT "\n", (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
				(long long)st.st_size, STR_ARG(files.items[i].rel));
	}
	struct str out = buf_copy(&b, a);
	buf_free(&b);
	return out;
}

static bool is_added(const FcFontSet *set, const char *path)
{
	FcChar8 *file;
	for (int i = 0; set && i < set->nfont; i++)
		if (draw()->FcPatternGetString(set->fonts[i], FC_FILE, 0, &file) == FcResultMatch &&
			strcmp((const char *)file, path) == 0)
			return true;
	return false;
}

static bool shares_family(FcPattern *font, const FcFontSet *own)
{
	FcChar8 *x, *y;
	for (int i = 0; draw()->FcPatternGetString(font, FC_FAMILY, i, &x) == FcResultMatch; i++)
		for (int k = 0; k < own->nfont; k++)
			for (int j = 0; draw()->FcPatternGetString(own->fonts[k], FC_FAMILY, j, &y) == FcResultMatch; j++)
				if (str_eq_nocase(str_c((const char *)x), str_c((const char *)y)))
					return true;
	return false;
}

/* Leaves installed fonts of the project's families out. */
static void set_aside(struct arena *a, const struct fs_list *files)
{
	FcFontSet *own = draw()->FcFontSetCreate(), *installed = draw()->FcConfigGetFonts(NULL, FcSetSystem);
	struct buf rules;
	bool any = false;
	int faces;
	for (size_t i = 0; i < files->n; i++)
		draw()->FcFreeTypeQueryAll((const FcChar8 *)arena_cstr(a, files->items[i].path), (unsigned)-1, NULL, &faces, own);
	buf_init(&rules, BUF_NO_LIMIT);
	buf_cstr(&rules, "<fontconfig><selectfont><rejectfont>");
	for (int i = 0; installed && i < installed->nfont; i++) {
		FcChar8 *path;
		if (!shares_family(installed->fonts[i], own) ||
			draw()->FcPatternGetString(installed->fonts[i], FC_FILE, 0, &path) != FcResultMatch)
			continue;
		any = true;
		buf_cstr(&rules, "<glob>");
		buf_xml(&rules, str_c((const char *)path));
		buf_cstr(&rules, "</glob>");
	}
	buf_cstr(&rules, "</rejectfont></selectfont></fontconfig>");
	FcConfig *config = any ? draw()->FcInitLoadConfig() : NULL;
	if (config) {
		const FcChar8 *text = (const FcChar8 *)arena_cstr(a, buf_view(&rules));
		if (draw()->FcConfigParseAndLoadFromMemory(config, text, FcFalse) && draw()->FcConfigBuildFonts(config))
			draw()->FcConfigSetCurrent(config);
		draw()->FcConfigDestroy(config);
	}
	buf_free(&rules);
	draw()->FcFontSetDestroy(own);
}

void fonts_add(struct arena *a, struct str folder)
{
	struct fs_list files;
	list_fonts(a, folder, &files);
	/* a second edition finds them there */
	if (files.n && !is_added(draw()->FcConfigGetFonts(NULL, FcSetApplication), arena_cstr(a, files.items[0].path)))
		set_aside(a, &files);
	for (size_t i = 0; i < files.n; i++) {
		const char *path = arena_cstr(a, files.items[i].path);
		if (!is_added(draw()->FcConfigGetFonts(NULL, FcSetApplication), path))
			draw()->FcConfigAppFontAddFile(NULL, (const FcChar8 *)path);
	}
}
