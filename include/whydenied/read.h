/* From records to events: which dialect a record is written in, and what it says.
 *
 * One normaliser a thread; it owns the JSON parsers (one for the record, others for the JSON found inside it), the
 * per-record arena and, a stream at a time, the joiners of multi-line text. A record gives one event, kept until the
 * next call. Lines that open or continue a longer message, and every line of a text file that refuses (more of the
 * failure may follow), give a `context` event; the message itself comes from wd_normaliser_pending once a later record
 * has ended it, or from wd_normaliser_flush at the end of the input.
 *
 * A denial is decided by structure first (status 7 or 16; 3 and 9 with policy words or an IAM
 * reason; errorCode; AttemptFinished status), never by severity. Text is offered to the rules as
 * `candidate` if it holds a marker word. */
#ifndef WHYDENIED_READ_H
#define WHYDENIED_READ_H

#include "whydenied/base/arena.h"
#include "whydenied/event.h"
#include "whydenied/ingest.h"

struct wd_normaliser;

struct wd_normaliser *wd_normaliser_new(struct wd_error *err);
void wd_normaliser_free(struct wd_normaliser *normaliser);
/* Forgets streams and contexts: the next record is of another input. */
void wd_normaliser_next_input(struct wd_normaliser *normaliser);
struct wd_arena *wd_normaliser_arena(struct wd_normaliser *normaliser); /* per-record scratch */

/* Reads a record. Returns 1 with the event, 0 if the record must be skipped (*ret_reason), -1 on
 * error. */
int wd_normalise(struct wd_normaliser *normaliser, const struct wd_record *record,
                 struct wd_event *ret_event, enum wd_skip *ret_reason, struct wd_error *err);

/* What the record that was read last holds besides what became of it. */
enum wd_unread {
    WD_UNREAD_NOTHING,
    WD_UNREAD_FAILURES, /* it tells of more failures that differ */
    WD_UNREAD_ENTRIES   /* log entries lie in it, as in a page */
};
/* `told`: as how many failures it was counted. */
enum wd_unread wd_normaliser_unread(const struct wd_normaliser *normaliser, size_t told);

/* Denials that are read like one before them need no reading. Asked before wd_normalise, with `which` from 0 on as long
 * as it is true: whether the record has another course that was kept. Then `key` holds the course and all that was read
 * in it but for what is in *ret_event: time, log, entry id, keys, client and operation. Where a key is
 * equal to that of a record before, the rest of the event is equal, too. */
bool wd_normaliser_recall(struct wd_normaliser *normaliser, const struct wd_record *record,
                          size_t which, struct wd_event *ret_event, struct wd_event_key *key);
/* That key was known: the record is not read. */
void wd_normaliser_recalled(struct wd_normaliser *normaliser, size_t which);
/* Behind wd_normalise: reads the record once more, watched, with the same event. False: it is not to be recalled. Whoever
 * looks at fields of the record does so before the course is kept. */
bool wd_normaliser_watch(struct wd_normaliser *normaliser, const struct wd_record *record,
                         struct wd_event *ret_event);
/* Keeps the course, and gives the key of this record. */
bool wd_normaliser_keep_course(struct wd_normaliser *normaliser, const struct wd_event *event,
                               struct wd_event_key *key);

/* A wd_form_fn. */
size_t wd_normaliser_form(void *normaliser, struct wd_str text, uint64_t *ret_lines);

/* How far into `text`, whole lines of running text that name no time, nothing is to be read: each of these lines
 * would give an event of kind `other` that says nothing, and changes nothing for later ones but how long messages wait. A
 * wd_quiet_fn. Then how many of them were passed, which may end messages: wd_normaliser_pending. */
size_t wd_normaliser_quiet(const void *normaliser, struct wd_str text);
void wd_normaliser_passed(struct wd_normaliser *n, uint64_t lines);

