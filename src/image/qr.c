/* The library's matrix, copied: its other bits say what a module is for, which nobody here asks. */
#include "image/qr.h"

#include <pthread.h>
#include <qrencode.h>
#include "base/library.h"

struct qr_library {
	__typeof__(QRcode_encodeString) *encode;
	__typeof__(QRcode_free) *free;
};

static const struct library_row rows[] = {
	{"libqrencode.so.4", NULL, 0},
	{NULL, "QRcode_encodeString", offsetof(struct qr_library, encode)},
	{NULL, "QRcode_free", offsetof(struct qr_library, free)},
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct qr_library library;
static bool loaded;

static void load(void)
{
	char failure[256];
	loaded = library_load(rows, sizeof rows / sizeof *rows, &library, failure, sizeof failure);
}

bool qr_encode(struct arena *a, struct str text, struct qr *out)
{
	pthread_once(&once, load);
	QRcode *code = loaded && text.n ? library.encode(arena_cstr(a, text), 0, QR_ECLEVEL_M, QR_MODE_8, 1) : NULL;
	if (!code)
		return false;
	size_t n = (size_t)code->width * (size_t)code->width;
	*out = (struct qr){(uint32_t)code->width, arena_alloc(a, n)};
	for (size_t i = 0; i < n; i++)
		out->modules[i] = code->data[i] & 1;
	library.free(code);
	return true;
}
