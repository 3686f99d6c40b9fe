/* When a change is shown whole, but not for pasting: who was refused may not be one of ours, somebody took the access
 * away or it was meant to end, or the facts name two answers. The command becomes the template, with the question to answer first. */
#include "advise/work.h"

#include "whydenied/base/timestamp.h"
#include "whydenied/names.h"
#include "whydenied/names/home.h"

/* Privileged Access Manager takes back what it gave when the grant ends. */
bool wd_taken_by_end(const struct wd_change *taken)
{
    return taken && taken->what == WD_CHANGE_REMOVED && taken->actor &&
           wd_str_ends(wd_str_of(taken->actor), WD_STR("@gcp-sa-pam.iam.gserviceaccount.com"));
}

/* What was missing is there since. */
bool wd_taken_is_answer(const struct wd_change *taken)
{
    return taken && (taken->what == WD_CHANGE_MADE || taken->what == WD_CHANGE_ACCOUNT_MADE ||
                     taken->what == WD_CHANGE_API_ON);
}

static bool gives_access(enum wd_remedy_kind kind)
{
    return wd_remedy_kind_grants(kind) || kind == WD_REMEDY_PLATFORM_GRANT ||
           kind == WD_REMEDY_TRUST_POLICY;
}

/* What lets its holder climb, or a role made to delete with: a program may not ask for it, the platform's own record
 * may. What programs delete every day stands in roles that exist. */
static bool asks_too_much(const struct wd_work *work, enum wd_remedy_kind kind)
{
    const struct wd_incident *incident = work->incident;
    const struct wd_catalogue *catalogue = work->advisor->catalogue;

    for (size_t i = 0; incident->voice == WD_VOICE_APPLICATION && i < incident->permission_count;
         i++) {
        struct wd_str permission = wd_str_of(incident->permissions[i]);
        if (wd_catalogue_climbs(catalogue, permission) ||
            (kind == WD_REMEDY_CUSTOM_ROLE && wd_catalogue_destroys(catalogue, permission)))
            return true;
    }
    return false;
}

/* What is asked of the denied permissions, the least of it where they differ; *which, if wanted: the first that asks
 * it. */
static enum wd_ask asked(const struct wd_work *work, struct wd_str *which)
{
    const struct wd_incident *incident = work->incident;
    enum wd_ask least = WD_ASK_NOTHING;

    for (size_t i = 0; i < incident->permission_count; i++) {
        struct wd_str permission = wd_str_of(incident->permissions[i]);
        enum wd_ask ask = wd_danger_asks(work->advisor->danger, permission);
        if (ask != WD_ASK_NOTHING && (least == WD_ASK_NOTHING || ask < least)) {
            least = ask;
            if (which)
                *which = permission;
        }
    }
    return least;
}

/* The rule's author named the role, and a source for it. */
static bool pins_role(const struct wd_rule *rule)
{
    for (size_t i = 0; rule && i < rule->advice_count; i++)
        if (rule->advice[i].role)
            return true;
    return false;
}

/* An agent of Google's was to be used like an account of one's own. */
static struct wd_str agent_used(const struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    struct wd_str account = wd_str_of(incident->object_leaf);

    return wd_str_eqz(wd_str_of(incident->object_type), "service_account") &&
                   wd_place_is_agent(account)
               ? account
               : WD_STR_NONE;
}

/* The first of the denied permissions whose role nobody judged; empty: none. */
static struct wd_str unjudged(const struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;

    for (size_t i = 0; !pins_role(incident->rule) && i < incident->permission_count; i++)
        if (wd_catalogue_ranked(work->advisor->catalogue, wd_str_of(incident->permissions[i])))
            return wd_str_of(incident->permissions[i]);
    return WD_STR_NONE;
}

/* Something took its roles, or somebody tries what its key opens: either way no single grant is the answer. */
static bool lost_its_roles(const struct wd_incident *incident)
{
    return wd_str_eqz(wd_str_of(incident->intent_reason), "lost_role");
}

