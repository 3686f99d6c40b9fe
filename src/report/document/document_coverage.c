/* What the logs could show: kinds of logs, services and days that were there; and what one would miss, so that "no
 * denials" is never read as "all is well". */
#include "report/document/document.h"
#include "report/words.h"
#include "whydenied/base/list.h"
#include "whydenied/report/value.h"

#define DAYS_LISTED 31u

static json_t *date_of(int32_t day)
{
    char text[WD_TIME_TEXT];

    wd_time_format((wd_time)day * WD_DAY, text);
    return json_stringn(text, 10);
}

static json_t *make_logs(const struct wd_coverage *coverage)
{
    json_t *logs = json_object();
    bool failed = !logs;

    for (int i = 0; i < WD_LOG_COUNT; i++)
        if (coverage->logs[i])
            wd_value_set_count(logs, wd_log_name((enum wd_log_kind)i), coverage->logs[i], &failed);
    return wd_value_finish(logs, failed);
}

static json_t *make_absent(const struct wd_coverage *coverage)
{
    unsigned present = wd_coverage_present(coverage);
    json_t *absent = json_array();
    bool failed = !absent;

    for (int i = 0; i < WD_LOG_COUNT && !coverage->unsure; i++)
        if (wd_log_is_missed((enum wd_log_kind)i, present))
            wd_value_append(absent, json_string(wd_log_name((enum wd_log_kind)i)), &failed);
    return wd_value_finish(absent, failed);
}

static json_t *make_services(const struct wd_coverage *coverage)
{
    const char *names[WD_COVERAGE_SERVICES];

    for (unsigned i = 0; i < coverage->service_count; i++)
        names[i] = coverage->services[i];
    if (coverage->service_count > 0)
        qsort(names, coverage->service_count, sizeof *names, wd_list_by_bytes);
    return wd_value_texts(names, coverage->service_count);
}

/* The first day that is looked at: as far back as days are kept. */
static int32_t first_day(const struct wd_table *table)
{
    const struct wd_coverage *coverage = wd_table_coverage(table);
    int32_t oldest = coverage->newest - (int32_t)WD_COVERAGE_DAYS + 1;
    int32_t first = wd_coverage_day_of(wd_table_first(table));

    return first > oldest ? first : oldest;
}

/* How many days between the first and the last have no record; the first of them. */
static uint64_t count_gaps(const struct wd_table *table, int32_t *ret_first)
{
    const struct wd_coverage *coverage = wd_table_coverage(table);
    uint64_t count = 0;

    if (coverage->newest == WD_DAY_NONE || coverage->unsure ||
        wd_table_first(table) == WD_TIME_NONE)
        return 0;
    for (int32_t day = first_day(table); day < coverage->newest; day++)
        if (!wd_coverage_has_day(coverage, day) && count++ == 0)
            *ret_first = day;
    return count;
}

static json_t *make_gaps(const struct wd_table *table)
{
    const struct wd_coverage *coverage = wd_table_coverage(table);
    json_t *gaps = json_array();
    bool failed = !gaps;
    int32_t day = 0;

    if (count_gaps(table, &day) == 0)
        return gaps;
    for (; day < coverage->newest && json_array_size(gaps) < DAYS_LISTED && !failed; day++)
        if (!wd_coverage_has_day(coverage, day))
            wd_value_append(gaps, date_of(day), &failed);
    return wd_value_finish(gaps, failed);
}

static uint64_t count_days(const struct wd_coverage *coverage)
{
    uint64_t count = 0;

    for (int32_t i = 0; coverage->newest != WD_DAY_NONE && i < (int32_t)WD_COVERAGE_DAYS; i++)
        count += wd_coverage_has_day(coverage, coverage->newest - i);
    return count;
}

json_t *wd_document_make_coverage(const struct wd_table *table)
{
    const struct wd_coverage *coverage = wd_table_coverage(table);
    int32_t first = 0;
    const struct wd_member members[] = {
        {"logs", make_logs(coverage)},
        {"absent", make_absent(coverage)},
        {"services", make_services(coverage)},
        {"more_services", json_boolean(coverage->more_services)},
        {"days", wd_value_count(count_days(coverage))},
        {"days_without", wd_value_count(count_gaps(table, &first))},
        {"days_without_first", make_gaps(table)},
    };

    return WD_VALUE_OBJECT(members);
}

/* ---- the sentence -------------------------------------------------------------------------------- */

static void put_item(struct wd_buf *list, enum wd_lang lang, const char *text)
{
    if (list->len > 0)
        wd_buf_putz(list, lang == WD_LANG_JA ? "、" : ", ");
    wd_buf_putz(list, text);
}

static void put_logs(struct wd_buf *list, const struct wd_coverage *coverage, enum wd_lang lang)
{
    unsigned present = wd_coverage_present(coverage);

    if (present == 1u << WD_LOG_TEXT)
        put_item(list, lang, wd_word(lang, WD_W_UNSEEN_TEXT));
    for (int i = 0; i < WD_LOG_COUNT; i++)
        if (wd_log_is_missed((enum wd_log_kind)i, present))
            put_item(list, lang, wd_log_words((enum wd_log_kind)i, lang));
}

static void put_gaps(struct wd_buf *list, const struct wd_table *table, enum wd_lang lang)
{
    const struct wd_coverage *coverage = wd_table_coverage(table);
    char first[WD_TIME_TEXT], gaps[24], days[24];
    int32_t day = 0;
    uint64_t count = count_gaps(table, &day);

    if (count == 0)
        return;
    wd_time_format((wd_time)day * WD_DAY, first);
    snprintf(gaps, sizeof gaps, "%llu", (unsigned long long)count);
    snprintf(days, sizeof days, "%ld", (long)coverage->newest - first_day(table) + 1);
    put_item(list, lang, "");
    if (count == 1)
        wd_words_fill(list, lang, WD_W_UNSEEN_DAY, (const struct wd_str[]){wd_str_make(first, 10)},
                      1);
    else
        wd_words_fill(
            list, lang, WD_W_UNSEEN_DAYS,
            (const struct wd_str[]){wd_str_of(gaps), wd_str_of(days), wd_str_make(first, 10)}, 3);
}

json_t *wd_document_note_unseen(const struct wd_table *table, enum wd_lang lang)
{
    const struct wd_coverage *coverage = wd_table_coverage(table);
    struct wd_buf list, note;
    json_t *value = NULL;

    wd_buf_init(&list, 4096);
    wd_buf_init(&note, 8192);
    if (!coverage->unsure)
        put_logs(&list, coverage, lang);
    put_gaps(&list, table, lang);
    if (list.len > 0) {
        wd_words_fill(&note, lang, WD_W_UNSEEN, (const struct wd_str[]){wd_buf_str(&list)}, 1);
        value = wd_value_text(wd_buf_str(&note));
    }
    wd_buf_done(&list);
    wd_buf_done(&note);
    return value;
}
