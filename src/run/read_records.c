/* A reader of inputs as a source of records for the engine. */
#include "whydenied/run/engine.h"

static int next_of_reader(void *from, struct wd_record *ret_record, struct wd_error *err)
{
    return wd_reader_next(from, ret_record, err);
}

static void reject_to_reader(void *from, enum wd_skip reason)
{
    wd_reader_reject(from, reason);
}

static void ambiguous_to_reader(void *from)
{
    wd_reader_ambiguous(from);
}

static void again_to_reader(void *from)
{
    wd_reader_again(from);
}

static bool unread_to_reader(void *from, bool entries)
{
    return wd_reader_unread(from, entries);
}

static uint64_t pass_quiet_of_reader(void *from, wd_quiet_fn quiet, const void *context)
{
    return wd_reader_pass_quiet(from, quiet, context);
}

static void know_forms_to_reader(void *from, wd_form_fn form, void *context)
{
    wd_reader_know_forms(from, form, context);
}

struct wd_records wd_records_of(struct wd_reader *reader, const char *name)
{
    return (struct wd_records){.name = name,
                               .next = next_of_reader,
                               .reject = reject_to_reader,
                               .ambiguous = ambiguous_to_reader,
                               .again = again_to_reader,
                               .unread = unread_to_reader,
                               .know_forms = know_forms_to_reader,
                               .from = reader};
}

struct wd_records wd_records_in_passing(struct wd_reader *reader, const char *name)
{
    struct wd_records records = wd_records_of(reader, name);

    records.pass_quiet = pass_quiet_of_reader;
    return records;
}
