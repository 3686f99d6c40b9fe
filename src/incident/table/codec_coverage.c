/* What was looked at, as a member of a state's head: {"logs":{"activity":12},"newest":20697,"days":["hex", …],
 * "services":["run.googleapis.com"],"more":true,"unsure":true}. States of before have none: what they saw is not
 * known. */
#include "incident/table/codec.h"

#define DAY_WORDS (WD_COVERAGE_DAYS / 64)
#define DAY_MAX   (INT64_MAX / WD_DAY - WD_COVERAGE_DAYS) /* so that every day kept is a time */

static json_t *logs_to_json(const struct wd_coverage *coverage)
{
    json_t *logs = json_object();

    for (int i = 0; i < WD_LOG_COUNT; i++)
        if (coverage->logs[i])
            json_object_set_new(logs, wd_log_name((enum wd_log_kind)i),
                                json_integer((json_int_t)coverage->logs[i]));
    return logs;
}

json_t *wd_coverage_to_json(const struct wd_coverage *coverage)
{
    json_t *root = json_object(), *days = json_array(), *services = json_array();

    json_object_set_new(root, "logs", logs_to_json(coverage));
    if (coverage->newest != WD_DAY_NONE)
        json_object_set_new(root, "newest", json_integer(coverage->newest));
    for (unsigned i = 0; i < DAY_WORDS; i++)
        json_array_append_new(days, wd_hex_to_json(coverage->days[i]));
    for (unsigned i = 0; i < coverage->service_count; i++)
        json_array_append_new(services, json_string(coverage->services[i]));
    json_object_set_new(root, "days", days);
    json_object_set_new(root, "services", services);
    json_object_set_new(root, "more", json_boolean(coverage->more_services));
    json_object_set_new(root, "unsure", json_boolean(coverage->unsure));
    return root;
}

static bool read_logs(const json_t *logs, struct wd_coverage *coverage)
{
    for (int i = 0; i < WD_LOG_COUNT; i++) {
        json_int_t n = json_integer_value(json_object_get(logs, wd_log_name((enum wd_log_kind)i)));
        if (n < 0)
            return false;
        coverage->logs[i] = (uint64_t)n;
    }
    return json_is_object(logs);
}

static bool read_days(const json_t *root, struct wd_coverage *coverage)
{
    const json_t *newest = json_object_get(root, "newest");
    const json_t *days = json_object_get(root, "days");
    json_int_t day = json_integer_value(newest);

    if (json_array_size(days) != DAY_WORDS || day > DAY_MAX || day < -DAY_MAX)
        return false;
    if (newest)
        coverage->newest = (int32_t)day;
    for (unsigned i = 0; i < DAY_WORDS; i++)
        if (!wd_hex_of_json(json_array_get(days, i), &coverage->days[i]))
            return false;
    return true;
}

bool wd_coverage_of_json(const json_t *root, struct wd_coverage *ret_coverage)
{
    const json_t *services = json_object_get(root, "services");

    wd_coverage_init(ret_coverage);
    if (!root) {
        ret_coverage->unsure = true;
        return true;
    }
    if (!read_logs(json_object_get(root, "logs"), ret_coverage) || !read_days(root, ret_coverage))
        return false;
    for (size_t i = 0; i < json_array_size(services); i++) {
        const char *name = json_string_value(json_array_get(services, i));
        if (name)
            wd_coverage_see_service(ret_coverage, wd_str_of(name));
    }
    ret_coverage->more_services =
        ret_coverage->more_services || json_is_true(json_object_get(root, "more"));
    ret_coverage->unsure = json_is_true(json_object_get(root, "unsure"));
    return json_is_array(services);
}
