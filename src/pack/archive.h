/*
 * ZIP archives through libzip: entries in the order they are added, one fixed time, no extra fields, names in UTF-8, so that the same
 * content gives the same bytes. Written beside the target and renamed when whole; an interrupt or a failure leaves the last good file.
 */
#ifndef SHEAF_PACK_ARCHIVE_H
#define SHEAF_PACK_ARCHIVE_H

#include <stdint.h>
#include <stdio.h>
#include "base/arena.h"

struct archive;

/* epoch: seconds since 1970 UTC for every entry (ZIP cannot say before 1980). Never NULL: failures show at archive_close. */
struct archive *archive_open(const char *path, int64_t epoch, int level);
void archive_store(struct archive *z, struct str name, struct str data); /* uncompressed; data must live until close */
void archive_add(struct archive *z, struct str name, struct str data);   /* deflated; data must live until close */
/* Streamed at close. A file that changes while it is being read fails the archive with ESTALE. */
void archive_add_file(struct archive *z, struct str name, const char *path, bool deflate);
/* A stretch of a file that is open for reading until close, and that nothing else reads then; uncompressed. */
void archive_store_stretch(struct archive *z, struct str name, FILE *file, uint64_t offset, uint64_t size);
/*
 * The digests of all entries before it and of what they hold uncompressed, a line each as `sha256sum -c` reads them. Asked for right after
 * archive_open, for entries are hashed as they are read. Packed entries bring their own.
 */
void archive_keep_digests(struct archive *z);
void archive_add_digests(struct archive *z, struct str name);

/*
 * Compression apart from the archive, so that each thread can deflate what it made and free the original.
 * The entry has the same bytes as one from archive_add at the same level.
 */
struct packed {
	struct str data; /* a raw deflate stream (RFC 1951), in the caller's arena */
	uint64_t size;   /* of what it holds, bytes */
	uint32_t crc;    /* CRC-32 of what it holds */
	struct str sha256; /* of the same, 64 hexadecimal digits; "" when not asked for */
};
struct packed archive_pack(struct arena *a, struct str data, int level, bool digest);
void archive_add_packed(struct archive *z, struct str name, struct packed packed); /* its data must live until close */

/* Writes it all. 0, an errno value (EINTR when interrupted), with *what naming the entry or step that failed. Frees z. */
int archive_close(struct archive *z, struct arena *a, struct str *what);
void archive_cancel(struct archive *z);

#endif
