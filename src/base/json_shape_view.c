/* Values of a text of known form. */
#include "base/json_shape.h"

#include "base/json_name.h"
#include "base/json_shape_inside.h"

static const struct wd_shapes *shapes_of(struct wd_jv v)
{
    return v.a;
}

/* What it remembers of the text and of who asks is no change to the text. */
static struct wd_shapes *memory_of(struct wd_jv v)
{
    union {
        const void *in;
        struct wd_shapes *out;
    } shapes = {v.a};

    return shapes.out;
}

static bool is_watched(struct wd_jv v)
{
    return __builtin_expect(shapes_of(v)->watch.on, 0);
}

static const struct wd_shape_node *node_of(struct wd_jv v)
{
    return &shapes_of(v)->shape->nodes[v.b & ~WD_SHAPE_MARK];
}

static struct wd_jv value_at(struct wd_jv of, size_t node)
{
    return (struct wd_jv){of.a, WD_SHAPE_MARK | node};
}

enum wd_json_type wd_shape_type(struct wd_jv v)
{
    if (is_watched(v))
        wd_shape_note(memory_of(v), WD_ASK_TYPE, node_of(v)->type, WD_STR_NONE);
    return (enum wd_json_type)node_of(v)->type;
}

static struct wd_jv member_at(struct wd_jv object, const struct wd_shape_name *name)
{
    return name ? value_at(object, name->node) : (struct wd_jv){NULL, 0};
}

/* Apart, so that the many that nobody watches call nothing. */
__attribute__((noinline)) static struct wd_jv
note_member(struct wd_jv object, const struct wd_shape_name *found, struct wd_str name)
{
    wd_shape_note(memory_of(object), WD_ASK_MEMBER, found != NULL, name);
    return member_at(object, found);
}

struct wd_jv wd_shape_member(struct wd_jv object, struct wd_str name)
{
    const struct wd_shape_node *node = node_of(object);
    const struct wd_shape_name *at = shapes_of(object)->shape->names + node->first_name;
    const struct wd_shape_name *const end = at + node->name_count;
    const uint64_t head = wd_json_name_head(name);

    while (at < end && !(at->head == head && wd_json_name_same(at->name, name)))
        at++;
    at = at < end ? at : NULL;
    return is_watched(object) ? note_member(object, at, name) : member_at(object, at);
}

struct wd_jv wd_shape_element(struct wd_jv array, size_t index)
{
    struct wd_jiter it = wd_shape_iter(array);

    if (node_of(array)->type != WD_JSON_ARRAY)
        return (struct wd_jv){NULL, 0};
    while (wd_shape_next(&it))
        if (index-- == 0)
            return it.value;
    return (struct wd_jv){NULL, 0};
}

bool wd_shape_str(struct wd_jv v, struct wd_str *ret_s)
{
    const struct wd_shape_node *node = node_of(v);
    bool is = node->type == WD_JSON_STRING;

    if (is)
        *ret_s = wd_shape_value_text(memory_of(v), node->value);
    if (is_watched(v) && is)
        wd_shape_note_value(memory_of(v), node->value);
    else if (is_watched(v))
        wd_shape_note(memory_of(v), WD_ASK_TYPE, node->type, WD_STR_NONE);
    return is;
}

int64_t wd_shape_integer(struct wd_jv integer)
{
    const struct wd_shape_value *value = &shapes_of(integer)->values[node_of(integer)->value];
    bool minus = value->ptr[0] == '-';
    int64_t n = 0;

    if (is_watched(integer))
        wd_shape_note_value(memory_of(integer), node_of(integer)->value);
    for (size_t i = minus; i < value->len; i++)
        n = n * 10 + (value->ptr[i] - '0');
    return minus ? -n : n;
}

bool wd_shape_bool(struct wd_jv boolean)
{
    if (is_watched(boolean))
        wd_shape_note(memory_of(boolean), WD_ASK_TYPE, node_of(boolean)->truth, WD_STR_NONE);
    return node_of(boolean)->truth != 0;
}

/* state: the next node, the node behind the container, the place of the next name and one; 0: an array. */
struct wd_jiter wd_shape_iter(struct wd_jv container)
{
    const struct wd_shape_node *node = node_of(container);
    struct wd_jiter it = {.container = container};

    if (is_watched(container))
        wd_shape_note(memory_of(container), WD_ASK_ITEMS, node->type, WD_STR_NONE);
    if (node->type != WD_JSON_OBJECT && node->type != WD_JSON_ARRAY)
        return it;
    it.state[0] = (container.b & ~WD_SHAPE_MARK) + 1;
    it.state[1] = node->after;
    it.state[2] = node->type == WD_JSON_OBJECT ? node->first_name + 1u : 0;
    return it;
}

bool wd_shape_next(struct wd_jiter *it)
{
    const struct wd_shape *shape = shapes_of(it->container)->shape;
    bool more = it->state[0] < it->state[1];

    if (more) {
        it->value = value_at(it->container, it->state[0]);
        if (it->state[2])
            it->name = shape->names[it->state[2]++ - 1].name;
        it->state[0] = shape->nodes[it->state[0]].after;
    }
    if (is_watched(it->container))
        wd_shape_note(memory_of(it->container), WD_ASK_NEXT, more,
                      more && it->state[2] ? it->name : WD_STR_NONE);
    return more;
}
