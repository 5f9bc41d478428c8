/*
 * Output through a temporary file in the target's folder, so that rename stays within one file system. Failures stick:
 * writers write on and ask once, at the end.
 */
#include "base/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SINK_BUFFER = 64 * 1024 };

struct sink {
	char *path, *temporary;
	int fd, error;
	size_t n;
	char buffer[SINK_BUFFER];
};

static volatile sig_atomic_t caught;

static void on_signal(int number)
{
	caught = number;
}

void interrupt_catch(void)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction act = {.sa_handler = on_signal, .sa_flags = SA_RESTART | SA_RESETHAND};
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaction(signals[i], &act, NULL);
	/* a full quota or a closed pipe is an errno to report, not a death */
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
}

int interrupt_signal(void)
{
	return caught;
}

/* mkstemp would make the file private, and asking the umask is not safe with threads: so a name of our own. */
static int open_temporary(struct sink *s)
{
	static atomic_uint serial;
	for (int tries = 0; tries < 100; tries++) {
		sprintf(s->temporary, "%s.%ld-%u.tmp", s->path, (long)getpid(), atomic_fetch_add(&serial, 1));
		int fd = open(s->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

struct sink *sink_open(const char *path)
{
	struct sink *s = mem_alloc(sizeof *s);
	s->path = strcpy(mem_alloc(strlen(path) + 1), path);
	s->temporary = mem_alloc(strlen(path) + 48);
	s->fd = open_temporary(s);
	if (s->fd < 0)
		s->error = errno;
	return s;
}

static void sink_flush(struct sink *s)
{
	for (size_t done = 0; done < s->n && !s->error;) {
		ssize_t n = write(s->fd, s->buffer + done, s->n - done);
		if (n > 0)
			done += (size_t)n;
		else if (n < 0 && errno != EINTR)
			s->error = errno;
		if (caught)
			s->error = EINTR;
	}
	s->n = 0;
}

void sink_write(struct sink *s, const void *p, size_t n)
{
	const char *from = p;
	while (n && !s->error) {
		size_t room = SINK_BUFFER - s->n, take = n < room ? n : room;
		memcpy(s->buffer + s->n, from, take);
		s->n += take;
		from += take;
		n -= take;
		if (s->n == SINK_BUFFER)
			sink_flush(s);
	}
}

static int sink_end(struct sink *s, bool keep)
{
	int error = s->error;
	if (s->fd >= 0) {
		if (close(s->fd) < 0 && !error)
			error = errno;
		if (keep && !error && rename(s->temporary, s->path) < 0)
			error = errno;
		if (!keep || error)
			unlink(s->temporary);
	}
	free(s->path);
	free(s->temporary);
	free(s);
	return error;
}

int sink_close(struct sink *s)
{
	sink_flush(s);
	return sink_end(s, true);
}

void sink_cancel(struct sink *s)
{
	sink_end(s, false);
}

int sink_write_file(const char *path, struct str data)
{
	struct sink *s = sink_open(path);
	sink_write(s, data.p, data.n);
	return sink_close(s);
}

int sink_replace_file(const char *path, struct str data)
{
	struct stat st;
	if (stat(path, &st) < 0 || access(path, W_OK) < 0)
		return errno;
	struct sink *s = sink_open(path);
	sink_write(s, data.p, data.n);
	sink_flush(s);
	if (!s->error && (fchmod(s->fd, st.st_mode & 07777) < 0 || fsync(s->fd) < 0))
		s->error = errno;
	return sink_end(s, true);
}
