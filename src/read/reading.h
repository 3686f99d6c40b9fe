/* Inside the normaliser: one record being read, and the helpers every dialect shares.
 *
 * A dialect is one row of the table in dialects.c: recognise looks at the value without changing
 * the event, read fills it. Slices put into the event come from the record, from a parser of
 * this reading or from the per-record arena, so all of them live until the next record.
 *
 * Field names: exact first, then (with `loose`) in any case and without underscores, because
 * BigQuery sinks, Log Analytics and SIEM copies rename logName to logname or log_name. */
#ifndef WHYDENIED_READ_READING_H
#define WHYDENIED_READ_READING_H

#include "read/text/lexicon.h"
#include "whydenied/base/base64.h"
#include "whydenied/base/buf.h"
#include "whydenied/base/char.h"
#include "whydenied/base/digest.h"
#include "whydenied/read.h"

/* Parsers for a record and for JSON found in its strings (payloads, bodies, wrapped entries). */
#define WD_PARSERS_MAX 8u
#define WD_SPELT_MAX   32u

struct wd_streams;
struct wd_rows;

/* The members of the entry that is read, for whoever looks for other spellings of their names: most records of one
 * cloud are first asked for all that the other calls its own. */
struct wd_spelt {
    struct wd_jv of;  /* whose; absent: nobody's */
    size_t count;     /* WD_SPELT_MAX + 1: more than are kept */
    uint32_t letters; /* that names begin with */
    struct wd_str names[WD_SPELT_MAX];
    struct wd_jv values[WD_SPELT_MAX];
};

/* What is another in each record of a storm, and what their keys are made of besides. */
enum wd_told {
    WD_TOLD_TIME,
    WD_TOLD_ID,
    WD_TOLD_AGENT,
    WD_TOLD_OPERATION,
    WD_TOLD_LOG,
    WD_TOLD_WHO,
    WD_TOLD_COUNT
};

/* fields.c: a column that holds what a log entry says. */
bool wd_is_column_of_words(struct wd_str name);

/* asked.c: a call of Google's that the line of text `record` named, and nothing else. */
struct wd_asked {
    uint64_t record;
    size_t len;
    char call[248];
};

struct wd_normaliser {
    struct wd_arena *arena;
    struct wd_json *parsers[WD_PARSERS_MAX]; /* made when first needed */
    struct wd_streams *streams;
    struct wd_rows *rows;                      /* made with the first of them */
    struct wd_awaited *awaited;                /* made with the first refusal of a text */
    const struct wd_name_grams *awaited_names; /* in these; NULL: none is awaited */
    struct wd_words words;
    struct wd_signs signs;
    struct wd_spelt spelt;
    enum wd_json_reading reading; /* of the record being read */
    /* recall.c: the record at hand is parsed already; what came of it. */
    bool parsed;
    enum wd_json_fault fault;
    struct wd_jv root;
    bool retold; /* its event is that of any record of its course, but for what is told */
    struct wd_str told[WD_TOLD_COUNT];
    bool watched; /* the reading, for its course */
    bool courses; /* there are any */
    struct wd_event *again;
    bool entries;    /* lie in the record at hand */
    size_t failures; /* that it tells of, in a list */
    bool printed;    /* a program writes into this input: so it wrote all of it */
    bool enveloped;  /* entries lie in it as they are exported: with their log's name */
    struct wd_asked asked;
};

/* What the lists found in a line that refuses. */
struct wd_looked {
    unsigned groups, verdict, says;
};

