/* Which signs stand in a line, those of all tables in one pass.
 *
 * Most signs may stand anywhere. Of the bytes of a line every fourth place is looked at, four bytes together: a sign of seven
 * bytes has four such bytes at one of four places in a row, so those four are kept of each, and one bit for what they hash to
 * tells nearly always that none stands there. Shorter signs are words of a screen. Of signs at a line's start or end only
 * those are compared whose two outer letters the line has. */
#include "read/text/around/around.h"

enum {
    STRIDE = 4,                       /* bytes of a gram, and places from one to the next */
    GRAMMED_MIN = STRIDE + STRIDE - 1 /* bytes of a sign that has a whole one, wherever it begins */
};
#define SMALL UINT32_C(0x20202020) /* the bit of each byte that tells small letters */

/* By their lower five bits, so that letters of either case are one. */
static size_t pair_of(char a, char b)
{
    return ((unsigned char)a & 31u) * 32 + ((unsigned char)b & 31u);
}

static uint32_t gram_at(const char *place)
{
    uint32_t bytes;

    memcpy(&bytes, place, sizeof bytes);
    return bytes | SMALL;
}

/* The first bytes of a text that may have fewer; those behind it are zeros. */
static uint32_t head_of(struct wd_str s)
{
    char bytes[STRIDE] = {0};

    if (s.len >= STRIDE)
        return gram_at(s.ptr);
    memcpy(bytes, s.ptr, s.len);
    return gram_at(bytes);
}

static size_t hash_of(uint32_t gram)
{
    return gram * UINT32_C(2654435761) >> 16;
}

/* Which bytes of a head count. */
static uint32_t mask_of(size_t len)
{
    char bytes[STRIDE];
    uint32_t mask;

    for (size_t i = 0; i < STRIDE; i++)
        bytes[i] = i < len ? '\xff' : '\0';
    memcpy(&mask, bytes, sizeof mask);
    return mask;
}

/* The list of signs at a line's start that begin with the first `len` bytes of a head. */
static size_t first_of(uint32_t head, size_t len)
{
    return hash_of(head & mask_of(len)) % WD_SIGN_LISTS;
}

/* ---- making ---------------------------------------------------------------------------------------- */

static bool is_kept(const struct wd_signs *signs, const struct wd_sign_gram *gram)
{
    for (size_t i = signs->of_hash[hash_of(gram->bytes) % WD_SIGN_HASHES]; i > 0;
         i = signs->grams[i].next)
        if (signs->grams[i].bytes == gram->bytes && signs->grams[i].sign == gram->sign &&
            signs->grams[i].at == gram->at)
            return true;
    return false;
}

static void put_gram(struct wd_signs *signs, struct wd_sign_gram gram)
{
    const size_t hash = hash_of(gram.bytes), head = hash % WD_SIGN_HASHES;

    if (is_kept(signs, &gram) || signs->gram_count + 1 >= WD_SIGN_GRAMS)
        return;
    gram.next = signs->of_hash[head];
    signs->grams[++signs->gram_count] = gram;
    signs->of_hash[head] = (unsigned short)signs->gram_count;
    signs->may_stand[hash / 32] |= UINT32_C(1) << hash % 32;
}

static void put_brief(struct wd_signs *signs, size_t sign)
{
    const char *text = signs->rows[sign].text;

    signs->brief_signs[signs->brief_count] = (unsigned short)sign;
    /* a blank at a word's start may stand for nothing, so that it would say yes to every letter */
    signs->briefs[signs->brief_count] =
        (struct wd_word){text + strspn(text, " "), 1u << signs->brief_count % 32};
    signs->brief_count++;
}

/* Where the seven bytes begin whose grams are kept: with a blank in their midst, for words follow one another in more ways
 * than letters do. */
static size_t window_of(struct wd_str text)
{
    for (size_t at = text.len - STRIDE + 1; at-- > STRIDE - 1;)
        if (text.ptr[at] == ' ')
            return at - (STRIDE - 1);
    return 0;
}

static void put_grams_of(struct wd_signs *signs, size_t sign, struct wd_str text, size_t from)
{
    for (size_t at = from; at < from + STRIDE; at++)
        put_gram(signs, (struct wd_sign_gram){.bytes = gram_at(text.ptr + at),
                                              .sign = (unsigned short)sign,
                                              .at = (unsigned char)at});
}

