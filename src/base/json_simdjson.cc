/* The JSON view on simdjson's DOM: the one C++ file.
 *
 * A wd_jv is a place on the document's tape: a = the document, b = the index. Index 0 holds the
 * tape's own root mark, so no value lives there and the zero wd_jv is absent. Nothing here throws:
 * built without exceptions, simdjson reports by error code and allocates with nothrow. One thing
 * cannot be had: when the process makes its first parser simdjson looks at the processor, and the
 * five small allocations of that end the process if memory is lacking. */
#include <new>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <simdjson.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic" /* str.h is C: compound literals */
extern "C" {
#include "base/json_engine.h"
#include "whydenied/limits.h"
}
#pragma GCC diagnostic pop

using simdjson::dom::document;
using simdjson::internal::tape_ref;
using simdjson::internal::tape_type;

static_assert(WD_PADDING >= simdjson::SIMDJSON_PADDING, "records need the parser's padding");

struct wd_json_engine {
    simdjson::dom::parser parser;
};

namespace
{
/* Room kept between records. A parser costs up to 14 bytes for a byte of text; one record of
 * WD_RECORD_MAX shall not hold that for the rest of the run. */
constexpr size_t usual_capacity = 64 * 1024;
/* simdjson counts the containers around a value, so its limit is one more than the nesting allowed. */
constexpr size_t depth_limit = WD_DEPTH_MAX + 1;

tape_ref place(wd_jv v)
{
    return tape_ref(static_cast<const document *>(v.a), static_cast<size_t>(v.b));
}

wd_jv value_at(const document *doc, size_t index)
{
    return wd_jv{doc, index};
}

bool is(wd_jv v, tape_type type)
{
    return v.a && place(v).tape_ref_type() == type;
}

wd_str text_of(tape_ref string)
{
    return wd_str{string.get_c_str(), string.get_string_length()};
}

wd_json_fault fault_of(simdjson::error_code code)
{
    switch (code) {
    case simdjson::SUCCESS:
        return WD_JSON_OK;
    case simdjson::DEPTH_ERROR:
        return WD_JSON_TOO_DEEP;
    case simdjson::CAPACITY:
        return WD_JSON_TOO_LONG;
    case simdjson::MEMALLOC:
        return WD_JSON_NO_MEMORY;
    default:
        return WD_JSON_MALFORMED;
    }
}

simdjson::error_code make_room(wd_json_engine *engine, size_t len)
{
    simdjson::dom::parser &parser = engine->parser;
    size_t capacity = parser.capacity();

    if (len <= capacity && (capacity <= usual_capacity || len > usual_capacity))
        return simdjson::SUCCESS;
    size_t wanted = len <= usual_capacity ? usual_capacity : len;
    simdjson::error_code code = parser.doc.allocate(wanted);
    return code ? code : parser.allocate(wanted, depth_limit);
}
} // namespace

extern "C" {

wd_json_engine *wd_json_engine_new(void)
{
    wd_json_engine *engine = new (std::nothrow) wd_json_engine;

    if (!engine)
        return nullptr;
    engine->parser.set_max_capacity(WD_RECORD_MAX);
    if (make_room(engine, 1)) {
        delete engine;
        return nullptr;
    }
    return engine;
}

void wd_json_engine_free(wd_json_engine *engine)
{
    delete engine;
}

const char *wd_json_engine_name(void)
{
    return "simdjson";
}

wd_json_fault wd_json_engine_parse(wd_json_engine *engine, wd_str text, wd_jv *ret_root)
{
    simdjson::error_code code = simdjson::CAPACITY;

    if (text.len <= WD_RECORD_MAX)
        code = make_room(engine, text.len);
    if (!code)
        code = engine->parser.parse(text.ptr, text.len, false).error();
    if (!code)
        *ret_root = value_at(&engine->parser.doc, 1);
    return fault_of(code);
}

wd_json_type wd_jv_type(wd_jv v)
{
    if (!v.a)
        return WD_JSON_ABSENT;
    switch (place(v).tape_ref_type()) {
    case tape_type::START_OBJECT:
        return WD_JSON_OBJECT;
    case tape_type::START_ARRAY:
        return WD_JSON_ARRAY;
    case tape_type::STRING:
        return WD_JSON_STRING;
    case tape_type::INT64:
        return WD_JSON_INTEGER;
    case tape_type::UINT64: /* only what int64 cannot hold */
    case tape_type::DOUBLE:
        return WD_JSON_REAL;
    case tape_type::TRUE_VALUE:
    case tape_type::FALSE_VALUE:
        return WD_JSON_BOOL;
    default:
        return WD_JSON_NULL;
    }
}

wd_jv wd_jv_member(wd_jv object, wd_str name)
{
    if (!is(object, tape_type::START_OBJECT))
        return wd_jv{nullptr, 0};
    tape_ref at = place(object);
    size_t end = at.after_element() - 1;
    for (at.json_index++; at.json_index < end;) {
        wd_str here = text_of(at);
        at.json_index++;
        if (here.len == name.len && (name.len == 0 || (here.ptr[0] == name.ptr[0] &&
                                                       memcmp(here.ptr, name.ptr, name.len) == 0)))
            return value_at(at.doc, at.json_index);
        at.json_index = at.after_element();
    }
    return wd_jv{nullptr, 0};
}

wd_jv wd_jv_element(wd_jv array, size_t index)
{
    if (!is(array, tape_type::START_ARRAY))
        return wd_jv{nullptr, 0};
    tape_ref at = place(array);
    size_t end = at.after_element() - 1;
    for (at.json_index++; at.json_index < end; at.json_index = at.after_element())
        if (index-- == 0)
            return value_at(at.doc, at.json_index);
    return wd_jv{nullptr, 0};
}

bool wd_jv_is_str(wd_jv v, wd_str *ret_s)
{
    if (!is(v, tape_type::STRING))
        return false;
    *ret_s = text_of(place(v));
    return true;
}

int64_t wd_jv_raw_integer(wd_jv integer)
{
    return place(integer).next_tape_value<int64_t>();
}

double wd_jv_raw_real(wd_jv real)
{
    tape_ref at = place(real);

    return at.is_uint64() ? static_cast<double>(at.next_tape_value<uint64_t>())
                          : at.next_tape_value<double>();
}

bool wd_jv_raw_bool(wd_jv boolean)
{
    return is(boolean, tape_type::TRUE_VALUE);
}

/* state: the next place, and the place of the closing mark. */
wd_jiter wd_jv_iter(wd_jv container)
{
    wd_jiter it = {};

    if (!is(container, tape_type::START_OBJECT) && !is(container, tape_type::START_ARRAY))
        return it;
    it.container = container;
    it.state[0] = container.b + 1;
    it.state[1] = place(container).after_element() - 1;
    return it;
}

bool wd_jiter_next(wd_jiter *it)
{
    if (it->state[0] >= it->state[1])
        return false;
    tape_ref at(static_cast<const document *>(it->container.a), static_cast<size_t>(it->state[0]));
    if (is(it->container, tape_type::START_OBJECT)) {
        it->name = text_of(at);
        at.json_index++;
    }
    it->value = value_at(at.doc, at.json_index);
    it->state[0] = at.after_element();
    return true;
}

} /* extern "C" */
