/* The words of running text, as lists for one pass each.
 *
 * A list is a screen (screen.h): asked of a text, it answers with the groups of all words that stand in it, and its groups are
 * the bits below, a set for each list. `interest` is asked of every line and must stay short; the others are asked of
 * lines that are worth a second look. Made once for each reader and read-only after that. */
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
    WD_TOKEN_RESOURCE = 1024, /* a resource's whole name: no database's matter */
    WD_TOKEN_STORE = 4096 /* a store of ours, by its own sentence: whose client asked is all one */
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
void wd_sayings_init(struct wd_screen *screen);     /* sayings.c */
void wd_cloud_names_init(struct wd_screen *screen); /* tokens.c */
void wd_vendors_init(struct wd_screen *screen);     /* vendors.c */
/* products.c: does a sentence about rights, in Chinese, name a product of Alibaba Cloud's? */
bool wd_text_names_product(struct wd_str s);
bool wd_text_says_whose(struct wd_str s); /* a sentence that only Google's services have */
bool wd_text_is_platforms(
    struct wd_str s); /* … or any of the platforms, whatever stands before it */
void wd_talk_init(struct wd_screen *screen);       /* talk_phrases.c */
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
    WD_SIGNS_WALL,
    WD_SIGNS_EMULATED,
    WD_SIGNS_SUCCESS,
    WD_SIGNS_MENDED,
    WD_SIGNS_VERDICT,
    WD_SIGNS_REFUSAL,
    WD_SIGNS_NOTE,
    WD_SIGNS_TRIED,
    WD_SIGNS_TESTED,
    WD_SIGNS_FRAME,
    WD_SIGNS_BOUND,
    WD_SIGNS_DONE,
    WD_SIGNS_TABLES
};
enum {
    WD_SIGNS_MAX = 1536,
    WD_SIGN_LISTS = 1024, /* of signs that begin, or end, alike */
    WD_SIGN_GRAMS = 12288,
    WD_SIGN_BRIEF = 64,
    WD_SIGN_HASHES = 4096
};

/* Four bytes of a sign that may stand anywhere: the sign begins `at` bytes before them. */
struct wd_sign_gram {
    uint32_t bytes;
    unsigned short sign, next; /* one more of the same hash; 0: no more */
    unsigned char at;
};

struct wd_sign_row {
    const char *text;
    uint64_t bits;
    uint32_t head, mask; /* its first four bytes, or as many as stand before a gap, small */
    uint32_t tail;       /* its last four bytes, if it has as many */
    unsigned short len;
    unsigned short next; /* one more of its list; 0: no more */
    bool whole, gaps;    /* the whole line; a blank or '_' as in a screen's words */
};

/* Read-only once made: when the first refusal is looked at. The signs of all tables together; what one says are bits, of each
 * table some in a row. */
struct wd_signs {
    bool made;
    struct wd_screen tested; /* what says that somebody tests */
    struct wd_screen brief;  /* signs that are too short for grams */
    struct wd_word briefs[WD_SIGN_BRIEF];
    unsigned short brief_signs[WD_SIGN_BRIEF];
    size_t brief_count;
    unsigned char shift[WD_SIGNS_TABLES], width[WD_SIGNS_TABLES]; /* a table's bits among all */
    size_t shifted;
    unsigned short first[WD_SIGN_LISTS], last[WD_SIGN_LISTS]; /* at a line's start, at its end */
    uint32_t may_stand[2048];                                 /* a bit for each hash of a gram */
    unsigned short of_hash[WD_SIGN_HASHES];
    struct wd_sign_gram grams[WD_SIGN_GRAMS];
    struct wd_sign_row rows[WD_SIGNS_MAX];
    size_t count, gram_count;
};

#endif
