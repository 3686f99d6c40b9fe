/* The JSON view: one record parsed, its values read by name.
 *
 * Behind this header stands simdjson (src/base/json_simdjson.cc) or jansson
 * (src/base/json_jansson.c, `make JSON=jansson`); the tests hold each against the other. Of members with
 * the same name the first is taken, or what wd_json_read_as asks for. Known differences: a NUL in a name,
 * or a raw one right behind a number, is a fault to jansson only; integers from 2^63 to 2^64-1 are reals
 * to simdjson and a fault to jansson (beyond that a fault to both: wd_json_parse_mended).
 *
 * A parser is reused for record after record and belongs to one thread. Values and the slices read
 * from them live until the parser's next parse. The text must have WD_PADDING readable bytes behind
 * it. Parsers in use at the same time (a record, and the JSON found in one of its strings) are
 * separate objects. */
#ifndef WHYDENIED_BASE_JSON_H
#define WHYDENIED_BASE_JSON_H

#include <stdint.h>

#include "whydenied/base/error.h"
#include "whydenied/base/str.h"

struct wd_json; /* a parser */

enum wd_json_fault {
    WD_JSON_OK,
    WD_JSON_MALFORMED, /* includes invalid UTF-8 and empty text */
    WD_JSON_TOO_DEEP,  /* deeper than WD_DEPTH_MAX */
    WD_JSON_TOO_LONG,  /* longer than WD_RECORD_MAX, or of more than WD_VALUES_MAX values */
    WD_JSON_NO_MEMORY,
    WD_JSON_TWICE /* between a backend and json.c only: a name stands twice in an object */
};

/* Which of the members of an object that bear one name are read. AS_IS is the fast one, for text of which
 * nobody knows yet whether there are any: a look-up gives the first. */
enum wd_json_reading { WD_JSON_AS_IS, WD_JSON_FIRST, WD_JSON_LAST };

/* How long the text of a remembered form is that begins here, and how many ends of lines it holds; 0: none begins
 * here. It is sound JSON. Values of the text before are gone; parsing just that text, in the same place, costs nothing
 * any more. */
size_t wd_json_form(struct wd_json *parser, struct wd_str text, uint64_t *ret_lines);

/* The course of a reading: what it asked of a text (members, types, strings, numbers), and every answer but the
 * strings and numbers themselves. A reading that depends on nothing but the answers goes the same way through every
 * text that gives the same ones, whatever else stands in it; so what it made of one text holds for the others. Kept of
 * texts whose form is remembered. */
#define WD_JSON_MARKS_MAX 8u
struct wd_json_mark {
    struct wd_str s; /* as it was read: the very bytes of a value. May be empty */
    bool left_out;   /* it may be another each time: who keeps the course answers for that */
};

enum wd_json_type {
    WD_JSON_ABSENT,
    WD_JSON_NULL,
    WD_JSON_BOOL,
    WD_JSON_INTEGER,
    WD_JSON_REAL,
    WD_JSON_STRING,
    WD_JSON_ARRAY,
    WD_JSON_OBJECT
};

/* A value of the record last parsed; copy freely. The zero value is absent, and every reader takes
 * an absent value for "not there", so look-ups chain without checks. */
struct wd_jv {
    const void *a;
    uint64_t b;
};

struct wd_json *wd_json_new(void); /* NULL without memory */
void wd_json_free(struct wd_json *parser);
/* For a parser of many texts of few forms (json_shape.h): values may then be slices of the text, which must live as
 * long as they do. Without memory for it, texts are parsed as before. */
void wd_json_remember_forms(struct wd_json *parser);
const char *wd_json_backend(void); /* "simdjson" or "jansson" */

enum wd_json_fault wd_json_parse(struct wd_json *parser, struct wd_str text,
                                 struct wd_jv *ret_root);

/* The same, with a second attempt if the text is malformed: bytes that are no UTF-8 and lone
 * surrogates become U+FFFD, raw control characters in strings are escaped, integers beyond 64 bits
 * become reals. *ret_mended tells that the values are not quite what was logged. The mended copy
 * belongs to the parser, the values live as long as with wd_json_parse. */
