/*
 * Where output goes: a temporary file beside the target, renamed onto it when whole. The first failure sticks and is
 * told by sink_close; until then the last good file stays untouched. Also: was the program interrupted?
 */
#ifndef SHEAF_BASE_SINK_H
#define SHEAF_BASE_SINK_H

#include "base/arena.h"

struct sink;

struct sink *sink_open(const char *path); /* never NULL: an open that fails shows at sink_close */
void sink_write(struct sink *s, const void *p, size_t n);
int sink_close(struct sink *s); /* flushes, renames, frees; 0 or an errno value; EINTR when interrupted */
void sink_cancel(struct sink *s); /* removes the temporary file, frees */
int sink_write_file(const char *path, struct str data);
/* Another text for a file that is there: its mode stays, and the new one is on the disk before it takes the old one's place. EACCES when
 * the file itself may not be written, although its folder may. */
int sink_replace_file(const char *path, struct str data);

/* SIGINT, SIGTERM and SIGHUP set a flag that long work asks for, so that temporary files can be removed in peace. */
void interrupt_catch(void);
int interrupt_signal(void); /* the signal that came, or 0 */

#endif
