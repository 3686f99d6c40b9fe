/* The words of running text, as lists for one pass each. */
#ifndef WHYDENIED_READ_TEXT_LEXICON_H
#define WHYDENIED_READ_TEXT_LEXICON_H

#include "read/text/screen.h"

/* Of `interest`: what makes a line worth a second look. */
enum {
    WD_WORD_STRONG = 1,  /* may be part of a refusal */
    WD_WORD_WEAK = 2,    /* the neighbourhood of one: a rule may know */
    WD_WORD_OPENS = 4,   /* a message of several lines */
    WD_WORD_CONTEXT = 8, /* names things for later lines */
    WD_WORD_DIALECT = 16,
    WD_WORD_JSON = 32,
    WD_WORD_HEADER = 64,
    WD_WORD_COMMAND = 128, /* echoed before its answer */
    WD_WORD_MARKER = WD_WORD_STRONG | WD_WORD_WEAK
};

/* Of `verdict`: is it a refusal, and whose? */
enum {
    WD_VERDICT_REFUSAL = 1, /* by itself */
    WD_VERDICT_TALK = 2,    /* with a negation */
    WD_VERDICT_NEGATION = 4,
    WD_VERDICT_ERRNO = 8,    /* the kernel's */
    WD_VERDICT_MACHINE = 16, /* ssh's, sudo's, docker's socket's, a database's */
    WD_VERDICT_SHELL = 32,   /* a command's, unless a cloud is named */
    WD_VERDICT_PERMISSION_DENIED = 64,
    WD_VERDICT_NETWORK = 128,   /* nobody was reached: talk of permissions is only talk then */
    WD_VERDICT_ERRNO_NAME = 256 /* the kernel's, if in capitals: not of generateAccessToken */
};

/* Of `tokens`: is a cloud named? */
enum {
    WD_TOKEN_CLOUD = 1,
    WD_TOKEN_REQUEST_ID = 2, /* a cloud's, unless it is Amazon's */
    WD_TOKEN_AMAZON = 4,
    WD_TOKEN_HOST_ID = 8,
    WD_TOKEN_ALIYUN_HOST = 16,
    WD_TOKEN_BIGQUERY = 32,
    WD_TOKEN_LAUNCH = 64,
    /* where PAI puts a job's credentials, where Vertex AI mounts buckets: no errno's matter */
    WD_TOKEN_CLOUD_PATH = 128,
    WD_TOKEN_OWN = 256,  /* beside another vendor's name: this is about ours all the same */
    WD_TOKEN_HOST = 512, /* of ours */
    WD_TOKEN_GOOGLE_HOST = 2048,
    WD_TOKEN_RESOURCE = 1024 /* a resource's whole name: no database's matter */
};

/* Of `sayings`. */
enum {
    WD_SAYS_REFUSED = 1, /* by one of our clouds */
    WD_SAYS_STATUS = 2,  /* if a host of ours is named */
    WD_SAYS_GRANT = 4,   /* if a cloud is named */
    WD_SAYS_NONE = 8,
    WD_SAYS_CONFIG = 16, /* gcloud's own files */
    WD_SAYS_ASKS = 32,   /* for a right: if a cloud is named, and something failed */
    WD_SAYS_GIVE = 64    /* be given to: if an account of Google's is named */
};

/* Of `vendors`: 1, or what is another's even beside a host of ours; or unless a store of ours is named. */
enum { WD_VENDOR_DECIDES = 2, WD_VENDOR_OF_STORE = 4 };

struct wd_words {
    struct wd_screen interest, unstepped, verdict, tokens, sayings, vendors, talk, facts;
};
void wd_words_init(struct wd_words *words);
void wd_sayings_init(struct wd_screen *screen); /* sayings.c */
void wd_vendors_init(struct wd_screen *screen); /* vendors.c */
/* products.c: does a sentence about rights, in Chinese, name a product of Alibaba Cloud's? */
bool wd_text_names_product(struct wd_str s);
void wd_talk_init(struct wd_screen *screen);       /* talk.c */
void wd_fact_signs_init(struct wd_screen *screen); /* text_facts.c */
void wd_quiet_init(struct wd_screen *screen);      /* quiet.c: where `unstepped` stops, too */

/* What the lines around a refusal may say, table by table (around/signs.c). */
enum wd_sign_table {
    WD_SIGNS_FORM, /* of the line itself */
    WD_SIGNS_ABOVE,
    WD_SIGNS_BELOW,
    WD_SIGNS_HEAD, /* of a mail */
    WD_SIGNS_PHRASE,
    WD_SIGNS_STATE,
    WD_SIGNS_EMULATED,
    WD_SIGNS_MENDED,
    WD_SIGNS_VERDICT,
    WD_SIGNS_REFUSAL,
    WD_SIGNS_NOTE,
    WD_SIGNS_TRIED,
    WD_SIGNS_TESTED,
    WD_SIGNS_TABLES
};
enum { WD_SIGNS_MAX = 1024, WD_SIGN_KINDS = 34 };

/* Read-only once made: when the first refusal is looked at. A table's signs in a row, those that begin with the same letter
 * together. */
struct wd_signs {
    bool made;
    struct wd_screen tested, tried, tries;      /* the last: what says that somebody tries again */
    struct wd_screen anywhere[WD_SIGNS_TABLES]; /* the signs of each that may stand anywhere */
    struct wd_word words[WD_SIGNS_MAX];         /* of these, and of `tries` */
    const struct wd_sign *signs[WD_SIGNS_MAX];
    unsigned short from[WD_SIGNS_TABLES][WD_SIGN_KINDS + 1];
    uint32_t ends[WD_SIGNS_TABLES]; /* the last letters of those at an end, a bit each */
    size_t count, word_count;
};

#endif
