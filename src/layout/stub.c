#include "layout/composition.h"
void flow_table(struct flow *f, const struct node *n) {}
void flow_figure(struct flow *f, const struct node *n) {}
bool flow_image_size(void *flow, const struct node *image, dim *width, dim *height) { return false; }
const struct node *lone_image(const struct node *paragraph) { return NULL; }
void matter_front(struct composition *c, struct page_list_builder *list) {}
void matter_back(struct composition *c, struct page_list_builder *list) {}
void matter_part(struct composition *c, struct page_list_builder *list, struct tag *tag, struct str title, int number) {}
void matter_outline(struct composition *c, struct outline_item *outline) {}
bool contents_lists(const struct node *heading, int depth) { return false; }
void flow_own_words(struct flow *f) {}
void flow_after_article(struct flow *f) {}
