/*
 * Lossless rotation of JPEGs. A mirrored block has the odd frequencies of that direction negated, a transposed one has its
 * coefficients (and its quantisation table, and the sampling factors) transposed: so a picture is turned by moving blocks.
 * A block at the right or lower edge may hang over the picture. Mirrored, the overhang would show at the left or top;
 * programs that cut it off lose up to 15 lines of the picture. Here such a picture is refused, and the caller decodes it.
 * Camera pictures are multiples of a block nearly always.
 */
#include <stdlib.h>
#include "image/jpeg.h"

static jvirt_barray_ptr *make_arrays(struct jpeg_decompress_struct *src, bool transpose)
{
	j_common_ptr common = (j_common_ptr)src;
	jvirt_barray_ptr *arrays = src->mem->alloc_small(common, JPOOL_IMAGE,
		sizeof *arrays * (size_t)src->num_components);
	JDIMENSION mcus_x = (src->image_width + 8u * (JDIMENSION)src->max_h_samp_factor - 1) /
		(8u * (JDIMENSION)src->max_h_samp_factor);
	JDIMENSION mcus_y = (src->image_height + 8u * (JDIMENSION)src->max_v_samp_factor - 1) /
		(8u * (JDIMENSION)src->max_v_samp_factor);
	for (int i = 0; i < src->num_components; i++) {
		const jpeg_component_info *c = &src->comp_info[i];
		JDIMENSION w = mcus_x * (JDIMENSION)c->h_samp_factor, h = mcus_y * (JDIMENSION)c->v_samp_factor;
		JDIMENSION rows = (JDIMENSION)(transpose ? c->h_samp_factor : c->v_samp_factor);
		arrays[i] = src->mem->request_virt_barray(common, JPOOL_IMAGE, TRUE, transpose ? h : w,
			transpose ? w : h, rows);
	}
	return arrays;
}

static void turn_block(const JCOEF *from, JCOEF *to, struct turn t)
{
	for (int v = 0; v < 8; v++) {
		for (int u = 0; u < 8; u++) {
			int su = t.transpose ? v : u, sv = t.transpose ? u : v;
			bool negate = (t.mirror_x && (su & 1)) != (t.mirror_y && (sv & 1));
			JCOEF c = from[sv * 8 + su];
			to[v * 8 + u] = (JCOEF)(negate ? -c : c);
		}
	}
}

/* The new rows are written from top to bottom: libjpeg takes them in no other order. */
static void turn_component(struct jpeg_decompress_struct *src, const jpeg_component_info *c, jvirt_barray_ptr from,
	jvirt_barray_ptr to, struct turn t)
{
	j_common_ptr common = (j_common_ptr)src;
	JDIMENSION width = t.transpose ? c->height_in_blocks : c->width_in_blocks;
	JDIMENSION height = t.transpose ? c->width_in_blocks : c->height_in_blocks;
	for (JDIMENSION y = 0; y < height; y++) {
		JBLOCKARRAY out = src->mem->access_virt_barray(common, to, y, 1, TRUE);
		for (JDIMENSION x = 0; x < width; x++) {
			JDIMENSION sx = t.transpose ? y : x, sy = t.transpose ? x : y;
			if (t.mirror_x)
				sx = c->width_in_blocks - 1 - sx;
			if (t.mirror_y)
				sy = c->height_in_blocks - 1 - sy;
			JBLOCKARRAY row = src->mem->access_virt_barray(common, from, sy, 1, FALSE);
			turn_block(row[0][sx], out[0][x], t);
		}
	}
}

static void transpose_parameters(struct jpeg_compress_struct *dst)
{
	JDIMENSION w = dst->image_width;
	dst->image_width = dst->image_height;
	dst->image_height = w;
	for (int i = 0; i < dst->num_components; i++) {
		jpeg_component_info *c = &dst->comp_info[i];
		int h = c->h_samp_factor;
		c->h_samp_factor = c->v_samp_factor;
		c->v_samp_factor = h;
	}
	for (int i = 0; i < NUM_QUANT_TBLS; i++) {
		JQUANT_TBL *q = dst->quant_tbl_ptrs[i];
		for (int v = 0; q && v < 8; v++) {
			for (int u = 0; u < v; u++) {
				UINT16 k = q->quantval[v * 8 + u];
				q->quantval[v * 8 + u] = q->quantval[u * 8 + v];
				q->quantval[u * 8 + v] = k;
			}
		}
	}
}

static bool aligned(const struct jpeg_decompress_struct *src, struct turn t)
{
	return (!t.mirror_x || src->image_width % (8u * (JDIMENSION)src->max_h_samp_factor) == 0) &&
		(!t.mirror_y || src->image_height % (8u * (JDIMENSION)src->max_v_samp_factor) == 0);
}

static void write_turned(struct jpeg_decompress_struct *src, struct jpeg_compress_struct *dst, struct turn t,
	const JOCTET *icc, unsigned icc_size)
{
	jvirt_barray_ptr *to = make_arrays(src, t.transpose);
	jvirt_barray_ptr *from = jpeg_read_coefficients(src);
	jpeg_copy_critical_parameters(src, dst);
	if (t.transpose)
		transpose_parameters(dst);
	for (int i = 0; i < src->num_components; i++)
		turn_component(src, &src->comp_info[i], from[i], to[i], t);
	dst->optimize_coding = TRUE;
	if (src->progressive_mode)
		jpeg_simple_progression(dst);
	jpeg_write_coefficients(dst, to);
	if (icc)
		jpeg_write_icc_profile(dst, icc, icc_size);
	jpeg_finish_compress(dst);
}

bool jpeg_turn(struct str bytes, struct turn turn, struct buf *out)
{
	struct jpeg_trouble trouble;
	struct jpeg_decompress_struct src = {0};
	struct jpeg_compress_struct dst = {0};
	struct jpeg_out sink;
	JOCTET *volatile icc = NULL;
	volatile bool ok = false;
	src.err = dst.err = jpeg_trouble_init(&trouble);
	jpeg_out_init(&sink, out);
	if (setjmp(trouble.jump) == 0) {
		jpeg_create_decompress(&src);
		jpeg_create_compress(&dst);
		dst.dest = &sink.base;
		jpeg_mem_src(&src, (const unsigned char *)bytes.p, bytes.n);
		jpeg_save_markers(&src, JPEG_APP0 + 2, 0xffff);
		jpeg_read_header(&src, TRUE);
		JOCTET *profile = NULL;
		unsigned size = 0;
		if (jpeg_read_icc_profile(&src, &profile, &size))
			icc = profile;
		if (aligned(&src, turn)) {
			write_turned(&src, &dst, turn, profile, size);
			ok = !trouble.base.num_warnings && !out->failed;
		}
	}
	jpeg_destroy_compress(&dst);
	jpeg_destroy_decompress(&src);
	free(icc);
	return ok;
}
