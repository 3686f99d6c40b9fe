/* What gcloud and its libraries tell below a refusal, each in its own form: that all was copied, that the thing was created. */
#include "read/text/around/around.h"

enum { THING_MAX = 32 };

/* "Completed files 2/2 | 12kB/12kB": all of them, and some. */
bool wd_around_counts_all(struct wd_str line)
{
    static const char sum[] = "completed files ";
    size_t at = wd_str_ifind(line, sum);
    struct wd_str rest = wd_str_from(line, at == WD_NPOS ? line.len : at + strlen(sum));
    struct wd_str all = wd_str_word(&rest), done = wd_str_cut(&all, '/');

    return done.len > 0 && !wd_str_eqz(done, "0") && wd_str_eq(done, all);
}

/* The things of a group of gcloud's: "ai.custom-jobs.create" makes a "customjob". */
static size_t thing_of(struct wd_str refusal, char ret_thing[THING_MAX])
{
    struct wd_str call = wd_between(refusal, "(gcloud.", ")"), group;
    size_t len = 0;

    if (!wd_str_ends(call, WD_STR(".create")))
        return 0;
    call = wd_str_sub(call, 0, call.len - strlen(".create"));
    group = wd_last_part(call, '.');
    group = wd_str_sub(group, 0, group.len - wd_str_ends(group, WD_STR("s")));
    for (size_t i = 0; i < group.len && len < THING_MAX; i++)
        if (group.ptr[i] != '-')
            ret_thing[len++] = group.ptr[i];
    return len;
}

/* "CustomJob created. Resource name: …", "CustomJob [X] is submitted successfully." below what may not be created. */
bool wd_around_is_created(const struct wd_around *around)
{
    static const char *const made[] = {" created", "submitted successfully", "run completed"};
    char thing[THING_MAX];
    struct wd_str name = {thing, thing_of(around->line, thing)};

    for (size_t i = 0; i < around->after_count && name.len > 0; i++) {
        struct wd_str line = around->after[i].text;
        if (wd_str_has(line, WD_STR("(gcloud.")))
            return false;
        if (WD_STR_IHAS_ANY(line, made) && line.len > name.len &&
            wd_str_ieq(wd_str_sub(line, 0, name.len), name))
            return true;
    }
    return false;
}
