/* Running text: a line as a record of its own, or the message inside one.
 *
 * Off come colours and the prefixes of whoever carried the line (text_prefix.c); a JSON object
 * behind the prefix is read as what it is; what remains is offered to the rules if it holds a
 * marker word. Nothing here decides a denial. */
#include "read/text/text.h"

#include "read/alibaba.h"
#include "read/text/command.h"
#include "read/text/rows.h"
#include "read/text/streams.h"

static bool starts(struct wd_str s, const char *z)
{
    return wd_str_starts(s, wd_str_of(z));
}

static enum wd_dialect dialect_of(struct wd_reading *r, struct wd_str line)
{
    if (starts(line, "wandb:") || starts(line, "wandb.errors") ||
        (wd_str_find_char(line, '&') != WD_NPOS && wd_str_has(line, WD_STR("W&B API"))))
        return WD_DIALECT_WANDB_LOG;
    if (starts(line, "Step #") ||
        (wd_str_find_char(line, '(') != WD_NPOS && wd_str_has(line, WD_STR("(gcloud.builds"))))
        return WD_DIALECT_CLOUD_BUILD;
    return wd_streams_dialect(r) == WD_DIALECT_CLOUD_BUILD ? WD_DIALECT_CLOUD_BUILD
                                                           : WD_DIALECT_TEXT;
}

void wd_text_set_dialect(struct wd_reading *r, struct wd_str line)
{
    struct wd_event *event = r->event;
    enum wd_dialect dialect = dialect_of(r, line);

    if (event->dialect != WD_DIALECT_UNKNOWN && event->dialect != WD_DIALECT_TEXT)
        return; /* the record said what it is */
    event->dialect = dialect;
    if (dialect == WD_DIALECT_WANDB_LOG)
        event->system = WD_SYSTEM_WANDB;
    if (dialect == WD_DIALECT_CLOUD_BUILD)
        event->system = WD_SYSTEM_CLOUD_BUILD;
}

/* The record around the line said what it is; the object inside only adds facts. An attempt of Scheduler's is one, whoever
 * hands it on: its fields say nothing to rules that do not know them. */
static void keep_outer(struct wd_event *event, enum wd_dialect dialect, enum wd_system system)
{
    if (dialect == WD_DIALECT_UNKNOWN || dialect == WD_DIALECT_TEXT ||
        event->dialect == WD_DIALECT_SCHEDULER)
        return;
    event->dialect = dialect;
    event->system = system;
}

/* `{"`, or with blanks and newlines between the two. */
static size_t object_at(struct wd_str s)
{
    for (size_t at = 0; at < s.len; at++) {
        size_t i = at + 1;
        if (s.ptr[at] != '{')
            continue;
        while (i < s.len && wd_char_in(s.ptr[i], " \t\r\n"))
            i++;
        if (i < s.len && s.ptr[i] == '"')
            return at;
    }
    return WD_NPOS;
}

/* `"{""a"": 1}",…`: the cell of a CSV export, its quotes single again, up to where the cell ends. */
static struct wd_str cell_of(struct wd_arena *arena, struct wd_str s)
{
    char *cell =
        wd_str_starts(wd_str_from(s, 1), WD_STR("\"\"")) ? wd_arena_alloc(arena, s.len) : NULL;
    size_t len = 0;

    for (size_t i = 0; cell && i < s.len; i++) {
        bool quote = s.ptr[i] == '"';
        if (quote && (i + 1 == s.len || s.ptr[i + 1] != '"'))
            break;
        cell[len++] = s.ptr[i];
        i += quote;
    }
    return cell ? wd_str_make(cell, len) : WD_STR_NONE;
}

/* The object that begins at `at`: to the end of the line, or of a column; of many lines, to its last bracket. */
static struct wd_str object_from(struct wd_reading *r, struct wd_str s, size_t at)
{
    struct wd_str cell = cell_of(r->arena, wd_str_from(s, at));
    size_t end = wd_str_rfind_char(s, '}'), tab = wd_str_find(wd_str_from(s, at), WD_STR("}\t"));

