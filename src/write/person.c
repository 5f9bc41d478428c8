/* People's names: joined for a reader, turned round for a shelf. */
#include "write/person.h"

#include "base/buf.h"
#include "book/labels.h"
#include "base/utf8.h"

bool person_is_author(const struct person *p)
{
	return !p->role.n || str_is(p->role, "aut") || str_is(p->role, "cre");
}

struct str person_names(struct arena *a, const struct persons *persons, struct str language)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	size_t left = 0, done = 0;
	for (size_t i = 0; i < persons->n; i++)
		left += person_is_author(&persons->items[i]);
	for (size_t i = 0; i < persons->n; i++) {
		if (!person_is_author(&persons->items[i]))
			continue;
		left--;
		if (done && left)
			buf_cstr(&b, ", ");
		if (done && !left) {
			buf_char(&b, ' ');
			buf_str(&b, label_text(LABEL_AND, language));
			buf_char(&b, ' ');
		}
		buf_str(&b, persons->items[i].name);
		done++;
	}
	struct str names = buf_copy(&b, a);
	buf_free(&b);
	return names;
}

static struct str last_word(struct str s)
{
	size_t at = s.n;
	while (at > 0 && s.p[at - 1] != ' ')
		at--;
	return str_skip(s, at);
}

static struct str without(struct str s, struct str word)
{
	return str_trim((struct str){s.p, s.n - word.n});
}

static bool among(struct str word, const char *const *list)
{
	for (; *list; list++)
		if (str_is(word, *list))
			return true;
	return false;
}

static bool is_suffix(struct str word)
{
	static const char *const suffixes[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "PhD", "Ph.D.", "MD", "M.D.", NULL};
	return among(word, suffixes);
}

/* Part of the family name when it is written with a capital: "Le Guin", "La Fontaine"; in lower case it stays behind: "Goethe, Johann von". */
static bool is_particle(struct str word)
{
	static const char *const particles[] = {"La", "Le", "Les", "Du", "Des", "De", "Del", "Della", "Di", "Da", "Van", "Von", "Der",
		"Den", "Ter", "Ten", "Mac", "Mc", "St.", "Saint", "El", "Al", "Ben", "Bin", "Ibn", NULL};
	return among(word, particles);
}

/* Names in these scripts put the family first already. */
static bool is_east_asian(struct str name)
{
	size_t i = 0;
	uint32_t rune = name.n ? utf8_next(name, &i) : 0;
	return (rune >= 0x2E80 && rune <= 0xD7FF) || (rune >= 0x20000 && rune <= 0x3FFFF);
}

struct str person_file_as(struct arena *a, struct str name)
{
	name = str_trim(name);
	if (str_starts(name, "The ") || str_starts(name, "the "))
		return arena_printf(a, STR_FMT ", " STR_FMT, STR_ARG(str_trim(str_skip(name, 4))), STR_ARG(str_sub(name, 0, 3)));
	struct str suffix = last_word(name), rest = name;
	if (is_suffix(suffix) && suffix.n < name.n)
		rest = without(name, suffix);
	else
		suffix = (struct str){0};
	if (suffix.n && str_ends(rest, ","))
		rest = str_trim(str_sub(rest, 0, rest.n - 1));
	if (str_find_char(rest, ',') < rest.n || is_east_asian(rest))
		return name;
	struct str family = last_word(rest), given = without(rest, family);
	if (!given.n)
		return name;
	for (struct str word = last_word(given); given.n > word.n && is_particle(word); word = last_word(given)) {
		given = without(given, word);
		family = (struct str){word.p, (size_t)(family.p + family.n - word.p)};
	}
	return arena_printf(a, STR_FMT ", " STR_FMT "%s" STR_FMT, STR_ARG(family), STR_ARG(given), suffix.n ? ", " : "",
		STR_ARG(suffix));
}
