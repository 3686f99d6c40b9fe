/* A service's sentence that leaves open what was refused: "… access to the Google Cloud Storage object.", "… denied on
 * resource (or it may not exist)". A name that stands in the same text is the refusal's if it stands in its sentence, in its
 * request, or in what led to it; any other one is a neighbour's: a config that was read, a copy that went well, a page of help. */
#include "names/doubt/doubt.h"

#include "whydenied/read.h"

/* The words that leave it open. */
static const char *const holes[] = {"access to the Google Cloud Storage ", "on resource (or ",
                                    "for resource (or "};
static const char not_exist[] = "may not exist)";

/* What an answer is wrapped in: by clients, by their stacks, by bodies of JSON. */
static const char *const wraps[] = {
    "access", "accessdenied", "account", "an", "and", "answer", "api", "attributes", "attrs",
    "blob", "body", "bucket", "but", "by", "bytes", "call", "cannot", "caused", "client", "close",
    "cloud", "code", "complete", "component", "config", "copy", "copying", "could", "create",
    "creating", "delete", "deleting", "denied", "desc", "destination", "details", "directory",
    "domain", "download", "encoding", "errors", "execute", "fail", "failed", "failure", "false",
    "fetch", "file", "for", "forbidden", "from", "generic", "get", "global", "google", "googleapi",
    "got", "head", "http", "in", "initiating", "insufficient", "key", "list", "listing", "location",
    "message", "metadata", "method", "ms", "msg", "non-2xx", "not", "null", "object", "objects",
    "of", "open", "opening", "options", "patch", "path", "performing", "permanent", "permission",
    "post", "put", "read", "reader", "reading", "reason", "received", "remote", "request",
    "response", "returned", "root", "rpc", "source", "server", "service", "stack", "stat", "status",
    "storage", "the", "to", "trace", "true", "unable", "unexpected", "upload", "uploadfile", "uri",
    "url", "user", "version", "when", "while", "with", "write", "writer", "writing", "xml",
    /* "Please make sure gs://b/x is accessible": BigQuery's own next sentence */
    "please", "make", "sure"};
/* Words of which what stands behind them is no part of what failed. */
static const char *const pointers[] = {"see", "e.g.", "(see", "example", "like", "cf."};
/* A line that names what comes next: what tools print of each thing that they take up, and commands. */
static const char *const announces[] = {"Copying ", "Removing ", "Moving ",  "Pushing ",
                                        "Pulling ", "The push ", "gcloud ",  "gsutil ",
                                        "bq ",      "docker ",   "Loading ", "Fetching "};

static bool is_end_of_word(char c)
{
    return (unsigned char)c <= ' ' || wd_char_in(c, "\"'`()[]<>,;|");
}

/* "200 OK": what was asked for there was answered, and what is refused below is another thing. */
static bool is_good_answer(struct wd_str word)
{
    static const char *const answers[] = {"200", "201", "204", "206", "OK"};

    return WD_STR_IN(word, answers);
}

/* "403", "google.api_core.exceptions.Forbidden", "PERMISSION_DENIED", "https://…", "POST". */
static bool is_wrap(struct wd_str word)
{
    struct wd_str letters = wd_str_letters(word);
    bool lower = false;

    for (size_t i = 0; i < letters.len; i++)
        lower = lower || wd_is_lower(letters.ptr[i]);
    return letters.len == 0 || !lower || WD_STR_IIN(letters, wraps) || wd_str_ihas(word, "error") ||
           wd_str_has(word, WD_STR("Exception")) || wd_str_ends(letters, WD_STR("Forbidden")) ||
           wd_str_has(word, WD_STR("://")) || wd_str_has(word, WD_STR("PermissionDenied")) ||
           wd_str_find_char(word, '/') != WD_NPOS;
}

/* "\tat com.acme.Main", "\t... 12 more". */
static bool is_frame(struct wd_str line)
{
    struct wd_str s = wd_str_trim_left(line);

    return s.ptr != line.ptr &&
           (wd_str_starts(s, WD_STR("at ")) || wd_str_starts(s, WD_STR("... ")));
}

/* Length of "is not configured correctly:" at the start: what is denied of the thing named before, and a colon that leads to why;
 * 0: none. */
static size_t denial_of_thing(struct wd_str s)
{
    enum { WORDS_MAX = 6 };
    static const char *const heads[] = {"is not configured ", "is not accessible",
                                        "is not writable",    "is not readable",
                                        "is not reachable",   "is not available"};
    struct wd_str rest = s;

    if (!WD_STR_ANY(wd_str_starts, s, heads))
        return 0;
    for (unsigned i = 0; i < WORDS_MAX && rest.len > 0; i++)
        if (wd_str_ends(wd_str_word(&rest), WD_STR(":")))
            return s.len - rest.len;
    return 0;
}

