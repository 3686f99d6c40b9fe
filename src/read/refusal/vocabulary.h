/* The words of the grammar: what a word does in a sentence.
 *
 * What stands in vocabulary_words.c is all that the grammar knows of languages: a word, small, and what it does. Services and
 * products are vocabulary_services.c's; what tells vendors and whole texts apart, phrases, vocabulary_signs.c's. Tables are
 * static; a reader makes an index of words and a screen of phrases once. A word that is not listed does nothing. */
#ifndef WHYDENIED_READ_REFUSAL_VOCABULARY_H
#define WHYDENIED_READ_REFUSAL_VOCABULARY_H

#include "read/text/screen.h"
#include "whydenied/read/refusal.h"

enum wd_does {
    WD_DOES_NOTHING,
    WD_DOES_DENY,       /* denied, refused, forbidden */
    WD_DOES_LACK,       /* lacks, missing, insufficient */
    WD_DOES_NEGATE,     /* not, no, cannot, doesn't */
    WD_DOES_HAVE,       /* have, has */
    WD_DOES_NEED,       /* required, requires, must */
    WD_DOES_PERMIT,     /* permission, privilege, access, right */
    WD_DOES_ALLOW,      /* authorized, allowed, able */
    WD_DOES_SUCCEED,    /* granted, passed */
    WD_DOES_HINT,       /* grant, ensure, verify: what follows is advice */
    WD_DOES_SUPPOSE,    /* if, when, may: no refusal took place */
    WD_DOES_PLACE,      /* on, to, in, over: an object follows */
    WD_DOES_FOR,        /* for, by: a subject or an object */
    WD_DOES_AS,         /* as */
    WD_DOES_ACT,        /* act, impersonate */
    WD_DOES_SIGN_IN,    /* authenticated, logged */
    WD_DOES_EXECUTE,    /* executed */
    WD_DOES_NAME_PARTY, /* user, principal, caller, account */
    WD_DOES_NAME_THING, /* resource, bucket, project: `value` is the part */
    WD_DOES_ANONYMOUS,  /* anonymous, unauthenticated */
    WD_DOES_TOKEN,      /* token: "a token for X" */
    WD_DOES_LINK,       /* the, is, does, following: says nothing */
    WD_DOES_HTTP,       /* GET, POST: `value` is read or write */
    WD_DOES_CODE,       /* PERMISSION_DENIED: `value` is the RPC code */
    WD_DOES_CREDENTIAL, /* invalid_grant, DefaultCredentialsError */
    WD_DOES_CALL,       /* PutObject: what an SDK was asked for */
    WD_DOES_USED,       /* used: "has not been used in project N" */
    WD_DOES_FAIL,       /* failed: "failed to assume role" */
    WD_DOES_ASSUME,     /* assume */
    WD_DOES_FOUND,      /* found: "entity X not found" */
    WD_DOES_TRANSFER,   /* pull, push, upload: `value` is read or write */
    WD_DOES_EXIST,      /* exist: "(or it may not exist)" */
    WD_DOES_KEY         /* AuthAction: `value` is an enum wd_key */
};

enum wd_key {
    WD_KEY_PERMISSION = 1,
    WD_KEY_SUBJECT,
    WD_KEY_OBJECT,
    WD_KEY_HOST,
    WD_KEY_PROJECT,
    WD_KEY_API,
    WD_KEY_CODE,
    WD_KEY_STATUS
};

struct wd_meaning {
    const char *word; /* small letters */
    unsigned char does;
    unsigned char value;
};

/* Vendors by evidence: bits of `vendors`. Those from WD_FOREIGN_FIRST on are foreign. */
enum {
    WD_SIGN_GOOGLE = 1u << 0,
    WD_SIGN_ALIBABA = 1u << 1,
    WD_SIGN_WANDB = 1u << 2,
    WD_SIGN_KUBERNETES = 1u << 3,
    WD_FOREIGN_FIRST = 8
};

/* Bits of `signs`: whole texts, not words. */
enum {
    WD_TEXT_REFUSES = 1,    /* a code or status of refusal stands in it */
    WD_TEXT_UNCERTAIN = 2,  /* (or it may not exist) */
    WD_TEXT_CREDENTIAL = 4, /* no credentials, or wrong ones */
    WD_TEXT_UNUSED_API = 8, /* has not been used in project */
    WD_TEXT_PROXY = 16,     /* a proxy's answer, no service's */
    WD_TEXT_LOCAL = 32,     /* files of this machine */
    WD_TEXT_CJK = 64,       /* refused in Chinese or Japanese */
    WD_TEXT_UPLOAD = 128,   /* push, publish, upload */
    WD_TEXT_IMPERSONATES = 256,
    WD_TEXT_ANONYMOUS = 512,
    WD_TEXT_SOURCE = 1024,     /* of an image that is copied */
    WD_TEXT_DESTINATION = 2048 /* likewise */
};

enum { WD_VOCABULARY_SLOTS = 2048 };

/* Hashes of the lists: row + 1, by open addressing. */
struct wd_vocabulary {
    unsigned short words[WD_VOCABULARY_SLOTS];
    unsigned short services[WD_VOCABULARY_SLOTS];
    struct wd_screen vendors, signs;
};

void wd_vocabulary_init(struct wd_vocabulary *vocabulary);
/* NULL: not in the vocabulary. Letters in any case. */
const struct wd_meaning *wd_vocabulary_find(const struct wd_vocabulary *vocabulary,
                                            struct wd_str word);
bool wd_vocabulary_google(const struct wd_vocabulary *vocabulary, struct wd_str service);
bool wd_vocabulary_alibaba(const struct wd_vocabulary *vocabulary, struct wd_str product);
/* Is it a word of refusal in Chinese or Japanese, perhaps among others? */
bool wd_vocabulary_wide(struct wd_str text);
bool wd_vocabulary_wide_lacks(struct wd_str text); /* of a right, in Korean */
/* Is it one beside an action that is named? */
bool wd_vocabulary_wide_bars(struct wd_str text);
/* Does a run of hanzi say that something is lacking, which words behind it name? */
bool wd_vocabulary_wide_negates(struct wd_str text);
/* Bits of who is named in it. */
unsigned wd_vocabulary_vendors(const struct wd_vocabulary *vocabulary, struct wd_str text);
const char *wd_vocabulary_foreign(unsigned vendors); /* name of the first foreign one, NULL: none */

/* The lists themselves: vocabulary_words.c, vocabulary_services.c, vocabulary_signs.c. */
extern const struct wd_meaning wd_grammar_words[];
extern const size_t wd_grammar_words_count;
extern const char wd_services_of_google[], wd_services_of_alibaba[];
extern const size_t wd_services_of_google_len, wd_services_of_alibaba_len;
extern const struct wd_word wd_vendor_signs[], wd_text_signs[];
extern const size_t wd_vendor_signs_count, wd_text_signs_count;

#endif
