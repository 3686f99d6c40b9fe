/* Grammars of identifiers: what may stand in a command.
 *
 * Identifiers come from logs, that is, from whoever was denied. Only names of a known-safe form pass;
 * anything else means no command. All grammars refuse a leading '-', control characters, non-ASCII,
 * blanks, "://", '@' as first byte, ',', '^' and shell or policy wildcards unless they say so. */
#ifndef WHYDENIED_NAMES_IDENT_H
#define WHYDENIED_NAMES_IDENT_H

#include "whydenied/base/str.h"
#include "whydenied/vocabulary/ident.h"

bool wd_ident_ok(enum wd_ident kind, struct wd_str s);
const char *wd_ident_name(enum wd_ident kind);

#endif
