/* A set of rules: whose rule stands for which id, and how what is wrong with one is noted.
 *
 * A user's rule takes the place of a shipped one only if it says so: a forgotten "replace" must not silence a rule. */
#include "match/ruleset.h"

#include "match/pack/shared.h"
#include "match/pack/source.h"
#include "whydenied/base/digest.h"
#include "whydenied/base/list.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

const char *wd_i18n(const struct wd_text_i18n *text, enum wd_lang lang)
{
    return text->in[wd_i18n_lang(text, lang)];
}

enum wd_lang wd_i18n_lang(const struct wd_text_i18n *text, enum wd_lang lang)
{
    return text->in[lang] ? lang : WD_LANG_EN;
}

bool wd_ruleset_grow(struct wd_ruleset *set, void *list, size_t count, size_t *cap, size_t size)
{
    bool grown = wd_list_grow(list, count, cap, size);

    set->no_memory = set->no_memory || !grown;
    return grown;
}

void wd_file_place_print(struct wd_file_place at, char *to, size_t size)
{
    if (at.line == 0)
        snprintf(to, size, "%s", at.file);
    else if (at.column == 0)
        snprintf(to, size, "%s:%u", at.file, at.line);
    else
        snprintf(to, size, "%s:%u:%u", at.file, at.line, at.column);
}

void wd_ruleset_vnote(struct wd_ruleset *set, const char *lint, struct wd_file_place at,
                      const char *format, va_list arguments)
{
    if (set->problem_count >= WD_PROBLEMS_MAX ||
        !wd_ruleset_grow(set, &set->problems, set->problem_count, &set->problem_cap,
                         sizeof *set->problems))
        return;
    struct wd_rule_problem *problem = &set->problems[set->problem_count++];
    memset(problem, 0, sizeof *problem);
    problem->lint = lint;
    wd_file_place_print(at, problem->where, sizeof problem->where);
    vsnprintf(problem->text, sizeof problem->text, format, arguments);
}

void wd_ruleset_note(struct wd_ruleset *set, const char *lint, struct wd_file_place at,
                     const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    wd_ruleset_vnote(set, lint, at, format, arguments);
    va_end(arguments);
}

void wd_ruleset_note_errno(struct wd_ruleset *set, struct wd_file_place at)
{
    if (errno == ENOMEM)
        set->no_memory = true;
    else
        wd_ruleset_note(set, "P000", at, "%s", strerror(errno));
}

void wd_ruleset_note_rule(struct wd_ruleset *set, const char *lint, const char *rule,
                          struct wd_file_place at, const char *words)
{
    size_t before = set->problem_count;

    wd_ruleset_note(set, lint, at, "rule %.96s: %s", rule, words);
    if (set->problem_count > before && strcmp(rule, "?") != 0)
        snprintf(set->problems[before].rule, sizeof set->problems[before].rule, "%s", rule);
}

static void note_second(struct wd_ruleset *set, const struct wd_rule *rule,
                        const struct wd_rule *first)
{
    char where[256], words[512];

    wd_file_place_print(first->at, where, sizeof where);
    snprintf(words, sizeof words, "is already defined at %s%s", where,
             rule->user ? "; say replace: true to take its place" : "");
    wd_ruleset_note_rule(set, "P002", rule->id, rule->at, words);
}

/* Where the rule of this id stands, from 1, or will: the place of a table with room. */
static uint32_t *place_of(const struct wd_ruleset *set, const char *id)
{
    size_t at = wd_hash(wd_str_of(id)) & (set->id_room - 1);

    while (set->ids[at] != 0 && strcmp(set->rules[set->ids[at] - 1]->id, id) != 0)
        at = (at + 1) & (set->id_room - 1);
    return &set->ids[at];
}

