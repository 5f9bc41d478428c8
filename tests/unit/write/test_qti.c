/* Quizzes as QTI: what kind of question each becomes, its identifiers, its right answers, and that the rules of the profile hold. */
#include "unit/read/article.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include "write/qti.h"

static struct made *made;
static xmlDoc *doc;
static xmlXPathContext *context;
static const char *language = "en";

static struct str no_link(void *context_, const struct article *from, const struct node *link)
{
	return (struct str){0};
}

static struct str no_image(void *context_, const struct article *from, const struct node *image, uint32_t *width, uint32_t *height)
{
	return (struct str){0};
}

static void assess(const char *markdown)
{
	struct xhtml_spelling how = {.link = no_link, .image = no_image, .language = str_c(language)};
	made = article_made(markdown, language, "Bread & salt");
	made->article.slug = STR("bread");
	struct str xml = qti_assessment(&made->article.arena, &made->article, STR("quiz-bread"), STR("Bread & salt"), &how);
	doc = xmlReadMemory(xml.p, (int)xml.n, NULL, NULL, XML_PARSE_NONET);
	ck_assert_msg(doc != NULL, STR_FMT, STR_ARG(xml));
	context = xmlXPathNewContext(doc);
	xmlXPathRegisterNs(context, BAD_CAST "q", BAD_CAST "http://www.imsglobal.org/xsd/ims_qtiasiv1p2");
}

static void done(void)
{
	xmlXPathFreeContext(context);
	xmlFreeDoc(doc);
	article_free(made);
	language = "en";
}

static void ck_xpath(const char *path, const char *expected)
{
	char whole[600];
	snprintf(whole, sizeof whole, "string(%s)", path);
	xmlXPathObject *found = xmlXPathEval(BAD_CAST whole, context);
	ck_assert_msg(found && strcmp((const char *)found->stringval, expected) == 0, "%s is \"%s\", not \"%s\"", path,
		found ? (const char *)found->stringval : "no path", expected);
	xmlXPathFreeObject(found);
}

#define PROFILE(n) "//q:item[" n "]/q:itemmetadata//q:fieldentry"
#define LABEL_OF(n) "//q:item[1]//q:response_label[" n "]"

START_TEST(one_of_three)
{
	assess("> [!quiz] Which *flour*?\n> - [ ] Rye & oats\n> - [x] Wheat\n> - [ ] None\n>\n> It *rises*.\n");
	ck_xpath("/q:questestinterop/q:assessment/@title", "Bread & salt");
	ck_xpath("/q:questestinterop/q:assessment/q:qtimetadata/q:qtimetadatafield[q:fieldlabel='cc_profile']/q:fieldentry", "cc.exam.v0p1");
	ck_xpath("//q:item/@ident", "bread.quiz-1.1");
	ck_xpath("//q:item/@title", "Which flour?");
	ck_xpath(PROFILE("1"), "cc.multiple_choice.v0p1");
	ck_xpath("//q:presentation/q:material/q:mattext", "<p><strong>Which <em>flour</em>?</strong></p>");
	ck_xpath("//q:mattext/@texttype", "text/html");
	ck_xpath("//q:response_lid/@rcardinality", "Single");
	ck_xpath(LABEL_OF("1") "//q:mattext", "Rye &amp; oats");
	ck_xpath(LABEL_OF("2") "/@ident", "b");
	ck_xpath("//q:respcondition[q:setvar='100']/q:conditionvar/q:varequal", "b");
	ck_xpath("//q:varequal/@respident", "response");
	ck_xpath("//q:respcondition[@continue='Yes']/q:displayfeedback/@linkrefid", "why");
	ck_xpath("//q:itemfeedback[@ident='why']/q:flow_mat/q:material/q:mattext", "<p>It <em>rises</em>.</p>");
	done();
}
END_TEST

START_TEST(several_right)
{
	assess("> [!quiz]\n> Which?\n>\n> - [x] A\n> - [ ] B\n> - [x] C\n");
	ck_xpath(PROFILE("1"), "cc.multiple_response.v0p1");
	ck_xpath("//q:response_lid/@rcardinality", "Multiple");
	ck_xpath("count(//q:and/q:varequal[@case='Yes'])", "2");
	ck_xpath("//q:and/q:varequal[2]", "c");
	ck_xpath("//q:and/q:not/q:varequal", "b");
	ck_xpath("count(//q:itemfeedback) + count(//q:displayfeedback)", "0");
	done();
}
END_TEST

START_TEST(two_choices)
{
	assess("> [!quiz]\n> Bread?\n>\n> - [ ] False.\n> - [x] true\n>\n> Salt?\n>\n> - [x] Yes\n> - [ ] No\n");
	ck_xpath(PROFILE("1"), "cc.true_false.v0p1");
	ck_xpath(LABEL_OF("1") "/@ident", "false");
	ck_xpath("//q:item[1]//q:varequal", "true");
	ck_xpath(PROFILE("2"), "cc.multiple_response.v0p1");
	ck_xpath("//q:item[2]/@ident", "bread.quiz-1.2");
	done();
	language = "fr";
	assess("> [!quiz]\n> Pain ?\n>\n> - [x] Vrai\n> - [ ] Faux\n");
	ck_xpath(PROFILE("1"), "cc.true_false.v0p1");
	done();
}
END_TEST

/* Nothing that stands in a quiz is lost; what cannot be graded is not asked; ids go on counting. */
START_TEST(lists_of_questions)
{
	assess("> [!quiz] Dough\n> Before them.\n>\n> 1. No answer\n>    - [ ] A\n>    - [ ] B\n> 2. Which?\n>    - [ ] A\n>    - [x] B\n>    - [ ] C\n>\n>    Why.\n\n"
		"> [!quiz] id=salt\n> One?\n>\n> - [x] A\n> - [ ] B\n> - [ ] C\n");
	ck_assert_uint_eq(qti_questions(&made->article), 2);
	ck_xpath("count(//q:item)", "2");
	ck_xpath("//q:item[1]/@ident", "bread.quiz-1.2");
	ck_xpath("//q:item[1]/q:presentation/q:material/q:mattext", "<p><strong>Dough</strong></p>\n<p>Before them.</p>\n<p>Which?</p>");
	ck_xpath("//q:item[2]/@ident", "bread.salt.1");
	done();
}
END_TEST

START_TEST(long_questions_have_short_names)
{
	assess("> [!quiz]\n> \xC3\x84rger und Brot und \xC3\x84rger und Brot und \xC3\x84rger und Brot und \xC3\x84rger und Brot und \xC3\x84rger und Brot und Brot?\n>\n> - [x] A\n> - [ ] B\n> - [ ] C\n");
	ck_xpath("//q:item/@title",
		"\xC3\x84rger und Brot und \xC3\x84rger und Brot und \xC3\x84rger und Brot und \xC3\x84rger und Brot und\xE2\x80\xA6");
	done();
}
END_TEST

START_TEST(nothing_to_grade)
{
	made = article_made("Text.\n\n> [!quiz]\n> Which?\n>\n> - [ ] A\n> - [ ] B\n\n> [!prompt]\n> Why?\n", "en", "A");
	ck_assert_uint_eq(qti_questions(&made->article), 0);
	article_free(made);
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_test(tests, one_of_three);
	tcase_add_test(tests, several_right);
	tcase_add_test(tests, two_choices);
	tcase_add_test(tests, lists_of_questions);
	tcase_add_test(tests, long_questions_have_short_names);
	tcase_add_test(tests, nothing_to_grade);
}

int main(void)
{
	return unit_main("qti", fill);
}
