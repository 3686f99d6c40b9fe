/* One sentence: does it refuse, and who, what, on what?
 *
 * Its tokens are slices of the text. First its tone is taken, word by word (tone.c); where that may refuse, walk.c reads the
 * parties. What it says is a wd_refusal whose texts are slices of the same text or made in the caller's arena; -1 is lack of
 * memory. */
#ifndef WHYDENIED_READ_REFUSAL_SENTENCE_H
#define WHYDENIED_READ_REFUSAL_SENTENCE_H

#include "read/refusal/parts.h"
#include "read/refusal/token.h"

enum { WD_SENTENCE_MAX = 192 }; /* tokens; a longer one is read in pieces */

struct wd_sentence {
    struct wd_token token[WD_SENTENCE_MAX];
    size_t count;
};

/* Past its end: WD_DOES_NOTHING. */
static inline enum wd_does wd_sentence_does(const struct wd_sentence *sentence, size_t i)
{
    return i < sentence->count ? wd_token_does(&sentence->token[i]) : WD_DOES_NOTHING;
}

/* What its words say, before anybody asks who is who. */
struct wd_tone {
    bool refuses;    /* by its own words */
    bool code;       /* a code or a status of refusal stands in it */
    bool needs;      /* "required", "must have": refuses where something else does */
    bool hints;      /* it is advice */
    bool wants_role; /* an account must have a role: refuses where something else does */
    bool permits;    /* "permission" or one of its kin */
    bool named;      /* a permission by name */
    bool credential;
    bool cannot;
    bool unused;     /* a service that is not in use */
    bool off;        /* … or not enabled, where the whole text refuses (off.c) */
    size_t at;       /* of the first word of refusal */
    size_t kept_out; /* the account of which it is said; past the end: of none by itself */
};

/* What a sentence says. `refusal` is worth something if `refuses`; the rest is for its neighbours. */
struct wd_sentence_facts {
    struct wd_tone tone;
    struct wd_refusal refusal;
    struct wd_str executed; /* all calls are made as */
    bool refuses;
    bool alone;  /* a name and nothing else: of the refusal before it */
    bool keyed;  /* facts by keys, not words: AuthAction: … */
    bool failed; /* something that was tried did not work */
};

struct wd_tone wd_sentence_tone(const struct wd_sentence *sentence);
/* turned_away.c: does it tell of a refusal in words that are none of refusal's own? On success `ret_at` is the first,
 * `ret_account` who is kept out or the sentence's length. */
bool wd_sentence_turns_away(const struct wd_sentence *sentence, size_t *ret_at,
                            size_t *ret_account);
/* kept_out.c: do the words from `i` on tell what an account of a cloud may not do, without a permission's name? The account;
 * the sentence's length: they don't. */
size_t wd_sentence_keeps_out(const struct wd_sentence *sentence, size_t i);
/* … Only "not readable by X", "no permission to be used by X". */
size_t wd_sentence_not_used_by(const struct wd_sentence *sentence, size_t i);
bool wd_sentence_names_account(const struct wd_sentence *sentence);
/* Behind the account the line ends in ": the reason", which is none of access; of a name that was put together, nobody knows. */
bool wd_reason_is_another(struct wd_str text, struct wd_str account);
/* weren't, won't, couldn't: those that the grammar's list of words has not. */
bool wd_token_is_contracted(const struct wd_token *token);
/* … Or only that something was refused or failed, in few words? */
bool wd_sentence_is_in_vain(const struct wd_sentence *sentence);
/* off.c: does it say that an API is to be enabled? Which, if it is named as a host. */
bool wd_sentence_is_off(const struct wd_sentence *sentence);
bool wd_sentence_tells_off(const struct wd_sentence *sentence); /* … of a project, as a fact */
struct wd_str wd_sentence_service(const struct wd_sentence *sentence);
/* Is the token the "granted" of "must be granted to"? */
bool wd_sentence_asks(const struct wd_sentence *sentence, size_t i);
/* The permission that follows from what was to be done, where none is named. */
void wd_refusal_derive_oss(struct wd_refusal *refusal, struct wd_str text);
/* The same of a sentence that says what failed, not why. */
void wd_refusal_derive_tried(struct wd_refusal *refusal, const struct wd_sentence *sentence);
/* Of a bucket, by the words for the access that is asked for: "give X read access". */
void wd_refusal_derive_asked(struct wd_refusal *refusal, const struct wd_sentence *sentence);
/* derive_rest.c: of a call's address and HTTP method; of a name and the word for what failed with it. */
void wd_refusal_derive_call(struct wd_refusal *refusal, struct wd_str path, struct wd_str method,
                            struct wd_arena *arena);
void wd_refusal_derive_failed(struct wd_refusal *refusal, const struct wd_sentence *sentence,
                              struct wd_arena *arena);
/* derive_rest.c: of an image that is copied; signs: of the whole text. */
void wd_refusal_derive_copy(struct wd_refusal *refusal, unsigned signs);
/* derive_made.c: "Error creating Topic: …" */
void wd_refusal_derive_made(struct wd_refusal *r, struct wd_str text, struct wd_arena *arena);
/* derive_command.c: of the call's address, else of the command of gcloud's that the text names, where the text tells no
 * other reason than a missing permission. `signs`: of the whole text. */
void wd_refusal_conclude(struct wd_refusal *refusal, struct wd_str text, unsigned signs,
                         struct wd_arena *arena);
void wd_refusal_derive(struct wd_refusal *refusal, const struct wd_sentence *sentence);
/* … and from the host that was called, when all of it is known. */
void wd_refusal_derive_host(struct wd_refusal *refusal);

/* tone.c: is word i one for starting something, which is done as an account? */
bool wd_sentence_runs(const struct wd_sentence *sentence, size_t i);
/* needs.c, of word i: it says that something is needed ("requires", "must", "has to"); that whoever was refused needs a
 * permission; that permissions which are needed follow; that an account needs access; that it needs a role; that it lacks one. */
bool wd_sentence_needs(const struct wd_sentence *sentence, size_t i);
bool wd_sentence_needs_now(const struct wd_sentence *sentence, size_t i);
bool wd_sentence_lists_needs(const struct wd_sentence *sentence, size_t i);
bool wd_sentence_account_needs(const struct wd_sentence *sentence, size_t i);
bool wd_sentence_wants_role(const struct wd_sentence *sentence, size_t i);
bool wd_sentence_lacks_role(const struct wd_sentence *sentence, size_t i);

/* walk.c: reads the sentence word by word. 0, or -1: memory. `vendors`, `signs`: of the whole text. */
int wd_sentence_read(const struct wd_sentence *sentence, unsigned vendors, unsigned signs,
                     struct wd_arena *arena, struct wd_sentence_facts *ret);

#endif
