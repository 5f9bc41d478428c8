/*
 * corpus DIR N: N articles to measure links with, the same bytes for the same N. Words fall off as Zipf has it (the rank is
 * uniform by octave), the commonest are English stopwords; an article draws part of its words from its topic's few hundred, and
 * names a title of its own topic now and then. 400 to 800 words each, 600 in the mean.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { OCTAVES = 15, TOPIC_WORDS = 256, TOPIC_ARTICLES = 25, TITLE_WORDS = 4 };

static uint64_t state;

static uint32_t below(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(((state >> 32) * n) >> 32);
}

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdu;
	return x ^ (x >> 33);
}

/* A rank from 1: as likely in one octave as in the next. */
static uint32_t zipf(int octaves)
{
	uint32_t base = 1u << below((uint32_t)octaves);
	return base + below(base);
}

/* A made-up word, short for a low rank; a third of them with an ending that folds. */
static size_t spell(char *out, uint32_t rank)
{
	static const char heads[] = "bdfglmnprstvkzhc", tails[] = "aeiou";
	size_t n = 0;
	for (uint32_t x = rank; x || n < 3; x /= 80) {
		out[n++] = heads[x % 16];
		out[n++] = tails[x / 16 % 5];
	}
	out[n++] = heads[mix(rank) % 16];
	return n;
}

static size_t put_word(char *out)
{
	static const char *const common[] = {"the", "of", "and", "to", "a", "in", "that", "is", "it", "for", "you", "was", "with", "as", "be",
		"on", "not", "this", "but", "have", "are", "from", "or", "by", "they", "what", "when", "which", "can", "there", "their", "more"};
	const char *word = common[zipf(5) % 32];
	memcpy(out, word, strlen(word));
	return strlen(word);
}

static uint32_t topic_rank(uint32_t topic, uint32_t k)
{
	return 64 + (uint32_t)(mix(((uint64_t)topic << 32) + k) % ((1u << OCTAVES) - 64));
}

/* Two to four words of the topic: enough of them that few titles are alike. */
static size_t put_title(char *out, uint32_t article)
{
	uint32_t topic = article / TOPIC_ARTICLES, words = 2 + (uint32_t)(mix(article) % (TITLE_WORDS - 1));
	size_t n = 0;
	for (uint32_t i = 0; i < words; i++) {
		if (i)
			out[n++] = ' ';
		n += spell(out + n, topic_rank(topic, (uint32_t)(mix(article * 31u + i) % TOPIC_WORDS)));
	}
	out[0] = (char)(out[0] - 32);
	return n;
}

static size_t put_content(char *out, uint32_t topic)
{
	size_t n = spell(out, below(10) < 4 ? topic_rank(topic, zipf(8) - 1) : 32 + zipf(OCTAVES));
	if (below(3) == 0)
		out[n++] = 's';
	return n;
}

/* At most 20 words and a title. Returns how many words. */
static uint32_t put_sentence(char *out, size_t *n, uint32_t article, uint32_t articles)
{
	uint32_t words = 8 + below(13), topic = article / TOPIC_ARTICLES, named = below(12) ? words : below(words);
	size_t start = *n;
	for (uint32_t i = 0; i < words; i++) {
		uint32_t other = below(5) ? topic * TOPIC_ARTICLES + below(TOPIC_ARTICLES) : below(articles);
		if (i == named && other < articles)
			*n += put_title(out + *n, other);
		else
			*n += below(100) < 45 ? put_word(out + *n) : put_content(out + *n, topic);
		if (i + 1 < words && below(12) == 0)
			out[(*n)++] = ',';
		out[(*n)++] = i + 1 < words ? ' ' : '.';
	}
	if (out[start] >= 'a')
		out[start] = (char)(out[start] - 32);
	return words;
}

static size_t put_article(char *out, uint32_t article, uint32_t articles)
{
	uint32_t want = 400 + below(401), sentences = 0;
	size_t n = (size_t)sprintf(out, "---\ntitle: \"");
	n += put_title(out + n, article);
	n += (size_t)sprintf(out + n, "\"\n---\n\n");
	for (uint32_t words = 0; words < want; sentences++) {
		if (sentences % 15 == 14) {
			n += (size_t)sprintf(out + n, "\n\n## ");
			n += put_content(out + n, article / TOPIC_ARTICLES);
			n += (size_t)sprintf(out + n, " and ");
			n += put_content(out + n, article / TOPIC_ARTICLES);
		}
		n += (size_t)sprintf(out + n, sentences % 5 == 4 ? "\n\n" : sentences ? " " : "");
		words += put_sentence(out, &n, article, articles);
	}
	out[n++] = '\n';
	return n;
}

int main(int argc, char **argv)
{
	static char text[1 << 16];
	char path[4096];
	uint32_t n = argc == 3 ? (uint32_t)atoi(argv[2]) : 0;
	if (n == 0 || (mkdir(argv[1], 0777) != 0 && errno != EEXIST)) {
		fprintf(stderr, "corpus: usage: corpus DIR N\n");
		return 2;
	}
	for (uint32_t i = 0; i < n; i++) {
		state = mix(i + 1);
		snprintf(path, sizeof path, "%s/article-%05u.md", argv[1], i);
		FILE *f = fopen(path, "wb");
		size_t size = put_article(text, i, n);
		if (!f || fwrite(text, 1, size, f) != size || fclose(f) != 0) {
			perror(path);
			return 3;
		}
	}
	return 0;
}
