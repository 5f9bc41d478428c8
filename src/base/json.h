/* Text as JSON (through jansson), which all that prints data shares. */
#ifndef SHEAF_BASE_JSON_H
#define SHEAF_BASE_JSON_H

#include "base/str.h"

struct json_t;
/* A new reference; "" when s is no valid UTF-8. */
struct json_t *json_text(struct str s);

#endif
