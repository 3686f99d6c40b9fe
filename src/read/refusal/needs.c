/* What a sentence says is needed: a permission that somebody must have, a role that an account lacks or is to be given. Not every need
 * is a refusal: tone.c asks what else the sentence says. */
#include "read/refusal/sentence.h"

enum { AHEAD = 5, ROLE_AHEAD = 8 };

/* "requires", "must", "has to" */
bool wd_sentence_needs(const struct wd_sentence *s, size_t i)
{
    return wd_sentence_does(s, i) == WD_DOES_NEED ||
           (wd_sentence_does(s, i) == WD_DOES_HAVE && i + 1 < s->count &&
            wd_str_ieq(s->token[i + 1].text, WD_STR("to")));
}

/* "X lacks roles/r", "is missing the following role roles/r", "does not have the Storage Admin role" */
bool wd_sentence_lacks_role(const struct wd_sentence *s, size_t i)
{
    if (wd_sentence_does(s, i) != WD_DOES_LACK && wd_sentence_does(s, i) != WD_DOES_NEGATE)
        return false;
    for (size_t k = i + 1; k < s->count && k <= i + ROLE_AHEAD && !s->token[k].begins; k++)
        if (s->token[k].shape == WD_SHAPE_ROLE || (wd_sentence_does(s, k) == WD_DOES_NAME_THING &&
                                                   s->token[k].meaning->value == WD_PART_ROLE))
            return true;
    return false;
}

/* "X must be granted roles/r", "X needs the Storage Admin role": of an account. */
bool wd_sentence_wants_role(const struct wd_sentence *s, size_t i)
{
    bool account = false;

    if (!wd_sentence_needs(s, i))
        return false;
    for (size_t k = i > 2 ? i - 2 : 0; k < i; k++)
        account = account || s->token[k].shape == WD_SHAPE_EMAIL;
    for (size_t k = i + 1; account && k < s->count && k <= i + ROLE_AHEAD && !s->token[k].begins;
         k++)
        if (s->token[k].shape == WD_SHAPE_ROLE || (wd_sentence_does(s, k) == WD_DOES_NAME_THING &&
                                                   s->token[k].meaning->value == WD_PART_ROLE))
            return true;
    return false;
}

/* "X should be given access to R", "X must have access to R", "X needs to be granted read access": said of an account by
 * whoever found that it has none. */
bool wd_sentence_account_needs(const struct wd_sentence *s, size_t i)
{
    static const char *const modals[] = {"should", "must", "needs"};

    if (i == 0 || s->token[i - 1].shape != WD_SHAPE_EMAIL || !WD_STR_IN(s->token[i].text, modals))
        return false;
    for (size_t k = i + 1; k < s->count && k <= i + AHEAD && !s->token[k].begins; k++)
        if (wd_sentence_does(s, k) == WD_DOES_PERMIT && s->token[k].meaning->value == 1)
            return true;
    return false;
}

/* "one of the following required permissions: p, q": what a page's width left of "You are missing at least …". */
bool wd_sentence_lists_needs(const struct wd_sentence *s, size_t i)
{
    bool listed = i > 0 && i + 2 < s->count &&
                  wd_str_ieq(s->token[i - 1].text, WD_STR("following")) &&
                  wd_sentence_does(s, i + 1) == WD_DOES_PERMIT && s->token[i + 1].key &&
                  wd_token_permits(&s->token[i + 2]);

    for (size_t k = 0; k < i && listed; k++)
        listed = wd_sentence_does(s, k) != WD_DOES_HAVE;
    return listed;
}

/* "Required 'p' permission …", "You must have permission p …", "You need the p permission …": said to the one who was
 * refused. */
bool wd_sentence_needs_now(const struct wd_sentence *s, size_t i)
{
    bool said_to_you =
        i > 0 && wd_str_ieq(s->token[i - 1].text, WD_STR("you")) &&
        wd_sentence_does(s, 0) != WD_DOES_PLACE; /* "To deploy, you must …" is advice */
    size_t k = i + 1;

    if (said_to_you && wd_sentence_does(s, k) == WD_DOES_LINK)
        k++;
    if (k < s->count && wd_token_permits(&s->token[k]))
        return wd_sentence_does(s, k + 1) == WD_DOES_PERMIT ||
               (said_to_you && s->token[k].shape == WD_SHAPE_PERMISSION);
    return said_to_you && i + 3 < s->count && wd_sentence_does(s, i + 1) == WD_DOES_HAVE &&
           wd_sentence_does(s, i + 2) == WD_DOES_PERMIT && wd_token_permits(&s->token[i + 3]);
}
