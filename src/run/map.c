/* `map`: the inputs of one part into records. The tables of its nights are written when all is read, and before
 * that when they are full; what was written in pieces is put together again by whoever merges. */
#include "run/keyed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "run/night_tables.h"
#include "run/strip.h"
#include "whydenied/base/digest.h"
#include "whydenied/run/shards.h"

#define LOOK_EVERY 4096u /* records between two looks whether anybody still reads the output */

struct mapping {
    struct wd_session *session;
    struct wd_output *out;
    struct wd_map_sums *sums;
    struct wd_rules_name rules;
    struct wd_engine engine;
    struct wd_reader *reader;
    struct wd_night_tables tables;
    struct wd_strip strip;
    uint64_t hash; /* of the shard */
    uint64_t looks;
    bool begun, unwanted;
};

/* ---- writing ----------------------------------------------------------------------------------------- */

struct night_line {
    struct mapping *mapping;
    wd_night night;
};

static int put_line(void *context, uint64_t fingerprint, struct wd_str line, struct wd_error *err)
{
    const struct night_line *to = context;

    (void)err; /* failed writes stay with the output */
    wd_keyed_put_state(to->mapping->out, &to->mapping->rules, to->night, fingerprint, line);
    return 0;
}

static int put_table(void *context, wd_night night, const struct wd_table *table,
                     struct wd_error *err)
{
    struct mapping *m = context;
    struct night_line to = {m, night};
    const struct wd_totals *totals = wd_table_totals(table);

    m->sums->events += totals->events;
    m->sums->denials += totals->denials;
    return wd_table_encode(table, put_line, &to, err);
}

static int put_value(struct mapping *m, const char *key, json_t *value, struct wd_error *err)
{
    int status = wd_keyed_put_json(m->out, key, value);

    json_decref(value);
    return status < 0 ? wd_fail_memory(err) : 0;
}

/* Before all others, at once: a shard that ends without its !stats is missed by whoever merges. */
static int begin(struct mapping *m, struct wd_error *err)
{
    if (m->begun)
        return 0;
    m->begun = true;
    if (put_value(m, "!begun", wd_begun_to_json(1, &m->rules), err) < 0)
        return -1;
    wd_output_flush(m->out);
    return 0;
}

static int put_end(struct mapping *m, struct wd_error *err)
{
    const struct wd_shard_name name = {m->hash, m->session->options->shard_label};
    char key[WD_KEY_MAX];

    wd_shard_key(m->hash, key);
    return put_value(m, key, wd_shard_to_json(m->session, &name, &m->rules), err);
}

static int give_tables(struct mapping *m, struct wd_error *err)
{
    wd_engine_settle(&m->engine);
    m->engine.table = NULL;
    return wd_night_tables_give(&m->tables, err);
}

/* ---- one input --------------------------------------------------------------------------------------- */

static int look_around(void *context, struct wd_error *err)
{
    struct mapping *m = context;

    wd_run_tick(m->session, m->reader, m->engine.table);
    if (!m->begun && begin(m, err) < 0)
        return -1;
    if (++m->looks % LOOK_EVERY == 0 && wd_output_unwanted(m->out))
        m->unwanted = true;
    if (m->unwanted)
        return 1;
    if (!wd_night_tables_full(&m->tables))
        return 0;
    if (give_tables(m, err) < 0)
        return -1;
    m->engine.table = wd_night_table(&m->tables, m->tables.untimed);
    return m->engine.table ? 0 : wd_fail_memory(err);
}

/* What an engine pipes in has a name elsewhere. */
static const char *shown_name(const struct mapping *m, const char *name)
{
    const char *other = m->session->options->stdin_name;

    return other && strcmp(name, "-") == 0 ? other : name;
}

static struct wd_reader *open_reader(struct mapping *m, const char *name, struct wd_error *err)
{
    unsigned flags =
        WD_READ_THREAD | WD_READ_DIGEST | (m->session->options->no_follow ? WD_READ_NO_FOLLOW : 0u);

