/* The parties of a sentence while it is read: what the words before say of the next name.
 *
 * walk.c goes along the words and keeps the role that they give to whatever comes next; a name takes the role, and here it is
 * decided what it is by it: who was refused, on what, as whom. The cast writes into the refusal at hand and into nothing else.
 * A token past the sentence's end is an empty word. Lack of memory is noted in `failed`. */
#ifndef WHYDENIED_READ_REFUSAL_CAST_H
#define WHYDENIED_READ_REFUSAL_CAST_H

#include "read/refusal/sentence.h"

struct wd_role {
    enum wd_does by; /* WD_DOES_PLACE, WD_DOES_FOR, WD_DOES_AS or nothing */
    bool party, thing, act, denied, sign_in, execute, token;
    bool grants, to; /* "grant … to": the name behind is who was refused */
    bool reached;    /* "grant you access to": the name behind is what was */
    enum wd_refusal_part part;
    unsigned since; /* words that mean nothing */
    bool adjacent;  /* nothing but articles since the noun */
    bool taken;     /* a name took it: what comes behind is another thing */
};

/* A name that no word makes anything. */
struct wd_loose {
    struct wd_str name;
    size_t at;
    unsigned count; /* of different ones */
};

struct wd_cast {
    const struct wd_sentence *s;
    struct wd_sentence_facts *out;
    struct wd_refusal *r;
    struct wd_arena *arena;
    struct wd_role role;
    unsigned vendors;
    bool object_late;   /* it stands behind the word of refusal */
    bool object_weak;   /* no word says that it is what was refused */
    bool object_before; /* the sentence names its permission behind it */
    enum wd_shape object_shape;
    struct wd_loose loose_party, loose_object;
    bool failed;
};

static inline const struct wd_token *wd_cast_token(const struct wd_cast *c, size_t i)
{
    static const struct wd_token none;

    return i < c->s->count ? &c->s->token[i] : &none;
}

static inline enum wd_does wd_cast_does(const struct wd_cast *c, size_t i)
{
    return wd_sentence_does(c->s, i);
}

/* cast_object.c: the token names what was refused, or the address that was called. */
void wd_cast_object(struct wd_cast *c, size_t i);
void wd_cast_address(struct wd_cast *c, size_t i);
void wd_cast_parts(struct wd_cast *c, struct wd_str name);
/* cast_permission.c: a dotted name of an unknown service needs the word beside it. */
bool wd_cast_is_permission(const struct wd_cast *c, size_t i);
void wd_cast_permission(struct wd_cast *c, struct wd_str permission);
/* cast.c: a name by its shape. */
void wd_cast_name(struct wd_cast *c, size_t i);
/* "agent 3", "user 1 of 5": no account has so short a number. */
bool wd_cast_only_counts(struct wd_str name);
/* Who was refused, if nothing said it better; what the token is to the words around it. */
void wd_cast_subject(struct wd_cast *c, struct wd_str name, enum wd_refusal_said said);
void wd_cast_as(struct wd_cast *c, struct wd_str name);
bool wd_cast_is_owner(const struct wd_cast *c, size_t i);
bool wd_cast_is_negated(const struct wd_cast *c, size_t i);
/* The noun i is of a build or a scheduler, and what it names is no resource of a cloud. */
bool wd_cast_is_runner(const struct wd_cast *c, size_t i);

/* cast_word.c. "bucket acme-data", "project 'x'", "User alice cannot": a plain word directly behind its noun. */
bool wd_cast_is_value(const struct wd_cast *c, size_t i);
void wd_cast_value(struct wd_cast *c, size_t i);
/* "ana-ci does not hold oss:GetObject": a word that looks like a name, and what it has not. */
bool wd_cast_is_bare_party(const struct wd_cast *c, size_t i);
void wd_cast_bare_party(struct wd_cast *c, size_t i);
/* Before a "cannot": whom Kubernetes names without quotes. */
void wd_cast_bare_user(struct wd_cast *c, size_t i);
/* A role that the sentence names, by its id. */
void wd_cast_needed_role(struct wd_cast *c, struct wd_str role);
/* A key and its value in a message of protocol buffers; how many tokens behind this one it took. */
size_t wd_cast_pair(struct wd_cast *c, size_t i);
/* AuthAction: …; true if the value was taken. */
bool wd_cast_key(struct wd_cast *c, size_t i);
/* A label and an action or account of Alibaba Cloud, and nothing else, is the whole of it. */
bool wd_cast_label(struct wd_cast *c, size_t i);
/* "acs:ram::N:role/X", of a user or role. */
bool wd_cast_is_party_of_acs(struct wd_str text);
/* "GET https://…": what was asked of the address behind it. */
void wd_cast_verb(struct wd_cast *c, size_t i);

/* cast_loose.c: the token is such a name; and at the end, where only one can be meant. */
void wd_cast_loose(struct wd_cast *c, size_t i);
void wd_cast_take_loose(struct wd_cast *c);

/* note.c: what word i tells by itself. */
void wd_cast_note(struct wd_cast *c, size_t i);
/* kind.c: of two accounts beside a permission on accounts, one lacks it and the other is what it is on. */
void wd_cast_two_accounts(struct wd_cast *c);
/* kind.c, when all of the sentence was read: its object, what a name by itself tells of, and the kind. `signs`: of the text. */
void wd_cast_settle_object(struct wd_cast *c);
void wd_cast_name_alone(struct wd_cast *c);
enum wd_refusal_kind wd_cast_kind(const struct wd_cast *c, unsigned signs);

/* kept_out.c: of whom the sentence says that he may not is who was refused, wherever else a name might have put him. */
void wd_cast_take_kept_out(struct wd_cast *cast);

#endif
