/* A text of several lines that tells of several failures: it is cut where a file of the same lines would be. */
#include "read/text/streams.h"
#include "read/text/text.h"

enum { PARTS_MAX = 16, ECHO_REACH = 8 * 1024 };

/* The message that a text's lines are in, as they would be in a file. */
struct parting {
    const struct wd_joiner *joiner; /* NULL: none is open */
    struct wd_message message;
    bool met; /* one has refused */
};

static bool refuses(struct wd_reading *r, struct wd_str line)
{
    return (r->groups & WD_WORD_MARKER) && wd_text_refuses(r, line);
}

/* Whether the line goes on with the message that is open. */
static bool goes_on(struct wd_reading *r, struct parting *p, struct wd_str line)
{
    enum wd_join verdict;

    if (!p->joiner)
        return false;
    verdict = wd_message_take(r, p->joiner, &p->message, line);
    if (wd_message_is_over(&p->message, verdict))
        p->joiner = NULL;
    return wd_join_takes(verdict);
}

static void begin(struct wd_reading *r, struct parting *p, struct wd_str line)
{
    struct wd_buf text = p->message.text;
    struct wd_message seed;
    const struct wd_joiner *joiner = wd_joiner_of(r, line, &seed);

    wd_buf_clear(&text);
    wd_buf_put(&text, line);
    p->joiner = joiner ? joiner : refuses(r, line) ? &wd_join_failure : NULL;
    p->message = joiner ? seed : (struct wd_message){.lines = 0};
    p->message.text = text;
    p->message.lines = 1;
}

/* What a line may repeat: not all of a long text, or many such lines would take for ever. */
static struct wd_str said_before(struct wd_str text, size_t at)
{
    size_t from = at > ECHO_REACH ? at - ECHO_REACH : 0;

    return wd_str_sub(text, from, at - from);
}

/* The record that the line would be in a file of such lines. */
static void place(struct wd_record *row, struct wd_str text, struct wd_str line)
{
    size_t at = (size_t)(line.ptr - text.ptr);
    size_t from = at > WD_AROUND_BEFORE ? at - WD_AROUND_BEFORE : 0;

    row->form = WD_RECORD_TEXT;
    row->body = line;
    row->before = wd_str_sub(text, from, at - from);
}

/* Where the second failure begins; the text's end if there is none. What repeats something said above is none. */
static size_t first_end(struct wd_reading *r, struct wd_str text)
{
    struct parting p = {.joiner = NULL};
    const struct wd_record *whole = r->record;
    struct wd_record row = *whole;
    struct wd_str rest = text;
    size_t end = text.len;

    /* cppcheck-suppress autoVariables ; until it is set back below */
    r->record = &row;
    wd_buf_init(&p.message.text, text.len + 1);
    while (rest.len > 0 && end == text.len) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        size_t at = (size_t)(line.ptr - text.ptr);
        place(&row, text, line);
        line = wd_text_uncarried(r, wd_text_unprefixed(r, line));
        r->groups = wd_screen_scan(&r->n->words.interest, line);
        bool met = p.met;
        p.met = p.met || refuses(r, line);
        if (goes_on(r, &p, line))
            continue;
        if (met && refuses(r, line) && !wd_text_echoes(line, said_before(text, at)))
            end = at;
        else if (!p.joiner)
            begin(r, &p, line);
    }
    wd_buf_done(&p.message.text);
    r->record = whole;
    return end;
}

/* A text with no room in a message is one failure; what it has no place for is told as not read. Of several failures none is
 * ready: what the text says before and behind them may be of each. */
struct wd_str wd_failure_first(struct wd_reading *r, struct wd_str text)
{
    struct wd_event event = *r->event; /* what stands before lines goes into it */
    struct wd_reading lines = *r;
    size_t end, parts = 0;

    lines.event = &event;
    if (text.len > WD_JOIN_BYTES_MAX)
        return text;
    end = first_end(&lines, text);
    for (size_t at = end, next; at < text.len && parts < PARTS_MAX; at = next, parts++) {
        next = at + first_end(&lines, wd_str_from(text, at));
        wd_streams_add_part(r, wd_str_trim(wd_str_sub(text, at, next - at)));
    }
    if (parts > 0)
        r->event->doubts |= WD_DOUBT_READ;
    if (parts == PARTS_MAX)
        r->n->failures = SIZE_MAX;
    return wd_str_sub(text, 0, end);
}

/* Is a line below the first an object by itself, behind whatever stands before it? */
static bool has_rows(struct wd_reading *r, struct wd_str text)
{
    struct wd_event event = *r->event;
    struct wd_reading lines = *r;
    struct wd_str rest = text;

    lines.event = &event;
    wd_str_cut(&rest, '\n');
    while (rest.len > 0) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        if (wd_str_ends(wd_str_trim(line), WD_STR("}")) && wd_str_has(line, WD_STR("{\"")) &&
            wd_failure_is_object(wd_text_uncarried(&lines, wd_text_unprefixed(&lines, line))))
            return true;
    }
    return false;
}

struct wd_str wd_failure_first_row(struct wd_reading *r, struct wd_str text)
{
    return has_rows(r, text) ? wd_failure_first(r, text) : text;
}
