/* From files, directories and pipes to records.
 *
 * A reader yields the records of one input in order. Nothing is held whole: decoded bytes come in
 * blocks of WD_BLOCK_SIZE (filled before they are handed over, so read sizes never show), records
 * are cut in place and only a record cut by a block's end is carried. With WD_READ_THREAD a thread
 * of its own inflates while the caller cuts and parses; the records are the same.
 *
 * Content decides, never the name: gzip (members), zstd, plain; then NDJSON, one JSON array,
 * concatenated or pretty-printed objects, an object holding an array under entries / Records /
 * Events / records / value / audit_logs or log entries under any name, down to four objects deep, YAML documents (handed over as JSON), unquoted-key "copy" text of the Logs
 * Explorer (handed over as JSON), text lines.
 *
 * Damage is not an error: it ends or mends the input, is counted in struct wd_input_report with its
 * offset, and everything decoded before it has been delivered. */
#ifndef WHYDENIED_INGEST_H
#define WHYDENIED_INGEST_H

#include <stdint.h>

#include "whydenied/base/error.h"
#include "whydenied/base/str.h"

/* How the compressed (or plain) bytes ended. The same word from every backend; the same bytes on
 * CLEAN and TRAILING, else one backend's bytes may be a prefix of the other's. */
enum wd_end {
    WD_END_PLAIN,      /* was not compressed */
    WD_END_CLEAN,      /* every member complete; trailing zero bytes allowed */
    WD_END_TRUNCATED,  /* the data stops inside a member */
    WD_END_CORRUPT,    /* bad header, data, check or length */
    WD_END_TRAILING,   /* complete members, then bytes that are none */
    WD_END_LIMIT,      /* decompression bomb: stopped by WD_BOMB_* */
    WD_END_UNREADABLE, /* could not be opened, or reading failed midway */
    WD_END_LEFT_OUT    /* met in a folder and not read: no log */
};
const char *wd_end_name(enum wd_end end); /* "clean" */

enum wd_compression {
    WD_COMPRESSION_NONE,
    WD_COMPRESSION_GZIP,
    WD_COMPRESSION_ZSTD,
    WD_COMPRESSION_XZ,
    WD_COMPRESSION_BZIP2
};
const char *wd_compression_name(enum wd_compression c); /* "none", "gzip", "zstd" */

enum wd_format {
    WD_FORMAT_EMPTY,
    WD_FORMAT_NDJSON,
    WD_FORMAT_JSON,  /* one value after another, pretty or not */
    WD_FORMAT_ARRAY, /* elements of one array */
    WD_FORMAT_PAGE,  /* elements of an array inside one object */
    WD_FORMAT_YAML,
    WD_FORMAT_EXPLORER, /* Logs Explorer copy text, keys without quotes */
    WD_FORMAT_TEXT
};
const char *wd_format_name(enum wd_format format); /* "ndjson" */

enum wd_skip {
    WD_SKIP_TOO_LONG,
    WD_SKIP_TOO_DEEP,
    WD_SKIP_MALFORMED, /* of the framing or the parser; counted by whoever finds out */
    WD_SKIP_BINARY,
    WD_SKIP_NO_MEMORY,
    WD_SKIP_OUTSIDE, /* of --since and --until; decided after normalising */
    WD_SKIP_COUNT
};
const char *wd_skip_name(enum wd_skip reason); /* "too_long" */

enum wd_record_form { WD_RECORD_JSON, WD_RECORD_TEXT };

enum {
    WD_RECORD_CUT = 1, /* a text line longer than WD_TEXT_LINE_MAX: its head */
    WD_RECORD_CONVERTED =
        2, /* the body was rewritten (YAML, copy text): offset is of the original */
    WD_RECORD_LOGGED =
        8, /* a program wrote it: an element of a list with a level beside it, or what stands behind running text */
    WD_RECORD_BESIDE = 16, /* it stands beside a page's entries: nobody's line */
    WD_RECORD_TORN =
        4 /* JSON that breaks off: what stands of it may be read, or the record rejected */
};

struct wd_record {
    struct wd_str body; /* valid until the reader's next call; WD_PADDING readable bytes behind */
    enum wd_record_form form;
    unsigned flags;
    uint64_t ordinal; /* of records of this input, skipped ones too, from 1 */
    uint64_t line;    /* line of its first byte, from 1 */
    uint64_t offset;  /* of its first byte in the decoded bytes */
    /* Of text: what stands around it, as far as it is at hand (WD_AROUND_BEFORE, WD_AROUND_AFTER); valid as long
     * as the body. */
    struct wd_str before, after;
};

