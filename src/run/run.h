/* What the files of this room share: the session's callbacks, its list of inputs, and what the engine does with one event.
 *
 * A session calls back and prints nothing. With several workers, what is listed is listed in turn, under the session's lock;
 * everything of an engine belongs to its worker. 0, or -1 with the error. */
#ifndef WHYDENIED_RUN_RUN_H
#define WHYDENIED_RUN_RUN_H

#include "whydenied/run.h"
#include "whydenied/run/engine.h"

bool wd_run_interrupted(const struct wd_session *session);
void wd_run_begin(const struct wd_session *session);
void wd_run_end(const struct wd_session *session);
void wd_run_tick(const struct wd_session *session, const struct wd_reader *reader,
                 const struct wd_table *table);
void wd_run_input_done(const struct wd_session *session, const struct wd_input_report *report);
/* src/run/listed.c: takes the reader's report over, counts it and lists it. Workers take turns. */
int wd_run_list_input(struct wd_session *session, struct wd_reader *reader, struct wd_error *err);
/* The same under the name that people know the input by. */
int wd_run_list_input_as(struct wd_session *session, struct wd_reader *reader, const char *name,
                         struct wd_error *err);
/* A report that was made elsewhere; it is the session's from now on. */
int wd_run_list_report(struct wd_session *session, struct wd_input_report *report,
                       struct wd_error *err);
/* After the last: with what was left out of folders, in order of names. */
int wd_run_list_end(struct wd_session *session, struct wd_error *err);
void wd_run_list_sort(struct wd_session *session); /* that order alone */

/* src/run/recognise.c: what answers for a denial or what may be one; the event holds what was captured. *ret_hit is as it
 * was, or the rule. */
void wd_engine_recognise(struct wd_engine *engine, struct wd_event *event, struct wd_hit *ret_hit);

/* Its time is outside --since and --until. */
static inline bool wd_engine_leaves_out(const struct wd_engine *engine, wd_time t)
{
    if (t == WD_TIME_NONE)
        return false;
    return (engine->since != WD_TIME_NONE && t < engine->since) ||
           (engine->until != WD_TIME_NONE && t >= engine->until);
}

static inline void wd_engine_tell(struct wd_engine *engine, const struct wd_event *event,
                                  const struct wd_hit *hit)
{
    if (engine->observe)
        engine->observe(engine->observe_context, event, hit);
}

enum { WD_CREDIT_FIRST = 2048 }; /* of learning, before repeats give any */

/* src/run/late.c. Around the judging of an event: before it is counted, and after it was. Then, behind a record, what was told
 * of those that wait no longer. */
void wd_late_begin(struct wd_engine *engine, struct wd_event *event);
void wd_late_add(struct wd_engine *engine, const struct wd_event *event);
void wd_late_ask(struct wd_engine *engine);

/* src/run/told_before.c. 1: the event says what one before it said, and is counted like it. 0: it must be looked at; -1: lack
 * of memory. */
int wd_engine_repeats(struct wd_engine *engine, struct wd_event *event, struct wd_error *err);
/* The same of a record that is not read. */
int wd_engine_recalls(struct wd_engine *engine, const struct wd_record *record,
                      struct wd_error *err);
/* After an event that repeats another: so that the next record that says the same need not be read. */
void wd_engine_learn(struct wd_engine *engine);

/* src/run/nights.c: what a history knows a file by. false: a pipe, or none at all; *ret_path is the
 * caller's. */
bool wd_run_identify(const char *name, char **ret_path, struct wd_file_id *ret_id);

/* src/run/show.c: a text of a log without secrets and without what a terminal or a build service obeys. */
void wd_run_put_harmless(struct wd_output *out, struct wd_str text);

/* src/run/select.c */
/* Whether the filters let a principal pass. */
bool wd_select_principal(const struct wd_run_options *options, struct wd_str principal);
bool wd_select_has_filters(const struct wd_run_options *options);
/* Whether the filters let an incident of a finished table pass; of a group, those of its members that fit stay in it.
 * `untold`: others, that were not kept by name, may fit too. */
bool wd_select_narrow(const struct wd_run_options *options, struct wd_table *table, size_t index,
                      bool *ret_untold);
/* --fail-on, for one incident; look-alikes never. `status` is the history's word or NULL. */
bool wd_select_fails(const struct wd_run_options *options, const struct wd_incident *incident,
                     const char *status);
/* The values of --fail-on are known words, causes, or ids of loaded rules. */
int wd_select_check(const struct wd_run_options *options, const struct wd_ruleset *rules,
                    struct wd_error *err);

#endif
