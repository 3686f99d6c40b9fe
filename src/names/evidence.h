/* Evidence: which refusal is meant, and which of the competing facts belong to it.
 *
 * After matching an event holds claims, each with where it was read (enum wd_source). The files here choose among them in the order
 * of wd_evidence_weigh, fill the blanks that fit, and note as doubts what speaks against them. Texts are slices of the
 * record, or made in its arena; where that lacks memory a fact is missing. */
#ifndef WHYDENIED_NAMES_EVIDENCE_H
#define WHYDENIED_NAMES_EVIDENCE_H

#include "whydenied/base/str.h"
#include "whydenied/event.h"
#include "whydenied/read/refusal.h"

/* After the rules: weighs what was claimed of principal, permissions, resource and project. */
void wd_evidence_weigh(struct wd_event *event, struct wd_arena *arena);

/* evidence_principal.c */
void wd_evidence_settle_principal(struct wd_event *event);
/* evidence_signed_in.c: whoever is signed in, and whom calls are made as; a step of it. */
void wd_evidence_settle_signed_in(struct wd_event *event);
/* evidence_party.c: by labels; before it. */
void wd_evidence_settle_party(struct wd_event *event);
/* Stands inside a resource's name, which whoever made it chose. */
bool wd_evidence_is_in_a_name(const struct wd_event *event, struct wd_str name);

/* evidence_facts.c */
enum wd_source wd_evidence_best_permission(const struct wd_event *event);
void wd_evidence_drop_permissions_below(struct wd_event *event, enum wd_source source);
/* Names nothing: "-", "_", "***", "PROJECT_ID", "<project>", "my-project". */
bool wd_evidence_is_placeholder(struct wd_str s);
/* What the refusal's words name as what its role or permission is of stands in the place of what the record is about. */
void wd_evidence_follow(struct wd_event *event);
/* A project of Google's own: of its client programs, or a product's tenant project ("…-tp"). Switching an API
 * on there, or a grant there, is nobody's to make: the caller lacks a quota project. */
bool wd_evidence_is_client_project(struct wd_str project);

/* called.c: of the project that a client was called for and that of what was refused, the second. */
void wd_evidence_settle_called(struct wd_event *event, const struct wd_object *object,
                               struct wd_arena *arena);
/* … a name that stands in no project, beside the one that only the log lends (WD_DOUBT_READ). */
void wd_evidence_doubt_lent(struct wd_event *event, const struct wd_object *object);

/* made.c: a text's word for the call that was to make what was refused becomes its method. */
void wd_evidence_note_making(struct wd_event *event, struct wd_arena *arena);

/* oss_action.c: the OSS action that a text's call or HTTP verb is. */
struct wd_str wd_oss_action_in(struct wd_str text); /* "oss:PutObject"; empty: not said */

/* product.c: makes the principal the caller, and the denied party unknown (WD_DOUBT_PARTY), where the permission is used
 * with another identity than the caller's. The permissions must be settled. */
void wd_product_part(struct wd_event *event);

/* said_object.c: what was refused, in the arena or the refusal's own; none: empty. */
struct wd_str wd_said_object(const struct wd_refusal *refusal, struct wd_arena *arena);

/* said_resource.c: claims on the resource. The image that was to be read or written; a whole name of what the permission was
 * refused on. */
void wd_said_place_image(struct wd_event *event, const struct wd_refusal *refusal,
                         struct wd_arena *arena);
void wd_said_claim_object(struct wd_event *event, const struct wd_refusal *refusal,
                          struct wd_arena *arena);
/* What was refused, for an event that a rule knows and whose resource is blank. */
struct wd_str wd_said_beside_rule(const struct wd_refusal *refusal, struct wd_arena *arena);

/* said_second.c: of two refusals in one text. */
bool wd_said_names(const struct wd_refusal *refusal, struct wd_str permission);
bool wd_said_is_one_need(const struct wd_refusal *a, const struct wd_refusal *b);
bool wd_said_is_second_need(const struct wd_refusal *a, const struct wd_refusal *b);
bool wd_said_is_other_answer(const struct wd_refusal *a, const struct wd_refusal *b);
bool wd_said_is_second_place(const struct wd_refusal *a, const struct wd_refusal *b,
                             struct wd_arena *arena);

#endif
