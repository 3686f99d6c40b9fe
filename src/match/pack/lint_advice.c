/* Lints of advice: what must never be advised, and what is not the pack's to say. */
#include "match/pack/lint.h"

#include <stdio.h>

#include "whydenied/base/nearest.h"

static const char *const never_roles[] = {
    "roles/owner",  "roles/editor", "roles/viewer",        "roles/reader",
    "roles/writer", "roles/admin",  "AdministratorAccess", "AliyunRAMFullAccess"};
static const char *const never_words[] = {"allUsers", "allAuthenticatedUsers",
                                          "AdministratorAccess", "AliyunRAMFullAccess",
                                          "--allow-unauthenticated"};

static struct wd_file_place advice_place(const struct wd_linter *linter)
{
    return wd_lint_key_place(linter->rule, "advice");
}

static void lint_role(const struct wd_linter *linter, const struct wd_advice *advice)
{
    for (size_t i = 0; advice->role && i < sizeof never_roles / sizeof never_roles[0]; i++) {
        if (strcmp(advice->role, never_roles[i]) == 0)
            wd_lint_tell(linter, "P060", WD_LINT_ERROR, advice_place(linter),
                         "%s is never advised: too broad", advice->role);
    }
    if (advice->role && linter->rule->reference_count == 0)
        wd_lint_tell(linter, "P061", WD_LINT_ERROR, advice_place(linter),
                     "%s is pinned without a reference", advice->role);
}

static void lint_command(const struct wd_linter *linter, const struct wd_advice *advice)
{
    if (wd_remedy_kind_grants(advice->kind) && advice->argv_count > 0)
        wd_lint_tell(
            linter, "P062", WD_LINT_ERROR, advice_place(linter),
            "a grant has no command of its own: it is made from permission, role and level");
    for (size_t i = 0; i < advice->argv_count; i++) {
        for (size_t j = 0; j < sizeof never_words / sizeof never_words[0]; j++) {
            if (strstr(advice->argv[i], never_words[j]))
                wd_lint_tell(linter, "P060", WD_LINT_ERROR, advice_place(linter),
                             "\"%.80s\" makes things public or too broad", advice->argv[i]);
        }
    }
}

static void tell_no_slot(const struct wd_linter *linter, struct wd_str name, const char *key)
{
    struct wd_buf text;
    char word[64];

    snprintf(word, sizeof word, "%.*s", (int)(name.len > 40 ? 40 : name.len), name.ptr);
    wd_buf_init(&text, 2048);
    wd_buf_printf(&text, "{%s} is the name of no slot", word);
    wd_nearest_tell(&text, word, wd_slot_names, NULL);
    wd_lint_tell(linter, "P063", WD_LINT_ERROR, wd_lint_key_place(linter->rule, key), "%s",
                 wd_buf_cstr(&text));
    wd_buf_done(&text);
}

/* {name} must be a slot, or nothing will ever stand there. */
static void lint_placeholders(const struct wd_linter *linter, const char *text, const char *key)
{
    /* of a draft: the principal as policies write it, the access policy that a perimeter lies in */
    static const char *const of_drafts[] = {"member", "access_policy"};

    for (const char *p = text ? strchr(text, '{') : NULL; p; p = strchr(p + 1, '{')) {
        size_t len = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz_");
        enum wd_slot slot;
        if (WD_STR_IN(wd_str_make(p + 1, len), of_drafts))
            continue;
        if (len > 0 && p[len + 1] == '}' && !wd_slot_parse(wd_str_make(p + 1, len), &slot))
            tell_no_slot(linter, wd_str_make(p + 1, len), key);
    }
}

static void lint_all_placeholders(const struct wd_linter *linter)
{
    const struct wd_rule *rule = linter->rule;
    for (int lang = 0; lang < WD_LANG_COUNT; lang++) {
        lint_placeholders(linter, rule->why.in[lang], "why");
        lint_placeholders(linter, rule->title.in[lang], "title");
    }
    for (size_t i = 0; i < rule->advice_count; i++) {
        const struct wd_advice *advice = &rule->advice[i];
        for (int lang = 0; lang < WD_LANG_COUNT; lang++)
            lint_placeholders(linter, advice->text.in[lang], "advice");
        lint_placeholders(linter, advice->draft, "advice");
        for (size_t j = 0; j < advice->argv_count; j++)
            lint_placeholders(linter, advice->argv[j], "advice");
        for (size_t j = 0; j < advice->verify_count; j++)
            lint_placeholders(linter, advice->verify[j], "advice");
    }
}

static bool captures_permission(const struct wd_alternative *alternative)
{
    return alternative->re && strstr(alternative->re, "(?<permission>");
}

/* A rule for everything may only grant what a field or the text names. */
static bool is_catch_all(const struct wd_rule *rule)
{
    if (!rule->fallback || rule->when.permission_count || rule->when.has_permission ||
        rule->when.has_role)
        return false;
    for (size_t i = 0; i < rule->match_count; i++) {
        if (!captures_permission(&rule->match[i]))
            return true;
    }
    return false;
}

void wd_lint_advice(const struct wd_linter *linter)
{
    const struct wd_rule *rule = linter->rule;
    for (size_t i = 0; i < rule->advice_count; i++) {
        lint_role(linter, &rule->advice[i]);
        lint_command(linter, &rule->advice[i]);
        if (is_catch_all(rule) && wd_remedy_kind_grants(rule->advice[i].kind))
            wd_lint_tell(linter, "P051", WD_LINT_ERROR, advice_place(linter),
                         "a fallback rule that knows no permission carries a grant");
    }
    if (rule->advice_count == 0 && !rule->user)
        wd_lint_tell(linter, "P064", WD_LINT_WARNING, rule->at, "no advice");
    lint_all_placeholders(linter);
}
