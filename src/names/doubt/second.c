/* A second party in the refusal's own text: another account that is impersonated, a list or a group where one caller
 * stands, another permission in the second sentence, another bucket in the call's URL. Which of the two was refused cannot
 * be told. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

static const struct wd_str signed_in = {"authenticated as ", 17};

/* The address that the text begins with, brackets and quotes before it left out. */
static struct wd_str address_at(struct wd_str s)
{
    size_t len = 0;

    s = wd_str_trim_left_of(s, " [\"'`:");
    while (len < s.len && wd_is_address_byte(s.ptr[len]))
        len++;
    while (len > 0 && s.ptr[len - 1] == '.')
        len--;
    s = wd_str_sub(s, 0, len);
    return wd_ident_ok(WD_IDENT_EMAIL, s) ? s : WD_STR_NONE;
}

/* "Impersonating X", "--impersonate-service-account=X", and somebody else is taken for the refused. */
static bool impersonates_another(struct wd_str text, struct wd_str principal)
{
    static const char *const words[] = {
        "mpersonating ", "mpersonating service account ", "mpersonating account ",
        "impersonate-service-account=", "impersonate-service-account "};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = wd_str_find(text, wd_str_of(words[i]));
        struct wd_str other =
            address_at(wd_str_from(text, at == WD_NPOS ? text.len : at + strlen(words[i])));
        if (other.len > 0 && !wd_str_has(principal, other))
            return true;
    }
    return false;
}

/* "authenticated as a@x. … authenticated as b@y" */
static bool signs_in_another(struct wd_str text)
{
    struct wd_str first = WD_STR_NONE;

    for (size_t at; (at = wd_str_find(text, signed_in)) != WD_NPOS;) {
        text = wd_str_from(text, at + signed_in.len);
        struct wd_str name = address_at(text);
        if (first.len > 0 && name.len > 0 && !wd_str_ieq(first, name))
            return true;
        first = name.len > 0 ? name : first;
    }
    return false;
}

/* "authenticated as a@x or b@y" */
static bool is_one_of_two(struct wd_str text)
{
    static const char *const joints[] = {" or ", " and ", " / ", " & "};
    size_t at = wd_str_find(text, signed_in);
    struct wd_str name =
        address_at(wd_str_from(text, at == WD_NPOS ? text.len : at + signed_in.len));

    if (name.len == 0)
        return false;
    struct wd_str rest = wd_str_from(text, (size_t)(name.ptr + name.len - text.ptr));
    rest = wd_str_trim_left_of(rest, "]'\"`");
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (wd_str_starts(rest, wd_str_of(joints[i])) &&
            address_at(wd_str_from(rest, strlen(joints[i]))).len > 0)
            return true;
    return false;
}

/* "(gcloud.secrets.list) [a@x] …authenticated as b@y": a tool puts its own account in the brackets. */
static bool is_bracketed_other(struct wd_str text, struct wd_str principal)
{
    struct wd_str call = wd_between(text, "(gcloud.", ") ["), name = WD_STR_NONE;

    if (call.len > 0 && wd_str_find_char(call, ' ') == WD_NPOS)
        name = address_at(wd_str_from(text, (size_t)(call.ptr + call.len - text.ptr) + 2));
    return name.len > 0 && !wd_str_has(principal, name);
}

/* Behind the mark: "a@x,b@y". */
static bool is_list_behind(struct wd_str text, struct wd_str mark)
{
    size_t at = wd_str_find(text, mark);
    struct wd_str word = wd_str_from(text, at == WD_NPOS ? text.len : at + mark.len);

    word = wd_str_cut(&word, ' ');
    size_t comma = wd_str_find_char(word, ','), second = wd_str_rfind_char(word, '@');
    if (comma == WD_NPOS)
        comma = wd_str_find_char(word, ';');
    return comma != WD_NPOS && second != WD_NPOS && second > comma;
}

/* "authenticated as a@x,b@y": one caller signs in. "is used to impersonate a@x,b@y": each lets the one before it, and a
 * token that was refused does not say which did not. */
static bool is_one_of_list(const struct wd_event *event, struct wd_str text,
                           const struct wd_pairs *pairs)
{
    static const char *const chains[] = {
        "is used to impersonate ", "impersonate-service-account=", "impersonate-service-account "};

    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++)
        if (wd_pairs_may_hold(pairs, chains[i]) && is_list_behind(text, wd_str_of(chains[i])))
            return wd_str_starts(event->slot[WD_SLOT_PERMISSION], WD_STR("iam.serviceAccounts."));
    return wd_pairs_may_hold(pairs, signed_in.ptr) && is_list_behind(text, signed_in);
}

