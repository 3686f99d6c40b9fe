/* Denials one by one: kept as they are read, given to the report when it is known which are listed. */
#include "whydenied/run/denials.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "run/run.h"
#include "whydenied/base/escape.h"
#include "whydenied/report/value.h"

#define TEXT_MAX ((size_t)1 << 20)

struct wd_denials {
    FILE *file;
    int failure; /* errno of the first write that failed */
    struct wd_arena *scratch;
    struct wd_buf facts, principal, plain;
    unsigned char *given; /* a bit each, of the first time they were read: whether it was listed */
    uint64_t at, known;   /* the next one; how many bits hold */
};

/* What stands before the texts of one. */
struct head {
    wd_time time;
    uint64_t names[WD_FINGERPRINTS], key;
    uint32_t name_count, principal_len, facts_len;
    uint32_t unmatched;
};

/* ---- the file ------------------------------------------------------------------------------------- */

static int open_unnamed(const char *output)
{
    const char *slash = strrchr(output, '/'), *temporary = getenv("TMPDIR");
    char name[4096];
    int fd;

    if (strcmp(output, "-") == 0)
        snprintf(name, sizeof name, "%s/whydenied-XXXXXX",
                 temporary && *temporary ? temporary : "/tmp");
    else
        snprintf(name, sizeof name, "%.*swhydenied-XXXXXX", slash ? (int)(slash - output) + 1 : 0,
                 output);
    fd = mkstemp(name); /* 0600 */
    if (fd >= 0)
        unlink(name);
    return fd;
}

struct wd_denials *wd_denials_open(const char *output, struct wd_error *err)
{
    struct wd_denials *denials = calloc(1, sizeof *denials);
    int fd;

    if (!denials || !(denials->scratch = wd_arena_new(WD_RECORD_MAX))) {
        wd_fail_memory(err);
        wd_denials_close(denials);
        return NULL;
    }
    wd_buf_init(&denials->facts, TEXT_MAX);
    wd_buf_init(&denials->principal, TEXT_MAX);
    wd_buf_init(&denials->plain, TEXT_MAX);
    fd = open_unnamed(output);
    denials->file = fd < 0 ? NULL : fdopen(fd, "w+");
    if (!denials->file) {
        wd_fail(err, "%s: no room for single denials beside it: %s", output, strerror(errno));
        if (fd >= 0)
            close(fd);
        wd_denials_close(denials);
        return NULL;
    }
    return denials;
}

void wd_denials_close(struct wd_denials *denials)
{
    if (!denials)
        return;
    if (denials->file)
        fclose(denials->file);
    wd_arena_free(denials->scratch);
    wd_buf_done(&denials->facts);
    wd_buf_done(&denials->principal);
    wd_buf_done(&denials->plain);
    free(denials->given);
    free(denials);
}

/* ---- keeping -------------------------------------------------------------------------------------- */

static struct wd_str masked(struct wd_denials *d, struct wd_str s)
{
    wd_buf_clear(&d->plain);
    wd_redact(&d->plain, s);
    return wd_buf_str(&d->plain);
}

/* ,"name":"text", or null. */
static void put_fact(struct wd_denials *d, struct wd_output *out, const char *name, struct wd_str s)
{
    wd_output_printf(out, ",\"%s\":", name);
    if (s.len)
        wd_value_put_string(out, masked(d, s));
    else
        wd_output_putz(out, "null");
}

static void put_permissions(struct wd_denials *d, struct wd_output *out,
                            const struct wd_event *event)
{
    wd_output_putz(out, ",\"permissions\":[");
    for (size_t i = 0; i < event->permission_count; i++) {
        wd_output_putz(out, i ? "," : "");
        wd_value_put_string(out, masked(d, event->permissions[i].name));
    }
    wd_output_putz(out, "]");
}

static void put_facts(struct wd_denials *d, struct wd_output *out, const struct wd_engine *engine,
                      const char *file, const struct wd_event *event)
{
    const struct wd_object *object = &event->object;
    bool whole = object->type != NULL && object->name.len > 0;

    put_fact(d, out, "principal_kind", wd_str_of(wd_principal_kind_name(event->principal_kind)));
    put_permissions(d, out, event);
    put_fact(d, out, "method", event->slot[WD_SLOT_METHOD]);
    put_fact(d, out, "resource_type", wd_str_of(whole ? object->type : NULL));
    put_fact(d, out, "resource", whole ? object->name : event->slot[WD_SLOT_RESOURCE]);
    put_fact(d, out, "project",
             object->project.len ? object->project : event->slot[WD_SLOT_PROJECT]);
    put_fact(d, out, "location",
             object->location.len ? object->location : event->slot[WD_SLOT_LOCATION]);
    put_fact(d, out, "insert_id", event->entry_id);
    put_fact(d, out, "file", wd_str_of(file));
    wd_output_printf(out, ",\"record\":%llu", (unsigned long long)engine->line);
}

static void put(struct wd_denials *d, const void *bytes, size_t len)
{
    if (!d->failure && len > 0 && fwrite(bytes, 1, len, d->file) != len)
        d->failure = errno ? errno : EIO;
}

