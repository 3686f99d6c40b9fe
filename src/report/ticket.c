/* The changes as requests for those who decide: who, which role, on what, why, until when, the evidence.
 *
 * One request a change that answers denials and that somebody else has to grant, in plain lines that every ticket
 * system takes. What the reader can mend alone (a setting, a credential) is only counted. Nothing of a log stands in it
 * but as visible text. */
#include "report/remedy.h"
#include "report/writer.h"
#include "whydenied/report/value.h"

enum { EVIDENCE_MAX = 3, LINE_BYTES = 300, EVIDENCE_BYTES = 65536 };

/* What is kept of the denials that a change answers, until the change is written. */
struct request {
    struct wd_buf why, evidence;
    size_t shown, more;
    bool opened;
};

struct tickets {
    struct wd_document *document;
    struct request *of; /* by place of the remedy */
    size_t count, written, others;
    enum wd_lang lang;
    struct wd_output *out;
};

static bool is_request(const json_t *remedy)
{
    static const char *const kinds[] = {"grant",          "custom_role",      "trust_policy",
                                        "platform_grant", "policy_exception", "enable"};

    return wd_str_place(wd_value_str(remedy, "kind"), kinds, sizeof kinds / sizeof *kinds) !=
           WD_NPOS;
}

/* ---- gathering --------------------------------------------------------------------------------- */

static void fill(struct wd_buf *out, enum wd_lang lang, enum wd_word word,
                 const struct wd_str *facts, size_t count)
{
    struct wd_buf line;

    wd_buf_init(&line, EVIDENCE_BYTES);
    wd_words_fill(&line, lang, word, facts, count);
    wd_value_visible(out, wd_buf_str(&line));
    wd_buf_done(&line);
}

static void put_why(const struct tickets *tickets, struct wd_buf *out, const json_t *incident)
{
    struct wd_str first = wd_value_str(incident, "first");
    char count[24];

    snprintf(count, sizeof count, "%llu", (unsigned long long)wd_value_int(incident, "count"));
    if (out->len)
        wd_buf_putz(out, "\n");
    fill(out, tickets->lang, first.len ? WD_W_REQUEST_DENIED : WD_W_REQUEST_UNTIMED,
         (const struct wd_str[]){wd_value_str(incident, "title"), wd_str_of(count), first,
                                 wd_value_str(incident, "last")},
         4);
    for (size_t i = 0; i < json_array_size(json_object_get(incident, "permissions")); i++) {
        wd_buf_putz(out, i ? ", " : ": ");
        wd_value_visible(out, wd_value_item(json_object_get(incident, "permissions"), i));
    }
}

/* A file's name may hold what breaks a line. */
static void put_where(struct wd_buf *out, const json_t *sample)
{
    struct wd_buf where;

    wd_buf_init(&where, EVIDENCE_BYTES);
    wd_value_where(&where, sample);
    wd_value_visible(out, wd_buf_str(&where));
    wd_buf_done(&where);
}

static void put_evidence(struct wd_buf *out, const json_t *incident)
{
    const json_t *sample = json_array_get(json_object_get(incident, "samples"), 0);

    wd_value_visible(out, wd_value_str(incident, "fingerprint"));
    if (!sample)
        goto done;
    wd_buf_putz(out, ", ");
    put_where(out, sample);
    wd_buf_putz(out, ": ");
    wd_value_visible(out, wd_str_sub(wd_value_str(sample, "text"), 0, LINE_BYTES));
    if (json_is_object(json_object_get(sample, "find"))) {
        wd_buf_putz(out, "\n");
        wd_value_shell(out, wd_value_at(sample, "find", "argv"));
    }
done:
    wd_buf_putz(out, "\n");
}

