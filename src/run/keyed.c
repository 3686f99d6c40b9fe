/* Lines of map and reduce, written and read. */
#include "run/keyed.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "whydenied/base/digest.h"
#include "whydenied/base/json_value.h"

#define VALUE_FLAGS (JSON_COMPACT | JSON_ENSURE_ASCII | JSON_SORT_KEYS)

static const char night_prefix[] = "!night:", stats_prefix[] = "!stats:", begun_key[] = "!begun",
                  mixed[] = "mixed", no_night[] = "none";

/* ---- rules ------------------------------------------------------------------------------------------- */

struct wd_rules_name wd_rules_name_of(const struct wd_ruleset *rules)
{
    struct wd_rules_name name;

    snprintf(name.text, sizeof name.text, "%016" PRIx64, wd_ruleset_digest(rules));
    return name;
}

void wd_rules_name_join(struct wd_rules_name *into, const struct wd_rules_name *from)
{
    if (into->text[0] == '\0')
        *into = *from;
    else if (strcmp(into->text, from->text) != 0)
        snprintf(into->text, sizeof into->text, "%s", mixed);
}

/* ---- writing ----------------------------------------------------------------------------------------- */

static const char *name_of_night(wd_night night, char out[WD_NIGHT_TEXT])
{
    if (night != WD_NIGHT_NONE)
        return wd_night_format(night, out);
    snprintf(out, WD_NIGHT_TEXT, "%s", no_night);
    return out;
}

void wd_keyed_put_state(struct wd_output *out, const struct wd_rules_name *rules, wd_night night,
                        uint64_t fingerprint, struct wd_str state)
{
    char name[WD_NIGHT_TEXT];

    name_of_night(night, name);
    if (fingerprint)
        wd_output_printf(out, "%016" PRIx64, fingerprint);
    else
        wd_output_printf(out, "%s%s", night_prefix, name);
    wd_output_printf(out, "\t{\"night\":\"%s\",\"rules\":\"%s\",\"state\":", name, rules->text);
    wd_output_put(out, state);
    wd_output_printf(out, ",\"v\":%d}\n", WD_KEYED_VERSION);
}

int wd_keyed_put_json(struct wd_output *out, const char *key, const json_t *value)
{
    char *text = value ? wd_json_dump(value, VALUE_FLAGS) : NULL;

    if (!text)
        return -1;
    wd_output_printf(out, "%s\t", key);
    wd_output_putz(out, text);
    wd_output_putz(out, "\n");
    free(text);
    return 0;
}

/* ---- reading ----------------------------------------------------------------------------------------- */

static bool parse_night(struct wd_str name, wd_night *ret_night)
{
    *ret_night = WD_NIGHT_NONE;
    return wd_str_eqz(name, no_night) || wd_night_parse(name, ret_night);
}

static bool parse_key(struct wd_str key, enum wd_keyed_kind *ret_kind)
{
    const struct wd_str night = wd_str_of(night_prefix), stats = wd_str_of(stats_prefix);
    wd_night any;

    if (wd_is_digest(key))
        *ret_kind = WD_KEYED_INCIDENT;
    else if (wd_str_starts(key, night) && parse_night(wd_str_from(key, night.len), &any))
        *ret_kind = WD_KEYED_NIGHT;
    else if (wd_str_starts(key, stats) && wd_is_digest(wd_str_from(key, stats.len)))
        *ret_kind = WD_KEYED_STATS;
    else if (wd_str_eqz(key, begun_key))
        *ret_kind = WD_KEYED_BEGUN;
    else
        return false;
    return true;
}

static struct wd_str text_of(const json_t *json, const char *name)
{
    const json_t *value = json_object_get(json, name);

    return wd_str_make(json_string_value(value), json_string_length(value));
}

/* An incident's own name, or that of the group it fell into. */
static struct wd_str name_of_state(const json_t *state)
{
    json_int_t level = json_integer_value(json_object_get(state, "level"));
    const json_t *group = json_array_get(json_object_get(state, "groups"), (size_t)level - 1);

    if (level == 0)
        return text_of(state, "fingerprint");
    return wd_str_make(json_string_value(group), json_string_length(group));
}

/* What the value says of itself is what its key says. */
static bool is_keyed_by(const struct wd_keyed *keyed)
{
    struct wd_str key = wd_str_of(keyed->key);

    if (keyed->kind == WD_KEYED_INCIDENT)
        return wd_str_eq(name_of_state(keyed->state), key);
    return wd_str_eq(wd_str_from(key, strlen(night_prefix)), text_of(keyed->value, "night")) &&
           json_object_get(keyed->state, "state") != NULL;
}

