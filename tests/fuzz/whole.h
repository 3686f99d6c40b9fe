/* The whole program over bytes in memory: read, grouped, advised, drawn in every format. */
#ifndef WHYDENIED_TESTS_WHOLE_H
#define WHYDENIED_TESTS_WHOLE_H

#include <stdlib.h>

#include "replay.h"
#include "whydenied/advise.h"
#include "whydenied/base/escape.h"
#include "whydenied/report.h"
#include "whydenied/report/value.h"
#include "whydenied/run.h"

struct whole {
    bool complete;
    int status;
    struct wd_totals totals;
};

struct whole_program {
    struct wd_ruleset *rules;
    struct wd_advisor *advisor;
};

static inline struct whole_program *whole_program(void)
{
    static struct whole_program program;
    struct wd_error err = {.text = ""};
    struct wd_advisor_options options = {.roles_dir = "patterns/roles"};

    if (program.advisor)
        return &program;
    program.rules = wd_ruleset_load("patterns", NULL, 0, 0, &err);
    program.advisor = program.rules ? wd_advisor_new(&options, &err) : NULL;
    if (!program.advisor) {
        fprintf(stderr, "%s (run from the project's folder)\n", err.text);
        abort();
    }
    return &program;
}

/* A line for the shell is its argv, word by word. */
static inline void check_command(const json_t *command)
{
    const json_t *argv = json_object_get(command, "argv");
    struct wd_buf line;

    wd_buf_init(&line, 1u << 20);
    wd_value_shell(&line, argv);
    MUST(wd_str_eq(wd_buf_str(&line), wd_value_str(command, "shell")));
    for (size_t i = 0; i < line.len; i++)
        MUST((unsigned char)line.ptr[i] >= ' ');
    wd_buf_done(&line);
}

static inline void check_remedies(struct wd_document *document)
{
    const json_t *remedies = json_object_get(wd_document_head(document), "remedies");

    for (size_t i = 0; i < json_array_size(remedies); i++) {
        const json_t *remedy = json_array_get(remedies, i);
        const json_t *commands = json_object_get(remedy, "commands");
        for (size_t c = 0; c < json_array_size(commands); c++)
            check_command(json_array_get(commands, c));
        MUST(!wd_str_eqz(wd_value_str(remedy, "role"), "roles/owner"));
        MUST(!wd_str_eqz(wd_value_str(remedy, "member"), "allUsers"));
    }
}

/* No control byte but newlines, wherever the text came from. */
static inline void draw_all(struct wd_document *document)
{
    static const struct wd_report_options options = {.columns = 80, .detail = WD_DETAIL_HIGH};

    for (int format = 0; format < WD_REPORT_COUNT; format++) {
        struct wd_error err;
        struct wd_buf drawn;
        struct wd_output *out;
        if (!wd_report_format_name((enum wd_report_format)format) ||
            format == WD_REPORT_NDJSON_DENIALS) /* draws lines that were kept beside the problems */
            continue;
        wd_buf_init(&drawn, 64u << 20);
        out = wd_output_to_memory(&drawn, &err);
        MUST(out &&
             wd_report_write(document, (enum wd_report_format)format, &options, out, &err) == 0);
        wd_output_commit(out, &err);
        for (size_t i = 0; i < drawn.len; i++)
            MUST((unsigned char)drawn.ptr[i] >= ' ' || drawn.ptr[i] == '\n' ||
                 (drawn.ptr[i] == '\r' && format == WD_REPORT_CSV));
        wd_buf_done(&drawn);
    }
}

static inline void whole_tell(void *context, const char *text)
{
    (void)context;
    (void)text;
}

/* What the finished table of a session comes to. */
static inline void whole_answer(struct wd_session *session, struct whole *ret_whole)
{
    struct wd_report_source source;
    struct wd_document *document;
    struct wd_error err = {.text = ""};

    MUST(wd_session_answer(session, NULL, NULL, &err) == 0);
    wd_session_source(session, WD_LANG_EN, &source);
    document = wd_document_of(&source, &err);
    MUST(document);
    check_remedies(document);
    draw_all(document);
    wd_document_free(document);
    ret_whole->complete = source.complete;
    ret_whole->status = wd_session_status(session, WD_EXIT_OK, NULL, NULL);
    ret_whole->totals = *wd_table_totals(session->table);
    MUST(ret_whole->complete || ret_whole->status != WD_EXIT_OK);
}

static inline void whole_run(const uint8_t *data, size_t size, struct whole *ret_whole)
{
    struct whole_program *program = whole_program();
    char path[64];
    const char *paths[] = {path};
    struct wd_run_options options = {.paths = {paths, 1},
                                     .jobs = 1,
                                     .since = WD_TIME_NONE,
                                     .until = WD_TIME_NONE,
                                     .anonymise = size % 8 == 7}; /* a report for strangers */
    struct wd_run_calls calls = {.tell = whole_tell};
    struct wd_session session = {
        .options = &options, .calls = &calls, .rules = program->rules, .advisor = program->advisor};
    struct wd_error err;
    int fd = bytes_in_file(wd_str_make((const char *)data, size), path);

    MUST(wd_session_open(&session, &err) == 0);
    MUST(wd_session_find_inputs(&session, &err) == 0);
    MUST(wd_session_read(&session, &err) == 0);
    MUST(wd_session_finish(&session, session.table, &err) == 0);
    whole_answer(&session, ret_whole);
    wd_session_done(&session);
    close(fd);
}

#endif