static void take(struct tickets *tickets, const json_t *incident, size_t place)
{
    const json_t *ids = json_object_get(incident, "remedies");
    size_t at = wd_remedy_index(tickets->document, wd_value_item(ids, place));

    if (at == WD_NPOS || at >= tickets->count)
        return;
    struct request *request = &tickets->of[at];
    if (!request->opened) {
        wd_buf_init(&request->why, EVIDENCE_BYTES);
        wd_buf_init(&request->evidence, EVIDENCE_BYTES);
        request->opened = true;
    }
    if (request->shown == EVIDENCE_MAX) {
        request->more++;
        return;
    }
    request->shown++;
    put_why(tickets, &request->why, incident);
    put_evidence(&request->evidence, incident);
}

static int gather(struct tickets *tickets, struct wd_error *err)
{
    for (size_t i = 0; i < wd_document_count(tickets->document); i++) {
        json_t *incident = wd_document_incident(tickets->document, i, err);

        if (!incident)
            return -1;
        uint64_t together = wd_value_int(incident, "together");

        take(tickets, incident, 0);
        for (size_t place = 1; place < together; place++)
            take(tickets, incident, place);
        json_decref(incident);
    }
    return 0;
}

/* ---- writing ----------------------------------------------------------------------------------- */

/* A labelled text; its further lines stand below it, indented. */
static void put_field(const struct tickets *tickets, enum wd_word label, struct wd_str text)
{
    if (!text.len)
        return;
    wd_output_printf(tickets->out, "%s: ", wd_word(tickets->lang, label));
    for (bool first = true; text.len; first = false) {
        wd_output_putz(tickets->out, first ? "" : "  ");
        wd_output_put_visible(tickets->out, wd_str_cut(&text, '\n'));
        wd_output_putz(tickets->out, "\n");
    }
}

/* Of one line, whatever it holds. */
static void put_name(const struct tickets *tickets, enum wd_word label, struct wd_str name)
{
    struct wd_buf shown;

    wd_buf_init(&shown, EVIDENCE_BYTES);
    wd_value_visible(&shown, name);
    put_field(tickets, label, wd_buf_str(&shown));
    wd_buf_done(&shown);
}

static void put_commands(const struct tickets *tickets, enum wd_word label, const json_t *commands)
{
    for (size_t i = 0; i < json_array_size(commands); i++)
        put_field(tickets, label, wd_value_str(json_array_get(commands, i), "shell"));
}

static void put_role(const struct tickets *tickets, const json_t *remedy)
{
    struct wd_buf text;

    wd_buf_init(&text, EVIDENCE_BYTES);
    wd_buf_put(&text, wd_value_str(remedy, "role"));
    if (text.len && wd_value_int(remedy, "role_size")) {
        wd_buf_putz(&text, "; ");
        wd_remedy_breadth(&text, tickets->lang, remedy);
    }
    put_field(tickets, WD_W_REQUEST_WHAT, wd_buf_str(&text));
    wd_buf_done(&text);
}

/* Of a person's grant alone; the command that makes it end stands below the standing one. */
static void put_end(const struct tickets *tickets, const json_t *temporary)
{
    struct wd_str until = wd_value_str(temporary, "until");
    struct wd_str open = wd_value_str(temporary, "template");
    enum wd_word word = open.len ? WD_W_REQUEST_NAME_END : WD_W_REQUEST_STANDING;

    put_field(tickets, WD_W_REQUEST_UNTIL,
              until.len ? until : wd_str_of(wd_word(tickets->lang, word)));
}

static void put_texts(const struct tickets *tickets, enum wd_word label, const json_t *texts)
{
    for (size_t i = 0; i < json_array_size(texts); i++)
        put_field(tickets, label, wd_value_item(texts, i));
}

static void put_head(const struct tickets *tickets, const json_t *remedy)
{
    struct wd_buf line;

    wd_buf_init(&line, EVIDENCE_BYTES);
    fill(&line, tickets->lang, WD_W_REQUEST,
         (const struct wd_str[]){wd_value_str(remedy, "id"), wd_value_str(remedy, "summary")}, 2);
    wd_output_putz(tickets->out, tickets->written ? "\n" : "");
    wd_output_put(tickets->out, wd_buf_str(&line));
    wd_output_putz(tickets->out, "\n");
    wd_buf_done(&line);
}