static bool read_value(struct wd_keyed *keyed)
{
    struct wd_str rules = text_of(keyed->value, "rules");

    if (!wd_is_digest(rules) && !wd_str_eqz(rules, mixed))
        return false;
    snprintf(keyed->rules.text, sizeof keyed->rules.text, "%.*s", WD_STR_ARG(rules));
    if (keyed->kind == WD_KEYED_STATS || keyed->kind == WD_KEYED_BEGUN)
        return true;
    keyed->state = json_object_get(keyed->value, "state");
    return parse_night(text_of(keyed->value, "night"), &keyed->night) && is_keyed_by(keyed);
}

static int parse_value(struct wd_keyed *keyed, struct wd_str value, struct wd_error *err)
{
    json_error_t why;
    json_int_t version;

    keyed->value = json_loadb(value.len ? value.ptr : "", value.len, JSON_REJECT_DUPLICATES, &why);
    if (!keyed->value)
        return wd_fail(err, "the value of %s is no JSON: %s", keyed->key, why.text);
    version = json_integer_value(json_object_get(keyed->value, "v"));
    if (version != WD_KEYED_VERSION)
        return wd_fail(err, "the value of %s is of no version that is known here", keyed->key);
    return read_value(keyed) ? 0 : wd_fail(err, "the value of %s is damaged", keyed->key);
}

int wd_keyed_parse(struct wd_keyed *ret_keyed, struct wd_str line, struct wd_error *err)
{
    struct wd_str rest = line, key = wd_str_cut(&rest, '\t');

    memset(ret_keyed, 0, sizeof *ret_keyed);
    ret_keyed->night = WD_NIGHT_NONE;
    if (key.len >= WD_KEY_MAX || !parse_key(key, &ret_keyed->kind))
        return wd_fail(err, "no record of map or reduce: it begins with no key of theirs");
    wd_str_copy(ret_keyed->key, key);
    if (parse_value(ret_keyed, rest, err) == 0)
        return 0;
    wd_keyed_done(ret_keyed);
    return -1;
}

void wd_keyed_done(struct wd_keyed *keyed)
{
    json_decref(keyed->value);
    keyed->value = NULL;
    keyed->state = NULL;
}

/* ---- files of lines ---------------------------------------------------------------------------------- */

int wd_keyed_open(struct wd_keyed_file *file, const char *path, struct wd_error *err)
{
    file->name = path;
    file->number = 0;
    file->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    return file->file ? 0 : wd_fail(err, "%s: %s", path, strerror(errno));
}

static int check_rules(struct wd_keyed_file *file, const struct wd_keyed *keyed,
                       struct wd_error *err)
{
    struct wd_rules_name before = file->rules;

    wd_rules_name_join(&file->rules, &keyed->rules);
    if (file->allow_mixed || strcmp(file->rules.text, mixed) != 0)
        return 0;
    return wd_fail(err,
                   "%s:%" PRIu64
                   ": made with other rules (%s) than what came before (%s); the same "
                   "refusal may have two names. --allow-mixed takes both",
                   file->name, file->number, keyed->rules.text,
                   before.text[0] ? before.text : keyed->rules.text);
}

static void see(struct wd_keyed_file *file, uint64_t hash)
{
    file->digest[0] = wd_hash_join(file->digest[0], hash);
    file->digest[1] = wd_hash_join(hash, file->digest[1]);
}

int wd_keyed_next(struct wd_keyed_file *file, struct wd_keyed *ret_keyed, struct wd_error *err)
{
    struct wd_error why;
    ssize_t n = getline(&file->line, &file->room, file->file);
    struct wd_str line = wd_str_make(file->line, n > 0 ? (size_t)n : 0);

    if (n < 0 && ferror(file->file))
        return wd_fail(err, "%s: %s", file->name, strerror(errno));
    if (n < 0)
        return feof(file->file) ? 0 : wd_fail_memory(err);
    file->number++;
    see(file, wd_hash(line));
    if (wd_str_ends(line, WD_STR("\n")))
        line.len--;
    if (wd_keyed_parse(ret_keyed, line, &why) < 0)
        return wd_fail(err, "%.200s:%" PRIu64 ": %.200s", file->name, file->number, why.text);
    if (check_rules(file, ret_keyed, err) == 0)
        return 1;
    wd_keyed_done(ret_keyed);
    return -1;
}

void wd_keyed_close(struct wd_keyed_file *file)
{
    free(file->line);
    if (file->file && file->file != stdin)
        fclose(file->file);
    file->line = NULL;
    file->file = NULL;
    file->room = 0;
}
