#include "base/filename.h"

#include "base/slug.h"

enum { MOST = 80 }; /* bytes of a stem: Windows takes 260 of a whole path */

bool filename_is_device(struct str stem)
{
	static const char *const names[] = {"con", "prn", "aux", "nul", "conin$", "conout$"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(stem, str_c(names[i])))
			return true;
	struct str port = str_sub(stem, 0, 3);
	return stem.n == 4 && stem.p[3] >= '0' && stem.p[3] <= '9' && (str_eq_nocase(port, STR("com")) || str_eq_nocase(port, STR("lpt")));
}

struct str filename_make(struct arena *a, struct map *taken, const char *folder, struct str stem, struct str extension)
{
	stem = slug_ascii(a, stem);
	stem.n = stem.n > MOST ? MOST : stem.n;
	while (stem.n && stem.p[stem.n - 1] == '-')
		stem.n--;
	if (!stem.n)
		stem = STR("file");
	const char *apart = filename_is_device(stem) ? "-file" : "";
	struct str name = arena_printf(a, "%s" STR_FMT "%s" STR_FMT, folder, STR_ARG(stem), apart, STR_ARG(extension));
	for (unsigned n = 2; map_has(taken, name); n++)
		name = arena_printf(a, "%s" STR_FMT "%s-%u" STR_FMT, folder, STR_ARG(stem), apart, n, STR_ARG(extension));
	map_put(taken, name, taken);
	return name;
}
