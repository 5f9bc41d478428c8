/* What a language tag (BCP 47) tells without a table of languages. */
#ifndef SHEAF_BOOK_LANGUAGE_H
#define SHEAF_BOOK_LANGUAGE_H

#include <stdbool.h>
#include "base/str.h"

bool language_rtl(struct str tag); /* written from right to left: by its script where the tag names one, else as the language usually is */

#endif
