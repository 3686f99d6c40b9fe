/* Two buckets in one text: a copy names where it reads and where it writes, a job what it was given and what it makes.
 * Which of them refused is told by the refusing sentence, or by the call: of a rewrite, objects are read in the
 * first and written in the second (by the page of Objects: rewrite). Where neither tells, nothing is ready to run. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"
#include "whydenied/names.h"
#include "whydenied/names/ident.h"

static bool is_bucket_byte(char c)
{
    return wd_is_word(c) || c == '-' || c == '.';
}

/* The bucket's name that the text begins with; a dot at its end is the sentence's. */
static struct wd_str bucket_at(struct wd_str s)
{
    size_t len = 0;

    while (len < s.len && is_bucket_byte(s.ptr[len]))
        len++;
    while (len > 0 && s.ptr[len - 1] == '.')
        len--;
    s = wd_str_sub(s, 0, len);
    return wd_ident_ok(WD_IDENT_BUCKET, s) ? s : WD_STR_NONE;
}

/* ---- what names a bucket ----------------------------------------------------------------------- */

/* The first bucket that is neither of the two; empty: none. */
static struct wd_str another(struct wd_str text, struct wd_str one, struct wd_str two)
{
    static const char *const marks[] = {"gs://", "/b/", "projects/_/buckets/",
                                        "storage.cloud.google.com/",
                                        "Google Cloud Storage file: /"}; /* Firestore's exports */

    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        struct wd_str mark = wd_str_of(marks[m]), rest = text;
        for (size_t at; (at = wd_str_find(rest, mark)) != WD_NPOS;) {
            struct wd_str bucket;
            rest = wd_str_from(rest, at + mark.len);
            bucket = bucket_at(rest);
            if (bucket.len > 0 && !wd_str_eq(bucket, one) && !wd_str_eq(bucket, two))
                return bucket;
        }
    }
    return WD_STR_NONE;
}

/* Between a permission and the bucket that it was refused on stand no other words than these. */
static bool leads_to_bucket(struct wd_str gap)
{
    static const char *const words[] = {
        "access",  "to",       "the",    "on",      "in",       "for",     "of",
        "google",  "cloud",    "gcs",    "storage", "object",   "objects", "bucket",
        "buckets", "resource", "denied", "gs",      "projects", "_",       "permission",
        "or",      "it",       "may",    "not",     "exist",    "b",       "x2f",
        "n",       "name",     "has",    "been",    "missing"};

    if (wd_str_has(gap, WD_STR(". ")) || wd_str_has(gap, WD_STR(".\n")))
        return false;
    for (size_t i = 0, from; i < gap.len; i++) {
        for (from = i; i < gap.len && wd_is_word(gap.ptr[i]);)
            i++;
        struct wd_str word = wd_str_sub(gap, from, i - from);
        if (word.len > 0 && !WD_STR_IIN(word, words))
            return false;
    }
    return true;
}

/* "storage.objects.get access to gs://NAME", "… denied on resource projects/_/buckets/NAME", "… on bucket NAME". */
static bool says_bucket(struct wd_str text, struct wd_str permission, struct wd_str bucket)
{
    for (size_t at; (at = wd_str_find(text, permission)) != WD_NPOS;) {
        text = wd_str_from(text, at + permission.len);
        size_t there = wd_str_find(text, bucket);
        if (there == WD_NPOS)
            return false;
        if (wd_str_eq(bucket_at(wd_str_from(text, there)), bucket) &&
            leads_to_bucket(wd_str_sub(text, 0, there)))
            return true;
    }
    return false;
}

/* ---- the call's own two ------------------------------------------------------------------------ */

/* "/b/SRC/o/X/rewriteTo/b/DST/o/Y": what each is. */
static bool read_copy(struct wd_str text, struct wd_str *ret_from, struct wd_str *ret_to)
{
    static const char *const verbs[] = {"/rewriteTo/b/", "/copyTo/b/"};
    size_t at = WD_NPOS, start;
    struct wd_str verb = WD_STR_NONE, path;

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs && at == WD_NPOS; i++) {
        verb = wd_str_of(verbs[i]);
        at = wd_str_find(text, verb);
    }
    if (at == WD_NPOS)
        return false;
    path = wd_str_sub(text, 0, at);
    for (start = at; start > 0 && (unsigned char)path.ptr[start - 1] > ' ';)
        start--;
    path = wd_str_from(path, start);
    start = wd_str_find(path, WD_STR("/b/"));
    *ret_from = start == WD_NPOS ? WD_STR_NONE : bucket_at(wd_str_from(path, start + 3));
    *ret_to = bucket_at(wd_str_from(text, at + verb.len));
    return ret_from->len > 0 && ret_to->len > 0;
}

