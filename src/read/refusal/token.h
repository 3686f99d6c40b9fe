/* The words of a text, one by one: without quotes, escapes, colours, boxes and line breaks.
 *
 * A token is a slice of the text, or a name made whole in the arena where a line's end or a box stood in it; where it stood is
 * always told in the text's own bytes. What stands between two tokens is the later one's gap. Nothing is looked up but what the
 * word does (vocabulary.h). */
#ifndef WHYDENIED_READ_REFUSAL_TOKEN_H
#define WHYDENIED_READ_REFUSAL_TOKEN_H

#include "read/refusal/vocabulary.h"

/* What a token looks like. */
enum wd_shape {
    WD_SHAPE_WORD,
    WD_SHAPE_NUMBER,
    WD_SHAPE_PERMISSION, /* storage.objects.get */
    WD_SHAPE_MAYBE,      /* the same, of a service that is not known: beside "permission" only */
    WD_SHAPE_ACTION,     /* oss:PutObject */
    WD_SHAPE_EMAIL,
    WD_SHAPE_IDENTITY, /* principal://…, system:serviceaccount:…, P.svc.id.goog[ns/sa] */
    WD_SHAPE_RESOURCE, /* projects/…, //host/projects/… */
    WD_SHAPE_STORAGE,  /* gs://…, oss://… */
    WD_SHAPE_URL,
    WD_SHAPE_ACS,
    WD_SHAPE_ROLE,
    WD_SHAPE_CONSTRAINT,
    WD_SHAPE_API,     /* run.googleapis.com */
    WD_SHAPE_ADDRESS, /* host/path */
    WD_SHAPE_PATH,    /* a/b */
    WD_SHAPE_HOST,
    WD_SHAPE_COLONS /* project:dataset.table, project:region:instance */
};

struct wd_token {
    struct wd_str text;
    size_t from, to; /* bytes of the whole text, quotes apart */
    enum wd_shape shape;
    const struct wd_meaning *meaning; /* NULL: none */
    bool quoted;                      /* a quote or a square bracket opens directly before it */
    bool closed;                      /* and one closes directly behind it */
    bool key;                         /* ':' or '=' follows */
    bool begins;                      /* a new sentence begins with it */
    bool member;                      /* of an object, by its quoted key behind the bracket */
    bool after_comma;
};

struct wd_tokens {
    const struct wd_vocabulary *vocabulary;
    struct wd_arena *arena;
    struct wd_str text;
    size_t at;
    /* of the token before */
    bool stopped, was_key, was_named;
    enum wd_does was;
    size_t line; /* where the line of the token before began */
    bool failed; /* the arena was full */
};

void wd_tokens_init(struct wd_tokens *tokens, const struct wd_vocabulary *vocabulary,
                    struct wd_str text, struct wd_arena *arena);
bool wd_tokens_next(struct wd_tokens *tokens, struct wd_token *ret);

/* camel.c: a permission in small letters as IAM writes it: "cloudkms.cryptoKeys.get". */
struct wd_str wd_in_camel_case(struct wd_arena *arena, struct wd_str permission);
enum wd_shape wd_shape_of(const struct wd_vocabulary *vocabulary, struct wd_str text, bool quoted);
static inline enum wd_does wd_token_does(const struct wd_token *token)
{
    return token->meaning ? (enum wd_does)token->meaning->does : WD_DOES_NOTHING;
}
/* It has the form of a permission or an action. */
static inline bool wd_token_permits(const struct wd_token *token)
{
    return token->shape == WD_SHAPE_PERMISSION || token->shape == WD_SHAPE_ACTION ||
           token->shape == WD_SHAPE_MAYBE;
}

#endif