    if (cell.len > 0)
        return cell;
    if (tab != WD_NPOS)
        return wd_str_sub(s, at, tab + 1);
    if (end == WD_NPOS || end < at || (end + 1 != s.len && wd_str_find_char(s, '\n') == WD_NPOS))
        return WD_STR_NONE;
    return wd_str_sub(s, at, end + 1 - at);
}

/* What an API answered, as much the client's as the line before it. */
static bool is_answer(struct wd_reading *r)
{
    return wd_google_error_recognise(r) || wd_bare_detail_recognise(r) ||
           wd_there(wd_jv_get(r->root, "AccessDeniedDetail"));
}

/* An object at the end of the line, behind whatever prefix a logger chose. Error bodies are part
 * of a sentence that tells what was tried; entries behind a prefix are not. */
bool wd_read_json_part(struct wd_reading *r, struct wd_str line)
{
    struct wd_str s = wd_str_trim(line);
    size_t at = object_at(s);
    struct wd_jv v;

    if (at == WD_NPOS || r->level >= WD_UNWRAP_MAX)
        return false;
    v = wd_parse_text(r, object_from(r, s, at));
    if (wd_jv_type(v) != WD_JSON_OBJECT)
        return false;
    enum wd_dialect dialect = r->event->dialect;
    enum wd_system system = r->event->system;
    struct wd_reading inner = *r;
    inner.root = v;
    inner.level++;
    bool error = is_answer(&inner);
    inner.voice = error ? r->voice : WD_VOICE_APPLICATION; /* whatever it claims to be */
    inner.in_text = true;
    if (!wd_read_known(&inner))
        return false;
    bool body = r->event->dialect == WD_DIALECT_ALIBABA_LOG || error;
    if (body && at > 0 && r->event->kind != WD_KIND_OTHER)
        wd_event_add_text(r->event, s, WD_TEXT_DETAIL);
    /* A whole entry in an entry's text: its labels are a program's word, beside the project that the text lies in. */
    if (dialect == WD_DIALECT_GCP_LOG && wd_jv_str(wd_jv_get(v, "logName")).len > 0)
        r->event->doubts |= WD_DOUBT_READ;
    if (r->event->dialect == WD_DIALECT_ALIBABA_LOG && at > 0)
        wd_alibaba_called(&inner, wd_str_sub(s, 0, at));
    keep_outer(r->event, dialect, system);
    *r = inner;
    return true;
}

/* A HEAD request's error has no body: OSS puts it into a header, in base64. */
static struct wd_str header_decoded(struct wd_reading *r, struct wd_str line)
{
    size_t at = wd_str_ifind(line, "x-oss-err");
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(line, at + 9);

    rest = wd_str_trim_left_of(rest, " \t:='\"");
    size_t len = 0;
    while (len < rest.len && !wd_char_in(rest.ptr[len], " \t\r\n'\",;}"))
        len++;
    struct wd_str xml = wd_base64_decoded(r->arena, wd_str_sub(rest, 0, len));
    return wd_str_has(xml, WD_STR("<Error>")) ? xml : line;
}

/* Most lines end here: no word of interest, and no message open that they could belong to. */
static bool is_dull(struct wd_reading *r, struct wd_str line, unsigned groups)
{
    if (groups || (wd_streams_open_count(r->n->streams) > 0 && !wd_streams_pass(r, line)))
        return false;
    if (r->event->dialect == WD_DIALECT_UNKNOWN)
        r->event->dialect = WD_DIALECT_TEXT;
    return true;
}

/* A member of a pretty-printed object (`"reason": "IAM_PERMISSION_DENIED",`): part of a refusal
 * told elsewhere, and nothing on its own unless a rule says so. */
static bool is_fragment(struct wd_str line)
{
    line = wd_str_trim_left_of(line, " \t|");
    if (wd_str_starts(line, WD_STR("\xe2\x94\x82"))) /* Terraform's frame */
        line = wd_str_trim(wd_str_from(line, 3));
    return wd_text_is_member(line);
}