/* Each way to write the first bytes of a screen's word; `len` of them stand in `start`. */
static void put_variants(struct wd_signs *signs, size_t sign, char start[GRAMMED_MIN], size_t len,
                         const char *rest)
{
    static const char gaps[] = {' ', '_', '-'};

    if (len == GRAMMED_MIN) {
        put_grams_of(signs, sign, wd_str_make(start, len), 0);
        return;
    }
    if (*rest == ' ')
        put_variants(signs, sign, start, len, rest + 1);
    for (size_t i = 0; i < (*rest == ' ' || *rest == '_' ? sizeof gaps : 1); i++) {
        start[len] = *rest == ' ' || *rest == '_' ? gaps[i] : *rest;
        put_variants(signs, sign, start, len + 1, rest + 1);
    }
}

/* Bytes that a screen's word has at least: a blank may stand for nothing. */
static size_t shortest(const char *word)
{
    size_t len = 0;

    for (; *word; word++)
        len += *word != ' ';
    return len;
}

static void put_anywhere(struct wd_signs *signs, size_t sign)
{
    const struct wd_sign_row *row = &signs->rows[sign];
    char start[GRAMMED_MIN];

    if ((row->gaps ? shortest(row->text) : strlen(row->text)) < GRAMMED_MIN)
        put_brief(signs, sign);
    else if (row->gaps)
        put_variants(signs, sign, start, 0, row->text);
    else
        put_grams_of(signs, sign, wd_str_of(row->text), window_of(wd_str_of(row->text)));
}

/* A list of those that have the same bytes there, as far as it asks. */
static unsigned short *list_of(struct wd_signs *signs, enum wd_sign_place place, struct wd_str text)
{
    if (place == WD_SIGN_END)
        return &signs->last[pair_of(text.ptr[text.len - 2], text.ptr[text.len - 1])];
    return &signs->first[first_of(head_of(text), text.len < 3 ? text.len : 3)];
}

static void put(struct wd_signs *signs, const struct wd_sign *sign, uint64_t bits)
{
    const struct wd_str text = wd_str_of(sign->text);
    const bool gaps = sign->place == WD_SIGN_WORD;
    const uint32_t mask = mask_of(gaps ? strcspn(sign->text, " _") : text.len);
    const size_t at = ++signs->count;
    struct wd_sign_row *row = &signs->rows[at];
    unsigned short *list;

    *row =
        (struct wd_sign_row){.text = sign->text,
                             .len = (unsigned short)text.len,
                             .bits = bits,
                             .tail = text.len < STRIDE ? 0 : gram_at(text.ptr + text.len - STRIDE),
                             .head = head_of(text) & mask,
                             .mask = mask,
                             .whole = sign->place == WD_SIGN_WHOLE,
                             .gaps = gaps};
    if (sign->place == WD_SIGN_ANYWHERE || sign->place == WD_SIGN_WORD) {
        put_anywhere(signs, at);
        return;
    }
    list = list_of(signs, sign->place, text);
    row->next = *list;
    *list = (unsigned short)at;
}

void wd_signs_put(struct wd_signs *signs, enum wd_sign_table table, const struct wd_sign *list,
                  size_t count)
{
    unsigned all = 0;

    for (size_t i = 0; i < count; i++)
        all |= list[i].what;
    signs->shift[table] = (unsigned char)signs->shifted;
    for (; all >> signs->width[table]; signs->width[table]++)
        signs->shifted++;
    for (size_t i = 0; i < count; i++)
        put(signs, &list[i], (uint64_t)list[i].what << signs->shift[table]);
}

void wd_signs_finish(struct wd_signs *signs)
{
    wd_screen_init(&signs->brief, signs->briefs, signs->brief_count);
    signs->made = true;
}

/* ---- looking --------------------------------------------------------------------------------------- */

static bool begins_line(const struct wd_sign_row *row, struct wd_str line)
{
    const struct wd_str text = wd_str_of(row->text);

    return row->whole ? wd_str_ieq(line, text) : wd_str_istarts(line, text);
}

