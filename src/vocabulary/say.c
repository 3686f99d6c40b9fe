/* Fills phrases.
 *
 * A noun for what is missing fits its sentence: a capital at its start, no word twice ("Job {job} was"
 * becomes "The job was"), nothing in parentheses that says nothing. */
#include "whydenied/vocabulary/say.h"

#include "whydenied/base/char.h"

enum { FILLED_MAX = 64 * 1024, FILLED_ROOM = 512 /* most are shorter */ };

struct blank {
    struct wd_str name;
    struct wd_str plural; /* behind '?' */
    bool has_plural;
};

/* ---- nouns in sentences ------------------------------------------------------------------------ */

static bool is_wide(char c)
{
    return (unsigned char)c >= 0x80;
}

static bool ends_with_word(const struct wd_buf *out, struct wd_str word)
{
    struct wd_str text = wd_buf_str(out);

    if (word.len == 0 || text.len < word.len ||
        !wd_str_ieq(wd_str_from(text, text.len - word.len), word))
        return false;
    if (text.len == word.len || is_wide(word.ptr[0]))
        return true;
    char before = text.ptr[text.len - word.len - 1];
    return is_wide(before) || wd_char_in(before, " (");
}

static bool drop_end(struct wd_buf *out, struct wd_str word)
{
    if (!ends_with_word(out, word))
        return false;
    out->len -= word.len;
    return true;
}

static bool drop_blank(struct wd_buf *out)
{
    bool blank = out->len > 0 && out->ptr[out->len - 1] == ' ';

    out->len -= blank;
    return blank;
}

static bool starts_sentence(const struct wd_buf *out)
{
    struct wd_str text = wd_str_trim(wd_buf_str(out));

    return text.len == 0 || (text.len < out->len && wd_char_in(text.ptr[text.len - 1], ".!?"));
}

/* "the job" can begin here. */
static bool takes_article(const struct wd_buf *out)
{
    static const char *const before[] = {"of ", "on ",   "in ",   "to ", "for ", "from ",
                                         "by ", "with ", "and ",  "or ", "as ",  "that ",
                                         "if ", "is ",   "into ", "at ", "so ",  "let "};

    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (ends_with_word(out, wd_str_of(before[i])))
            return true;
    return starts_sentence(out);
}

static struct wd_str bare(const char *noun)
{
    struct wd_str s = wd_str_of(noun);

    return wd_str_starts(s, WD_STR("the ")) ? wd_str_from(s, 4) : s;
}

/* The longest noun of a slot that the text ends with, or nothing. */
static struct wd_str noun_at_end(const struct wd_buf *out)
{
    struct wd_str best = WD_STR_NONE;

    for (int slot = 0; slot < WD_SLOT_COUNT; slot++)
        for (int lang = 0; lang < WD_LANG_COUNT; lang++) {
            struct wd_str word = bare(wd_slot_row((enum wd_slot)slot)->noun[lang]);
            if (word.len > best.len && ends_with_word(out, word))
                best = word;
        }
    return best;
}

static void put_start(struct wd_buf *out, struct wd_str words)
{
    if (words.len && wd_is_lower(words.ptr[0]) && starts_sentence(out)) {
        wd_buf_putc(out, (char)(words.ptr[0] - 'a' + 'A'));
        words = wd_str_from(words, 1);
    }
    wd_buf_put(out, words);
}

/* The kind of thing may stand before its name, and then it is all that is said: "Job {job}", "its account
 * {principal}", "ジョブ {job}". */
static bool is_said(struct wd_buf *out, bool english)
{
    struct wd_str word;

    if (!drop_blank(out))
        return false;
    word = noun_at_end(out);
    if (word.len == 0) {
        wd_buf_putc(out, ' ');
        return false;
    }
    if (!english)
        return true;
    out->len -= word.len;
    if (takes_article(out))
        put_start(out, WD_STR("the "));
    wd_buf_put(out, word);
    return true;
}

/* No blank between two wide characters. */
static void close_up(const struct wd_buf *out, struct wd_str *rest)
{
    if (rest->len > 1 && rest->ptr[0] == ' ' && is_wide(rest->ptr[1]) && out->len > 0 &&
        is_wide(out->ptr[out->len - 1]))
        *rest = wd_str_from(*rest, 1);
}

/* Japanese sets names of a log off with blanks; a word of its own stands without them. */
static void put_wide(struct wd_buf *out, struct wd_str noun, struct wd_str *rest)
{
    if (drop_blank(out) && (out->len == 0 || !is_wide(out->ptr[out->len - 1])))
        wd_buf_putc(out, ' ');
    wd_buf_put(out, noun);
    close_up(out, rest);
}

static void put_noun(struct wd_buf *out, struct wd_str noun, const char *glued, struct wd_str *rest)
{
    struct wd_str text = wd_buf_str(out);

    if (text.len && wd_char_in(text.ptr[text.len - 1], "=/:&-") && glued) {
        wd_buf_putz(out, glued);
        return;
    }
    bool english = wd_str_starts(noun, WD_STR("the "));

    if (is_said(out, english)) {
        close_up(out, rest);
    } else if (noun.len && is_wide(noun.ptr[0])) {
        put_wide(out, noun, rest);
    } else {
        if (english && !drop_end(out, WD_STR("the ")))
            drop_end(out, WD_STR("a "));
        put_start(out, noun);
    }
}

