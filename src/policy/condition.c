/* Conditions: the part of CEL that stands on the request's time and the resource's name, type and service.
 *
 * Read and evaluated in one walk. Whatever is not that part becomes a value of which nothing is known, so an
 * expression is MAYBE only where it matters ("false && strange" is NO). Text that cannot be read at all is MAYBE.
 * https://cloud.google.com/iam/docs/conditions-attribute-reference */
#include "whydenied/base/char.h"

#include "policy/set.h"

enum kind { BOOL, TEXT, TIME, STRANGE };

struct value {
    enum kind kind;
    enum wd_truth truth;
    struct wd_str text, twin; /* twin: the same name with the project's other name, or empty */
    bool name;                /* resource.name: compared with care for id and number */
    wd_time time;
};

enum { DEPTH_MAX = 40 };

struct cel {
    struct wd_str rest;
    const struct wd_facts_of_request *facts;
    unsigned depth;
    bool bad; /* not to be read */
};

static const struct value strange = {.kind = STRANGE};

static struct value any_of(struct cel *c);

static struct value truth(enum wd_truth t)
{
    return (struct value){.kind = BOOL, .truth = t};
}

static enum wd_truth truth_of(struct value v)
{
    return v.kind == BOOL ? v.truth : WD_MAYBE;
}

static void blanks(struct cel *c)
{
    while (c->rest.len > 0 && wd_is_space(c->rest.ptr[0]))
        c->rest = wd_str_from(c->rest, 1);
}

static bool eat(struct cel *c, const char *word)
{
    blanks(c);
    if (!wd_str_starts(c->rest, wd_str_of(word)))
        return false;
    c->rest = wd_str_from(c->rest, strlen(word));
    return true;
}

static void need(struct cel *c, const char *word)
{
    if (!eat(c, word))
        c->bad = true;
}

/* ---- comparing ----------------------------------------------------------------------------------- */

enum how { EQUAL, STARTS, ENDS };

static bool compare_one(struct wd_str a, struct wd_str b, enum how how)
{
    return how == EQUAL ? wd_str_eq(a, b) : how == STARTS ? wd_str_starts(a, b) : wd_str_ends(a, b);
}

/* The project's part of a name, when both name one and one is a number: only a twin can tell. */
static bool other_form(struct wd_str a, struct wd_str b)
{
    struct wd_str pa = wd_policy_project_of(a), pb = wd_policy_project_of(b);
    unsigned long long n;

    return pa.len > 0 && pb.len > 0 &&
           wd_str_to_u64(wd_last_part(pa, '/'), &n) != wd_str_to_u64(wd_last_part(pb, '/'), &n);
}

static enum wd_truth compare(struct value a, struct value b, enum how how)
{
    enum wd_truth first;

    if (a.text.len == 0 && a.name)
        return WD_MAYBE; /* the resource is not known */
    first = compare_one(a.text, b.text, how) ? WD_YES : WD_NO;
    if (!a.name)
        return first;
    if (a.twin.len >
        0) /* services differ in which form they take; either is right for one of them */
        return compare_one(a.twin, b.text, how) ? WD_YES : first;
    return first == WD_NO && how != ENDS && other_form(a.text, b.text) ? WD_MAYBE : first;
}

static struct value equal(struct value a, struct value b)
{
    if (a.kind == TEXT && b.kind == TEXT) {
        if (b.name)
            return truth(compare(b, a, EQUAL));
        return a.text.len == 0 && !a.text.ptr ? strange : truth(compare(a, b, EQUAL));
    }
    if (a.kind == TIME && b.kind == TIME)
        return a.time == WD_TIME_NONE || b.time == WD_TIME_NONE
                   ? strange
                   : truth(a.time == b.time ? WD_YES : WD_NO);
    if (a.kind == BOOL && b.kind == BOOL && a.truth != WD_MAYBE && b.truth != WD_MAYBE)
        return truth(a.truth == b.truth ? WD_YES : WD_NO);
    return strange;
}

static struct value order(struct value a, struct value b, bool less, bool or_equal)
{
    bool yes;

