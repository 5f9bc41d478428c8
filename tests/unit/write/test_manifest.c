/* Manifests: the order and nesting that importers count on. */
#include "unit/unit.h"

#include <string.h>
#include "write/manifest.h"

static struct arena arena;
static struct manifest m;

static void setup(void)
{
	arena_init(&arena);
	m = (struct manifest){.id = STR("m"), .title = STR("Bread & salt"), .language = STR("en")};
	struct resource *shared = manifest_resource(&arena, &m, STR("shared"), RESOURCE_WEB, (struct str){0});
	resource_file(&arena, shared, STR("a b.css"));
	struct resource *lesson = manifest_resource(&arena, &m, STR("lesson-1"), RESOURCE_WEB, STR("l/1.html"));
	struct resource *quiz = manifest_resource(&arena, &m, STR("quiz-1"), RESOURCE_QUIZ, STR("l/1.xml"));
	lesson->needs = shared;
	struct manifest_item *module = manifest_item(&arena, &m.root, STR("module-1"), STR("One"), NULL);
	manifest_item(&arena, module, STR("i-1"), STR("Bread"), lesson);
	manifest_item(&arena, module, STR("i-2"), STR("Quiz"), quiz);
}

static void teardown(void)
{
	arena_free(&arena);
}

static void ck_has(struct str xml, const char *part)
{
	ck_assert_msg(str_find(xml, part) < xml.n, "no '%s' in\n" STR_FMT, part, STR_ARG(xml));
}

START_TEST(cartridge)
{
	struct str xml = manifest_cartridge(&arena, &m);
	ck_assert(str_starts(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest xmlns=\"http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1\""));
	ck_has(xml, "<lomimscc:string language=\"en\">Bread &amp; salt</lomimscc:string>");
	ck_has(xml, "<item identifier=\"root\">\n        <item identifier=\"module-1\">\n          <title>One</title>\n"
		"          <item identifier=\"i-1\" identifierref=\"lesson-1\">\n            <title>Bread</title>");
	ck_has(xml, "<resource identifier=\"shared\" type=\"webcontent\">\n      <file href=\"a%20b.css\"/>");
	ck_has(xml, "<resource identifier=\"lesson-1\" type=\"webcontent\" href=\"l/1.html\">\n      <file href=\"l/1.html\"/>\n"
		"      <dependency identifierref=\"shared\"/>");
	ck_has(xml, "<resource identifier=\"quiz-1\" type=\"imsqti_xmlv1p2/imscc_xmlv1p1/assessment\">\n      <file href=\"l/1.xml\"/>");
	ck_assert_uint_eq(str_find(xml, "description"), xml.n);
}
END_TEST

START_TEST(scorm)
{
	m.resources.items++;
	m.resources.n--;
	struct str xml = manifest_scorm(&arena, &m);
	ck_assert(str_starts(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\""));
	ck_has(xml, "<organizations default=\"course\">");
	ck_has(xml, "identifierref=\"lesson-1\"");
	ck_has(xml, "type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"l/1.html\"");
	ck_assert_uint_eq(str_find(xml, "masteryscore"), xml.n);
	m.passing = 70;
	ck_has(manifest_scorm(&arena, &m), "<adlcp:masteryscore>70</adlcp:masteryscore>");
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, cartridge);
	tcase_add_test(tests, scorm);
}

int main(void)
{
	return unit_main("manifest", fill);
}
