/* Every node says where its first character stands: a property over made-up articles of every nesting, and known traps. */
#include "unit/read/article.h"

static uint64_t state;

static unsigned pick(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

/* A writer of articles: lines get the prefix of the containers that they stand in. */
struct maker {
	struct buf out;
	char prefix[200];
	int depth, notes;
	bool fresh; /* the first line of a container: its marker stands already */
};

static void line(struct maker *m, const char *text)
{
	if (!m->fresh)
		buf_cstr(&m->out, m->prefix);
	m->fresh = false;
	buf_cstr(&m->out, text);
	buf_char(&m->out, '\n');
}

static void put_words(struct maker *m)
{
	static const char *const pieces[] = {"word", "wörter *and* more", "**strong *inner* text**", "`code`", "``co`de``", "~~struck~~",
		"[a link](there.md)", "[a *link*](<there> \"title\")", "[ref]", "[text][ref]", "![alt *x*](pic.png){width=50%} tail", "[[wiki]]",
		"[[wiki|shown *so*]]", "==marked==", "www.example.com", "https://e.com/x_y", "<https://e.com>", "a@e.com", "\\*escaped", "x\\_y",
		"&amp;", "&copy; sign", "<b>bold</b> after", "<br>", "note[^n]", "^[inline *note*] on", "%%gone%% back", "1 < 2", "a*b", "x_y_z",
		"[not a link", "] closed", "<span title=\"a\">s</span>", "![[pic.png|9]]", "漢字 *字*", "end\\\\"};
	char text[400] = "";
	unsigned n = 1 + pick(6);
	for (unsigned i = 0; i < n; i++) {
		strncat(text, pieces[pick(sizeof pieces / sizeof *pieces)], sizeof text - strlen(text) - 2);
		if (i + 1 < n)
			strcat(text, " ");
	}
	line(m, text);
}

static void blank(struct maker *m)
{
	size_t n = strlen(m->prefix);
	while (n && m->prefix[n - 1] == ' ')
		n--;
	m->prefix[n] == '\0' ? buf_cstr(&m->out, m->prefix) : buf_put(&m->out, m->prefix, n);
	buf_char(&m->out, '\n');
}

static void put_blocks(struct maker *m, unsigned n);

static void inside(struct maker *m, const char *first, const char *then, unsigned n)
{
	size_t length = strlen(m->prefix);
	if (!m->fresh)
		buf_cstr(&m->out, m->prefix);
	buf_cstr(&m->out, first);
	strcat(m->prefix, then);
	m->fresh = first[strlen(first) - 1] != '\n';
	m->depth++;
	put_blocks(m, n);
	m->depth--;
	m->prefix[length] = '\0';
}

static void put_paragraph(struct maker *m)
{
	if (pick(4) == 0 && !m->fresh) {
		line(m, "[ref]: /there 'of a definition'");
		if (pick(2))
			line(m, "[two]: /u");
	}
	for (unsigned i = pick(4) + 1; i > 0; i--)
		put_words(m);
}

static void put_table(struct maker *m)
{
	line(m, "| head *a* | b `c` |");
	line(m, pick(2) ? "|---|:-:|" : "--- | ---");
	for (unsigned i = pick(3) + 1; i > 0; i--) {
		static const char *const rows[] = {"| one **two** | [l](m) `x\\|y` z |", "a | *b* \\| c", "|   padded   |  [[w\\|x]] [^n] |", "| | e |",
			"| just one |"};
		line(m, rows[pick(5)]);
	}
}

static void put_block(struct maker *m)
{
	bool deep = m->depth >= 4;
	switch (pick(deep ? 8 : 14)) {
	case 0:
		line(m, pick(2) ? "## Heading *here* {#h}" : "### `Code` heading ##");
		break;
	case 1:
		line(m, "Underlined *heading*");
		line(m, "of two lines");
		line(m, "---");
		break;
	case 2:
		put_table(m);
		break;
	case 3:
		line(m, "```c");
		line(m, "code *not* read");
		line(m, "```");
		break;
	case 4:
		line(m, "<div class=\"x\">text <b>bold</b>");
		line(m, "  more &amp; more</div>");
		break;
	case 8:
		inside(m, "> ", "> ", 2);
		break;
	case 9:
		inside(m, "> [!tip] A *title*\n", "> ", 1);
		break;
	case 10:
		inside(m, "- ", "  ", 2);
		break;
	case 11:
		inside(m, "12. ", "    ", 1);
		break;
	case 12:
		line(m, "Term *one*");
		line(m, "Term two");
		inside(m, ": ", "    ", 2);
		break;
	case 13:
		inside(m, "[^n]: ", "    ", 2);
		break;
	default:
		put_paragraph(m);
	}
}

static void put_blocks(struct maker *m, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		put_block(m);
		blank(m);
	}
}

