/* For tests of the normaliser: records from literals. In JSON literals ' stands for ", which keeps
 * them readable; an apostrophe is \\u0027. */
#ifndef WHYDENIED_TESTS_NORMALISE_SUPPORT_H
#define WHYDENIED_TESTS_NORMALISE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "whydenied/names.h"
#include "whydenied/read.h"

struct bench {
    struct wd_normaliser *n;
    struct wd_arena *bodies; /* records live as long as the test */
    struct wd_event event;
    struct wd_record where;
    uint64_t ordinal;
};

static int bench_setup(void **state)
{
    struct bench *b = calloc(1, sizeof *b);

    assert_non_null(b);
    b->n = wd_normaliser_new(NULL);
    b->bodies = wd_arena_new(64u << 20);
    assert_non_null(b->n);
    assert_non_null(b->bodies);
    *state = b;
    return 0;
}

static int bench_teardown(void **state)
{
    struct bench *b = *state;

    wd_normaliser_free(b->n);
    wd_arena_free(b->bodies);
    free(b);
    return 0;
}

static inline struct wd_record record_of(struct bench *b, struct wd_str text,
                                         enum wd_record_form form)
{
    char *body = wd_arena_alloc(b->bodies, text.len + WD_PADDING);
    struct wd_record record = {.form = form};

    assert_non_null(body);
    if (text.len)
        memcpy(body, text.ptr, text.len);
    record.body = wd_str_make(body, text.len);
    record.ordinal = record.line = ++b->ordinal;
    return record;
}

static inline const struct wd_event *read_record(struct bench *b, struct wd_str text,
                                                 enum wd_record_form form)
{
    struct wd_record record = record_of(b, text, form);
    enum wd_skip reason;

    assert_int_equal(wd_normalise(b->n, &record, &b->event, &reason, NULL), 1);
    return &b->event;
}

static inline struct wd_str quoted(struct bench *b, const char *json)
{
    char *copy = wd_arena_strdup(b->bodies, wd_str_of(json));

    assert_non_null(copy);
    for (char *p = copy; *p; p++)
        if (*p == '\'')
            *p = '"';
    return wd_str_of(copy);
}

static inline const struct wd_event *read_json(struct bench *b, const char *json)
{
    return read_record(b, quoted(b, json), WD_RECORD_JSON);
}

static inline const struct wd_event *read_text(struct bench *b, const char *line)
{
    return read_record(b, wd_str_of(line), WD_RECORD_TEXT);
}

/* The next joined message, or NULL. */
static inline const struct wd_event *next_pending(struct bench *b)
{
    return wd_normaliser_pending(b->n, &b->event, &b->where, NULL) == 1 ? &b->event : NULL;
}

static inline const struct wd_event *next_flushed(struct bench *b)
{
    return wd_normaliser_flush(b->n, &b->event, &b->where, NULL) == 1 ? &b->event : NULL;
}

/* A line with nothing behind it: one that refuses was held back until that is clear. */
static inline const struct wd_event *read_alone(struct bench *b, const char *line)
{
    const struct wd_event *event = read_text(b, line);

    return event->kind == WD_KIND_CONTEXT && next_flushed(b) ? &b->event : event;
}

/* The same of an entry that carries a line which a container printed. */
static inline const struct wd_event *read_json_alone(struct bench *b, const char *json)
{
    const struct wd_event *event = read_json(b, json);

    return event->kind == WD_KIND_CONTEXT && next_flushed(b) ? &b->event : event;
}

static inline const struct wd_event *settled(struct bench *b)
{
    wd_event_settle(&b->event, wd_normaliser_arena(b->n));
    return &b->event;
}

static inline void assert_str(struct wd_str got, const char *wanted)
{
    if (wd_str_eqz(got, wanted))
        return;
    print_error("got \"%.*s\", wanted \"%s\"\n", WD_STR_ARG(got), wanted);
    fail();
}

static inline void assert_slot(const struct wd_event *event, enum wd_slot slot, const char *wanted)
{
    if (!wd_str_eqz(event->slot[slot], wanted))
        print_error("slot %s: ", wd_slot_name(slot));
    assert_str(event->slot[slot], wanted);
}

static inline void assert_kind(const struct wd_event *event, enum wd_kind wanted)
{
    if (event->kind != wanted)
        print_error("kind %s instead of %s\n", wd_kind_name(event->kind), wd_kind_name(wanted));
    assert_int_equal(event->kind, wanted);
}

#endif
