/*
 * Reads a form through libqpdf's C interface. Programs that fill forms in leave much behind: objects rewritten at the end of the file, strings
 * in UTF-16 or PDFDocEncoding, names taken apart and joined. So only the tree of fields is read, and of each field its inherited entries
 * (12.7.3): never how it looks.
 *
 * What is read may be anything that a stranger sent: the tree is followed to a depth and a number of fields that no workbook reaches.
 */
#include "read/filled.h"

#include <pthread.h>
#include <string.h>
#include <qpdf/qpdf-c.h>
#include "base/library.h"
#include "base/path.h"

enum { DEEPEST = 16, FIELDS_MOST = 100000, RADIO = 1 << 15 };

struct functions {
#define LIBRARY(file)
#define FUNCTION(name) __typeof__(name) *name;
#include "read/filled.def"
#undef LIBRARY
#undef FUNCTION
};

static const struct library_row rows[] = {
#define LIBRARY(file) {file, NULL, 0},
#define FUNCTION(name) {NULL, #name, offsetof(struct functions, name)},
#include "read/filled.def"
#undef LIBRARY
#undef FUNCTION
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct functions q; /* filled once, then const */
static char failure[256];

static void load(void)
{
	library_load(rows, sizeof rows / sizeof *rows, &q, failure, sizeof failure);
}

const char *filled_load(void)
{
	pthread_once(&once, load);
	return *failure ? failure : NULL;
}

struct reading {
	struct arena *a;
	qpdf_data pdf;
	struct filled *out;
	size_t visited;
};

/* What a field says or its parents said. */
struct inherited {
	struct str name;
	qpdf_oh type, flags, value, tooltip; /* 0: not said */
};

static struct str text_of(struct reading *r, qpdf_oh string)
{
	size_t n = 0;
	const char *p = string && q.qpdf_oh_is_string(r->pdf, string) ? q.qpdf_oh_get_binary_utf8_value(r->pdf, string, &n) : NULL;
	return p ? arena_copy(r->a, str_trim((struct str){p, n})) : (struct str){0};
}

/* A name without its solidus; a string, as some programs write it. */
static struct str name_of(struct reading *r, qpdf_oh value)
{
	if (!value || !q.qpdf_oh_is_name(r->pdf, value))
		return text_of(r, value);
	struct str name = arena_copy(r->a, str_c(q.qpdf_oh_get_name(r->pdf, value)));
	return str_skip(name, 1);
}

static void inherit(struct reading *r, qpdf_oh dict, const char *key, qpdf_oh *into)
{
	qpdf_oh value = q.qpdf_oh_get_key(r->pdf, dict, key);
	if (q.qpdf_oh_is_name(r->pdf, value) || q.qpdf_oh_is_string(r->pdf, value) || q.qpdf_oh_is_integer(r->pdf, value))
		*into = value;
}

/* The value that a button stands for: the state that it has besides Off. */
static struct str button_value(struct reading *r, qpdf_oh button)
{
	qpdf_oh looks = q.qpdf_oh_get_key(r->pdf, button, "/AP");
	qpdf_oh states = q.qpdf_oh_is_dictionary(r->pdf, looks) ? q.qpdf_oh_get_key(r->pdf, looks, "/N") : looks;
	struct str value = {0};
	if (!q.qpdf_oh_is_dictionary(r->pdf, states))
		return value;
	q.qpdf_oh_begin_dict_key_iter(r->pdf, states);
	while (q.qpdf_oh_dict_more_keys(r->pdf)) {
		const char *key = q.qpdf_oh_dict_next_key(r->pdf);
		if (strcmp(key, "/Off") != 0)
			value = str_skip(arena_copy(r->a, str_c(key)), 1);
	}
	return value;
}

static void add_choices(struct reading *r, qpdf_oh dict, struct filled_field *f)
{
	struct {
		struct filled_choice *items;
		size_t n, cap;
	} list = {0};
	qpdf_oh kids = q.qpdf_oh_get_key(r->pdf, dict, "/Kids");
	int n = q.qpdf_oh_is_array(r->pdf, kids) ? q.qpdf_oh_get_array_n_items(r->pdf, kids) : 0;
	for (int i = 0; i < n && r->visited < FIELDS_MOST; i++) {
		qpdf_oh kid = q.qpdf_oh_get_array_item(r->pdf, kids, i);
		r->visited++;
		if (!q.qpdf_oh_is_dictionary(r->pdf, kid))
			continue;
		struct str value = button_value(r, kid), text = text_of(r, q.qpdf_oh_get_key(r->pdf, kid, "/TU"));
		*arena_push(r->a, &list) = (struct filled_choice){value, text};
	}
	f->choices = list.items;
	f->nchoices = list.n;
}

static void add_field(struct reading *r, const struct inherited *in, qpdf_oh dict)
{
	struct str type = name_of(r, in->type), root = str_sub(in->name, 0, str_find_char(in->name, '.'));
	struct str id = str_skip(in->name, root.n + 1);
	if (!id.n || !str_starts(root, FILLED_ROOT) || (!str_is(type, "Tx") && !str_is(type, "Btn")))
		return;
	struct filled_field *f = arena_push(r->a, r->out);
	*f = (struct filled_field){.id = id, .question = text_of(r, in->tooltip), .right = text_of(r, q.qpdf_oh_get_key(r->pdf, dict, "/XXsheafRight"))};
	r->out->book = str_skip(root, sizeof FILLED_ROOT - 1);
	if (!f->question.n)
		f->question = id;
	if (str_is(type, "Tx")) {
		f->value = text_of(r, in->value);
		return;
	}
	bool radio = in->flags && q.qpdf_oh_is_integer(r->pdf, in->flags) && q.qpdf_oh_get_int_value(r->pdf, in->flags) & RADIO;
	struct str value = name_of(r, in->value);
	bool off = !value.n || str_is(value, "Off");
	f->kind = radio ? FILLED_CHOICE : FILLED_CHECK;
	f->value = off ? (struct str){0} : radio ? value : STR("yes");
	if (radio && f->right.n)
		add_choices(r, dict, f);
}

static void read_fields(struct reading *r, qpdf_oh list, const struct inherited *from, int depth);

static void read_field(struct reading *r, qpdf_oh dict, const struct inherited *from, int depth)
{
	struct inherited in = *from;
	struct str name = text_of(r, q.qpdf_oh_get_key(r->pdf, dict, "/T"));
	in.name = !in.name.n ? name : name.n ? arena_printf(r->a, STR_FMT "." STR_FMT, STR_ARG(in.name), STR_ARG(name)) : in.name;
	inherit(r, dict, "/FT", &in.type);
	inherit(r, dict, "/Ff", &in.flags);
	inherit(r, dict, "/V", &in.value);
	inherit(r, dict, "/TU", &in.tooltip);
	qpdf_oh kids = q.qpdf_oh_get_key(r->pdf, dict, "/Kids");
	bool named = false; /* kids with names are fields; those without are what the field looks like */
	int n = q.qpdf_oh_is_array(r->pdf, kids) ? q.qpdf_oh_get_array_n_items(r->pdf, kids) : 0;
	for (int i = 0; i < n && !named; i++) {
		qpdf_oh kid = q.qpdf_oh_get_array_item(r->pdf, kids, i);
		named = q.qpdf_oh_is_dictionary(r->pdf, kid) && q.qpdf_oh_is_string(r->pdf, q.qpdf_oh_get_key(r->pdf, kid, "/T"));
	}
	if (named)
		read_fields(r, kids, &in, depth + 1);
	else
		add_field(r, &in, dict);
}

static void read_fields(struct reading *r, qpdf_oh list, const struct inherited *from, int depth)
{
	int n = depth < DEEPEST && q.qpdf_oh_is_array(r->pdf, list) ? q.qpdf_oh_get_array_n_items(r->pdf, list) : 0;
	for (int i = 0; i < n && r->visited < FIELDS_MOST; i++) {
		qpdf_oh dict = q.qpdf_oh_get_array_item(r->pdf, list, i);
		r->visited++;
		if (q.qpdf_oh_is_dictionary(r->pdf, dict))
			read_field(r, dict, from, depth);
	}
}

/* "name", of a page that asks for nothing else, or "….certificate-1.name". */
static bool asks_name(struct str id)
{
	return str_is(id, "name") || (str_ends(id, ".name") && str_find(id, ".certificate-") < id.n);
}

static void find_name(struct filled *f)
{
	f->name = path_stem(f->file);
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].kind == FILLED_TEXT && f->items[i].value.n && asks_name(f->items[i].id)) {
			f->name = f->items[i].value;
			return;
		}
}

