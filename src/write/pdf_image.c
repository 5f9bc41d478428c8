#include "write/pdf.h"
void pdf_images(struct pdf *p)
{
	p->nimages = 0;
}
