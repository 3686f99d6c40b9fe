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

void wd_memo_key_make(struct wd_memo_key *ret_key, const struct wd_event *event,
                      struct wd_str pointers)
{
    struct wd_event_key key = {.bytes = ret_key->bytes, .max = sizeof ret_key->bytes};

    wd_event_key_put(&key, event, WD_LOOKER_MEMO);
    wd_event_key_put_bytes(&key, pointers.ptr, pointers.len);
    ret_key->len = key.full ? 0 : key.len;
    ret_key->hash = wd_hash(wd_str_make(ret_key->bytes, ret_key->len));
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
