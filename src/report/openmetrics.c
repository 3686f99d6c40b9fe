/* Numbers of one run as gauges, for a textfile collector. Labels come from closed lists only (causes,
 * systems, severities, reasons), never from a log, so the number of series is bounded. The text is
 * valid OpenMetrics and valid for older Prometheus parsers. */
#include <inttypes.h>

#include "report/words.h"
#include "report/writer.h"
#include "whydenied/base/timestamp.h"
#include "whydenied/event.h"
#include "whydenied/ingest.h"
#include "whydenied/report/value.h"
#include "whydenied/vocabulary/cause.h"

struct sums {
    uint64_t denials[WD_CAUSE_COUNT][WD_HIGH + 1];
    uint64_t problems[WD_CAUSE_COUNT][WD_HIGH + 1];
    uint64_t by_system[WD_SYSTEM_COUNT];
    uint64_t by_status[WD_W_ST_FIXED - WD_W_ST_NEW + 1];
    bool history; /* some problem has a status */
};

static const char *const statuses[] = {"new", "growing", "ongoing", "quiet", "back", "fixed"};

static void add_incident(struct sums *sums, const json_t *incident)
{
    uint64_t count = wd_value_int(incident, "count");
    enum wd_cause cause = WD_CAUSE_UNKNOWN;
    enum wd_level severity = WD_LOW;
    enum wd_system system = WD_SYSTEM_OTHER;

    if (json_is_true(json_object_get(incident, "lookalike")))
        return;
    if (!wd_cause_parse(wd_value_str(incident, "cause"), &cause))
        cause = WD_CAUSE_UNKNOWN;
    if (!wd_level_parse(wd_value_str(incident, "severity"), &severity))
        severity = WD_LOW;
    if (!wd_system_parse(wd_value_str(incident, "system"), &system))
        system = WD_SYSTEM_OTHER;
    sums->denials[cause][severity] += count;
    sums->problems[cause][severity]++;
    sums->by_system[system] += count;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (wd_value_is(incident, "status", statuses[i])) {
            sums->by_status[i]++;
            sums->history = true;
        }
    }
}

static void put_family(struct wd_output *out, const char *name, const char *help)
{
    wd_output_printf(out, "# HELP whydenied_%s %s\n# TYPE whydenied_%s gauge\n", name, help, name);
}

static void put_gauge(struct wd_output *out, const char *name, const char *help, uint64_t value)
{
    put_family(out, name, help);
    wd_output_printf(out, "whydenied_%s %" PRIu64 "\n", name, value);
}

static void put_totals(struct wd_output *out, const json_t *totals)
{
    static const struct {
        const char *member, *name, *help;
    } rows[] = {
        {"records", "records", "Records read."},
        {"events", "events", "Records understood."},
        {"denials", "denials", "Permission denials."},
        {"matched", "matched", "Denials that a rule explains."},
        {"unmatched", "unmatched", "Denials that no rule explains."},
        {"duplicates", "duplicates", "Records that repeat a denial."},
        {"not_enforced", "not_enforced", "Denials logged and not enforced."},
        {"lookalikes", "lookalikes", "Records that look like denials and are none."},
        {"foreign", "foreign", "Refusals of other vendors."},
        {"policy_changes", "policy_changes", "Policy changes seen."},
        {"gave_up", "gave_up", "Records on which a rule gave up."},
        {"selected_out", "selected_out", "Denials and look-alikes that filters leave out."},
        {"suppressed", "suppressed", "Denials and look-alikes that somebody has accepted."},
    };
    const json_t *skipped = json_object_get(totals, "skipped");

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_gauge(out, rows[i].name, rows[i].help, wd_value_int(totals, rows[i].member));
    put_family(out, "skipped", "Records skipped, by reason.");
    for (int i = 0; i < WD_SKIP_COUNT; i++)
        wd_output_printf(out, "whydenied_skipped{reason=\"%s\"} %" PRIu64 "\n",
                         wd_skip_name((enum wd_skip)i),
                         wd_value_int(skipped, wd_skip_name((enum wd_skip)i)));
}

static void put_by_cause(struct wd_output *out, const char *name, const char *help,
                         uint64_t const (*counts)[WD_HIGH + 1])
{
    put_family(out, name, help);
    for (int cause = 0; cause < WD_CAUSE_COUNT; cause++)
        for (int severity = WD_LOW; severity <= WD_HIGH; severity++)
            if (counts[cause][severity])
                wd_output_printf(out, "whydenied_%s{cause=\"%s\",severity=\"%s\"} %" PRIu64 "\n",
                                 name, wd_cause_name((enum wd_cause)cause),
                                 wd_level_name((enum wd_level)severity), counts[cause][severity]);
}

static void put_sums(struct wd_output *out, const struct sums *sums)
{
    put_by_cause(out, "cause_denials", "Denials that a rule explains, by cause and severity.",
                 sums->denials);
    put_by_cause(out, "problems", "Distinct problems, by cause and severity.", sums->problems);
    put_family(out, "system_denials", "Denials that a rule explains, by system.");
    for (int i = 0; i < WD_SYSTEM_COUNT; i++)
        if (sums->by_system[i])
            wd_output_printf(out, "whydenied_system_denials{system=\"%s\"} %" PRIu64 "\n",
                             wd_system_name((enum wd_system)i), sums->by_system[i]);
    if (!sums->history)
        return;
    put_family(out, "status_problems", "Distinct problems, by status against earlier nights.");
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        wd_output_printf(out, "whydenied_status_problems{status=\"%s\"} %" PRIu64 "\n", statuses[i],
                         sums->by_status[i]);
}

static void put_state(struct wd_output *out, const json_t *head)
{
    const json_t *inputs = json_object_get(head, "inputs");
    wd_time last = wd_time_parse(wd_value_in(head, "span", "last"), NULL);
    uint64_t damaged = 0;

    for (size_t i = 0; i < json_array_size(inputs); i++)
        damaged += wd_words_end(WD_LANG_EN, wd_value_str(json_array_get(inputs, i), "end")) != NULL;
    put_gauge(out, "inputs", "Inputs read.", wd_value_files(head));
    put_gauge(out, "inputs_damaged", "Inputs that were damaged or unreadable.", damaged);
    put_gauge(out, "complete", "1 if the run came to its end.",
              json_is_true(json_object_get(head, "complete")));
    if (last != WD_TIME_NONE)
        put_gauge(out, "last_event_timestamp_seconds", "Time of the latest event, in Unix seconds.",
                  last > 0 ? (uint64_t)(last / WD_SECOND) : 0);
}

int wd_write_openmetrics(struct wd_document *document, const struct wd_report_options *options,
                         struct wd_output *out, struct wd_error *err)
{
    const json_t *head = wd_document_head(document);
    struct sums sums = {.history = false};

    (void)options;
    for (size_t i = 0; i < wd_document_count(document); i++) {
        json_t *incident = wd_document_incident_in(document, i, WD_EXTENT_LISTED, err);

        if (!incident)
            return -1;
        add_incident(&sums, incident);
        json_decref(incident);
    }
    put_totals(out, json_object_get(head, "totals"));
    put_sums(out, &sums);
    put_state(out, head);
    wd_output_putz(out, "# EOF\n");
    return 0;
}