/* The change, if it may have given all that was refused. */
static const struct wd_change *may_hold(const struct wd_work *work, const struct wd_change *held)
{
    const struct wd_incident *incident = work->incident;

    if (held->what != WD_CHANGE_GRANTED && held->what != WD_CHANGE_GRANTED_IF)
        return held;
    if (incident->cause == WD_CAUSE_PLATFORM_ACL) /* in another system's words; asked already */
        return held;
    if (!held->role)
        return NULL;
    for (size_t i = 0; i < incident->permission_count; i++)
        if (wd_catalogue_role_holds(work->advisor->catalogue, wd_str_of(held->role),
                                    wd_str_of(incident->permissions[i])) == 0)
            return NULL;
    return held;
}

/* What was given after the last refusal, and may hold all of it. Of what surely does, advise/google/already.c tells. */
static const struct wd_change *given_since(const struct wd_work *work)
{
    const struct wd_change *held = work->incident->held;

    return held && held->time > work->incident->last ? may_hold(work, held) : NULL;
}

/* What somebody gave to a set that the caller may be in, and may hold all of it. */
static const struct wd_change *given_to_set(const struct wd_work *work)
{
    const struct wd_change *set = work->incident->set_held;

    return set ? may_hold(work, set) : NULL;
}

/* What is told by the word of who is not the platform. */
static enum wd_heard_of heard(const struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;

    if (incident->heard == WD_HEARD_NOTHING && incident->heard_held &&
        may_hold(work, incident->heard_held))
        return WD_HEARD_GIVEN;
    return incident->heard;
}

static bool enables_elsewhere(const struct wd_incident *incident)
{
    return (incident->doubts & (WD_DOUBT_TARGET | WD_DOUBT_READ | WD_DOUBT_WALL)) != 0;
}

/* Nothing was refused by name: likelier than a role, the name of what was asked for is wrong. */
static bool may_be_mistyped(const struct wd_incident *incident)
{
    return incident->cause == WD_CAUSE_WRONG_TARGET && incident->permission_count == 0;
}

bool wd_withholds(const struct wd_work *work, enum wd_remedy_kind kind)
{
    const struct wd_incident *incident = work->incident;

    if ((incident->doubts & (WD_DOUBT_TWICE | WD_DOUBT_TORN)) || wd_doubts_aside(incident->doubts))
        return true;
    if (kind == WD_REMEDY_ENABLE)
        return enables_elsewhere(incident) || incident->taken || heard(work) != WD_HEARD_NOTHING;
    return gives_access(kind) &&
           (asks_too_much(work, kind) || (kind == WD_REMEDY_GRANT && unjudged(work).len > 0) ||
            incident->ours != WD_OURS || (incident->taken && !incident->anew) ||
            lost_its_roles(incident) || incident->cause == WD_CAUSE_PROPAGATING ||
            may_be_mistyped(incident) || given_since(work) || given_to_set(work) ||
            agent_used(work).len > 0 || heard(work) != WD_HEARD_NOTHING || work->widened ||
            incident->others_let != WD_TIME_NONE || asked(work, NULL) != WD_ASK_NOTHING ||
            (incident->doubts & (WD_DOUBT_PRINCIPAL | WD_DOUBT_PERMISSION | WD_DOUBT_READ |
                                 WD_DOUBT_WALL | WD_DOUBT_VIEW)) != 0);
}

static bool is_of_alibaba(struct wd_str who)
{
    return wd_str_starts(who, WD_STR("acs:"));
}

/* A number that nothing ties to a project, an account, or a person's domain. */
static struct wd_str say_unplaced(const struct wd_work *work, struct wd_str who, struct wd_str home)
{
    size_t at = wd_str_rfind_char(who, '@');

    if (work->incident->principal_kind == WD_PRINCIPAL_USER && home.len == 0 && at != WD_NPOS)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_HOME_DOMAIN, who,
                           wd_str_from(who, at + 1));
    return WD_SENTENCE(work->arena, work->lang,
                       is_of_alibaba(who) ? WD_SAY_HOME_ACCOUNT : WD_SAY_HOME_UNPLACED, who, home);
}

static struct wd_str say_given(const struct wd_work *work, const struct wd_change *held)
{
    char at[WD_TIME_TEXT];
    struct wd_str time = wd_str_of(wd_time_format(held->time, at));

