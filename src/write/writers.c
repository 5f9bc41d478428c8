/* The formats there are. */
#include "write/writer.h"

const struct writer writers[] = {
	{"bundle", "zip", "a course as a ZIP to download: a web site that opens by double-click, with the editions that it includes", bundle_write},
	{"cartridge", "imscc", "an IMS Common Cartridge 1.1 for learning systems such as Moodle and Canvas: modules, lessons, quizzes, downloads", cartridge_write},
	{"epub", "epub", "an e-book for reading systems and shops, with its cover as a file beside it", epub_write},
	{"pdf", "pdf", "typeset pages, accessible (PDF/UA-1) and for the archive (PDF/A-2a), to print or to read", pdf_write},
	{"scorm", "scorm.zip", "a SCORM 1.2 package for learning systems: lessons read, quizzes and a score", scorm_write},
	{"trace", "trace", "the book as sheaf understood it, as text: for tests and for looking into", trace_write},
	{"trace-pages", "pages", "the typeset pages as text, everything with its place: for tests and for looking into", trace_pages_write},
	{0},
};

const struct writer *writer_find(struct str format)
{
	for (const struct writer *w = writers; w->format; w++)
		if (str_is(format, w->format))
			return w;
	return NULL;
}