    if (a.kind != TIME || b.kind != TIME || a.time == WD_TIME_NONE || b.time == WD_TIME_NONE)
        return strange;
    yes = less ? a.time < b.time : a.time > b.time;
    return truth(yes || (or_equal && a.time == b.time) ? WD_YES : WD_NO);
}

/* ---- values -------------------------------------------------------------------------------------- */

/* A text in quotes of either kind; one with escapes is strange. */
static struct value text(struct cel *c, char quote)
{
    struct value v = {.kind = TEXT};
    size_t i = 1;
    bool escaped = false;

    while (i < c->rest.len && c->rest.ptr[i] != quote) {
        escaped = escaped || c->rest.ptr[i] == '\\';
        i += c->rest.ptr[i] == '\\' ? 2 : 1;
    }
    if (i >= c->rest.len) {
        c->bad = true;
        return strange;
    }
    v.text = wd_str_sub(c->rest, 1, i - 1);
    c->rest = wd_str_from(c->rest, i + 1);
    return escaped ? strange : v;
}

static struct wd_str word(struct cel *c)
{
    size_t n = 0;

    blanks(c);
    while (n < c->rest.len &&
           (wd_is_word(c->rest.ptr[n]) || (n > 0 && wd_is_digit(c->rest.ptr[n]))))
        n++;
    struct wd_str w = wd_str_sub(c->rest, 0, n);
    c->rest = wd_str_from(c->rest, n);
    return w;
}

static struct value fact(const struct cel *c, struct wd_str object, struct wd_str field)
{
    const struct wd_facts_of_request *f = c->facts;
    struct value v = {.kind = TEXT};

    if (wd_str_eqz(object, "request") && wd_str_eqz(field, "time"))
        return (struct value){.kind = TIME, .time = f->time};
    if (wd_str_eqz(object, "resource") && wd_str_eqz(field, "name"))
        return (struct value){.kind = TEXT, .text = f->name, .twin = f->twin, .name = true};
    if (wd_str_eqz(object, "resource") && wd_str_eqz(field, "type"))
        v.text = f->type;
    else if (wd_str_eqz(object, "resource") && wd_str_eqz(field, "service"))
        v.text = f->service;
    else if (wd_str_eqz(object, "principal") && wd_str_eqz(field, "type"))
        v.text = f->principal_type;
    else if (wd_str_eqz(object, "principal") && wd_str_eqz(field, "subject"))
        v.text = f->principal_subject;
    return v.text.len > 0 ? v : strange;
}

/* The arguments of a call; the first is returned when there is just one. */
static struct value arguments(struct cel *c)
{
    struct value first = strange;
    size_t count = 0;

    if (eat(c, ")"))
        return strange;
    do {
        struct value v = any_of(c);
        first = count++ == 0 ? v : strange;
    } while (!c->bad && eat(c, ","));
    need(c, ")");
    return first;
}

static struct value method(struct cel *c, struct value of, struct wd_str name)
{
    struct value with = arguments(c);
    bool starts = wd_str_eqz(name, "startsWith"), ends = wd_str_eqz(name, "endsWith");

    if ((!starts && !ends) || of.kind != TEXT || with.kind != TEXT || with.name)
        return strange;
    return truth(compare(of, with, starts ? STARTS : ENDS));
}

static struct value function(struct cel *c, struct wd_str name)
{
    struct value with = arguments(c);

    if (!wd_str_eqz(name, "timestamp") || with.kind != TEXT)
        return strange;
    return (struct value){.kind = TIME, .time = wd_time_parse(with.text, NULL)};
}

static struct value number(struct cel *c)
{
    while (c->rest.len > 0 && (wd_is_alnum(c->rest.ptr[0]) || c->rest.ptr[0] == '.'))
        c->rest = wd_str_from(c->rest, 1);
    return strange;
}

static struct value list(struct cel *c)
{
    if (eat(c, "]"))
        return strange;
    do
        any_of(c);
    while (!c->bad && eat(c, ","));
    need(c, "]");
    return strange;
}

static struct value name_or_call(struct cel *c)
{
    struct wd_str name = word(c);