/* "gsutil cp gs://SRC/x gs://DST/", "gcloud storage mv …": a line that calls for a copy of one to another. */
static bool read_command(struct wd_str text, struct wd_str *ret_from, struct wd_str *ret_to)
{
    static const char *const programs[] = {"gsutil ", "gcloud storage "};
    static const char *const verbs[] = {" cp ", " mv ", " rsync "};
    static const struct wd_str scheme = {" gs://", 6};

    while (text.len > 0) {
        struct wd_str line = wd_str_cut(&text, '\n');
        size_t first = wd_str_find(line, scheme), last = first;
        for (size_t next = first; next != WD_NPOS; last += next == WD_NPOS ? 0 : next + 1)
            next = wd_str_find(wd_str_from(line, last + 1), scheme);
        if (first == last || !WD_STR_ANY(wd_str_has, line, programs) ||
            !WD_STR_ANY(wd_str_has, wd_str_sub(line, 0, first + 1), verbs))
            continue;
        *ret_from = bucket_at(wd_str_from(line, first + scheme.len));
        *ret_to = bucket_at(wd_str_from(line, last + scheme.len));
        return ret_from->len > 0 && ret_to->len > 0;
    }
    return false;
}

static bool all_are(const struct wd_event *event, const char *const *names, size_t count)
{
    for (size_t i = 0; i < event->permission_count; i++) {
        bool known = false;
        for (size_t k = 0; k < count; k++)
            known = known || wd_str_eqz(event->permissions[i].name, names[k]);
        if (!known)
            return false;
    }
    return event->permission_count > 0;
}

/* "mv": once it is copied a thing is deleted where it was, and before that what it is written over. */
static bool is_moved(const struct wd_event *event, struct wd_str text)
{
    static const char *const moves[] = {" mv gs://", " mv -", "Moving gs://"};
    static const char *const deletes[] = {"storage.objects.delete"};

    return all_are(event, deletes, 1) && WD_STR_ANY(wd_str_has, text, moves);
}

/* Which of the two the permissions are about; empty: both, or that is not known. */
static struct wd_str side_of(const struct wd_event *event, struct wd_str from, struct wd_str to)
{
    static const char *const writes[] = {"storage.objects.create", "storage.objects.delete"};
    static const char *const reads[] = {"storage.objects.get"};

    if (all_are(event, writes, sizeof writes / sizeof *writes))
        return to;
    return all_are(event, reads, sizeof reads / sizeof *reads) ? from : WD_STR_NONE;
}

static void choose(struct wd_event *event, struct wd_str bucket, struct wd_arena *arena)
{
    struct wd_str name =
        wd_arena_concat(arena, (const struct wd_str[]){WD_STR("projects/_/buckets/"), bucket}, 2);

    wd_event_unset(event, WD_SLOT_RESOURCE);
    wd_event_unset(event, WD_SLOT_BUCKET);
    wd_event_set(event, WD_SLOT_RESOURCE, name, WD_SOURCE_WRAPPER);
    wd_event_set(event, WD_SLOT_BUCKET, bucket, WD_SOURCE_WRAPPER);
}

/* ---- together ---------------------------------------------------------------------------------- */

static bool is_by_field(const struct wd_event *event, enum wd_slot slot)
{
    return event->source[slot] == WD_SOURCE_FIELD || event->source[slot] == WD_SOURCE_DETAIL;
}

/* The bucket that text alone names; empty: a field does, or something else than a bucket was refused. */
static struct wd_str chosen_bucket(const struct wd_event *event, struct wd_arena *arena)
{
    struct wd_str resource = event->slot[WD_SLOT_RESOURCE];
    struct wd_object object;