static bool say(struct arena *a, struct diags *d, enum diag_id id, struct str file, const char *why)
{
	struct source *src = source_new(a, file, (struct str){0});
	diag_add(d, id, (struct pos){src, 0, 0}, "%s", why);
	return false;
}

static bool read_form(struct reading *r, struct diags *d)
{
	qpdf_oh root = q.qpdf_get_root(r->pdf), form = q.qpdf_oh_is_dictionary(r->pdf, root) ? q.qpdf_oh_get_key(r->pdf, root, "/AcroForm") : 0;
	if (form && q.qpdf_oh_is_dictionary(r->pdf, form))
		read_fields(r, q.qpdf_oh_get_key(r->pdf, form, "/Fields"), &(struct inherited){0}, 0);
	if (!r->out->n)
		return say(r->a, d, DIAG_NOT_A_WORKBOOK, r->out->file,
			form && q.qpdf_oh_is_dictionary(r->pdf, form) ? "its form is none of sheaf's" : "it has no form");
	find_name(r->out);
	return true;
}

bool filled_read(struct arena *a, const char *file, struct diags *d, struct filled *out)
{
	struct reading r = {.a = a, .out = out, .pdf = q.qpdf_init()};
	*out = (struct filled){.file = arena_copy(a, str_c(file))};
	q.qpdf_silence_errors(r.pdf);
	q.qpdf_set_suppress_warnings(r.pdf, QPDF_TRUE);
	bool good = !(q.qpdf_read(r.pdf, file, NULL) & QPDF_ERRORS);
	if (good) {
		good = read_form(&r, d);
	} else {
		qpdf_error e = q.qpdf_get_error(r.pdf);
		bool locked = q.qpdf_get_error_code(r.pdf, e) == qpdf_e_password, missing = q.qpdf_get_error_code(r.pdf, e) == qpdf_e_system;
		const char *why = q.qpdf_get_error_message_detail(r.pdf, e);
		say(a, d, missing ? DIAG_READ_FILE : DIAG_NOT_A_WORKBOOK, out->file,
			locked ? "it is encrypted and wants a password" : arena_printf(a, "cannot be read: %s", why).p);
	}
	q.qpdf_cleanup(&r.pdf);
	return good;
}
