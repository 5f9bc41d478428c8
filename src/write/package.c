#include "write/package.h"

enum { LEVEL = 6 };

/* An NCName: the identifier's own characters where XML takes them. */
static struct str manifest_id(struct arena *a, struct str identifier)
{
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	buf_cstr(&out, "course-");
	for (size_t i = 0; i < identifier.n; i++) {
		char c = identifier.p[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		buf_char(&out, plain ? c : '-');
	}
	struct str id = buf_copy(&out, a);
	buf_free(&out);
	return id;
}

struct manifest package_manifest(struct course *c)
{
	const struct edition *e = c->web.e;
	return (struct manifest){
		.id = manifest_id(c->web.a, e->identifier),
		.title = e->title,
		.description = e->description,
		.language = e->language,
		.subjects = &e->subjects,
	};
}

void package_shared_files(struct course *c, struct resource *r)
{
	struct web *w = &c->web;
	resource_file(w->a, r, str_c(w->format->css));
	for (size_t i = 0; i < w->images.n; i++)
		if (w->images.items[i].good)
			resource_file(w->a, r, w->images.items[i].href);
}

struct archive *package_open(struct course *c, const char *extension, struct str manifest)
{
	struct archive *z = archive_open(course_path(c, extension).p, c->web.e->epoch, LEVEL);
	archive_add(z, STR("imsmanifest.xml"), manifest);
	archive_add(z, str_c(c->web.format->css), c->web.css);
	course_pack(c, z);
	return z;
}
