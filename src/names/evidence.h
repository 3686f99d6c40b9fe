/* Evidence: which refusal is meant, and which of the competing facts belong to it. See evidence.c. */
#ifndef WHYDENIED_NAMES_EVIDENCE_H
#define WHYDENIED_NAMES_EVIDENCE_H

#include "whydenied/base/str.h"
#include "whydenied/event.h"
#include "whydenied/read/refusal.h"

/* After the rules: weighs what was claimed of principal, permissions, resource and project. */
void wd_evidence_weigh(struct wd_event *event, struct wd_arena *arena);

/* evidence_principal.c */
void wd_evidence_settle_principal(struct wd_event *event);
/* Stands inside a resource's name, which whoever made it chose. */
bool wd_evidence_is_in_a_name(const struct wd_event *event, struct wd_str name);
enum wd_source wd_evidence_best_permission(const struct wd_event *event);
void wd_evidence_drop_permissions_below(struct wd_event *event, enum wd_source source);

/* Names nothing: "-", "_", "***", "PROJECT_ID", "<project>", "my-project". */
bool wd_evidence_is_placeholder(struct wd_str s);
/* A project of Google's own: of its client programs, or a product's tenant project ("…-tp"). Switching an API
 * on there, or a grant there, is nobody's to make: the caller lacks a quota project. */
bool wd_evidence_is_client_project(struct wd_str project);

/* walls.c: something that outranks a grant is told beside the permission (WD_DOUBT_PERMISSION, WD_DOUBT_CLIENT). */
void wd_evidence_doubt_walls(struct wd_event *event, struct wd_arena *arena);
/* credential.c: a 401, or an account that is disabled or deleted: beside a refused permission no role mends it. */
bool wd_evidence_tells_of_credential(const struct wd_event *event);
/* A name that stands where a folded line ends may be half of one (WD_DOUBT_READ). */
void wd_evidence_doubt_folded(struct wd_event *event);
/* labelled.c: the part of a line before a name says that somebody sent the rest: `chat> `, `x-forwarded-for: `. */
bool wd_evidence_is_labelled(struct wd_str before);
/* prefixed.c: something stands there that neither loggers nor services write before an answer. */
bool wd_evidence_is_prefixed(struct wd_str before);
/* A word without the marks around it: "(resolved):" is resolved. */
struct wd_str wd_evidence_letters(struct wd_str word);
/* trailed.c: does the line go on, behind the last fact, in words that no service writes there? And letters of other
 * scripts, or with accents. */
bool wd_evidence_is_trailed(struct wd_str behind);
bool wd_evidence_is_foreign(struct wd_str s);
/* A name inside what others sent and a program repeats (WD_DOUBT_READ). */
void wd_evidence_doubt_echoed(struct wd_event *event);

/* half_address.c: a principal that is a part of a longer word names nobody (WD_DOUBT_PRINCIPAL). */
void wd_evidence_drop_half_address(struct wd_event *event);
/* stump.c: a name that somebody cut ("gs://acme-dat..."): WD_DOUBT_TORN. After the facts are chosen. */
void wd_evidence_doubt_stumps(struct wd_event *event, struct wd_arena *arena);
/* unlike.c: a platform's record that is unlike what the platform writes (WD_DOUBT_PERMISSION). */
void wd_evidence_doubt_unlike(struct wd_event *event, struct wd_arena *arena);
/* example.c: names that guides use, and an API to switch on in two projects (WD_DOUBT_READ). */
void wd_evidence_doubt_examples(struct wd_event *event, struct wd_arena *arena);
/* other_account.c: what was refused is another account's (WD_DOUBT_PERMISSION). */
void wd_evidence_doubt_other_account(struct wd_event *event);
/* registry.c: the host of a registry is one, and the only one that the texts name. */
void wd_evidence_doubt_registry(struct wd_event *event);
/* cluster.c: a cluster's sentence against its entry's caller, method and resource. */
void wd_evidence_doubt_cluster(struct wd_event *event);
/* beside.c: who stands in brackets behind the refused, or in a program's member for its caller (WD_DOUBT_PRINCIPAL). */
void wd_evidence_doubt_beside(struct wd_event *event);
/* two_places.c: of two buckets in a text the one that was refused; where nothing tells, WD_DOUBT_READ. */
void wd_evidence_settle_places(struct wd_event *event, struct wd_arena *arena);

/* two_resources.c: an entry's words, checks, call or labels name two of a kind (WD_DOUBT_PERMISSION). */
void wd_evidence_doubt_two_resources(struct wd_event *event, struct wd_arena *arena);
/* Two things of one kind that are not the same, in whatever spelling. What holds others (a project) is no such thing. */
bool wd_evidence_are_rivals(const struct wd_object *a, const struct wd_object *b);

/* oss_action.c: the OSS action that a text's call or HTTP verb is. */
struct wd_str wd_oss_action_in(struct wd_str text); /* "oss:PutObject"; empty: not said */

/* product.c: makes the principal the caller, and the denied party unknown (WD_DOUBT_PARTY), where the permission is used
 * with another identity than the caller's. The permissions must be settled. */
void wd_product_part(struct wd_event *event);

/* said_object.c: what was refused, in the arena or the refusal's own; none: empty. */
struct wd_str wd_said_object(const struct wd_refusal *refusal, struct wd_arena *arena);

/* said_second.c: of two refusals in one text. */
bool wd_said_names(const struct wd_refusal *refusal, struct wd_str permission);
bool wd_said_is_one_need(const struct wd_refusal *a, const struct wd_refusal *b);
bool wd_said_is_second_need(const struct wd_refusal *a, const struct wd_refusal *b);
bool wd_said_is_other_answer(const struct wd_refusal *a, const struct wd_refusal *b);
bool wd_said_is_second_place(const struct wd_refusal *a, const struct wd_refusal *b,
                             struct wd_arena *arena);

#endif
