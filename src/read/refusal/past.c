/* "When the job started it failed with: …" is somebody's report; "when the job starts it fails with: …" is a manual's. Tense
 * is all that tells them apart. */
#include "read/refusal/past.h"

#include "whydenied/base/char.h"

static const char *const irregular[] = {"ran",   "was",   "were",  "did",   "had",  "got",
                                        "came",  "went",  "made",  "took",  "saw",  "met",
                                        "began", "sent",  "wrote", "built", "said", "threw",
                                        "gave",  "broke", "died",  "hit",   "told", "didn't"};
/* behind these a word in -ed is no verb in the past, and the clause is none either */
static const char *const present[] = {"is",   "are",     "be",    "will",    "can",     "may",
                                      "must", "should",  "would", "does",    "has",     "have",
                                      "gets", "returns", "fails", "happens", "reports", "says"};
/* what things are, not what somebody did */
static const char *const qualities[] = {"needed",     "required",   "specified",    "provided",
                                        "associated", "denied",     "unauthorized", "granted",
                                        "used",       "configured", "attached",     "expected",
                                        "authorized", "permitted",  "enabled",      "disabled"};

static bool is_past(struct wd_str word)
{
    return WD_STR_IIN(word, irregular) ||
           (word.len > 4 && wd_str_ends(word, WD_STR("ed")) && !WD_STR_IIN(word, qualities));
}

/* The next word, without the marks around it; what is quoted or comes behind a colon ends the clause. */
static struct wd_str next_word(struct wd_str *rest)
{
    struct wd_str word = wd_str_cut(rest, ' ');

    if (word.len > 0 && (wd_char_in(word.ptr[0], "\"'`") || wd_str_ends(word, WD_STR(":"))))
        *rest = WD_STR_NONE;
    return wd_str_trim_right_of(word, ".,;:()*`\"'");
}

bool wd_tells_the_past(struct wd_str clause)
{
    enum { WORDS = 24 };
    unsigned pasts = 0;

    for (unsigned i = 0; i < WORDS && clause.len > 0 && pasts < 2; i++) {
        struct wd_str word = next_word(&clause);
        if (WD_STR_IIN(word, present))
            return false;
        pasts += is_past(word);
    }
    return pasts == 2;
}