/* At most half of it is taken. */
static bool grow_ids(struct wd_ruleset *set)
{
    size_t room = set->id_room ? set->id_room * 2 : 1024;
    uint32_t *ids = set->count * 2 < set->id_room ? set->ids : calloc(room, sizeof *ids);

    set->no_memory = set->no_memory || !ids;
    if (!ids || ids == set->ids)
        return ids != NULL;
    free(set->ids);
    set->ids = ids;
    set->id_room = room;
    for (size_t i = 0; i < set->count; i++)
        *place_of(set, set->rules[i]->id) = (uint32_t)i + 1;
    return true;
}

void wd_ruleset_add(struct wd_ruleset *set, struct wd_rule *rule)
{
    if (!grow_ids(set))
        return;
    uint32_t *place = place_of(set, rule->id);
    if (*place != 0) {
        if (rule->user && rule->replace)
            set->rules[*place - 1] = rule;
        else
            note_second(set, rule, set->rules[*place - 1]);
        return;
    }
    if (set->count >= WD_RULES_MAX) {
        wd_ruleset_note(set, "P000", rule->at, "more than %u rules", WD_RULES_MAX);
        return;
    }
    if (!wd_ruleset_grow(set, &set->rules, set->count, &set->cap, sizeof(struct wd_rule *)))
        return;
    set->rules[set->count++] = rule;
    *place = (uint32_t)set->count;
}

struct wd_ruleset *wd_ruleset_new(unsigned flags)
{
    struct wd_ruleset *set = calloc(1, sizeof *set);
    if (!set)
        return NULL;
    set->flags = flags;
    set->arena = wd_arena_new(WD_RULESET_ARENA);
    if (set->arena)
        return set;
    free(set);
    return NULL;
}

void wd_ruleset_free(struct wd_ruleset *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->kept_count; i++)
        json_decref(set->kept[i]);
    free(set->kept);
    for (size_t i = 0; i < set->source_count; i++) {
        wd_pack_source_done(set->sources[i]);
        free(set->sources[i]);
    }
    free(set->sources);
    free(set->texts);
    free(set->packs);
    free(set->problems);
    free(set->ids);
    free(set->rules);
    wd_arena_free(set->arena);
    free(set);
}

uint64_t wd_ruleset_digest(const struct wd_ruleset *set)
{
    uint64_t digest = 0;

    for (size_t i = 0; i < set->text_count; i++) {
        const struct wd_pack_text *pack = &set->texts[i];
        digest = wd_hash_join(digest, pack->text.len > 0 ? wd_hash(pack->text) : pack->digest);
    }
    return digest;
}

size_t wd_ruleset_count(const struct wd_ruleset *set)
{
    return set->count;
}

const struct wd_rule *wd_ruleset_at(const struct wd_ruleset *set, size_t index)
{
    return index < set->count ? set->rules[index] : NULL;
}

const struct wd_rule *wd_ruleset_find(const struct wd_ruleset *set, struct wd_str id)
{
    for (size_t i = 0; i < set->count; i++) {
        if (wd_str_eqz(id, set->rules[i]->id))
            return set->rules[i];
    }
    return NULL;
}

size_t wd_ruleset_problem_count(const struct wd_ruleset *set)
{
    return set->problem_count;
}

const struct wd_rule_problem *wd_ruleset_problem(const struct wd_ruleset *set, size_t index)
{
    return index < set->problem_count ? &set->problems[index] : NULL;
}

size_t wd_ruleset_pack_count(const struct wd_ruleset *set)
{
    return set->pack_count;
}

const char *wd_ruleset_pack(const struct wd_ruleset *set, size_t index, size_t *ret_rules)
{
    if (index >= set->pack_count)
        return NULL;
    *ret_rules = set->packs[index].rules;
    return set->packs[index].name;
}

struct wd_str wd_ruleset_pack_json(const struct wd_ruleset *set, size_t index)
{
    bool kept = index < set->pack_count && set->flags & WD_RULES_EXAMPLES;
    return kept ? wd_buf_str(&set->packs[index].source->text) : WD_STR_NONE;
}
