#include "book/language.h"

static bool among(struct str s, const char *const *names)
{
	for (; *names; names++)
		if (str_eq_nocase(s, str_c(*names)))
			return true;
	return false;
}

/* Four letters directly behind the language (or its extended language) are a script (RFC 5646, section 2.2.3). */
bool language_rtl(struct str tag)
{
	static const char *const languages[] = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "nqo", "ps", "sd", "syr", "ug", "ur", "yi", NULL};
	static const char *const scripts[] = {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", NULL};
	struct str rest = tag, primary = str_cut(&rest, '-');
	while (rest.n) {
		struct str part = str_cut(&rest, '-');
		if (part.n == 4 && !(part.p[0] >= '0' && part.p[0] <= '9'))
			return among(part, scripts);
		if (part.n != 3)
			break;
	}
	return among(primary, languages);
}
