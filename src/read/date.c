/* Dates: a scanner over the digits, then one check of the calendar. No libc time: it follows the time zone. */
#include "read/date.h"

struct scan {
	struct str rest;
	bool failed;
};

static int digits(struct scan *s, size_t n)
{
	int value = 0;
	if (s->rest.n < n)
		s->failed = true;
	for (size_t i = 0; !s->failed && i < n; i++) {
		char c = s->rest.p[i];
		s->failed = c < '0' || c > '9';
		value = value * 10 + (c - '0');
	}
	s->rest = str_skip(s->rest, n);
	return s->failed ? 0 : value;
}

static bool take(struct scan *s, char c)
{
	if (!s->rest.n || s->rest.p[0] != c)
		return false;
	s->rest = str_skip(s->rest, 1);
	return true;
}

struct date {
	int year, month, day, hour, minute, second, zone; /* zone in minutes east */
	bool has_month, has_day, has_time;
};

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100) || year % 400 == 0;
	return month == 2 && leap ? 29 : days[month - 1];
}

static void scan_zone(struct scan *s, struct date *d)
{
	while (take(s, ' '))
		continue;
	bool west = s->rest.n && s->rest.p[0] == '-';
	if (!s->rest.n || take(s, 'Z') || take(s, 'z'))
		return;
	if (!take(s, '+') && !take(s, '-')) {
		s->failed = true;
		return;
	}
	int hours = digits(s, 2);
	take(s, ':');
	int minutes = s->rest.n ? digits(s, 2) : 0;
	s->failed = s->failed || hours > 23 || minutes > 59;
	d->zone = (west ? -1 : 1) * (hours * 60 + minutes);
}

static void scan_time(struct scan *s, struct date *d)
{
	d->has_time = true;
	d->hour = digits(s, 2);
	s->failed = s->failed || !take(s, ':');
	d->minute = digits(s, 2);
	if (take(s, ':')) {
		d->second = digits(s, 2);
		if (take(s, '.'))
			while (s->rest.n && s->rest.p[0] >= '0' && s->rest.p[0] <= '9')
				s->rest = str_skip(s->rest, 1);
	}
	scan_zone(s, d);
	s->failed = s->failed || d->hour > 23 || d->minute > 59 || d->second > 60;
}

static bool scan_date(struct str text, struct date *d)
{
	struct scan s = {text, false};
	*d = (struct date){.month = 1, .day = 1};
	d->year = digits(&s, 4);
	if (!s.failed && take(&s, '-')) {
		d->has_month = true;
		d->month = digits(&s, 2);
	}
	if (!s.failed && d->has_month && take(&s, '-')) {
		d->has_day = true;
		d->day = digits(&s, 2);
	}
	if (!s.failed && d->has_day && (take(&s, 'T') || take(&s, 't') || take(&s, ' ')))
		scan_time(&s, d);
	return !s.failed && !s.rest.n && d->year && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
	       d->day <= days_in(d->year, d->month);
}

/* Days since 1970-01-01 in the Gregorian calendar, years counted from March so that leap days come last. */
static int64_t day_number(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
	return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

struct str date_read(struct arena *a, struct str s, int64_t *seconds)
{
	struct date d;
	s = str_trim(s);
	if (!scan_date(s, &d))
		return (struct str){0};
	if (seconds)
		*seconds = day_number(d.year, d.month, d.day) * 86400 + d.hour * 3600 + d.minute * 60 + d.second -
			   d.zone * 60;
	if (!d.has_time)
		return arena_copy(a, s);
	struct str zone = STR("Z");
	int east = d.zone < 0 ? -d.zone : d.zone;
	if (d.zone)
		zone = arena_printf(a, "%c%02d:%02d", d.zone < 0 ? '-' : '+', east / 60, east % 60);
	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d" STR_FMT, d.year, d.month, d.day, d.hour, d.minute, d.second,
		STR_ARG(zone));
}
