/*
 * JPEG to pixels and back, through libjpeg. CMYK, which reading systems show wrongly or not at all, becomes RGB by the
 * plain formula: a print profile is not consulted, for that would need a colour management library for one rare case.
 */
#include <stdlib.h>
#include <string.h>
#include "image/jpeg.h"

static void on_error(j_common_ptr cinfo)
{
	struct jpeg_trouble *t = (struct jpeg_trouble *)cinfo->err;
	t->base.format_message(cinfo, t->text);
	longjmp(t->jump, 1);
}

static void on_message(j_common_ptr cinfo)
{
	(void)cinfo; /* warnings are counted, not printed */
}

struct jpeg_error_mgr *jpeg_trouble_init(struct jpeg_trouble *t)
{
	jpeg_std_error(&t->base);
	t->base.error_exit = on_error;
	t->base.output_message = on_message;
	t->text[0] = '\0';
	return &t->base;
}

static void out_start(j_compress_ptr cinfo)
{
	struct jpeg_out *o = (struct jpeg_out *)cinfo->dest;
	o->base.next_output_byte = o->chunk;
	o->base.free_in_buffer = sizeof o->chunk;
}

static boolean out_full(j_compress_ptr cinfo)
{
	struct jpeg_out *o = (struct jpeg_out *)cinfo->dest;
	buf_put(o->buf, o->chunk, sizeof o->chunk);
	out_start(cinfo);
	return TRUE;
}

static void out_end(j_compress_ptr cinfo)
{
	struct jpeg_out *o = (struct jpeg_out *)cinfo->dest;
	buf_put(o->buf, o->chunk, sizeof o->chunk - o->base.free_in_buffer);
}

void jpeg_out_init(struct jpeg_out *o, struct buf *buf)
{
	o->base.init_destination = out_start;
	o->base.empty_output_buffer = out_full;
	o->base.term_destination = out_end;
	o->buf = buf;
}

/* In place. Adobe's files, the only kind there is, hold the inks inverted. */
static void cmyk_to_rgb(uint8_t *row, uint32_t width, bool inverted)
{
	const uint8_t *from = row;
	for (uint32_t x = 0; x < width; x++, from += 4, row += 3) {
		uint8_t k = inverted ? from[3] : (uint8_t)(255 - from[3]);
		for (int c = 0; c < 3; c++) {
			uint8_t v = inverted ? from[c] : (uint8_t)(255 - from[c]);
			row[c] = (uint8_t)((v * k + 127) / 255);
		}
	}
}

struct decoder {
	struct jpeg_trouble trouble;
	struct jpeg_decompress_struct src;
	struct shrink *shrink;
	uint8_t *row;
	JOCTET *icc;
};

/* The inverse DCT can halve a picture as it goes, three or four times faster; the last step is left to the area filter. */
static void choose_scale(struct jpeg_decompress_struct *src, uint32_t to_width)
{
	src->scale_num = 1;
	src->scale_denom = 1;
	while (src->scale_denom < 8 && (uint64_t)to_width * src->scale_denom * 3 <= src->image_width)
		src->scale_denom *= 2;
}

static void read_profile(struct job *job, struct decoder *dec, struct pixels *out)
{
	unsigned size;
	if (dec->src.out_color_space == JCS_CMYK || !jpeg_read_icc_profile(&dec->src, &dec->icc, &size))
		return;
	out->icc = arena_copy(job->scratch, (struct str){(char *)dec->icc, size});
}

static void read_rows(struct decoder *dec)
{
	bool cmyk = dec->src.out_color_space == JCS_CMYK;
	while (dec->src.output_scanline < dec->src.output_height) {
		JSAMPROW row = dec->row;
		jpeg_read_scanlines(&dec->src, &row, 1);
		if (cmyk)
			cmyk_to_rgb(row, dec->src.output_width, dec->src.saw_Adobe_marker);
		shrink_row(dec->shrink, row);
	}
	jpeg_finish_decompress(&dec->src);
}

