/* Filled workbooks read back: small PDFs written here, as programs leave them that fill forms in; and the two reports. */
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "cmd/answers.h"

static struct arena arena;
static struct diags diags;
static char folder[] = "/tmp/sheaf-answers-XXXXXX";

static void setup(void)
{
	arena_init(&arena);
	diags_init(&diags);
	strcpy(folder, "/tmp/sheaf-answers-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_ptr_null(filled_load());
}

static void teardown(void)
{
	ck_assert_int_eq(system(arena_printf(&arena, "rm -r %s", folder).p), 0);
	diags_free(&diags);
	arena_free(&arena);
}

static const char *file_with(const char *name, struct str bytes)
{
	const char *path = arena_printf(&arena, "%s/%s", folder, name).p;
	FILE *f = fopen(path, "wb");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	ck_assert_int_eq(fclose(f), 0);
	return path;
}

/* A PDF of one page whose objects from 4 on are given; the form's fields are 4 0 R. */
static const char *pdf_with(const char *name, const char *const *objects, size_t n)
{
	struct buf b;
	size_t at[32];
	static const char *const first[] = {"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>"};
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "%PDF-1.7\n");
	for (size_t i = 0; i < n + 3; i++) {
		at[i] = b.n;
		buf_printf(&b, "%zu 0 obj\n%s\nendobj\n", i + 1, i < 3 ? first[i] : objects[i - 3]);
	}
	size_t xref = b.n;
	buf_printf(&b, "xref\n0 %zu\n0000000000 65535 f \n", n + 4);
	for (size_t i = 0; i < n + 3; i++)
		buf_printf(&b, "%010zu 00000 n \n", at[i]);
	buf_printf(&b, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", n + 4, xref);
	const char *path = file_with(name, buf_view(&b));
	buf_free(&b);
	return path;
}

/* One prompt, one scale, one check and a name, under a name in parts; `text` and `name` are PDF strings. */
static const char *workbook(const char *file, const char *root, const char *text, const char *scale, const char *check, const char *name)
{
	const char *objects[] = {
		arena_printf(&arena, "<</T(sheaf %s)/Kids[5 0 R 9 0 R]>>", root).p,
		"<</T(safety)/Kids[6 0 R 7 0 R 8 0 R]>>",
		arena_printf(&arena, "<</FT/Tx/T(prompt-1)/TU(What helps, and what does not?)/V%s>>", text).p,
		arena_printf(&arena, "<</FT/Btn/Ff 49152/T(scale-1)/TU(How safe?)/V/%s/Kids[<</Subtype/Widget/AS/Off>>]>>", scale).p,
		arena_printf(&arena, "<</T(checklist-1)/FT/Btn/Kids[<</T(1)/TU<FEFF00430061006600E9>/V/%s>>]>>", check).p,
		arena_printf(&arena, "<</T(end.certificate-1.name)/TU(Name)/FT/Tx/V%s>>", name).p,
	};
	return pdf_with(file, objects, 6);
}

START_TEST(test_fields)
{
	struct filled f;
	/* UTF-16BE beyond the basic plane; PDFDocEncoding's dash and quotes; white space at the ends */
	ck_assert(filled_read(&arena, workbook("anna.pdf", "urn:x", "<FEFF0041D83DDE000020>", "7", "Yes", "(\\215Zo\\351\\216 \\204 A)"), &diags, &f));
	ck_assert_uint_eq(f.n, 4);
	ck_str(f.book, "urn:x");
	ck_str(f.name, "\xE2\x80\x9CZo\xC3\xA9\xE2\x80\x9D \xE2\x80\x94 A");
	ck_str(f.items[0].id, "safety.prompt-1");
	ck_str(f.items[0].question, "What helps, and what does not?");
	ck_str(f.items[0].value, "A\xF0\x9F\x98\x80");
	ck_assert_int_eq(f.items[1].kind, FILLED_CHOICE);
	ck_str(f.items[1].value, "7");
	ck_assert_int_eq(f.items[2].kind, FILLED_CHECK);
	ck_str(f.items[2].id, "safety.checklist-1.1");
	ck_str(f.items[2].question, "Caf\xC3\xA9");
	ck_str(f.items[2].value, "yes");
	ck_assert_uint_eq(diags.n, 0);
}
END_TEST

START_TEST(test_nothing_filled_in)
{
	struct filled f;
	ck_assert(filled_read(&arena, workbook("Bea B.pdf", "urn:x", "()", "Off", "Off", "()"), &diags, &f));
	ck_str(f.name, "Bea B");
	for (size_t i = 0; i < f.n; i++)
		ck_str(f.items[i].value, "");
}
END_TEST

START_TEST(test_not_ours)
{
	static const char *const other[] = {"<</T(order)/FT/Tx/V(x)>>"}, *const loop[] = {"<</T(sheaf a)/Kids[4 0 R 4 0 R]>>"};
	struct filled f;
	const char *files[] = {pdf_with("other.pdf", other, 1), pdf_with("loop.pdf", loop, 1), file_with("broken.pdf", STR("%PDF-1.7\nnothing")),
		file_with("text.pdf", STR("Dear all,")), file_with("empty.pdf", STR(""))};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		ck_assert(!filled_read(&arena, files[i], &diags, &f));
		ck_assert_uint_eq(diags.n, i + 1);
		ck_assert_int_eq(diags.items[i]->id, DIAG_NOT_A_WORKBOOK);
		ck_str(diags.items[i]->pos.src->name, files[i]);
	}
	ck_assert(!filled_read(&arena, "/nowhere/at-all.pdf", &diags, &f));
	ck_assert_int_eq(diags.items[diags.n - 1]->id, DIAG_READ_FILE);
}
END_TEST

