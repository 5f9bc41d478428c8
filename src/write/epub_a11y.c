/*
 * Accessibility metadata (EPUB Accessibility 1.1, section 2; schema.org's accessibility vocabulary), derived from what the book holds:
 * nothing is claimed that was not looked at. Conformance to WCAG is a person's judgement and stands here only when one certifies it.
 *
 * The cover and the publisher's mark do not make a book "visual" (the vocabulary's own advice); a decorative image does not either.
 */
#include "write/epub.h"

#include "write/xmlout.h"

struct facts {
	bool images;      /* some that mean something */
	bool undescribed; /* one of them at least has no alt text */
	bool animated;
	bool ruby;
};

/* What a summary says, in the languages that the labels have. */
static const struct sentences {
	const char *language, *structure, *described, *undescribed, *moving;
} summaries[] = {
	{"en", "The text can be read in order and in any size, font and colour, and has headings and a linked table of contents.",
		"Every picture has a text description.", "Some pictures have no text description.", "Some pictures move."},
	{"de", "Der Text lässt sich der Reihe nach und in jeder Größe, Schrift und Farbe lesen; er hat Überschriften und ein verlinktes Inhaltsverzeichnis.",
		"Jedes Bild hat eine Textbeschreibung.", "Einige Bilder haben keine Textbeschreibung.", "Einige Bilder bewegen sich."},
	{"fr", "Le texte se lit dans l’ordre, avec la taille, la police et les couleurs de votre choix ; il comporte des titres et une table des matières liée.",
		"Chaque image est décrite par un texte.", "Certaines images ne sont pas décrites par un texte.", "Certaines images sont animées."},
	{"es", "El texto se lee en orden y con cualquier tamaño, letra y color; tiene encabezados y un índice enlazado.",
		"Cada imagen tiene una descripción de texto.", "Algunas imágenes no tienen descripción de texto.", "Algunas imágenes se mueven."},
	{"it", "Il testo si legge in ordine e con qualsiasi dimensione, carattere e colore; ha titoli e un indice con collegamenti.",
		"Ogni immagine ha una descrizione testuale.", "Alcune immagini non hanno una descrizione testuale.", "Alcune immagini sono animate."},
	{"pt", "O texto lê-se por ordem e em qualquer tamanho, letra e cor; tem títulos e um índice com ligações.",
		"Cada imagem tem uma descrição em texto.", "Algumas imagens não têm descrição em texto.", "Algumas imagens movem-se."},
	{"nl", "De tekst is op volgorde te lezen, in elke grootte, elk lettertype en elke kleur, en heeft koppen en een inhoudsopgave met links.",
		"Elke afbeelding heeft een beschrijving in tekst.", "Sommige afbeeldingen hebben geen beschrijving in tekst.", "Sommige afbeeldingen bewegen."},
};

static void look_at_article(const struct epub *b, const struct article *a, struct facts *facts)
{
	for (size_t i = 0; i < a->images.n; i++) {
		const struct node *image = a->images.items[i];
		const struct asset *asset = image->u.image.asset;
		const struct web_image *file = asset ? web_image_at(&b->web, b->web.image_of[asset->index]) : NULL;
		if (!file)
			continue;
		facts->animated |= file->image.animated;
		if (image->flags & NODE_DECORATIVE)
			continue;
		facts->images = true;
		facts->undescribed |= image->text.n == 0;
	}
	for (const struct node *n = a->body; n; n = node_walk(a->body, n, false))
		facts->ruby |= n->kind == NODE_RUBY_TEXT;
}

static struct facts look(const struct epub *b)
{
	struct facts facts = {0};
	for (size_t i = 0; i < b->web.pages.n; i++)
		if (b->web.pages.items[i].article)
			look_at_article(b, b->web.pages.items[i].article, &facts);
	/* the call's picture has no words of its own: it is decoration */
	const struct web_image *call = web_image_at(&b->web, b->web.call_image);
	facts.animated |= call && call->image.animated;
	return facts;
}

