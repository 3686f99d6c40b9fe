/* What was to be made when a permission on it was refused is not there yet: of instances.insert, "Required
 * 'compute.instances.setTags' permission for '…/instances/b1'" (https://cloud.google.com/compute/docs/reference/rest/v1/instances/insert
 * lists what making one asks for). A grant on it would fail, so the call is kept: a record names it, a text tells it by the
 * command, by the provider's words or by the address that was called. */
#include "names/evidence.h"

#include "whydenied/base/char.h"
#include "whydenied/names.h"

/* "forwardingRules" of the API is "forwarding-rules" of gcloud and "ForwardingRule" of Terraform's provider. */
static bool is_alike(struct wd_str a, struct wd_str b)
{
    size_t i = 0, k = 0;

    for (; i < a.len && k < b.len; i++, k++) {
        i += a.ptr[i] == '-' && i + 1 < a.len;
        k += b.ptr[k] == '-' && k + 1 < b.len;
        if (wd_lower(a.ptr[i]) != wd_lower(b.ptr[k]))
            return false;
    }
    return i == a.len && k == b.len;
}

/* "v1.compute.instances.insert", "gcloud.compute.instances.create-with-container": of the collection. */
static bool makes(struct wd_str method, struct wd_str collection)
{
    static const char *const verbs[] = {"insert", "create", "create-", "bulkInsert"};
    size_t dot = wd_str_rfind_char(method, '.');
    struct wd_str verb = wd_str_from(method, dot == WD_NPOS ? method.len : dot + 1);

    return collection.len > 0 && WD_STR_ANY(wd_str_starts, verb, verbs) &&
           is_alike(wd_last_part(wd_str_sub(method, 0, dot), '.'), collection);
}

bool wd_resource_is_made_by(struct wd_str name, struct wd_str method)
{
    return makes(method, wd_collection_of(name));
}

/* Behind `mark`, up to the first of `ends`; a text says it once. */
static struct wd_str behind(struct wd_str text, const char *mark, const char *ends)
{
    size_t at = wd_str_find(text, wd_str_of(mark)), len = 0;
    struct wd_str rest = wd_str_from(text, at == WD_NPOS ? text.len : at + strlen(mark));

    while (len < rest.len && !wd_char_in(rest.ptr[len], ends))
        len++;
    return wd_str_sub(rest, 0, len);
}

/* "Error creating Instance: …": one of the collection. */
static bool is_noun_of(struct wd_str noun, struct wd_str collection)
{
    return noun.len > 2 && noun.len < collection.len && collection.len <= noun.len + 2 &&
           is_alike(noun, wd_str_sub(collection, 0, noun.len));
}

static bool tells_making(struct wd_str text, struct wd_str collection)
{
    struct wd_str url = behind(text, "POST https://", " ?\n");

    if (wd_str_ends(url, WD_STR(":")))
        url.len--;
    return makes(behind(text, "(gcloud.", ") \n"), collection) ||
           is_noun_of(behind(text, "rror creating ", ": \n"), collection) ||
           is_alike(wd_last_part(url, '/'), collection);
}

void wd_evidence_note_making(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_str collection = wd_collection_of(event->object.name);
    struct wd_str service = event->slot[WD_SLOT_PERMISSION];

    service = wd_str_sub(service, 0, wd_str_find_char(service, '.'));
    if (event->slot[WD_SLOT_METHOD].len > 0 || event->permission_count == 0 || collection.len == 0)
        return;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str call[] = {service, WD_STR("."), collection, WD_STR(".create")};
        if (!tells_making(event->texts[i].s, collection))
            continue;
        wd_event_set(event, WD_SLOT_METHOD, wd_arena_concat(arena, call, 4), WD_SOURCE_WRAPPER);
        return;
    }
}
