/* Choosing among the document's remedies; shared by the formats. */
#include "report/remedy.h"

#include "report/document/document.h"
#include "whydenied/report/value.h"

#define ENOUGH_PERCENT 90u
#define ENOUGH_CHANGES 5u

json_t *wd_remedy_find(struct wd_document *document, struct wd_str id)
{
    size_t index = wd_remedy_index(document, id);

    return index == WD_NPOS ? NULL : wd_document_remedy(document, index, NULL);
}

json_t *wd_remedy_of(struct wd_document *document, const json_t *incident)
{
    return wd_remedy_find(document, wd_value_item(json_object_get(incident, "remedies"), 0));
}

static bool is_change(const char *kind)
{
    return kind && strcmp(kind, "none") != 0 && strcmp(kind, "wait") != 0 &&
           strcmp(kind, "investigate") != 0;
}

/* Without a value where the plan is at hand: lists ask this of every remedy. */
struct wd_remedy_look wd_remedy_look(const struct wd_document *document, size_t index)
{
    const json_t *loaded;
    const struct wd_remedy *remedy;

    if (index >= wd_document_remedy_count(document))
        return (struct wd_remedy_look){0};
    if (document->incidents) {
        loaded = json_array_get(document->remedies, index);
        return (struct wd_remedy_look){
            .denials = wd_value_int(loaded, "denials"),
            .changes = is_change(json_string_value(json_object_get(loaded, "kind"))),
            .ready = json_array_size(json_object_get(loaded, "commands")) > 0,
            .template = wd_value_str(loaded, "template").len > 0,
            .link = wd_value_str(loaded, "link")};
    }
    remedy = document->source.plan->remedies[index];
    return (struct wd_remedy_look){.denials = remedy->denials,
                                   .changes = is_change(wd_remedy_kind_name(remedy->kind)),
                                   .ready = remedy->command_count > 0,
                                   .template = wd_str_of(remedy->template_text).len > 0,
                                   .link = wd_str_of(remedy->link)};
}

/* The change at which the incident's denials are counted; WD_NPOS if none changes anything. */
static size_t deciding(struct wd_document *document, size_t incident)
{
    bool more = true;

    for (size_t i = 0; more; i++) {
        size_t index = wd_stand_remedy(document, incident, i, &more);
        struct wd_remedy_look look = wd_remedy_look(document, index);

        if (look.denials && look.changes)
            return index;
    }
    return WD_NPOS;
}

/* Which changes answer a problem of high severity, by position; NULL without memory. */
static bool *mark_urgent(struct wd_document *document)
{
    bool *urgent = calloc(wd_document_remedy_count(document) + 1, sizeof *urgent);

    for (size_t i = 0; urgent && i < wd_document_count(document); i++) {
        struct wd_stand stand;
        bool high = wd_stand_of(document, i, &stand, NULL) == 0 && stand.high && !stand.lookalike;
        size_t index = high ? deciding(document, i) : WD_NPOS;

        if (index != WD_NPOS)
            urgent[index] = true;
    }
    return urgent;
}

void wd_remedy_first(struct wd_document *document, enum wd_extent extent,
                     struct wd_remedy_first *ret_first)
{
    struct wd_remedy_first first = {.all = wd_value_sum(wd_document_head(document), "denials")};
    bool *urgent = mark_urgent(document);
    bool enough = false;

    for (size_t i = 0; i < wd_document_remedy_count(document); i++) {
        struct wd_remedy_look look = wd_remedy_look(document, i);
        bool counts = look.denials && look.changes;

        if (!counts || first.count == WD_REMEDY_FIRST_MAX || (enough && !(urgent && urgent[i]))) {
            first.more += counts;
            continue;
        }
        first.remedies[first.count++] = wd_document_remedy_in(document, i, extent, NULL);
        first.denials += look.denials;
        enough = first.count >= ENOUGH_CHANGES ||
                 wd_value_percent(first.denials, first.all) >= ENOUGH_PERCENT;
    }
    free(urgent);
    *ret_first = first;
}

