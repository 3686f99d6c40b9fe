/* Addresses beside the one that is taken for the refused, or itself beside the refusal: in a request's name, the group or the person in brackets behind whom
 * the sentence is about, and a program's own member "principal" that names somebody else than its message does. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

enum { BRACKET_MAX = 160 };

/* The address that the text ends with, quotes and blanks behind it left out. */
static struct wd_str address_before(struct wd_str text)
{
    size_t from;

    text = wd_str_trim_right_of(text, " \"'`]");
    for (from = text.len; from > 0 && wd_is_address_byte(text.ptr[from - 1]);)
        from--;
    text = wd_str_from(text, from);
    return wd_ident_ok(WD_IDENT_EMAIL, text) ? text : WD_STR_NONE;
}

/* "ana@example.com (member of data@example.com)": of data@example.com, ana@example.com. Empty: no such bracket. */
static struct wd_str owner_of_bracket(struct wd_str text, struct wd_str name)
{
    size_t at = WD_NPOS;

    for (size_t from = 0, next; (next = wd_str_find(wd_str_from(text, from), name)) != WD_NPOS;
         from += next + name.len) {
        at = from + next;
        if (wd_str_at(text, at + name.len) != ')')
            return WD_STR_NONE; /* it stands by itself as well */
    }
    if (at == WD_NPOS)
        return WD_STR_NONE;
    for (size_t open = at; open > 0 && at - open < BRACKET_MAX; open--) {
        if (text.ptr[open - 1] == ')' || text.ptr[open - 1] == '\n')
            return WD_STR_NONE;
        if (text.ptr[open - 1] == '(')
            return address_before(wd_str_sub(text, 0, open - 1));
    }
    return WD_STR_NONE;
}

/* The sentence is about whom the bracket explains; which of the two holds the role cannot be told. */
static void leave_bracket(struct wd_event *event)
{
    struct wd_str name = event->slot[WD_SLOT_PRINCIPAL];

    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str owner = owner_of_bracket(event->texts[i].s, name);
        if (owner.len == 0 || wd_str_ieq(owner, name))
            continue;
        if (!wd_str_ieq(owner, event->slot[WD_SLOT_SERVICE_ACCOUNT])) { /* "act as X (user Y)" */
            event->slot[WD_SLOT_PRINCIPAL] = owner;
            event->principal_kind = WD_PRINCIPAL_UNKNOWN;
        }
        event->doubts |= WD_DOUBT_PRINCIPAL;
        return;
    }
}

/* "Request `Create IAM Members ROLE MEMBER for project P` returned error", "for request "Create IAM Members …"": whom
 * Terraform was to give access to, as it stands in the request alone, asked for nothing. */
static bool is_asked_for(const struct wd_event *event, struct wd_str name)
{
    bool asked = false;

    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str text = event->texts[i].s;
        struct wd_str request = wd_between(text, "equest ", " returned error");
        if (!wd_char_in(wd_str_at(request, 0),
                        "`\"'\\")) /* its words stand in quotes, escaped or not */
            request = WD_STR_NONE;
        size_t end = request.len > 0 ? (size_t)(request.ptr + request.len - text.ptr) : 0;
        if (wd_str_has(wd_str_from(text, end), name))
            return false;
        asked = asked || wd_str_has(request, name);
    }
    return asked;
}

/* Names of members for who makes the calls. A "user" is as often whom the program serves. */
static const char *const callers[] = {"/principal",
                                      "/principalEmail",
                                      "/principal_email",
                                      "/caller",
                                      "/actor",
                                      "/serviceAccount",
                                      "/service_account",
                                      "/serviceAccountEmail",
                                      "/service_account_email",
                                      "/identity",
                                      "/authenticated_as"};

static void doubt_told_beside(struct wd_event *event, struct wd_jv body)
{
    for (size_t i = 0; i < sizeof callers / sizeof *callers; i++) {
        struct wd_str other = wd_jv_str(wd_jv_at(body, callers[i]));
        if (wd_ident_ok(WD_IDENT_EMAIL, other) &&
            !wd_str_has(event->slot[WD_SLOT_PRINCIPAL], other))
            event->doubts |= WD_DOUBT_PRINCIPAL;
    }
}

void wd_doubt_beside(struct wd_event *event)
{
    enum wd_source source = (enum wd_source)event->source[WD_SLOT_PRINCIPAL];

    if (event->slot[WD_SLOT_PRINCIPAL].len == 0 || source == WD_SOURCE_FIELD)
        return;
    if (is_asked_for(event, event->slot[WD_SLOT_PRINCIPAL])) {
        wd_event_unset(event, WD_SLOT_PRINCIPAL);
        event->principal_kind = WD_PRINCIPAL_UNKNOWN;
        event->doubts |= WD_DOUBT_PRINCIPAL;
        return;
    }
    leave_bracket(event);
    if (event->dialect == WD_DIALECT_AUDIT || event->dialect == WD_DIALECT_ACTIONTRAIL)
        return; /* whose fields are weighed by name */
    doubt_told_beside(event, event->root);
    doubt_told_beside(event, wd_jv_at(event->root, "/jsonPayload"));
}
