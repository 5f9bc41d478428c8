/* Slices as JSON strings: jansson wants a pointer even to nothing, and refuses ill-formed UTF-8. */
#include "base/json.h"

#include <jansson.h>

json_t *json_text(struct str s)
{
	json_t *j = json_stringn(s.n ? s.p : "", s.n);
	return j ? j : json_string("");
}
