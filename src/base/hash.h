/* Digests and the identifiers made from them (through nettle). */
#ifndef SHEAF_BASE_HASH_H
#define SHEAF_BASE_HASH_H

#include "base/arena.h"

struct str hash_sha256_hex(struct arena *a, struct str data);
/* SHA-256 of what comes in pieces. end: 64 hexadecimal digits and a NUL; frees. */
struct digest;
struct digest *digest_new(void);
void digest_add(struct digest *d, const void *p, size_t n);
void digest_end(struct digest *d, char hex[65]);
/* A file that something was made from, as `-v` lists them. */
struct hashed_file {
	struct str name, path, sha256;
};
struct hashed_files {
	struct hashed_file *items;
	size_t n, cap;
};
/* Adds the file at path, which is read through, unless it is listed already; one that cannot be read is not. */
void hashed_add(struct arena *a, struct hashed_files *list, struct str name, struct str path);

/* RFC 9562 section 5.5: UUIDv5 of name in the namespace that the UUID string ns gives; when ns is no UUID, it is
 * first hashed into one itself. Returns 36 characters. */
struct str hash_uuid5(struct arena *a, struct str ns, struct str name);
/* A random UUID (version 4), for `init` alone: nothing that is built may depend on it. */
struct str hash_uuid4(struct arena *a);

#endif
