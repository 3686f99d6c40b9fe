/* Remedies by identity key, and the small lists a remedy carries. */
#include "advise/work.h"

#include "whydenied/base/digest.h"

#define HASH_NONFATAL_OOM 1
#define HASH_FUNCTION(key, length, hash)                                                           \
    ((hash) = (unsigned)wd_hash(wd_str_make((const char *)(key), (length))))
#include <uthash.h>

enum { ALSO_WITHOUT = 16 }; /* refused permissions that are not told again of another role */

struct draft {
    struct wd_str key;
    size_t number;
    struct wd_remedy remedy;
    UT_hash_handle hh;
};

struct wd_drafts {
    struct wd_arena *arena;
    struct draft *by_key;
    struct draft **list;
    size_t count, room;
    struct wd_custom_need *customs;
    size_t owed;
};

struct wd_drafts *wd_drafts_new(struct wd_arena *arena)
{
    struct wd_drafts *drafts = calloc(1, sizeof *drafts);

    if (drafts)
        drafts->arena = arena;
    return drafts;
}

void wd_drafts_free(struct wd_drafts *drafts, bool taken)
{
    if (!drafts)
        return;
    for (size_t i = 0; !taken && i < drafts->count; i++)
        json_decref(drafts->list[i]->remedy.policy);
    HASH_CLEAR(hh, drafts->by_key);
    free(drafts->list);
    free(drafts);
}

size_t wd_drafts_count(const struct wd_drafts *drafts)
{
    return drafts->count;
}

void wd_drafts_owe(struct wd_drafts *drafts, size_t bytes)
{
    drafts->owed += bytes;
}

size_t wd_drafts_owed(struct wd_drafts *drafts)
{
    return drafts->owed;
}

struct wd_custom_need **wd_drafts_customs(struct wd_drafts *drafts)
{
    return &drafts->customs;
}

struct wd_remedy *wd_drafts_remedy(const struct wd_drafts *drafts, size_t number)
{
    return &drafts->list[number]->remedy;
}

static int make_room(struct wd_drafts *drafts)
{
    if (drafts->count < drafts->room)
        return 0;
    size_t room = drafts->room ? 2 * drafts->room : 64;
    struct draft **list = realloc(drafts->list, room * sizeof *list);
    if (!list)
        return -1;
    drafts->list = list;
    drafts->room = room;
    return 0;
}

static struct draft *add(struct wd_drafts *drafts, struct wd_str key, enum wd_remedy_kind kind)
{
    struct draft *draft = wd_arena_alloc(drafts->arena, sizeof *draft);

    if (!draft || make_room(drafts) != 0)
        return NULL;
    draft->key = wd_arena_copy(drafts->arena, key);
    if (!draft->key.ptr)
        return NULL;
    draft->remedy.kind = kind;
    draft->number = drafts->count;
    HASH_ADD_KEYPTR(hh, drafts->by_key, draft->key.ptr, draft->key.len, draft);
    if (!draft->hh.tbl)
        return NULL;
    drafts->list[drafts->count++] = draft;
    return draft;
}

void wd_key_digits(struct wd_str key, char ret_text[WD_KEY_HEX])
{
    struct wd_digest digest;

    wd_digest_init(&digest);
    wd_digest_field(&digest, key);
    snprintf(ret_text, WD_KEY_HEX, "%016llx", (unsigned long long)wd_digest_finish(&digest));
}

struct wd_str wd_key_hex(struct wd_arena *arena, struct wd_str key, unsigned digits)
{
    char text[WD_KEY_HEX];

    wd_key_digits(key, text);
    return wd_arena_copy(arena, wd_str_make(text, digits < 16 ? digits : 16));
}

static bool linked(const struct wd_work *work, size_t number)
{
    for (size_t i = 0; i < work->count; i++)
        if (work->remedies[i] == number)
            return true;
    return false;
}

int wd_work_open(struct wd_work *work, struct wd_str key, enum wd_remedy_kind kind,
                 struct wd_remedy **ret_remedy)
{
    struct draft *draft = NULL;
    bool fresh, withheld;

    if (key.len == 0)
        return -1;
    if (work->count == WD_REMEDIES_PER_INCIDENT)
        return 0;
    withheld = wd_withholds(work, kind);
    if (withheld) { /* not the same change as one that is ready to run */
        const struct wd_str parts[] = {key, WD_STR("\nwithheld\n"), wd_withhold_reason(work)};
        key = wd_arena_concat(work->arena, parts, 3);
        if (key.len == 0)
            return -1;
    }
    HASH_FIND(hh, work->drafts->by_key, key.ptr, key.len, draft);
    fresh = draft == NULL;
    if (fresh)
        draft = add(work->drafts, key, kind);
    if (!draft)
        return -1;
    draft->remedy.withheld = withheld;
    if (!linked(work, draft->number))
        work->remedies[work->count++] = draft->number;
    *ret_remedy = &draft->remedy;
    return fresh ? 1 : 0;
}