/* What runs under setjmp. False: a diagnostic was added. */
static bool decode(struct job *job, struct decoder *dec, int *orientation, struct pixels *out)
{
	struct jpeg_decompress_struct *src = &dec->src;
	jpeg_create_decompress(src);
	jpeg_mem_src(src, (const unsigned char *)job->bytes.p, job->bytes.n);
	jpeg_save_markers(src, JPEG_APP0 + 2, 0xffff);
	jpeg_save_markers(src, JPEG_APP0 + 1, 0xffff);
	jpeg_read_header(src, TRUE);
	uint64_t limit = jpeg_has_multiple_scans(src) ? IMAGE_WHOLE_LIMIT : IMAGE_STREAM_LIMIT;
	if (!job_size_ok(job, src->image_width, src->image_height, limit))
		return false;
	for (jpeg_saved_marker_ptr m = src->marker_list; m; m = m->next)
		if (m->marker == JPEG_APP0 + 1 && m->data_length > 6 && memcmp(m->data, "Exif\0", 6) == 0)
			*orientation = exif_orientation((struct str){(char *)m->data + 6, m->data_length - 6});
	bool swap = exif_turn(*orientation).transpose;
	uint32_t upright_w = swap ? src->image_height : src->image_width;
	uint32_t upright_h = swap ? src->image_width : src->image_height;
	uint32_t w, h;
	job_fit(job, upright_w, upright_h, &w, &h);
	if (swap) {
		uint32_t t = w;
		w = h;
		h = t;
	}
	choose_scale(src, w);
	if (src->jpeg_color_space == JCS_CMYK || src->jpeg_color_space == JCS_YCCK)
		src->out_color_space = JCS_CMYK;
	else if (src->jpeg_color_space != JCS_GRAYSCALE)
		src->out_color_space = JCS_RGB;
	src->dct_method = JDCT_ISLOW;
	read_profile(job, dec, out);
	jpeg_start_decompress(src);
	dec->row = mem_alloc((size_t)src->output_width * (size_t)src->output_components);
	if (w > src->output_width)
		w = src->output_width;
	if (h > src->output_height)
		h = src->output_height;
	dec->shrink = shrink_open(src->output_width, src->output_height, w, h, src->output_components == 1 ? 1 : 3);
	read_rows(dec);
	return true;
}

bool jpeg_decode(struct job *job, struct pixels *out)
{
	struct decoder *dec = mem_alloc(sizeof *dec); /* not on the stack: longjmp would leave its members undefined */
	int *orientation = arena_new(job->scratch, int);
	struct pixels *made = arena_new(job->scratch, struct pixels);
	volatile bool ok = false;
	dec->src.err = jpeg_trouble_init(&dec->trouble);
	*orientation = 1;
	if (setjmp(dec->trouble.jump) == 0)
		ok = decode(job, dec, orientation, made);
	else
		job_bad(job, "its data is damaged (%s)", dec->trouble.text);
	jpeg_destroy_decompress(&dec->src);
	struct str icc = made->icc;
	if (dec->shrink)
		shrink_close(dec->shrink, ok ? made : NULL);
	free(dec->row);
	free(dec->icc);
	free(dec);
	if (!ok)
		return false;
	*out = *made;
	out->icc = icc;
	pixels_orient(out, *orientation);
	return true;
}

static void encode(struct jpeg_compress_struct *dst, const struct pixel_rows *rows, struct jpeg_quality q)
{
	dst->image_width = rows->width;
	dst->image_height = rows->height;
	dst->input_components = rows->channels;
	dst->in_color_space = rows->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(dst);
	jpeg_set_quality(dst, q.quality, TRUE);
	dst->dct_method = JDCT_ISLOW;
	if (!q.subsample)
		dst->comp_info[0].h_samp_factor = dst->comp_info[0].v_samp_factor = 1;
	jpeg_start_compress(dst, TRUE);
	if (rows->icc.n)
		jpeg_write_icc_profile(dst, (const JOCTET *)rows->icc.p, (unsigned)rows->icc.n);
	while (dst->next_scanline < dst->image_height) {
		JSAMPROW row = (JSAMPROW)(uintptr_t)rows->row(rows->context, dst->next_scanline);
		jpeg_write_scanlines(dst, &row, 1);
	}
	jpeg_finish_compress(dst);
}

struct str jpeg_encode_rows(struct arena *a, const struct pixel_rows *rows, struct jpeg_quality q)
{
	struct jpeg_trouble trouble;
	struct jpeg_compress_struct dst = {0};
	struct jpeg_out sink;
	struct buf *out = arena_new(a, struct buf), smaller;
	volatile bool ok = false;
	buf_init(out, BUF_NO_LIMIT);
	dst.err = jpeg_trouble_init(&trouble);
	jpeg_out_init(&sink, out);
	if (setjmp(trouble.jump) == 0) {
		jpeg_create_compress(&dst);
		dst.dest = &sink.base;
		encode(&dst, rows, q);
		ok = true;
	}
	jpeg_destroy_compress(&dst);
	buf_init(&smaller, BUF_NO_LIMIT);
	bool recoded = ok && jpeg_recode(buf_view(out), &smaller);
	struct str data = ok ? buf_copy(recoded ? &smaller : out, a) : (struct str){0};
	buf_free(&smaller);
	buf_free(out);
	return data;
}

static const uint8_t *row_of(void *context, uint32_t y)
{
	const struct pixels *p = context;
	return p->p + (size_t)p->width * (size_t)p->channels * y;
}

struct str jpeg_encode(struct arena *a, const struct pixels *p, struct jpeg_quality q)
{
	struct pixels picture = *p;
	struct pixel_rows rows = {p->width, p->height, p->channels, p->icc, row_of, &picture};
	return jpeg_encode_rows(a, &rows, q);
}
