/* The form of a text that is known to be valid JSON. */
#include "base/json_shape.h"

#include <stdlib.h>

#include "base/json_name.h"
#include "base/json_shape_inside.h"
#include "whydenied/base/char.h"
#include "whydenied/base/limits.h"

#define CREDIT    16u
#define TEXT_MAX  ((size_t)16 * 1024) /* of a text that is kept */
#define NAMES_MAX ((size_t)WD_SHAPE_NODES)

struct piece {
    size_t start, len;
    enum wd_gap gap;
    const char *kept; /* the branch's copy */
};

/* A name lies in the fixed text before its value. */
struct name {
    struct wd_str text;
    size_t piece, offset, node;
};

/* Work of one text; too large for the stack of a thread. */
struct form {
    struct wd_str text;
    size_t at, start; /* start: of the piece that is not yet ended */
    struct piece pieces[WD_SHAPE_VALUES];
    struct wd_shape_node nodes[WD_SHAPE_NODES];
    struct name names[NAMES_MAX], open[NAMES_MAX]; /* open: of objects that are not yet ended */
    size_t piece_count, node_count, name_count, open_count;
};

static bool read_value(struct form *form, unsigned depth);

static char here(const struct form *form)
{
    return form->at < form->text.len ? form->text.ptr[form->at] : '\0';
}

static void skip_blanks(struct form *form)
{
    while (here(form) && wd_char_in(here(form), " \t\r\n"))
        form->at++;
}

/* Past the string that begins here; false at the end of the text. */
static bool skip_string(struct form *form, bool *ret_escaped)
{
    *ret_escaped = false;
    for (form->at++; here(form) != '"'; form->at++) {
        if (form->at >= form->text.len)
            return false;
        if (here(form) == '\\') {
            *ret_escaped = true;
            form->at++;
        }
    }
    form->at++;
    return true;
}

/* The fixed text ends here, and a gap begins; its value is the next. */
static bool end_piece(struct form *form, enum wd_gap gap)
{
    if (form->piece_count == WD_SHAPE_VALUES)
        return false;
    form->pieces[form->piece_count++] =
        (struct piece){form->start, form->at - form->start, gap, NULL};
    return true;
}

static bool read_string(struct form *form, struct wd_shape_node *node)
{
    bool escaped;

    form->at++;
    node->value = (uint16_t)form->piece_count;
    if (!end_piece(form, WD_GAP_STRING))
        return false;
    form->at--;
    if (!skip_string(form, &escaped))
        return false;
    form->start = form->at - 1; /* the closing quote */
    return true;
}

static bool read_integer(struct form *form, struct wd_shape_node *node)
{
    size_t digits = 0;

    node->value = (uint16_t)form->piece_count;
    if (!end_piece(form, WD_GAP_INTEGER))
        return false;
    for (form->at += here(form) == '-'; wd_is_digit(here(form)); form->at++)
        digits++;
    form->start = form->at;
    return digits <= 18 && !(here(form) && wd_char_in(here(form), ".eE"));
}

static bool read_word(struct form *form, struct wd_shape_node *node)
{
    node->truth = here(form) == 't';
    node->type = here(form) == 'n' ? WD_JSON_NULL : WD_JSON_BOOL;
    form->at += here(form) == 'f' ? 5 : 4;
    return form->at <= form->text.len;
}

static bool read_name(struct form *form)
{
    size_t start = form->at + 1;
    bool escaped;

    if (here(form) != '"' || form->open_count == NAMES_MAX || !skip_string(form, &escaped) ||
        escaped)
        return false;
    form->open[form->open_count++] =
        (struct name){wd_str_sub(form->text, start, form->at - 1 - start), form->piece_count,
                      start - form->start, form->node_count};
    skip_blanks(form);
    form->at++; /* the colon */
    return true;
}

/* The names of an object that has ended are put side by side; false if one stands twice. */
static bool close_object(struct form *form, struct wd_shape_node *node, size_t first_open)
{
    size_t count = form->open_count - first_open;

    if (form->name_count + count > NAMES_MAX)
        return false;
    for (size_t i = first_open; i < form->open_count; i++)
        for (size_t k = first_open; k < i; k++)
            if (wd_str_eq(form->open[i].text, form->open[k].text))
                return false;
    memcpy(form->names + form->name_count, form->open + first_open, count * sizeof *form->names);
    node->first_name = (uint16_t)form->name_count;
    node->name_count = (uint16_t)count;
    form->name_count += count;
    form->open_count = first_open;
    return true;
}

static bool read_container(struct form *form, struct wd_shape_node *node, unsigned depth)
{
    bool object = node->type == WD_JSON_OBJECT;
    size_t first_open = form->open_count;

    if (depth == WD_SHAPE_DEPTH)
        return false;
    form->at++;
    for (skip_blanks(form); here(form) != '}' && here(form) != ']'; skip_blanks(form)) {
        if (form->at >= form->text.len || (object && !read_name(form)) ||
            !read_value(form, depth + 1))
            return false;
        skip_blanks(form);
        form->at += here(form) == ',';
    }
    form->at++;
    return !object || close_object(form, node, first_open);
}

