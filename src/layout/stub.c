#include "layout/composition.h"
void flow_table(struct flow *f, const struct node *n) {}
void flow_figure(struct flow *f, const struct node *n) {}
bool flow_image_size(void *flow, const struct node *image, dim *width, dim *height) { return false; }
const struct node *lone_image(const struct node *paragraph) { return NULL; }