struct wd_reading {
    struct wd_normaliser *n;
    struct wd_arena *arena;
    struct wd_event *event;
    const struct wd_record *record;
    struct wd_jv root;   /* the entry, wrappers off */
    struct wd_jv proto;  /* protoPayload, under any of its names */
    struct wd_jv json;   /* jsonPayload */
    struct wd_jv labels; /* resource.labels */
    struct wd_str resource_type;
    struct wd_str log; /* the part of logName behind /logs/, as written */
    struct wd_str log_name;
    struct wd_str time;   /* as written */
    struct wd_str stream; /* names the stream lines of this record belong to; may be empty */
    uint64_t source;      /* the program whose line this is (read/text/rows.h); 0: the stream's */
    enum wd_voice voice;  /* of whoever carried what is read now: no better than that */
    bool loose;
    bool partial; /* a piece of a line: more follow */
    bool
        printed; /* a line of a program's output, whatever carries it: the next may go on with it */
    unsigned groups; /* words of interest in the line being read */
    struct wd_looked looked;
    bool told;        /* `looked` is of the one text of the event */
    bool in_text;     /* JSON behind a sentence, which says more */
    bool joined;      /* put together from lines: complete */
    bool boxed;       /* the line stood in a box: its sentences are broken to the width of it */
    unsigned level;   /* wrappers taken off */
    unsigned parsers; /* in use */
    struct wd_jv apart[3]; /* what rows keep in text of a call, once it was asked for: fields.c */
};

/* Before anything is parsed: a value of before may have had the same place. */
static inline void wd_spelt_forget(struct wd_normaliser *n)
{
    n->spelt.of = (struct wd_jv){NULL, 0};
}

struct wd_dialect_reader {
    enum wd_dialect dialect;
    bool (*recognise)(struct wd_reading *r);
    void (*read)(struct wd_reading *r);
    enum wd_voice voice; /* of its records, at best */
};

/* fields.c: what is read is nobody's surer word than `voice`. */
void wd_speak(struct wd_reading *r, enum wd_voice voice);

/* dialects.c: reads r->root, unwrapping as often as WD_UNWRAP_MAX allows. */
void wd_read_value(struct wd_reading *r);
/* Reads it if a dialect other than "any JSON" recognises it as it is. */
bool wd_read_known(struct wd_reading *r);
/* Takes wrappers off until a dialect knows r->root; reads nothing. */
bool wd_find_known(struct wd_reading *r);
/* What a field of a record carries, if that is a record of its own: read as such. */
bool wd_read_carried(struct wd_reading *r, struct wd_jv carried);
/* wrap.c: by its members beside the entry, what a collector of programs' output put together: whatever the rest claims
 * to be, a program printed it. */
bool wd_is_collected(struct wd_jv root);
/* The same of a logger's own line. */
bool wd_is_loggers(struct wd_jv root);

/* fields.c */
static inline bool wd_there(struct wd_jv v)
{
    return wd_jv_type(v) > WD_JSON_NULL;
}
/* Has the object a member of one of these names that is not null? The list ends with NULL. */
bool wd_has_member_of(struct wd_jv object, const char *const *names);
bool wd_names_equal(struct wd_str a,
                    struct wd_str b); /* any case; underscores and blanks ignored */
bool wd_is_named_one_of(struct wd_str name, const char *const *names); /* list ends with NULL */
/* Under any spelling of the name, its own first; for records that spell their names in another way. */
struct wd_jv wd_field_loose(const struct wd_reading *r, struct wd_jv object, struct wd_str name);
static inline struct wd_jv wd_field_named(const struct wd_reading *r, struct wd_jv object,
                                          struct wd_str name)
{
    return r->loose ? wd_field_loose(r, object, name) : wd_jv_member(object, name);
}
/* Inline, so that the length of a literal costs nothing. */
static inline struct wd_jv wd_field(const struct wd_reading *r, struct wd_jv object,
                                    const char *name)
{
    return wd_field_named(r, object, wd_str_of(name));
}
static inline struct wd_str wd_field_str(const struct wd_reading *r, struct wd_jv object,
                                         const char *name)
{
    return wd_jv_str(wd_field(r, object, name));
}
struct wd_jv wd_path(const struct wd_reading *r, struct wd_jv v,
                     const char *dotted); /* "a.b.0.c" */
struct wd_str wd_path_str(const struct wd_reading *r, struct wd_jv v, const char *dotted);
/* "request.a.b", "response.a", "metadata.a" of an audit log, in the rows of a sink "requestJson" … and in text. */
struct wd_jv wd_call_path(struct wd_reading *r, const char *dotted);
struct wd_str wd_call_str(struct wd_reading *r, const char *dotted);
struct wd_str wd_field_type(const struct wd_reading *r,
                            struct wd_jv object); /* @type and its aliases */
/* The first of several names (the list ends with NULL) that holds a non-empty string. */
struct wd_str wd_first_str(const struct wd_reading *r, struct wd_jv object,
                           const char *const *names);
