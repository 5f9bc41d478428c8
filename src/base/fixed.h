/*
 * Integer arithmetic where a result must be the same on every machine, compiler and optimisation level: floating point sums
 * change with their order. A Q16 number is a count of 65536ths.
 */
#ifndef SHEAF_BASE_FIXED_H
#define SHEAF_BASE_FIXED_H

#include <stdint.h>

enum { FIXED_ONE = 1 << 16 };

uint32_t fixed_sqrt(uint64_t n); /* rounded down */
/* Binary logarithm of a / b in Q16, rounded down; a >= b > 0, a < 2^32. */
uint32_t fixed_log2(uint64_t a, uint64_t b);

#endif
