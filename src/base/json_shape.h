/* Records whose form was seen before, read without a parser.
 *
 * A log is the same few forms over and over: the same names in the same order, with other strings and numbers between
 * them. A form that the parser has found valid is kept, as what stands between its values; a text that is equal to it
 * there, and whose strings and numbers are well-formed, is valid JSON of that form, and nothing needs to be parsed
 * again. What does not fit is the parser's: this only ever says yes or "ask the parser".
 *
 * Taken are strings of printable ASCII with short escapes, and integers of up to 18 digits. Values are slices of the
 * text (or of `plain`, once escapes were taken out), and live as long as it does, until the next match.
 * Belongs to one thread. */
#ifndef WHYDENIED_BASE_JSON_SHAPE_H
#define WHYDENIED_BASE_JSON_SHAPE_H

#include "whydenied/base/json.h"

struct wd_shapes;

struct wd_shapes *wd_shapes_new(void); /* NULL without memory */
void wd_shapes_free(struct wd_shapes *shapes);
/* Whether the text (with WD_PADDING bytes behind it) has a form that is known. */
bool wd_shapes_match(struct wd_shapes *shapes, struct wd_str text, struct wd_jv *ret_root);
/* How long the text of known form is that begins here, and its ends of lines; 0: none does. A match of just that text,
 * if it is the next, is found already. */
size_t wd_shapes_ahead(struct wd_shapes *shapes, struct wd_str text, uint64_t *ret_lines);
/* Keeps the form of a text that the parser took and wd_shapes_match did not. Nothing is kept of
 * one with a name that stands twice, or with what is not taken; nor when most texts are new. */
void wd_shapes_learn(struct wd_shapes *shapes, struct wd_str text);

/* Conclusions and courses (whydenied/base/json.h), of the text of the last match. */
unsigned wd_shapes_conclusion(const struct wd_shapes *shapes);
void wd_shapes_conclude(struct wd_shapes *shapes, unsigned conclusion);
void wd_shapes_watch(struct wd_shapes *shapes);
bool wd_shapes_keep_course(struct wd_shapes *shapes, const struct wd_json_mark *marks,
                           size_t count);
size_t wd_shapes_course(struct wd_shapes *shapes, size_t which, char *to, size_t max,
                        struct wd_str *ret_marked);
void wd_shapes_course_held(struct wd_shapes *shapes, size_t which);

/* Values of a match bear this mark in `b`; the functions take no others. */
#define WD_SHAPE_MARK (UINT64_C(1) << 63)
enum wd_json_type wd_shape_type(struct wd_jv v);
struct wd_jv wd_shape_member(struct wd_jv object, struct wd_str name);
struct wd_jv wd_shape_element(struct wd_jv array, size_t index);
bool wd_shape_str(struct wd_jv v, struct wd_str *ret_s);
int64_t wd_shape_integer(struct wd_jv integer);
bool wd_shape_bool(struct wd_jv boolean);
struct wd_jiter wd_shape_iter(struct wd_jv container);
bool wd_shape_next(struct wd_jiter *it);

#endif
