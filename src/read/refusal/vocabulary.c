/* The lists of the grammar behind hashes. */
#include "read/refusal/vocabulary.h"
#include "whydenied/base/char.h"

#include <string.h>

static size_t hash(struct wd_str s)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)wd_lower(s.ptr[i])) * 16777619u;
    return (h ^ (h >> 15)) & (WD_VOCABULARY_SLOTS - 1);
}

/* The same, letters in any case? */
static bool is_word(struct wd_str s, const char *word)
{
    size_t i = 0;

    while (i < s.len && wd_lower(s.ptr[i]) == word[i])
        i++;
    return i == s.len && word[i] == '\0';
}

static void insert(unsigned short slots[WD_VOCABULARY_SLOTS], struct wd_str word, size_t value)
{
    size_t at = hash(word);

    while (slots[at])
        at = (at + 1) & (WD_VOCABULARY_SLOTS - 1);
    slots[at] = (unsigned short)(value + 1);
}

/* A slot holds where in its list a service begins; Alibaba's come behind Google's. */
static void insert_services(struct wd_vocabulary *vocabulary, struct wd_str list, size_t base)
{
    struct wd_str rest = list;

    while (rest.len > 0) {
        size_t at = list.len - rest.len;
        insert(vocabulary->services, wd_str_cut(&rest, ' '), base + at);
    }
}

static struct wd_str services(bool google)
{
    return google ? wd_str_make(wd_services_of_google, wd_services_of_google_len)
                  : wd_str_make(wd_services_of_alibaba, wd_services_of_alibaba_len);
}

void wd_vocabulary_init(struct wd_vocabulary *vocabulary)
{
    memset(vocabulary, 0, sizeof *vocabulary);
    for (size_t i = 0; i < wd_grammar_words_count; i++)
        insert(vocabulary->words, wd_str_of(wd_grammar_words[i].word), i);
    insert_services(vocabulary, services(true), 0);
    insert_services(vocabulary, services(false), wd_services_of_google_len);
    wd_screen_init(&vocabulary->vendors, wd_vendor_signs, wd_vendor_signs_count);
    wd_screen_init(&vocabulary->signs, wd_text_signs, wd_text_signs_count);
}

/* "IamPermissionDeniedException", "AUTHZ_DENIED", "E403": the class or constant that a program made of a code. */
static const struct wd_meaning *code_in_class(struct wd_str word)
{
    static const struct wd_meaning denied = {"", WD_DOES_CODE, 7}, other = {"", WD_DOES_CODE, 0},
                                   unknown = {"", WD_DOES_CODE, 16};
    static const char *const ends[] = {"PermissionDeniedException", "PermissionDeniedError",
                                       ".PermissionDenied"};
    static const char *const callers[] = {"UnauthenticatedException", "UnauthenticatedError",
                                          ".Unauthenticated"};
    static const char *const others[] = {
        "AccessDeniedException", "AccessDeniedError", "ForbiddenException", "ForbiddenError",
        "UnauthorizedError",     "_DENIED",           "_FORBIDDEN",         "AccessDenied"};
    static const char *const statuses[] = {"E401", "E403", "HTTP401", "HTTP403"};

    if (word.len <= 7)
        return WD_STR_IN(word, statuses) ? &other : NULL;
    if (word.len > 16 && WD_STR_ANY(wd_str_ends, word, ends))
        return &denied;
    if (word.len > 15 && WD_STR_ANY(wd_str_ends, word, callers))
        return &unknown;
    return WD_STR_ANY(wd_str_ends, word, others) ? &other : NULL;
}

static bool is_party_or_role(const struct wd_meaning *row)
{
    return row->does == WD_DOES_NAME_PARTY || row->value == WD_PART_ROLE;
}

