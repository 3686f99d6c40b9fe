/* The frame texts of a report, in every language, in one table.
 *
 * Texts about a denial come from rules and advice and stand in the document; these are the words around them. {1} …
 * {9} are filled in; {1?s} is an "s" unless the first is "1". No text here needs escaping in any format but HTML's and
 * Markdown's own, which escape whole sentences after filling. */
#ifndef WHYDENIED_REPORT_WORDS_H
#define WHYDENIED_REPORT_WORDS_H

#include <jansson.h>
#include <stdint.h>

#include "whydenied/base/buf.h"
#include "whydenied/vocabulary/cause.h"

enum wd_word {
    /* head */
    WD_W_TITLE,
    WD_W_INCOMPLETE,
    WD_W_READ,
    WD_W_SPAN,
    WD_W_UNSEEN,
    WD_W_UNSEEN_TEXT,
    WD_W_UNSEEN_DAY,
    WD_W_UNSEEN_DAYS,
    WD_W_NO_SPAN,
    WD_W_DENIALS,
    WD_W_NOTHING_READ,
    WD_W_NO_RECORDS,
    WD_W_NONE_IN_PART,
    WD_W_NO_DENIALS,
    WD_W_NONE_THIS_NIGHT,
    WD_W_NONE_LISTED,
    WD_W_APART,
    WD_W_LOOKALIKES,
    WD_W_NOT_ENFORCED,
    WD_W_FOREIGN,
    WD_W_DUPLICATES,
    WD_W_POLICY_CHANGES,
    WD_W_LEFT_OUT,
    WD_W_SELECTED_OUT,
    WD_W_ACCEPTED,
    WD_W_SKIPPED,
    WD_W_GAVE_UP,
    WD_W_ST_NEW,
    WD_W_ST_GROWING,
    WD_W_ST_ONGOING,
    WD_W_ST_QUIET,
    WD_W_ST_BACK,
    WD_W_ST_FIXED,
    WD_W_FIX_FIRST,
    WD_W_FIX_FIRST_ONE,
    WD_W_FIX_MORE,
    WD_W_CHANGES,
    WD_W_READY,
    WD_W_TO_FILL,
    WD_W_BY_HAND,
    WD_W_GRANT,
    WD_W_ALLOW_EXACTLY,
    WD_W_WANTS_ON,
    WD_W_WHO_WANTS,
    WD_W_WHO_WANTS_ON,
    WD_W_WHO_VIA_ON,
    WD_W_TITLE_FIRST,
    WD_W_TITLE_PROBLEM,
    WD_W_AS_FIRST,
    WD_W_AS_PROBLEM,
    WD_W_ELSE_AS,
    WD_W_MORE_DETAIL,
    WD_W_FIX_ROW,
    /* parts */
    WD_W_PROBLEMS,
    WD_W_UNMATCHED,
    WD_W_UNMATCHED_WHY,
    WD_W_LOOKALIKE_PART,
    WD_W_LOOKALIKE_WHY,
    WD_W_SUP_UNUSED,
    WD_W_SUP_EXPIRED,
    WD_W_SUP_REASON,
    WD_W_SUPPRESSED,
    WD_W_INPUTS,
    WD_W_RULES,
    WD_W_RULES_LINE,
    WD_W_TIMELINE,
    WD_W_BREAKDOWN,
    WD_W_PRINCIPALS,
    WD_W_PERMISSIONS,
    WD_W_RESOURCES,
    WD_W_SYSTEMS,
    WD_W_PROJECTS,
    WD_W_CAUSES,
    WD_W_OTHERS,
    /* labels of an incident; display width at most WD_LABEL_WIDTH */
    WD_W_WHO,
    WD_W_BY,
    WD_W_WANTS,
    WD_W_ON,
    WD_W_VIA,
    WD_W_WHY,
    WD_W_SURE,
    WD_W_SEEN,
    WD_W_FIX,
    WD_W_OR,
    WD_W_AND,
    WD_W_GIVES,
    WD_W_CHECK,
    WD_W_TELL,
    WD_W_RULE,
    WD_W_LINE,
    WD_W_NOTE,
    WD_W_MORE,
    WD_W_FACTS,
    WD_W_LINK,
    WD_W_WARN,
    WD_W_HAND,
    WD_W_STATE,
    /* phrases */
    WD_W_UNKNOWN_WHO,
    WD_W_GROUP_WHO,
    WD_W_GROUP_WHO_MORE,
    WD_W_GROUP_WHAT,
    WD_W_GROUP_WHAT_MORE,
    WD_W_TIMES,
    WD_W_NO_TIME,
    WD_W_BY_FIELDS,
    WD_W_BY_TEXT,
    WD_W_BY_INFERENCE,
    WD_W_SURE_HIGH,
    WD_W_SURE_MEDIUM,
    WD_W_SURE_LOW,
    WD_W_SEV_HIGH,
    WD_W_SEV_MEDIUM,
    WD_W_SEV_LOW,
    WD_W_INVESTIGATE,
    WD_W_NO_ADVICE,
    WD_W_NO_COMMAND,
    WD_W_CHOICE,
    WD_W_SIZE,
    WD_W_SIZE_AMONG,
    WD_W_BREADTH,
    WD_W_ROLE_CHOICE,
    WD_W_ALSO_FIXES,
    WD_W_DISTINCT_RESOURCES,
    WD_W_LINKED,
    WD_W_INPUT_LINE,
    WD_W_INPUTS_FINE,
    WD_W_INPUTS_REST,
    WD_W_TEMPLATE,
    WD_W_POLICY,
    WD_W_TERRAFORM,
    WD_W_UNTIL,
    WD_W_BYTE,
    WD_W_ENDS,
    WD_W_ENDS_OPEN,
    WD_W_ENTITLED,
    /* a request for a ticket */
    WD_W_REQUEST,
    WD_W_REQUEST_WHO,
    WD_W_REQUEST_WHAT,
    WD_W_REQUEST_ON,
    WD_W_REQUEST_WHY,
    WD_W_REQUEST_DENIED,
    WD_W_REQUEST_UNTIMED,
    WD_W_REQUEST_UNTIL,
    WD_W_REQUEST_STANDING,
    WD_W_REQUEST_NAME_END,
    WD_W_REQUEST_ENDING,
    WD_W_REQUEST_EVIDENCE,
    WD_W_REQUEST_CHANGE,
    WD_W_REQUEST_FILL_IN,
    WD_W_REQUEST_OPEN,
    WD_W_REQUEST_MIND,
    WD_W_REQUEST_CHECK,
    WD_W_REQUEST_SEE,
    WD_W_REQUEST_OTHERS,
    WD_W_REQUEST_NONE,
    WD_W_STATUS_NIGHTS,
    /* notes of the document */
    WD_W_N_MERGED,
    WD_W_N_MERGED_TWICE,
    WD_W_N_NOT_DEDUPLICATED,
    WD_W_N_MANY_PRINCIPALS,
    WD_W_N_MANY_RESOURCES,
    WD_W_N_MANY_PERMISSIONS,
    WD_W_N_MEMBERS_MORE,
    WD_W_N_UNTOLD,
    WD_W_N_UNCERTAIN,
    WD_W_N_ENUMERATION,
    WD_W_N_LOST_ROLE,
    WD_W_N_OUTSIDE,
    WD_W_N_REWRITES,
    WD_W_N_GRANTED_AT,
    WD_W_N_UNTESTED_APP,
    /* HTML only */
    WD_W_H_SKIP,
    WD_W_H_RECORDS,
    WD_W_H_DENIALS,
    WD_W_H_PROBLEMS,
    WD_W_H_NEW,
    WD_W_H_UNMATCHED,
    WD_W_H_LOOKALIKES,
    WD_W_H_SELECTED_OUT,
    WD_W_H_ACCEPTED,
    WD_W_H_SKIPPED,
    WD_W_H_DAMAGED,
    WD_W_H_COPY,
    WD_W_H_COPIED,
    WD_W_H_FILTER,
    WD_W_H_FILTER_HINT,
    WD_W_H_FROM,
    WD_W_H_TO,
    WD_W_H_SHOWN,
    WD_W_H_OPEN,
    WD_W_H_CLOSE,
    WD_W_H_EVIDENCE,
    WD_W_H_TELL,
    WD_W_H_OTHER_ROLES,
    WD_W_H_VERIFY,
    WD_W_H_COUNT,
    WD_W_H_REST,
    WD_W_H_SEVERITY,
    WD_W_H_RULE,
    WD_W_H_CHANGE,
    WD_W_H_FILE,
    WD_W_H_STATE,
    WD_W_H_FORMAT,
    WD_W_H_READ_ALL,
    WD_W_H_FIRST_NOTE,
    WD_W_H_TIMELINE_NOTE,
    WD_W_H_UNTIMED,
    WD_W_H_UTC_BINS,
    WD_W_H_NIGHTS,
    WD_W_H_NIGHT,
    WD_W_H_FOOT,
    WD_W_H_CONTENTS,
    WD_W_H_DETAILS,
    WD_W_H_OTHER_CAUSES,
    WD_W_H_RECORD,
    WD_W_H_BYTES,
    /* end reasons of an input */
    WD_W_END_TRUNCATED,
    WD_W_END_CORRUPT,
    WD_W_END_TRAILING,
    WD_W_END_LIMIT,
    WD_W_END_UNREADABLE,
    WD_W_END_LEFT_OUT,
    WD_W_RW_GROWN,
    WD_W_RW_MENDED,
    WD_W_RW_CUT,
    WD_W_RW_INSIDE,
    WD_W_RW_ANOTHER,
    WD_W_SKIP_ROW,
    WD_W_SKIP_TOO_LONG,
    WD_W_SKIP_TOO_DEEP,
    WD_W_SKIP_MALFORMED,
    WD_W_SKIP_BINARY,
    WD_W_SKIP_NO_MEMORY,
    WD_W_SKIP_OUTSIDE,
    WD_W_COUNT
};