/* `"message":"pods is forbidden: …`: a member that holds what a service said is a sentence, wherever it is cut off. */
static bool holds_sentence(struct wd_str line)
{
    static const char *const keys[] = {
        "\"message\":", "\"msg\":", "\"error\":", "\"errorMessage\":"};
    static const char *const names[] = {"", "message", "msg", "error", "errorMessage"};
    struct wd_str name, value = wd_text_member(wd_str_trim(line), &name);

    if (WD_STR_IN(name, names) && wd_str_find_char(value, ' ') != WD_NPOS)
        return true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t at = wd_str_find(line, wd_str_of(keys[i]));
        if (at != WD_NPOS &&
            wd_str_find_char(wd_str_trim(wd_str_from(line, at + strlen(keys[i]))), ' ') != WD_NPOS)
            return true;
    }
    return false;
}

void wd_text_settle_fragment(struct wd_event *event, struct wd_str line)
{
    if (is_fragment(line) && !holds_sentence(line))
        event->has_cloud_token = false;
}

void wd_read_told(struct wd_reading *r, struct wd_str line)
{
    struct wd_event *event = r->event;

    line = wd_text_without_written_breaks(r, line);
    wd_text_set_dialect(r, line);
    wd_event_add_text(event, line, WD_TEXT_MESSAGE);
    wd_judge_texts(r);
    if (event->kind == WD_KIND_OTHER) {
        event->text_count = 0;
        return;
    }
    wd_text_settle_fragment(event, line);
    wd_text_facts(r, line);
}

/* A refusal in a line of a text file may be the first of many lines. */
static bool hold_back(struct wd_reading *r, struct wd_str line)
{
    if (r->joined || (r->record->form != WD_RECORD_TEXT && !r->printed))
        return false;
    if (is_fragment(line) && !((r->groups & WD_WORD_MARKER) && wd_text_refuses(r, line)))
        return false;
    bool begins = (r->groups & WD_WORD_MARKER) && wd_text_refuses(r, line);
    if (!begins &&
        (((r->groups & WD_WORD_MARKER) && wd_failure_announced(r, line)) ||
         ((r->groups & WD_WORD_COMMAND) && (wd_command_is(line) || wd_command_waits(line))))) {
        r->looked = (struct wd_looked){r->groups & WD_WORD_MARKER, 0, 0};
        begins = true;
    }
    if (!begins)
        return false;
    wd_context_above(r, line);
    wd_streams_recall(r);
    return wd_streams_open(r, &wd_join_failure, line);
}

/* The body of an answer on the line of text that tells of it: read when the failure is complete. */
static bool is_told_with_body(struct wd_str line)
{
    return wd_str_has(line, WD_STR("\"error\"")) && !wd_str_has(line, WD_STR("\"logName\"")) &&
           !wd_str_has(line, WD_STR("\"protoPayload\""));
}

/* What a page's references hid, or stars set apart, may open a message, too. */
static struct wd_str unreferred(struct wd_reading *r, struct wd_str line)
{
    struct wd_str plain = wd_text_unreferred(r->arena, line);

    if (r->groups != 0)
        plain = wd_text_unstressed(r->arena, plain);
    if ((r->groups & WD_WORD_MARKER) && !(r->groups & WD_WORD_JSON))
        plain = wd_text_without_written_letters(r->arena, plain);

    if (plain.ptr != line.ptr)
        r->groups |= wd_screen_scan(&r->n->words.interest, plain);
    return plain;
}

/* It says nothing, nor did anything before it in its record: what is asked of lines below would find nothing in it. What
 * carriers put before it may have hidden a word. */
static bool passes_by(struct wd_reading *r, struct wd_str line, struct wd_str carried)
{
    if (r->groups != 0 || r->event->text_count > 0 || r->event->kind != WD_KIND_OTHER ||
        line.ptr != carried.ptr || line.len != carried.len)
        return false;
    wd_text_set_dialect(r, line);
    return true;
}

