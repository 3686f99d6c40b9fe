/* The words as writers ask for them: filled with values, or by the name that a document has for one. */
#include "report/words.h"

#include "whydenied/report/value.h"
#include "whydenied/vocabulary/say.h"
#include "whydenied/vocabulary/system.h"

enum wd_lang wd_words_lang(const json_t *head)
{
    enum wd_lang lang = WD_LANG_EN;

    if (!wd_lang_parse(wd_value_str(head, "lang"), &lang))
        lang = WD_LANG_EN;
    return lang;
}

enum wd_word wd_words_none(const json_t *head)
{
    const json_t *totals = json_object_get(head, "totals");
    bool whole = !json_is_false(json_object_get(head, "complete"));

    if (totals && !wd_value_int(totals, "records"))
        return whole ? WD_W_NO_RECORDS : WD_W_NOTHING_READ;
    if (whole && json_object_get(head, "night")) /* earlier ones may be listed below */
        return WD_W_NONE_THIS_NIGHT;
    return whole ? WD_W_NO_DENIALS : WD_W_NONE_IN_PART;
}

const char *wd_word(enum wd_lang lang, enum wd_word word)
{
    return wd_words[word][lang];
}

void wd_words_fill(struct wd_buf *out, enum wd_lang lang, enum wd_word word,
                   const struct wd_str *arguments, size_t count)
{
    wd_say_put(out, wd_words[word][lang], arguments, count);
}

void wd_words_fill_numbers(struct wd_buf *out, enum wd_lang lang, enum wd_word word,
                           const uint64_t *numbers, size_t count)
{
    char written[WD_WORDS_NUMBERS][WD_VALUE_NUMBER];
    struct wd_str texts[WD_WORDS_NUMBERS];

    for (size_t i = 0; i < WD_WORDS_NUMBERS; i++)
        texts[i] = wd_value_number(written[i], i < count ? numbers[i] : 0);
    wd_words_fill(out, lang, word, texts, count < WD_WORDS_NUMBERS ? count : WD_WORDS_NUMBERS);
}

struct wd_str wd_words_cause(enum wd_lang lang, struct wd_str name)
{
    enum wd_cause cause;

    return wd_cause_parse(name, &cause) ? wd_str_of(wd_cause_words(cause, lang)) : name;
}

struct wd_str wd_words_system(enum wd_lang lang, struct wd_str name)
{
    enum wd_system system;

    return wd_system_parse(name, &system) ? wd_str_of(wd_system_words(system, lang)) : name;
}

/* One word of a list that starts at `first` and follows `names`; NULL if it is none of them. */
static const char *one_of(enum wd_lang lang, struct wd_str name, const char *const *names,
                          size_t count, enum wd_word first)
{
    size_t i = wd_str_place(name, names, count);

    return i == WD_NPOS ? NULL : wd_words[(size_t)first + i][lang];
}

const char *wd_words_severity(enum wd_lang lang, struct wd_str level)
{
    static const char *const names[] = {"high", "medium", "low"};
    const char *word = one_of(lang, level, names, 3, WD_W_SEV_HIGH);

    return word ? word : wd_words[WD_W_SEV_LOW][lang];
}

const char *wd_words_confidence(enum wd_lang lang, struct wd_str level)
{
    static const char *const names[] = {"high", "medium", "low"};
    const char *word = one_of(lang, level, names, 3, WD_W_SURE_HIGH);

    return word ? word : wd_words[WD_W_SURE_LOW][lang];
}

const char *wd_words_source(enum wd_lang lang, struct wd_str source)
{
    static const char *const names[] = {"structured", "text", "inferred"};

    return one_of(lang, source, names, 3, WD_W_BY_FIELDS);
}

const char *wd_words_status(enum wd_lang lang, struct wd_str status)
{
    static const char *const names[] = {"new", "growing", "ongoing", "quiet", "back", "fixed"};

    return one_of(lang, status, names, 6, WD_W_ST_NEW);
}

const char *wd_words_end(enum wd_lang lang, struct wd_str end)
{
    static const char *const names[] = {"truncated", "corrupt",    "trailing",
                                        "limit",     "unreadable", "left_out"};

    return one_of(lang, end, names, 6, WD_W_END_TRUNCATED);
}

void wd_words_rewritten(struct wd_buf *out, enum wd_lang lang, const json_t *input)
{
    static const char *const names[] = {"grown", "mended", "cut", "inside", "another"};
    size_t i = wd_str_place(wd_value_str(input, "rewritten"), names, sizeof names / sizeof *names);
    uint64_t at = wd_value_int(input, "rewritten_at");

    if (i != WD_NPOS)
        wd_words_fill_numbers(out, lang, (enum wd_word)((size_t)WD_W_RW_GROWN + i), &at, 1);
}

void wd_words_nights(struct wd_buf *out, enum wd_lang lang, const json_t *incident)
{
    struct wd_str night = wd_value_str(incident, "first_night");
    struct wd_buf number;

    if (!night.len)
        return;
    wd_buf_init(&number, 64);
    wd_value_put_number(&number, wd_value_int(incident, "nights"));
    wd_words_fill(out, lang, WD_W_STATUS_NIGHTS,
                  (const struct wd_str[]){night, wd_buf_str(&number)}, 2);
    wd_buf_done(&number);
}

struct wd_str wd_words_skip(enum wd_lang lang, struct wd_str reason)
{
    static const char *const names[] = {"too_long", "too_deep",  "malformed",
                                        "binary",   "no_memory", "outside"};
    const char *word = one_of(lang, reason, names, 6, WD_W_SKIP_TOO_LONG);

    return word ? wd_str_of(word) : reason;
}
