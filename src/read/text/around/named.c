/* The call that was refused, named below as one that went well: "fc:InvokeFunction acs:fc:…:functions/train OK", "InvokeFunction train
 * succeeded", "query on acme_dw.orders succeeded". What went well for another thing, or for somebody else, says nothing of it. */
#include "read/text/around/around.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"

enum { NAME_MIN = 3, RESOURCE_MIN = 12 };

/* Of the line that refuses; empty: it names none. */
struct call {
    struct wd_str method;       /* "InvokeFunction" of "fc:InvokeFunction" */
    struct wd_str resource;     /* "acs:fc:…:functions/train", "acme-prod:sales.orders" */
    struct wd_str leaf, parent; /* "train"; "orders" and "sales" */
};

static size_t letters_of(struct wd_str s)
{
    size_t len = 0;

    while (len < s.len && wd_is_letter(s.ptr[len]))
        len++;
    return len;
}

/* Words written together: "InvokeFunction". */
static bool has_humps(struct wd_str word)
{
    for (size_t i = 1; i + 1 < word.len; i++)
        if (wd_is_upper(word.ptr[i]) && !wd_is_upper(word.ptr[i - 1]) &&
            !wd_is_upper(word.ptr[i + 1]))
            return true;
    return false;
}

/* "product:Action", without a blank. */
static struct wd_str method_in(struct wd_str line)
{
    for (size_t i = 1; i + 1 < line.len; i++) {
        if (line.ptr[i] != ':' || !wd_is_alnum(line.ptr[i - 1]) || !wd_is_upper(line.ptr[i + 1]))
            continue;
        struct wd_str word = wd_str_from(line, i + 1);
        word = wd_str_sub(word, 0, letters_of(word));
        if (has_humps(word))
            return word;
    }
    return WD_STR_NONE;
}

static struct wd_str token_at(struct wd_str line, size_t at)
{
    size_t len = 0;

    while (at + len < line.len && !wd_char_in(line.ptr[at + len], " \t\"'`{}[](),;\\"))
        len++;
    return wd_str_trim_right_of(wd_str_sub(line, at, len), ".:");
}

/* Not who was refused: "acs:ram::…:user/mika". */
static struct wd_str resource_in(struct wd_str line)
{
    static const char *const kinds[] = {"Table ", "Dataset ", "table ", "dataset "};

    for (size_t from = 0, at;
         (at = wd_str_find(wd_str_from(line, from), WD_STR("acs:"))) != WD_NPOS; from += at + 4) {
        struct wd_str token = token_at(line, from + at);
        if (!wd_str_starts(token, WD_STR("acs:ram:")))
            return token;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t at = wd_str_find(line, wd_str_of(kinds[i]));
        struct wd_str token = at == WD_NPOS ? WD_STR_NONE : token_at(line, at + strlen(kinds[i]));
        if (wd_str_find_char(token, ':') != WD_NPOS)
            return token;
    }
    return WD_STR_NONE;
}

/* Its last name, and the one above: of "projects/dw/tables/orders" orders and dw, of "acme:sales.orders" orders and sales. */
static void name_parts(struct call *call)
{
    const bool path = wd_str_find_char(call->resource, '/') != WD_NPOS;
    struct wd_str rest = wd_last_part(call->resource, ':'), part;
    unsigned count = 0;

    while (rest.len > 0) {
        part = wd_str_cut(&rest, path ? '/' : '.');
        if (path && count++ % 2 == 0)
            continue;
        call->parent = call->leaf;
        call->leaf = part;
    }
    if (call->leaf.len < NAME_MIN)
        call->leaf = call->parent = WD_STR_NONE;
}

bool wd_around_refuses(struct wd_str line)
{
    static const char *const words[] = {"denied",    "not have", "not authorized", "no privilege",
                                        "forbidden", "403",      "unauthorized"};

    return WD_STR_IHAS_ANY(line, words);
}

/* "(user taro)", "by taro@…": who the refusal does not name. */
static bool is_of_somebody_else(const struct wd_around *around, struct wd_str line)
{
    static const char *const marks[] = {"user ", " by ", " as ", " for "};
    struct wd_str rest = line, name;

    while ((name = wd_around_next_name(&rest)).len > 0)
        if (wd_str_find_char(name, '@') != WD_NPOS && !wd_around_holds_name(around->line, name))
            return true;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = wd_str_ifind(line, marks[i]);
        rest = wd_str_from(line, at == WD_NPOS ? line.len : at + strlen(marks[i]));
        name = wd_around_next_name(&rest);
        if (name.len > 0 && !wd_str_has(around->line, name))
            return true;
    }
    return false;
}

/* "INFO GetAuthorizationToken: ok": nothing is named but the call. */
bool wd_around_names_nothing_else(struct wd_str line, struct wd_str method)
{
    static const char *const plain[] = {"is",       "now",     "call",  "again", "retry",
                                        "of",       "attempt", "after", "on",    "retries",
                                        "attempts", "try",     "tries"};

    while (line.len > 0) {
        struct wd_str word = wd_str_letters(wd_str_word(&line));
        if (word.len > 0 && !wd_str_eq(word, method) && !wd_text_is_loggers(word) &&
            !wd_text_tells_of_success(word) && !WD_STR_IIN(word, plain))
            return false;
    }
    return true;
}

/* The whole resource, its own name, or the call and nothing but that. */
static bool is_of_call(const struct call *call, struct wd_str line)
{
    return (call->resource.len >= RESOURCE_MIN && wd_around_holds_name(line, call->resource)) ||
           (call->leaf.len > 0 && wd_around_holds_name(line, call->leaf)) ||
           (call->method.len > 0 && wd_around_holds_name(line, call->method) &&
            wd_around_names_nothing_else(line, call->method));
}

static struct call call_in(struct wd_str line)
{
    struct call call = {.method = method_in(line), .resource = resource_in(line)};

    name_parts(&call);
    return call;
}

static struct call call_of(const struct wd_around *around)
{
    return call_in(around->line);
}

size_t wd_around_call_names(struct wd_str line, struct wd_str ret_names[WD_CALL_NAMES])
{
    const struct call call = call_in(line);
    const struct wd_str names[] = {call.method, call.resource, call.leaf};
    size_t count = 0;

    for (size_t i = 0; i < WD_CALL_NAMES; i++)
        if (names[i].len > 0)
            ret_names[count++] = names[i];
    return count;
}

bool wd_around_names_call(const struct wd_around *around, struct wd_str line)
{
    const struct call call = call_of(around);

    return is_of_call(&call, line) && !is_of_somebody_else(around, line);
}

/* The name alone is many things': with the call's, or the one above it. */
static bool is_surely_of_call(const struct call *call, struct wd_str line)
{
    return is_of_call(call, line) &&
           ((call->resource.len >= RESOURCE_MIN && wd_around_holds_name(line, call->resource)) ||
            (call->method.len > 0 && wd_around_holds_name(line, call->method)) ||
            (call->parent.len >= NAME_MIN && wd_around_holds_name(line, call->parent)));
}

bool wd_around_is_named_again(const struct wd_around *around)
{
    const struct call call = call_of(around);

    if (call.method.len + call.leaf.len == 0)
        return false;
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text;
        if (wd_around_refuses(line))
            return false;
        if (is_surely_of_call(&call, line) && wd_text_tells_of_success(line) &&
            !is_of_somebody_else(around, line))
            return true;
    }
    return false;
}
