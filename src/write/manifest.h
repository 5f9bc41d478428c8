/*
 * imsmanifest.xml: what is in a package for a learning system, and in what order it is learned. Two dialects of IMS Content Packaging:
 * Common Cartridge 1.1 and SCORM 1.2. What a writer puts together here is plain; what importers trip over is seen to there:
 *
 *   - The default namespace comes first, for Moodle looks for it in the first 500 bytes alone.
 *   - One item without a title wraps all others; the caller gives every lesson a module, for Canvas puts loose ones elsewhere.
 *   - A folder has no resource of its own, and a lesson nothing below it.
 */
#ifndef SHEAF_WRITE_MANIFEST_H
#define SHEAF_WRITE_MANIFEST_H

#include "book/project.h"

enum resource_type { RESOURCE_WEB, RESOURCE_QUIZ };

/* Files that belong together. */
struct resource {
	struct str id;           /* an NCName, unique in the manifest */
	enum resource_type type;
	struct str href;         /* what is opened; "" : nothing of it is, it is needed by others */
	struct {
		struct str *items; /* below the package's root; href among them */
		size_t n, cap;
	} files;
	const struct resource *needs; /* or NULL */
};

/* A module or what is in it. */
struct manifest_item {
	struct str id, title;
	const struct resource *resource; /* NULL: of a module */
	struct manifest_item *parent, *first, *last, *next;
};

struct manifest {
	struct str id, title, description, language; /* description may be "" */
	const struct values *subjects;               /* or NULL */
	struct manifest_item root;
	struct {
		struct resource **items;
		size_t n, cap;
	} resources;
	int passing; /* SCORM: what is enough to pass, in per cent; 0: there is nothing to pass */
};

struct resource *manifest_resource(struct arena *a, struct manifest *m, struct str id, enum resource_type type, struct str href);
void resource_file(struct arena *a, struct resource *r, struct str file);
struct manifest_item *manifest_item(struct arena *a, struct manifest_item *parent, struct str id, struct str title, const struct resource *resource);

struct str manifest_cartridge(struct arena *a, const struct manifest *m);
/* One item and one SCO: the first resource. */
struct str manifest_scorm(struct arena *a, const struct manifest *m);

#endif
