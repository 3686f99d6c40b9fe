/* A saved report is input like any other, and what it says is repeated to people: names that nobody gave,
 * times that are none and sums that do not add up are refused, with the place. What is missing is no fault
 * (an earlier version may not have had it), and what is not known is kept. */
#include "report/document/load.h"

#include "report/document/document.h"
#include "whydenied/base/digest.h"
#include "whydenied/base/timestamp.h"
#include "whydenied/report/value.h"

struct check {
    const json_t *root;
    const char *path;
    struct wd_error *err;
    json_t *remedies, *fingerprints; /* sets of names that were met */
};

static int all_objects(const struct check *check, const char *what)
{
    const json_t *array = json_object_get(check->root, what);

    if (array && !json_is_array(array))
        return wd_fail(check->err, "%s: \"%s\" is no array", check->path, what);
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!json_is_object(json_array_get(array, i)))
            return wd_fail(check->err, "%s: \"%s\": element %zu is no object", check->path, what,
                           i);
    return 0;
}

/* ---- names, times, numbers ---------------------------------------------------------------------- */

static bool is_remedy_id(struct wd_str s)
{
    unsigned long long n;

    return s.len >= 2 && s.len <= 8 && s.ptr[0] == 'R' && wd_str_to_u64(wd_str_from(s, 1), &n);
}

/* Absent, null and empty are no time; else it is one. */
static bool is_time(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    struct wd_str text = wd_value_str(object, name);

    if (!value || json_is_null(value))
        return true;
    return json_is_string(value) && (text.len == 0 || wd_time_parse(text, NULL) != WD_TIME_NONE);
}

static bool is_count(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);

    return !value || json_is_null(value) ||
           (json_is_integer(value) && json_integer_value(value) >= 0);
}

/* A name that has not been met yet. */
static bool is_first(json_t *met, struct wd_str name)
{
    if (json_object_getn(met, name.ptr, name.len))
        return false;
    return json_object_setn_new(met, name.ptr, name.len, json_true()) == 0;
}

static bool all_met(json_t *met, const json_t *names)
{
    for (size_t i = 0; i < json_array_size(names); i++) {
        struct wd_str name = wd_value_item(names, i);
        if (!json_object_getn(met, name.ptr, name.len))
            return false;
    }
    return true;
}

/* ---- incidents and remedies --------------------------------------------------------------------- */

static int check_commands(const struct check *check, const json_t *commands)
{
    int result = 0;

    for (size_t i = 0; i < json_array_size(commands) && result == 0; i++) {
        const json_t *command = json_array_get(commands, i);
        struct wd_str shell = wd_value_str(command, "shell");
        struct wd_buf expected;

        wd_buf_init(&expected, shell.len + 1);
        wd_value_shell(&expected, json_object_get(command, "argv"));
        if (expected.failed || !wd_str_eq(wd_buf_str(&expected), shell))
            result = wd_fail(check->err, "%s: a command's \"shell\" is not what its \"argv\" says",
                             check->path);
        wd_buf_done(&expected);
    }
    return result;
}

static int check_remedy(struct check *check, const json_t *remedy, size_t index)
{
    struct wd_str id = wd_value_str(remedy, "id");
    const json_t *covers = json_object_get(remedy, "covers");

    if (id.len > 0 && (!is_remedy_id(id) || !is_first(check->remedies, id)))
        return wd_fail(check->err, "%s: remedy %zu: \"id\" is none, or stands twice", check->path,
                       index);
    for (size_t i = 0; i < json_array_size(covers); i++)
        if (!wd_is_digest(wd_value_item(covers, i)))
            return wd_fail(check->err, "%s: remedy %zu: \"covers\" holds what is no fingerprint",
                           check->path, index);
    if (check_commands(check, json_object_get(remedy, "commands")) < 0)
        return -1;
    if (!wd_terraform_is_ours(wd_value_str(remedy, "terraform")) ||
        !wd_terraform_is_ours(wd_value_str(json_object_get(remedy, "temporary"), "terraform")))
        return wd_fail(check->err, "%s: remedy %zu: \"terraform\" does more than grant",
                       check->path, index);
    return check_commands(check, json_object_get(remedy, "verify"));
}

/* Whom a collapsed problem stands for: names that are some, and no more denials than there were. */
static bool is_group(const json_t *incident)
{
    const json_t *members = wd_value_at(incident, "group", "members");
    uint64_t sum = 0;

    for (size_t i = 0; i < json_array_size(members); i++) {
        const json_t *member = json_array_get(members, i);
        if (!wd_is_digest(wd_value_str(member, "fingerprint")) || !is_count(member, "count"))
            return false;
        sum += wd_value_int(member, "count");
    }
    return sum <= wd_value_int(incident, "count");
}

static bool are_samples(const json_t *samples)
{
    for (size_t i = 0; i < json_array_size(samples); i++)
        if (!is_time(json_array_get(samples, i), "time"))
            return false;
    return true;
}

static const char *fault_of_incident(struct check *check, const json_t *incident)
{
    struct wd_str fingerprint = wd_value_str(incident, "fingerprint");

    if (json_object_get(incident, "fingerprint") && !wd_is_digest(fingerprint))
        return "\"fingerprint\" is not 16 hexadecimal digits";
    if (fingerprint.len > 0 && !is_first(check->fingerprints, fingerprint))
        return "\"fingerprint\" stands twice";
    if (!is_time(incident, "first") || !is_time(incident, "last"))
        return "\"first\" or \"last\" is no time";
    if (!is_count(incident, "count") || !is_count(incident, "distinct_resources"))
        return "a count is no number";
    if (!is_group(incident))
        return "\"group\" names members that cannot be";
    if (!are_samples(json_object_get(incident, "samples")))
        return "\"samples\": \"time\" is no time";
    return all_met(check->remedies, json_object_get(incident, "remedies"))
               ? NULL
               : "\"remedies\" names one that is not there";
}

