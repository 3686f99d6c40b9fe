/* Every maximum of the program, with the reason for its size. */
#ifndef WHYDENIED_BASE_LIMITS_H
#define WHYDENIED_BASE_LIMITS_H

/* ingest */
#define WD_BLOCK_SIZE  (256u * 1024u)       /* decoded bytes a block: fits L2, hands over rarely */
#define WD_BLOCK_COUNT 8u                   /* blocks in flight between inflating and cutting */
#define WD_PADDING     64u                  /* readable bytes behind a record, for the parser */
#define WD_RECORD_MAX  (2u * 1024u * 1024u) /* a JSON record; the largest audit entry is 512 KiB */
#define WD_VALUES_MAX                                                                              \
    100000u /* in a JSON record: each costs a parser up to 24 bytes, jansson 100 */
#define WD_AROUND_BEFORE 1024u /* bytes before a line of text that are looked at, too */
#define WD_AROUND_AFTER  2048u /* … and behind it */
#define WD_ROWS_BYTES                                                                              \
    (64u * 1024u) /* of programs' lines that are records of their own, kept for those near them */
#define WD_TEXT_LINE_MAX   (64u * 1024u) /* a line of plain text; longer ones are cut */
#define WD_DEPTH_MAX       64u           /* nesting of a JSON record */
#define WD_BOMB_AFTER      (64ull << 20) /* judge the ratio only past this many decoded bytes */
#define WD_BOMB_RATIO      300u          /* zeros reach 1030:1, one repeated denial 257:1 */
#define WD_INPUTS_MAX      1000000u      /* files of one run */
#define WD_DIRECTORY_DEPTH 32u
#define WD_LEFT_OUT_MAX    1000u /* files left out of folders that are named */

/* normalise */
#define WD_PERMISSIONS_MAX 32u  /* denied permissions taken from one record */
#define WD_TEXTS_MAX       8u   /* service-written texts of one record */
#define WD_CLAIMS_MAX      16u  /* values of one record that lost against better sources */
#define WD_JOIN_LINES_MAX  200u /* a multi-line message ends here at the latest */
#define WD_JOIN_BYTES_MAX  (64u * 1024u)
#define WD_STREAMS_MAX     64u /* multi-line joins and contexts open at once */
#define WD_ARENA_RECORD                                                                            \
    (16u * 1024u * 1024u) /* per-record scratch: unwrapped copies, joined text */
#define WD_UNWRAP_MAX 4u  /* wrappers around one entry (envelope in envelope) */

/* match */
#define WD_PATTERN_MAX      4096u         /* bytes of one regular expression */
#define WD_SUBJECT_MAX      4096u         /* bytes of text a regular expression sees */
#define WD_MATCH_LIMIT      20000u        /* PCRE2 match limit; real messages need 2 to 453 */
#define WD_HEAP_LIMIT_KIB   (16u * 1024u) /* PCRE2 heap limit */
#define WD_JIT_STACK_MAX    (512u * 1024u)
#define WD_RULES_MAX        4096u
#define WD_ALTERNATIVES_MAX 64u           /* match alternatives of one rule */
#define WD_PACK_BYTES_MAX   WD_RECORD_MAX /* packs are read by the parser of records */

/* incident */
#define WD_INCIDENTS_MAX        3072u      /* times 3 to 6 KiB, by their texts: 17 MiB */
#define WD_DEDUP_MAX            (1u << 18) /* denial keys remembered: 6.5 MiB */
#define WD_HISTOGRAM_BINS       64u
#define WD_SAMPLES_MAX          3u
#define WD_SAMPLE_TEXT_MAX      512u
#define WD_ENTRY_ID_MAX         128u  /* an insertId; what is longer is none of Cloud Logging's */
#define WD_DISTINCT_EXACT       64u   /* distinct resources counted exactly up to here */
#define WD_LINKS_MAX            8u    /* correlation keys of one incident */
#define WD_CHANGES_MAX          1000u /* policy changes remembered, the latest */
#define WD_HOMES_MAX            4096u /* projects that records lie in */
#define WD_CONTEXTS_MAX         4096u /* request-log verdicts remembered */
#define WD_PRINCIPALS_PER_GROUP 64u   /* more collapse into one incident */
#define WD_RESOURCES_PER_GROUP  256u
#define WD_INCIDENTS_PER_GROUP  512u  /* of one rule and permissions, before they collapse */
#define WD_MEMBERS_MAX          1024u /* of a collapsed incident, kept by name */
#define WD_INCIDENT_TEXT_MAX    2048u /* bytes of all named facts of one incident */
#define WD_UNMATCHED_MAX        256u  /* shapes of unmatched text kept */
#define WD_SLOT_TEXT_MAX        512u  /* bytes kept of one named fact */

#define WD_SHAPES_BYTES (384u * 1024u) /* of the forms that a parser of records keeps */

/* advise, report, history */
#define WD_POLICY_BYTES_MAX (256u * 1024u * 1024u)
/* Of a report's values at work: one problem and one change with their names. Only what is used is touched. */
#define WD_JSON_POOL        (512u * 1024u)
#define WD_ARENA_ADVICE     (16u * 1024u * 1024u)
#define WD_REPORT_BYTES_MAX (256u * 1024u * 1024u)
#define WD_STATE_LINE_MAX                                                                          \
    (64u * 1024u * 1024u) /* of a stored table: one may hold every key there is */
#define WD_IGNORE_BYTES_MAX    (4u * 1024u * 1024u)
#define WD_HTML_FULL_INCIDENTS 200u /* the rest are one row each */

#endif
