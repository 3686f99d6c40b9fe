/* Lines of text in a row, of which somebody tells how far nothing is to be read in them: they are counted, located
 * and passed without becoming records. */
#include "ingest/frame.h"

/* Looks grow while all is quiet: what is looked at behind a line of interest is looked at again. */
enum { FIRST_LOOK = 1024, LAST_LOOK = 16 * 1024 };

/* What may be JSON, a separator of YAML documents or a time. */
static const bool special[256] = {
    ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true,
    ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true, ['{'] = true, ['['] = true,
    ['}'] = true, [']'] = true, [','] = true, ['-'] = true};

struct lines {
    size_t bytes;
    uint64_t count, records; /* lines of blanks are no records */
};

/* Whole lines from the start of s that can be nothing but text. */
static struct lines plain_lines(struct wd_str s)
{
    const char *line = s.ptr, *end = s.ptr + s.len, *newline;
    struct lines lines = {0};

    while (line < end && (newline = memchr(line, '\n', (size_t)(end - line))) != NULL) {
        const char *first = line;
        while (*first == ' ' || *first == '\t')
            first++;
        if (special[(unsigned char)*first])
            break;
        lines.records += *first != '\n';
        lines.count++;
        line = newline + 1;
    }
    lines.bytes = (size_t)(line - s.ptr);
    return lines;
}

/* Neither inside something nor at the beginning, where documents are told from text. */
static bool among_lines(const struct wd_frame *frame)
{
    return frame->depth == 0 && !frame->dropping && !frame->again && !frame->mid_line &&
           frame->text_left == 0 && frame->given_format == WD_FORMAT_TEXT &&
           frame->window.offset > 3;
}

static void pass_lines(struct wd_frame *frame, const struct lines *lines)
{
    frame->line += lines->count;
    frame->report->records += lines->records;
    frame->formats[WD_FORMAT_TEXT] += lines->records;
    wd_window_skip(&frame->window, lines->bytes);
}

uint64_t wd_frame_pass_quiet(struct wd_frame *frame, wd_quiet_fn quiet, const void *context)
{
    uint64_t before = frame->report->records;

    wd_frame_leave(frame);
    if (!among_lines(frame))
        return 0;
    for (size_t most = FIRST_LOOK;; most = most < LAST_LOOK ? most * 2 : most) {
        size_t len = frame->window.len < most ? frame->window.len : most;
        struct wd_str text = wd_str_make(frame->window.ptr, len);
        /* Of terminals, and of what is no text at all. */
        text = wd_str_sub(text, 0, wd_str_find_char(text, '\r'));
        text = wd_str_sub(text, 0, wd_str_find_char(text, '\0'));
        struct lines lines = plain_lines(text);
        size_t asked = lines.bytes, told;

        told = asked > 0 ? quiet(context, wd_str_sub(text, 0, asked)) : 0;
        if (told < asked)
            lines = plain_lines(wd_str_sub(text, 0, told));
        pass_lines(frame, &lines);
        if (told < asked || asked == 0)
            return frame->report->records - before;
    }
}
