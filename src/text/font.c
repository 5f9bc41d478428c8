/*
 * Finding fonts. fontconfig says what there is and what it is called; which face is nearest is decided here, for its own
 * matching substitutes other families by rules of the machine, and a book must not depend on these.
 *
 * A variable font is listed once as such and once for each of its named instances; the instances are passed over.
 */
#include "text/font.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/path.h"
#include "text/libraries.h"

#define TEXT_SIZE 110 /* tenths of a point: what running text is set in */

struct fonts {
	FcFontSet *own;   /* of the project's folder */
	FcConfig *config; /* the installed ones */
};

enum { OFF_LANG, OFF_KIND, OFF_WIDTH, OFF_SLANT, OFF_WEIGHT, OFF_SIZE, OFFS };

/* A face that may do, and how far it is from what is wanted: smaller is better, the first difference decides. */
struct candidate {
	FcPattern *pattern;
	const char *path;
	unsigned index;
	int weight;
	bool italic, variable;
	int off[OFFS];
};

static bool is_font(struct str path)
{
	static const char *const endings[] = {"ttf", "otf", "ttc", "otc"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_eq_nocase(path_ext(path), str_c(endings[i])))
			return true;
	return false;
}

struct fonts *fonts_open(struct arena *a, struct str folder, const char **why)
{
	*why = text_load();
	if (*why)
		return NULL;
	const struct text_libraries *lib = text_libraries();
	struct fonts *f = mem_alloc(sizeof *f);
	struct fs_list files = {0};
	f->own = lib->FcFontSetCreate();
	if (folder.n && fs_is_dir(arena_cstr(a, folder)))
		fs_walk(a, arena_cstr(a, folder), &files);
	for (size_t i = 0; i < files.n; i++) {
		int faces;
		if (!files.items[i].loop && !files.items[i].error && is_font(files.items[i].rel))
			lib->FcFreeTypeQueryAll((const FcChar8 *)arena_cstr(a, files.items[i].path), (unsigned)-1, NULL, &faces, f->own);
	}
	/* the current configuration may leave fonts out that share a family with the project's: see image/ */
	f->config = f->own->nfont ? lib->FcInitLoadConfigAndFonts() : lib->FcConfigReference(NULL);
	return f;
}

void fonts_close(struct fonts *f)
{
	if (!f)
		return;
	text_libraries()->FcFontSetDestroy(f->own);
	if (f->config)
		text_libraries()->FcConfigDestroy(f->config);
	free(f);
}

static bool is_of(FcPattern *font, struct str family)
{
	FcChar8 *name;
	for (int i = 0; text_libraries()->FcPatternGetString(font, FC_FAMILY, i, &name) == FcResultMatch; i++)
		if (str_eq_nocase(family, str_c((const char *)name)))
			return true;
	return false;
}

static int opentype_weight(double weight)
{
	return (int)lround(text_libraries()->FcWeightToOpenTypeDouble(weight));
}

/* The weight that the font has or, when it is variable, can have, nearest to the one wanted. */
static int nearest_weight(FcPattern *font, int wanted)
{
	const struct text_libraries *lib = text_libraries();
	double low, high;
	FcRange *range;
	if (lib->FcPatternGetDouble(font, FC_WEIGHT, 0, &low) == FcResultMatch)
		return opentype_weight(low);
	if (lib->FcPatternGetRange(font, FC_WEIGHT, 0, &range) != FcResultMatch || !lib->FcRangeGetDouble(range, &low, &high))
		return 400;
	int least = opentype_weight(low), most = opentype_weight(high);
	return wanted < least ? least : wanted > most ? most : wanted;
}

static int width_off(FcPattern *font)
{
	double width;
	if (text_libraries()->FcPatternGetDouble(font, FC_WIDTH, 0, &width) != FcResultMatch)
		return 0; /* none said, or a range, which always holds the normal one */
	return abs((int)width - FC_WIDTH_NORMAL);
}

