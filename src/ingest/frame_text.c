/* Framing of text: one line, one record. Lines too long are cut and what is left of them passed. */
#include "ingest/frame.h"
#include "ingest/magic.h"
#include "whydenied/base/limits.h"

/* Passes what is left of a line whose head was given. */
enum wd_frame_result wd_frame_drop_line(struct wd_frame *frame)
{
    struct wd_window *window = &frame->window;
    const char *newline;

    if (window->len == 0) {
        int got = wd_window_more(window);
        return got > 0 ? WD_FRAME_AGAIN : got == 0 ? WD_FRAME_END : WD_FRAME_NO_MEMORY;
    }
    newline = memchr(window->ptr, '\n', window->len);
    frame->drop_line = !newline;
    wd_frame_pass(frame, newline ? (size_t)(newline - window->ptr) + 1 : window->len);
    return WD_FRAME_AGAIN;
}

static bool binary_line(struct wd_str line)
{
    return line.len > 0 && memchr(line.ptr, 0, line.len) && wd_magic_is_binary(line);
}

enum wd_frame_result wd_frame_text(struct wd_frame *frame, struct wd_record *ret_record)
{
    size_t end, to;
    bool whole;

    if (wd_frame_line_end(frame, 0, WD_TEXT_LINE_MAX + 1, &end, &whole) < 0)
        return WD_FRAME_NO_MEMORY;
    end -= !whole;
    bool newline = whole && end < frame->window.len;
    const char *text = frame->window.ptr;
    size_t from = 0;
    while (from < end && text[from] == 0)
        from++;
    to = end - (whole && end > from && text[end - 1] == '\r');
    frame->drop_line = !whole;
    if (binary_line(wd_str_make(text + from, to - from)))
        return wd_frame_skip(frame, WD_SKIP_BINARY, "binary data", end + newline);
    wd_frame_give(frame, ret_record, WD_FORMAT_TEXT,
                  (struct wd_cut){from, to, end + newline, newline});
    if (!whole)
        ret_record->flags |= WD_RECORD_CUT;
    return WD_FRAME_RECORD;
}

/* Lines of closing brackets and commas are what broken arrays leave behind: no records. Among lines
 * of text they are text. */
enum wd_frame_result wd_frame_residue(struct wd_frame *frame, struct wd_record *ret_record)
{
    size_t end, i = 0;
    bool whole;

    if (wd_frame_line_end(frame, 0, 256, &end, &whole) < 0)
        return WD_FRAME_NO_MEMORY;
    while (i < end && memchr("]}, \t\r", frame->window.ptr[i], 6))
        i++;
    if (i < end && frame->mid_line) { /* "}, {" on one line */
        size_t commas = 0;
        while (commas < end && memchr(", \t\r", frame->window.ptr[commas], 4))
            commas++;
        wd_frame_pass(frame, commas);
        if (commas > 0)
            return WD_FRAME_AGAIN;
    }
    if (i < end || !whole || (frame->given_format == WD_FORMAT_TEXT && !frame->mid_line))
        return wd_frame_text(frame, ret_record);
    wd_frame_pass(frame, end);
    return WD_FRAME_AGAIN;
}
