/* What the files of json_shape.h share: the tree of beginnings that known texts go along, the nodes and names of a form, and the
 * courses of its readings.
 *
 * All of it lives in the memory's arena until the memory is freed; values are slices of the last text, which must outlive their
 * use. One thread. What finds no room (a text too long, too deep, of too many values) is not learnt, and is the parser's. */
#ifndef WHYDENIED_BASE_JSON_SHAPE_INSIDE_H
#define WHYDENIED_BASE_JSON_SHAPE_INSIDE_H

#include "whydenied/base/arena.h"
#include "whydenied/base/buf.h"
#include "whydenied/base/json.h"

enum {
    WD_SHAPE_VALUES = 256,  /* strings and numbers of a text */
    WD_SHAPE_NODES = 512,   /* values of every kind */
    WD_SHAPE_BRANCHES = 16, /* ways a text may go on at one place */
    WD_SHAPE_DEPTH = 32
};
#define WD_SHAPE_STEP     16 /* bytes compared together */
#define WD_SHAPE_TEXT_MAX ((size_t)64 * 1024)

enum {
    WD_ASKED_MAX = 96,    /* values that one reading asks for */
    WD_COURSE_MAX = 8192, /* bytes of a course */
    WD_COURSES_MAX = 64   /* different ones that are kept */
};

enum wd_gap { WD_GAP_STRING, WD_GAP_INTEGER, WD_GAP_END };

/* In the order of the text, so that what is inside a container follows it. */
struct wd_shape_node {
    uint8_t type;                    /* enum wd_json_type */
    uint8_t truth;                   /* of a BOOL */
    uint16_t after;                  /* the node behind it and all that is inside */
    uint16_t value;                  /* of a STRING or INTEGER: its gap */
    uint16_t first_name, name_count; /* of an OBJECT */
};

struct wd_shape_name {
    uint64_t head; /* the name's first bytes, to compare by */
    struct wd_str name;
    size_t node;
};

/* What was asked of a text, and all answers but the values themselves. */
struct wd_course {
    uint64_t serial; /* no other of this memory has had it */
    struct wd_str asked;
    struct wd_course *next;
    size_t value_count;
    bool left_out[WD_ASKED_MAX];
    uint16_t marked[WD_JSON_MARKS_MAX]; /* a value asked for, from 1; 0: there was none */
};

struct wd_shape_course {
    const struct wd_course *course; /* NULL: none */
    uint16_t *asked;                /* its values, in the order of the questions */
};

struct wd_shape {
    struct wd_shape_node *nodes;
    struct wd_shape_name *names;
    struct wd_shape_course
        *courses;        /* WD_JSON_COURSES_MAX of them, the likeliest first; NULL: none */
    unsigned conclusion; /* a reader's; 0: none yet */
    uint64_t lines;      /* ends of lines in a text */
};

/* What stands before a gap, and how texts go on behind it. */
struct wd_branch {
    struct wd_str fixed; /* WD_SHAPE_STEP bytes behind it may be read */
    enum wd_gap gap;
    struct wd_branch *sibling, *below;
    struct wd_shape *shape; /* at the END */
};

struct wd_shape_value {
    const char *ptr;
    uint32_t len;
    bool escaped;
};

struct wd_shape_watch {
    bool on, failed;
    struct wd_buf asked; /* the course so far */
    uint16_t values[WD_ASKED_MAX];
    size_t value_count;
};

struct wd_shapes {
    struct wd_arena *arena; /* all that is kept */
    struct wd_branch *first;
    bool full;
    unsigned credit;        /* sixteenths of a text that may be learnt */
    unsigned misses;        /* in a row */
    unsigned rest;          /* texts that are not even tried */
    struct wd_str ahead;    /* matched before it is asked for; may be empty */
    struct wd_shape *shape; /* of the last match */
    bool escaped;           /* a string of the last text */
    struct wd_buf plain;    /* has room for all of them, without */
    struct wd_shape_watch watch;
    struct wd_course *courses;
    size_t course_count;
    uint64_t serial; /* of the last course */
    struct wd_shape_value values[WD_SHAPE_VALUES];
};

/* json_shape_view.c */
struct wd_str wd_shape_value_text(struct wd_shapes *shapes, size_t value);

/* json_shape_course.c: one question of a reading that is watched. */
enum wd_question { WD_ASK_TYPE, WD_ASK_MEMBER, WD_ASK_VALUE, WD_ASK_ITEMS, WD_ASK_NEXT };
void wd_shape_note(struct wd_shapes *shapes, enum wd_question question, unsigned answer,
                   struct wd_str name);
void wd_shape_note_value(struct wd_shapes *shapes, size_t value);

#endif