static hb_face_t *open_face(const char *path, unsigned index)
{
	hb_blob_t *blob = text_libraries()->hb_blob_create_from_file_or_fail(path);
	if (!blob)
		return NULL;
	hb_face_t *face = text_libraries()->hb_face_create(blob, index);
	text_libraries()->hb_blob_destroy(blob);
	return face;
}

/* Families drawn for several sizes say in GPOS's `size` feature which a face is for. */
static int size_off(const struct candidate *c)
{
	unsigned size = TEXT_SIZE, subfamily, from, to;
	hb_ot_name_id_t name;
	hb_face_t *face = open_face(c->path, c->index);
	bool says = face && text_libraries()->hb_ot_layout_get_size_params(face, &size, &subfamily, &name, &from, &to);
	if (face)
		text_libraries()->hb_face_destroy(face);
	return says ? abs((int)size - TEXT_SIZE) : 0;
}

/* False: not one to be chosen from. */
static bool consider(FcPattern *font, int weight, bool italic, struct candidate *c)
{
	const struct text_libraries *lib = text_libraries();
	FcBool variable = FcFalse, outline = FcTrue;
	FcChar8 *path;
	int index = 0, slant = 0;
	lib->FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
	lib->FcPatternGetBool(font, FC_OUTLINE, 0, &outline);
	lib->FcPatternGetInteger(font, FC_INDEX, 0, &index);
	lib->FcPatternGetInteger(font, FC_SLANT, 0, &slant);
	if (!outline || (index >> 16 && !variable) ||
		lib->FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch || !is_font(str_c((const char *)path)))
		return false;
	*c = (struct candidate){font, (const char *)path, (unsigned)index & 0xffff, nearest_weight(font, weight), slant > 0,
		variable, {0}};
	c->off[OFF_WIDTH] = width_off(font);
	c->off[OFF_SLANT] = c->italic != italic;
	c->off[OFF_WEIGHT] = abs(c->weight - weight);
	c->off[OFF_SIZE] = -1; /* costs opening the file */
	return true;
}

static bool is_nearer(struct candidate *a, struct candidate *b)
{
	for (int i = 0; i < OFF_SIZE; i++)
		if (a->off[i] != b->off[i])
			return a->off[i] < b->off[i];
	if (strcmp(a->path, b->path) == 0 && a->index == b->index)
		return a->variable && !b->variable;
	a->off[OFF_SIZE] = a->off[OFF_SIZE] < 0 ? size_off(a) : a->off[OFF_SIZE];
	b->off[OFF_SIZE] = b->off[OFF_SIZE] < 0 ? size_off(b) : b->off[OFF_SIZE];
	if (a->off[OFF_SIZE] != b->off[OFF_SIZE])
		return a->off[OFF_SIZE] < b->off[OFF_SIZE];
	int order = strcmp(a->path, b->path);
	return order ? order < 0 : a->index < b->index;
}

static bool find_in(const FcFontSet *set, struct str family, int weight, bool italic, struct candidate *best)
{
	bool found = false;
	for (int i = 0; set && i < set->nfont; i++) {
		struct candidate c;
		if (!is_of(set->fonts[i], family) || !consider(set->fonts[i], weight, italic, &c))
			continue;
		if (!found || is_nearer(&c, best))
			*best = c;
		found = true;
	}
	return found;
}

static enum font_permission permission_of(const char *path, unsigned index)
{
	unsigned length, type = 0;
	hb_face_t *face = open_face(path, index);
	if (!face)
		return FONT_RESTRICTED;
	hb_blob_t *os2 = text_libraries()->hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	const char *data = text_libraries()->hb_blob_get_data(os2, &length);
	if (length >= 10)
		type = (unsigned)(unsigned char)data[8] << 8 | (unsigned char)data[9];
	text_libraries()->hb_blob_destroy(os2);
	text_libraries()->hb_face_destroy(face);
	/* where a maker set several of the lowest bits, the least restrictive counts */
	if ((type & 0xe) == 0x2 || type & 0x200)
		return FONT_RESTRICTED;
	return type & 0x100 ? FONT_WHOLE : FONT_EMBEDDABLE;
}