static bool one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Whether what stands at the node's place can be its first character. */
static bool fits(const struct node *n, char c)
{
	switch (n->kind) {
	case NODE_TEXT:
		return n->text.n == 0 || c == n->text.p[0] || c == '\\' || c == '&';
	case NODE_EMPHASIS:
		return one_of(c, "*_");
	case NODE_STRONG:
		return one_of(c, "*_<");
	case NODE_CODE:
		return c == '`';
	case NODE_STRIKE:
		return c == '~';
	case NODE_MARK:
		return c == '=';
	case NODE_LINK:
		return one_of(c, "[<wha");
	case NODE_IMAGE:
		return c == '!';
	case NODE_NOTE_REF:
		return one_of(c, "[^");
	case NODE_QUOTE:
	case NODE_CALLOUT:
		return c == '>';
	case NODE_ITEM:
	case NODE_LIST:
		return one_of(c, "-1");
	case NODE_DEFINITION:
		return c == ':';
	case NODE_PARAGRAPH:
	case NODE_HEADING:
	case NODE_TERM:
	case NODE_CALLOUT_TITLE:
		return c && !one_of(c, " \n");
	default:
		return true;
	}
}

static void check_places(struct made *m, const struct node *root, const char *text)
{
	for (const struct node *n = root; n; n = node_walk(root, n, false)) {
		const struct source *src = n->pos.src;
		ck_assert_msg(n->pos.line >= 1 && n->pos.line <= src->nlines && n->pos.col >= 1, "no place: %s in\n%s", node_infos[n->kind].name, text);
		size_t at = source_offset(n->pos);
		char c = at < src->text.n ? src->text.p[at] : '\0';
		if (n->kind != NODE_ARTICLE && n->kind != NODE_NOTE)
			ck_assert_msg(fits(n, c), "%s \"" STR_FMT "\" at %u:%u, where '%c' stands, of\n%s", node_infos[n->kind].name, STR_ARG(n->text),
				n->pos.line, n->pos.col, c, text);
	}
}

static void check_all(const char *text)
{
	struct made *m = article_made(text, NULL, "The title");
	check_places(m, m->article.body, text);
	for (size_t i = 0; i < m->article.notes.n; i++)
		check_places(m, m->article.notes.items[i], text);
	article_free(m);
}

START_TEST(every_node_of_any_article)
{
	for (uint64_t seed = 1; seed <= 1500; seed++) {
		struct maker m = {0};
		state = seed * 77777;
		buf_init(&m.out, BUF_NO_LIMIT);
		put_blocks(&m, 4);
		buf_char(&m.out, '\0');
		check_all(m.out.p);
		buf_free(&m.out);
	}
}
END_TEST

static void check_place(const char *text, const char *needle, uint32_t line_number, uint32_t col)
{
	struct made *m = article_made(text, NULL, "The title");
	const struct node *found = NULL;
	for (const struct node *n = m->article.body; n && !found; n = node_walk(m->article.body, n, false))
		if (n->kind == NODE_TEXT && str_is(n->text, needle))
			found = n;
	ck_assert_msg(found != NULL, "no text \"%s\" in %s", needle, text);
	ck_assert_uint_eq(found->pos.line, line_number);
	ck_assert_uint_eq(found->pos.col, col);
	article_free(m);
}

START_TEST(known_traps)
{
	check_place("a\n     *b*", "b", 2, 7);                    /* a continuation line's blanks */
	check_place("[r]: /u\n[s]: /v\n'w'\ntext", "text", 4, 1); /* definitions before a paragraph's text */
	check_place("> [r]: /u\n> text\nlazy", "lazy", 3, 1);
	check_place("`a\nb` c", " c", 2, 3);                     /* code over lines */
	check_place("[a](b\n\"c\") *d*", "d", 2, 7);              /* a link over lines */
	check_place("- > a\n  > *b*", "b", 2, 6);
	check_place("x\ny\n| a |\n|---|\n| b |", "a", 3, 3);       /* a table that a paragraph runs into */
	check_place("x\n| a |\n|---|\n| b |", "b", 4, 3);
	check_place("| a |\n|---|\n  | b \\| *c* |", "c", 3, 11);
	check_place("\ta\n\nb\n\t*c*", "c", 4, 3);                 /* tabs */
	check_place("a\n# b #\n\n c\n===", "c", 4, 2);
	check_place("<b\nid=x>c</b>", "c", 2, 6);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, every_node_of_any_article);
	tcase_add_test(t, known_traps);
}

int main(void)
{
	return unit_main("sourcepos", fill);
}
