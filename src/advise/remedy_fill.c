/* Commands of a remedy: filled with what the log told, ready or as a template. */
#include "advise/work.h"

#include "whydenied/names/home.h"

/* Whose number it is. */
void wd_withhold_check(const struct wd_work *work, struct wd_remedy *remedy)
{
    static const char *const caller[] = {"aliyun", "sts", "GetCallerIdentity"};
    const char **argv = wd_arena_alloc(work->arena, 4 * sizeof *argv);
    struct wd_str who = wd_slot(work, WD_SLOT_PRINCIPAL);
    struct wd_str number = wd_arena_copy(work->arena, wd_home_of(who).project);

    if (!argv || number.len == 0 || work->incident->ours != WD_OURS_UNPLACED)
        return;
    const char *words[] = {"gcloud", "projects", "describe", number.ptr};
    size_t count = wd_str_starts(who, WD_STR("acs:")) ? 3 : 4;
    memcpy(argv, count == 3 ? caller : words, count * sizeof *argv);
    wd_remedy_verify(work, remedy, (struct wd_argv){argv, count});
}

static void add_template(const struct wd_work *work, struct wd_remedy *remedy,
                         const struct wd_argv *command)
{
    struct wd_str line = wd_command_text(work->arena, command);
    struct wd_str parts[] = {wd_str_of(remedy->template_text), WD_STR("\n"), line};
    struct wd_str text = remedy->template_text ? wd_arena_concat(work->arena, parts, 3) : line;

    if (text.len > 0)
        remedy->template_text = text.ptr;
}

bool wd_remedy_fill(const struct wd_work *work, struct wd_remedy *remedy, struct wd_fill *fill,
                    const struct wd_argv *words)
{
    struct wd_argv command;

    fill->worst = WD_FILL_OK;
    if (words->argc == 0 || wd_fill_argv(fill, words->argv, words->argc, &command) != 0)
        return false;
    /* Once one of several commands has a gap, all are for the reader to run in order. */
    if (fill->worst == WD_FILL_OK && !remedy->template_text && !remedy->withheld) {
        wd_remedy_command(work, remedy, command);
        return true;
    }
    for (size_t i = 0; i < remedy->command_count; i++)
        add_template(work, remedy, &remedy->commands[i]);
    remedy->command_count = 0;
    add_template(work, remedy, &command);
    if (!remedy->why_no_command && remedy->withheld) {
        remedy->why_no_command = wd_withhold_reason(work).ptr;
        wd_withhold_check(work, remedy);
    }
    if (!remedy->why_no_command)
        remedy->why_no_command =
            WD_SENTENCE(work->arena, work->lang,
                        fill->worst == WD_FILL_REFUSED ? WD_SAY_PART_REFUSED : WD_SAY_PART_MISSING,
                        fill->word)
                .ptr;
    return false;
}

bool wd_work_lacks_id(const struct wd_work *work, const struct wd_argv *command)
{
    static const struct {
        enum wd_slot slot;
        struct wd_str blank;
    } ids[] = {{WD_SLOT_UNIQUE_ID, {"{unique_id}", sizeof "{unique_id}" - 1}},
               {WD_SLOT_REQUEST_ID, {"{request_id}", sizeof "{request_id}" - 1}}};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (wd_slot(work, ids[i].slot).len > 0)
            continue;
        for (size_t k = 0; k < command->argc; k++)
            if (wd_str_has(wd_str_of(command->argv[k]), ids[i].blank))
                return true;
    }
    return false;
}

void wd_remedy_step_verify(const struct wd_work *work, struct wd_remedy *remedy,
                           const struct wd_advice *step)
{
    struct wd_fill fill = {.resolve = wd_slot_value, .context = work, .arena = work->arena};
    struct wd_argv verify;

    if (!step || wd_work_lacks_id(work, &(struct wd_argv){step->verify, step->verify_count}))
        return;
    if (step->verify_count > 0 &&
        wd_fill_argv(&fill, step->verify, step->verify_count, &verify) == 0)
        wd_remedy_verify(work, remedy, verify);
}
