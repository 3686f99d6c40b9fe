/* Words of a sentence that are facts by themselves, whatever stands around them. */
#include "read/refusal/cast.h"

/* "Error reading X", "Error when reading or editing X" */
static bool is_of_attempt(const struct wd_cast *c, size_t i)
{
    struct wd_str word = wd_cast_token(c, i)->text;

    return wd_str_ends(word, WD_STR("ing")) || wd_str_ieq(word, WD_STR("when"));
}

/* "UNAUTHENTICATED", "code = Unauthenticated", "StatusCode=\"Unauthenticated\"": the code, and no word as others are. */
static bool is_code_of_nobody(const struct wd_cast *c, size_t i)
{
    static const char *const keys[] = {"code", "StatusCode", "grpc.code", "Code", "status"};
    struct wd_str word = wd_cast_token(c, i)->text;

    return wd_str_eqz(word, "UNAUTHENTICATED") || (wd_str_eqz(word, "Unauthenticated") && i > 0 &&
                                                   WD_STR_IN(wd_cast_token(c, i - 1)->text, keys));
}

/* Words that are facts themselves. */
void wd_cast_note(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);

    switch (wd_token_does(t)) {
    case WD_DOES_ANONYMOUS:
        c->r->anonymous = true;
        if (c->r->rpc == 0 && is_code_of_nobody(c, i))
            c->r->rpc = t->meaning->value;
        break;
    case WD_DOES_EXIST:
        c->r->uncertain = true;
        break;
    case WD_DOES_HTTP:
        wd_cast_verb(c, i);
        break;
    case WD_DOES_CALL:
        c->r->action = t->text;
        break;
    case WD_DOES_TRANSFER:
        if (c->r->access == WD_ACCESS_UNKNOWN)
            c->r->access = (enum wd_refusal_access)t->meaning->value;
        break;
    case WD_DOES_CODE:
        if (c->r->code.len == 0)
            c->r->code = t->text;
        c->r->rpc = c->r->rpc ? c->r->rpc : t->meaning->value;
        break;
    case WD_DOES_CREDENTIAL:
        c->r->code = t->text;
        break;
    case WD_DOES_FAIL:
        c->out->failed = c->out->failed || t->meaning->value == 0 || is_of_attempt(c, i + 1);
        break;
    default:
        break;
    }
}
