/* QR codes (ISO/IEC 18004), through libqrencode, loaded when first needed. */
#ifndef SHEAF_IMAGE_QR_H
#define SHEAF_IMAGE_QR_H

#include <stdint.h>
#include "base/arena.h"

struct qr {
	uint32_t side;          /* modules, without the four of white around it that readers need */
	unsigned char *modules; /* row by row; 1 is dark; in the arena */
};

/* Error correction M: up to 15 of 100 may be lost. False: the library is not there, or the text is too long (2,331 bytes). */
bool qr_encode(struct arena *a, struct str text, struct qr *out);

#endif
