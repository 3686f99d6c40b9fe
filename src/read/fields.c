/* Reading fields under whatever names an exporter gave them, and JSON kept in strings. */
#include "read/reading.h"

bool wd_names_equal(struct wd_str a, struct wd_str b)
{
    size_t i = 0, j = 0;

    for (;;) {
        while (i < a.len && (a.ptr[i] == '_' || a.ptr[i] == ' '))
            i++;
        while (j < b.len && (b.ptr[j] == '_' || b.ptr[j] == ' '))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (wd_lower(a.ptr[i++]) != wd_lower(b.ptr[j++]))
            return false;
    }
}

bool wd_has_member_of(struct wd_jv object, const char *const *names)
{
    for (; *names; names++)
        if (wd_there(wd_jv_get(object, *names)))
            return true;
    return false;
}

bool wd_is_named_one_of(struct wd_str name, const char *const *names)
{
    for (; *names; names++)
        if (wd_names_equal(name, wd_str_of(*names)))
            return true;
    return false;
}

/* A bit for the letter that a name begins with, in any case; all of them if that is an underscore, or nothing. */
static inline uint32_t letter_of(struct wd_str name)
{
    return name.len == 0 || name.ptr[0] == '_' ? UINT32_MAX : UINT32_C(1) << (name.ptr[0] & 31);
}

static void take_members(struct wd_spelt *spelt, struct wd_jv object)
{
    spelt->of = object;
    spelt->count = 0;
    spelt->letters = 0;
    for (struct wd_jiter it = wd_jv_iter(object); wd_jiter_next(&it); spelt->count++) {
        if (spelt->count == WD_SPELT_MAX) {
            spelt->count++;
            break;
        }
        spelt->letters |= letter_of(it.name);
        spelt->names[spelt->count] = it.name;
        spelt->values[spelt->count] = it.value;
    }
}

/* Those of the entry itself; NULL if the object is another, or has too many. */
static const struct wd_spelt *members_of_root(const struct wd_reading *r, struct wd_jv object)
{
    struct wd_spelt *spelt = &r->n->spelt;

    if (object.a != r->root.a || object.b != r->root.b)
        return NULL;
    if (spelt->of.a != object.a || spelt->of.b != object.b)
        take_members(spelt, object);
    return spelt->count <= WD_SPELT_MAX ? spelt : NULL;
}

static struct wd_jv renamed(const struct wd_spelt *spelt, struct wd_jv object, struct wd_str name)
{
    uint32_t letter = letter_of(name);

    if (spelt) {
        for (size_t i = 0; i < spelt->count; i++)
            if ((letter_of(spelt->names[i]) & letter) && wd_names_equal(spelt->names[i], name))
                return spelt->values[i];
        return (struct wd_jv){NULL, 0};
    }
    for (struct wd_jiter it = wd_jv_iter(object); wd_jiter_next(&it);)
        if ((letter_of(it.name) & letter) && wd_names_equal(it.name, name))
            return it.value;
    return (struct wd_jv){NULL, 0};
}

struct wd_jv wd_field_loose(const struct wd_reading *r, struct wd_jv object, struct wd_str name)
{
    const struct wd_spelt *spelt;
    struct wd_jv v;

    if (wd_jv_type(object) != WD_JSON_OBJECT)
        return (struct wd_jv){NULL, 0};
    spelt = members_of_root(r, object);
    if (spelt && !(spelt->letters & letter_of(name)))
        return (struct wd_jv){NULL, 0};
    v = wd_jv_member(object, name);
    return v.a ? v : renamed(spelt, object, name);
}

static struct wd_jv element(struct wd_jv array, size_t index)
{
    for (struct wd_jiter it = wd_jv_iter(array); wd_jiter_next(&it);)
        if (index-- == 0)
            return it.value;
    return (struct wd_jv){NULL, 0};
}

struct wd_jv wd_path(const struct wd_reading *r, struct wd_jv v, const char *dotted)
{
    struct wd_str rest = wd_str_of(dotted);

    while (rest.len > 0 && wd_there(v)) {
        struct wd_str step = wd_str_cut(&rest, '.');
        unsigned long long index;
        if (wd_jv_type(v) != WD_JSON_ARRAY)
            v = wd_field_named(r, v, step);
        else
            v = wd_str_to_u64(step, &index) ? element(v, (size_t)index) : (struct wd_jv){NULL, 0};
    }
    return v;
}

struct wd_str wd_path_str(const struct wd_reading *r, struct wd_jv v, const char *dotted)
{
    return wd_jv_str(wd_path(r, v, dotted));
}

struct wd_str wd_field_type(const struct wd_reading *r, struct wd_jv object)
{
    static const char *const names[] = {"@type", "at_sign_type", "at_type", "_type", NULL};

    return wd_first_str(r, object, names);
}

struct wd_str wd_first_str(const struct wd_reading *r, struct wd_jv object,
                           const char *const *names)
{
    struct wd_str s = WD_STR_NONE;

    for (; *names && s.len == 0; names++)
        s = wd_field_str(r, object, *names);
    return s;
}

bool wd_truth(struct wd_jv v)
{
    bool b = false;

    return wd_jv_bool(v, &b) ? b : wd_str_ieq(wd_jv_str(v), WD_STR("true"));
}

struct wd_str wd_scalar_str(const struct wd_reading *r, struct wd_jv v)
{
    int64_t n;