/* Nothing but an answer's wraps stands there. */
static bool only_wraps(struct wd_str gap)
{
    if (wd_str_has(gap, WD_STR("; ")))
        return false;
    while (gap.len > 0) {
        struct wd_str line = wd_str_cut(&gap, '\n');
        size_t len, denial;
        for (; line.len > 0 && !is_frame(line); line = wd_str_from(line, len + 1)) {
            if ((denial = denial_of_thing(line)) > 0)
                line = wd_str_from(line, denial);
            for (len = 0; len < line.len && !is_end_of_word(line.ptr[len]);)
                len++;
            struct wd_str word = wd_str_sub(line, 0, len);
            size_t equals = wd_str_find_char(word, '=');
            bool keyed = equals != WD_NPOS && equals > 0 && equals + 1 < word.len;
            if (!is_wrap(word) || is_good_answer(word) ||
                (keyed && !wd_str_has(word, WD_STR("Denied"))))
                return false;
        }
    }
    return true;
}

/* ---- what stands before the sentence ------------------------------------------------------------ */

static size_t line_start(struct wd_str text, size_t at)
{
    return wd_str_rfind_char(wd_str_sub(text, 0, at), '\n') + 1; /* WD_NPOS + 1: the first line */
}

/* Who or what the sentence begins with: the account, else the permission, else its line. */
static size_t sentence_start(const struct wd_event *event, struct wd_str text, size_t hole)
{
    size_t from = line_start(text, hole), first = hole;
    struct wd_str lead = wd_str_sub(text, from, hole - from);
    struct wd_str names[] = {event->slot[WD_SLOT_PRINCIPAL], event->slot[WD_SLOT_PERMISSION]};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t at = names[i].len > 0 ? wd_str_find(lead, names[i]) : WD_NPOS;
        first = at != WD_NPOS && from + at < first ? from + at : first;
    }
    return first < hole ? first : from;
}

/* A line that goes on below: it asks for the thing by its address and says no more, ends in a colon, fails, or tells what is
 * done next; Go's clients answer none of the tools that tell. The name's word stands behind `before`. */
static bool leads_on(struct wd_str line, struct wd_str before, struct wd_str gap)
{
    static const char *const addresses[] = {"/b/", "https://"};
    static const char *const fails[] = {"rror", "xception", "Forbidden", "ailed", "denied"};
    struct wd_str bare = wd_str_trim(line), rest = wd_str_from(line, before.len);
    struct wd_str name = wd_str_word(&rest);

    return (WD_STR_ANY(wd_str_has, name, addresses) && only_wraps(before)) ||
           wd_str_ends(bare, WD_STR(":")) || WD_STR_ANY(wd_str_has, bare, fails) ||
           (WD_STR_ANY(wd_str_has, bare, announces) && !wd_str_has(gap, WD_STR("googleapi: ")));
}

/* "Error copying object to gs://b/x:", "POST …/upload/storage/v1/b/b/o": what could not be read was not read there. What
 * could not be written was not asked for with GET. `name`: the word that it stands in. */
static bool is_other_side(const struct wd_event *event, struct wd_str before, struct wd_str name)
{
    static const char *const reads[] = {"storage.objects.get", "storage.objects.list",
                                        "storage.buckets.get"};
    static const char *const writes[] = {"storage.objects.create", "storage.objects.delete",
                                         "storage.objects.update"};
    static const char *const uploads[] = {"/upload/", "uploadType=", "upload_id="};
    static const char *const writing[] = {"PUT ", "DELETE "}, *const reading[] = {"GET ", "HEAD "};
    struct wd_str permission = event->slot[WD_SLOT_PERMISSION];

    if (WD_STR_IN(permission, reads))
        return WD_STR_ANY(wd_str_has, name, uploads) || WD_STR_ANY(wd_str_ends, before, writing) ||
               (wd_str_eqz(permission, reads[0]) && wd_str_ends(before, WD_STR(" to ")) &&
                wd_str_ihas(before, "copy"));
    return WD_STR_IN(permission, writes) && WD_STR_ANY(wd_str_ends, before, reading);
}

static bool is_pointed_at(struct wd_str before)
{
    struct wd_str lead = wd_str_trim(before), word = wd_last_part(lead, ' ');

    return WD_STR_IIN(word, pointers);
}

/* The name stands at `at`, its word ends at `end`, the sentence begins behind. */
static bool leads_to(const struct wd_event *event, struct wd_str text, size_t at, size_t end,
                     size_t sentence)
{
    size_t start = at, line = line_start(text, at);
    struct wd_str gap = wd_str_sub(text, end, sentence - end);
    bool below = wd_str_find_char(gap, '\n') != WD_NPOS;

    while (start > line && !is_end_of_word(text.ptr[start - 1]))
        start--;
    struct wd_str before = wd_str_sub(text, line, start - line);
    struct wd_str rest = wd_str_from(text, line);
    return only_wraps(gap) && !is_pointed_at(before) &&
           !is_other_side(event, before, wd_str_sub(text, start, end - start)) &&
           (!below || leads_on(wd_str_cut(&rest, '\n'), before, gap));
}

/* ---- together ---------------------------------------------------------------------------------- */

