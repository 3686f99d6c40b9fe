/* An event that a store flattened into columns, "event.userIdentity.userName", made whole again, so that what is told of the
 * event is read in one way. Log Service shows ActionTrail's so, with the prefix or without. */
#include "read/reading.h"

#include "whydenied/base/json_put.h"

enum { COLUMNS_MAX = 160, DEPTH_MAX = 8, TEXT_MAX = 256 * 1024 };

struct column {
    struct wd_str name; /* without the prefix */
    struct wd_jv value;
};

struct columns {
    struct column of[COLUMNS_MAX];
    size_t count;
    bool opened; /* the event's own objects that were kept as strings are objects again */
    struct wd_buf text;
};

static bool take(struct columns *columns, struct wd_jv root, struct wd_str prefix)
{
    for (struct wd_jiter it = wd_jv_iter(root); wd_jiter_next(&it);) {
        if (columns->count == COLUMNS_MAX)
            return false;
        columns->of[columns->count++] = (struct column){
            wd_str_starts(it.name, prefix) ? wd_str_from(it.name, prefix.len) : it.name, it.value};
    }
    return true;
}

/* The part of a column's name behind `path`, up to the next dot; empty if it lies elsewhere. */
static struct wd_str step_of(const struct column *column, struct wd_str path)
{
    struct wd_str rest = wd_str_from(column->name, path.len);

    return wd_str_starts(column->name, path) ? wd_str_cut(&rest, '.') : WD_STR_NONE;
}

/* "{…}" in which nothing ends before its end: an object that a table kept as a string. */
static bool is_object(struct wd_str s)
{
    size_t depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == '{')
            depth++;
        else if (!quoted && c == '}' && depth-- < 2)
            return depth == 0 && i + 1 == s.len;
        if (depth == 0)
            return false;
    }
    return false;
}

/* Of an event's own columns. What an error message holds stays a message. */
static bool is_of_object(struct wd_str name)
{
    static const char *const names[] = {"userIdentity", "requestParameters", "responseElements",
                                        "additionalEventData"};

    return WD_STR_IIN(name, names);
}

static void put_value(struct wd_buf *text, struct wd_jv value, bool opened)
{
    int64_t number;
    bool truth = true;

    if (wd_jv_type(value) == WD_JSON_STRING && opened && is_object(wd_jv_str(value)))
        wd_buf_put(text, wd_jv_str(value));
    else if (wd_jv_type(value) == WD_JSON_STRING)
        wd_json_put_string(text, wd_jv_str(value));
    else if (wd_jv_type(value) == WD_JSON_INTEGER && wd_jv_int(value, &number))
        wd_buf_printf(text, "%lld", (long long)number);
    else /* of an object or a list only that it is there */
        wd_buf_putz(text, wd_jv_type(value) == WD_JSON_NULL     ? "null"
                          : !wd_jv_bool(value, &truth) || truth ? "true"
                                                                : "false");
}

static void put_object(struct columns *columns, struct wd_str path, unsigned depth);

static void put_member(struct columns *columns, const struct column *column, struct wd_str step,
                       unsigned depth)
{
    size_t end = (size_t)(step.ptr - column->name.ptr) + step.len;

    wd_json_put_string(&columns->text, step);
    wd_buf_putc(&columns->text, ':');
    if (end < column->name.len && depth < DEPTH_MAX)
        put_object(columns, wd_str_sub(column->name, 0, end + 1), depth + 1);
    else
        put_value(&columns->text, column->value,
                  columns->opened && depth == 0 && is_of_object(step));
}

static void put_object(struct columns *columns, struct wd_str path, unsigned depth)
{
    size_t put = 0;

    wd_buf_putc(&columns->text, '{');
    for (size_t i = 0; i < columns->count; i++) {
        struct wd_str step = step_of(&columns->of[i], path);
        size_t before = 0;
        while (before < i && !wd_str_eq(step_of(&columns->of[before], path), step))
            before++;
        if (step.len == 0 || before < i)
            continue;
        if (put++ > 0)
            wd_buf_putc(&columns->text, ',');
        put_member(columns, &columns->of[i], step, depth);
    }
    wd_buf_putc(&columns->text, '}');
}

static struct wd_jv nest(struct wd_reading *r, struct columns *columns, bool opened)
{
    struct wd_jv nested = {NULL, 0};

    columns->opened = opened;
    wd_buf_init(&columns->text, TEXT_MAX);
    put_object(columns, WD_STR_NONE, 0);
    if (!columns->text.failed)
        nested = wd_parse_text(r, wd_buf_str(&columns->text));
    wd_buf_done(&columns->text);
    return nested;
}

/* What looks like an object and is none leaves all of them strings. */
struct wd_jv wd_columns_nested(struct wd_reading *r, const char *prefix)
{
    struct columns *columns = wd_arena_alloc(r->arena, sizeof *columns);
    struct wd_jv nested = {NULL, 0};

    if (!columns)
        return nested;
    columns->count = 0;
    if (!take(columns, r->root, wd_str_of(prefix)))
        return nested;
    nested = nest(r, columns, true);
    return wd_there(nested) ? nested : nest(r, columns, false);
}
