#include "book/project.h"

bool format_is_package(struct str format)
{
	static const char *const packages[] = {"bundle", "cartridge", "scorm"};
	for (size_t i = 0; i < sizeof packages / sizeof *packages; i++)
		if (str_is(format, packages[i]))
			return true;
	return false;
}
