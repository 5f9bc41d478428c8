/*
 * A course: the pages of web.h as HTML for browsers, and what is downloaded beside them. Shared by the packages that hold one: the bundle to
 * open by double-click, and those for learning systems. Every name in a package is ASCII and one that Windows, macOS and Linux take.
 */
#ifndef SHEAF_WRITE_COURSE_H
#define SHEAF_WRITE_COURSE_H

#include "write/web.h"

/* A file that a reader may take away: an edition, or a lesson's PDF. */
struct download {
	struct str name;              /* below the root: downloads/workbook.pdf */
	struct str path;              /* the file to pack */
	struct str title;
	const char *kind;             /* epub, pdf, workbook */
	uint64_t size;
	const struct article *lesson; /* whose PDF it is; NULL: of the course */
};

struct course {
	struct web web;               /* first: a hook's struct web is one of these */
	struct {
		struct download *items;
		size_t n, cap;
	} downloads;
};

/* Names the included editions' files. Once web_prepare is done. */
void course_list_downloads(struct course *c);
/* Makes each lesson's PDF and lists it, when the edition wants them; false when one could not be. drop: the files are no longer needed. */
bool course_make_lessons(struct course *c);
void course_drop_lessons(struct course *c);
/* web_format.tell: <position> <previous> <next> <home> <contents> <downloads> <style>, see template.h. */
void course_tell(struct web *w, struct web_page *page, struct buf *out);
/* "12.1 KB", "3.4 MB" */
struct str course_size(struct arena *a, uint64_t bytes);
/* The pages, the images, the cover and the downloads into the archive, in this order. */
void course_pack(struct course *c, struct archive *z);
/* The edition's file with that extension; and its archive written to it and noted in the job, false after a diagnostic. */
struct str course_path(struct course *c, const char *extension);
bool course_close(struct course *c, const char *extension, struct archive *z);
/* Says why the archive was not written, unless interrupted. Always false. */
bool course_failed(struct course *c, int error, struct str what);

#endif
