/* Lines of text in a row, of which somebody tells how far nothing is to be read in them: they are counted, located
 * and passed without becoming records. */
#include "ingest/frame.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/* What may begin here that is not nothing but text? `ret_blank`: the line holds only blanks. */
static inline bool is_plain(const char *line, const char *end, bool *ret_blank)
{
    while (line < end && (*line == ' ' || *line == '\t'))
        line++;
    *ret_blank = line < end && *line == '\n';
    return line < end && !special[(unsigned char)*line];
}

enum { STEP = 64 }; /* bytes looked at together */

/* A bit for each byte: newlines; and what is of terminals, or no text at all. */
struct marks {
    uint64_t newlines, alien;
};

static inline struct marks look_at_part(const char *at)
{
    struct marks found = {0, 0};
#ifdef __SSE2__
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i alien = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')),
                                 _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));

    found.newlines = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    found.alien = (unsigned)_mm_movemask_epi8(alien);
#else
    for (unsigned i = 0; i < 16; i++) {
        found.newlines |= (uint64_t)(at[i] == '\n') << i;
        found.alien |= (uint64_t)(at[i] == '\r' || at[i] == '\0') << i;
    }
#endif
    return found;
}

static inline struct marks look_at(const char *at)
{
    const struct marks a = look_at_part(at), b = look_at_part(at + 16), c = look_at_part(at + 32),
                       d = look_at_part(at + 48);

    return (struct marks){
        a.newlines | b.newlines << 16 | c.newlines << 32 | d.newlines << 48,
        a.alien | b.alien << 16 | c.alien << 32 | d.alien << 48,
    };
}

/* Whole lines from the start of s that can be nothing but text. */
static struct lines plain_lines(struct wd_str s)
{
    const char *line = s.ptr, *at = s.ptr, *end;
    struct lines lines = {0};
    bool blank, plain;

    if (s.len == 0)
        return lines; /* and its pointer may be null */
    end = s.ptr + s.len;
    plain = is_plain(line, end, &blank);
    for (; plain && at < end; at += STEP) {
        char last[STEP] = {0};
        bool whole = end - at >= STEP;
        struct marks marks =
            look_at(whole ? at : memcpy(last, at, (size_t)(end - at))); /* NULs: alien */
        if (marks.alien)
            marks.newlines &= (marks.alien & (0 - marks.alien)) - 1;
        for (; plain && marks.newlines; marks.newlines &= marks.newlines - 1) {
            lines.records += !blank;
            lines.count++;
            line = at + __builtin_ctzll(marks.newlines) + 1;
            plain = is_plain(line, end, &blank);
        }
        plain = plain && !marks.alien;
    }
    lines.bytes = (size_t)(line - s.ptr);
    return lines;
}

/* As wd_frame_line_opens() says line by line, from the last one back: only a body's own lines ask for the one before. */
static bool in_body_behind(struct wd_str lines, bool in_body)
{
    while (lines.len > 0) {
        struct wd_str before = wd_str_sub(lines, 0, lines.len - 1);
        size_t begins = wd_str_rfind_char(before, '\n') + 1;
        struct wd_str line = wd_str_from(before, begins);
        if (wd_frame_line_opens(line, false))
            return true;
        if (!wd_frame_line_opens(line, true))
            return false;
        lines = wd_str_sub(lines, 0, begins);
    }
    return in_body;
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
    frame->spoke =
        frame->spoke || !wd_frame_are_notices(wd_str_make(frame->window.ptr, lines->bytes));
    frame->in_body = in_body_behind(wd_str_make(frame->window.ptr, lines->bytes), frame->in_body);
    wd_window_skip(&frame->window, lines->bytes);
}

/* Those at the window's start, if the first may be plain. */
static struct wd_str whole_lines(const struct wd_window *window, size_t most)
{
    struct wd_str text = wd_str_make(window->ptr, window->len < most ? window->len : most);
    bool blank;

    if (!is_plain(text.ptr, text.ptr + text.len, &blank))
        return WD_STR_NONE;
    return wd_str_sub(text, 0, wd_str_rfind_char(text, '\n') + 1);
}

uint64_t wd_frame_pass_quiet(struct wd_frame *frame, wd_quiet_fn quiet, const void *context)
{
    uint64_t before = frame->report->records;

    wd_frame_leave(frame);
    if (!among_lines(frame))
        return 0;
    for (size_t most = FIRST_LOOK;; most = most < LAST_LOOK ? most * 2 : most) {
        struct wd_str text = whole_lines(&frame->window, most);
        size_t told = text.len > 0 ? quiet(context, text) : 0;
        struct lines lines = plain_lines(wd_str_sub(text, 0, told));

        pass_lines(frame, &lines);
        if (lines.bytes == 0 || lines.bytes < text.len)
            return frame->report->records - before;
    }
}
