/* The inputs of a run: arguments, --files-from, or standard input; in order of names. */
#ifndef WHYDENIED_APP_INPUT_LIST_H
#define WHYDENIED_APP_INPUT_LIST_H

#include "app/app.h"

int wd_input_list(const struct wd_options *options, struct wd_inputs *inputs, struct wd_error *err);

#endif