extern const char *const wd_words[WD_W_COUNT][WD_LANG_COUNT]; /* words.c */

#define WD_LABEL_WIDTH   6
#define WD_WORDS_NUMBERS 4

enum wd_lang wd_words_lang(const json_t *head); /* of a document; English if it names another */
/* What to say where no denial was found: how much that is worth depends on what was read. */
enum wd_word wd_words_none(const json_t *head);
const char *wd_word(enum wd_lang lang, enum wd_word word);
/* What was noted of an input, as far as its words are ours (notes.c). */
void wd_words_note(struct wd_buf *out, enum wd_lang lang, struct wd_str note);
/* The text with {1} … replaced by the arguments as they are. */
void wd_words_fill(struct wd_buf *out, enum wd_lang lang, enum wd_word word,
                   const struct wd_str *arguments, size_t count);
/* The same with numbers (at most WD_WORDS_NUMBERS), written with thousands separators. */
void wd_words_fill_numbers(struct wd_buf *out, enum wd_lang lang, enum wd_word word,
                           const uint64_t *numbers, size_t count);
/* "a role is missing" for "missing_role"; the name itself if it is none of ours. */
struct wd_str wd_words_cause(enum wd_lang lang, struct wd_str name);
/* "Cloud Build" for "cloud_build". */
struct wd_str wd_words_system(enum wd_lang lang, struct wd_str name);
/* The word for "high", "medium", "low". */
const char *wd_words_severity(enum wd_lang lang, struct wd_str level);
const char *wd_words_confidence(enum wd_lang lang, struct wd_str level);
/* "the record's own fields" for "structured"; NULL for an unknown source. */
const char *wd_words_source(enum wd_lang lang, struct wd_str source);
const char *wd_words_status(enum wd_lang lang, struct wd_str status); /* NULL without a history */
const char *wd_words_end(enum wd_lang lang, struct wd_str end);       /* NULL: nothing wrong */
/* What a file was found to be to the former one under its name; nothing if it is not said. */
void wd_words_rewritten(struct wd_buf *out, enum wd_lang lang, const json_t *input);
/* Since which night, and on how many; nothing without a history. */
void wd_words_nights(struct wd_buf *out, enum wd_lang lang, const json_t *incident);
/* "too long" for "too_long"; the name itself if it is none of ours. */
struct wd_str wd_words_skip(enum wd_lang lang, struct wd_str reason);

#endif