    if (wd_jv_type(v) == WD_JSON_INTEGER && wd_jv_int(v, &n))
        return wd_arena_printf(r->arena, "%lld", (long long)n);
    return wd_jv_str(v);
}

/* A parser that nobody uses in this reading. */
static struct wd_json *spare_parser(struct wd_reading *r)
{
    if (r->parsers >= WD_PARSERS_MAX)
        return NULL;
    struct wd_json **parser = &r->n->parsers[r->parsers];
    if (!*parser)
        *parser = wd_json_new();
    if (*parser) {
        wd_json_read_as(*parser, r->n->reading);
        r->parsers++;
    }
    return *parser;
}

/* The parser reads up to WD_PADDING bytes past the end. */
static struct wd_str padded(struct wd_arena *arena, struct wd_str text)
{
    char *copy =
        text.len <= (size_t)(WD_RECORD_MAX) ? wd_arena_alloc(arena, text.len + WD_PADDING) : NULL;

    if (!copy)
        return WD_STR_NONE;
    wd_str_copy(copy, text);
    return wd_str_make(copy, text.len);
}

struct wd_jv wd_parse_text(struct wd_reading *r, struct wd_str text)
{
    struct wd_jv root = {NULL, 0};
    struct wd_str s = wd_str_trim(text);

    if (s.len < 2 || (s.ptr[0] != '{' && s.ptr[0] != '['))
        return root;
    struct wd_str copy = padded(r->arena, s);
    struct wd_json *parser = copy.ptr ? spare_parser(r) : NULL;
    if (!parser)
        return root;
    wd_spelt_forget(r->n);
    if (wd_json_parse(parser, copy, &root) != WD_JSON_OK) {
        r->parsers--;
        return (struct wd_jv){NULL, 0};
    }
    return root;
}

struct wd_jv wd_field_json(struct wd_reading *r, struct wd_jv object, const char *name)
{
    struct wd_jv v = wd_field(r, object, name);

    return wd_jv_type(v) == WD_JSON_STRING ? wd_parse_text(r, wd_jv_str(v)) : v;
}

void wd_set(struct wd_reading *r, enum wd_slot slot, struct wd_str s)
{
    wd_event_set(r->event, slot, s, WD_SOURCE_FIELD);
}

void wd_set_detail(struct wd_reading *r, enum wd_slot slot, struct wd_str s)
{
    wd_event_set(r->event, slot, s, WD_SOURCE_DETAIL);
}

void wd_set_carrier(struct wd_reading *r, enum wd_slot slot, struct wd_str s)
{
    wd_event_set(r->event, slot, s, WD_SOURCE_CARRIER);
}

uint64_t wd_key(const char *kind, struct wd_str a, struct wd_str b, struct wd_str c)
{
    uint64_t key = wd_hash_join(wd_hash(wd_str_of(kind)), wd_hash(a));

    key = wd_hash_join(wd_hash_join(key, wd_hash(b)), wd_hash(c));
    return key ? key : 1;
}

/* Queries may hold secrets and never help to correlate: only scheme, host and path are kept. */
void wd_set_url(struct wd_reading *r, struct wd_str url, enum wd_source source)
{
    size_t query = wd_str_find_char(url, '?');
    struct wd_str plain = wd_str_sub(url, 0, query);
    size_t scheme = wd_str_find(plain, WD_STR("://"));
    struct wd_str rest = scheme == WD_NPOS ? plain : wd_str_from(plain, scheme + 3);

    wd_event_set(r->event, WD_SLOT_URL, plain, source);
    if (scheme != WD_NPOS)
        wd_event_set(r->event, WD_SLOT_HOST, wd_str_cut(&rest, '/'), source);
}

void wd_speak(struct wd_reading *r, enum wd_voice voice)
{
    if (r->voice > voice)
        voice = r->voice;
    if (voice > r->event->voice)
        r->event->voice = voice;
}

void wd_event_time(struct wd_event *event, struct wd_str text)
{
    bool zoneless = false;
    wd_time t = text.len ? wd_time_parse(text, &zoneless) : WD_TIME_NONE;

    if (t == WD_TIME_NONE)
        return;
    event->time = t;
    event->zoneless = zoneless;
}

/* {"proto_payload.status.message": …}, {"text_payload": …}: columns of a query over logs. */
bool wd_is_column_of_words(struct wd_str name)
{
    static const char *const payloads[] = {"proto_payload", "protoPayload", "json_payload",
                                           "jsonPayload"};

    return wd_names_equal(name, WD_STR("textPayload")) ||
           (WD_STR_ANY(wd_str_starts, name, payloads) && wd_str_ends(name, WD_STR("message")));
}

struct wd_jv wd_call_path(struct wd_reading *r, const char *dotted)
{
    static const char *const parts[][2] = {
        {"request.", "requestJson"}, {"response.", "responseJson"}, {"metadata.", "metadataJson"}};
    struct wd_jv v = wd_path(r, r->proto, dotted);

    for (size_t i = 0; r->loose && !wd_there(v) && i < sizeof parts / sizeof *parts; i++) {
        if (!wd_str_starts(wd_str_of(dotted), wd_str_of(parts[i][0])))
            continue;
        if (!wd_there(r->apart[i]))
            r->apart[i] = wd_field_json(r, r->proto, parts[i][1]);
        return wd_path(r, r->apart[i], dotted + strlen(parts[i][0]));
    }
    return v;
}

struct wd_str wd_call_str(struct wd_reading *r, const char *dotted)
{
    return wd_jv_str(wd_call_path(r, dotted));
}
