/* Readers of values that sheaf.yaml and front matter share: key.read of keys.h. */
#ifndef SHEAF_READ_FIELDS_H
#define SHEAF_READ_FIELDS_H

#include "read/keys.h"

/* into: struct persons, appended to. Text, a list, or maps {name, file-as, role}; key->arg is the role by default. */
void field_persons(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: struct value. A date of date.h, kept in its normal form. */
void field_date(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: struct value. A language tag; else bad-language, and only the place is kept. */
void field_language(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: struct value. ISBN-10 or -13, checksum checked, kept as digits. */
void field_isbn(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: struct value. Text, a list whose first item counts, or a map {text}: what Pandoc allows for identifiers. */
void field_identifier(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: struct series_field. Text, a list of texts (the first counts), or a map {name, number}. */
void field_series(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: struct values. Tags: a list, however nested, or "a, b", or "#a #b"; each once, compared without case. */
void field_tags(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: struct value. An address with a scheme: http, https, or what key->arg names besides. */
void field_url(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: struct flag. */
void field_flag(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);

/* into: int, struct link_options.related: a number, or none. */
void field_related(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: enum autolink_mode. */
void field_autolink(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* into: enum setting. */
void field_setting(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);

/* into: struct print_options, for each of its keys. */
#define FIELD_PRINT_KEYS(at) \
	{"paper", KEY_READ, at, field_paper, NULL}, \
	{"layout", KEY_READ, at, field_print_kind, NULL}, \
	{"imposition", KEY_READ, at, field_imposition, NULL}, \
	{"chapters", KEY_READ, at, field_chapters, NULL}, \
	{"addresses", KEY_READ, at, field_address_notes, NULL}, \
	{"font-size", KEY_READ, at, field_size, NULL}, \
	{"bleed", KEY_READ, (at) + offsetof(struct print_options, bleed), field_setting, NULL}, \
	{"low-ink", KEY_READ, (at) + offsetof(struct print_options, low_ink), field_setting, NULL}, \
	{"justify", KEY_READ, (at) + offsetof(struct print_options, justify), field_setting, NULL}, \
	{"hyphenate", KEY_READ, (at) + offsetof(struct print_options, hyphenate), field_setting, NULL}
void field_paper(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
void field_print_kind(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
void field_imposition(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
void field_chapters(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
void field_address_notes(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
void field_size(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);

struct series_field {
	struct value name;
	struct str number;
};

#endif
