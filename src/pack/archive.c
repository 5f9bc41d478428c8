/*
 * ZIP through libzip (APPNOTE.TXT 6.3; for EPUB also OCF 3.3, section 4.2).
 *
 * Every entry comes from one source callback of ours, over memory or over a file. It knows the entry's name, so that a file
 * that vanishes while the archive is being written is named, which libzip's own file source cannot do; and it may hand out
 * data that is deflated already, which libzip copies as it is. The time of an entry is set as the DOS fields themselves:
 * zip_file_set_mtime would go through the local time zone.
 *
 * libzip writes a temporary file beside the target and renames it. base/sink does the same, but libzip must seek
 * back to fill in sizes, and a sink cannot.
 */
#include "pack/archive.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>
#include <zlib.h>
#include "base/hash.h"
#include "base/sink.h"

struct archive {
	zip_t *zip; /* NULL when it could not be opened */
	struct arena arena;
	char *path;
	int level, error; /* errno of the first failure */
	struct str failed; /* what failed first */
	zip_uint16_t dos_time, dos_date;
	bool digests;      /* kept of every entry */
	struct entry *first, *last;
};

struct entry {
	struct archive *archive;
	struct entry *next;
	struct str name;
	const char *path; /* of a file; NULL: data, or a stretch */
	struct str data;
	bool deflated, sums;
	bool stretch;     /* of `file`, which is another's, from `offset` */
	uint64_t offset;
	uint64_t size;
	uint32_t crc;
	uint64_t at;
	FILE *file;
	struct stat before; /* of a file, when it was opened */
	struct digest *digest; /* while it is read */
	char sha256[65];
	zip_error_t error;
};

enum { DIGITS = 64 };

/* Days since 1970 to a date of the proleptic Gregorian calendar; years run from March, so that leap days come last. */
static void civil_date(int64_t days, int *year, int *month, int *day)
{
	days += 719468;
	int64_t era = days / 146097, of_era = days % 146097;
	int64_t of_years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * of_years + of_years / 4 - of_years / 100);
	int64_t from_march = (5 * of_year + 2) / 153;
	*day = (int)(of_year - (153 * from_march + 2) / 5 + 1);
	*month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
	*year = (int)(of_years + era * 400 + (*month <= 2));
}

/* MS-DOS fields, two-second steps, 1980 to 2107; what lies outside is clamped. */
static void dos_fields(int64_t epoch, zip_uint16_t *time, zip_uint16_t *date)
{
	const int64_t first = 315532800, last = 4354819198;
	if (epoch < first)
		epoch = first;
	if (epoch > last)
		epoch = last;
	int year, month, day;
	civil_date(epoch / 86400, &year, &month, &day);
	int64_t second = epoch % 86400;
	*time = (zip_uint16_t)(second / 3600 << 11 | second / 60 % 60 << 5 | second % 60 / 2);
	*date = (zip_uint16_t)((year - 1980) << 9 | month << 5 | day);
}

static void archive_fail(struct archive *z, int error, struct str what)
{
	if (z->error)
		return;
	z->error = error ? error : EIO;
	z->failed = arena_copy(&z->arena, what);
}

static zip_int64_t entry_fail(struct entry *e, int code)
{
	archive_fail(e->archive, errno, str_c(e->path));
	zip_error_set(&e->error, code, errno);
	return -1;
}

/* "digits  name" of every entry before this one: known by now, for libzip reads entries in their order. */
static void make_sums(struct entry *e)
{
	char *line = arena_alloc(&e->archive->arena, e->size + 1);
	e->data = (struct str){line, e->size};
	for (const struct entry *other = e->archive->first; other != e; other = other->next)
		line += sprintf(line, "%s  " STR_FMT "\n", other->sha256, STR_ARG(other->name));
}

static zip_int64_t entry_open(struct entry *e)
{
	e->at = 0;
	if (e->archive->digests && !e->deflated && !e->digest)
		e->digest = digest_new();
	if (e->sums)
		make_sums(e);
	if (e->stretch)
		return fseeko(e->file, (off_t)e->offset, SEEK_SET) == 0 ? 0 : entry_fail(e, ZIP_ER_SEEK);
	if (!e->path)
		return 0;
	e->file = fopen(e->path, "rbe");
	return e->file && fstat(fileno(e->file), &e->before) == 0 ? 0 : entry_fail(e, ZIP_ER_OPEN);
}

