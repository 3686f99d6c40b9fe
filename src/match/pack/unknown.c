/* Words that are none of those that can stand there. */
#include "match/pack/fields.h"

void wd_pack_problem(struct wd_pack_reader *reader, const char *lint, const char *key,
                     const char *format, ...)
{
    struct wd_file_place at =
        key ? wd_pack_source_key(reader->source, reader->rule_index, key)
            : wd_pack_source_part(reader->source, reader->rule_index, WD_PART_RULE, 0);
    reader->broken = true;
    va_list arguments;
    va_start(arguments, format);
    if (reader->rule_index == WD_NPOS) {
        wd_ruleset_vnote(reader->set, lint, at, format, arguments);
    } else {
        char text[900];
        vsnprintf(text, sizeof text, format, arguments);
        wd_ruleset_note_rule(reader->set, lint, reader->rule_id, at, text);
    }
    va_end(arguments);
}

static const char *cause_name(const void *context, size_t i)
{
    (void)context;
    return i < WD_CAUSE_COUNT ? wd_cause_name((enum wd_cause)i) : NULL;
}

static const char *dialect_name(const void *context, size_t i)
{
    (void)context;
    return i < WD_DIALECT_COUNT ? wd_dialect_name((enum wd_dialect)i) : NULL;
}

/* The first of the kinds has no name: it is not set yet. */
static const char *kind_name(const void *context, size_t i)
{
    (void)context;
    return i + 1 < WD_REMEDY_KIND_COUNT ? wd_remedy_kind_name((enum wd_remedy_kind)(i + 1)) : NULL;
}

static const char *system_name(const void *context, size_t i)
{
    (void)context;
    return i < WD_SYSTEM_COUNT ? wd_system_name((enum wd_system)i) : NULL;
}

static const char *slot_name(const void *context, size_t i)
{
    return i == WD_SLOT_COUNT ? "uncertain" : i < WD_SLOT_COUNT ? wd_slot_names(context, i) : NULL;
}

const struct wd_pack_words wd_pack_causes = {"cause", NULL, cause_name, NULL};
const struct wd_pack_words wd_pack_dialects = {"dialect", NULL, dialect_name, NULL};
const struct wd_pack_words wd_pack_kinds = {"kind of advice", NULL, kind_name, NULL};
const struct wd_pack_words wd_pack_systems = {"system", NULL, system_name, NULL};
const struct wd_pack_words wd_pack_slots = {"name of a capture", NULL, slot_name, NULL};

void wd_pack_unknown(struct wd_pack_reader *reader, const char *lint, const char *key,
                     const char *word, const struct wd_pack_words *words)
{
    struct wd_buf text;

    wd_buf_init(&text, 2048);
    wd_buf_printf(&text, "unknown %s \"%.64s\"%s%s", words->what, word, words->in ? " in " : "",
                  words->in ? words->in : "");
    wd_nearest_tell(&text, word, words->names, words->context);
    wd_pack_problem(reader, lint, key, "%s", wd_buf_cstr(&text));
    wd_buf_done(&text);
}
