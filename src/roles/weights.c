/* weights.json, mentions.json: loading, and the first class that fits a permission. What the classes
 * name is gathered into two tables at loading: importing asks for 165,000 permissions. */
#include "whydenied/roles/weights.h"

#include "roles/curated.h"
#include "whydenied/roles/table_file.h"

struct wd_weights {
    json_t *root, *mentions; /* mentions: role → number */
    json_t *named;           /* permission → place of the class that names it */
    const json_t *classes, *roles;
};

static int name_all(json_t *table, const json_t *names, json_int_t value)
{
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        if (!name || json_object_set_new(table, name, json_integer(value)) != 0)
            return -1;
    }
    return 0;
}

static int gather(struct wd_weights *weights, const json_t *mentions)
{
    const json_t *classes = json_object_get(mentions, "classes");
    int rc = weights->named && weights->mentions ? 0 : -1;

    for (size_t i = 0; rc == 0 && i < json_array_size(weights->classes); i++)
        rc = name_all(weights->named,
                      json_object_get(json_array_get(weights->classes, i), "permissions"),
                      (json_int_t)i);
    for (size_t i = 0; rc == 0 && i < json_array_size(classes); i++) {
        const json_t *one = json_array_get(classes, i);
        rc = name_all(weights->mentions, json_object_get(one, "roles"),
                      json_integer_value(json_object_get(one, "mentions")));
    }
    return rc;
}

struct wd_weights *wd_weights_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_weights *weights = calloc(1, sizeof *weights);
    json_t *mentions = NULL;

    if (!weights) {
        wd_fail_memory(err);
        return NULL;
    }
    weights->root = wd_table_file_read(roles_dir, "weights.json", err);
    mentions = weights->root ? wd_table_file_read(roles_dir, "mentions.json", err) : NULL;
    if (!mentions) {
        wd_weights_free(weights);
        return NULL;
    }
    weights->classes = json_object_get(weights->root, "classes");
    weights->roles = json_object_get(weights->root, "roles");
    weights->named = json_object();
    weights->mentions = json_object();
    if (gather(weights, mentions) != 0) {
        wd_fail_memory(err);
        wd_weights_free(weights);
        weights = NULL;
    }
    json_decref(mentions);
    return weights;
}

void wd_weights_free(struct wd_weights *weights)
{
    if (!weights)
        return;
    json_decref(weights->root);
    json_decref(weights->named);
    json_decref(weights->mentions);
    free(weights);
}

static bool contains(const json_t *texts, struct wd_str s)
{
    for (size_t i = 0; i < json_array_size(texts); i++)
        if (wd_str_has(s, wd_str_of(json_string_value(json_array_get(texts, i)))))
            return true;
    return false;
}

/* A class with a weight and nothing to look for takes what is left. */
static bool takes_rest(const json_t *one)
{
    return !json_object_get(one, "permissions") && !json_object_get(one, "verbs") &&
           !json_object_get(one, "verb_starts");
}

static bool fits(const json_t *one, struct wd_str permission, struct wd_str verb)
{
    if (wd_table_file_listed(json_object_get(one, "verbs"), verb) ||
        contains(json_object_get(one, "contains"), permission))
        return true;
    if (wd_str_eqz(verb, "get") && contains(json_object_get(one, "gets"), permission))
        return true;
    return wd_table_file_begins(json_object_get(one, "verb_starts"), verb) || takes_rest(one);
}

double wd_weights_permission(const struct wd_weights *weights, struct wd_str permission)
{
    size_t dot = wd_str_rfind_char(permission, '.');
    struct wd_str verb = dot == WD_NPOS ? permission : wd_str_from(permission, dot + 1);
    const json_t *named = permission.len > 0
                              ? json_object_getn(weights->named, permission.ptr, permission.len)
                              : NULL;

    for (size_t i = 0; i < json_array_size(weights->classes); i++) {
        const json_t *one = json_array_get(weights->classes, i);
        if ((named && json_integer_value(named) == (json_int_t)i) || fits(one, permission, verb))
            return json_number_value(json_object_get(one, "weight"));
    }
    return 0;
}

double wd_weights_mentions(const struct wd_weights *weights, struct wd_str role)
{
    return role.len > 0 ? json_number_value(json_object_getn(weights->mentions, role.ptr, role.len))
                        : 0;
}

static bool has_word(struct wd_str text, struct wd_str word)
{
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (wd_str_ieq(wd_str_sub(text, i, word.len), word))
            return true;
    return false;
}

static bool is_niche(const struct wd_weights *weights, struct wd_str title)
{
    const json_t *words = json_object_get(weights->roles, "niche_titles");

    for (size_t i = 0; i < json_array_size(words); i++)
        if (has_word(title, wd_str_of(json_string_value(json_array_get(words, i)))))
            return true;
    return false;
}

unsigned wd_weights_role_flags(const struct wd_weights *weights, struct wd_str name,
                               struct wd_str title, struct wd_str description, struct wd_str stage)
{
    unsigned flags = 0;

    if (!wd_str_starts(name, WD_STR("roles/")))
        flags |= WD_ROLE_CUSTOM;
    if (wd_role_is_basic(name))
        flags |= WD_ROLE_BASIC;
    if (wd_role_is_service_agent(name) || has_word(title, WD_STR("service agent")))
        flags |= WD_ROLE_AGENT;
    if (wd_str_eqz(stage, "DEPRECATED") || wd_str_eqz(stage, "DISABLED") ||
        has_word(title, WD_STR("deprecated")))
        flags |= WD_ROLE_DEPRECATED;
    if (wd_table_file_begins(json_object_get(weights->roles, "automatic_descriptions"),
                             description))
        flags |= WD_ROLE_AUTOMATIC;
    if (is_niche(weights, title) || wd_str_ends(name, WD_STR("Agent")))
        flags |= WD_ROLE_NICHE;
    if (has_word(name, WD_STR(".legacy")) || has_word(title, WD_STR("legacy")))
        flags |= WD_ROLE_LEGACY;
    if (wd_str_ends(name, WD_STR("Owner")) && !has_word(name, WD_STR("projectOwner")))
        flags |= WD_ROLE_OWNER;
    return flags;
}
