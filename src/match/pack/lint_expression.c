/* Lints of regular expressions, read from their text: the mistakes that tests on one's own examples
 * do not show. */
#include "match/pack/lint.h"

#include "whydenied/base/char.h"
#include <stdio.h>

#include "match/ruleset.h"

const char *wd_lint_step(const char *re)
{
    if (*re == '\\' && re[1])
        return re + 2;
    if (*re != '[')
        return re + 1;
    re += re[1] == '^' ? 2 : 1;
    re += *re == ']' ? 1 : 0;
    while (*re && *re != ']') {
        const char *name = strncmp(re, "[:", 2) == 0 ? strstr(re + 2, ":]") : NULL;
        re += name ? name + 2 - re : *re == '\\' && re[1] ? 2 : 1;
    }
    return *re ? re + 1 : re;
}

static size_t step(const char *re, size_t i)
{
    return (size_t)(wd_lint_step(re + i) - re);
}

static bool opens_capture(const char *p)
{
    return strncmp(p, "(?<", 3) == 0 && p[3] != '=' && p[3] != '!';
}

/* ".*" takes everything and gives back as little as it must: a capture behind it gets the tail of
 * what was meant, and the matcher backtracks over the whole line. */
static void lint_greed(const struct wd_linter *linter, const struct wd_alternative *alternative)
{
    const char *re = alternative->re;
    size_t greedy = WD_NPOS;
    for (size_t i = 0; re[i]; i = step(re, i)) {
        bool open = re[i] == '.' && (re[i + 1] == '*' || re[i + 1] == '+');
        if (open && re[i + 2] != '?' && re[i + 2] != '+')
            greedy = greedy == WD_NPOS ? i : greedy;
        if (greedy != WD_NPOS && opens_capture(re + i)) {
            wd_lint_tell_at(linter, "P020", alternative, greedy,
                            "a greedy .* or .+ stands before a capture");
            return;
        }
    }
}

static void lint_dots(const struct wd_linter *linter, const struct wd_alternative *alternative)
{
    const char *re = alternative->re;
    char before = '\0';
    for (size_t i = 0; re[i]; i = step(re, i)) {
        if (re[i] == '.' && wd_is_alnum(before) && wd_is_alnum(re[i + 1])) {
            wd_lint_tell_at(linter, "P022", alternative, i,
                            "a dot between letters stands for any character");
            return;
        }
        before = re[i];
        if (before == '\\') /* an escape is no letter */
            before = '\0';
    }
}

/* A character of several bytes is that many characters of an expression: in brackets it stands for each of its bytes, before a
 * sign of repetition the last one alone is meant. */
static void lint_wide(const struct wd_linter *linter, const struct wd_alternative *alternative)
{
    const char *re = alternative->re, *why = NULL;
    size_t at = 0;

    for (size_t i = 0; re[i] && !why; i = step(re, i)) {
        bool wide = (unsigned char)re[i] >= 0x80;
        at = i;
        if (re[i] == '[')
            for (size_t k = i, end = step(re, i); k < end && !wide; k++)
                wide = (unsigned char)re[k] >= 0x80;
        if (wide && re[i] == '[')
            why = "brackets hold a character of several bytes, each of which stands for itself";
        else if (wide && strchr("?*+{", re[i + 1]) && re[i + 1])
            why = "the sign of repetition repeats the last byte of a character alone";
    }
    if (why)
        wd_lint_tell_at(linter, "P026", alternative, at, why);
}

static bool is_whole_message(const char *re)
{
    size_t len = strlen(re);
    bool starts = re[0] == '^' || strncmp(re, "\\A", 2) == 0;
    bool ends = len > 1 && ((re[len - 1] == '$' && re[len - 2] != '\\') ||
                            strcmp(re + len - 2, "\\z") == 0 || strcmp(re + len - 2, "\\Z") == 0);
    return starts && ends;
}

static void lint_compiled(struct wd_linter *linter, const struct wd_alternative *alternative)
{
    struct wd_regex regex = {0};
    struct wd_error err = {.text = ""};
    size_t offset = 0;
    uint32_t empty = 0;
    if (wd_regex_compile(&linter->tools, &regex, alternative->re, &offset, &err) < 0) {
        wd_lint_tell_at(linter, "P008", alternative, offset, err.text);
    } else {
        pcre2_pattern_info(regex.code, PCRE2_INFO_MATCHEMPTY, &empty);
        if (empty)
            wd_lint_tell(linter, "P023", WD_LINT_ERROR, alternative->at,
                         "the expression matches the empty text");
    }
    wd_regex_done(&regex);
}

static bool same_conditions(const struct wd_rule *a, const struct wd_rule *b)
{
    const json_t *left = json_object_get(a->source, "when");
    const json_t *right = json_object_get(b->source, "when");
    return left && right ? json_equal(left, right) : left == right;
}

/* Only pairs of different rules, each told once, at the later one in order of trial. */
static void lint_duplicates(const struct wd_linter *linter,
                            const struct wd_alternative *alternative)
{
    const struct wd_rule *rule = linter->rule;
    for (size_t i = 0; i <= rule->index; i++) {
        const struct wd_rule *other = linter->set->rules[i];
        for (size_t j = 0; j < other->match_count; j++) {
            const struct wd_alternative *twin = &other->match[j];
            if (twin == alternative)
                return;
            if (twin->re && strcmp(twin->re, alternative->re) == 0 &&
                twin->field == alternative->field &&
                (other == rule || same_conditions(other, rule)))
                wd_lint_tell(linter, "P003", WD_LINT_ERROR, alternative->at,
                             "the same expression stands in %s, alternative %s (%s:%u)", other->id,
                             twin->name, twin->at.file, twin->at.line);
        }
    }
}

void wd_lint_expressions(struct wd_linter *linter)
{
    for (size_t i = 0; i < linter->rule->match_count; i++) {
        const struct wd_alternative *alternative = &linter->rule->match[i];
        if (!alternative->re)
            continue;
        lint_compiled(linter, alternative);
        lint_greed(linter, alternative);
        lint_dots(linter, alternative);
        lint_wide(linter, alternative);
        lint_duplicates(linter, alternative);
        if (alternative->confidence == WD_HIGH && !is_whole_message(alternative->re))
            wd_lint_tell(linter, "P050", WD_LINT_ERROR, alternative->at,
                         "confidence high for a loose match on text: alternative %s",
                         alternative->name);
    }
}
