/* How wide the roles are that the shipped files name: their size, what tells most about them, and which
 * of the shipped permissions they hold (patterns/roles/breadth.json, written by
 * scripts/role-facts.py from a catalogue of roles).
 *
 * Texts are the table's. */
#ifndef WHYDENIED_ROLES_BREADTH_H
#define WHYDENIED_ROLES_BREADTH_H

#include "whydenied/base/error.h"
#include "whydenied/base/str.h"

struct wd_breadth;

struct wd_breadth *wd_breadth_load(const char *roles_dir, struct wd_error *err);
void wd_breadth_free(struct wd_breadth *breadth);

/* 1 the role holds it, 0 it does not, -1 the table does not know one of them. */
int wd_breadth_holds(const struct wd_breadth *breadth, struct wd_str role,
                     struct wd_str permission);
bool wd_breadth_knows(const struct wd_breadth *breadth, struct wd_str permission);
unsigned wd_breadth_size(const struct wd_breadth *breadth, struct wd_str role); /* 0: not known */
/* Telling permissions, the strongest first, apart by blanks; empty: not known. */
struct wd_str wd_breadth_among(const struct wd_breadth *breadth, struct wd_str role);

#endif
