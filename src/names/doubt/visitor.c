/* A person whom a program names before it repeats what the cloud answered: "403 for request by user dana@x: 403 Permission p
 * denied", "user=dana@x ip=10.0.0.1: 403 …". The cloud refused the program's own account; dana asked the program for something.
 * A sentence of the cloud's own that says who was refused has no status between the name and what he lacks. */
#include "names/doubt/doubt.h"

/* Behind the name, and before the permission, the answer begins anew. */
static bool answers_between(struct wd_str between)
{
    static const char *const answers[] = {
        " 403 ", " 403:", ":403 ", "PermissionDenied", "PERMISSION_DENIED", "Forbidden"};
    static const char *const says_who[] = {" does not have", " doesn't have",   " lacks",
                                           " missing",       " not authorized", " cannot ",
                                           " needs ",        " denied"};

    return wd_str_find_char(between, ':') != WD_NPOS && WD_STR_ANY(wd_str_has, between, answers) &&
           !WD_STR_ANY(wd_str_has, between, says_who);
}

void wd_doubt_visitor(struct wd_event *event)
{
    struct wd_str who = event->slot[WD_SLOT_PRINCIPAL], what = event->slot[WD_SLOT_PERMISSION];

    bool person =
        wd_str_find_char(who, '@') != WD_NPOS && !wd_str_ends(who, WD_STR("gserviceaccount.com"));

    if (!person || what.len == 0 || event->voice == WD_VOICE_SERVICE)
        return;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str text = event->texts[i].s;
        size_t name = wd_str_find(text, who), right = wd_str_find(text, what);
        if (name != WD_NPOS && right != WD_NPOS && name + who.len < right &&
            answers_between(wd_str_sub(text, name + who.len, right - name - who.len)))
            event->doubts |= WD_DOUBT_PRINCIPAL;
    }
}