    if (name.len == 0) {
        c->bad = true;
        return strange;
    }
    if (wd_str_eqz(name, "true") || wd_str_eqz(name, "false"))
        return truth(name.ptr[0] == 't' ? WD_YES : WD_NO);
    if (eat(c, "("))
        return function(c, name);
    if (!eat(c, "."))
        return strange;
    struct wd_str field = word(c);
    if (field.len == 0)
        c->bad = true;
    return eat(c, "(") ? method(c, strange, field) : fact(c, name, field);
}

static struct value primary(struct cel *c)
{
    blanks(c);
    char first = c->rest.len > 0 ? c->rest.ptr[0] : '\0';

    if (first == '\'' || first == '"')
        return text(c, first);
    if (wd_is_digit(first))
        return number(c);
    if (eat(c, "["))
        return list(c);
    if (eat(c, "(")) {
        struct value v = any_of(c);
        need(c, ")");
        return v;
    }
    return name_or_call(c);
}

static struct value postfix(struct cel *c)
{
    struct value v = primary(c);

    while (!c->bad) {
        if (eat(c, ".")) {
            struct wd_str name = word(c);
            if (name.len == 0)
                c->bad = true;
            v = eat(c, "(") ? method(c, v, name) : strange;
        } else if (eat(c, "[")) {
            any_of(c);
            need(c, "]");
            v = strange;
        } else {
            break;
        }
    }
    return v;
}

static struct value unary(struct cel *c)
{
    struct value v;

    blanks(c);
    if (wd_str_starts(c->rest, WD_STR("!")) && !wd_str_starts(c->rest, WD_STR("!="))) {
        c->rest = wd_str_from(c->rest, 1);
        if (++c->depth > DEPTH_MAX)
            c->bad = true;
        v = c->bad ? strange : unary(c);
        c->depth--;
        return v.kind == BOOL ? truth((enum wd_truth)(WD_YES - v.truth)) : strange;
    }
    if (eat(c, "-")) { /* numbers below zero are in no condition that is understood */
        postfix(c);
        return strange;
    }
    return postfix(c);
}

/* Sums and products: nothing that is evaluated here has them. */
static struct value sum(struct cel *c)
{
    struct value v = unary(c);

    while (!c->bad && (eat(c, "+") || eat(c, "-") || eat(c, "*") || eat(c, "/") || eat(c, "%"))) {
        unary(c);
        v = strange;
    }
    return v;
}

static struct value relation(struct cel *c)
{
    struct value a = sum(c), v;

    if (eat(c, "=="))
        return equal(a, sum(c));
    if (eat(c, "!=")) {
        v = equal(a, sum(c));
        return v.kind == BOOL ? truth((enum wd_truth)(WD_YES - v.truth)) : strange;
    }
    if (eat(c, "<="))
        return order(a, sum(c), true, true);
    if (eat(c, ">="))
        return order(a, sum(c), false, true);
    if (eat(c, "<"))
        return order(a, sum(c), true, false);
    if (eat(c, ">"))
        return order(a, sum(c), false, false);
    if (eat(c, "in ") || eat(c, "in[")) {
        if (c->rest.ptr[-1] == '[')
            c->rest = wd_str_make(c->rest.ptr - 1, c->rest.len + 1);
        sum(c);
        return strange;
    }
    return a;
}

static struct value both(struct cel *c)
{
    struct value v = relation(c);

    while (!c->bad && eat(c, "&&")) {
        enum wd_truth a = truth_of(v), b = truth_of(relation(c));
        v = truth(a < b ? a : b);
    }
    return v;
}

static struct value any_of(struct cel *c)
{
    struct value v = strange;

    if (++c->depth > DEPTH_MAX)
        c->bad = true;
    if (!c->bad)
        v = both(c);
    while (!c->bad && eat(c, "||")) {
        enum wd_truth a = truth_of(v), b = truth_of(both(c));
        v = truth(a > b ? a : b);
    }
    if (!c->bad && eat(c, "?")) { /* a choice: nothing is known of it */
        any_of(c);
        need(c, ":");
        any_of(c);
        v = strange;
    }
    c->depth--;
    return v;
}

enum wd_truth wd_policy_condition(struct wd_str expression, const struct wd_facts_of_request *facts)
{
    struct cel c = {.rest = expression, .facts = facts};
    struct value v = any_of(&c);

    blanks(&c);
    return c.bad || c.rest.len > 0 ? WD_MAYBE : truth_of(v);
}