static struct str made(void (*make)(struct buf *, const struct answers *), const struct answers *x)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	make(&b, x);
	struct str out = buf_copy(&b, &arena);
	buf_free(&b);
	return out;
}

static void gather(struct answers *x)
{
	struct filled *books = arena_array(&arena, struct filled, 3);
	ck_assert(filled_read(&arena, workbook("a.pdf", "urn:x", "(=1+1, \"sic\"\nand *more*)", "7", "Yes", "(Ann)"), &diags, &books[0]));
	ck_assert(filled_read(&arena, workbook("b.pdf", "urn:x", "(-4)", "4", "Off", "(Ann)"), &diags, &books[1]));
	ck_assert(filled_read(&arena, workbook("c.pdf", "urn:x", "()", "Off", "Yes", "(@Carl)"), &diags, &books[2]));
	answers_gather(&arena, books, 3, x);
}

START_TEST(test_csv)
{
	struct answers x;
	gather(&x);
	ck_str(made(answers_csv, &x),
		"\xEF\xBB\xBFid,question,answered,mean,right,correct,Ann,Ann (b.pdf),\"'@Carl\"\r\n"
		"safety.prompt-1,\"What helps, and what does not?\",2,,,,\"'=1+1, \"\"sic\"\"\nand *more*\",-4,\r\n"
		"safety.scale-1,How safe?,2,5.50,,,7,4,\r\n"
		"safety.checklist-1.1,Caf\xC3\xA9,2,,,,yes,,yes\r\n"
		"end.certificate-1.name,Name,3,,,,Ann,Ann,\"'@Carl\"\r\n");
}
END_TEST

START_TEST(test_markdown)
{
	struct answers x;
	gather(&x);
	ck_str(made(answers_markdown, &x),
		"# Answers\n\n3 workbooks: Ann, Ann (b.pdf), @Carl\n"
		"\n## safety\n"
		"\n### What helps, and what does not?\n\n- **Ann**: =1+1, \"sic\"\\\n  and \\*more\\*\n- **Ann (b.pdf)**: -4\n"
		"\n### How safe?\n\nMean **5.50**, 2 of 3 answered\n\n- **4**: Ann (b.pdf)\n- **7**: Ann\n"
		"\n### checklist-1\n\n- Caf\xC3\xA9: **2 of 3** (Ann, @Carl)\n"
		"\n## end\n"
		"\n### Name\n\n- **Ann**: Ann\n- **Ann (b.pdf)**: Ann\n- **@Carl**: @Carl\n");
}
END_TEST

