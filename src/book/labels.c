/* Words by language, and the kinds of callouts. */
#include "book/labels.h"

#include <string.h>

enum { LANGUAGES = 7 };

static const char *const language_codes[LANGUAGES] = {"en", "de", "fr", "es", "it", "pt", "nl"};

static const struct {
	const char *key;
	const char *words[LANGUAGES];
} labels[LABEL_COUNT] = {
#define LABEL(id, key, en, de, fr, es, it, pt, nl) [LABEL_##id] = {key, {en, de, fr, es, it, pt, nl}},
#include "book/labels.def"
#undef LABEL
};

struct str label_text(enum label label, struct str language)
{
	struct str primary = str_cut(&language, '-');
	for (int i = 0; i < LANGUAGES; i++)
		if (str_eq_nocase(primary, str_c(language_codes[i])))
			return str_c(labels[label].words[i]);
	return str_c(labels[label].words[0]);
}

const char *label_key(enum label label)
{
	return labels[label].key;
}

static const struct {
	const char *kind;
	enum label label;
	const char *tone;
} callouts[] = {
#define CALLOUT(name, label, tone) {name, LABEL_##label, tone},
#include "book/callouts.def"
#undef CALLOUT
};

bool callout_lookup(struct str kind, enum label *label, const char **tone)
{
	for (size_t i = 0; i < sizeof callouts / sizeof *callouts; i++) {
		if (!str_eq_nocase(kind, str_c(callouts[i].kind)))
			continue;
		*label = callouts[i].label;
		*tone = callouts[i].tone;
		return true;
	}
	*label = LABEL_NOTE;
	*tone = "note";
	return false;
}
