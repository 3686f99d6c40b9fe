/* "wandb agent acme-vision/detector/x1: 403 permission denied for ana-ml": a path is a team's project, an account the word
 * behind "denied for", "as" or "user", or before what it may not do. */
#include "read/refusal/wandb_names.h"

#include "read/refusal/parts.h"
#include "whydenied/base/char.h"

static bool is_plain(struct wd_str s, const char *marks)
{
    bool letter = false;

    for (size_t i = 0; i < s.len; i++) {
        letter = letter || wd_is_letter(s.ptr[i]);
        if (!wd_is_alnum(s.ptr[i]) && !strchr(marks, s.ptr[i]))
            return false;
    }
    return letter;
}

/* ENTITY/PROJECT, ENTITY/PROJECT/RUN, ENTITY/PROJECT/NAME:ALIAS; no file's name. */
static bool is_path(const struct wd_token *t)
{
    static const char *const folders[] = {"wandb", "files", "api", "runs", "src",
                                          "home",  "usr",   "tmp", "site", "artifacts"};
    struct wd_str rest = t->text, first = wd_str_cut(&rest, '/'), second = wd_str_cut(&rest, '/');

    if (t->shape != WD_SHAPE_PATH && t->shape != WD_SHAPE_COLONS && t->shape != WD_SHAPE_WORD)
        return false;
    return first.len > 1 && second.len > 1 && wd_str_find_char(rest, '/') == WD_NPOS &&
           !WD_STR_IN(first, folders) && is_plain(first, "-_") && is_plain(second, "-_.") &&
           !wd_str_ends(second, WD_STR(".py")) && is_plain(rest.len > 0 ? rest : first, "-_.:");
}

static bool looks_named(const struct wd_token *t)
{
    bool marked = false;

    if (t->shape > WD_SHAPE_NUMBER || t->shape == WD_SHAPE_NUMBER || t->meaning || t->text.len < 3)
        return false;
    for (size_t i = 0; i < t->text.len; i++)
        marked = marked || wd_char_in(t->text.ptr[i], "-_0123456789");
    return marked && is_plain(t->text, "-_.");
}

/* "(X": of the text's own bytes, no name that was put together. */
static bool is_bracketed(const struct wd_token *t)
{
    return t->from > 0 && t->to - t->from == t->text.len && t->text.ptr[-1] == '(';
}

/* "denied for X", "denied (X)", "permissions for user X", "as X", "user X" */
static bool is_account(const struct wd_sentence *s, size_t i)
{
    size_t k = i > 0 ? i - 1 : 0;

    if (i == 0 || !looks_named(&s->token[i]))
        return false;
    if (wd_sentence_does(s, k) == WD_DOES_NAME_PARTY || wd_sentence_does(s, k) == WD_DOES_AS ||
        wd_sentence_does(s, k) == WD_DOES_ALLOW) /* "does not allow X to" */
        return true;
    if (wd_sentence_does(s, k) == WD_DOES_DENY && i + 1 == s->count && is_bracketed(&s->token[i]))
        return true; /* "… denied (X)" */
    return k > 0 && wd_sentence_does(s, k) == WD_DOES_FOR &&
           (wd_sentence_does(s, k - 1) == WD_DOES_DENY ||
            wd_sentence_does(s, k - 1) == WD_DOES_PERMIT);
}

/* "X cannot write", "X is not allowed to read", "X has no rights", "X lacks role member", "X needs write permission" */
static bool is_barred(const struct wd_sentence *s, size_t i)
{
    enum { NEAR = 3 };

    if (!looks_named(&s->token[i]) ||
        (s->token[i].key && s->token[i].quoted)) /* a member's name in an object */
        return false;
    for (size_t k = i + 1; k <= i + NEAR && k < s->count; k++) {
        enum wd_does does = wd_sentence_does(s, k);
        if (does == WD_DOES_NEGATE || does == WD_DOES_LACK || does == WD_DOES_NEED)
            return wd_sentence_does(s, k + 1) != WD_DOES_EXIST &&
                   wd_sentence_does(s, k + 1) != WD_DOES_FOUND;
        if (does != WD_DOES_LINK && does != WD_DOES_HAVE)
            return s->token[k].text.len > 5 && wd_vocabulary_wide(s->token[k].text);
    }
    return false;
}

/* "team X", "entity=X", "project X": a plain word directly behind */
static void note_noun(struct wd_wandb_names *names, const struct wd_sentence *s, size_t i)
{
    const struct wd_token *t = &s->token[i], *next = i + 1 < s->count ? t + 1 : NULL;
    bool entity = wd_str_ieq(t->text, WD_STR("team")) || wd_str_ieq(t->text, WD_STR("entity"));

    if (!next || next->shape > WD_SHAPE_NUMBER || next->meaning || !is_plain(next->text, "-_.") ||
        !(t->key || next->quoted || looks_named(next)))
        return;
    if (entity && names->entity.len == 0)
        names->entity = next->text;
    else if (wd_str_ieq(t->text, WD_STR("project")) && names->project.len == 0)
        names->project = next->text;
}

void wd_wandb_note(struct wd_wandb_names *names, const struct wd_sentence *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct wd_token *t = &s->token[i];
        note_noun(names, s, i);
        if (is_path(t)) {
            names->paths =
                names->paths || (names->path.len > 0 && !wd_str_eq(names->path, t->text));
            names->path = t->text;
        } else if (names->account.len == 0 && (is_account(s, i) || is_barred(s, i))) {
            names->account = t->text;
        }
    }
}

int wd_wandb_settle(struct wd_refusal *r, const struct wd_wandb_names *names,
                    struct wd_arena *arena)
{
    struct wd_naming n = {.arena = arena, .part = r->part};
    struct wd_str rest = names->paths ? WD_STR_NONE : names->path;

    if (r->part[WD_PART_ENTITY].len == 0 && rest.len > 0) {
        wd_part_set(&n, WD_PART_ENTITY, wd_str_cut(&rest, '/'));
        r->part[WD_PART_PROJECT] = WD_STR_NONE;
        wd_part_set(&n, WD_PART_PROJECT, wd_str_cut(&rest, '/'));
        r->object = names->path;
    } else if (r->part[WD_PART_ENTITY].len == 0) {
        wd_part_set(&n, WD_PART_ENTITY, names->entity);
        wd_part_set(&n, WD_PART_PROJECT, names->project);
    }
    if (r->part[WD_PART_ENTITY].len > 0 && r->part[WD_PART_PROJECT].len > 0 &&
        wd_str_find_char(r->object, '/') == WD_NPOS) {
        r->object = wd_arena_concat(
            arena,
            (const struct wd_str[]){r->part[WD_PART_ENTITY], WD_STR("/"), r->part[WD_PART_PROJECT]},
            3);
        n.failed = n.failed || !r->object.ptr;
    }
    if (r->kind == WD_REFUSAL_CODE && r->part[WD_PART_ENTITY].len > 0)
        r->kind = WD_REFUSAL_OBJECT;
    if (r->subject.len == 0 && names->account.len > 0 &&
        !wd_str_eq(names->account, r->part[WD_PART_ENTITY]) &&
        !wd_str_eq(names->account, r->part[WD_PART_PROJECT])) {
        r->subject = names->account;
        r->said = WD_SAID_FOR;
    }
    return n.failed ? -1 : 0;
}