/* Whether the file is still as it was when it was opened, and was as long then as was promised. */
static bool is_unchanged(struct entry *e)
{
	struct stat now;
	return fstat(fileno(e->file), &now) == 0 && now.st_size == e->before.st_size && (uint64_t)now.st_size == e->at &&
	       now.st_mtim.tv_sec == e->before.st_mtim.tv_sec && now.st_mtim.tv_nsec == e->before.st_mtim.tv_nsec;
}

static zip_int64_t read_file(struct entry *e, void *into, uint64_t room)
{
	if (e->stretch && room > e->size - e->at)
		room = e->size - e->at;
	size_t n = fread(into, 1, room, e->file);
	if (n == 0 && ferror(e->file))
		return entry_fail(e, ZIP_ER_READ);
	if (n == 0 && !e->stretch && !is_unchanged(e)) {
		errno = ESTALE;
		return entry_fail(e, ZIP_ER_READ);
	}
	return (zip_int64_t)n;
}

static zip_int64_t entry_read(struct entry *e, void *into, zip_uint64_t room)
{
	zip_int64_t n;
	if (e->file) {
		n = read_file(e, into, room);
	} else {
		n = (zip_int64_t)(e->data.n - e->at < room ? e->data.n - e->at : room);
		if (n)
			memcpy(into, e->data.p + e->at, (size_t)n);
	}
	if (n > 0)
		e->at += (uint64_t)n;
	if (n > 0 && e->digest)
		digest_add(e->digest, into, (size_t)n);
	return n;
}

static zip_int64_t entry_close(struct entry *e)
{
	if (e->digest)
		digest_end(e->digest, e->sha256);
	e->digest = NULL;
	if (e->file && !e->stretch) {
		fclose(e->file);
		e->file = NULL;
	}
	return 0;
}

static zip_int64_t entry_stat(struct entry *e, zip_stat_t *out)
{
	zip_stat_init(out);
	out->valid = ZIP_STAT_SIZE;
	out->size = e->stretch || e->sums ? e->size : e->data.n;
	if (e->path) {
		struct stat st;
		if (stat(e->path, &st) < 0)
			return entry_fail(e, ZIP_ER_OPEN);
		out->size = (zip_uint64_t)st.st_size;
	} else if (e->deflated) {
		out->valid |= ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
		out->size = e->size;
		out->comp_size = e->data.n;
		out->comp_method = ZIP_CM_DEFLATE;
		out->crc = e->crc;
	}
	return sizeof *out;
}