    if (strcmp(name, "-") == 0 && m->session->options->strip_key) {
        wd_strip_init(&m->strip, STDIN_FILENO);
        return wd_reader_open_fn(wd_strip_read, &m->strip, shown_name(m, name), flags, err);
    }
    return wd_reader_open(name, flags, err);
}

/* The sums that only a report of the input knows; and its name and bytes into the shard's. */
static int end_input(struct mapping *m, const char *shown, struct wd_error *err)
{
    const struct wd_input_report *report = wd_reader_report(m->reader);

    if (!m->engine.table)
        m->engine.table = wd_night_table(&m->tables, m->tables.untimed);
    if (!m->engine.table)
        return wd_fail_memory(err);
    wd_engine_count_input(&m->engine, report);
    if (report->bytes > 0 || wd_input_partial(report)) {
        m->hash = wd_hash_join(m->hash, wd_hash(wd_str_of(shown)));
        m->hash = wd_hash_join(wd_hash_join(m->hash, report->digest[0]), report->digest[1]);
        if (begin(m, err) < 0)
            return -1;
    }
    m->sums->inputs++;
    m->sums->records += report->records;
    m->sums->decoded_bytes += report->decoded_bytes;
    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        m->sums->skipped += report->skipped[i];
    return wd_run_list_input_as(m->session, m->reader, shown, err);
}

static int map_input(struct mapping *m, const char *name, struct wd_error *err)
{
    const char *shown = shown_name(m, name);
    struct wd_records records;
    int status;

    m->reader = open_reader(m, name, err);
    if (!m->reader)
        return -1;
    wd_reader_stop_on(m->reader, m->session->calls->interrupted);
    if (!m->engine.table)
        m->engine.table = wd_night_table(&m->tables, m->tables.untimed);
    records = wd_records_of(m->reader, shown);
    status = m->engine.table ? wd_engine_read(&m->engine, &records, look_around, m, err)
                             : wd_fail_memory(err);
    if (status == 0 && !m->unwanted)
        status = end_input(m, shown, err);
    wd_reader_close(m->reader);
    return status;
}

/* ---- all inputs -------------------------------------------------------------------------------------- */

static int map_all(struct mapping *m, struct wd_error *err)
{
    const struct wd_inputs *inputs = &m->session->inputs;

    wd_run_begin(m->session);
    for (size_t i = 0; i < inputs->count && !wd_run_interrupted(m->session) && !m->unwanted; i++)
        if (map_input(m, inputs->paths[i], err) < 0)
            return -1;
    m->session->complete = !wd_run_interrupted(m->session);
    if (wd_run_list_end(m->session, err) < 0)
        return -1;
    if (m->unwanted || (!m->begun && !m->session->partial))
        return 0;
    if (begin(m, err) < 0 || give_tables(m, err) < 0)
        return -1;
    return put_end(m, err);
}

int wd_session_map(struct wd_session *session, struct wd_output *out, struct wd_map_sums *ret_sums,
                   struct wd_error *err)
{
    struct mapping *m = calloc(1, sizeof *m);
    int status = -1;

    memset(ret_sums, 0, sizeof *ret_sums);
    if (!m)
        return wd_fail_memory(err);
    m->session = session;
    m->out = out;
    m->sums = ret_sums;
    m->rules = wd_rules_name_of(session->rules);
    m->tables.untimed = WD_NIGHT_NONE;
    m->tables.give = put_table;
    m->tables.context = m;
    if (wd_engine_init(&m->engine, session->rules, err) == 0) {
        m->engine.since = session->options->since;
        m->engine.until = session->options->until;
        m->engine.choose = wd_night_table_of;
        m->engine.choose_context = &m->tables;
        status = map_all(m, err);
    }
    wd_run_end(session);
    wd_night_tables_drop(&m->tables);
    wd_engine_done(&m->engine);
    free(m);
    return status;
}