    if (is_by_field(event, WD_SLOT_RESOURCE))
        return WD_STR_NONE;
    for (size_t i = 0; i < event->permission_count; i++)
        if (!wd_str_starts(event->permissions[i].name, WD_STR("storage.")))
            return WD_STR_NONE;
    if (event->permission_count == 0)
        return WD_STR_NONE;
    if (resource.len == 0)
        return is_by_field(event, WD_SLOT_BUCKET) ? WD_STR_NONE : event->slot[WD_SLOT_BUCKET];
    wd_resource_canonical(resource, WD_STR("storage.googleapis.com"), arena, &object);
    return object.type && strcmp(object.type, "bucket") == 0 ? object.leaf : WD_STR_NONE;
}

static bool is_said(const struct wd_event *event, struct wd_str bucket)
{
    for (size_t i = 0; i < event->text_count; i++)
        for (size_t p = 0; p < event->permission_count; p++)
            if (says_bucket(event->texts[i].s, event->permissions[p].name, bucket))
                return true;
    return false;
}

static bool is_told_beside(const struct wd_event *event, struct wd_str one, struct wd_str two)
{
    for (size_t i = 0; i < event->text_count; i++)
        if (another(event->texts[i].s, one, two).len > 0)
            return true;
    return false;
}

/* The text refuses on another bucket too: two needs, or two answers. */
static bool is_said_beside(const struct wd_event *event, struct wd_str bucket)
{
    struct wd_str other = WD_STR_NONE;

    for (size_t i = 0; i < event->text_count && other.len == 0; i++)
        other = another(event->texts[i].s, bucket, bucket);
    return other.len > 0 && is_said(event, other);
}

/* Of a copy's two buckets the one that the permission is about. */
static struct wd_str copied(const struct wd_event *event)
{
    struct wd_str from, to;

    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str text = event->texts[i].s;
        if (read_copy(text, &from, &to) || read_command(text, &from, &to))
            return is_told_beside(event, from, to) || is_moved(event, text)
                       ? WD_STR_NONE
                       : side_of(event, from, to);
    }
    return WD_STR_NONE;
}

/* The one bucket that a text names whose refusal names none ("Error accessing gs://b/x", and below it the answer): it
 * stands beside the sentence, not in it. Empty: none, several, or a bucket is not what was refused. */
static struct wd_str only_bucket(const struct wd_event *event)
{
    struct wd_str found = WD_STR_NONE;

    if (event->slot[WD_SLOT_RESOURCE].len > 0 || event->slot[WD_SLOT_BUCKET].len > 0 ||
        event->permission_count == 0)
        return WD_STR_NONE;
    for (size_t i = 0; i < event->permission_count; i++)
        if (!wd_str_starts(event->permissions[i].name, WD_STR("storage.objects.")) &&
            !wd_str_eqz(event->permissions[i].name, "storage.buckets.get"))
            return WD_STR_NONE;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str bucket = another(event->texts[i].s, found, found);
        if (bucket.len > 0 && found.len > 0)
            return WD_STR_NONE;
        if (bucket.len > 0 && another(event->texts[i].s, bucket, bucket).len > 0)
            return WD_STR_NONE;
        found = bucket.len > 0 ? bucket : found;
    }
    return found;
}

/* ".../storage/v1/b/B/o/x": the address that a client asked, which its library prints beside the answer. */
static bool is_asked(const struct wd_event *event, struct wd_str bucket)
{
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str rest = event->texts[i].s;
        for (size_t at; (at = wd_str_find(rest, WD_STR("/storage/v1/b/"))) != WD_NPOS;) {
            rest = wd_str_from(rest, at + strlen("/storage/v1/b/"));
            if (wd_str_starts(rest, bucket) && wd_char_in(wd_str_at(rest, bucket.len), "/?'\""))
                return true;
        }
    }
    return false;
}

void wd_evidence_settle_places(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_str bucket = chosen_bucket(event, arena), side;

    if (bucket.len == 0 && (side = only_bucket(event)).len > 0) {
        choose(event, side, arena);
        event->doubts |= is_asked(event, side) ? 0 : WD_DOUBT_READ;
    }
    if (bucket.len == 0 || !is_told_beside(event, bucket, bucket))
        return;
    if (is_said(event, bucket)) {
        event->doubts |= is_said_beside(event, bucket) ? WD_DOUBT_PERMISSION : 0;
        return;
    }
    side = copied(event);
    if (side.len > 0)
        choose(event, side, arena);
    else
        event->doubts |= WD_DOUBT_READ;
}
