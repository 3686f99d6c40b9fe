/* Loki's answers and pushes: a list of streams, each with its labels and a list of pairs, a time and a line. They are
 * opened as pages are, a record a pair, so that the lines of a stream are read one behind the other.
 *
 *     {"streams": [{"stream": {…}, "values": [["1795000000000000000", "line"], …]}, …]}
 *     {"status": "success", "data": {"resultType": "streams", "result": [{"stream": {…}, "values": […]}, …]}}
 *
 * https://grafana.com/docs/loki/latest/reference/loki-http-api/ */
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

bool wd_frame_open_streams(struct wd_frame *frame)
{
    static const struct answer {
        const char *shape;
        unsigned pages; /* objects that are open behind it */
    } answers[] = {
        {"{\"streams\":[", 1},
        {"{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[", 2},
        {"{\"data\":{\"resultType\":\"streams\",\"result\":[", 2},
    };
    struct wd_str text = wd_str_make(frame->window.ptr, frame->window.len);

    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        size_t at = behind(text, 0, answers[i].shape);
        if (at == 0 || behind(text, at, "{\"stream\":{") == 0)
            continue;
        frame->careful = frame->careful || !frame->seen_value;
        frame->seen_value = true;
        wd_frame_pass(frame, at);
        for (unsigned page = 0; page < answers[i].pages; page++)
            wd_frame_push(frame, WD_LEVEL_PAGE);
        wd_frame_push(frame, WD_LEVEL_STREAMS);
        frame->formats[WD_FORMAT_PAGE] += frame->report->records == 0;
        return true;
    }
    return false;
}

bool wd_frame_open_stream(struct wd_frame *frame)
{
    struct wd_str text;
    uint64_t lines;
    size_t at;

    if (wd_frame_look(frame, LABELS_MAX) < 0)
        return false;
    text = wd_str_make(frame->window.ptr, frame->window.len);
    at = behind(text, 0, "{\"stream\":");
    if (at > 0)
        at += wd_skim_value_anywhere(text.ptr + at, text.len - at, &lines);
    if (at > 0)
        at = behind(text, at, ",\"values\":[");
    if (at == 0)
        return false;
    wd_frame_pass(frame, at);
    wd_frame_push(frame, WD_LEVEL_PAGE);
    wd_frame_push(frame, WD_LEVEL_PAIRS);
    return true;
}