bool wd_truth(struct wd_jv v); /* true, "true" */
/* Strings stay, integers become their digits (ids that some exporter wrote as numbers). */
struct wd_str wd_scalar_str(const struct wd_reading *r, struct wd_jv v);
/* JSON in a string, read by a parser of its own; absent if it is none. */
struct wd_jv wd_parse_text(struct wd_reading *r, struct wd_str text);
/* columns.c: an entry of dotted columns as the object that it was; those that begin with the prefix, without it. Absent if
 * there are too many. */
struct wd_jv wd_columns_nested(struct wd_reading *r, const char *prefix);
/* The field if it is an object or array, or what its string holds as JSON. */
struct wd_jv wd_field_json(struct wd_reading *r, struct wd_jv object, const char *name);
/* A fact of the record: from a field, from the details of its error, from what carries it. */
void wd_set(struct wd_reading *r, enum wd_slot slot, struct wd_str s);
void wd_set_detail(struct wd_reading *r, enum wd_slot slot, struct wd_str s);
void wd_set_carrier(struct wd_reading *r, enum wd_slot slot, struct wd_str s);
/* A record's own id is one record's: two with one id that name different callers are two, whoever wrote them. Behind
 * the caller. */
uint64_t wd_key_of_caller(uint64_t key, struct wd_str who);
uint64_t wd_key(const char *kind, struct wd_str a, struct wd_str b, struct wd_str c);
void wd_set_url(struct wd_reading *r, struct wd_str url, enum wd_source source); /* URL and HOST */

/* recall.c: a denial of the platform's own, of which nothing but the event's fields was made. */
void wd_recall_tell(struct wd_reading *r);
/* A record that may be read like one before it. */
bool wd_may_recall(const struct wd_normaliser *n, const struct wd_record *record);
enum wd_json_fault wd_recall_parse(struct wd_reading *r, struct wd_str body);

/* entry.c: what every LogEntry carries. */
/* The part of a logName behind /logs/. */
struct wd_str wd_entry_log(struct wd_str log_name);
/* A log into which its service alone writes, and no sentences. */
bool wd_entry_has_no_sentences(const struct wd_reading *r);
/* The entry's own key: equal in every copy of it; 0 without an id. */
uint64_t wd_entry_key(struct wd_str log_name, struct wd_str id, wd_time time);
/* By an audit entry's logName: one of its streams, or WD_LOG_AUDIT. */
enum wd_log_kind wd_entry_stream(struct wd_str log);
bool wd_entry_is(const struct wd_reading *r);
/* Of which log the record is, once it was read as this dialect. */
enum wd_log_kind wd_entry_log_kind(struct wd_reading *r, enum wd_dialect dialect);
void wd_entry_read(struct wd_reading *r);
void wd_entry_time(struct wd_reading *r); /* on the hot path: nothing but the time */
struct wd_str wd_label(const struct wd_reading *r, const char *name);
void wd_event_time(struct wd_event *event, struct wd_str text);

/* status.c: google.rpc.Status wherever it stands. */
enum {
    WD_RPC_UNKNOWN = 2,
    WD_RPC_INVALID = 3,
    WD_RPC_NOT_FOUND = 5,
    WD_RPC_DENIED = 7,
    WD_RPC_EXHAUSTED = 8,
    WD_RPC_PRECONDITION = 9,
    WD_RPC_UNAUTHENTICATED = 16
};
bool wd_status_failed(const struct wd_reading *r, struct wd_jv status, int64_t *ret_code);
/* {"status": 500, "body": "…"}: the answer to a call that failed. */
bool wd_status_of_answer_failed(const struct wd_reading *r, struct wd_jv v);
void wd_status_read(struct wd_reading *r, struct wd_jv status);
void wd_error_info_read(struct wd_reading *r, struct wd_jv detail); /* one of its details */
/* What the first of `errors` says, in the form before ErrorInfo; empty: nothing of Google's. */
struct wd_str wd_legacy_message(const struct wd_reading *r, struct wd_jv status);
/* From code, reason, violations and message: denial, candidate or other. */
enum wd_kind wd_status_kind(const struct wd_event *event);
int wd_code_of_name(struct wd_str name); /* "PERMISSION_DENIED" → 7, -1 unknown */

