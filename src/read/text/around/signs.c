/* Which signs of a table stand in a line. Of those at its start only the ones that begin with its first letter are compared,
 * and a screen says whether the line holds one that may stand anywhere. */
#include "read/text/around/around.h"

/* After those by letter; a sign that is the whole line lies with those at its start. */
enum { KIND_END = WD_SIGN_KINDS - 2, KIND_ANYWHERE = WD_SIGN_KINDS - 1 };

static size_t kind_by(char first)
{
    return (unsigned char)wd_lower(first) & 31;
}

static uint32_t bit_of(char c)
{
    return UINT32_C(1) << kind_by(c);
}

static size_t kind_of(const struct wd_sign *sign)
{
    return sign->place == WD_SIGN_END        ? KIND_END
           : sign->place == WD_SIGN_ANYWHERE ? KIND_ANYWHERE
                                             : kind_by(*sign->text);
}

/* A blank at the start of a screen's word may stand for nothing, so that it would say yes to every letter. */
static void put_word(struct wd_signs *signs, const char *text)
{
    signs->words[signs->word_count++] = (struct wd_word){text + strspn(text, " "), 1};
}

void wd_signs_put(struct wd_signs *signs, enum wd_sign_table table, const struct wd_sign *list,
                  size_t count)
{
    const size_t first = signs->word_count;

    for (size_t kind = 0; kind < WD_SIGN_KINDS; kind++) {
        signs->from[table][kind] = (unsigned short)signs->count;
        for (size_t i = 0; i < count; i++) {
            if (kind_of(&list[i]) != kind)
                continue;
            signs->signs[signs->count++] = &list[i];
            if (kind == KIND_END)
                signs->ends[table] |= bit_of(list[i].text[strlen(list[i].text) - 1]);
            if (kind == KIND_ANYWHERE)
                put_word(signs, list[i].text);
        }
    }
    signs->from[table][WD_SIGN_KINDS] = (unsigned short)signs->count;
    wd_screen_init(&signs->anywhere[table], signs->words + first, signs->word_count - first);
}

/* What most signs and lines differ in is told without a call. */
static bool may_begin(struct wd_str line, const char *text)
{
    return wd_lower(wd_str_at(line, 0)) == text[0] &&
           (text[1] == '\0' || wd_lower(wd_str_at(line, 1)) == text[1]);
}

static bool ends(struct wd_str line, struct wd_str word)
{
    return line.len > 0 && wd_lower(line.ptr[line.len - 1]) == word.ptr[word.len - 1] &&
           wd_str_ieq(line.len > word.len ? wd_str_from(line, line.len - word.len) : line, word);
}

static bool stands(struct wd_str line, const struct wd_sign *sign)
{
    switch (sign->place) {
    case WD_SIGN_START:
        return may_begin(line, sign->text) && wd_str_istarts(line, wd_str_of(sign->text));
    case WD_SIGN_WHOLE:
        return may_begin(line, sign->text) && wd_str_ieq(line, wd_str_of(sign->text));
    case WD_SIGN_END:
        return ends(line, wd_str_of(sign->text));
    case WD_SIGN_ANYWHERE:
        return wd_str_ihas(line, sign->text);
    }
    return false;
}

static inline unsigned in_kinds(const struct wd_signs *signs, enum wd_sign_table table, size_t kind,
                                struct wd_str line)
{
    unsigned found = 0;

    for (size_t i = signs->from[table][kind]; i < signs->from[table][kind + 1]; i++)
        found |= stands(line, signs->signs[i]) ? signs->signs[i]->what : 0;
    return found;
}

unsigned wd_signs_in(const struct wd_signs *signs, enum wd_sign_table table, struct wd_str line)
{
    const unsigned short *from = signs->from[table];
    unsigned found;

    if (line.len == 0)
        return 0;
    found = in_kinds(signs, table, kind_by(line.ptr[0]), line);
    if (signs->ends[table] & bit_of(line.ptr[line.len - 1]))
        found |= in_kinds(signs, table, KIND_END, line);
    if (from[KIND_ANYWHERE] < from[WD_SIGN_KINDS] && wd_screen_scan(&signs->anywhere[table], line))
        found |= in_kinds(signs, table, KIND_ANYWHERE, line);
    return found;
}