/* Of one list of those at a line's start, whose first bytes are `head`. */
static inline uint64_t in_list(const struct wd_signs *signs, size_t list, struct wd_str line,
                               uint32_t head)
{
    uint64_t found = 0;

    for (size_t i = list; i > 0; i = signs->rows[i].next) {
        const struct wd_sign_row *row = &signs->rows[i];
        if ((head & row->mask) == row->head && begins_line(row, line))
            found |= row->bits;
    }
    return found;
}

static uint64_t at_start(const struct wd_signs *signs, struct wd_str line)
{
    const uint32_t head = head_of(line);

    return in_list(signs, signs->first[first_of(head, 3)], line, head) |
           in_list(signs, signs->first[first_of(head, 2)], line, head) |
           in_list(signs, signs->first[first_of(head, 1)], line, head);
}

static uint64_t at_end(const struct wd_signs *signs, struct wd_str line)
{
    const size_t pair = pair_of(wd_str_at(line, line.len - 2), line.ptr[line.len - 1]);
    uint64_t found = 0;

    for (size_t i = signs->last[pair]; i > 0; i = signs->rows[i].next) {
        struct wd_str text = wd_str_of(signs->rows[i].text);
        if (line.len >= text.len && wd_str_ieq(wd_str_from(line, line.len - text.len), text))
            found |= signs->rows[i].bits;
    }
    return found;
}

/* Many begin alike ("already fixed", "already granted"): their ends tell most apart. */
static bool begins(const struct wd_sign_row *row, struct wd_str s)
{
    if ((head_of(s) & row->mask) != row->head)
        return false;
    if (row->gaps)
        return wd_word_at(s, row->text) > 0;
    return s.len >= row->len && gram_at(s.ptr + row->len - STRIDE) == row->tail &&
           wd_str_istarts(s, wd_str_make(row->text, row->len));
}

/* Of the signs that have this gram, those that stand around it. */
__attribute__((noinline)) static uint64_t around_gram(const struct wd_signs *signs,
                                                      struct wd_str line, size_t at, uint32_t gram)
{
    uint64_t found = 0;

    for (size_t i = signs->of_hash[hash_of(gram) % WD_SIGN_HASHES]; i > 0;
         i = signs->grams[i].next) {
        const struct wd_sign_gram *known = &signs->grams[i];
        const struct wd_sign_row *row = &signs->rows[known->sign];
        if (known->bytes == gram && at >= known->at &&
            begins(row, wd_str_from(line, at - known->at)))
            found |= row->bits;
    }
    return found;
}

static uint64_t by_grams(const struct wd_signs *signs, struct wd_str line)
{
    uint64_t found = 0;

    for (size_t at = 0; at + STRIDE <= line.len; at += STRIDE) {
        uint32_t gram = gram_at(line.ptr + at);
        size_t hash = hash_of(gram);
        if (signs->may_stand[hash / 32] >> hash % 32 & 1)
            found |= around_gram(signs, line, at, gram);
    }
    return found;
}

static bool stands_in(const struct wd_sign_row *row, struct wd_str line)
{
    if (!row->gaps)
        return wd_str_ihas(line, row->text);
    for (size_t at = 0; at < line.len; at++)
        if (wd_word_at(wd_str_from(line, at), row->text) > 0)
            return true;
    return false;
}

static uint64_t briefs_in(const struct wd_signs *signs, struct wd_str line)
{
    unsigned groups = wd_screen_scan(&signs->brief, line);
    uint64_t found = 0;

    for (size_t i = 0; groups && i < signs->brief_count; i++) {
        const struct wd_sign_row *row = &signs->rows[signs->brief_signs[i]];
        if ((groups & signs->briefs[i].group) && stands_in(row, line))
            found |= row->bits;
    }
    return found;
}

bool wd_signs_may_be_brief(const struct wd_signs *signs, struct wd_str text)
{
    return wd_screen_scan(&signs->brief, text) != 0;
}

uint64_t wd_signs_of_long(const struct wd_signs *signs, struct wd_str line)
{
    if (line.len == 0)
        return 0;
    return at_start(signs, line) | at_end(signs, line) | by_grams(signs, line);
}

uint64_t wd_signs_of(const struct wd_signs *signs, struct wd_str line)
{
    return wd_signs_of_long(signs, line) | briefs_in(signs, line);
}