static void put_request(const struct tickets *tickets, const json_t *remedy,
                        const struct request *request)
{
    const json_t *temporary = json_object_get(remedy, "temporary");
    bool ready = json_array_size(json_object_get(remedy, "commands")) > 0;

    temporary = json_is_object(temporary) ? temporary : NULL;
    put_head(tickets, remedy);
    put_name(tickets, WD_W_REQUEST_WHO, wd_value_str(remedy, "member"));
    put_role(tickets, remedy);
    put_name(tickets, WD_W_REQUEST_ON, wd_value_in(remedy, "on", "name"));
    put_field(tickets, WD_W_REQUEST_WHY, wd_buf_str(&request->why));
    put_end(tickets, temporary);
    put_field(tickets, WD_W_REQUEST_EVIDENCE, wd_buf_str(&request->evidence));
    put_commands(tickets, WD_W_REQUEST_CHANGE, json_object_get(remedy, "commands"));
    if (!ready) {
        put_field(tickets, WD_W_REQUEST_FILL_IN, wd_value_str(remedy, "template"));
        put_field(tickets, WD_W_REQUEST_OPEN, wd_value_str(remedy, "why_no_command"));
    }
    struct wd_str ending = wd_value_str(json_object_get(temporary, "command"), "shell");

    put_field(tickets, WD_W_REQUEST_ENDING,
              ending.len ? ending : wd_value_str(temporary, "template"));
    put_field(tickets, WD_W_REQUEST_ENDING,
              wd_value_str(json_object_get(temporary, "entitlement"), "template"));
    put_texts(tickets, WD_W_REQUEST_MIND, json_object_get(remedy, "warnings"));
    put_commands(tickets, WD_W_REQUEST_CHECK, json_object_get(remedy, "verify"));
    put_texts(tickets, WD_W_REQUEST_SEE, json_object_get(remedy, "references"));
}

static void put_rest(const struct tickets *tickets)
{
    struct wd_buf line;
    char number[24];

    if (tickets->written && !tickets->others)
        return;
    snprintf(number, sizeof number, "%zu", tickets->others);
    wd_buf_init(&line, EVIDENCE_BYTES);
    fill(&line, tickets->lang, tickets->others ? WD_W_REQUEST_OTHERS : WD_W_REQUEST_NONE,
         (const struct wd_str[]){wd_str_of(number)}, 1);
    wd_output_putz(tickets->out, tickets->written ? "\n" : "");
    wd_output_put(tickets->out, wd_buf_str(&line));
    wd_output_putz(tickets->out, "\n");
    wd_buf_done(&line);
}

static int write_all(struct tickets *tickets, struct wd_error *err)
{
    for (size_t i = 0; i < tickets->count; i++) {
        json_t *remedy = wd_document_remedy(tickets->document, i, err);

        if (!remedy)
            return -1;
        if (tickets->of[i].opened && is_request(remedy)) {
            put_request(tickets, remedy, &tickets->of[i]);
            tickets->written++;
        } else if (tickets->of[i].opened) {
            tickets->others++;
        }
        json_decref(remedy);
    }
    put_rest(tickets);
    return 0;
}

int wd_write_ticket(struct wd_document *document, const struct wd_report_options *options,
                    struct wd_output *out, struct wd_error *err)
{
    struct tickets tickets = {.document = document,
                              .count = wd_document_remedy_count(document),
                              .lang = wd_words_lang(wd_document_head(document)),
                              .out = out};
    int result;

    (void)options;
    tickets.of = calloc(tickets.count + 1, sizeof *tickets.of);
    if (!tickets.of)
        return wd_fail_memory(err);
    result = gather(&tickets, err) == 0 ? write_all(&tickets, err) : -1;
    for (size_t i = 0; i < tickets.count; i++)
        if (tickets.of[i].opened) {
            wd_buf_done(&tickets.of[i].why);
            wd_buf_done(&tickets.of[i].evidence);
        }
    free(tickets.of);
    return result;
}
