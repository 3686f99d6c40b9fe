/* Doubts: what about a denial's facts keeps a command from being ready. Each file looks for one reason and notes it in
 * the event's doubts; evidence.c calls them in order, after the facts they look at are chosen. */
#ifndef WHYDENIED_NAMES_DOUBT_H
#define WHYDENIED_NAMES_DOUBT_H

#include "whydenied/base/arena.h"
#include "whydenied/base/char.h"
#include "whydenied/base/str.h"
#include "whydenied/event.h"

/* Of an account's address, as far as it can be told from the words around it. */
static inline bool wd_is_address_byte(char c)
{
    return wd_is_word(c) || wd_char_in(c, ".-+@%");
}

/* walls.c: something that outranks a grant is told beside the permission (WD_DOUBT_PERMISSION, WD_DOUBT_CLIENT). */
void wd_doubt_walls(struct wd_event *event, const struct wd_pairs *pairs, struct wd_arena *arena);
/* credential.c: a 401, or an account that is disabled or deleted: beside a refused permission no role mends it. */
bool wd_evidence_tells_of_credential(const struct wd_event *event, const struct wd_pairs *pairs);
/* A name that stands where a folded line ends may be half of one (WD_DOUBT_READ). */
void wd_doubt_folded(struct wd_event *event);
/* labelled.c: the part of a line before a name says that somebody sent the rest: `chat> `, `x-forwarded-for: `. */
bool wd_evidence_is_labelled(struct wd_str before);
/* prefixed.c: something stands there that neither loggers nor services write before an answer. */
bool wd_evidence_is_prefixed(struct wd_str before);
/* The same of what stands before the whole sentence: in words of people, or taken back. */
bool wd_evidence_is_led_strangely(struct wd_str before);
/* marked.c: a comment's mark, a call of a source, a count, a phrase that takes back; a line of a change. */
bool wd_evidence_is_marked(struct wd_str before);
bool wd_evidence_is_changed(struct wd_str before);
/* trailed.c: does the line go on, behind the last fact, in words that no service writes there? And letters of other
 * scripts, or with accents. */
bool wd_evidence_is_trailed(struct wd_str behind);
bool wd_evidence_is_foreign(struct wd_str s);
/* A name inside what others sent and a program repeats (WD_DOUBT_READ). */
void wd_doubt_echoed(struct wd_event *event);

/* commented.c: words of somebody's own stand before the sentence, or behind its facts. */
bool wd_evidence_is_commented(const struct wd_event *event, struct wd_str text,
                              struct wd_str before);
/* wrapped.c: members of JSON beside the error say that it is a test, a copy, or over (WD_DOUBT_READ). */
void wd_doubt_wrapped(struct wd_event *event);
/* half_address.c: a principal that is a part of a longer word names nobody (WD_DOUBT_PRINCIPAL). */
void wd_evidence_drop_half_address(struct wd_event *event);
/* assumed.c: a role that somebody was not let assume is no party. */
void wd_evidence_drop_assumed(struct wd_event *event);
/* stump.c: a name that somebody cut ("gs://acme-dat..."): WD_DOUBT_TORN. After the facts are chosen. */
void wd_doubt_stumps(struct wd_event *event, const struct wd_pairs *pairs,
                     const struct wd_object *on);
/* unlike.c: a platform's record that is unlike what the platform writes (WD_DOUBT_PERMISSION). */
void wd_doubt_unlike(struct wd_event *event, const struct wd_object *on);
/* example.c: names that guides use, and an API to switch on in two projects (WD_DOUBT_READ). */
void wd_doubt_examples(struct wd_event *event, const struct wd_object *on);
/* once.c: a pool's identity that does not come again (WD_DOUBT_PRINCIPAL). */
void wd_doubt_once(struct wd_event *event);
/* visitor.c: a person before the answer that a program hands on (WD_DOUBT_PRINCIPAL). */
void wd_doubt_visitor(struct wd_event *event);
/* view.c: a table behind a view (WD_DOUBT_VIEW). */
void wd_doubt_view(struct wd_event *event);
/* other_account.c: what was refused is another account's (WD_DOUBT_PERMISSION). */
void wd_doubt_other_account(struct wd_event *event);
/* layer.c: the sentence names another layer that refused (WD_DOUBT_PERMISSION). */
void wd_doubt_layer(struct wd_event *event);
/* registry.c: the host of a registry is one, and the only one that the texts name. */
void wd_doubt_registry(struct wd_event *event);
/* cluster.c: a cluster's sentence against its entry's caller, method and resource. */
void wd_doubt_cluster(struct wd_event *event);
/* scope.c: a cluster's sentence that was cut before it tells where (WD_DOUBT_TORN). */
void wd_doubt_scope(struct wd_event *event);
/* beside.c: who stands in brackets behind the refused, or in a program's member for its caller (WD_DOUBT_PRINCIPAL). */
void wd_doubt_beside(struct wd_event *event);
/* listed.c: of the accounts that `gcloud auth list` shows, the active one. */
void wd_evidence_settle_listed(struct wd_event *event);
/* second.c: a second account, permission or bucket in the refusal's own text. */
void wd_doubt_second(struct wd_event *event, const struct wd_pairs *pairs);
/* two_places.c: of two buckets in a text the one that was refused; where nothing tells, WD_DOUBT_READ. */
void wd_evidence_settle_places(struct wd_event *event, struct wd_arena *arena);

/* two_resources.c: an entry's words, checks, call or labels name two of a kind (WD_DOUBT_PERMISSION). */
void wd_doubt_two_resources(struct wd_event *event, struct wd_arena *arena);
/* unnamed.c: the sentence names nothing, and the name that was read is neither its request's nor of what led to it (WD_DOUBT_READ). */
void wd_doubt_unnamed(struct wd_event *event, const struct wd_object *on);
/* Of its checks those of the same service that were refused on another place are told in DETAIL, behind WD_ALSO_REFUSED. */
void wd_evidence_part_checks(struct wd_event *event, struct wd_arena *arena);
/* Two things of one kind that are not the same, in whatever spelling. What holds others (a project) is no such thing. */
bool wd_evidence_are_rivals(const struct wd_object *a, const struct wd_object *b);

#endif