static struct str name_of(struct arena *a, FcPattern *font)
{
	const struct text_libraries *lib = text_libraries();
	FcChar8 *family = NULL, *style = NULL;
	FcChar8 *full;
	if (lib->FcPatternGetString(font, FC_FULLNAME, 0, &full) == FcResultMatch)
		return arena_copy(a, str_c((const char *)full));
	lib->FcPatternGetString(font, FC_FAMILY, 0, &family);
	lib->FcPatternGetString(font, FC_STYLE, 0, &style);
	return arena_printf(a, "%s%s%s", family ? (const char *)family : "", style ? " " : "", style ? (const char *)style : "");
}

static struct font font_of(struct arena *a, struct str family, const struct candidate *best, bool own)
{
	return (struct font){
		.family = arena_copy(a, family),
		.name = name_of(a, best->pattern),
		.path = arena_copy(a, str_c(best->path)),
		.index = best->index,
		.weight = best->weight,
		.italic = best->italic,
		.variable = best->variable,
		.own = own,
		.permission = permission_of(best->path, best->index),
	};
}

bool fonts_find(struct fonts *f, struct arena *a, struct str family, int weight, bool italic, struct font *out)
{
	struct candidate best;
	bool own = find_in(f->own, family, weight, italic, &best);
	if (!own && !find_in(text_libraries()->FcConfigGetFonts(f->config, FcSetSystem), family, weight, italic, &best))
		return false;
	*out = font_of(a, family, &best, own);
	return true;
}

/* A script and the languages written in it, for fonts that share its characters but not their shapes; the first by default. */
static const struct {
	char script[5];
	const char *languages;
} written[] = {
	{"Arab", "ar fa ur ps ug ks sd ku"}, {"Armn", "hy"}, {"Beng", "bn as"}, {"Cyrl", "ru uk be bg sr mk kk mn"}, {"Deva", "hi mr ne sa"},
	{"Ethi", "am ti"}, {"Geor", "ka"}, {"Grek", "el"}, {"Gujr", "gu"}, {"Guru", "pa"}, {"Hang", "ko"}, {"Hani", "zh-cn ja ko zh-tw zh-hk"},
	{"Hebr", "he yi"}, {"Hira", "ja"}, {"Kana", "ja"}, {"Khmr", "km"}, {"Knda", "kn"}, {"Laoo", "lo"}, {"Mlym", "ml"}, {"Mymr", "my"},
	{"Orya", "or"}, {"Sinh", "si"}, {"Taml", "ta"}, {"Telu", "te"}, {"Thai", "th"}, {"Tibt", "bo dz"},
};

/* Among languages, words parted by spaces: the text's own, else one of another country, else the first. */
static struct str language_among(struct str languages, struct str lang)
{
	struct str near = {0}, primary = lang;
	primary = str_cut(&primary, '-');
	lang = str_eq_nocase(lang, STR("zh-Hant")) ? STR("zh-tw") : lang;
	for (struct str rest = languages; rest.n;) {
		struct str one = str_cut(&rest, ' '), its = one;
		if (str_eq_nocase(one, lang))
			return one;
		if (!near.n && str_eq_nocase(str_cut(&its, '-'), primary))
			near = one;
	}
	return near.n ? near : str_cut(&languages, ' ');
}

/* What the characters are written in: the text's language when it has them, else the first of their script; "" for any. */
static struct str language_of(const uint32_t *runes, size_t n, struct str lang)
{
	const struct setting_libraries *lib = setting_libraries();
	for (size_t i = 0; i < n; i++) {
		hb_script_t script = lib->hb_unicode_script(lib->hb_unicode_funcs_get_default(), runes[i]);
		for (size_t k = 0; k < sizeof written / sizeof *written; k++) {
			const char *tag = written[k].script;
			if (script == (hb_script_t)HB_TAG(tag[0], tag[1], tag[2], tag[3]))
				return language_among(str_c(written[k].languages), lang);
		}
	}
	return (struct str){0};
}

