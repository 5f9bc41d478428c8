/*
 * Which fonts a cover depends on. Asking fontconfig takes longer than all else of a build that changes nothing, so what it
 * answered is written down as the files and folders that the answer depends on, with their times and sizes: its configuration,
 * the font folders, and the very fonts. As long as these are as they were, no font can have come, gone or changed.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "image/cover_parts.h"
#include "image/draw.h"

static void record(struct buf *b, const char *path)
{
	struct stat st;
	if (strchr(path, '\n'))
		return;
	if (stat(path, &st) != 0)
		buf_printf(b, "file - - %s\n", path);
	else
		buf_printf(b, "file %lld.%09ld %lld %s\n", (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
			(long long)st.st_size, path);
}

bool fonts_unchanged(struct arena *a, struct str written)
{
	struct buf now;
	bool same = true;
	buf_init(&now, BUF_NO_LIMIT);
	while (same && written.n) {
		struct str line = str_cut(&written, '\n'), rest = line;
		struct str word = str_cut(&rest, ' ');
		str_cut(&rest, ' ');
		str_cut(&rest, ' ');
		buf_clear(&now);
		record(&now, arena_cstr(a, rest));
		same = str_is(word, "file") && now.n == line.n + 1 && memcmp(now.p, line.p, line.n) == 0;
	}
	buf_free(&now);
	return same;
}

struct str fonts_environment(struct arena *a)
{
	static const char *const names[] = {"FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "HOME",
		"XDG_CONFIG_HOME", "XDG_DATA_HOME", "PANGOCAIRO_BACKEND"};
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		buf_printf(&b, "%s=%s\n", names[i], value ? value : "");
	}
	struct str out = buf_copy(&b, a);
	buf_free(&b);
	return out;
}

static void record_list(struct buf *b, FcStrList *list, struct arena *a, struct map *folders)
{
	const FcChar8 *path;
	while (list && (path = draw()->FcStrListNext(list))) {
		record(b, (const char *)path);
		struct str folder = arena_copy(a, path_dir(str_c((const char *)path)));
		if (folders)
			map_add(folders, folder, a);
	}
	if (list)
		draw()->FcStrListDone(list);
}

/* Configuration files and the folders they are found in, font folders. */
static void record_config(struct arena *a, struct buf *b)
{
	struct map folders;
	FcConfig *config = draw()->FcConfigGetCurrent();
	map_init(&folders, a);
	record_list(b, draw()->FcConfigGetConfigFiles(config), a, &folders);
	for (size_t i = 0; i < folders.n; i++) {
		struct str folder = folders.items[i].key;
		/* conf.d is read whole; beside other files only local.conf can come to matter */
		record(b, str_ends(folder, ".d") ? folder.p : path_join(a, folder, STR("local.conf")).p);
	}
	record_list(b, draw()->FcConfigGetFontDirs(config), a, NULL);
	record_list(b, draw()->FcConfigGetConfigDirs(config), a, NULL);
	const char *home = getenv("HOME"), *conf = getenv("XDG_CONFIG_HOME");
	struct str user = conf ? str_c(conf) : arena_printf(a, "%s/.config", home ? home : "");
	record(b, arena_printf(a, STR_FMT "/fontconfig/fonts.conf", STR_ARG(user)).p);
	record(b, arena_printf(a, STR_FMT "/fontconfig/conf.d", STR_ARG(user)).p);
	record(b, arena_printf(a, "%s/.fonts.conf", home ? home : "").p);
}

static bool is_generic(struct str family)
{
	static const char *const generics[] = {"serif", "sans-serif", "sans", "monospace", "cursive", "fantasy",
		"system-ui", "math", "inherit", "initial"};
	for (size_t i = 0; i < sizeof generics / sizeof *generics; i++)
		if (str_eq_nocase(family, str_c(generics[i])))
			return true;
	return false;
}

static struct str bare(struct str family)
{
	family = str_trim(family);
	if (family.n >= 2 && (family.p[0] == '"' || family.p[0] == '\''))
		family = str_sub(family, 1, family.n - 1);
	return str_trim(family);
}

/* Is the font of one of the families that the list names? */
static bool is_named(FcPattern *font, struct str list)
{
	while (list.n) {
		struct str family = bare(str_cut(&list, ','));
		FcChar8 *name;
		for (int i = 0; draw()->FcPatternGetString(font, FC_FAMILY, i, &name) == FcResultMatch; i++)
			if (str_eq_nocase(family, str_c((const char *)name)))
				return true;
	}
	return false;
}

static void tell_missing(struct arena *a, struct font_state *out, struct str wanted, FcPattern *font)
{
	FcChar8 *used;
	struct str *pairs = arena_array(a, struct str, 2 * out->nmissing + 2);
	if (out->nmissing)
		memcpy(pairs, out->missing, sizeof *pairs * 2 * out->nmissing);
	pairs[2 * out->nmissing] = arena_copy(a, wanted);
	if (draw()->FcPatternGetString(font, FC_FAMILY, 0, &used) == FcResultMatch)
		pairs[2 * out->nmissing + 1] = arena_copy(a, str_c((const char *)used));
	out->missing = pairs;
	out->nmissing++;
}

/* A pattern for a CSS list of families; *first becomes the first one named. */
static FcPattern *pattern_of(struct arena *a, struct str list, struct str *first)
{
	FcPattern *pattern = draw()->FcPatternCreate();
	*first = (struct str){0};
	while (list.n) {
		struct str family = bare(str_cut(&list, ','));
		if (!family.n)
			continue;
		draw()->FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)arena_cstr(a, family));
		if (!first->n && !is_generic(family))
			*first = family;
	}
	return pattern;
}

