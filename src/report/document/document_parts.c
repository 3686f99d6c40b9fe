/* The small parts that several sections of a document share. */
#include "report/document/document.h"
#include "whydenied/base/escape.h"
#include "whydenied/names/ident.h"
#include "whydenied/report/value.h"

#define WHOLE(name, value) WD_MEMBER_IN(extent == WD_EXTENT_WHOLE, name, value)

static json_t *make_shell(const struct wd_argv *command)
{
    char room[1024];
    struct wd_buf line;
    json_t *text = NULL;

    wd_buf_init_in(&line, 1u << 20, room, sizeof room);
    wd_shell_line(&line, command);
    if (!line.failed)
        text = wd_value_text(wd_str_make(wd_buf_cstr(&line), line.len));
    wd_buf_done(&line);
    return text;
}

json_t *wd_document_make_command(const struct wd_argv *command, enum wd_extent extent)
{
    const struct wd_member members[] = {
        WHOLE("argv", wd_value_texts(command->argv, command->argc)),
        {"shell", make_shell(command)},
    };

    return WD_VALUE_OBJECT(members);
}

json_t *wd_document_time(wd_time t)
{
    char text[WD_TIME_TEXT];

    return t == WD_TIME_NONE ? json_null() : json_string_nocheck(wd_time_format(t, text));
}

void wd_document_fingerprint_digits(uint64_t fingerprint, char digits[WD_FINGERPRINT_DIGITS])
{
    for (size_t i = WD_FINGERPRINT_DIGITS; i-- > 0; fingerprint >>= 4)
        digits[i] = "0123456789abcdef"[fingerprint & 15];
}

json_t *wd_document_fingerprint(uint64_t fingerprint)
{
    char digits[WD_FINGERPRINT_DIGITS];

    wd_document_fingerprint_digits(fingerprint, digits);
    return json_stringn_nocheck(digits, sizeof digits);
}

/* What printf would do, for every problem, at ten times the cost; cut at the end like there. */
static void join(char *to, size_t size, struct wd_str a, struct wd_str b, struct wd_str c)
{
    const struct wd_str parts[] = {a, b, c};
    size_t len = 0;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct wd_str part = wd_str_sub(parts[i], 0, size - 1 - len);
        memcpy(to + len, part.len ? part.ptr : "", part.len);
        len += part.len;
    }
    to[len] = '\0';
}

/* The arguments, and the room for those that are made. */
struct find {
    char filter[WD_ENTRY_ID_MAX + 32], project[128];
    const char *argv[6];
};

/* "gcloud logging read 'insertId="…"' …": only of an id and a project that are well-formed. An id may start
 * with a dash, for it stands inside the filter. */
static bool fill_find(struct find *find, const struct wd_sample *sample)
{
    struct wd_str id = wd_str_of(sample->entry_id);
    struct wd_str bare = wd_str_starts(id, WD_STR("-")) ? wd_str_from(id, 1) : id;

    if (!sample->log_project || !wd_ident_ok(WD_IDENT_TOKEN, bare) ||
        !wd_ident_ok(WD_IDENT_PROJECT, wd_str_of(sample->log_project)))
        return false;
    join(find->filter, sizeof find->filter, WD_STR("insertId=\""), id, WD_STR("\""));
    join(find->project, sizeof find->project, WD_STR("--project="), wd_str_of(sample->log_project),
         WD_STR_NONE);
    memcpy(find->argv,
           (const char *[]){"gcloud", "logging", "read", find->filter, find->project,
                            "--freshness=30d"},
           sizeof find->argv);
    return true;
}

static struct wd_argv argv_of(struct find *find)
{
    return (struct wd_argv){.argv = find->argv, .argc = sizeof find->argv / sizeof *find->argv};
}

void wd_document_put_find(struct wd_buf *out, const struct wd_sample *sample)
{
    struct find find;

    if (!fill_find(&find, sample))
        return;
    const struct wd_argv command = argv_of(&find);
    wd_shell_line(out, &command);
}

static json_t *make_find(const struct wd_sample *sample, enum wd_extent extent)
{
    struct find find;

    if (!fill_find(&find, sample))
        return json_null();
    const struct wd_argv command = argv_of(&find);
    return wd_document_make_command(&command, extent);
}

json_t *wd_document_make_sample(const struct wd_sample *sample, enum wd_extent extent)
{
    const struct wd_member members[] = {
        {"file", wd_value_textz(sample->file)},
        {"record", wd_value_count(sample->record)},
        WHOLE("offset", wd_value_count(sample->offset)),
        WHOLE("time", wd_document_time(sample->time)),
        {"text", wd_value_textz(sample->text)},
        {"find", make_find(sample, extent)},
    };

    return WD_VALUE_OBJECT(members);
}

/* Empty bins at both ends are left out. */
struct wd_bins_shown wd_document_bins_shown(const struct wd_histogram *histogram)
{
    struct wd_bins_shown shown = {0, WD_HISTOGRAM_BINS};

    while (shown.end && !histogram->counts[shown.end - 1])
        shown.end--;
    while (shown.first < shown.end && !histogram->counts[shown.first])
        shown.first++;
    return shown;
}

json_t *wd_document_make_bins(const struct wd_histogram *histogram)
{
    const struct wd_bins_shown shown = wd_document_bins_shown(histogram);
    json_t *object, *counts;
    bool failed;

    if (histogram->start == WD_TIME_NONE)
        return json_null();
    object = json_object();
    counts = json_array();
    failed = !object || !counts;
    for (unsigned i = shown.first; i < shown.end && !failed; i++)
        wd_value_append(counts, json_integer((json_int_t)histogram->counts[i]), &failed);
    wd_value_set(object, "start",
                 wd_document_time(histogram->start + shown.first * histogram->width), &failed);
    wd_value_set_count(object, "width_s", (uint64_t)(histogram->width / WD_SECOND), &failed);
    wd_value_set(object, "counts", counts, &failed);
    return wd_value_finish(object, failed);
}

json_t *wd_document_make_histogram(const struct wd_incident *incident)
{
    struct wd_histogram histogram;

    wd_incident_histogram(incident, &histogram);
    return wd_document_make_bins(&histogram);
}