static zip_int64_t entry_source(void *context, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
	struct entry *e = context;
	switch (command) {
	case ZIP_SOURCE_OPEN:
		return entry_open(e);
	case ZIP_SOURCE_READ:
		return entry_read(e, data, length);
	case ZIP_SOURCE_CLOSE:
		return entry_close(e);
	case ZIP_SOURCE_STAT:
		return entry_stat(e, data);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&e->error, data, length);
	case ZIP_SOURCE_FREE:
		return entry_close(e);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
			ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default:
		zip_error_set(&e->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

/* errno of a libzip error: what the system said, else the nearest word for it. */
static int errno_of(zip_error_t *error)
{
	if (zip_error_code_zip(error) == ZIP_ER_CANCELLED)
		return EINTR;
	if (zip_error_system_type(error) == ZIP_ET_SYS && zip_error_code_system(error))
		return zip_error_code_system(error);
	return zip_error_code_zip(error) == ZIP_ER_MEMORY ? ENOMEM : EIO;
}

static int cancelled(zip_t *zip, void *context)
{
	return interrupt_signal() != 0;
}

static void archive_put(struct archive *z, struct entry entry, int method)
{
	if (!z->zip)
		return;
	struct entry *e = arena_new(&z->arena, struct entry);
	*e = entry;
	e->archive = z;
	if (z->last)
		z->last->next = e;
	else
		z->first = e;
	z->last = e;
	zip_error_init(&e->error);
	zip_source_t *source = zip_source_function(z->zip, entry_source, e);
	char *name = arena_cstr(&z->arena, e->name);
	zip_int64_t index = source ? zip_file_add(z->zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
	if (index < 0) {
		archive_fail(z, errno_of(zip_get_error(z->zip)), e->name);
		if (source)
			zip_source_free(source);
		return;
	}
	zip_uint64_t i = (zip_uint64_t)index;
	/* a regular file, rw-r--r--, whatever the umask here */
	if (zip_set_file_compression(z->zip, i, method, (zip_uint32_t)z->level) < 0 ||
		zip_file_set_dostime(z->zip, i, z->dos_time, z->dos_date, 0) < 0 ||
		zip_file_set_external_attributes(z->zip, i, 0, ZIP_OPSYS_UNIX, 0100644u << 16) < 0)
		archive_fail(z, errno_of(zip_get_error(z->zip)), e->name);
}

struct archive *archive_open(const char *path, int64_t epoch, int level)
{
	struct archive *z = mem_alloc(sizeof *z);
	arena_init(&z->arena);
	z->path = arena_cstr(&z->arena, str_c(path));
	z->level = level;
	dos_fields(epoch, &z->dos_time, &z->dos_date);
	int code = 0;
	z->zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
	if (!z->zip) {
		zip_error_t error;
		zip_error_init_with_code(&error, code);
		archive_fail(z, errno_of(&error), str_c(path));
		zip_error_fini(&error);
	} else {
		zip_register_cancel_callback_with_state(z->zip, cancelled, NULL, NULL);
	}
	return z;
}

void archive_store(struct archive *z, struct str name, struct str data)
{
	archive_put(z, (struct entry){.name = name, .data = data}, ZIP_CM_STORE);
}

void archive_add(struct archive *z, struct str name, struct str data)
{
	archive_put(z, (struct entry){.name = name, .data = data}, ZIP_CM_DEFLATE);
}

void archive_add_file(struct archive *z, struct str name, const char *path, bool deflate)
{
	struct entry e = {.name = name, .path = arena_cstr(&z->arena, str_c(path))};
	archive_put(z, e, deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE);
}

void archive_store_stretch(struct archive *z, struct str name, FILE *file, uint64_t offset, uint64_t size)
{
	archive_put(z, (struct entry){.name = name, .stretch = true, .file = file, .offset = offset, .size = size}, ZIP_CM_STORE);
}

void archive_keep_digests(struct archive *z)
{
	z->digests = true;
}

void archive_add_digests(struct archive *z, struct str name)
{
	struct entry e = {.name = name, .sums = true};
	for (const struct entry *other = z->first; other; other = other->next)
		e.size += DIGITS + 2 + other->name.n + 1;
	archive_put(z, e, ZIP_CM_DEFLATE);
}

struct packed archive_pack(struct arena *a, struct str data, int level, bool digest)
{
	z_stream stream = {0};
	/* libzip's own settings */
	if (deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	size_t room = deflateBound(&stream, data.n);
	unsigned char *out = mem_alloc(room);
	/* zlib counts in 32 bits; what is packed here is a text of a few megabytes */
	if (data.n > UINT32_MAX || room > UINT32_MAX)
		abort();
	stream.next_in = (unsigned char *)data.p;
	stream.avail_in = (uInt)data.n;
	stream.next_out = out;
	stream.avail_out = (uInt)room;
	if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
		abort();
	struct packed packed = {
		.data = arena_copy(a, (struct str){(char *)out, room - stream.avail_out}),
		.size = data.n,
		.crc = (uint32_t)crc32(0, (const unsigned char *)data.p, (uInt)data.n),
		.sha256 = digest ? hash_sha256_hex(a, data) : (struct str){0},
	};
	deflateEnd(&stream);
	free(out);
	return packed;
}

void archive_add_packed(struct archive *z, struct str name, struct packed packed)
{
	struct entry e = {.name = name, .data = packed.data, .deflated = true, .size = packed.size, .crc = packed.crc};
	if (packed.sha256.n == DIGITS)
		memcpy(e.sha256, packed.sha256.p, DIGITS);
	archive_put(z, e, ZIP_CM_DEFLATE);
}

int archive_close(struct archive *z, struct arena *a, struct str *what)
{
	if (z->zip && !z->error && zip_close(z->zip) == 0) {
		z->zip = NULL;
	} else if (z->zip && !z->error) {
		archive_fail(z, errno_of(zip_get_error(z->zip)), str_c(z->path));
	}
	int error = z->error;
	*what = error ? arena_copy(a, z->failed) : (struct str){0};
	archive_cancel(z);
	return error;
}

void archive_cancel(struct archive *z)
{
	if (z->zip)
		zip_discard(z->zip);
	arena_free(&z->arena);
	free(z);
}
