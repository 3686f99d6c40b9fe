/* The pass for places: see scan.h.
 *
 * Depths: 1 the pack, 2 its "rules", 3 a rule, 4 its "match", 5 an
 * alternative. Nothing here trusts
 * the text to be JSON; at worst the notes are wrong and the parser complains. */
#include "match/pack/scan.h"

#include <stdlib.h>

#include "whydenied/base/list.h"

enum { RULE_DEPTH = 3, PART_DEPTH = 5, DEPTHS = 6 };

struct walk {
    struct wd_pack_scan *scan;
    struct wd_str text;
    size_t at;
    int depth;
    size_t rules;
    struct wd_str last;        /* the string read last */
    struct wd_str key[DEPTHS]; /* the key in force at a depth */
};

static void note(struct walk *w, enum wd_pack_part part)
{
    struct wd_pack_scan *scan = w->scan;
    if (!wd_list_grow(&scan->places, scan->count, &scan->cap, sizeof *scan->places)) {
        scan->no_memory = true;
        return;
    }
    w->rules += part == WD_PART_RULE;
    scan->places[scan->count++] = (struct wd_pack_place){part, w->rules - 1, w->at};
}

static void open_object(struct walk *w)
{
    static const struct {
        const char *key;
        enum wd_pack_part part;
    } parts[] = {{"match", WD_PART_MATCH},
                 {"examples", WD_PART_EXAMPLE},
                 {"counterexamples", WD_PART_COUNTEREXAMPLE}};
    if (w->depth == RULE_DEPTH && wd_str_eq(w->key[1], WD_STR("rules")))
        note(w, WD_PART_RULE);
    if (w->depth != PART_DEPTH || w->rules == 0)
        return;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (wd_str_eqz(w->key[RULE_DEPTH], parts[i].key))
            note(w, parts[i].part);
    }
}

/* The string whose opening quote is at `at`; leaves `at` behind the closing one. */
static struct wd_str take_string(struct walk *w)
{
    struct wd_str rest = wd_str_from(w->text, w->at + 1);
    size_t end = 0;
    for (;;) {
        size_t quote = wd_str_find_char(wd_str_from(rest, end), '"');
        if (quote == WD_NPOS)
            break;
        end += quote;
        size_t slashes = 0;
        while (slashes < end && rest.ptr[end - 1 - slashes] == '\\')
            slashes++;
        if (slashes % 2 == 0) {
            w->at += end + 2;
            return wd_str_sub(rest, 0, end);
        }
        end++;
    }
    w->at = w->text.len;
    return rest;
}

static void take_mark(struct walk *w, char c)
{
    if (c == '{' || c == '[') {
        w->depth++;
        if (w->depth < DEPTHS)
            w->key[w->depth] = WD_STR_NONE;
        if (c == '{')
            open_object(w);
    } else if (c == '}' || c == ']') {
        w->depth -= w->depth > 0; /* more brackets may close than open */
    } else if (c == ':' && w->depth > 0 && w->depth < DEPTHS) {
        w->key[w->depth] = w->last;
    }
}

void wd_pack_scan_run(struct wd_pack_scan *scan, struct wd_str text)
{
    *scan = (struct wd_pack_scan){0};
    struct walk w = {.scan = scan, .text = text};
    while (w.at < text.len) {
        if (text.ptr[w.at] == ' ') { /* half of a pack is indentation */
            w.at++;
        } else if (text.ptr[w.at] == '"') {
            w.last = take_string(&w);
        } else {
            take_mark(&w, text.ptr[w.at]);
            w.at++;
        }
    }
}

void wd_pack_scan_done(struct wd_pack_scan *scan)
{
    free(scan->places);
    *scan = (struct wd_pack_scan){0};
}

/* The first place of the rule, which is its own; places stand in the order of rules. */
static const struct wd_pack_place *rule_place(const struct wd_pack_scan *scan, size_t rule)
{
    size_t low = 0, high = scan->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scan->places[middle].rule < rule)
            low = middle + 1;
        else
            high = middle;
    }
    return low < scan->count && scan->places[low].rule == rule ? &scan->places[low] : NULL;
}

size_t wd_pack_scan_part(const struct wd_pack_scan *scan, size_t rule, enum wd_pack_part part,
                         size_t index)
{
    const struct wd_pack_place *place = rule_place(scan, rule);
    if (!place)
        return WD_NPOS;
    size_t offset = place->offset;
    const struct wd_pack_place *end = scan->places + scan->count;
    for (; part != WD_PART_RULE && place < end && place->rule == rule; place++) {
        if (place->part == part && index-- == 0)
            return place->offset;
    }
    return offset;
}

static bool is_key_at(struct wd_str text, size_t at, struct wd_str key)
{
    struct wd_str tail = wd_str_from(text, at);
    if (key.len == 0 || tail.len < key.len + 2 || tail.ptr[0] != '"' ||
        tail.ptr[key.len + 1] != '"' || memcmp(tail.ptr + 1, key.ptr, key.len) != 0)
        return false;
    struct wd_str after = wd_str_trim(wd_str_sub(tail, key.len + 2, 64));
    return after.len > 0 && after.ptr[0] == ':';
}

size_t wd_pack_scan_key(const struct wd_pack_scan *scan, struct wd_str text, size_t rule,
                        const char *key)
{
    const struct wd_pack_place *place = rule == WD_NPOS ? NULL : rule_place(scan, rule);
    const struct wd_pack_place *next = rule == WD_NPOS ? NULL : rule_place(scan, rule + 1);
    size_t from = place ? place->offset : 0;
    size_t end = next ? next->offset : text.len;
    for (size_t at = from; at < end; at++) {
        if (text.ptr[at] == '"' && is_key_at(text, at, wd_str_of(key)))
            return at;
    }
    return from;
}
