/*
 * Themes and their page shells. A shell is an XHTML page with holes: XSLT 1.0, simplified (<html xsl:version="1.0">) or a
 * full stylesheet, run by libxslt without file or network access but for includes from the theme itself. It sees a page's metadata;
 * the body never goes through it: it is spliced in where the shell has <sheaf:body/> (namespace urn:sheaf).
 *
 * The document that a shell sees:
 *   <page kind="article" lang dir type role css root>   type: epub:type; css, root: relative URLs
 *     <title/> <subtitle/> <number/> <part/> <date/> <description/> <author/>*
 *     <heading>inline XHTML of the title</heading>
 *     <book><title/><subtitle/><author file-as/>*<contributor role/>*<publisher/><rights/><identifier/><isbn/><date/><year/><description/><series/><logo href width height/><brand/></book>
 *     <related><item href title why/>*</related>
 *     <backlinks><item href title/>*</backlinks>         articles that lead to this one
 *     <call><heading/><text/>*<button/><url/><image href/></call>
 *     <image href alt width height/>                     the cover, or a page's picture
 *     <label key="contents">Contents</label>*            every word of book/labels.def in the book's language
 *     of a course's web pages also, and slug="" of a lesson:
 *     <home href/> <position n of/> <previous href title/> <next href title/>
 *     <contents of><part title>…</part> <item href title slug number current description>nested items</item> <page-link href title current/></contents>
 *                                                        of: how many lessons there are, whereas a page of a large course lists those around it
 *     <downloads><download href name title kind size lesson="SLUG"/></downloads>
 *     <search/>                                          when the course can be searched
 *     <style/>                                           the style sheet, for the first page
 *   </page>
 * Elements that have nothing to say are absent.
 */
#ifndef SHEAF_MARKUP_TEMPLATE_H
#define SHEAF_MARKUP_TEMPLATE_H

#include "base/buf.h"
#include "base/diag.h"
#include "book/theme.h"

/* Reads theme.yaml and finds the theme's files. templates: the project's folder of themes. NULL and a BAD_TEMPLATE when there is
 * none of the name. A theme is what differs from hearth, the built-in one: tokens and files that it lacks are hearth's. */
struct theme *theme_load(struct arena *a, struct str name, struct str templates, struct diags *d);
/*
 * The author's choices over the theme's: colour (#rgb or #rrggbb, darkened or lightened until it can be seen on white, sepia and black)
 * becomes the token colours-accent, and site-light-accent and site-dark-accent as letters can be read in it; a font comes first in fonts-body or fonts-heading, and e-books ask for it too (ebook-body,
 * ebook-heading). "" leaves tokens alone. False: not a colour.
 */
bool theme_brand(struct arena *a, struct theme *t, struct str colour, struct str body_font, struct str heading_font);
/*
 * A file of the theme: the project's own, else the built-in one of that name, else hearth's, else the empty string with p NULL.
 * name (may be NULL) becomes its name as diagnostics show it.
 */
struct str theme_file(struct arena *a, const struct theme *t, const char *file, struct str *name);
/* A style sheet with every var(--token) replaced by its value (Kindle knows no variables) and comments cut; a variable that the sheet
 * itself declares stays one, for web pages. An unknown token, an @import or a url() of another file is a BAD_TEMPLATE. */
struct str theme_css(struct arena *a, const struct theme *t, const char *file, struct diags *d);

struct shell; /* a compiled page shell, in a; may be used by several threads at once */
/* NULL after a BAD_TEMPLATE. One thread at a time may load. */
struct shell *shell_load(struct arena *a, const struct theme *t, const char *file, struct diags *d);
void shell_free(struct shell *s); /* NULL is well */
/* How a page is written down. HTML: for browsers that read it from the file system and so as HTML, whatever it says of itself: no
 * XML declaration, no namespaces, scripts and styles as they are. Both are well-formed XML but for these. */
enum page_markup { PAGE_XHTML, PAGE_HTML };
/*
 * Fills the shell with data (the XML text of a <page> document) and body, appends the page to out: XML declaration, doctype, <html>.
 * Elements that data gives without a namespace (those of <heading>) become XHTML. False after a BAD_TEMPLATE, and then out is as it was.
 */
bool shell_fill(const struct shell *s, enum page_markup markup, struct str data, struct str body, struct buf *out, struct diags *d);

#endif
