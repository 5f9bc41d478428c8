/* SHA through nettle. */
#include "base/hash.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include "base/fs.h"

struct digest {
	struct sha256_ctx sha;
};

struct digest *digest_new(void)
{
	struct digest *d = mem_alloc(sizeof *d);
	sha256_init(&d->sha);
	return d;
}

void digest_add(struct digest *d, const void *p, size_t n)
{
	sha256_update(&d->sha, n, p);
}

static void end_in_hex(struct sha256_ctx *sha, char *hex)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_digest(sha, sizeof digest, digest);
	for (size_t i = 0; i < sizeof digest; i++) {
		hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	hex[2 * sizeof digest] = '\0';
}

void digest_end(struct digest *d, char hex[65])
{
	end_in_hex(&d->sha, hex);
	free(d);
}

struct str hash_sha256_hex(struct arena *a, struct str data)
{
	struct sha256_ctx sha;
	char *hex = arena_alloc(a, 2 * SHA256_DIGEST_SIZE + 1);
	sha256_init(&sha);
	sha256_update(&sha, data.n, (const uint8_t *)data.p);
	end_in_hex(&sha, hex);
	return (struct str){hex, 2 * SHA256_DIGEST_SIZE};
}

#define FILE_LIMIT ((size_t)1 << 30)

void hashed_add(struct arena *a, struct hashed_files *list, struct str name, struct str path)
{
	struct arena scratch;
	struct str data;
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->items[i].path, path))
			return;
	arena_init(&scratch);
	if (fs_read(&scratch, arena_cstr(&scratch, path), FILE_LIMIT, &data) == 0)
		*arena_push(a, list) = (struct hashed_file){arena_copy(a, name), arena_copy(a, path), hash_sha256_hex(a, data)};
	arena_free(&scratch);
}

static struct str uuid_text(struct arena *a, uint8_t u[16], int version)
{
	u[6] = (uint8_t)((u[6] & 0x0F) | version << 4);
	u[8] = (u[8] & 0x3F) | 0x80;
	return arena_printf(a, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", u[0], u[1], u[2],
		u[3], u[4], u[5], u[6], u[7], u[8], u[9], u[10], u[11], u[12], u[13], u[14], u[15]);
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool uuid_parse(struct str s, uint8_t out[16])
{
	if (str_starts(s, "urn:uuid:"))
		s = str_skip(s, 9);
	size_t n = 0;
	int high = -1;
	for (size_t i = 0; i < s.n; i++) {
		int v = hex_value(s.p[i]);
		if (s.p[i] == '-' && high < 0)
			continue;
		if (v < 0 || n == 16)
			return false;
		if (high < 0) {
			high = v;
		} else {
			out[n++] = (uint8_t)(high << 4 | v);
			high = -1;
		}
	}
	return n == 16 && high < 0;
}

static void sha1_pair(const uint8_t ns[16], struct str name, uint8_t out[16])
{
	struct sha1_ctx sha;
	sha1_init(&sha);
	sha1_update(&sha, 16, ns);
	sha1_update(&sha, name.n, (const uint8_t *)name.p);
	sha1_digest(&sha, 16, out);
}

struct str hash_uuid5(struct arena *a, struct str ns, struct str name)
{
	static const uint8_t url_namespace[16] = {
		0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
	uint8_t space[16], out[16];
	if (!uuid_parse(ns, space))
		sha1_pair(url_namespace, ns, space);
	sha1_pair(space, name, out);
	return uuid_text(a, out, 5);
}

struct str hash_uuid4(struct arena *a)
{
	uint8_t bytes[16];
	if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
		abort();
	return uuid_text(a, bytes, 4);
}
