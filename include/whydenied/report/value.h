/* Reading the document without ceremony, and text that is fit for it.
 *
 * Every reader takes NULL, a missing member and a value of the wrong type for "not there": empty
 * slice, 0, NULL. A saved report is input like any other. Slices live as long as the value. */
#ifndef WHYDENIED_REPORT_VALUE_H
#define WHYDENIED_REPORT_VALUE_H

#include <jansson.h>
#include <stdint.h>

#include "whydenied/base/buf.h"
#include "whydenied/report/output.h"

struct wd_str wd_value_str(const json_t *object, const char *name);
uint64_t wd_value_int(const json_t *object, const char *name); /* negative ones are 0 */
uint64_t wd_value_sum_of(const json_t *object);                /* of all its members */
bool wd_value_is(const json_t *object, const char *name, const char *text);
struct wd_str wd_value_item(const json_t *array, size_t index); /* a string of an array */
/* object.a.b: one step down, then a string. */
struct wd_str wd_value_in(const json_t *object, const char *a, const char *b);

/* Who an incident is about: the principal, or a group's sentence about its principals; empty: nobody is
 * named. The same for its resource. */
struct wd_str wd_value_who(const json_t *incident);
struct wd_str wd_value_what(const json_t *incident);

/* object.a.b: a value of any type. */
const json_t *wd_value_at(const json_t *object, const char *a, const char *b);
/* A sum of what the document lists ("denials", "matched", "lookalikes"); in a report of an earlier version,
 * or under another name, of all that was read. */
uint64_t wd_value_sum(const json_t *head, const char *name);
/* Problems that the document lists with a denial; in a report of an earlier version, all that it lists. */
uint64_t wd_value_problems(const json_t *head);
/* Members in the order they stand; jansson's own iterator takes no const. */
void *wd_value_iter(const json_t *object);
void *wd_value_iter_next(const json_t *object, void *it);

/* Whether a string may be these bytes as they are; else what it would be. */
bool wd_value_is_utf8(struct wd_str s);
void wd_value_mend(struct wd_buf *out, struct wd_str s);
/* A JSON string of any bytes: what is not UTF-8 becomes U+FFFD. An absent slice gives null. */
json_t *wd_value_text(struct wd_str s);
json_t *wd_value_textz(const char *z);

/* Building at once: the members take their values over; NULL if one of them is NULL (memory was lacking),
 * and then nothing is left behind. A member without a name is left out. */
struct wd_member {
    const char *name;
    json_t *value;
};
json_t *wd_value_object(const struct wd_member *members, size_t count);
void wd_value_put_members(json_t *object, const struct wd_member *members, size_t count,
                          bool *failed); /* into one that is there; like wd_value_set below */
#define WD_VALUE_OBJECT(members) wd_value_object(members, sizeof(members) / sizeof *(members))
/* An array of what `make` gives for 0 to count - 1. */
json_t *wd_value_array(size_t count, json_t *(*make)(const void *of, size_t index), const void *of);
json_t *wd_value_texts(const char *const *texts, size_t count);
json_t *wd_value_count(uint64_t n);

/* Building step by step: a value or step that fails (NULL) is remembered in *failed, so one check at the end does;
 * `finish` gives the value, or frees it and gives NULL. Names are our own, or of a document: valid UTF-8. */
void wd_value_set(json_t *object, const char *name, json_t *value, bool *failed);
void wd_value_set_count(json_t *object, const char *name, uint64_t n, bool *failed);
void wd_value_append(json_t *array, json_t *value, bool *failed);
json_t *wd_value_finish(json_t *value, bool failed);

/* value_json.c: the value as JSON on one line, ASCII control characters, DEL, C1, bidirectional and invisible
 * characters as escapes, and no "##" that a build service would read as a command. */
void wd_value_put_json(struct wd_output *out, const json_t *value);
void wd_value_put_string(struct wd_output *out, struct wd_str s); /* the same for a string */

/* "a.gz:1203" of a sample. */
void wd_value_where(struct wd_buf *out, const json_t *sample);
void wd_value_put_where(struct wd_buf *out, struct wd_str file, uint64_t record);
/* Visible text (escape.h) without "##": Azure's agent takes "##vso[" anywhere in a line for a
 * command. */
void wd_value_visible(struct wd_buf *out, struct wd_str s);
/* 18,234 */
#define WD_VALUE_NUMBER 32 /* 20 digits, and 6 commas */
struct wd_str wd_value_number(char text[WD_VALUE_NUMBER], uint64_t n);
void wd_value_put_number(struct wd_buf *out, uint64_t n);
/* Whole percent of n in all, rounded down, so that only all of it is 100. */
unsigned wd_value_percent(uint64_t n, uint64_t all);
void wd_value_put_percent(struct wd_buf *out, uint64_t n, uint64_t all); /* "6 %", "<1 %" */
/* "gcloud a 'b c'" of an argv array. */
void wd_value_shell(struct wd_buf *out, const json_t *argv);

/* Files that were read, listed or not. */
uint64_t wd_value_files(const json_t *head);

#endif