int wd_work_say(struct wd_work *work, struct wd_str key, enum wd_remedy_kind kind,
                struct wd_str sentence, struct wd_remedy **ret_remedy)
{
    int fresh = sentence.len > 0 ? wd_work_open(work, key, kind, ret_remedy) : -1;

    if (fresh == 1)
        (*ret_remedy)->summary = sentence.ptr;
    return fresh;
}

bool wd_work_lean(const struct wd_work *work)
{
    return wd_arena_used(work->arena) > WD_ADVICE_LEAN;
}

/* A list of pointers that has its whole room from the first element on. */
static bool room_for(const struct wd_work *work, const char ***list, size_t count)
{
    if (!*list)
        *list = wd_arena_alloc(work->arena, WD_REMEDY_LIST_MAX * sizeof **list);
    return *list && count < WD_REMEDY_LIST_MAX;
}

static bool has_text(const char *const *list, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], text) == 0)
            return true;
    return false;
}

void wd_remedy_warn(const struct wd_work *work, struct wd_remedy *remedy, struct wd_str text)
{
    if (text.len > 0 && !wd_work_lean(work) &&
        room_for(work, &remedy->warnings, remedy->warning_count) &&
        !has_text(remedy->warnings, remedy->warning_count, text.ptr))
        remedy->warnings[remedy->warning_count++] = text.ptr;
}

void wd_remedy_refer(const struct wd_work *work, struct wd_remedy *remedy, const char *link)
{
    if (link && !wd_work_lean(work) &&
        room_for(work, &remedy->references, remedy->reference_count) &&
        !has_text(remedy->references, remedy->reference_count, link))
        remedy->references[remedy->reference_count++] = link;
}

/* What the role allows beside what was refused. */
static void tell_breadth(const struct wd_work *work, struct wd_str role, struct wd_choice *choice)
{
    struct wd_str refused[ALSO_WITHOUT];
    size_t count = 0;

    for (; count < work->incident->permission_count && count < ALSO_WITHOUT; count++)
        refused[count] = wd_str_of(work->incident->permissions[count]);
    wd_catalogue_breadth(work->advisor->catalogue, role, refused, count, work->arena, &choice->size,
                         &choice->also, 1);
}

void wd_remedy_alternative(const struct wd_work *work, struct wd_remedy *remedy, struct wd_str role,
                           struct wd_str why)
{
    struct wd_str copy;

    if (wd_work_lean(work))
        return;
    copy = wd_arena_copy(work->arena, role);
    if (!remedy->alternatives)
        remedy->alternatives =
            wd_arena_alloc(work->arena, WD_REMEDY_LIST_MAX * sizeof *remedy->alternatives);
    if (!remedy->alternatives || remedy->alternative_count == WD_REMEDY_LIST_MAX || copy.len == 0)
        return;
    for (size_t i = 0; i < remedy->alternative_count; i++)
        if (strcmp(remedy->alternatives[i].role, copy.ptr) == 0)
            return;
    struct wd_choice *choice = &remedy->alternatives[remedy->alternative_count++];
    *choice = (struct wd_choice){copy.ptr, why.len ? why.ptr : "", 0, NULL};
    tell_breadth(work, copy, choice);
}

static bool same_argv(const struct wd_argv *a, const struct wd_argv *b)
{
    if (a->argc != b->argc)
        return false;
    for (size_t i = 0; i < a->argc; i++)
        if (strcmp(a->argv[i], b->argv[i]) != 0)
            return false;
    return true;
}

static void append(const struct wd_work *work, struct wd_argv **list, size_t *count,
                   struct wd_argv command)
{
    for (size_t i = 0; i < *count; i++)
        if (same_argv(&(*list)[i], &command))
            return;
    if (!*list)
        *list = wd_arena_alloc(work->arena, WD_REMEDY_LIST_MAX * sizeof **list);
    if (*list && *count < WD_REMEDY_LIST_MAX)
        (*list)[(*count)++] = command;
}

void wd_remedy_command(const struct wd_work *work, struct wd_remedy *remedy, struct wd_argv command)
{
    append(work, &remedy->commands, &remedy->command_count, command);
}

void wd_remedy_verify(const struct wd_work *work, struct wd_remedy *remedy, struct wd_argv command)
{
    if (!wd_work_lean(work))
        append(work, &remedy->verify, &remedy->verify_count, command);
}