void wd_denials_keep(struct wd_denials *d, const struct wd_engine *engine, const char *file,
                     const struct wd_event *event, const struct wd_hit *hit)
{
    struct head head = {.time = event->time, .key = event->dedup, .unmatched = !hit->rule};
    struct wd_output *out;

    if (event->kind != WD_KIND_DENIAL || d->failure)
        return;
    wd_arena_clear(d->scratch);
    head.name_count = wd_fingerprints(event, hit->rule, d->scratch, head.names);
    wd_buf_clear(&d->principal);
    wd_redact(&d->principal, event->slot[WD_SLOT_PRINCIPAL]);
    wd_buf_clear(&d->facts);
    out = wd_output_to_memory(&d->facts, NULL);
    if (out) {
        put_facts(d, out, engine, file, event);
        if (wd_output_commit(out, NULL) < 0)
            d->failure = ENOMEM;
    }
    if (!out || head.name_count == 0)
        d->failure = ENOMEM;
    head.principal_len = (uint32_t)d->principal.len;
    head.facts_len = (uint32_t)d->facts.len;
    put(d, &head, sizeof head);
    put(d, d->principal.ptr, d->principal.len);
    put(d, d->facts.ptr, d->facts.len);
}

/* ---- which are listed ------------------------------------------------------------------------------ */

/* The listed incident that has one of the names; the denial's own comes first. */
static size_t place_of(const struct wd_table *table, const struct head *head)
{
    for (uint32_t n = 0; n < head->name_count; n++)
        for (size_t i = 0; i < wd_table_count(table); i++)
            if (wd_table_at(table, i)->fingerprint == head->names[n])
                return i;
    return WD_NPOS;
}

/* Of a group some members may have been taken out. */
static bool is_in(const struct wd_session *session, const struct wd_incident *incident,
                  const struct head *head, struct wd_str principal)
{
    if (incident->lookalike)
        return false;
    if (incident->fingerprint == head->names[0] || incident->members.count == 0)
        return true;
    return wd_incident_has_member(incident, head->names[0]) ||
           (incident->members.more && wd_select_principal(session->options, principal));
}

static bool is_listed(struct wd_session *session, struct head *head, struct wd_str principal,
                      size_t *ret_place)
{
    *ret_place = WD_NPOS;
    /* A denial that was delivered twice counts once, under the name that its key is counted under. */
    if (head->key && wd_table_deduplicated(session->table) &&
        !wd_table_take_key(session->table, head->key, &head->names[0]))
        return false;
    if (head->unmatched)
        return true;
    *ret_place = place_of(session->table, head);
    return *ret_place != WD_NPOS &&
           is_in(session, wd_table_at(session->table, *ret_place), head, principal);
}

/* Remembers the answer: keys are taken once, and there may be several outputs. */
static int remember(struct wd_denials *d, bool listed, struct wd_error *err)
{
    if (d->known % 8192 == 0) {
        unsigned char *more = realloc(d->given, (size_t)d->known / 8 + 1024);
        if (!more)
            return wd_fail_memory(err);
        d->given = more;
        memset(more + d->known / 8, 0, 1024);
    }
    d->given[d->known / 8] |= (unsigned char)(listed << (d->known % 8));
    d->known++;
    return 0;
}

static int read_one(struct wd_denials *d, struct head *head, struct wd_error *err)
{
    if (d->failure)
        return wd_fail(err, "single denials could not be kept: %s", strerror(d->failure));
    if (fread(head, 1, sizeof *head, d->file) != sizeof *head)
        return ferror(d->file)
                   ? wd_fail(err, "single denials cannot be read again: %s", strerror(errno))
                   : 0;
    wd_arena_clear(d->scratch);
    return 1;
}

static struct wd_str read_text(struct wd_denials *d, uint32_t len)
{
    char *text = wd_arena_alloc(d->scratch, (size_t)len + 1);

    if (!text || fread(text, 1, len, d->file) != len)
        return WD_STR_NONE;
    return wd_str_make(text, len);
}

int wd_session_next_denial(void *context, struct wd_denial *ret_denial, struct wd_error *err)
{
    struct wd_session *session = context;
    struct wd_denials *d = session->options->denials;
    struct head head = {.key = 0};
    bool listed = false;
    int got = 1;

    if (d->at == 0 && fseek(d->file, 0, SEEK_SET) != 0 && !d->failure)
        d->failure = errno;
    while (!listed && (got = read_one(d, &head, err)) > 0) {
        struct wd_str principal = read_text(d, head.principal_len);
        struct wd_str facts = read_text(d, head.facts_len);
        size_t place;

        if (d->at < d->known) {
            listed = d->given[d->at / 8] >> (d->at % 8) & 1;
            place = listed && !head.unmatched ? place_of(session->table, &head) : WD_NPOS;
        } else {
            listed = is_listed(session, &head, principal, &place);
            if (remember(d, listed, err) < 0)
                return -1;
        }
        d->at++;
        *ret_denial = (struct wd_denial){head.time, head.names[0], place, principal, facts};
    }
    if (got <= 0)
        d->at = 0;
    return got;
}
