/*
 * The floor that `make bench` measures against: what no e-book maker can avoid. Parses every Markdown file with cmark-gfm and its
 * extensions, frees the tree, deflates the text. Prints nothing but the sizes; the caller measures the CPU.
 *   floor LEVEL FILE…
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

static char *read_file(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	fseek(f, 0, SEEK_END);
	*n = (size_t)ftell(f);
	rewind(f);
	char *p = malloc(*n + 1);
	if (p && fread(p, 1, *n, f) != *n) {
		free(p);
		p = NULL;
	}
	fclose(f);
	return p;
}

static void parse(const char *text, size_t n)
{
	static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE | CMARK_OPT_SOURCEPOS);
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, text, n);
	cmark_node_free(cmark_parser_finish(parser));
	cmark_parser_free(parser);
}

int main(int argc, char **argv)
{
	int level = argc > 1 ? atoi(argv[1]) : 6;
	size_t in = 0, out = 0;
	cmark_gfm_core_extensions_ensure_registered();
	for (int i = 2; i < argc; i++) {
		size_t n;
		char *text = read_file(argv[i], &n);
		if (!text) {
			perror(argv[i]);
			return 1;
		}
		parse(text, n);
		uLongf packed = compressBound(n);
		unsigned char *to = malloc(packed);
		if (!to || compress2(to, &packed, (unsigned char *)text, n, level) != Z_OK)
			return 1;
		in += n;
		out += packed;
		free(to);
		free(text);
	}
	printf("%zu bytes deflated to %zu\n", in, out);
	return 0;
}