/* 0: serif or unknown, 1: sans, 2: monospaced. Panose would say more, but most fonts leave it empty or wrong. */
static int kind_of(struct str name)
{
	return str_find(name, "Mono") < name.n || str_find(name, "Courier") < name.n ? 2 : str_find(name, "Sans") < name.n ? 1 : 0;
}

/* Fonts of all Han characters come in cuts for one region each, of which all say that they have every language. */
static bool is_for_another(struct str name, const char *lang)
{
	static const struct {
		const char *lang, *mark;
	} cuts[] = {{"zh-cn", " SC"}, {"zh-tw", " TC"}, {"zh-hk", " HK"}, {"ja", " JP"}, {"ko", " KR"}};
	bool marked = false, own = false;
	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
		bool has = str_find(name, cuts[i].mark) < name.n;
		marked |= has;
		own |= has && strcmp(cuts[i].lang, lang) == 0;
	}
	return marked && !own;
}

static int lang_off(FcPattern *font, struct str name, const char *lang)
{
	FcLangSet *set;
	if (!*lang)
		return 0;
	if (is_for_another(name, lang))
		return 1;
	if (setting_libraries()->FcPatternGetLangSet(font, FC_LANG, 0, &set) != FcResultMatch)
		return 2;
	FcLangResult r = setting_libraries()->FcLangSetHasLang(set, (const FcChar8 *)lang);
	return r == FcLangEqual ? 0 : r == FcLangDifferentTerritory ? 1 : 2;
}

static bool draws(FcPattern *font, const uint32_t *runes, size_t n)
{
	const struct text_libraries *lib = text_libraries();
	FcBool colour = FcFalse, variable = FcFalse;
	FcChar8 *format;
	FcCharSet *has;
	lib->FcPatternGetBool(font, FC_COLOR, 0, &colour);
	lib->FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
	if (colour || setting_libraries()->FcPatternGetCharSet(font, FC_CHARSET, 0, &has) != FcResultMatch)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!setting_libraries()->FcCharSetHasChar(has, runes[i]))
			return false;
	return !variable || lib->FcPatternGetString(font, FC_FONTFORMAT, 0, &format) != FcResultMatch ||
	       strcmp((const char *)format, "CFF") != 0;
}

static bool fallback_in(const FcFontSet *set, struct arena *scratch, const struct font *beside, const char *lang, const uint32_t *runes,
	size_t n, struct candidate *best)
{
	bool found = false;
	int kind = kind_of(beside->name);
	for (int i = 0; set && i < set->nfont; i++) {
		struct candidate c;
		if (!draws(set->fonts[i], runes, n) || !consider(set->fonts[i], beside->weight, beside->italic, &c))
			continue;
		struct str name = name_of(scratch, set->fonts[i]);
		c.off[OFF_LANG] = lang_off(set->fonts[i], name, lang);
		c.off[OFF_KIND] = abs(kind_of(name) - kind);
		if ((found && !is_nearer(&c, best)) || permission_of(c.path, c.index) == FONT_RESTRICTED)
			continue;
		*best = c;
		found = true;
	}
	return found;
}

bool fonts_fallback(struct fonts *f, struct arena *a, const struct font *beside, struct str lang, const uint32_t *runes, size_t n,
	struct font *out)
{
	struct candidate best;
	struct arena scratch;
	FcChar8 *family;
	arena_init(&scratch);
	const char *written_in = arena_cstr(&scratch, language_of(runes, n, lang));
	const FcFontSet *installed = text_libraries()->FcConfigGetFonts(f->config, FcSetSystem);
	bool own = fallback_in(f->own, &scratch, beside, written_in, runes, n, &best);
	bool found = own || fallback_in(installed, &scratch, beside, written_in, runes, n, &best);
	arena_free(&scratch);
	if (!found)
		return false;
	bool named = text_libraries()->FcPatternGetString(best.pattern, FC_FAMILY, 0, &family) == FcResultMatch;
	*out = font_of(a, str_c(named ? (const char *)family : ""), &best, own);
	return true;
}
