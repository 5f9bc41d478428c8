/* Digit-by-digit square root, and the binary logarithm by repeated squaring of the mantissa (Knuth, TAOCP 1.2.2, exercise 25 turned to base 2). */
#include "base/fixed.h"

uint32_t fixed_sqrt(uint64_t n)
{
	uint64_t root = 0, bit = (uint64_t)1 << 62;
	while (bit > n)
		bit >>= 2;
	for (; bit; bit >>= 2) {
		if (n >= root + bit) {
			n -= root + bit;
			root = (root >> 1) + bit;
		} else {
			root >>= 1;
		}
	}
	return (uint32_t)root;
}

uint32_t fixed_log2(uint64_t a, uint64_t b)
{
	uint32_t whole = 0;
	while (a >= b << 1) {
		b <<= 1;
		whole++;
	}
	uint64_t m = (a << 31) / b; /* mantissa in [1, 2) as Q31 */
	uint32_t fraction = 0;
	for (int i = 0; i < 16; i++) {
		m = (m * m) >> 31;
		fraction <<= 1;
		if (m >= (uint64_t)1 << 32) {
			m >>= 1;
			fraction |= 1;
		}
	}
	return whole << 16 | fraction;
}