/* JSON behind the words, or below them: then they wait for it. What stands around a refusal in it tells of it as of any. */
static bool takes_json(struct wd_reading *r, struct wd_str line, bool whole)
{
    if (!whole && is_told_with_body(line) && line.ptr[0] != '{' && hold_back(r, line))
        return true;
    if (!wd_read_json_part(r, line))
        return false;
    wd_text_doubt_around(r);
    return true;
}

/* What is told of the lines around it, unless it refuses as well: a text of several lines may, in any of them. */
static bool is_context(struct wd_reading *r, struct wd_str line, bool whole)
{
    return wd_context_read(r, line) && !(whole && (r->groups & WD_WORD_MARKER)) &&
           !wd_text_refuses(r, line);
}

/* A line that neither opens a message nor only names things: what it says of a refusal. */
static void read_telling(struct wd_reading *r, struct wd_str line, unsigned groups, bool whole)
{
    if (groups & WD_WORD_COMMAND && wd_command_leaves(line))
        wd_streams_forget(r, WD_SLOT_HOST);
    if (groups & WD_WORD_STRONG && !whole)
        line = wd_context_announced(r, wd_text_addressed(r, line));
    if (!whole && (groups & WD_WORD_MARKER) && wd_text_is_reasoned_below(r, line)) {
        r->event->kind = WD_KIND_CONTEXT;
        return;
    }
    if (!whole && hold_back(r, line))
        return;
    wd_read_told(r, line);
    if (r->event->kind != WD_KIND_OTHER)
        wd_streams_recall(r);
}

void wd_read_whole_line(struct wd_reading *r, struct wd_str line)
{
    const struct wd_str carried = line;
    unsigned groups = wd_screen_scan(&r->n->words.interest, line);
    bool whole;

    r->groups = groups;
    if (is_dull(r, line, groups))
        return;
    line = unreferred(r, wd_text_uncarried(r, line));
    groups = r->groups;
    whole = wd_str_find_char(line, '\n') != WD_NPOS;
    if (!whole && (groups != 0 || wd_streams_open_count(r->n->streams) > 0))
        line = wd_text_without_stage(line, wd_text_stage(r->record));
    if (!whole && (wd_streams_go_on(r, line) || passes_by(r, line, carried)))
        return;
    if (whole && (groups & WD_WORD_JSON) && (groups & WD_WORD_MARKER))
        line = wd_failure_first_row(r, line);
    if ((groups & WD_WORD_JSON) && takes_json(r, line, whole))
        return;
    if (whole && (groups & WD_WORD_MARKER))
        line = wd_failure_first(r, wd_failure_unfolded(r, line));
    if (groups & WD_WORD_HEADER)
        line = header_decoded(r, line);
    wd_text_set_dialect(r, line);
    if (whole && (groups & WD_WORD_OPENS) && wd_streams_whole(r, line)) {
        wd_streams_recall(r);
        return;
    }
    if (!whole && (groups & WD_WORD_OPENS) && wd_streams_begin(r, line))
        return;
    if ((groups & WD_WORD_CONTEXT) && is_context(r, line, whole)) {
        r->event->kind = WD_KIND_CONTEXT;
        wd_streams_recall(r);
        return;
    }
    read_telling(r, line, groups, whole);
}

void wd_read_line(struct wd_reading *r, struct wd_str line)
{
    wd_rows_note(r, line);
    if (wd_streams_open_count(r->n->streams) > 0 && wd_streams_continue(r, &wd_join_partial, line))
        return;
    if (!r->partial || !wd_streams_open(r, &wd_join_partial, line))
        wd_read_whole_line(r, line);
}

void wd_read_text(struct wd_reading *r, struct wd_str text)
{
    if (r->event->dialect == WD_DIALECT_UNKNOWN)
        r->event->dialect = WD_DIALECT_TEXT;
    wd_speak(r, WD_VOICE_CLIENT);
    wd_text_hear(r);
    text = wd_text_plain(r->arena, text);
    wd_read_line(r, wd_text_unprefixed(r, text));
}
