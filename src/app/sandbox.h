/* The program shuts itself in: it reads its inputs, writes its outputs, and has no other business.
 *
 * In stages, each as far as the system has it; what is missing is no error, and `-v` says which stages hold. The
 * first is taken before anything is read (no new privileges, no core, and the system calls that nobody here
 * makes: sockets, other programs, other processes), the second once the inputs are known and before there are
 * threads (no file but those, and the folders of the outputs). --no-sandbox takes neither. */
#ifndef WHYDENIED_APP_SANDBOX_H
#define WHYDENIED_APP_SANDBOX_H

#include "app/app.h"

void wd_sandbox_begin(const struct wd_options *options);
/* After the last configuration file was read. */
void wd_sandbox_files(const struct wd_options *options, const struct wd_inputs *inputs);

/* sandbox_calls.c: refuses system calls from now on, in this thread and those it makes. */
bool wd_sandbox_refuse_calls(void);

#endif
