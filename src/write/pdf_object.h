/*
 * A PDF file being written: PDF 1.7 (ISO 32000-1) 7.5, with object streams and a cross-reference stream. Objects are numbered
 * when they are reserved and written in any order; what is no stream goes into object streams, which are compressed on all cores
 * some dozens at a time. The bytes depend on what is written alone.
 *
 * Failures of the file system stick and are told by pdf_file_close. Used by one thread at a time, but for the functions
 * that only spell.
 */
#ifndef SHEAF_WRITE_PDF_OBJECT_H
#define SHEAF_WRITE_PDF_OBJECT_H

#include "base/buf.h"

struct pdf_file;

struct pdf_file *pdf_file_open(const char *path, int threads);
uint32_t pdf_reserve(struct pdf_file *f, size_t n); /* the first of n object numbers in a row */

/* An object that is no stream: spell it into what pdf_begin returns, then pdf_end. */
struct buf *pdf_begin(struct pdf_file *f, uint32_t id);
void pdf_end(struct pdf_file *f);

/* A stream. entries: what its dictionary holds besides Length and what packing adds. */
enum pdf_packing {
	PDF_PLAIN,    /* to stand in the file as it is */
	PDF_DEFLATE,  /* to be compressed */
	PDF_DEFLATED, /* by pdf_deflate */
	PDF_ENCODED,  /* entries name the filter */
};
void pdf_stream(struct pdf_file *f, uint32_t id, const char *entries, struct str data, enum pdf_packing packing);
void pdf_deflate(struct buf *out, struct str data); /* in the format of zlib; any thread */

/*
 * Writes what is pending, the cross-references and the trailer; the file takes its name. permanent says which work this is,
 * whatever its state: the first half of ID is made from it, the second from every byte of the file. 0 or an errno value.
 */
int pdf_file_close(struct pdf_file *f, uint32_t root, uint32_t info, struct str permanent, uint64_t *size);
void pdf_file_cancel(struct pdf_file *f);

/* ---- spelling; a number is followed by whatever the caller puts */
void pdf_number(struct buf *b, int64_t n);
void pdf_milli(struct buf *b, int64_t thousandths); /* as a decimal number, as short as can be */
void pdf_dim(struct buf *b, int64_t dim);           /* 65536ths of a point, to a thousandth of one */
int64_t pdf_dim_milli(int64_t dim);                 /* the same as a count of thousandths */
void pdf_ref(struct buf *b, uint32_t id);           /* "12 0 R" */
void pdf_name(struct buf *b, struct str name);      /* "/Name", escaped */
void pdf_string(struct buf *b, struct str bytes);   /* a literal string */
void pdf_text(struct buf *b, struct str utf8);      /* a text string: ASCII as it is, else UTF-16 */
void pdf_utf16_hex(struct buf *b, struct str utf8); /* hexadecimal digits, big-endian */

/*
 * Name and number trees (7.9.6, 7.9.7) of any size: leaves of some dozens below one root. key spells the i-th key, value its
 * value; keys are given in order. Returns the root's object.
 */
struct pdf_tree {
	const char *kind; /* "Names" or "Nums" */
	size_t n;
	void (*key)(const void *context, struct buf *b, size_t i);
	void (*value)(const void *context, struct buf *b, size_t i);
	const void *context;
};
uint32_t pdf_tree(struct pdf_file *f, const struct pdf_tree *tree);

#endif