/* After every wd_normalise: an event made of a joined message that the record ended, or of a further failure that the record
 * tells of. Call until it gives NONE. The event is of the record in *ret_where (its first line; body: the joined text), which
 * was counted as context before: count it instead; with OF_RECORD count it once more, so that the sums hold. -1: no memory. */
enum wd_pending { WD_PENDING_NONE, WD_PENDING_OF_LINES, WD_PENDING_OF_RECORD };
int wd_normaliser_pending(struct wd_normaliser *normaliser, struct wd_event *ret_event,
                          struct wd_record *ret_where, struct wd_error *err);

/* At the end of an input: 1 with an event made of a joined message still open, 0 none left. The event
 * is of the record whose ordinal, line and offset stand in *ret_where; that record was counted as context before. */
int wd_normaliser_flush(struct wd_normaliser *normaliser, struct wd_event *ret_event,
                        struct wd_record *ret_where, struct wd_error *err);

/* An event whose `row` is not 0 was told by a program's line that is a record of its own. What stands around it in its stream is
 * asked later, up to which lines behind it may still come: bits of enum wd_doubt. The event of the record at hand ends. With
 * WD_ROW_FAR it is a line of text: any line far below may say that it is over. */
#define WD_ROW_FAR (UINT64_C(1) << 63)
bool wd_normaliser_row_waits(const struct wd_normaliser *normaliser, uint64_t row);
unsigned wd_normaliser_row_doubts(struct wd_normaliser *normaliser, uint64_t row);

/* Shared by the text dialect and `explain`: does a text hold a marker word / name a cloud / look
 * like an operating-system refusal (errno, ssh, sudo, database grants)? */
bool wd_text_is_candidate(struct wd_str text);
/* May the line end in the middle of a word that the next one goes on with? */
bool wd_text_breaks_word(struct wd_str line, struct wd_str next);
/* Where an account's address begins the next line: does this one end in a part of it, as where a text is folded? */
bool wd_text_begins_account(struct wd_str line);
/* Words with which the refusals of services begin. */
bool wd_text_begins_refusal(struct wd_str line);
/* Does a mark in it end a question? What an address asks for ("https://…/?q=x") asks nobody. */
bool wd_text_asks(struct wd_str text);
/* A member of a pretty-printed object, by itself on a line? */
bool wd_text_is_member(struct wd_str line);
/* Does a line of it refuse, whoever it was? Files, ssh, databases and the like apart. */
bool wd_text_is_refusal(struct wd_str text);

/* A line on which the whole message of a client ("403 GET https://…", "ERROR: (gcloud.x)") stands behind words of neither
 * loggers nor carriers. */
bool wd_text_is_headed_strangely(struct wd_str line);
/* leads.c: a word of loggers before a message, without the marks around it: a level, a month, a day, a time's zone. */
bool wd_text_is_loggers(struct wd_str letters);
/* "[WARN] ", "INFO ": a logger begins the line below an error's level, and what it tells is its own. */
bool wd_text_begins_as_note(struct wd_str line);
/* … that begins as those do for what went wrong: "failed", "unable". */
bool wd_text_is_failure(struct wd_str letters);
/* A place where no program stands that was refused: "tests/test_x.py:12:", "TestDenied:"; "guide/errors.adoc:", "main.tf:4:". */
bool wd_text_is_of_tests(struct wd_str word);
bool wd_text_is_of_document(struct wd_str word);
/* "worker: ": the name of a program. */
bool wd_text_names_program(struct wd_str lead);
/* Without the process that a line comes from ("(Worker pid=41, ip=10.0.0.4) "), and a label that says so in another language. */
struct wd_str wd_text_without_process(struct wd_str before);
/* What no role opens, in small letters; NULL ends them. */
extern const char *const wd_wall_words[];
/* … and what programs say of other things, too: on a line of its own logger's only where that speaks of access. */
extern const char *const wd_everyday_walls[];
bool wd_text_speaks_of_access(struct wd_str line);
/* A short text of people: it is over, wanted or a mistake. */
bool wd_text_settles(struct wd_str note);

#endif
