/*
 * Writers: an edition to a file. A format is one file here and one row in writers[].
 */
#ifndef SHEAF_WRITE_WRITER_H
#define SHEAF_WRITE_WRITER_H

#include "base/hash.h"
#include "link/edition.h"

/* A file that was written. */
struct write_file {
	struct str path;
	uint64_t size;
	bool beside; /* not the edition itself: its cover, for shops */
};

/* Another edition that a package brings along, and the file it was written to. */
struct included {
	const struct edition_config *config;
	struct str title, path;
};

struct write_job {
	const struct book *book;
	const struct edition *edition;
	struct str dir;      /* absolute folder for output */
	int threads;
	struct arena *arena; /* for what this job needs and returns */
	struct diags *diags;
	void (*progress)(void *context, size_t done, size_t of); /* may be NULL; called from any thread */
	void *progress_context;
	const struct included *included; /* what the edition's `include` names, all of it */
	size_t nincluded;
	/* out: the files written, paths as to be shown, and their sizes */
	struct write_file *items;
	size_t n, cap;
	struct hashed_files fonts; /* those used, covers' too */
};

struct writer {
	const char *format;    /* as in `format:` */
	const char *extension;
	const char *describes; /* one line for `sheaf help` */
	bool (*write)(struct write_job *job); /* false: nothing was written; a fatal diagnostic says why, unless interrupted */
};
extern const struct writer writers[]; /* ends with a NULL format */
const struct writer *writer_find(struct str format);

bool bundle_write(struct write_job *job);
bool cartridge_write(struct write_job *job);
bool epub_write(struct write_job *job);
bool pdf_write(struct write_job *job);
bool scorm_write(struct write_job *job);
bool trace_pages_write(struct write_job *job);
bool trace_write(struct write_job *job);

#endif