enum wd_json_fault wd_json_parse_mended(struct wd_json *parser, struct wd_str text,
                                        struct wd_jv *ret_root, bool *ret_mended);

struct wd_arena;
/* The beginning of a text that breaks off, as far as it is sound JSON, with what is open there closed: a text to
 * parse, of the arena. A string that is not whole keeps its whole words, or goes with its name. Empty if nothing
 * stands, or without memory. */
struct wd_str wd_json_beginning(struct wd_arena *arena, struct wd_str text);

/* For the parses to come. */
void wd_json_read_as(struct wd_json *parser, enum wd_json_reading reading);
/* Read AS_IS: an object that was looked into since the last parse may name a member twice. Never false when
 * one does; whether it matters tells a comparison of the FIRST and the LAST reading. */
bool wd_json_twice(const struct wd_json *parser);

/* What is asked of the text parsed last is noted from here on, until its course is kept or another text is parsed.
 * False: its form is not remembered. */
bool wd_json_watch(struct wd_json *parser);
/* Keeps it for all texts of that form, in place of another if these have too many. False if there is none to keep, or a
 * mark is no value that was asked for. */
bool wd_json_keep_course(struct wd_json *parser, const struct wd_json_mark *marks, size_t count);
/* Of a text whose form has a course of that number, from 0: the course and its values but those left out, byte for
 * byte, so that texts with equal ones are read alike; and the values that are marked, for those left out never empty.
 * Returns how many bytes; 0: there is no such course, or no room. The course kept last is 0. */
#define WD_JSON_COURSES_MAX 4u
size_t wd_json_course(struct wd_json *parser, size_t which, char *to, size_t max,
                      struct wd_str ret_marked[WD_JSON_MARKS_MAX]);
/* The text took it: it comes sooner. */
void wd_json_course_held(struct wd_json *parser, size_t which);

/* A number above 0 that a reader concluded from the form of the text parsed last; 0: none yet, or the form is not
 * remembered. */
#define WD_JSON_NO_CONCLUSION (~0u)
unsigned wd_json_conclusion(const struct wd_json *parser);
/* Kept for all texts of that form; but NO_CONCLUSION if the reading that was watched until now asked for a value. Ends
 * watching. */
void wd_json_conclude(struct wd_json *parser, unsigned conclusion);

enum wd_json_type wd_jv_type(struct wd_jv v);
struct wd_jv wd_jv_member(struct wd_jv object, struct wd_str name); /* absent if it is no object */
/* The same for a C string; inline, so that the length of a literal costs nothing. */
static inline struct wd_jv wd_jv_get(struct wd_jv object, const char *name)
{
    return wd_jv_member(object, wd_str_of(name));
}

/* A JSON pointer, "/a/b/0/c" (RFC 6901, with ~0 and ~1), read once and followed often. */
#define WD_POINTER_STEPS_MAX 16u
struct wd_pointer {
    struct wd_str steps[WD_POINTER_STEPS_MAX];
    size_t count;
};
/* Unescapes the text in place; the steps are slices of it. False if it is no pointer. */
bool wd_pointer_read(struct wd_pointer *ret_pointer, char *text);
struct wd_jv wd_pointer_follow(const struct wd_pointer *pointer,
                               struct wd_jv v); /* may be absent */
struct wd_jv wd_jv_at(struct wd_jv v,
                      const char *pointer); /* reads, then follows; up to 255 bytes */

struct wd_str wd_jv_str(struct wd_jv v); /* empty unless a string */
bool wd_jv_is_str(struct wd_jv v, struct wd_str *ret_s);
bool wd_jv_int(struct wd_jv v, int64_t *ret_n); /* integers, 7.0, strings of digits */
bool wd_jv_bool(struct wd_jv v, bool *ret_b);

/* for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it);) … it.name (objects), it.value */
struct wd_jiter {
    struct wd_str name;
    struct wd_jv value;
    struct wd_jv container;
    uint64_t state[3];
};
struct wd_jiter wd_jv_iter(struct wd_jv container); /* arrays and objects; others give nothing */
bool wd_jiter_next(struct wd_jiter *it);

#endif
