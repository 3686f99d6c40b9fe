/* Framing of text: one line, one record. Lines too long are cut and what is left of them passed. */
#include "ingest/frame.h"
#include "ingest/magic.h"
#include "whydenied/base/char.h"
#include "whydenied/base/limits.h"

/* Of window[from, *to): whether it is binary. What stands before a hole is a line. */
static bool is_binary(const char *text, size_t from, size_t *to, bool *ret_hole)
{
    *ret_hole = false;
    if (*to == from || !memchr(text + from, 0, *to - from))
        return false;
    size_t line = wd_frame_hole(text + from, *to - from);
    *ret_hole = from + line < *to;
    *to = from + line;
    return wd_magic_is_binary(wd_str_make(text + from, line));
}

/* Where a line that is too long is cut: behind a blank, if there is one near the end. */
static size_t cut_at(const char *text, size_t end)
{
    size_t at = end;

    while (at > end - 1024 && text[at - 1] != ' ')
        at--;
    return at > end - 1024 ? at : end;
}

static void note_cut(struct wd_frame *frame)
{
    if (frame->cut_line != frame->line) {
        frame->report->cut++;
        wd_input_note(frame->report, "line %llu, byte %llu: longer than 64 KiB, read in pieces",
                      (unsigned long long)frame->line, (unsigned long long)frame->window.offset);
    }
    frame->cut_line = frame->line;
}

bool wd_frame_line_opens(struct wd_str line, bool in_body)
{
    line = wd_str_trim_right_of(line, " \t\r");
    if (line.len == 0)
        return false;
    char last = line.ptr[line.len - 1];
    if (last == '{' || last == '[')
        return true;
    line = in_body ? wd_str_trim_left(line) : WD_STR_NONE;
    return line.len > 0 && memchr("\"{}[]", line.ptr[0], 5);
}

/* A line of a terminal ends at a carriage return, too: progress bars are drawn over each other. */
enum wd_frame_result wd_frame_text(struct wd_frame *frame, struct wd_record *ret_record)
{
    size_t end, to, from = 0;
    bool whole, hole;

    if (wd_frame_line_end(frame, 0, WD_TEXT_LINE_MAX + 1, &end, &whole) < 0)
        return WD_FRAME_NO_MEMORY;
    const char *text = frame->window.ptr;
    end = whole ? end : cut_at(text, end - 1);
    bool newline = whole && end < frame->window.len;
    while (from < end && (text[from] == 0 || text[from] == '\r'))
        from++;
    to = end - (whole && end > from && text[end - 1] == '\r');
    const char *back = to > from ? memchr(text + from, '\r', to - from) : NULL;
    if (back) {
        to = (size_t)(back - text);
        whole = true;
    }
    size_t passed = back ? to + 1 : end + newline;
    if (is_binary(text, from, &to, &hole))
        return wd_frame_skip(frame, WD_SKIP_BINARY, "binary data", passed);
    passed = hole ? to : passed;
    frame->in_body = wd_frame_line_opens(wd_str_make(text + from, to - from), frame->in_body);
    if (!whole && !hole)
        note_cut(frame);
    wd_frame_give(frame, ret_record, WD_FORMAT_TEXT,
                  (struct wd_cut){from, to, passed, newline && !back && !hole});
    ret_record->before = wd_window_before(&frame->window, WD_AROUND_BEFORE);
    ret_record->after = wd_str_sub(wd_str_make(text, frame->window.len), passed, WD_AROUND_AFTER);
    if (!whole || hole) /* it may end inside a name */
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

int wd_frame_pass_mark(struct wd_frame *frame)
{
    const struct wd_str mark = WD_STR("\xEF\xBB\xBF");
    struct wd_window *window = &frame->window;
    int got = 1;

    while (window->len < mark.len && wd_str_starts(mark, wd_str_make(window->ptr, window->len)) &&
           (got = wd_window_more(window)) > 0)
        ;
    if (got < 0)
        return -1;
    if (frame->mid_line || !wd_str_starts(wd_str_make(window->ptr, window->len), mark))
        return 0;
    wd_frame_pass(frame, mark.len);
    return 1;
}