static bool refuses_other_than(const struct wd_event *event, struct wd_str name)
{
    if ((wd_str_find_char(name, '.') == WD_NPOS && wd_str_find_char(name, ':') == WD_NPOS) ||
        wd_str_find_char(name, '/') != WD_NPOS || wd_str_find_char(name, ' ') != WD_NPOS)
        return false;
    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_ieq(event->permissions[i].name, name))
            return false;
    return event->permission_count > 0;
}

/* "… does not have A …. Permission 'B' denied", "… no privilege 'A' on …. Tips: … No permission 'B'": a service says one
 * permission twice. */
static bool refuses_another(const struct wd_event *event, struct wd_str text)
{
    return refuses_other_than(event, wd_between(text, "Permission '", "' denied")) ||
           refuses_other_than(event, wd_between(text, "; No permission '", "'"));
}

/* "role/x does not have permission SELECT on table t", beside an action of RAM's that was refused to nobody by name: its party is
 * that sentence's, and lacks something else. */
static bool lacks_another(const struct wd_event *event, struct wd_str text)
{
    struct wd_str principal = event->slot[WD_SLOT_PRINCIPAL];
    size_t at = wd_str_find(text, principal);
    struct wd_str rest = wd_str_from(text, at == WD_NPOS ? text.len : at + principal.len), right;

    if (event->permission_count == 0 || !wd_str_starts(rest, WD_STR(" does not have permission ")))
        return false;
    rest = wd_str_from(rest, strlen(" does not have permission "));
    right = wd_str_trim_right_of(wd_str_trim_left_of(wd_str_cut(&rest, ' '), "'\"`["), "'\"`]");
    if (right.len == 0 || !wd_str_starts(rest, WD_STR("on ")))
        return false;
    for (size_t i = 0; i < event->permission_count; i++) {
        struct wd_str name = event->permissions[i].name, action = wd_last_part(name, ':');
        if (action.len == name.len || wd_str_ieq(right, name) || wd_str_ieq(right, action))
            return false;
    }
    return true;
}

/* "GET https://storage.googleapis.com/storage/v1/b/X/o/…: … access to gs://Y/…"; a copy is of two. */
static bool calls_other_bucket(struct wd_str text, struct wd_str bucket)
{
    size_t at = wd_str_find(text, WD_STR("googleapis.com/storage/v1/b/"));
    struct wd_str line = wd_str_from(text, at == WD_NPOS ? text.len : at + 28), called;
    size_t len = 0;

    line = wd_str_cut(&line, '\n');
    while (len < line.len && (wd_is_word(line.ptr[len]) || wd_char_in(line.ptr[len], "-.")))
        len++;
    called = wd_str_sub(line, 0, len);
    return bucket.len > 0 && wd_ident_ok(WD_IDENT_BUCKET, called) && !wd_str_eq(called, bucket) &&
           !wd_str_has(line, WD_STR("To/b/")) && wd_str_has(line, bucket);
}

/* Of the resource that was refused; the slot of buckets has the call's. */
static struct wd_str bucket_of(const struct wd_event *event)
{
    struct wd_str name = event->slot[WD_SLOT_RESOURCE];
    const struct wd_str mark = WD_STR("/buckets/");
    size_t at = wd_str_find(name, mark);

    if (name.len == 0)
        return event->slot[WD_SLOT_BUCKET];
    if (wd_str_starts(name, WD_STR("gs://")))
        name = wd_str_from(name, 5);
    else
        name = at == WD_NPOS ? WD_STR_NONE : wd_str_from(name, at + mark.len);
    return wd_str_cut(&name, '/');
}

static bool is_second_party(const struct wd_event *event, struct wd_str text,
                            const struct wd_pairs *pairs)
{
    struct wd_str principal = event->slot[WD_SLOT_PRINCIPAL];

    return (wd_pairs_may_hold(pairs, "mpersonat") && impersonates_another(text, principal)) ||
           (wd_pairs_may_hold(pairs, signed_in.ptr) &&
            (signs_in_another(text) || is_one_of_two(text))) ||
           is_one_of_list(event, text, pairs) || is_bracketed_other(text, principal);
}

void wd_doubt_second(struct wd_event *event, const struct wd_pairs *pairs)
{
    struct wd_str principal = event->slot[WD_SLOT_PRINCIPAL];

    if (wd_str_starts(principal, WD_STR("group:")))
        event->doubts |= WD_DOUBT_PRINCIPAL;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str text = event->texts[i].s;
        if (principal.len > 0 &&
            (is_second_party(event, text, pairs) || lacks_another(event, text)))
            event->doubts |= WD_DOUBT_PRINCIPAL;
        if (refuses_another(event, text) || calls_other_bucket(text, bucket_of(event)))
            event->doubts |= WD_DOUBT_PERMISSION;
    }
}