/* markers.c */
/* Words of a refusal, not merely of its neighbourhood. */
bool wd_text_is_strong(const struct wd_words *words, struct wd_str text);
bool wd_candidate(const struct wd_reading *r, struct wd_str text); /* holds a marker word */
/* text/talk.c: a line with a word of refusal that tells of none: a changelog, a manual, code. */
bool wd_text_talks(const struct wd_words *words, struct wd_str line);
/* Decides a record by its texts: candidate if one holds a marker word. */
void wd_judge_texts(struct wd_reading *r);

/* text.c: a piece of running text as the record or inside one. */
void wd_read_text(struct wd_reading *r, struct wd_str text);
/* A log line of a JSON record's text field: joins, contexts and markers apply. */
void wd_read_line(struct wd_reading *r, struct wd_str line);
/* The same for a line put together from its pieces. */
void wd_read_whole_line(struct wd_reading *r, struct wd_str line);

/* wrap.c: takes one wrapper off r->root. WD_WRAP_TEXT: *ret_text holds a line. */
enum wd_wrap { WD_WRAP_NONE, WD_WRAP_JSON, WD_WRAP_TEXT };
enum wd_wrap wd_unwrap(struct wd_reading *r, struct wd_str *ret_text);
/* What a string holds: JSON, or a line of text. */
enum wd_wrap wd_wrap_object(struct wd_reading *r,
                            struct wd_jv v); /* WRAP_JSON if it is an object */
enum wd_wrap wd_wrap_string(struct wd_reading *r, struct wd_str s, struct wd_str *ret_text);
/* wrap_line.c: what keeps one line of text a record; a pair of Loki's. */
enum wd_wrap wd_unwrap_line(struct wd_reading *r, struct wd_str *ret_text);
enum wd_wrap wd_unwrap_pair(struct wd_reading *r, struct wd_str *ret_text);

/* asked.c: a line of text that is a call; the call that stands right above an answer's body. */
void wd_asked_note(struct wd_reading *r);
void wd_asked_read(struct wd_reading *r);
void wd_asked_in(struct wd_reading *r); /* by the record itself */

/* audit_parts.c */
void wd_audit_principal(struct wd_reading *r);
void wd_audit_permissions(struct wd_reading *r);
void wd_audit_key(struct wd_reading *r);
void wd_audit_resource(struct wd_reading *r);
void wd_audit_metadata(struct wd_reading *r);
/* audit_view.c: the refused table lies behind a view that the query names. */
void wd_audit_view(struct wd_reading *r);
/* audit_call.c: last; the permission that the call itself tells, where nothing else of the record does. */
void wd_audit_call(struct wd_reading *r);
/* gcp_stream.c: lines of an entry's build, job, container or revision have one key. */
struct wd_str wd_gcp_stream(struct wd_reading *r);
/* policy_change.c */
bool wd_is_policy_record(struct wd_reading *r);
void wd_policy_change_read(struct wd_reading *r);
/* policy_gone.c: is it the method of a deletion, by its last part? What was deleted; false: nothing to speak of. */
bool wd_is_deletion_method(struct wd_str method, struct wd_str name);
bool wd_policy_gone_read(struct wd_reading *r);
/* policy_made.c */
void wd_policy_made_read(struct wd_reading *r);
void wd_policy_made_forget_place(struct wd_reading *r);
/* policy_rbac.c: a cluster's role, binding or account, of an entry; of Kubernetes' own event, if it changed one. */
bool wd_is_rbac_method(struct wd_str method);
void wd_policy_rbac_read(struct wd_reading *r);
bool wd_policy_rbac_event(struct wd_reading *r, struct wd_jv object);
/* policy_place.c: an account whose policy it is; the project by its id. */
void wd_policy_account_read(struct wd_reading *r);
void wd_policy_name_project(struct wd_reading *r);
/* policy_role.c: `word` is the change's */
void wd_policy_role_read(struct wd_reading *r, struct wd_str word);
/* policy_sql.c: is a query of BigQuery's GRANT or REVOKE; whom it gave what, or took it from. */
bool wd_policy_sql_gives(struct wd_reading *r);
void wd_policy_sql_read(struct wd_reading *r);
/* policy_deltas.c */
void wd_policy_deltas_read(struct wd_reading *r);
void wd_policy_denied_read(struct wd_reading *r);
/* policy_trail.c: the same of ActionTrail. */
bool wd_is_policy_call(struct wd_str event_name);
void wd_policy_change_trail(struct wd_reading *r, struct wd_str event_name);

