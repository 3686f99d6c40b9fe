/* Where results go: standard output or a file that appears whole or not at all.
 *
 * A file is written beside its target (O_EXCL, mode 0600) and renamed over it by wd_output_commit; a
 * target that is a symbolic link or no regular file is refused. Every failed write is remembered and
 * reported once, by commit. Standard output stays open, whoever else writes to it; what only closing
 * tells (a full disk behind a network) is asked of a copy. */
#ifndef WHYDENIED_REPORT_OUTPUT_H
#define WHYDENIED_REPORT_OUTPUT_H

#include <stdio.h>

#include "whydenied/base/buf.h"
#include "whydenied/base/error.h"

struct wd_output;

struct wd_output *wd_output_open(const char *path, struct wd_error *err); /* "-": standard output */
/* Permissions of the file; 0600 unless told. Nothing happens to standard output. */
void wd_output_mode(struct wd_output *out, unsigned mode);
/* Into a buffer of the caller's; a full buffer is a failed write. */
struct wd_output *wd_output_to_memory(struct wd_buf *memory, struct wd_error *err);
void wd_output_put(struct wd_output *out, struct wd_str s);
void wd_output_putz(struct wd_output *out, const char *z);
/* With every byte visible (wd_value_visible). False: no memory, and nothing was put. */
bool wd_output_put_visible(struct wd_output *out, struct wd_str s);
void wd_output_printf(struct wd_output *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void wd_output_flush(struct wd_output *out); /* what was put so far goes out now */
/* Whether the reader of a pipe went away before anything was written to it again. */
bool wd_output_unwanted(const struct wd_output *out);
bool wd_output_is_stdout(const struct wd_output *out);
bool wd_output_broken_pipe(const struct wd_output *out); /* the reader went away: end quietly */
/* 0, or -1 with the first failure; that the reader of standard output went away is none. Frees `out` either way. */
int wd_output_commit(struct wd_output *out, struct wd_error *err);
void wd_output_abandon(struct wd_output *out); /* removes the unfinished file; accepts NULL */

#endif
