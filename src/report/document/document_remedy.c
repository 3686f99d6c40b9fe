/* The remedies of a document. */
#include <math.h>

#include "report/document/document.h"
#include "whydenied/base/escape.h"
#include "whydenied/report/value.h"

/* Shares are given to four places: enough to rank by, and the same after reading back. */
#define SHARE_UNIT 10000.0

static json_t *make_strings(const char *const *texts, size_t count)
{
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0; i < count && !failed; i++)
        wd_value_append(array, wd_value_textz(texts[i]), &failed);
    return wd_value_finish(array, failed);
}

static json_t *make_command(const struct wd_argv *command)
{
    json_t *object = json_object();
    json_t *argv = make_strings(command->argv, command->argc);
    struct wd_buf shell;
    bool failed = !object || !argv;

    if (failed) {
        json_decref(argv);
        return wd_value_finish(object, true);
    }
    wd_buf_init(&shell, 1u << 20);
    wd_value_shell(&shell, argv);
    wd_value_set(object, "argv", argv, &failed);
    wd_value_set(object, "shell", wd_value_text(wd_str_make(wd_buf_cstr(&shell), shell.len)),
                 &failed);
    failed = failed || shell.failed;
    wd_buf_done(&shell);
    return wd_value_finish(object, failed);
}

static json_t *make_commands(const struct wd_argv *commands, size_t count)
{
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0; i < count && !failed; i++)
        wd_value_append(array, make_command(&commands[i]), &failed);
    return wd_value_finish(array, failed);
}

static json_t *make_alternatives(const struct wd_remedy *remedy)
{
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0; i < remedy->alternative_count && !failed; i++) {
        json_t *choice = json_object();

        failed = !choice;
        if (failed)
            break;
        wd_value_set(choice, "role", wd_value_textz(remedy->alternatives[i].role), &failed);
        wd_value_set(choice, "why", wd_value_textz(remedy->alternatives[i].why), &failed);
        wd_value_append(array, choice, &failed);
    }
    return wd_value_finish(array, failed);
}

static json_t *make_covers(const struct wd_remedy *remedy)
{
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0; i < remedy->cover_count && !failed; i++)
        wd_value_append(array, wd_document_fingerprint(remedy->covers[i]), &failed);
    return wd_value_finish(array, failed);
}

static json_t *make_target(const struct wd_remedy *remedy)
{
    json_t *on = json_object();
    bool failed = !on;

    if (failed || (!remedy->on_type && !remedy->on_name)) {
        json_decref(on);
        return failed ? NULL : json_null();
    }
    wd_value_set(on, "type", wd_value_textz(remedy->on_type), &failed);
    wd_value_set(on, "name", wd_value_textz(remedy->on_name), &failed);
    return wd_value_finish(on, failed);
}

json_t *wd_document_make_remedy(const struct wd_remedy *remedy)
{
    json_t *object = json_object();
    bool failed = !object;

    if (failed)
        return NULL;
    wd_value_set(object, "id", wd_value_textz(remedy->id), &failed);
    wd_value_set(object, "kind", wd_value_textz(wd_remedy_kind_name(remedy->kind)), &failed);
    wd_value_set(object, "summary", wd_value_textz(remedy->summary), &failed);
    wd_value_set(object, "member", wd_value_textz(remedy->member), &failed);
    wd_value_set(object, "role", wd_value_textz(remedy->role), &failed);
    wd_value_set(object, "on", make_target(remedy), &failed);
    wd_value_set(object, "commands", make_commands(remedy->commands, remedy->command_count),
                 &failed);
    wd_value_set(object, "terraform", wd_value_textz(remedy->terraform), &failed);
    wd_value_set(object, "policy", remedy->policy ? json_incref(remedy->policy) : json_null(),
                 &failed);
    wd_value_set(object, "template", wd_value_textz(remedy->template_text), &failed);
    wd_value_set(object, "verify", make_commands(remedy->verify, remedy->verify_count), &failed);
    wd_value_set(object, "why_no_command", wd_value_textz(remedy->why_no_command), &failed);
    wd_value_set(object, "alternatives", make_alternatives(remedy), &failed);
    wd_value_set(object, "warnings", make_strings(remedy->warnings, remedy->warning_count),
                 &failed);
    wd_value_set(object, "references", make_strings(remedy->references, remedy->reference_count),
                 &failed);
    wd_value_set(object, "covers", make_covers(remedy), &failed);
    wd_value_set_count(object, "denials", remedy->denials, &failed);
    wd_value_set(object, "share", json_real(floor(remedy->share * SHARE_UNIT) / SHARE_UNIT),
                 &failed);
    return wd_value_finish(object, failed);
}