#define WD_NOTES_MAX 8

/* Digests of how an input begins: of its first 256 decoded bytes, and of twice as many each, as far as it goes. */
#define WD_BEGINNINGS       32u
#define WD_BEGINNING_LEN(k) (UINT64_C(256) << (k))

/* What a file is to the one that was read under the same name before; in a report of nights only. */
enum wd_rewritten {
    WD_REWRITTEN_NOT,    /* there was none, or it is the same, or records are kept of it */
    WD_REWRITTEN_GROWN,  /* it holds all that the former held, and more behind */
    WD_REWRITTEN_MENDED, /* the former was damaged */
    WD_REWRITTEN_CUT,    /* shorter; as far as it is known it begins like the former */
    WD_REWRITTEN_INSIDE, /* it begins like the former, then differs: a hole, a line that was edited */
    WD_REWRITTEN_ANOTHER, /* it begins otherwise */
    WD_REWRITTEN_COUNT
};
const char *wd_rewritten_name(enum wd_rewritten rewritten); /* "grown"; NULL: not */

/* What became of one input. Texts are visible-escaped already. */
struct wd_input_report {
    char *name;     /* as given, "-" for standard input; owned */
    uint64_t bytes; /* read */
    uint64_t decoded_bytes;
    uint64_t records; /* all, skipped ones too */
    uint64_t skipped[WD_SKIP_COUNT];
    uint64_t cut;       /* lines longer than WD_TEXT_LINE_MAX: what stands across a cut is lost */
    uint64_t torn;      /* records that break off, of which the beginning was read */
    uint64_t alien;     /* lines in a character set that is not known */
    uint64_t zeros;     /* bytes of holes: zeros that stand for something which is not there */
    bool nothing;       /* bytes, and not one record of them: zeros */
    uint64_t ambiguous; /* records that name a member twice, and it matters which is read */
    uint64_t unread;    /* records that hold more than was read of them */
    enum wd_format format;
    bool substance; /* it begins with more than blanks */
    enum wd_compression compression;
    enum wd_end end;
    uint64_t end_offset; /* compressed offset where the damage was found */
    uint64_t digest[2];  /* XXH3-128 of the decoded bytes, with WD_READ_DIGEST */
    uint64_t marked[2];  /* the same of as many as wd_reader_mark asked for; 0: there were fewer */
    uint64_t beginnings[WD_BEGINNINGS]; /* the upper half of the same */
    unsigned beginning_count;
    enum wd_rewritten rewritten;
    uint64_t rewritten_at;     /* inside: it differs behind this decoded byte */
    char *notes[WD_NOTES_MAX]; /* owned */
    unsigned note_count;       /* may exceed WD_NOTES_MAX: the rest are not kept */
};
void wd_input_report_done(struct wd_input_report *report); /* empty afterwards; accepts NULL */
void wd_input_note(struct wd_input_report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* "input-N", and no notes. -1 without memory. */
int wd_input_report_anonymise(struct wd_input_report *report, size_t number);
bool wd_input_damaged(const struct wd_input_report *report); /* exit 3 */
/* Damaged, left out, cut, torn, or of which records were skipped: the report is not complete. */
bool wd_input_partial(const struct wd_input_report *report);

enum {
    WD_READ_THREAD = 1, /* inflate in a thread of its own */
    WD_READ_DIGEST = 2,
    WD_READ_NO_FOLLOW = 4, /* a path that ends in a symbolic link is not opened */
    WD_READ_HELPER =
        8 /* so many threads may help to inflate, where members say their length: 0 to 3 of these */
};
#define WD_READ_HELPERS_MAX 3u

struct wd_reader;

/* Opens a path, or standard input for "-". Always gives a reader unless memory is lacking (NULL): an
 * input that cannot be opened is one without records whose report says so. */
struct wd_reader *wd_reader_open(const char *path, unsigned flags, struct wd_error *err);
/* 1 a record, 0 the end, -1 lack of memory. */
int wd_reader_next(struct wd_reader *reader, struct wd_record *ret_record, struct wd_error *err);
/* Behind a record of text: passes the lines that follow it as far as `quiet` says that nothing is to be read in
 * them, and returns how many records that were. Lines that begin with a digit, which may be a time, or like JSON
 * or YAML are never asked about. */
typedef size_t (*wd_quiet_fn)(const void *context, struct wd_str text);
uint64_t wd_reader_pass_quiet(struct wd_reader *reader, wd_quiet_fn quiet, const void *context);
/* Who knows how records look may say where the one that begins here ends, and how many ends of lines are in it (0: it
 * cannot tell): asked about objects in arrays and over lines. */
typedef size_t (*wd_form_fn)(void *context, struct wd_str text, uint64_t *ret_lines);
void wd_reader_know_forms(struct wd_reader *reader, wd_form_fn form, void *context);
/* To be told what the JSON parser found wrong with the record last given. */
void wd_reader_reject(struct wd_reader *reader, enum wd_skip reason);
/* To be told that the record last given names a member twice, which is noted. */
void wd_reader_ambiguous(struct wd_reader *reader);
/* To be told that a record tells of one more failure: it counts as one more. */
void wd_reader_again(struct wd_reader *reader);
/* To be told that the record last given holds entries, or more than is read of it. True: its entries are given next, in
 * its place. Else it is noted. */
bool wd_reader_unread(struct wd_reader *reader, bool entries);
/* The reader's; complete after the end. */
const struct wd_input_report *wd_reader_report(const struct wd_reader *reader);
/* Hands the report over, with all that it owns: wd_input_report_done is the caller's from now on, and the
 * reader's is empty. The only way a report outlives its reader. */
void wd_reader_take_report(struct wd_reader *reader, struct wd_input_report *ret_report);
uint64_t wd_reader_bytes(const struct wd_reader *reader); /* compressed bytes so far, any thread */
/* Of the end: what the file turned out to be, into the report. */
void wd_reader_tell_rewritten(struct wd_reader *reader, enum wd_rewritten rewritten, uint64_t at);
/* The digest of the first `bytes` decoded bytes is wanted, too. Call before the first wd_reader_next. */
void wd_reader_mark(struct wd_reader *reader, uint64_t bytes);
/* The reader looks at *flag while it waits for a pipe, and ends (CLEAN or PLAIN so far, with a note)
 * when it is no longer 0. Call before the first wd_reader_next. */
void wd_reader_stop_on(struct wd_reader *reader, const volatile int *flag);
void wd_reader_close(struct wd_reader *reader); /* accepts NULL; also before the end */

/* Following what is still being written. */
struct wd_follow {
    const volatile int *stop; /* ends when it is no longer 0; may be NULL */
    /* Nothing has come for a fifth of a second: every record that is whole was given. Called once a pause, while
     * the reader is asked for the next; not 0 ends the input. */
    int (*idle)(void *context);
    void *context;
};
/* As wd_reader_open without a thread, of a pipe until its writers are gone, of a regular file until the end is
 * asked for: over renaming, and over being cut and written anew. Bytes are handed on as they come. */
struct wd_reader *wd_reader_follow(const char *path, unsigned flags, const struct wd_follow *follow,
                                   struct wd_error *err);

/* For tests: reads from a function instead of a file. The function returns bytes read, 0 at the end,
 * -1 with errno. */
typedef long (*wd_read_fn)(void *context, char *to, size_t room);
struct wd_reader *wd_reader_open_fn(wd_read_fn read, void *context, const char *name,
                                    unsigned flags, struct wd_error *err);

/* The list of inputs: paths as given, directories expanded (recursive, each directory's names sorted
 * by bytes, files whose first bytes are binary and no known compression left out, and listed). */
struct wd_left_out_file {
    char *path;      /* owned */
    const char *why; /* static text */
};
struct wd_inputs {
    bool no_follow; /* symbolic links are left out; set before the first is added */
    const volatile int
        *stop;    /* may be NULL; likewise: once it is not 0, folders are no longer walked */
    char **paths; /* owned */
    bool *named;  /* given on the command line, not met in a directory */
    size_t count;
    uint64_t total_bytes; /* of regular files, for progress; 0 if unknown */
    char (*notes)[160];   /* owned */
    size_t note_count;
    struct wd_left_out_file *left_out; /* owned */
    size_t left_out_count;
    uint64_t left_out_unnamed; /* beyond WD_LEFT_OUT_MAX */
};
int wd_inputs_add(struct wd_inputs *inputs, const char *path, struct wd_error *err);
/* Something to be told of them. */
int wd_inputs_note(struct wd_inputs *inputs, struct wd_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void wd_inputs_done(struct wd_inputs *inputs);

#endif
