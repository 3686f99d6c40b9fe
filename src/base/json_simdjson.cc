/* The JSON view on simdjson's DOM: the one C++ file.
 *
 * A wd_jv is a place on the document's tape: a = the engine, b = the index. Index 0 holds the
 * tape's own root mark, so no value lives there and the zero wd_jv is absent.
 *
 * On the tape a look-up by name walks the object. Readers ask the same few objects again and again,
 * so the first question lists an object's names, and the others only look through the list.
 *
 * Nothing here throws:
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
#include "base/json_name.h"
#include "whydenied/base/limits.h"
}
#pragma GCC diagnostic pop

using simdjson::internal::tape_ref;
using simdjson::internal::tape_type;

static_assert(WD_PADDING >= simdjson::SIMDJSON_PADDING, "records need the parser's padding");

namespace
{
constexpr size_t listed_objects = 8;  /* more than are asked twice in a record */
constexpr size_t listed_members = 24; /* larger objects are walked each time */
constexpr size_t large_members = 128; /* whose names are compared */
static_assert(large_members * 2 == 256, "a slot is the first byte of a hash");

struct member {
    uint64_t head; /* the name's first bytes, see json_name.h */
    wd_str name;
    uint64_t value; /* place on the tape */
};

struct object_list {
    uint64_t object; /* place on the tape; 0: no object */
    size_t count;
    bool whole; /* all members are listed */
    member members[listed_members];
};
} // namespace

struct wd_json_engine {
    simdjson::dom::parser parser;
    object_list lists[listed_objects];
    size_t last_list; /* asked last: most questions in a row are of one object */
    size_t next_list; /* to be used anew */
    bool twice;       /* an object looked into may name a member twice */
};