    if (held->what == WD_CHANGE_BUCKET_POLICY)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_BUCKET_LATER, wd_str_of(held->resource),
                           time);
    return WD_SENTENCE(work->arena, work->lang,
                       held->what == WD_CHANGE_JOINED_GROUP ? WD_SAY_JOINED_LATER
                       : held->what == WD_CHANGE_ROLE_MORE || held->what == WD_CHANGE_RBAC_MORE
                           ? WD_SAY_GAINED_LATER
                       : held->what == WD_CHANGE_TRUST || held->what == WD_CHANGE_POLICY
                           ? WD_SAY_WRITTEN_LATER
                           : WD_SAY_GIVEN_LATER,
                       wd_str_of(held->role), time);
}

/* The refusal stands no more, or is not told whole: it was done later, the grant is on its way, a test wanted it. */
static struct wd_str say_past(const struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    char at[WD_TIME_TEXT];

    if (incident->doubts & WD_DOUBT_TORN)
        return WD_SENTENCE0(work->arena, work->lang, WD_SAY_RECORD_TORN);
    if (incident->cause == WD_CAUSE_PROPAGATING)
        return WD_SENTENCE0(work->arena, work->lang, WD_SAY_STILL_SPREADING);
    if (given_since(work))
        return say_given(work, incident->held);
    if (given_to_set(work))
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_GIVEN_TO_SET,
                           wd_str_of(incident->set_held->role),
                           wd_str_of(incident->set_held->member),
                           wd_str_of(wd_time_format(incident->set_held->time, at)));
    if (!wd_doubts_aside(incident->doubts))
        return incident->others_let == WD_TIME_NONE
                   ? WD_STR_NONE
                   : WD_SENTENCE(work->arena, work->lang, WD_SAY_OTHERS_LET,
                                 wd_str_of(wd_time_format(incident->others_let, at)));
    if (incident->comes_and_goes)
        return WD_SENTENCE0(work->arena, work->lang, WD_SAY_DONE_BETWEEN);
    if (incident->let_at != WD_TIME_NONE)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_DONE_AT,
                           wd_str_of(wd_time_format(incident->let_at, at)));
    return WD_SENTENCE0(work->arena, work->lang,
                        incident->doubts & WD_DOUBT_LATER ? WD_SAY_DONE_LATER : WD_SAY_SET_ASIDE);
}

/* What was refused is asked about first: it may not be there, or gives more than anybody judged. */
static struct wd_str say_first(const struct wd_work *work)
{
    static const enum wd_words_say asking[WD_ASK_COUNT] = {[WD_ASK_USE] = WD_SAY_GIVES_ON,
                                                           [WD_ASK_MORE] = WD_SAY_GIVES_MORE,
                                                           [WD_ASK_GUARD] = WD_SAY_ENDS_GUARD};
    struct wd_str which = WD_STR_NONE;

    if (may_be_mistyped(work->incident))
        return WD_SENTENCE0(work->arena, work->lang, WD_SAY_UNCERTAIN);
    if (work->incident->voice == WD_VOICE_APPLICATION)
        return WD_STR_NONE;
    enum wd_ask ask = asked(work, &which);
    if (ask != WD_ASK_NOTHING)
        return WD_SENTENCE(work->arena, work->lang, asking[ask], which);
    return unjudged(work).len > 0
               ? WD_SENTENCE(work->arena, work->lang, WD_SAY_ROLE_RANKED, unjudged(work))
               : WD_STR_NONE;
}

/* The platform itself has not told it, or of no time that could be compared. */
static struct wd_str say_heard(const struct wd_work *work)
{
    static const enum wd_words_say saying[] = {[WD_HEARD_LET] = WD_SAY_HEARD_LET,
                                               [WD_HEARD_GIVEN] = WD_SAY_HEARD_GIVEN,
                                               [WD_HEARD_TAKEN] = WD_SAY_HEARD_TAKEN};
    static const enum wd_words_say unordered[] = {[WD_HEARD_LET] = WD_SAY_UNORDERED_LET,
                                                  [WD_HEARD_GIVEN] = WD_SAY_UNORDERED_GIVEN,
                                                  [WD_HEARD_TAKEN] = WD_SAY_UNORDERED_TAKEN};
    enum wd_heard_of of = heard(work);

    return of == WD_HEARD_NOTHING
               ? WD_STR_NONE
               : WD_SENTENCE0(work->arena, work->lang,
                              work->incident->unordered ? unordered[of] : saying[of]);
}