/* "refused the caller ({reason})." without its reason: the parentheses go too. */
static bool drop_parentheses(struct wd_buf *out, struct wd_str *rest)
{
    if (!wd_str_starts(*rest, WD_STR(")")) || !wd_str_ends(wd_buf_str(out), WD_STR("(")))
        return false;
    out->len--;
    drop_blank(out);
    *rest = wd_str_from(*rest, 1);
    return true;
}

/* ---- phrases ----------------------------------------------------------------------------------- */

/* "name", or "1", at the start of what follows a '{'. */
static struct wd_str name_at_start(struct wd_str s)
{
    size_t len = 0;

    if (s.len > 0 && wd_is_digit(s.ptr[0]))
        return wd_str_sub(s, 0, 1);
    while (len < s.len && (wd_is_lower(s.ptr[len]) || s.ptr[len] == '_'))
        len++;
    return wd_str_sub(s, 0, len);
}

/* "name}" or "name?plural}" at the start; cut off *rest then. */
static bool read_blank(struct wd_str *rest, struct blank *ret)
{
    struct wd_str name = name_at_start(*rest), behind = wd_str_from(*rest, name.len);
    size_t close = 0;

    if (name.len == 0 || behind.len == 0)
        return false;
    *ret = (struct blank){.name = name, .has_plural = behind.ptr[0] == '?'};
    if (ret->has_plural) {
        close = wd_str_find_char(behind, '}');
        ret->plural = close == WD_NPOS ? WD_STR_NONE : wd_str_sub(behind, 1, close - 1);
    }
    if (close == WD_NPOS || behind.ptr[close] != '}')
        return false;
    *rest = wd_str_from(behind, close + 1);
    return true;
}

/* Cuts the next blank off *phrase and puts the text before it; false at the end. */
static bool next_blank(struct wd_buf *out, struct wd_str *phrase, struct blank *ret)
{
    size_t open;

    while ((open = wd_str_find_char(*phrase, '{')) != WD_NPOS) {
        struct wd_str rest = wd_str_from(*phrase, open + 1);

        wd_buf_put(out, wd_str_sub(*phrase, 0, open));
        if (read_blank(&rest, ret)) {
            *phrase = rest;
            return true;
        }
        wd_buf_putc(out, '{');
        *phrase = wd_str_from(*phrase, open + 1);
    }
    wd_buf_put(out, *phrase);
    return false;
}

static void put_value(struct wd_buf *out, const struct blank *blank,
                      const struct wd_fill_value *got, struct wd_str *rest)
{
    if (blank->has_plural)
        wd_buf_put(out, wd_str_eqz(got->value, "1") ? WD_STR_NONE : blank->plural);
    else if (!got->glued)
        wd_buf_put(out, got->value);
    else if (!drop_parentheses(out, rest))
        put_noun(out, got->value, got->glued, rest);
}

void wd_fill_put(struct wd_fill *fill, struct wd_buf *out, struct wd_str phrase)
{
    struct blank blank;

    while (next_blank(out, &phrase, &blank)) {
        struct wd_fill_value got = fill->resolve(fill->context, blank.name);

        if (got.state > fill->worst) {
            fill->worst = got.state;
            fill->word = got.value;
        }
        put_value(out, &blank, &got, &phrase);
    }
}

struct wd_str wd_fill_text(struct wd_fill *fill, struct wd_str phrase)
{
    struct wd_str text = WD_STR_NONE;
    char room[FILLED_ROOM];
    struct wd_buf out;

    if (phrase.len <= FILLED_MAX && wd_str_find_char(phrase, '{') == WD_NPOS)
        return wd_arena_copy(fill->arena, phrase); /* most words of commands */
    wd_buf_init_in(&out, FILLED_MAX, room, sizeof room);
    wd_fill_put(fill, &out, phrase);
    if (!out.failed)
        text = wd_arena_copy(fill->arena, wd_buf_str(&out));
    wd_buf_done(&out);
    return text;
}

/* ---- numbered arguments ------------------------------------------------------------------------ */

struct arguments {
    const struct wd_str *list;
    size_t count;
};

static struct wd_fill_value numbered(const void *context, struct wd_str name)
{
    const struct arguments *arguments = context;
    size_t i = (size_t)(name.ptr[0] - '1');

    return (struct wd_fill_value){.value = i < arguments->count ? arguments->list[i] : WD_STR_NONE};
}

void wd_say_put(struct wd_buf *out, const char *phrase, const struct wd_str *arguments,
                size_t count)
{
    struct arguments all = {arguments, count};
    struct wd_fill fill = {.resolve = numbered, .context = &all};

    wd_fill_put(&fill, out, wd_str_of(phrase));
}

struct wd_str wd_say_text(struct wd_arena *arena, const char *phrase,
                          const struct wd_str *arguments, size_t count)
{
    struct arguments all = {arguments, count};
    struct wd_fill fill = {.resolve = numbered, .context = &all, .arena = arena};

    return wd_fill_text(&fill, wd_str_of(phrase));
}

struct wd_fill_value wd_say_fact(enum wd_slot slot, struct wd_str fact, enum wd_lang lang)
{
    const struct wd_slot_row *row = wd_slot_row(slot);

    if (fact.len > 0)
        return (struct wd_fill_value){.value = fact};
    return (struct wd_fill_value){wd_str_of(row->noun[lang]), WD_FILL_MISSING, row->placeholder};
}
