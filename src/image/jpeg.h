/* The pieces of JPEG handling. Private to image/; libjpeg's types stay in the .c files that say so. */
#ifndef SHEAF_IMAGE_JPEG_H
#define SHEAF_IMAGE_JPEG_H

#include <setjmp.h>
#include <stdio.h>
#include <jpeglib.h>
#include "image/codec.h"

/* libjpeg reports errors through this: the text is kept, control goes to jump, nothing is printed, nobody exits. */
struct jpeg_trouble {
	struct jpeg_error_mgr base;
	jmp_buf jump;
	char text[JMSG_LENGTH_MAX];
};
struct jpeg_error_mgr *jpeg_trouble_init(struct jpeg_trouble *t);

/* A libjpeg destination that writes to a buffer. */
struct jpeg_out {
	struct jpeg_destination_mgr base;
	struct buf *buf;
	JOCTET chunk[16384];
};
void jpeg_out_init(struct jpeg_out *o, struct buf *buf);

/*
 * The picture turned upright by moving and mirroring its DCT blocks: nothing is lost. False when that is not possible: a
 * mirrored side ends within a block, or the file is damaged. The result has no metadata but the colour profile.
 */
bool jpeg_turn(struct str bytes, struct turn turn, struct buf *out);

/* The same picture with the Huffman tables that make it smallest. For what libjpeg writes: baseline, one scan, 1 or 3 components,
 * no restarts. False: it is of another kind, and out holds nothing of use. */
bool jpeg_recode(struct str bytes, struct buf *out);

#endif
