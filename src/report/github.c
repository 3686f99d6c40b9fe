/* Annotations of a GitHub workflow, one a problem: "::error file=build.log,line=24,title=…::who wants what".
 * docs.github.com/en/actions/reference/workflow-commands-for-github-actions: in a value '%', CR and LF are
 * written as %25, %0D, %0A; in a property ':' and ',' as well. What a log said is made visible before that, so a
 * line is never more than the one command it begins with. The step's summary is --format markdown. */
#include "report/remedy.h"
#include "report/writer.h"
#include "whydenied/report/value.h"

static void put_escaped(struct wd_output *out, struct wd_str s, bool property)
{
    struct wd_buf shown;

    wd_buf_init(&shown, s.len * 12 + 64);
    wd_value_visible(&shown, s);
    for (size_t i = 0; i < shown.len; i++) {
        char c = shown.ptr[i];

        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            wd_output_printf(out, "%%%02X", (unsigned)(unsigned char)c);
        else
            wd_output_put(out, wd_str_make(&c, 1));
    }
    wd_buf_done(&shown);
}

static void put_property(struct wd_output *out, const char *name, struct wd_str s)
{
    wd_output_printf(out, "%s=", name);
    put_escaped(out, s, true);
}

/* "who: wants on where. Fix: …" */
static void put_message(struct wd_output *out, struct wd_document *document, const json_t *incident,
                        enum wd_lang lang)
{
    struct wd_str who = wd_value_who(incident);
    struct wd_str what = wd_value_item(json_object_get(incident, "permissions"), 0);
    if (!what.len)
        what = wd_value_str(incident, "method");
    struct wd_str where = wd_value_what(incident);
    json_t *remedy = wd_remedy_of(document, incident);
    const json_t *command = json_array_get(json_object_get(remedy, "commands"), 0);

    put_escaped(out, who.len ? who : wd_str_of(wd_word(lang, WD_W_UNKNOWN_WHO)), false);
    wd_output_putz(out, ": ");
    put_escaped(out, what, false);
    wd_output_putz(out, what.len && where.len ? " - " : "");
    put_escaped(out, where, false);
    wd_output_putz(out, "%0A");
    put_escaped(out, wd_value_str(remedy, "summary"), false);
    wd_output_putz(out, command ? "%0A" : "");
    put_escaped(out, wd_value_str(command, "shell"), false);
    json_decref(remedy);
}

static void put_annotation(struct wd_output *out, struct wd_document *document,
                           const json_t *incident, enum wd_lang lang)
{
    const json_t *sample = json_array_get(json_object_get(incident, "samples"), 0);
    const char *level = wd_value_is(incident, "severity", "high")     ? "error"
                        : wd_value_is(incident, "severity", "medium") ? "warning"
                                                                      : "notice";

    wd_output_printf(out, "::%s ", level);
    if (wd_value_str(sample, "file").len) {
        put_property(out, "file", wd_value_str(sample, "file"));
        wd_output_printf(out, ",line=%llu,", (unsigned long long)wd_value_int(sample, "record"));
    }
    put_property(out, "title", wd_value_str(incident, "title"));
    wd_output_printf(out, " (%llu)::", (unsigned long long)wd_value_int(incident, "count"));
    put_message(out, document, incident, lang);
    wd_output_putz(out, "\n");
}

int wd_write_github(struct wd_document *document, const struct wd_report_options *options,
                    struct wd_output *out, struct wd_error *err)
{
    const json_t *head = wd_document_head(document);
    enum wd_lang lang = wd_words_lang(head);

    (void)options;
    if (json_is_false(json_object_get(head, "complete")))
        wd_output_printf(out, "::warning title=whydenied::%s\n", wd_word(lang, WD_W_INCOMPLETE));
    for (size_t i = 0; i < wd_document_count(document); i++) {
        json_t *incident = wd_document_incident_in(document, i, WD_EXTENT_SHOWN, err);

        if (!incident)
            return -1;
        if (!json_is_true(json_object_get(incident, "lookalike")))
            put_annotation(out, document, incident, lang);
        json_decref(incident);
    }
    return 0;
}