/* Where the sentence with the hole ends. */
static size_t sentence_end(struct wd_str text, size_t hole)
{
    struct wd_str rest = wd_str_from(text, hole), line = wd_str_cut(&rest, '\n');
    size_t end = wd_str_find(line, wd_str_of(not_exist)), dot = wd_str_find_char(line, '.');

    if (end != WD_NPOS)
        return hole + end + strlen(not_exist);
    return hole + (dot != WD_NPOS ? dot : line.len);
}

/* "Caused by: …IOException: failed to read gs://b/x", and below it the call that was answered: the same chain of exceptions. */
static bool is_of_chain(struct wd_str line, struct wd_str gap)
{
    static const struct wd_str head = {"Caused by: ", 11};
    static const char *const calls[] = {"GET https://", "POST https://", "PUT https://",
                                        "DELETE https://"};

    return wd_str_starts(line, head) ||
           (WD_STR_ANY(wd_str_starts, line, calls) && wd_str_has(gap, WD_STR("\nCaused by: ")));
}

/* What is told in the margin of a name there: "wrote status", "(diagnostics uploaded)". Then it went well. */
static bool tells_success(struct wd_str block)
{
    static const char *const words[] = {"uploaded", "wrote", "written",   "saved", "copied",
                                        "stored",   "ok",    "succeeded", "done"};
    struct wd_str first = wd_str_cut(&block, '\n');

    for (struct wd_str line = first; line.len > 0; line = wd_str_cut(&block, '\n')) {
        if (line.ptr != first.ptr && wd_str_trim_left(line).ptr == line.ptr)
            return false;
        for (struct wd_str rest = line; rest.len > 0;) {
            struct wd_str word = wd_str_letters(wd_str_word(&rest));
            if (WD_STR_IIN(word, words))
                return true;
        }
    }
    return false;
}

/* "… when reading gs://b/x" behind the sentence; on lines below, among what the client prints of its request or stack: a line
 * that begins at the margin is another message. */
static bool follows(struct wd_str text, size_t at, size_t last)
{
    const size_t start = line_start(text, at);
    char margin = wd_str_at(text, start);
    struct wd_str gap = wd_str_sub(text, last, at - last);

    if (start > last && tells_success(wd_str_from(text, at)))
        return false;
    return only_wraps(gap) && (start <= last || margin == ' ' || margin == '\t' || margin == '#' ||
                               is_of_chain(wd_str_from(text, start), gap));
}

/* One of the name's places in the text is the refusal's own. */
static bool answers(const struct wd_event *event, struct wd_str text, struct wd_str name,
                    size_t hole)
{
    size_t sentence = sentence_start(event, text, hole), last = sentence_end(text, hole);

    for (size_t at = 0, found; (found = wd_str_find(wd_str_from(text, at), name)) != WD_NPOS;) {
        at += found;
        size_t end = at + name.len;
        while (end < text.len && (!is_end_of_word(text.ptr[end]) || text.ptr[end] == ','))
            end++;
        if (at >= sentence ? at < last || follows(text, at, last)
                           : end <= sentence && leads_to(event, text, at, end, sentence))
            return true;
        at += name.len;
    }
    return false;
}

/* What the command would name, as words tell it; empty: a field does, or nothing. */
static struct wd_str name_of(const struct wd_event *event, const struct wd_object *on)
{
    static const enum wd_slot slots[] = {WD_SLOT_BUCKET, WD_SLOT_REPOSITORY, WD_SLOT_KEY};

    if (event->slot[WD_SLOT_RESOURCE].len > 0) {
        bool project = !on->type || strcmp(on->type, "project") == 0;
        enum wd_source source = (enum wd_source)event->source[WD_SLOT_RESOURCE];
        return project || source == WD_SOURCE_FIELD || source == WD_SOURCE_DETAIL ? WD_STR_NONE
                                                                                  : on->leaf;
    }
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (event->slot[slots[i]].len > 0)
            return event->source[slots[i]] == WD_SOURCE_FIELD ||
                           event->source[slots[i]] == WD_SOURCE_DETAIL
                       ? WD_STR_NONE
                       : event->slot[slots[i]];
    return WD_STR_NONE;
}

/* The first hole at or behind `from`. */
static size_t next_hole(struct wd_str text, size_t from)
{
    size_t best = WD_NPOS;

    for (size_t i = 0; i < sizeof holes / sizeof *holes; i++) {
        size_t at = wd_str_find(wd_str_from(text, from), wd_str_of(holes[i]));
        best = at < best ? at : best;
    }
    return best == WD_NPOS ? best : from + best;
}

void wd_doubt_unnamed(struct wd_event *event, const struct wd_object *on)
{
    struct wd_str name = name_of(event, on);
    bool beside = false;

    for (size_t i = 0; i < event->text_count && name.len > 0; i++) {
        struct wd_str text = event->texts[i].s;
        if (!wd_str_has(text, name))
            continue;
        for (size_t at = next_hole(text, 0); at != WD_NPOS; at = next_hole(text, at + 1)) {
            if (answers(event, text, name, at))
                return;
            beside = true;
        }
    }
    event->doubts |= beside ? WD_DOUBT_READ : 0;
}
