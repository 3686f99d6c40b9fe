/* Commands echoed before their answers. */
#ifndef WHYDENIED_READ_TEXT_COMMAND_H
#define WHYDENIED_READ_TEXT_COMMAND_H

#include "read/reading.h"

/* The next word of a command, cut off; empty at its end. */
static inline struct wd_str wd_command_word(struct wd_str *rest)
{
    *rest = wd_str_trim_left(*rest);
    return wd_str_cut(rest, ' ');
}

/* Is the first line a call of `aliyun PRODUCT OPERATION` or of ossutil? */
bool wd_command_is(struct wd_str line);
/* What the command in the first line called, and on what, as the wrapper's words; nothing if it is none. */
void wd_command_facts(struct wd_reading *r, struct wd_str text);

/* What was called, behind a shell's prompt or trace: "$ ", "+ ", "% ", "kim@box:~$ ", "[kim@box app]# ", "PS C:\> ". Empty:
 * another line. */
struct wd_str wd_command_called(struct wd_str line);

/* command_google.c: does what the line calls fail without saying where? It is held back for its answer. */
bool wd_command_waits(struct wd_str line);
/* Does it fetch an address of somebody else's? What was called before is then no more what later lines are about. */
bool wd_command_leaves(struct wd_str line);
/* "curl: (22) The requested URL returned error: 403", which names no host. */
bool wd_command_is_fetch_refused(struct wd_str line);
/* "ERROR 403: Forbidden.", "curl: (22) … 403": the address of ours that a line close above says is fetched; empty: none. */
struct wd_str wd_command_fetched(struct wd_str before, struct wd_str line);
bool wd_command_is_answered(struct wd_str command, struct wd_str line);
/* A command of gcloud's, or what gcloud prints of the project and place that it goes to. */
bool wd_command_announces(struct wd_str line);
/* Project and place that gcloud's command names, if it is the one that failed. */
void wd_command_gcloud_facts(struct wd_reading *r, struct wd_str command, struct wd_str error);

#endif
