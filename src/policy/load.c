/* Files of policies: JSON in any framing, YAML as gcloud prints it, gzip or zstd around it; read as a stream. */
#include "whydenied/base/limits.h"
#include "whydenied/base/yaml.h"
#include "whydenied/ingest.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "policy/set.h"

enum { TEXT_MAX = 16 << 20 }; /* a YAML file; larger exports are JSON */

struct load {
    struct wd_policy_set *set;
    struct wd_policy_source source;
    struct wd_buf text; /* lines that are no JSON: YAML, put together again */
    uint64_t text_line;
    bool first_only;
};

/* "RESOURCE=FILE"; a file whose name holds a "=" is found as it stands. */
static const char *split(const char *argument, struct wd_str *ret_name)
{
    const char *equals = strchr(argument, '=');

    *ret_name = WD_STR_NONE;
    if (!equals || equals == argument || access(argument, F_OK) == 0)
        return argument;
    *ret_name = wd_str_make(argument, (size_t)(equals - argument));
    return equals + 1;
}

static int take_text(struct load *load, struct wd_str text, struct wd_error *err)
{
    struct wd_jv root;

    switch (wd_json_parse(load->set->json, text, &root)) {
    case WD_JSON_OK:
        wd_policy_take(load->set, &load->source, root);
        return 0;
    case WD_JSON_NO_MEMORY:
        return wd_fail_memory(err);
    default:
        wd_policy_gap_note(load->set, "%s:%llu: no sound JSON", load->source.file,
                           (unsigned long long)load->source.line);
        return 0;
    }
}

static void keep_line(struct load *load, const struct wd_record *record)
{
    if (load->source.groups) {
        wd_policy_group_line(load->set, &load->source, record->body);
        return;
    }
    if (load->text.len == 0)
        load->text_line = record->line;
    wd_buf_put(&load->text, record->body);
    wd_buf_putc(&load->text, '\n');
}

/* Lines that are no JSON are a YAML document, or nothing that we know. */
static int take_yaml(struct load *load, struct wd_error *err)
{
    struct wd_yaml_fault fault;
    struct wd_buf json;
    int got = 0, rc = 0;

    if (load->text.len == 0)
        return 0;
    load->source.line = load->text_line;
    wd_buf_init(&json, 2 * TEXT_MAX);
    if (!load->text.failed)
        got = wd_yaml_to_json(&json, wd_buf_str(&load->text), WD_YAML_NO_ALIASES, false, &fault);
    if (got < 0)
        rc = wd_fail_memory(err);
    else if (got == 0 || !wd_buf_reserve(&json, WD_PADDING))
        wd_policy_gap_note(load->set, "%s:%llu: neither JSON nor YAML that is understood",
                           load->source.file, (unsigned long long)load->text_line);
    else
        rc = take_text(load, wd_buf_str(&json), err);
    wd_buf_done(&json);
    return rc;
}

static int read_records(struct load *load, struct wd_reader *reader, struct wd_error *err)
{
    struct wd_record record;
    int got;

    while ((got = wd_reader_next(reader, &record, err)) > 0) {
        load->source.line = record.line;
        if (record.flags & WD_RECORD_TORN)
            wd_reader_reject(reader, WD_SKIP_MALFORMED);
        else if (record.form == WD_RECORD_TEXT)
            keep_line(load, &record);
        else if (take_text(load, record.body, err) != 0)
            return -1;
        if (load->first_only && load->source.understood > 0)
            return 0;
    }
    return got < 0 ? -1 : take_yaml(load, err);
}

static void note_damage(struct load *load, const struct wd_input_report *report)
{
    uint64_t skipped = 0;

    for (int i = 0; i < WD_SKIP_COUNT; i++)
        skipped += report->skipped[i];
    if (skipped > 0)
        wd_policy_gap_note(load->set, "%s: %llu records are too large or broken", load->source.file,
                           (unsigned long long)skipped);
    if (wd_input_damaged(report))
        wd_policy_gap_note(load->set, "%s: ends in the middle (%s)", load->source.file,
                           wd_end_name(report->end));
}

/* A policy that does not say whose it is: the line to type instead. */
static int nameless(const char *file, struct wd_error *err)
{
    return wd_fail(
        err,
        "%s: this policy does not say whose it is; type --policy RESOURCE=%s, for example "
        "--policy projects/PROJECT_ID=%s or --policy //storage.googleapis.com/BUCKET=%s",
        file, file, file, file);
}

static int nothing_in_it(const struct load *load, struct wd_error *err)
{
    if (load->source.groups)
        return wd_fail(
            err,
            "%s: no memberships in it (expected lines \"group,member\" or a Cloud Identity export)",
            load->source.file);
    return wd_fail(
        err,
        "%s: no policy in it (expected what get-iam-policy prints, an asset export, a deny policy, "
        "an access boundary, a role, or a RAM policy)",
        load->source.file);
}

static bool is_file(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static int load_file(struct load *load, const char *argument, struct wd_error *err)
{
    struct wd_reader *reader;
    int rc;

    load->source.file = split(argument, &load->source.name);
    if (access(load->source.file, R_OK) != 0)
        return wd_fail(err, "%s: %s", load->source.file, strerror(errno));
    if (load->set->second && !is_file(load->source.file)) {
        load->set->second = false;
        wd_policy_gap_note(load->set, "%s: a pipe is read once only; give it as a file",
                           load->source.file);
        load->set->second = true;
        return 0;
    }
    reader = wd_reader_open(load->source.file, load->first_only ? 0 : WD_READ_THREAD, err);
    if (!reader)
        return -1;
    wd_buf_init(&load->text, TEXT_MAX);
    rc = read_records(load, reader, err);
    if (rc == 0 && !load->first_only)
        note_damage(load, wd_reader_report(reader));
    wd_reader_close(reader);
    wd_buf_done(&load->text);
    if (rc == 0 && load->source.nameless)
        return nameless(load->source.file, err);
    if (rc == 0 && load->source.understood == 0)
        return nothing_in_it(load, err);
    return rc == 0 && load->set->failed ? wd_fail_memory(err) : rc;
}

int wd_policy_load(struct wd_policy_set *set, const char *argument, struct wd_error *err)
{
    struct load load = {.set = set};

    return load_file(&load, argument, err);
}

int wd_policy_load_all(struct wd_policy_set *set, const char *const *arguments, size_t count,
                       struct wd_error *err)
{
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < count; i++)
            if (wd_policy_load(set, arguments[i], err) != 0)
                return -1;
        if (!set->again)
            break;
        set->second = true;
    }
    set->second = false;
    return 0;
}

int wd_policy_load_groups(struct wd_policy_set *set, const char *argument, struct wd_error *err)
{
    struct load load = {.set = set, .source.groups = true};

    return load_file(&load, argument, err);
}

static int check(const char *argument, bool groups, struct wd_error *err)
{
    struct wd_policy_set *set = wd_policy_set_new(err);
    struct load load = {.set = set, .source.groups = groups, .first_only = true};
    int rc = set ? load_file(&load, argument, err) : -1;

    wd_policy_set_free(set);
    return rc;
}

int wd_policy_check(const char *argument, struct wd_error *err)
{
    return check(argument, false, err);
}

int wd_policy_check_groups(const char *argument, struct wd_error *err)
{
    return check(argument, true, err);
}
