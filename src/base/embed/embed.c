/*
 * Turns files into a C table: `embed FILE… > builtins.c`. Runs on the machine that builds; octets are written as
 * numbers, which every compiler reads, unlike .incbin.
 */
#include <stdio.h>

static int embed_file(const char *path, int number)
{
	FILE *in = fopen(path, "rb");
	if (!in) {
		perror(path);
		return 1;
	}
	printf("static const char file_%d[] = {", number);
	int c;
	for (size_t n = 0; (c = getc(in)) != EOF; n++)
		printf("%s%d,", n % 24 ? "" : "\n", c < 128 ? c : c - 256);
	puts("0};");
	return fclose(in) != 0;
}

int main(int argc, char **argv)
{
	puts("#include \"book/theme.h\"");
	for (int i = 1; i < argc; i++)
		if (embed_file(argv[i], i))
			return 1;
	puts("const struct builtin builtins[] = {");
	for (int i = 1; i < argc; i++)
		printf("\t{\"%s\", file_%d, sizeof file_%d - 1},\n", argv[i], i, i);
	puts("\t{0, 0, 0},\n};");
	return 0;
}
