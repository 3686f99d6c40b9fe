/* Courses of readings: watched, kept by what was asked, and followed without asking again. */
#include "base/json_shape.h"

#include "base/json_shape_inside.h"

/* In room that is as long as the text, so that no slice moves. */
static void unescape(struct wd_shapes *shapes, struct wd_shape_value *value)
{
    static const char escapes[] = "b\bf\fn\nr\rt\t";
    char *to = shapes->plain.ptr + shapes->plain.len;
    size_t len = 0;

    for (size_t i = 0; i < value->len; i++) {
        char c = value->ptr[i];
        if (c == '\\') {
            const char *known;
            c = value->ptr[++i];
            known = memchr(escapes, c, sizeof escapes - 1);
            c = known ? known[1] : c;
        }
        to[len++] = c;
    }
    shapes->plain.len += len;
    *value = (struct wd_shape_value){to, (uint32_t)len, false};
}

struct wd_str wd_shape_value_text(struct wd_shapes *shapes, size_t at)
{
    struct wd_shape_value *value = &shapes->values[at];

    if (value->escaped)
        unescape(shapes, value);
    return wd_str_make(value->ptr, value->len);
}

/* ---- watching ------------------------------------------------------------------------------------------ */

void wd_shapes_watch(struct wd_shapes *shapes)
{
    struct wd_shape_watch *watch = &shapes->watch;

    if (!watch->asked.max)
        wd_buf_init(&watch->asked, WD_COURSE_MAX);
    wd_buf_clear(&watch->asked);
    watch->value_count = 0;
    watch->failed = false;
    watch->on = true;
}

void wd_shape_note(struct wd_shapes *shapes, enum wd_question question, unsigned answer,
                   struct wd_str name)
{
    const uint16_t head[] = {(uint16_t)question, (uint16_t)answer, (uint16_t)name.len};
    struct wd_buf *asked = &shapes->watch.asked;

    wd_buf_put(asked, wd_str_make((const char *)head, sizeof head));
    wd_buf_put(asked, name);
    shapes->watch.failed |= asked->failed || name.len > UINT16_MAX;
}

/* Which of the values asked for it is; asked for again it is the same. */
void wd_shape_note_value(struct wd_shapes *shapes, size_t value)
{
    struct wd_shape_watch *watch = &shapes->watch;
    size_t at = 0;

    while (at < watch->value_count && watch->values[at] != value)
        at++;
    if (at == WD_ASKED_MAX) {
        watch->failed = true;
        return;
    }
    if (at == watch->value_count)
        watch->values[watch->value_count++] = (uint16_t)value;
    wd_shape_note(shapes, WD_ASK_VALUE, (unsigned)at, WD_STR_NONE);
}

/* ---- conclusions --------------------------------------------------------------------------------------- */

unsigned wd_shapes_conclusion(const struct wd_shapes *shapes)
{
    return shapes->shape->conclusion;
}

void wd_shapes_conclude(struct wd_shapes *shapes, unsigned conclusion)
{
    const struct wd_shape_watch *watch = &shapes->watch;

    shapes->shape->conclusion =
        watch->on && !watch->failed && watch->value_count == 0 ? conclusion : WD_JSON_NO_CONCLUSION;
    shapes->watch.on = false;
}

/* ---- keeping ------------------------------------------------------------------------------------------- */

/* The place of the value among those asked for, from 1; 0: it is none of them. */
static uint16_t place_of(const struct wd_shapes *shapes, struct wd_str s)
{
    const struct wd_shape_watch *watch = &shapes->watch;

    for (size_t i = 0; i < watch->value_count; i++) {
        const struct wd_shape_value *value = &shapes->values[watch->values[i]];
        if (value->ptr == s.ptr && value->len == s.len)
            return (uint16_t)(i + 1);
    }
    return 0;
}

static bool mark(const struct wd_shapes *shapes, struct wd_course *course,
                 const struct wd_json_mark *marks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        course->marked[i] = marks[i].s.len ? place_of(shapes, marks[i].s) : 0;
        if (marks[i].s.len && course->marked[i] == 0)
            return false;
        if (course->marked[i] && marks[i].left_out)
            course->left_out[course->marked[i] - 1] = true;
    }
    return true;
}

