/*
 * What packages for learning systems have in common: the files of a course, listed in a manifest and written as one ZIP with imsmanifest.xml
 * first.
 */
#ifndef SHEAF_WRITE_PACKAGE_H
#define SHEAF_WRITE_PACKAGE_H

#include "write/course.h"
#include "write/manifest.h"

/* A manifest with what it says of the edition, and no item or resource yet. */
struct manifest package_manifest(struct course *c);
/* Adds to r what pages are made with: style sheet, images. */
void package_shared_files(struct course *c, struct resource *r);
/* Opens the archive for the edition's file with that extension, with the manifest and the course in it. */
struct archive *package_open(struct course *c, const char *extension, struct str manifest);

#endif