namespace
{
/* Room kept between records. A parser costs up to 14 bytes for a byte of text; one record of
 * WD_RECORD_MAX shall not hold that for the rest of the run. */
constexpr size_t usual_capacity = 64 * 1024;
/* simdjson counts the containers around a value, so its limit is one more than the nesting allowed. */
constexpr size_t depth_limit = WD_DEPTH_MAX + 1;

const wd_json_engine *engine_of(wd_jv v)
{
    return static_cast<const wd_json_engine *>(v.a);
}

tape_ref place(wd_jv v)
{
    return tape_ref(&engine_of(v)->parser.doc, static_cast<size_t>(v.b));
}

bool is(wd_jv v, tape_type type)
{
    return v.a && place(v).tape_ref_type() == type;
}

wd_str text_of(tape_ref string)
{
    return wd_str{string.get_c_str(), string.get_string_length()};
}

/* Whether a member before the last of the list bears its name. */
[[gnu::noinline]] bool listed_before(const object_list *list)
{
    const member &last = list->members[list->count - 1];

    for (size_t i = 0; i + 1 < list->count; i++)
        if (list->members[i].head == last.head &&
            wd_json_name_same(list->members[i].name, last.name))
            return true;
    return false;
}

/* For names of more than eight bytes the head is only their beginning. */
uint64_t mixed(wd_str name)
{
    uint64_t tail = 0;

    if (name.len > sizeof tail)
        memcpy(&tail, name.ptr + name.len - sizeof tail, sizeof tail);
    return (wd_json_name_head(name) ^ tail * 0xC2B2AE3D27D4EB4Fu ^ name.len) * 0x9E3779B97F4A7C15u;
}

/* The same question for an object that no list holds, with a table of all its names. Of one that the table
 * does not hold either the answer is yes. */
[[gnu::noinline]] bool large_names_twice(tape_ref object)
{
    uint64_t hashes[large_members * 2] = {};
    wd_str names[large_members * 2];
    size_t count = 0;
    tape_ref at = object;
    size_t end = at.after_element() - 1;

    for (at.json_index++; at.json_index < end; at.json_index = at.after_element()) {
        wd_str name = text_of(at);
        uint64_t hash = mixed(name) | 1;
        size_t slot = hash >> 56;
        if (++count > large_members)
            return true;
        for (; hashes[slot]; slot = (slot + 1) % (large_members * 2))
            if (hashes[slot] == hash && wd_str_eq(names[slot], name))
                return true;
        hashes[slot] = hash;
        names[slot] = name;
        at.json_index++;
    }
    return false;
}

/* Returns whether a name stands twice: one bit of 64 for each name tells which are worth comparing. */
bool list_members(object_list *list, tape_ref object)
{
    uint64_t seen = 0;
    bool twice = false;
    tape_ref at = object;
    size_t end = at.after_element() - 1;

    list->object = object.json_index;
    list->count = 0;
    for (at.json_index++; at.json_index < end && list->count < listed_members;) {
        wd_str name = text_of(at);
        at.json_index++;
        const uint64_t head = wd_json_name_head(name);
        list->members[list->count++] = member{head, name, at.json_index};
        const uint64_t bit = uint64_t{1} << ((head * 0x9E3779B97F4A7C15u) >> 58);
        if (seen & bit)
            twice = listed_before(list) || twice;
        seen |= bit;
        at.json_index = at.after_element();
    }
    list->whole = at.json_index >= end;
    return twice || (!list->whole && large_names_twice(object));
}

/* The engine belongs to one thread, and a value of it is what gives leave to read: what it remembers
 * of the record is no change to the record. NULL if it is no object. */
[[gnu::noinline]] const object_list *look_for_list(wd_jv object)
{
    wd_json_engine *engine = const_cast<wd_json_engine *>(engine_of(object));
    size_t i = 0;

    if (!is(object, tape_type::START_OBJECT))
        return nullptr;
    while (i < listed_objects && engine->lists[i].object != object.b)
        i++;
    if (i == listed_objects) {
        i = engine->next_list++ % listed_objects;
        engine->twice = list_members(&engine->lists[i], place(object)) || engine->twice;
    }
    engine->last_list = i;
    return &engine->lists[i];
}

const object_list *list_of(wd_jv object)
{
    if (!object.a)
        return nullptr;
    const object_list *last = &engine_of(object)->lists[engine_of(object)->last_list];
    return last->object == object.b ? last : look_for_list(object);
}

[[gnu::noinline]] wd_jv walk_to(wd_jv object, wd_str name)
{
    tape_ref at = place(object);
    size_t end = at.after_element() - 1;

    for (at.json_index++; at.json_index < end;) {
        bool found = wd_str_eq(text_of(at), name);
        at.json_index++;
        if (found)
            return wd_jv{object.a, at.json_index};
        at.json_index = at.after_element();
    }
    return wd_jv{nullptr, 0};
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
    wd_json_engine *engine = new (std::nothrow) wd_json_engine();

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

    for (object_list &list : engine->lists)
        list.object = 0;
    engine->twice = false;
    if (text.len <= WD_RECORD_MAX)
        code = make_room(engine, text.len);
    if (!code)
        code = engine->parser.parse(text.ptr, text.len, false).error();
    if (!code)
        *ret_root = wd_jv{engine, 1};
    return fault_of(code);
}

bool wd_json_engine_twice(const wd_json_engine *engine)
{
    return engine->twice;
}

wd_json_type wd_tree_type(wd_jv v)
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

wd_jv wd_tree_member(wd_jv object, wd_str name)
{
    const object_list *list = list_of(object);

    if (!list)
        return wd_jv{nullptr, 0};
    const uint64_t head = wd_json_name_head(name);
    for (size_t i = 0; i < list->count; i++)
        if (list->members[i].head == head && wd_json_name_same(list->members[i].name, name))
            return wd_jv{object.a, list->members[i].value};
    return list->whole ? wd_jv{nullptr, 0} : walk_to(object, name);
}

wd_jv wd_tree_element(wd_jv array, size_t index)
{
    if (!is(array, tape_type::START_ARRAY))
        return wd_jv{nullptr, 0};
    tape_ref at = place(array);
    size_t end = at.after_element() - 1;
    for (at.json_index++; at.json_index < end; at.json_index = at.after_element())
        if (index-- == 0)
            return wd_jv{array.a, at.json_index};
    return wd_jv{nullptr, 0};
}

bool wd_tree_str(wd_jv v, wd_str *ret_s)
{
    if (!is(v, tape_type::STRING))
        return false;
    *ret_s = text_of(place(v));
    return true;
}

int64_t wd_tree_integer(wd_jv integer)
{
    return place(integer).next_tape_value<int64_t>();
}

double wd_tree_real(wd_jv real)
{
    tape_ref at = place(real);

    return at.is_uint64() ? static_cast<double>(at.next_tape_value<uint64_t>())
                          : at.next_tape_value<double>();
}

bool wd_tree_bool(wd_jv boolean)
{
    return is(boolean, tape_type::TRUE_VALUE);
}

/* state: the next place, the place of the closing mark, whether there are names. */
wd_jiter wd_tree_iter(wd_jv container)
{
    wd_jiter it = {};
    const bool named = is(container, tape_type::START_OBJECT);

    if (!named && !is(container, tape_type::START_ARRAY))
        return it;
    if (named)
        list_of(container); /* for names that stand twice */
    it.container = container;
    it.state[0] = container.b + 1;
    it.state[1] = place(container).after_element() - 1;
    it.state[2] = named;
    return it;
}

bool wd_tree_next(wd_jiter *it)
{
    if (it->state[0] >= it->state[1])
        return false;
    tape_ref at = place(wd_jv{it->container.a, it->state[0]});
    if (it->state[2]) {
        it->name = text_of(at);
        at.json_index++;
    }
    it->value = wd_jv{it->container.a, at.json_index};
    it->state[0] = at.after_element();
    return true;
}

} /* extern "C" */
