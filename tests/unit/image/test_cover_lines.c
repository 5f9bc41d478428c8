/* Where a title's lines break. Pieces are words of so many letters, 10 wide each, blanks 5 wide. */
#include "image/cover_parts.h"
#include "unit/image/picture.h"

static size_t split(const char *text, struct line_piece *pieces)
{
	size_t n = 0;
	struct str rest = str_c(text);
	while (rest.n) {
		struct str word = str_cut(&rest, ' ');
		bool pause = word.p[word.n - 1] == ':';
		pieces[n++] = (struct line_piece){(int64_t)word.n * 10000, 5000, (int)(word.n - pause), pause};
	}
	pieces[n - 1].gap = 0;
	return n;
}

/* The lines, a bar between them. */
static struct str broken(const char *text, const struct line_box *box, int64_t *scale)
{
	struct line_piece pieces[64];
	struct line_breaks breaks;
	struct buf b;
	size_t n = split(text, pieces), at = 0, line = 0;
	struct str rest = str_c(text);
	lines_break(&a, pieces, n, box, &breaks);
	buf_init(&b, BUF_NO_LIMIT);
	while (rest.n) {
		buf_str(&b, str_cut(&rest, ' '));
		if (++at == n)
			break;
		buf_char(&b, at == breaks.ends[line] ? '|' : ' ');
		line += at == breaks.ends[line];
	}
	struct str out = buf_copy(&b, &a);
	buf_free(&b);
	ck_assert_uint_eq(line + 1, breaks.n);
	*scale = breaks.scale;
	return out;
}

static void breaks_as(const char *text, int64_t width, int64_t height, size_t most, const char *expected, int64_t scale)
{
	struct line_box box = {width * 1000, height * 1000, 20000, 1200, most};
	int64_t got;
	ck_str(broken(text, &box, &got), expected);
	ck_assert_msg(got == scale, "%s: scale %lld, not %lld", text, (long long)got, (long long)scale);
}

START_TEST(short_titles_stay_on_one_line_at_full_size)
{
	breaks_as("word", 100, 100, 0, "word", 10000);
	breaks_as("two words", 100, 100, 0, "two words", 10000);
}
END_TEST

START_TEST(lines_are_of_like_length)
{
	breaks_as("aaaa bbbb cccc dddd", 150, 100, 0, "aaaa bbbb|cccc dddd", 10000); /* greedy: three and one */
	breaks_as("aaaaaa bbbb cccc dd", 120, 100, 0, "aaaaaa bbbb|cccc dd", 10000);
}
END_TEST

START_TEST(type_is_as_large_as_the_box_allows)
{
	breaks_as("aaaaaaaaaa bbbbbbbbbb", 100, 100, 0, "aaaaaaaaaa|bbbbbbbbbb", 10000);
	breaks_as("aaaaaaaaaa bbbbbbbbbb", 100, 100, 1, "aaaaaaaaaa bbbbbbbbbb", 100 * 10000 / 205);
	breaks_as("aaaaaaaaaaaaaaaaaaaa", 100, 100, 0, "aaaaaaaaaaaaaaaaaaaa", 5000);
	/* two lines of 20: 19 and 24 high */
	breaks_as("aaaaaaaaaa bbbbbbbbbb", 100, 30, 0, "aaaaaaaaaa|bbbbbbbbbb", 30 * 10000 / 43);
}
END_TEST

START_TEST(small_words_do_not_end_a_line)
{
	breaks_as("raising a good child", 120, 100, 0, "raising|a good child", 10000);
	breaks_as("the craft of listening", 130, 100, 0, "the craft|of listening", 10000);
}
END_TEST

START_TEST(a_pause_is_a_good_place_to_break)
{
	breaks_as("boundary: how lovers say no", 160, 100, 0, "boundary:|how lovers say no", 10000);
	breaks_as("safe: aaaaa bbbbb ccccc", 170, 100, 0, "safe: aaaaa|bbbbb ccccc", 10000);
}
END_TEST

START_TEST(type_is_smaller_where_a_line_would_break_badly)
{
	/* full size would take a line that ends in `: a` */
	breaks_as("aaaaaa wwwwwwww dddddddd: a sssss cccccc", 130, 300, 0, "aaaaaa wwwwwwww|dddddddd:|a sssss cccccc",
		130 * 10000 / 145);
	breaks_as("aaaa bbbb cccc dd", 145, 200, 0, "aaaa bbbb cccc dd", 145 * 10000 / 155); /* a little smaller, not two lines */
}
END_TEST

START_TEST(no_word_is_left_alone_at_the_end)
{
	breaks_as("aaaaaaa bbbbbbb ccccccc ddd", 160, 100, 0, "aaaaaaa bbbbbbb|ccccccc ddd", 10000);
	breaks_as("aaaa bbbb cccc dd", 120, 200, 0, "aaaa bbbb|cccc dd", 10000);
}
END_TEST

START_TEST(any_number_of_words_fits)
{
	struct line_piece pieces[400] = {0};
	struct line_breaks breaks;
	struct line_box box = {100000, 100000, 20000, 1200, 0};
	for (size_t n = 0; n <= 400; n += n < 3 ? 1 : 57) {
		for (size_t i = 0; i < n; i++)
			pieces[i] = (struct line_piece){(int64_t)(i % 7) * 10000, 5000, 4, false};
		lines_break(&a, pieces, n, &box, &breaks);
		ck_assert(breaks.scale > 0 && breaks.scale <= 10000);
		ck_assert(n ? breaks.ends[breaks.n - 1] == n : !breaks.n);
		for (size_t k = 1; k < breaks.n; k++)
			ck_assert_uint_gt(breaks.ends[k], breaks.ends[k - 1]);
	}
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, picture_setup, picture_teardown);
	tcase_add_test(t, short_titles_stay_on_one_line_at_full_size);
	tcase_add_test(t, lines_are_of_like_length);
	tcase_add_test(t, type_is_as_large_as_the_box_allows);
	tcase_add_test(t, small_words_do_not_end_a_line);
	tcase_add_test(t, a_pause_is_a_good_place_to_break);
	tcase_add_test(t, type_is_smaller_where_a_line_would_break_badly);
	tcase_add_test(t, no_word_is_left_alone_at_the_end);
	tcase_add_test(t, any_number_of_words_fits);
}

int main(void)
{
	return unit_main("cover_lines", fill);
}
