/* One view of values, whoever read them: a parser, or the memory of forms. */
#include "base/json_engine.h"
#include "base/json_shape.h"

static bool is_shaped(struct wd_jv v)
{
    return v.b & WD_SHAPE_MARK;
}

enum wd_json_type wd_jv_type(struct wd_jv v)
{
    return is_shaped(v) ? wd_shape_type(v) : wd_tree_type(v);
}

struct wd_jv wd_jv_member(struct wd_jv object, struct wd_str name)
{
    return is_shaped(object) ? wd_shape_member(object, name) : wd_tree_member(object, name);
}

struct wd_jv wd_jv_element(struct wd_jv array, size_t index)
{
    return is_shaped(array) ? wd_shape_element(array, index) : wd_tree_element(array, index);
}

bool wd_jv_is_str(struct wd_jv v, struct wd_str *ret_s)
{
    return is_shaped(v) ? wd_shape_str(v, ret_s) : wd_tree_str(v, ret_s);
}

int64_t wd_jv_raw_integer(struct wd_jv integer)
{
    return is_shaped(integer) ? wd_shape_integer(integer) : wd_tree_integer(integer);
}

/* No form has any. */
double wd_jv_raw_real(struct wd_jv real)
{
    return wd_tree_real(real);
}

bool wd_jv_raw_bool(struct wd_jv boolean)
{
    return is_shaped(boolean) ? wd_shape_bool(boolean) : wd_tree_bool(boolean);
}

struct wd_jiter wd_jv_iter(struct wd_jv container)
{
    return is_shaped(container) ? wd_shape_iter(container) : wd_tree_iter(container);
}

bool wd_jiter_next(struct wd_jiter *it)
{
    return is_shaped(it->container) ? wd_shape_next(it) : wd_tree_next(it);
}