void wd_remedy_first_done(struct wd_remedy_first *first)
{
    for (size_t i = 0; i < first->count; i++)
        json_decref(first->remedies[i]);
    first->count = 0;
}

struct wd_str wd_remedy_ending(struct wd_buf *out, enum wd_lang lang, const json_t *temporary)
{
    struct wd_str until = wd_value_str(temporary, "until");
    struct wd_str shell = wd_value_str(json_object_get(temporary, "command"), "shell");
    struct wd_str template = wd_value_str(temporary, "template");

    if (shell.len || template.len)
        wd_words_fill(out, lang, shell.len ? WD_W_ENDS : WD_W_ENDS_OPEN, &until, 1);
    return shell.len ? shell : template;
}

static void add_new(json_t *links, const json_t *addresses)
{
    for (size_t i = 0; i < json_array_size(addresses); i++) {
        struct wd_str address = wd_value_item(addresses, i);
        bool known = !address.len;

        for (size_t k = 0; k < json_array_size(links) && !known; k++)
            known = wd_str_eq(wd_value_item(links, k), address);
        if (!known)
            json_array_append(links, json_array_get(addresses, i));
    }
}

json_t *wd_remedy_links(struct wd_document *document, const json_t *incident)
{
    const json_t *ids = json_object_get(incident, "remedies");
    json_t *links = json_array();

    if (!links)
        return NULL;
    for (size_t i = 0; i < json_array_size(ids); i++) {
        json_t *remedy = wd_remedy_find(document, wd_value_item(ids, i));

        add_new(links, json_object_get(remedy, "references"));
        json_decref(remedy);
    }
    add_new(links, json_object_get(incident, "references"));
    return links;
}

enum wd_word wd_remedy_label(uint64_t together, size_t place)
{
    if (place == 0)
        return WD_W_FIX;
    return place < together ? WD_W_AND : WD_W_OR;
}

void wd_report_size(struct wd_buf *out, enum wd_lang lang, uint64_t size, struct wd_str among)
{
    char number[24];

    if (size == 0)
        return;
    snprintf(number, sizeof number, "%llu", (unsigned long long)size);
    wd_words_fill(out, lang, among.len ? WD_W_SIZE_AMONG : WD_W_SIZE,
                  (const struct wd_str[]){wd_str_of(number), among}, 2);
}

void wd_remedy_size(struct wd_buf *out, enum wd_lang lang, const json_t *remedy, size_t most)
{
    const json_t *also = json_object_get(remedy, "role_also");
    struct wd_buf names;

    wd_buf_init(&names, 4096);
    for (size_t i = 0; i < json_array_size(also) && i < most; i++) {
        wd_buf_put(&names, i ? WD_STR(", ") : WD_STR_NONE);
        wd_buf_put(&names, wd_value_item(also, i));
    }
    wd_report_size(out, lang, wd_value_int(remedy, "role_size"), wd_buf_str(&names));
    wd_buf_done(&names);
}

void wd_remedy_breadth(struct wd_buf *out, enum wd_lang lang, const json_t *remedy)
{
    struct wd_buf size;

    wd_buf_init(&size, 8192);
    wd_remedy_size(&size, lang, remedy, SIZE_MAX);
    if (size.len)
        wd_words_fill(out, lang, WD_W_BREADTH, (const struct wd_str[]){wd_buf_str(&size)}, 1);
    wd_buf_done(&size);
}

void wd_remedy_other_role(struct wd_buf *out, enum wd_lang lang, const json_t *alternative)
{
    struct wd_buf size;

    wd_buf_init(&size, 8192);
    wd_report_size(&size, lang, wd_value_int(alternative, "size"),
                   wd_value_str(alternative, "also"));
    wd_words_fill(out, lang, size.len ? WD_W_ROLE_CHOICE : WD_W_CHOICE,
                  (const struct wd_str[]){wd_value_str(alternative, "role"),
                                          wd_value_str(alternative, "why"), wd_buf_str(&size)},
                  3);
    wd_buf_done(&size);
}
