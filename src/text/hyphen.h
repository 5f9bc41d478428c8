/*
 * Where words may be hyphenated, by the patterns of their language.
 *
 * Not hyphenated: words with digits, capitals alone or capitals within, words of an address or with other signs, words shorter than
 * the language's least parts together. Hyphens within a word part it: its parts are hyphenated each alone, and not near the hyphen.
 * Places where the spelling would change (of German before 1996, Hungarian, Dutch with a diaeresis) are left out.
 */
#ifndef SHEAF_TEXT_HYPHEN_H
#define SHEAF_TEXT_HYPHEN_H

#include <stdint.h>
#include "base/arena.h"

struct hyphen_dictionaries; /* of all threads; locks itself */
struct hyphenator;          /* of one thread */

/* folders: where hyph_xx.dic are looked for, in this order, NULL at the end; NULL: where the system has them. */
struct hyphen_dictionaries *hyphen_dictionaries_open(const char *const *folders);
void hyphen_dictionaries_close(struct hyphen_dictionaries *d);
/* Whether words of the language (BCP 47) can be hyphenated: there is a dictionary. For saying once that there is none. */
bool hyphen_knows(struct hyphen_dictionaries *d, struct str lang);

struct hyphenator *hyphenator_open(struct hyphen_dictionaries *d);
void hyphenator_close(struct hyphenator *h);

struct hyphen_points {
	const uint16_t *at; /* bytes of the word before which a hyphen and a line's end may come, ascending; until h's next word */
	size_t n;
};
/* word: without spaces; punctuation around it is passed over. Words with soft hyphens have those alone: n is 0. */
struct hyphen_points hyphenate(struct hyphenator *h, struct str lang, struct str word);

#endif
