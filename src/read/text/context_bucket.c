/* The bucket of a refusal that names none: what a copy's command, or its output above the refusal, tells of it. */
#include "read/text/around/around.h"
#include "read/text/carried.h"
#include "read/text/command.h"
#include "read/text/streams.h"
#include "read/text/text.h"
#include "whydenied/base/char.h"

enum { SIDE_NONE, SIDE_FROM, SIDE_TO };

/* Of a copy's two buckets objects are read in the first and made in the second; one may be deleted in either. */
static unsigned side_of(struct wd_str refusal)
{
    bool reads = wd_str_has(refusal, WD_STR("storage.objects.get"));
    bool makes = wd_str_has(refusal, WD_STR("storage.objects.create"));

    if (reads == makes || wd_str_has(refusal, WD_STR("storage.objects.delete")))
        return SIDE_NONE;
    return reads ? SIDE_FROM : SIDE_TO;
}

static struct wd_str bucket_at(struct wd_str s)
{
    size_t len = 0;

    while (wd_is_alnum(wd_str_at(s, len)) || wd_char_in(wd_str_at(s, len), "-_."))
        len++;
    return wd_str_sub(s, 0, len);
}

/* What the programs print of each object that they take up. */
static bool is_copied(struct wd_str line)
{
    static const char *const verbs[] = {"Copying ", "Removing ", "Moving "};

    return WD_STR_ANY(wd_str_starts, line, verbs);
}

/* "gs://A/x gs://B/" behind "cp", "Copying gs://A/x to gs://B/x": of two buckets the one on the refused side. */
static struct wd_str of_two(struct wd_str line, struct wd_str first, struct wd_str second,
                            unsigned side)
{
    struct wd_str head = wd_str_sub(line, 0, (size_t)(first.ptr - line.ptr));

    if (side == SIDE_NONE || wd_str_has(second, WD_STR("gs://")) ||
        !(wd_str_has(head, WD_STR(" cp ")) || wd_str_starts(line, WD_STR("Copying gs://"))))
        return WD_STR_NONE;
    return bucket_at(side == SIDE_FROM ? first : second);
}

/* The bucket of a line that copies to it, and the only one it names: "Copying file://a.bin to gs://B/a.bin", "+ gsutil cp a.bin
 * gs://B/", "uploading files to gs://B"; what is copied from it ("Copying gs://B/x...") is only read there. */
static struct wd_str copied_to(struct wd_str line, unsigned side)
{
    static const char *const signs[] = {"gsutil ", "gcloud storage ", "uploading "};
    static const struct wd_str scheme = {" gs://", 6};
    size_t at = wd_str_find(line, scheme), next;

    if (at == WD_NPOS || !(is_copied(line) || WD_STR_ANY(wd_str_has, line, signs)))
        return WD_STR_NONE;
    struct wd_str rest = wd_str_from(line, at + scheme.len);
    next = wd_str_find(rest, WD_STR("gs://"));
    if (next != WD_NPOS)
        return of_two(line, rest, wd_str_from(rest, next + 5), side);
    bool source = wd_str_starts(line, WD_STR("Copying gs://"));
    return source && side != SIDE_FROM ? WD_STR_NONE : bucket_at(rest);
}

/* "+ gsutil cp a gs://B/", and without a shell's mark, as runners echo what they run. */
static bool is_copy_called(struct wd_str line)
{
    static const char *const copies[] = {"gsutil cp ",         "gsutil -m cp ",
                                         "gsutil rsync ",      "gsutil -m rsync ",
                                         "gcloud storage cp ", "gcloud storage rsync "};
    const struct wd_str run = WD_STR("##[group]Run ");

    if (wd_str_starts(line, run))
        line = wd_str_from(line, run.len);
    return wd_command_called(line).len > 0 || WD_STR_ANY(wd_str_starts, line, copies);
}