/* Asks for one CSS list of families. The first family named is the one missed. */
static void look_up(struct arena *a, struct str list, struct font_state *out)
{
	struct str first;
	FcPattern *pattern = pattern_of(a, list, &first);
	FcResult result;
	FcChar8 *file;
	draw()->FcConfigSubstitute(NULL, pattern, FcMatchPattern);
	draw()->FcDefaultSubstitute(pattern);
	FcPattern *font = draw()->FcFontMatch(NULL, pattern, &result);
	if (font) {
		if (draw()->FcPatternGetString(font, FC_FILE, 0, &file) == FcResultMatch)
			record(&out->record, (const char *)file);
		if (first.n && !is_named(font, list))
			tell_missing(a, out, first, font);
		draw()->FcPatternDestroy(font);
	}
	draw()->FcPatternDestroy(pattern);
}

/* Lists of families in font-family attributes and in style attributes and sheets. */
static void find_families(struct arena *a, const xmlNode *node, struct map *lists)
{
	const char *family = svg_attribute(node, "font-family");
	if (family && *family)
		map_add(lists, arena_copy(a, str_c(family)), lists);
	xmlChar *sheet = strcmp((const char *)node->name, "style") == 0 ? xmlNodeGetContent(node) : NULL;
	struct str css = arena_copy(a, str_c(sheet ? (const char *)sheet : svg_attribute(node, "style")));
	xmlFree(sheet);
	for (size_t at = str_find(css, "font-family:"); at < css.n; at = str_find(css, "font-family:")) {
		css = str_skip(css, at + strlen("font-family:"));
		size_t end = 0;
		while (end < css.n && css.p[end] != ';' && css.p[end] != '}')
			end++;
		map_add(lists, str_trim(str_sub(css, 0, end)), lists);
	}
	for (const xmlNode *child = node->children; child; child = child->next)
		if (child->type == XML_ELEMENT_NODE)
			find_families(a, child, lists);
}

static void note_used(struct arena *a, FcPattern *font, struct font_state *out)
{
	FcChar8 *path, *name = NULL;
	if (draw()->FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch || strpbrk((const char *)path, "\n\t"))
		return;
	draw()->FcPatternGetString(font, FC_FULLNAME, 0, &name);
	struct str shown = name && !strpbrk((const char *)name, "\n\t") ? str_c((const char *)name) : path_stem(str_c((const char *)path));
	size_t known = out->used.n;
	hashed_add(a, &out->used, shown, str_c((const char *)path));
	if (out->used.n > known)
		record(&out->record, (const char *)path);
}

/* The fonts that text is set in: for each character the nearest font that has it, as Pango chooses. */
static void look_at_text(struct arena *a, struct str text, const struct cover_font *font, struct font_state *out)
{
	struct str first;
	FcResult result;
	FcCharSet *seen = draw()->FcCharSetCreate();
	FcPattern *pattern = pattern_of(a, font->families, &first);
	draw()->FcPatternAddInteger(pattern, FC_WEIGHT, draw()->FcWeightFromOpenType(font->weight));
	draw()->FcPatternAddInteger(pattern, FC_SLANT, font->italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
	draw()->FcConfigSubstitute(NULL, pattern, FcMatchPattern);
	draw()->FcDefaultSubstitute(pattern);
	FcFontSet *fonts = draw()->FcFontSort(NULL, pattern, FcTrue, NULL, &result);
	for (size_t i = 0; fonts && i < text.n;) {
		uint32_t rune = utf8_next(text, &i);
		if (utf8_is_space(rune) || draw()->FcCharSetHasChar(seen, rune))
			continue;
		draw()->FcCharSetAddChar(seen, rune);
		for (int k = 0; k < fonts->nfont; k++) {
			FcCharSet *has;
			if (draw()->FcPatternGetCharSet(fonts->fonts[k], FC_CHARSET, 0, &has) != FcResultMatch ||
				!draw()->FcCharSetHasChar(has, rune))
				continue;
			note_used(a, fonts->fonts[k], out);
			break;
		}
	}
	if (fonts)
		draw()->FcFontSetDestroy(fonts);
	draw()->FcCharSetDestroy(seen);
	draw()->FcPatternDestroy(pattern);
}

static void find_text(struct arena *a, const xmlNode *node, struct font_state *out)
{
	for (const xmlNode *child = node->children; child; child = child->next) {
		struct str text = str_c((const char *)child->content);
		struct cover_font font;
		if (child->type == XML_ELEMENT_NODE) {
			find_text(a, child, out);
		} else if (child->type == XML_TEXT_NODE && str_trim(text).n && strcmp((const char *)node->name, "style") != 0) {
			cover_read_font(a, node, &font);
			look_at_text(a, text, &font, out);
		}
	}
}

static void record_library(void *record_to, const char *path)
{
	record(record_to, path);
}

void fonts_look(struct arena *a, xmlDocPtr doc, struct font_state *out)
{
	struct map lists;
	map_init(&lists, a);
	buf_init(&out->record, BUF_NO_LIMIT);
	draw_files(record_library, &out->record);
	record_config(a, &out->record);
	find_families(a, xmlDocGetRootElement(doc), &lists);
	for (size_t i = 0; i < lists.n; i++)
		look_up(a, lists.items[i].key, out);
	find_text(a, xmlDocGetRootElement(doc), out);
}
