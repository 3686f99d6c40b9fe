/* Refusals: any text ends, and every fact lies in the text or the arena and is no longer than the text. */
#include <stdio.h>
#include <stdlib.h>

#include "replay.h"
#include "whydenied/read/refusal.h"

static void touch(struct wd_str s, size_t limit)
{
    unsigned sum = 0;

    MUST(s.len <= limit);
    for (size_t i = 0; i < s.len; i++)
        sum += (unsigned char)s.ptr[i];
    MUST(sum <= 255 * limit);
}

static void check(const struct wd_refusal *r, size_t size)
{
    size_t limit = size + 64; /* constants of the grammar are short */

    MUST(r->kind < WD_REFUSAL_KINDS && r->vendor < WD_REFUSAL_VENDORS);
    MUST(r->permission_count <= WD_REFUSAL_PERMISSIONS_MAX && r->from <= r->to && r->to <= size);
    MUST((r->said == WD_SAID_NOT) == (r->subject.len == 0));
    for (size_t i = 0; i < r->permission_count; i++)
        touch(r->permissions[i], limit);
    for (size_t i = 0; i < WD_PART_COUNT; i++)
        touch(r->part[i], limit);
    touch(r->subject, limit);
    touch(r->caller, limit);
    touch(r->act_as, limit);
    touch(r->object, limit);
    touch(r->action, limit);
    touch(r->code, limit);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct wd_refusal_reader *reader;
    static struct wd_arena *arena;
    struct wd_refusal *r = NULL;
    struct wd_str part[WD_PART_COUNT] = {{NULL, 0}};
    size_t count = 0;

    reader = reader ? reader : wd_refusal_reader_new();
    arena = arena ? arena : wd_arena_new(16u << 20);
    MUST(reader && arena);
    wd_arena_clear(arena);
    struct wd_str text = {(const char *)data, size};
    int rc = wd_refusal_read(reader, text, arena, &r);
    MUST(rc == 0 || rc == 1);
    for (; rc == 1 && r; r = r->next, count++)
        check(r, size);
    MUST(count <= WD_REFUSALS_MAX);
    MUST(wd_refusal_parts(text, arena, part) == 0);
    return 0;
}