/* The dialects. */
bool wd_audit_recognise(struct wd_reading *r);
void wd_audit_read(struct wd_reading *r);
bool wd_scheduler_recognise(struct wd_reading *r);
void wd_scheduler_read(struct wd_reading *r);
bool wd_run_request_recognise(struct wd_reading *r);
void wd_run_request_read(struct wd_reading *r);
bool wd_build_recognise(struct wd_reading *r);
void wd_build_read(struct wd_reading *r);
bool wd_build_resource_recognise(struct wd_reading *r);
void wd_build_resource_read(struct wd_reading *r);
bool wd_gcp_log_recognise(struct wd_reading *r);
void wd_gcp_log_read(struct wd_reading *r);
bool wd_google_error_recognise(struct wd_reading *r);
bool wd_google_body_recognise(struct wd_reading *r); /* behind a line of text that refuses */
void wd_google_error_read(struct wd_reading *r);
bool wd_bare_info_recognise(struct wd_reading *r); /* the detail that says why, on its own */
void wd_bare_info_read(struct wd_reading *r);
bool wd_kubernetes_recognise(struct wd_reading *r);
void wd_kubernetes_read(struct wd_reading *r);
bool wd_actiontrail_recognise(struct wd_reading *r);
void wd_actiontrail_read(struct wd_reading *r);
bool wd_pop_error_recognise(struct wd_reading *r);
void wd_pop_error_read(struct wd_reading *r);
bool wd_request_log_recognise(struct wd_reading *r);
void wd_request_log_read(struct wd_reading *r);
bool wd_diagnosis_recognise(struct wd_reading *r);
void wd_diagnosis_read(struct wd_reading *r);
bool wd_bare_detail_recognise(struct wd_reading *r);
void wd_bare_detail_read(struct wd_reading *r);
bool wd_oss_access_recognise(struct wd_reading *r);
void wd_oss_access_read(struct wd_reading *r);
bool wd_dlc_recognise(struct wd_reading *r);
void wd_dlc_read(struct wd_reading *r);
bool wd_wandb_log_recognise(struct wd_reading *r);
void wd_wandb_log_read(struct wd_reading *r);
bool wd_wandb_answer_recognise(struct wd_reading *r);
void wd_wandb_answer_read(struct wd_reading *r);
bool wd_wandb_audit_recognise(struct wd_reading *r);
void wd_wandb_audit_read(struct wd_reading *r);
bool wd_object_recognise(struct wd_reading *r);
void wd_object_read(struct wd_reading *r);
/* wrap.c: the entry of one of our clouds that a text is; none. */
struct wd_jv wd_own_in_text(struct wd_reading *r, struct wd_str s);
/* inside.c: does the record, read to its event, hold entries besides? */
bool wd_holds_entries(struct wd_reading *r, struct wd_jv whole);
/* failures.c: if none of the texts refuses, what V, a resource, a job or an answer, says of its failure, wherever it
 * lies in it. */
void wd_failures_read(struct wd_reading *r, struct wd_jv v);
/* … and the event's texts, members of a record, with their sentences as whole as in a file of their lines. */
void wd_texts_whole(struct wd_reading *r);
/* text/markers.c: one text of a list. Where all places are taken it takes that of one that refuses nothing; if there is none, the
 * reader of the report is told that there is more in the record. */
void wd_add_of_list(struct wd_reading *r, struct wd_str s, enum wd_text_field field);
bool wd_condition_is_of_failure(struct wd_jv v); /* {"type": "Failed", "status": "True"} */
/* failures.c: as whom a described job runs, for a refusal that names nobody. */
void wd_described_account(struct wd_reading *r, struct wd_jv v);
bool wd_any_json_recognise(struct wd_reading *r);
void wd_any_json_read(struct wd_reading *r);

#endif