/* ---- sums --------------------------------------------------------------------------------------- */

/* The kinds of events add up; a report of an earlier version may lack one. */
static bool kinds_hold(const json_t *totals)
{
    static const char *const kinds[] = {"denials",    "lookalikes",     "not_enforced", "foreign",
                                        "duplicates", "policy_changes", "context",      "other"};
    uint64_t sum = 0;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!json_object_get(totals, kinds[i]))
            return true;
        sum += wd_value_int(totals, kinds[i]);
    }
    return !json_object_get(totals, "events") || sum == wd_value_int(totals, "events");
}

/* "complete" is not said of what was cut, damaged or left out. */
static bool may_be_complete(const json_t *root)
{
    const json_t *inputs = json_object_get(root, "inputs");

    if (wd_value_int(json_object_get(root, "inputs_rest"), "partial") > 0)
        return false;
    for (size_t i = 0; i < json_array_size(inputs); i++) {
        struct wd_str end = wd_value_str(json_array_get(inputs, i), "end");
        if (end.len && !wd_str_eqz(end, "clean") && !wd_str_eqz(end, "plain"))
            return false;
    }
    return true;
}

static int check_totals(const struct check *check)
{
    const json_t *totals = json_object_get(check->root, "totals");

    for (void *it = wd_value_iter(totals); it; it = wd_value_iter_next(totals, it))
        if (strcmp(json_object_iter_key(it), "skipped") != 0 &&
            !is_count(totals, json_object_iter_key(it)))
            return wd_fail(check->err, "%s: \"totals\": %s is no count", check->path,
                           json_object_iter_key(it));
    if (json_object_get(totals, "events") &&
        wd_value_int(totals, "records") !=
            wd_value_int(totals, "events") + wd_value_sum_of(json_object_get(totals, "skipped")))
        return wd_fail(check->err, "%s: \"totals\": records are not events and skipped ones",
                       check->path);
    if (json_object_get(totals, "unmatched") &&
        wd_value_int(totals, "denials") !=
            wd_value_int(totals, "matched") + wd_value_int(totals, "unmatched"))
        return wd_fail(check->err, "%s: \"totals\": denials are not matched and unmatched ones",
                       check->path);
    if (!kinds_hold(totals))
        return wd_fail(check->err, "%s: \"totals\": the kinds of events do not add up",
                       check->path);
    if (json_is_true(json_object_get(check->root, "complete")) && !may_be_complete(check->root))
        return wd_fail(check->err, "%s: \"complete\", but an input was not read whole",
                       check->path);
    return 0;
}

static int check_listed(const struct check *check)
{
    const json_t *totals = json_object_get(check->root, "totals");
    const json_t *listed = wd_value_at(check->root, "listed", "sums");
    const json_t *incidents = json_object_get(check->root, "incidents");
    uint64_t sum = 0;

    for (size_t i = 0; i < json_array_size(incidents); i++)
        sum += wd_value_int(json_array_get(incidents, i), "count");
    if (listed && sum != wd_value_int(listed, "matched") + wd_value_int(listed, "lookalikes"))
        return wd_fail(check->err, "%s: \"listed\": the sums are not those of the incidents",
                       check->path);
    if (sum > wd_value_int(totals, "matched") + wd_value_int(totals, "lookalikes"))
        return wd_fail(check->err, "%s: \"totals\": the incidents count more", check->path);
    if (json_object_get(totals, "selected_out") && json_object_get(totals, "suppressed") &&
        wd_value_int(totals, "matched") + wd_value_int(totals, "lookalikes") !=
            sum + wd_value_int(totals, "selected_out") + wd_value_int(totals, "suppressed"))
        return wd_fail(check->err, "%s: \"totals\": not all that is matched is listed or left out",
                       check->path);
    return 0;
}

/* ---- the whole ---------------------------------------------------------------------------------- */

static int check_lists(struct check *check)
{
    const json_t *remedies = json_object_get(check->root, "remedies");
    const json_t *incidents = json_object_get(check->root, "incidents");

    for (size_t i = 0; i < json_array_size(remedies); i++)
        if (check_remedy(check, json_array_get(remedies, i), i) < 0)
            return -1;
    for (size_t i = 0; i < json_array_size(incidents); i++) {
        const char *fault = fault_of_incident(check, json_array_get(incidents, i));
        if (fault)
            return wd_fail(check->err, "%s: incident %zu: %s", check->path, i, fault);
    }
    return check_totals(check) < 0 ? -1 : check_listed(check);
}

int wd_document_check(const json_t *root, const char *path, struct wd_error *err)
{
    struct check check = {.root = root, .path = path, .err = err};
    int status = -1;

    if (!wd_value_is(root, "schema", WD_DOCUMENT_SCHEMA))
        return wd_fail(err, "%s: not a saved report: \"schema\" is not \"%s\"", path,
                       WD_DOCUMENT_SCHEMA);
    if (!json_is_array(json_object_get(root, "incidents")))
        return wd_fail(err, "%s: not a saved report: no array \"incidents\"", path);
    if (all_objects(&check, "incidents") < 0 || all_objects(&check, "remedies") < 0)
        return -1;
    check.remedies = json_object();
    check.fingerprints = json_object();
    status = check.remedies && check.fingerprints ? check_lists(&check) : wd_fail_memory(err);
    json_decref(check.remedies);
    json_decref(check.fingerprints);
    return status;
}