/* A question with one right answer, and one with two of three. */
static const char *quiz(const char *file, const char *one, const char *a, const char *b, const char *c)
{
	static const char choices[] = "[<</TU(Walls)/AP<</N<</Off<<>>/a<<>>>>>>>> <</TU(\"Call me\")/AP<</N<</b<<>>/Off<<>>>>>>>>]";
	const char *objects[] = {
		"<</T(sheaf urn:q)/Kids[5 0 R]>>",
		"<</T(ask)/Kids[6 0 R 7 0 R 8 0 R 9 0 R]>>",
		arena_printf(&arena, "<</FT/Btn/Ff 32768/T(quiz-1.1)/TU(Which?)/XXsheafRight(b)/V/%s/Kids%s>>", one, choices).p,
		arena_printf(&arena, "<</FT/Btn/T(quiz-1.2.a)/TU(All: A)/XXsheafRight(yes)/V/%s>>", a).p,
		arena_printf(&arena, "<</FT/Btn/T(quiz-1.2.b)/TU(All: B)/XXsheafRight(no)/V/%s>>", b).p,
		arena_printf(&arena, "<</FT/Btn/T(quiz-1.2.c)/TU(All: C)/XXsheafRight(yes)/V/%s>>", c).p,
	};
	return pdf_with(file, objects, 6);
}

START_TEST(test_quiz)
{
	struct filled books[4];
	struct answers x;
	ck_assert(filled_read(&arena, quiz("ann.pdf", "b", "Yes", "Off", "Yes"), &diags, &books[0]));
	ck_assert(filled_read(&arena, quiz("bob.pdf", "a", "Yes", "Yes", "Yes"), &diags, &books[1]));
	ck_assert(filled_read(&arena, quiz("cy.pdf", "b", "Off", "Off", "Off"), &diags, &books[2]));
	ck_assert_uint_eq(books[0].items[0].nchoices, 2);
	ck_str(books[0].items[0].choices[1].value, "b");
	answers_gather(&arena, books, 3, &x);
	ck_str(made(answers_csv, &x),
		"\xEF\xBB\xBFid,question,answered,mean,right,correct,ann,bob,cy\r\n"
		"ask.quiz-1.1,Which?,3,,b,2,b,a,b\r\n"
		"ask.quiz-1.2.a,All: A,2,,yes,1,yes,yes,\r\n"
		"ask.quiz-1.2.b,All: B,1,,no,1,,yes,\r\n"
		"ask.quiz-1.2.c,All: C,2,,yes,1,yes,yes,\r\n");
	ck_str(made(answers_markdown, &x),
		"# Answers\n\n3 workbooks: ann, bob, cy\n"
		"\n## Quizzes\n\n- **ann**: 2 of 2 right\n- **bob**: 0 of 2 right\n- **cy**: 1 of 2 right\n"
		"\n## ask\n"
		"\n### Which?\n\n3 of 3 answered, 2 right\n\n- **a** Walls: bob\n- **b** \"Call me\" (right): ann, cy\n"
		"\n### quiz-1\n\n- All: A (right): **2 of 3** (ann, bob)\n- All: B (wrong): **1 of 3** (bob)\n- All: C (right): **2 of 3** (ann, bob)\n");
	ck_assert(filled_read(&arena, quiz("dan.pdf", "a", "Off", "Off", "Off"), &diags, &books[3]));
	answers_gather(&arena, &books[3], 1, &x);
	struct str told = made(answers_markdown, &x);
	ck_assert_uint_lt(str_find(told, "0 right\n\n- **a** Walls: dan\n- **b** \"Call me\" (right): nobody\n"), told.n);
}
END_TEST

static void fill(TCase *c)
{
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, test_fields);
	tcase_add_test(c, test_nothing_filled_in);
	tcase_add_test(c, test_not_ours);
	tcase_add_test(c, test_csv);
	tcase_add_test(c, test_markdown);
	tcase_add_test(c, test_quiz);
}

int main(void)
{
	return unit_main("answers", fill);
}