/* Where words are not parted, the last one of a run names what stands behind it; "无权扮演角色" refuses by what stands before. */
static const struct wd_meaning *last_of_run(struct wd_str word)
{
    static const struct wd_meaning rows[] = {
        {"\xe3\x83\x97\xe3\x83\xad\xe3\x82\xb8\xe3\x82\xa7\xe3\x82\xaf\xe3\x83\x88",
         WD_DOES_NAME_THING, WD_PART_PROJECT},                             /* プロジェクト */
        {"\xe9\xa1\xb9\xe7\x9b\xae", WD_DOES_NAME_THING, WD_PART_PROJECT}, /* 项目 */
        {"\xe5\xb0\x88\xe6\xa1\x88", WD_DOES_NAME_THING, WD_PART_PROJECT}, /* 專案 */
        {"\xed\x94\x84\xeb\xa1\x9c\xec\xa0\x9d\xed\x8a\xb8", WD_DOES_NAME_THING,
         WD_PART_PROJECT}, /* 프로젝트 */
        {"\xe3\x83\x90\xe3\x82\xb1\xe3\x83\x83\xe3\x83\x88", WD_DOES_NAME_THING,
         WD_PART_BUCKET}, /* バケット */
        {"\xe5\xad\x98\xe5\x82\xa8\xe6\xa1\xb6", WD_DOES_NAME_THING, WD_PART_BUCKET}, /* 存储桶 */
        {"\xeb\xb2\x84\xed\x82\xb7", WD_DOES_NAME_THING, WD_PART_BUCKET},             /* 버킷 */
        {"\xe8\xa7\x92\xe8\x89\xb2", WD_DOES_NAME_THING, WD_PART_ROLE},               /* 角色 */
        {"\xe3\x83\xad\xe3\x83\xbc\xe3\x83\xab", WD_DOES_NAME_THING, WD_PART_ROLE}, /* ロール */
        {"\xec\x97\xad\xed\x95\xa0", WD_DOES_NAME_THING, WD_PART_ROLE},             /* 역할 */
        {"\xe3\x83\xa6\xe3\x83\xbc\xe3\x82\xb6\xe3\x83\xbc", WD_DOES_NAME_PARTY, 0}, /* ユーザー */
        {"\xe3\x83\xa6\xe3\x83\xbc\xe3\x82\xb6", WD_DOES_NAME_PARTY, 0},             /* ユーザ */
        {"\xe7\x94\xa8\xe6\x88\xb7", WD_DOES_NAME_PARTY, 0},                         /* 用户 */
        {"\xe7\x94\xa8\xe6\x88\xb6", WD_DOES_NAME_PARTY, 0},                         /* 用戶 */
        {"\xe6\x88\x90\xe5\x91\x98", WD_DOES_NAME_PARTY, 0},                         /* 成员 */
        {"\xe8\xb4\xa6\xe5\x8f\xb7", WD_DOES_NAME_PARTY, 0},                         /* 账号 */
        {"\xe5\xb8\x90\xe5\x8f\xb7", WD_DOES_NAME_PARTY, 0},                         /* 帐号 */
        {"\xe8\xb4\xa6\xe6\x88\xb7", WD_DOES_NAME_PARTY, 0},                         /* 账户 */
        {"\xec\x82\xac\xec\x9a\xa9\xec\x9e\x90", WD_DOES_NAME_PARTY, 0},             /* 사용자 */
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wd_str_ends(word, wd_str_of(rows[i].word)))
            return is_party_or_role(&rows[i]) &&
                           (wd_vocabulary_wide(word) ||
                            wd_str_has(word, WD_STR("\xe6\x89\xae\xe6\xbc\x94"))) /* 扮演 */
                       ? NULL
                       : &rows[i];
    return NULL;
}

/* "的读权限", "该项目的權限": hanzi that end in a right, and say of none that it is lacking. */
static const struct wd_meaning *right_in_hanzi(struct wd_str word)
{
    static const struct wd_meaning right = {"", WD_DOES_PERMIT, 0};
    static const char *const ends[] = {"\xe6\x9d\x83\xe9\x99\x90",  /* 权限 */
                                       "\xe6\xac\x8a\xe9\x99\x90"}; /* 權限 */

    if (wd_str_starts(word, WD_STR("\xea\xb6\x8c\xed\x95\x9c"))) /* 권한, and its particle */
        return &right;
    return WD_STR_ANY(wd_str_ends, word, ends) && !wd_vocabulary_wide(word) ? &right : NULL;
}

const struct wd_meaning *wd_vocabulary_find(const struct wd_vocabulary *vocabulary,
                                            struct wd_str word)
{
    enum { LONGEST = 48 };

    if (word.len == 0 || word.len > LONGEST)
        return NULL;
    for (size_t at = hash(word); vocabulary->words[at]; at = (at + 1) & (WD_VOCABULARY_SLOTS - 1)) {
        const struct wd_meaning *row = &wd_grammar_words[vocabulary->words[at] - 1];
        if (is_word(word, row->word))
            return row;
    }
    if ((unsigned char)word.ptr[word.len - 1] < 0x80 && word.len > 2 && word.ptr[1] == '\'')
        return wd_vocabulary_find(vocabulary, wd_str_from(word, 2)); /* l'utilisateur, d'accès */
    if ((unsigned char)word.ptr[word.len - 1] < 0x80)
        return code_in_class(word);
    const struct wd_meaning *last = last_of_run(word);
    return last ? last : right_in_hanzi(word);
}

static bool known(const struct wd_vocabulary *vocabulary, struct wd_str service, bool google)
{
    const unsigned short *slots = vocabulary->services;

    for (size_t at = hash(service); slots[at]; at = (at + 1) & (WD_VOCABULARY_SLOTS - 1)) {
        size_t where = slots[at] - 1u;
        if ((where < wd_services_of_google_len) != google)
            continue;
        struct wd_str rest =
            wd_str_from(services(google), google ? where : where - wd_services_of_google_len);
        if (wd_str_eq(wd_str_cut(&rest, ' '), service))
            return true;
    }
    return false;
}

bool wd_vocabulary_google(const struct wd_vocabulary *vocabulary, struct wd_str service)
{
    return service.len <= 32 && known(vocabulary, service, true);
}

bool wd_vocabulary_alibaba(const struct wd_vocabulary *vocabulary, struct wd_str product)
{
    return product.len <= 32 && known(vocabulary, product, false);
}