/* "/ [0 files][    0.0 B/ 48.2 MiB]", "......": how far the copies are. */
static bool is_progress(struct wd_str line)
{
    static const char *const steps[] = {"....", "Building synchronization state",
                                        "Starting synchronization"};

    return WD_STR_ANY(wd_str_starts, line, steps) ||
           (line.len > 2 && wd_char_in(line.ptr[0], "/-\\|") && line.ptr[1] == ' ' &&
            line.ptr[2] == '[');
}

/* What the lines above a refusal tell of its bucket. */
struct above {
    struct wd_str name;
    bool called; /* by a command right above, or by what it printed of its copies */
    bool mixed;  /* copies of several buckets */
};

static void look_above(struct above *above, struct wd_str line, unsigned side)
{
    struct wd_str next = copied_to(line, side);
    bool same = next.len > 0 && wd_str_eq(next, above->name);
    bool copied = is_copied(line);

    if (line.len == 0 || is_progress(line))
        return;
    above->mixed = above->mixed || (copied && next.len > 0 && above->name.len > 0 && !same);
    if (is_copy_called(line) || (copied && next.len > 0))
        above->called = next.len > 0;
    else
        above->called = above->called && (same || copied);
    above->name = next.len > 0 ? next : above->name;
}

/* The line as a program printed it: behind carriers' marks, and behind the process, pod or rank that it comes from. What
 * somebody quotes stays quoted. */
static struct wd_str printed(struct wd_str line)
{
    struct wd_carried c = {.time = WD_TIME_NONE};

    if (wd_str_starts(line, WD_STR(">")))
        return wd_carried_bare(line, NULL);
    line = wd_carried_marks(&c, wd_carried_line(&c, wd_text_uncoloured(line)));
    return wd_str_trim(wd_text_uncoloured(wd_str_trim_left(wd_around_without_speaker(line))));
}

/* A mark of a job's, a container's or a step's name, of a process or a rank; a level is none. */
static bool names_branch(struct wd_str branch)
{
    static const char *const opens[] = {"[", "Step #"};
    static const char *const levels[] = {"info",  "warn",   "error", "debug",
                                         "fatal", "notice", "crit",  "trace"};

    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (wd_str_ihas(branch, levels[i]))
            return false;
    return WD_STR_ANY(wd_str_starts, branch, opens) || wd_str_ends(branch, WD_STR("| ")) ||
           wd_str_digits(branch, 0) > 0 || wd_around_without_speaker(branch).len < branch.len;
}

/* All lines above, or those alone that begin as the refusal's does. */
static struct above look_at_lines(struct wd_str before, unsigned side, struct wd_str branch)
{
    struct above above = {0};

    while (before.len > 0) {
        struct wd_str line = wd_str_cut(&before, '\n'), bare = printed(line);
        if (branch.len == 0 || wd_str_eq(wd_carried_branch(line, bare), branch))
            look_above(&above, bare, side);
    }
    return above;
}

/* Which bucket it was that a refusal says nothing of: the one of the command right above it, what that prints of its copies
 * apart; of another line it is likely, and no more. What jobs beside it copy is theirs, if its own lines name one. */
void wd_context_bucket(struct wd_reading *r, struct wd_str refusal)
{
    struct wd_str line = r->record->body;
    struct wd_str branch = wd_carried_branch(line, printed(line));
    struct above above = look_at_lines(r->record->before, side_of(refusal), branch);

    bool anothers = above.name.len == 0 && branch.len > 0;
    if (anothers)
        above = look_at_lines(r->record->before, side_of(refusal), WD_STR_NONE);
    if (above.name.len == 0)
        return;
    wd_event_set(r->event, WD_SLOT_BUCKET, above.name, WD_SOURCE_STREAM);
    bool go = wd_str_has(refusal, WD_STR("googleapi: ")); /* no answer of those tools */
    bool known = above.called && !above.mixed && !go && !(anothers && names_branch(branch));
    r->event->doubts |= known ? 0 : WD_DOUBT_READ;
}
