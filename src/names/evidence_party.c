/* Who was refused, by what stands beside the sentence in its own text: an account behind a label; and who was not: the member
 * that a policy may not hold. */
#include "names/evidence.h"

#include "whydenied/base/char.h"
#include "whydenied/names.h"

/* The account that begins s: "x@p.iam.gserviceaccount.com, …". */
static struct wd_str account_at(struct wd_str s)
{
    size_t len = 0;

    while (len < s.len && (wd_is_word(s.ptr[len]) || wd_char_in(s.ptr[len], "@.-")))
        len++;
    while (len > 0 && s.ptr[len - 1] == '.')
        len--;
    s = wd_str_sub(s, 0, len);
    return wd_str_find_char(s, '@') != WD_NPOS && wd_str_ends(s, WD_STR(".gserviceaccount.com"))
               ? s
               : WD_STR_NONE;
}

/* "… failed, service account: X", "Transfer run as X"; in the midst of a clause it is the account that is passed on. */
static struct wd_str labelled_in(struct wd_str text)
{
    static const char *const labels[] = {"service account: ", "transfer run as ", "running as ",
                                         "caller: ",          "principal: ",      "caller=",
                                         "principal=",        "identity="};

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t at = wd_str_ifind(text, labels[i]);
        struct wd_str account =
            at == WD_NPOS ? WD_STR_NONE : account_at(wd_str_from(text, at + strlen(labels[i])));
        if (account.len > 0 &&
            (at < 2 || wd_char_in(text.ptr[at - 2], ".,;(\n") ||
             wd_char_in(text.ptr[at - 1], "(\n") || labels[i][strlen(labels[i]) - 1] == '='))
            return account;
    }
    return WD_STR_NONE;
}

static size_t addresses_in(struct wd_str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '@' && i > 0 && wd_is_alnum(text.ptr[i - 1]);
    return count;
}

/* The only account of a text that names nobody else: likely it was refused, and no more. */
static void take_labelled(struct wd_event *event)
{
    if (event->slot[WD_SLOT_PRINCIPAL].len > 0 || event->slot[WD_SLOT_SERVICE_ACCOUNT].len > 0 ||
        event->permission_count == 0 || event->dialect == WD_DIALECT_AUDIT)
        return;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str account = labelled_in(event->texts[i].s);
        if (account.len == 0 || addresses_in(event->texts[i].s) != 1)
            continue;
        wd_event_set(event, WD_SLOT_PRINCIPAL, account, WD_SOURCE_MESSAGE);
        event->principal_kind = WD_PRINCIPAL_UNKNOWN;
        event->doubts |= WD_DOUBT_READ;
        return;
    }
}

/* "User user:X is not in permitted organization": X was to be bound, by somebody who is not named. */
static void drop_member(struct wd_event *event)
{
    static const char *const sentences[] = {"not in permitted organization",
                                            "not belong to a permitted customer"};
    bool bound = false;

    for (size_t i = 0; i < event->text_count; i++)
        bound = bound || WD_STR_ANY(wd_str_has, event->texts[i].s, sentences);
    if (!bound || event->source[WD_SLOT_PRINCIPAL] != WD_SOURCE_MESSAGE)
        return;
    wd_event_unset(event, WD_SLOT_PRINCIPAL);
    event->principal_kind = WD_PRINCIPAL_UNKNOWN;
}

void wd_evidence_settle_party(struct wd_event *event)
{
    drop_member(event);
    take_labelled(event);
}
