/* What the texts of an event tell of: the best of their refusals, and the other parties that sentences of it name. */
#include "whydenied/names/said.h"

#include "names/evidence.h"
#include "whydenied/read.h"

/* A sentence alone, and the text around it, tell of one refusal: what was tried, on what, by whom. */
static void fill_in(struct wd_refusal *best, const struct wd_refusal *found)
{
    if (found->kind == best->kind && found->permission_count > 0 && best->permission_count > 0)
        wd_refusal_fill(best, found);
}

/* A sentence that says by itself who was refused what, and does not tell of somebody's token, whom two names belong to. */
static bool is_whole(const struct wd_refusal *r)
{
    return r->kind == WD_REFUSAL_PERMISSION && r->permission_count > 0 && !r->derived &&
           r->said >= WD_SAID_FOR && r->said != WD_SAID_EXECUTED && r->act_as.len == 0 &&
           r->caller.len == 0 && wd_str_find_char(r->subject, '@') != WD_NPOS;
}

static bool is_known(const struct wd_said_parties *parties, struct wd_str subject)
{
    for (size_t i = 0; i < parties->count; i++)
        if (wd_str_ieq(parties->party[i].subject, subject))
            return true;
    return false;
}

/* The best refusal's first; if it says nothing by itself, nobody can be told from it. */
static void part_parties(const struct wd_event *event, struct wd_refusal *const *found,
                         const struct wd_refusal *best, struct wd_said_parties *parties)
{
    for (size_t i = 0; best && is_whole(best) && i < event->text_count; i++)
        for (const struct wd_refusal *r = found[i]; r; r = r->next) {
            parties->more = parties->more || r->more;
            if (!is_whole(r) || is_known(parties, r->subject))
                continue;
            if (parties->count == WD_REFUSALS_MAX) {
                parties->more = true;
                break;
            }
            parties->party[parties->count].subject = r->subject;
            parties->party[parties->count++].sentence =
                wd_str_sub(event->texts[i].s, r->from, r->to);
        }
    parties->more = parties->more && parties->count > 1;
    if (parties->count == 1)
        parties->count = 0;
}

void wd_said_leave_others(struct wd_said_parties *parties, const struct wd_event *event)
{
    size_t told = 0;

    while (told < parties->count &&
           !wd_str_ieq(parties->party[told].subject, event->slot[WD_SLOT_PRINCIPAL]))
        told++;
    if (parties->count == 0)
        return;
    parties->count--;
    parties->party[told <= parties->count ? told : 0] = parties->party[parties->count];
}

enum { DENIED = 7, FORBIDDEN = 403 };

/* The body of a Google API's error on its own, as a client prints it: it says both numbers, where others' gateways of gRPC
 * say one. A reason beside it is what rules go by. */
static bool is_answer(const struct wd_event *event)
{
    return event->dialect == WD_DIALECT_GCP_LOG && event->structured &&
           event->voice == WD_VOICE_CLIENT && event->system == WD_SYSTEM_CLOUD_AUDIT &&
           event->code == DENIED && event->http_status == FORBIDDEN &&
           event->slot[WD_SLOT_REASON].len == 0;
}

/* "Permission p is required on R" refuses where the record itself says 403: with its code before it, as clients print
 * it. Worth something only if it then names what was refused or what is off; of the body of a Google error, which says
 * nothing else than what it says. */
static struct wd_refusal *read_with_code(struct wd_refusal_reader *reader,
                                         const struct wd_event *event, struct wd_str text,
                                         struct wd_arena *arena)
{
    struct wd_refusal *found = NULL;

    if (event->code != DENIED && event->http_status != FORBIDDEN)
        return NULL;
    text = wd_arena_concat(arena, (struct wd_str[]){WD_STR("PERMISSION_DENIED: "), text}, 2);
    if (text.len == 0 || wd_refusal_read(reader, text, arena, &found) < 0 || !found)
        return NULL;
    return found->kind >= WD_REFUSAL_ACT_AS || found->kind == WD_REFUSAL_API_OFF || is_answer(event)
               ? found
               : NULL;
}

/* "publish to R failed" beside "rpc error: code = PermissionDenied desc = …" in another member: a logger's message tells what came to
 * nothing, and the error why. */
static bool tells_what_failed(struct wd_str s)
{
    enum { LONGEST = 300 };
    static const char *const words[] = {"fail",   "error",  "cannot", "could not",
                                        "unable", "refuse", "denied", "not allowed"};

    return s.len < LONGEST && wd_str_find_char(s, '\n') == WD_NPOS && WD_STR_IHAS_ANY(s, words) &&
           (wd_str_has(s, WD_STR("projects/")) || wd_str_has(s, WD_STR("gs://")));
}

/* The refusal of text `at` names nothing that was refused; the message that it stands beside may. */
static void fill_from_message(struct wd_refusal_reader *reader, const struct wd_event *event,
                              struct wd_refusal *best, struct wd_refusal *const *first,
                              struct wd_arena *arena)
{
    size_t at = 0;

    while (at < event->text_count && first[at] != best)
        at++;
    if (at == event->text_count || event->texts[at].field != WD_TEXT_MESSAGE ||
        best->object.len > 0 || best->vendor == WD_REFUSAL_FOREIGN ||
        best->part[WD_PART_PROJECT].len > 0)
        return;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_refusal *found = NULL;
        struct wd_str said = event->texts[i].s;
        if (first[i] || event->texts[i].field != WD_TEXT_MESSAGE || !tells_what_failed(said))
            continue;
        said = wd_arena_concat(arena, (struct wd_str[]){said, WD_STR(": "), event->texts[at].s}, 3);
        if (said.len > 0 && wd_refusal_read(reader, said, arena, &found) > 0 &&
            found->permission_count >= best->permission_count)
            wd_refusal_fill(best, found);
        return;
    }
}

const struct wd_refusal *wd_said_read(struct wd_refusal_reader *reader,
                                      const struct wd_event *event, struct wd_arena *arena,
                                      struct wd_said_parties *ret_parties)
{
    struct wd_refusal *best = NULL, *first[WD_TEXTS_MAX] = {NULL};

    ret_parties->count = 0;
    ret_parties->more = false;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_refusal *found = NULL;
        if (wd_refusal_read(reader, event->texts[i].s, arena, &found) < 0)
            break;
        first[i] = found;
        found = found ? found : read_with_code(reader, event, event->texts[i].s, arena);
        if (!found)
            continue;
        if (found->vendor == WD_REFUSAL_UNKNOWN && is_answer(event))
            found->vendor = WD_REFUSAL_GOOGLE;
        if (!best || found->kind > best->kind ||
            (found->kind == best->kind && best->permission_count == 0))
            best = found;
        else
            fill_in(best, found);
    }
    if (best)
        fill_from_message(reader, event, best, first, arena);
    part_parties(event, first, best, ret_parties);
    return best;
}