static bool is_same(const struct wd_course *a, const struct wd_course *b)
{
    return a->value_count == b->value_count &&
           memcmp(a->left_out, b->left_out, sizeof a->left_out) == 0 &&
           memcmp(a->marked, b->marked, sizeof a->marked) == 0 && wd_str_eq(a->asked, b->asked);
}

/* The course that is kept already, or a copy; NULL: there are too many, or no memory. */
static const struct wd_course *keep(struct wd_shapes *shapes, const struct wd_course *course)
{
    struct wd_course *copy;

    for (const struct wd_course *known = shapes->courses; known; known = known->next)
        if (is_same(known, course))
            return known;
    if (shapes->course_count == WD_COURSES_MAX)
        return NULL;
    copy = wd_arena_alloc(shapes->arena, sizeof *copy);
    if (!copy)
        return NULL;
    *copy = *course;
    copy->asked = wd_arena_copy(shapes->arena, course->asked);
    copy->serial = ++shapes->serial;
    copy->next = shapes->courses;
    if (!copy->asked.ptr)
        return NULL;
    shapes->courses = copy;
    shapes->course_count++;
    return copy;
}

/* Room for the course in front of the others of the form; the last one goes if there are too many. */
static struct wd_shape_course *room_for(struct wd_shapes *shapes, const struct wd_course *course)
{
    struct wd_shape_course *list = shapes->shape->courses, own;
    size_t at = 0;

    if (!list)
        list = shapes->shape->courses =
            wd_arena_alloc(shapes->arena, WD_JSON_COURSES_MAX * sizeof *list);
    if (!list)
        return NULL;
    while (at + 1 < WD_JSON_COURSES_MAX && list[at].course && list[at].course != course)
        at++;
    own = list[at];
    if (!own.asked)
        own.asked = wd_arena_alloc(shapes->arena, WD_ASKED_MAX * sizeof *own.asked);
    if (!own.asked)
        return NULL;
    memmove(list + 1, list, at * sizeof *list);
    list[0] = own;
    return list;
}

bool wd_shapes_keep_course(struct wd_shapes *shapes, const struct wd_json_mark *marks, size_t count)
{
    struct wd_shape_watch *watch = &shapes->watch;
    struct wd_course course = {.asked = wd_buf_str(&watch->asked),
                               .value_count = watch->value_count};
    const struct wd_course *kept = NULL;
    struct wd_shape_course *room;

    if (watch->on && !watch->failed && mark(shapes, &course, marks, count))
        kept = keep(shapes, &course);
    watch->on = false;
    room = kept ? room_for(shapes, kept) : NULL;
    if (!room)
        return false;
    memcpy(room->asked, watch->values, watch->value_count * sizeof *room->asked);
    room->course = kept;
    return true;
}

/* ---- following ----------------------------------------------------------------------------------------- */

size_t wd_shapes_course(struct wd_shapes *shapes, size_t which, char *to, size_t max,
                        struct wd_str *ret_marked)
{
    const struct wd_shape_course *list = shapes->shape->courses;
    const struct wd_course *course =
        list && which < WD_JSON_COURSES_MAX ? list[which].course : NULL;
    const uint16_t *asked = course ? list[which].asked : NULL;
    size_t len = sizeof course->serial;

    if (!course || max < len)
        return 0;
    memcpy(to, &course->serial, len);
    for (size_t i = 0; i < course->value_count; i++) {
        struct wd_str s = wd_shape_value_text(shapes, asked[i]);
        const uint32_t head = (uint32_t)s.len;
        if (course->left_out[i] ? s.len == 0 : s.len + sizeof head > max - len)
            return 0;
        if (course->left_out[i])
            continue;
        memcpy(to + len, &head, sizeof head);
        wd_str_copy(to + len + sizeof head, s);
        len += sizeof head + s.len;
    }
    for (size_t i = 0; i < WD_JSON_MARKS_MAX; i++)
        ret_marked[i] = course->marked[i]
                            ? wd_shape_value_text(shapes, asked[course->marked[i] - 1])
                            : WD_STR_NONE;
    return len;
}

void wd_shapes_course_held(struct wd_shapes *shapes, size_t which)
{
    struct wd_shape_course *list = shapes->shape->courses, own = list[which];

    if (which == 0)
        return;
    list[which] = list[which - 1];
    list[which - 1] = own;
}
