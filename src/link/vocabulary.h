/*
 * What is known of a language's words for finding its terms: which are too general to be one, which stand before nouns, before verbs,
 * in definitions. The lists are our own, in terms.def. A language without lists gives terms all the same, by how often and how
 * apart from other words they stand.
 */
#ifndef SHEAF_LINK_VOCABULARY_H
#define SHEAF_LINK_VOCABULARY_H

#include "link/lexicon.h"

enum word_class {
	CLASS_FUNCTION = 1 << 0,      /* no term holds it, beside the stopwords */
	CLASS_DETERMINER = 1 << 1,
	CLASS_PREPOSITION = 1 << 2,
	CLASS_BEFORE_VERB = 1 << 3,   /* "to", "will", "they" */
	CLASS_BEFORE_ADJECTIVE = 1 << 4, /* "is", "very" */
	CLASS_GENERAL = 1 << 5,       /* says nothing alone: "case", "different" */
	CLASS_EVERYDAY = 1 << 6,      /* a thing of daily life */
	CLASS_VERB = 1 << 7,          /* more often a verb than a noun */
	CLASS_NOUN_LY = 1 << 8,       /* ends like an adverb and is a noun */
	/* by how a word ends */
	CLASS_NOUN_SHAPE = 1 << 9,
	CLASS_ADJECTIVE_SHAPE = 1 << 10,
	CLASS_ING_SHAPE = 1 << 11,
	CLASS_LY_SHAPE = 1 << 12,
	/* of definitions */
	CLASS_CUE = 1 << 13,          /* ends or begins a cue phrase */
	CLASS_APPOSITION = 1 << 14,   /* "which", "or" behind a comma */
	CLASS_ARTICLE = 1 << 15,
	CLASS_CONJUNCTION = 1 << 16,  /* "and" */
	CLASS_ED_SHAPE = 1 << 17,
	CLASS_NOUN_TOO = 1 << 18,     /* of verbs: where its neighbours say so, a noun: "need" */
};

/* Phrases beside a term that is being defined. */
enum cue {
	CUE_CALLED = 1 << 0,  /* before it: "known as" */
	CUE_OF = 1 << 1,      /* before it: "theory of" */
	CUE_DEFINES = 1 << 2, /* after it: "is a", "refers" */
};
enum { CUE_LONGEST = 3 /* words */ };

struct vocabulary {
	const struct lexicon *lexicon;
	struct vocabulary_endings {
		struct vocabulary_ending {
			struct str text;
			uint32_t value; /* suffixes: the class; stems: the bytes that must stay */
		} *items;
		size_t n, cap;
	} suffixes, stems; /* in the order of terms.def */
	struct vocabulary_slot {
		uint64_t key;
		uint32_t value;
	} *words, *cues; /* open addressing: words_key → classes; words_pair over folded words → cues */
};

/* By the primary subtag of a BCP 47 tag; never NULL. Lives in the arena. */
const struct vocabulary *vocabulary_new(struct arena *a, struct str language);
/* Classes of a word, by its key and its fold. */
uint32_t vocabulary_classes(const struct vocabulary *v, uint64_t key, uint64_t fold);
/* Classes that a word has by how it ends; the last part of a compound counts. Lower case. */
uint32_t vocabulary_shape(const struct vocabulary *v, struct str word, uint32_t classes);
/* How much of a word (lower case, singular) is its stem: what "attached" and "attachment" share. Light: two suffixes at most come off. */
size_t vocabulary_stem(const struct vocabulary *v, struct str word);
uint32_t vocabulary_cues(const struct vocabulary *v, uint64_t hash);

#endif