/* On what was refused, nothing lasting is granted. */
static struct wd_str say_widened(const struct wd_work *work)
{
    struct wd_str leaf = wd_str_of(work->incident->object_leaf);
    bool list = wd_resource_is_list(wd_str_of(work->incident->object_type), leaf);

    return WD_SENTENCE(work->arena, work->lang, list ? WD_SAY_LIST_OF_TABLES : WD_SAY_ONE_OF_MANY,
                       leaf);
}

/* Whose the account is. */
static struct wd_str say_home(const struct wd_work *work, struct wd_str who)
{
    struct wd_str home = wd_home_of(who).project;

    switch (work->incident->ours) {
    case WD_OURS_OUTSIDE:
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_HOME_OUTSIDE, who,
                           home.len > 0 ? home : WD_STR("Google"));
    case WD_OURS_UNPLACED:
        return say_unplaced(work, who, home);
    case WD_OURS_VENDOR:
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_HOME_VENDOR, who);
    case WD_OURS:
        break;
    }
    return WD_STR_NONE;
}

/* Who took the access away may have meant it. */
static struct wd_str say_taken(const struct wd_work *work)
{
    const struct wd_change *taken = work->incident->taken;

    return WD_SENTENCE0(work->arena, work->lang,
                        wd_taken_is_answer(taken) ? WD_SAY_ANSWERED_SINCE
                        : wd_taken_by_end(taken)  ? WD_SAY_MEANT_TO_END
                                                  : WD_SAY_TAKEN_ON_PURPOSE);
}

/* What was read is not sure to be what was refused. */
static struct wd_str say_doubted(const struct wd_work *work, struct wd_str who)
{
    const struct wd_incident *incident = work->incident;
    struct wd_str others = wd_slot(work, WD_SLOT_DETAIL);

    if (incident->voice == WD_VOICE_APPLICATION && incident->structured &&
        (incident->dialect == WD_DIALECT_AUDIT || incident->dialect == WD_DIALECT_ACTIONTRAIL))
        return WD_SENTENCE0(work->arena, work->lang, WD_SAY_PROGRAM_RECORD);
    if (incident->doubts & WD_DOUBT_WALL)
        return WD_SENTENCE0(work->arena, work->lang, WD_SAY_WALL_BESIDE);
    if (incident->dialect == WD_DIALECT_AUDIT && wd_str_starts(others, WD_ALSO_REFUSED))
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_ALSO_REFUSED,
                           wd_str_from(others, WD_ALSO_REFUSED.len));
    if (incident->doubts & WD_DOUBT_TARGET)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_PROJECT_STRANGE,
                           wd_slot(work, WD_SLOT_PROJECT));
    if (incident->voice == WD_VOICE_APPLICATION && incident->principal_kind == WD_PRINCIPAL_USER &&
        !incident->structured)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_PROGRAM_NAMES, who);
    if (incident->voice == WD_VOICE_APPLICATION && who.len > 0)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_PROGRAM_CLAIMS, who);
    return WD_SENTENCE0(work->arena, work->lang,
                        incident->doubts &
                                (WD_DOUBT_PRINCIPAL | WD_DOUBT_PERMISSION | WD_DOUBT_TWICE)
                            ? WD_SAY_FACTS_DISAGREE
                            : WD_SAY_READ_BY_WORDS);
}

struct wd_str wd_withhold_reason(const struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    struct wd_str who = wd_slot(work, WD_SLOT_PRINCIPAL);

    if (incident->ours != WD_OURS)
        return say_home(work, who);
    if (incident->taken && !incident->anew)
        return say_taken(work);
    if (agent_used(work).len > 0)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_AGENT_USED, agent_used(work));
    if (work->widened)
        return say_widened(work);
    if (incident->doubts & WD_DOUBT_VIEW)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_BEHIND_VIEW,
                           wd_str_of(incident->object_leaf));
    struct wd_str past = say_past(work);
    if (past.len > 0)
        return past;
    struct wd_str told = say_heard(work);
    if (told.len > 0)
        return told;
    if (lost_its_roles(incident))
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_LOST_AT_ONCE, who);
    struct wd_str first = say_first(work);
    return first.len > 0 ? first : say_doubted(work, who);
}
