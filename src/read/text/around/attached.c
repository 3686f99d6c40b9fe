/* What a program tells below that was given to who was refused: a policy in RAM, a group. (Commands of aliyun: done.c; MaxCompute's
 * statements: console.c.) What is only advised, or given to somebody else, says nothing. */
#include "read/text/around/around.h"

enum { NAME_MIN = 3 };

/* "…:user/mika", "…:role/acme-trainer", "RAM$acme@example.com:mika", "AuthPrincipalDisplayName": "acme-trainer:nightly" */
static struct wd_str party_in(struct wd_str line)
{
    static const char *const marks[] = {":user/", ":role/", ":assumed-role/", "DisplayName\":\"",
                                        "DisplayName\": \""};
    size_t at = WD_NPOS, len = 0;

    for (size_t i = 0; i < sizeof marks / sizeof *marks && at == WD_NPOS; i++) {
        at = wd_str_find(line, wd_str_of(marks[i]));
        at += at == WD_NPOS ? 0 : strlen(marks[i]);
    }
    if (at == WD_NPOS && (at = wd_str_find(line, WD_STR("RAM$"))) != WD_NPOS) {
        size_t colon = wd_str_find_char(wd_str_from(line, at), ':');
        at = colon == WD_NPOS ? WD_NPOS : at + colon + 1;
    }
    line = wd_str_from(line, at == WD_NPOS ? line.len : at);
    while (len < line.len && (wd_is_word(line.ptr[len]) || wd_char_in(line.ptr[len], ".-@")))
        len++;
    return wd_str_trim_right_of(wd_str_sub(line, 0, len), ".-");
}

/* "INFO attached policy X to user mika" */
static bool attaches(struct wd_str line)
{
    static const char *const tells[] = {"attached policy ",  "policy attached ",
                                        "attached to user ", "attached to role ",
                                        "added to group ",   "to the group "};

    return WD_STR_IHAS_ANY(line, tells);
}

bool wd_around_names_party(struct wd_str refusal, struct wd_str line)
{
    struct wd_str party = party_in(refusal);

    return party.len >= NAME_MIN && wd_around_holds_name(line, party);
}

bool wd_around_is_attached(const struct wd_around *around)
{
    static const char *const asks[] = {"should", "must", "need", "please", "ask ", "fix: ", "hint"};
    struct wd_str party = around->after_count > 0 ? party_in(around->line) : WD_STR_NONE;

    for (size_t i = 0; i < around->after_count && party.len >= NAME_MIN; i++) {
        struct wd_str line = around->after[i].text;
        if (wd_around_holds_name(line, party) && attaches(line) && !WD_STR_IHAS_ANY(line, asks))
            return true;
    }
    return false;
}