static void write_meta(struct xmlout *x, const char *property, struct str text)
{
	xmlout_open(x, "meta");
	xmlout_attr(x, "property", str_c(property));
	xmlout_text(x, text);
	xmlout_close(x);
}

static void write_summary(struct epub *b, struct xmlout *x, const struct facts *facts)
{
	struct str rest = b->web.e->language, primary = str_cut(&rest, '-');
	const struct sentences *s = &summaries[0];
	for (size_t i = 0; i < sizeof summaries / sizeof *summaries; i++)
		if (str_eq_nocase(primary, str_c(summaries[i].language)))
			s = &summaries[i];
	const char *pictures = facts->undescribed ? s->undescribed : s->described;
	write_meta(x, "schema:accessibilitySummary",
		arena_printf(b->web.a, "%s%s%s%s%s", s->structure, facts->images ? " " : "", facts->images ? pictures : "",
			facts->animated ? " " : "", facts->animated ? s->moving : ""));
}

static void write_conformance(struct epub *b, struct xmlout *x)
{
	struct str by = b->web.book->project->accessibility.certified_by;
	struct str credential = b->web.book->project->accessibility.credential, report = b->web.book->project->accessibility.report;
	if (!by.n)
		return;
	write_meta(x, "dcterms:conformsTo", STR("EPUB Accessibility 1.1 - WCAG 2.2 Level AA"));
	xmlout_open(x, "meta");
	xmlout_attr(x, "property", STR("a11y:certifiedBy"));
	xmlout_attr(x, "id", STR("certifier"));
	xmlout_text(x, by);
	xmlout_close(x);
	if (credential.n) {
		xmlout_open(x, "meta");
		xmlout_attr(x, "property", STR("a11y:certifierCredential"));
		xmlout_attr(x, "refines", STR("#certifier"));
		xmlout_text(x, credential);
		xmlout_close(x);
	}
	if (report.n) {
		struct buf url;
		buf_init(&url, BUF_NO_LIMIT);
		buf_url(&url, report);
		xmlout_open(x, "link");
		xmlout_attr(x, "rel", STR("a11y:certifierReport"));
		xmlout_attr(x, "refines", STR("#certifier"));
		xmlout_attr(x, "href", buf_view(&url));
		xmlout_close(x);
		buf_free(&url);
	}
}

void epub_accessibility(struct epub *b, struct xmlout *x)
{
	struct facts facts = look(b);
	write_meta(x, "schema:accessMode", STR("textual"));
	if (facts.images)
		write_meta(x, "schema:accessMode", STR("visual"));
	if (facts.images)
		write_meta(x, "schema:accessModeSufficient", STR("textual,visual"));
	if (!facts.undescribed)
		write_meta(x, "schema:accessModeSufficient", STR("textual"));
	if (!facts.undescribed && (facts.images || b->web.has_cover))
		write_meta(x, "schema:accessibilityFeature", STR("alternativeText"));
	write_meta(x, "schema:accessibilityFeature", STR("tableOfContents"));
	write_meta(x, "schema:accessibilityFeature", STR("readingOrder"));
	write_meta(x, "schema:accessibilityFeature", STR("structuralNavigation"));
	write_meta(x, "schema:accessibilityFeature", STR("displayTransformability"));
	if (b->page_map.n) {
		write_meta(x, "schema:accessibilityFeature", STR("pageBreakMarkers"));
		write_meta(x, "schema:accessibilityFeature", STR("pageNavigation"));
	}
	if (b->web.e->index.n)
		write_meta(x, "schema:accessibilityFeature", STR("index"));
	if (facts.ruby)
		write_meta(x, "schema:accessibilityFeature", STR("rubyAnnotations"));
	write_meta(x, "schema:accessibilityHazard", facts.animated ? STR("unknown") : STR("none"));
	write_summary(b, x, &facts);
	write_conformance(b, x);
}
