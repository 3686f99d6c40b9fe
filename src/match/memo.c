/* A table with one place for each hash: the newer of two takes it. */
#include "match/memo.h"

#include <stdlib.h>

#include "whydenied/base/digest.h"

struct entry {
    struct wd_memo_key key;
    struct wd_found found;
};

struct wd_memo {
    struct entry entries[WD_MEMO_ENTRIES];
};

struct wd_memo *wd_memo_new(void)
{
    return calloc(1, sizeof(struct wd_memo));
}

void wd_memo_free(struct wd_memo *memo)
{
    free(memo);
}

static bool put(struct wd_memo_key *key, const void *bytes, size_t len)
{
    if (len > sizeof key->bytes - key->len)
        return false;
    memcpy(key->bytes + key->len, bytes, len);
    key->len += (unsigned)len;
    return true;
}

static bool put_str(struct wd_memo_key *key, struct wd_str s)
{
    unsigned len = s.len < WD_MEMO_KEY_MAX ? (unsigned)s.len : WD_MEMO_KEY_MAX;
    return put(key, &len, sizeof len) && (s.len == 0 || put(key, s.ptr, s.len));
}

static bool put_event(struct wd_memo_key *key, const struct wd_event *event)
{
    static const enum wd_slot slots[] = {WD_SLOT_REASON,    WD_SLOT_METHOD, WD_SLOT_SERVICE,
                                         WD_SLOT_PRINCIPAL, WD_SLOT_URL,    WD_SLOT_HOST};
    const int head[] = {(int)event->dialect, (int)event->kind,       event->code,
                        event->http_status,  (int)event->text_count, (int)event->permission_count};
    bool fits = put(key, head, sizeof head);
    for (size_t i = 0; fits && i < sizeof slots / sizeof slots[0]; i++)
        fits = put_str(key, event->slot[slots[i]]);
    for (size_t i = 0; fits && i < event->permission_count; i++)
        fits = put_str(key, event->permissions[i].name);
    for (size_t i = 0; fits && i < event->text_count; i++) {
        const unsigned char field = (unsigned char)event->texts[i].field;
        fits = put(key, &field, 1) && put_str(key, event->texts[i].s);
    }
    return fits;
}

void wd_memo_key_begin(struct wd_memo_key *ret_key, const struct wd_event *event)
{
    ret_key->len = 0;
    if (!put_event(ret_key, event))
        ret_key->len = 0;
}

void wd_memo_key_add(struct wd_memo_key *key, struct wd_str bytes)
{
    if (key->len > 0 && !put(key, bytes.ptr, bytes.len))
        key->len = 0;
}

void wd_memo_key_end(struct wd_memo_key *key)
{
    key->hash = wd_hash(wd_str_make(key->bytes, key->len));
}

const struct wd_found *wd_memo_find(const struct wd_memo *memo, const struct wd_memo_key *key)
{
    if (!memo || key->len == 0)
        return NULL;
    const struct entry *entry = &memo->entries[key->hash % WD_MEMO_ENTRIES];
    bool same = entry->key.len == key->len && entry->key.hash == key->hash &&
                memcmp(entry->key.bytes, key->bytes, key->len) == 0;
    return same ? &entry->found : NULL;
}

void wd_memo_keep(struct wd_memo *memo, const struct wd_memo_key *key, const struct wd_found *found)
{
    if (!memo || key->len == 0)
        return;
    struct entry *entry = &memo->entries[key->hash % WD_MEMO_ENTRIES];
    entry->key.len = key->len;
    entry->key.hash = key->hash;
    memcpy(entry->key.bytes, key->bytes, key->len);
    entry->found = *found;
}
