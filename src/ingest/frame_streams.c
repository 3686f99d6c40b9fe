/* Lists of streams, each with its labels and a list of records: Loki's answers and pushes, whose records are pairs of a
 * time and a line, and OpenTelemetry's, whose streams are resources and in them scopes. They are opened as pages are, so
 * that the lines of a stream are read one behind the other.
 *
 *     {"streams": [{"stream": {…}, "values": [["1795000000000000000", "line"], …]}, …]}
 *     {"status": "success", "data": {"resultType": "streams", "result": [{"stream": {…}, "values": […]}, …]}}
 *     {"resourceLogs": [{"resource": {…}, "scopeLogs": [{"scope": {…}, "logRecords": [{…}, …]}, …]}, …]}
 *     {"resourceSpans": [{"resource": {…}, "scopeSpans": [{"scope": {…}, "spans": [{…}, …]}, …]}, …]}
 *
 * https://grafana.com/docs/loki/latest/reference/loki-http-api/
 * https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/ */
#include "ingest/frame.h"

#include "ingest/scan.h"
#include "whydenied/base/char.h"

#define LABELS_MAX 4096u /* a stream's labels are looked for so far */

/* Where the text goes on behind the shape, blanks passed; 0 if it has another. */
static size_t behind(struct wd_str text, size_t at, const char *shape)
{
    for (;; shape++) {
        while (at < text.len && wd_char_in(text.ptr[at], " \t\r\n"))
            at++;
        if (*shape == 0)
            return at;
        if (at >= text.len || text.ptr[at++] != *shape)
            return 0;
    }
}

/* How an object of a level begins: labels, which are passed and may be missing, and its list. */
struct stream {
    enum wd_frame_level level;
    const char *labels, *list;
    enum wd_frame_level inside; /* what the list is */
};

static const struct stream streams[] = {
    {WD_LEVEL_STREAMS, "{\"stream\":", "\"values\":[", WD_LEVEL_PAIRS},
    {WD_LEVEL_RESOURCES, "{\"resource\":", "\"scopeLogs\":[", WD_LEVEL_SCOPES},
    {WD_LEVEL_SCOPES, "{\"scope\":", "\"logRecords\":[", WD_LEVEL_ARRAY},
    {WD_LEVEL_RESOURCES, "{\"resource\":", "\"scopeSpans\":[", WD_LEVEL_SCOPES},
    {WD_LEVEL_SCOPES, "{\"scope\":", "\"spans\":[", WD_LEVEL_ARRAY},
};

/* Where the list of a stream of this level begins behind AT; 0 if none does, and *RET is not set. */
static size_t list_of(struct wd_str text, size_t at, enum wd_frame_level level,
                      enum wd_frame_level *ret_inside)
{
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        size_t labels = behind(text, at, streams[i].labels), list;
        uint64_t lines;
        if (streams[i].level != level)
            continue;
        *ret_inside = streams[i].inside;
        if (labels > 0)
            labels += wd_skim_value_anywhere(text.ptr + labels, text.len - labels, &lines);
        list = labels > 0 ? behind(text, labels, ",") : behind(text, at, "{");
        list = list > 0 ? behind(text, list, streams[i].list) : 0;
        if (list > 0)
            return list;
    }
    return 0;
}

bool wd_frame_open_streams(struct wd_frame *frame)
{
    static const struct answer {
        const char *shape;
        unsigned pages; /* objects that are open behind it */
        enum wd_frame_level level;
    } answers[] = {
        {"{\"streams\":[", 1, WD_LEVEL_STREAMS},
        {"{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[", 2,
         WD_LEVEL_STREAMS},
        {"{\"data\":{\"resultType\":\"streams\",\"result\":[", 2, WD_LEVEL_STREAMS},
        {"{\"resourceLogs\":[", 1, WD_LEVEL_RESOURCES},
        {"{\"resourceSpans\":[", 1, WD_LEVEL_RESOURCES},
    };
    struct wd_str text = wd_str_make(frame->window.ptr, frame->window.len);
    enum wd_frame_level inside;

    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        size_t at = behind(text, 0, answers[i].shape);
        if (at == 0 || wd_frame_look(frame, LABELS_MAX) < 0)
            continue;
        text = wd_str_make(frame->window.ptr, frame->window.len);
        if (list_of(text, at, answers[i].level, &inside) == 0)
            continue;
        frame->careful = frame->careful || !frame->seen_value;
        frame->seen_value = true;
        wd_frame_pass(frame, at);
        for (unsigned page = 0; page < answers[i].pages; page++)
            wd_frame_push(frame, WD_LEVEL_PAGE);
        wd_frame_push(frame, answers[i].level);
        frame->formats[WD_FORMAT_PAGE] += frame->report->records == 0;
        return true;
    }
    return false;
}

bool wd_frame_open_stream(struct wd_frame *frame)
{
    enum wd_frame_level level = frame->levels[frame->depth - 1], inside;
    size_t at;

    if (frame->depth + 2 > WD_FRAME_LEVELS || wd_frame_look(frame, LABELS_MAX) < 0)
        return false;
    at = list_of(wd_str_make(frame->window.ptr, frame->window.len), 0, level, &inside);
    if (at == 0)
        return false;
    wd_frame_pass(frame, at);
    wd_frame_push(frame, WD_LEVEL_PAGE);
    wd_frame_push(frame, inside);
    return true;
}
