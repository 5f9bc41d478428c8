#include "layout/composition.h"
void matter_front(struct composition *c, struct page_list_builder *list) {}
void matter_back(struct composition *c, struct page_list_builder *list) {}
void matter_part(struct composition *c, struct page_list_builder *list, struct tag *tag, struct str title, int number) {}
void matter_outline(struct composition *c, struct outline_item *outline) {}
bool contents_lists(const struct node *heading, int depth) { return false; }
void flow_own_words(struct flow *f) {}
void flow_after_article(struct flow *f) {}