static bool read_value(struct form *form, unsigned depth)
{
    struct wd_shape_node *node = &form->nodes[form->node_count];
    bool read;

    skip_blanks(form);
    if (form->node_count == WD_SHAPE_NODES)
        return false;
    form->node_count++;
    *node = (struct wd_shape_node){.type = WD_JSON_STRING};
    switch (here(form)) {
    case '{':
    case '[':
        node->type = here(form) == '{' ? WD_JSON_OBJECT : WD_JSON_ARRAY;
        read = read_container(form, node, depth);
        break;
    case '"':
        read = read_string(form, node);
        break;
    case 't':
    case 'f':
    case 'n':
        read = read_word(form, node);
        break;
    default:
        node->type = WD_JSON_INTEGER;
        read = read_integer(form, node);
    }
    node->after = (uint16_t)form->node_count;
    return read;
}

static bool read_form(struct form *form)
{
    if (here(form) != '{' || !read_value(form, 0))
        return false;
    form->at = form->text.len;
    return end_piece(form, WD_GAP_END);
}

/* No string holds an end of line as it is. */
static uint64_t lines_of(struct wd_str text)
{
    uint64_t lines = 0;
    size_t at;

    while ((at = wd_str_find_char(text, '\n')) != WD_NPOS) {
        text = wd_str_from(text, at + 1);
        lines++;
    }
    return lines;
}

static struct wd_shape *keep_shape(struct wd_arena *arena, const struct form *form)
{
    struct wd_shape *shape = wd_arena_alloc(arena, sizeof *shape);

    if (!shape)
        return NULL;
    shape->nodes = wd_arena_alloc(arena, form->node_count * sizeof *shape->nodes);
    shape->names = wd_arena_alloc(arena, (form->name_count + 1) * sizeof *shape->names);
    if (!shape->nodes || !shape->names)
        return NULL;
    shape->lines = lines_of(form->text);
    memcpy(shape->nodes, form->nodes, form->node_count * sizeof *shape->nodes);
    for (size_t i = 0; i < form->name_count; i++) {
        const struct name *name = &form->names[i];
        struct wd_str kept =
            wd_str_make(form->pieces[name->piece].kept + name->offset, name->text.len);
        shape->names[i] = (struct wd_shape_name){wd_json_name_head(kept), kept, name->node};
    }
    return shape;
}

static struct wd_branch *new_branch(struct wd_arena *arena, struct wd_str fixed, enum wd_gap gap)
{
    struct wd_branch *branch = wd_arena_alloc(arena, sizeof *branch);
    char *copy = wd_arena_alloc(arena, fixed.len + WD_SHAPE_STEP);

    if (!branch || !copy)
        return NULL;
    wd_str_copy(copy, fixed);
    *branch = (struct wd_branch){.fixed = wd_str_make(copy, fixed.len), .gap = gap};
    return branch;
}

/* The branch of that piece among those that begin at *link, new if need be; NULL: there are too many, or no memory. */
static struct wd_branch *branch_of(struct wd_shapes *shapes, struct wd_branch **link,
                                   struct wd_str fixed, enum wd_gap gap)
{
    size_t count = 0;

    for (; *link; link = &(*link)->sibling, count++)
        if ((*link)->gap == gap && wd_str_eq((*link)->fixed, fixed))
            return *link;
    if (count == WD_SHAPE_BRANCHES)
        return NULL;
    *link = new_branch(shapes->arena, fixed, gap);
    shapes->full = shapes->full || !*link;
    return *link;
}

static void keep(struct wd_shapes *shapes, struct form *form)
{
    struct wd_branch **link = &shapes->first, *branch = NULL;

    for (size_t i = 0; i < form->piece_count; i++) {
        struct piece *piece = &form->pieces[i];
        branch =
            branch_of(shapes, link, wd_str_sub(form->text, piece->start, piece->len), piece->gap);
        if (!branch)
            return;
        piece->kept = branch->fixed.ptr;
        link = &branch->below;
    }
    if (branch && !(branch->shape = keep_shape(shapes->arena, form)))
        shapes->full = true;
}

void wd_shapes_learn(struct wd_shapes *shapes, struct wd_str text)
{
    struct form *form;

    if (shapes->full || shapes->rest > 0 || shapes->credit < CREDIT || text.len > TEXT_MAX)
        return;
    shapes->credit -= CREDIT;
    form = calloc(1, sizeof *form);
    if (form) {
        form->text = text;
        if (read_form(form))
            keep(shapes, form);
    }
    free(form);
}
