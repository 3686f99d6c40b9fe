/* The end of an input, in its report: how far it was read, what it held, and what is missing of it. */
#include "ingest/reader.h"

static void put_digests(struct wd_reader *reader)
{
    struct wd_input_report *report = &reader->report;
    struct wd_digests digests;

    wd_blocks_digests(reader->blocks, &digests);
    memcpy(report->digest, digests.digest, sizeof report->digest);
    memcpy(report->marked, digests.marked, sizeof report->marked);
    memcpy(report->beginnings, digests.beginnings, sizeof report->beginnings);
    report->beginning_count = digests.beginning_count;
}

/* Decoded without damage, and to an end that nobody asked for. */
static bool ended_well(const struct wd_reader *reader)
{
    return reader->report.end <= WD_END_CLEAN && !reader->source.stopped;
}

/* What ends in the middle of something although its bytes are whole; one that is followed may go on. */
static void note_truncated(struct wd_reader *reader)
{
    struct wd_input_report *report = &reader->report;
    bool followed = reader->follower != NULL;

    if (reader->frame.cut_off && ended_well(reader) && !followed)
        report->end = WD_END_TRUNCATED;
    if (report->bytes < reader->source.size && reader->source.ended && !reader->source.error &&
        ended_well(reader) && !followed) {
        report->end = WD_END_TRUNCATED; /* rotation by "copytruncate", in the middle */
        wd_input_note(report, "has become shorter while it was read");
    }
    if (wd_blocks_cut(reader->blocks) && ended_well(reader)) {
        report->end = WD_END_TRUNCATED;
        wd_input_note(report, "is UTF-16 and ends inside a character");
    }
}

/* What there was nothing in, and why. */
static void note_nothing(struct wd_reader *reader)
{
    struct wd_input_report *report = &reader->report;

    if (reader->source.stopped)
        wd_input_note(report, "interrupted");
    else if (reader->zeros && report->records == 0) {
        report->nothing = true;
        wd_input_note(report, "holds nothing but zero bytes");
    } else if (report->bytes == 0 && !wd_input_damaged(report) && !reader->follower)
        wd_input_note(report, "empty");
}

static void report_end(struct wd_reader *reader)
{
    const struct wd_decode *decode = wd_blocks_outcome(reader->blocks);
    struct wd_input_report *report = &reader->report;

    report->bytes = wd_source_bytes(&reader->source);
    report->decoded_bytes = decode->out_bytes;
    report->compression = decode->compression;
    report->format = wd_frame_format(&reader->frame);
    put_digests(reader);
    if (report->end == WD_END_UNREADABLE && (!decode->finished || decode->end <= WD_END_CLEAN))
        return; /* refused by its content, for which no damage accounts */
    report->end = decode->end;
    report->end_offset = decode->end_offset;
    note_truncated(reader);
    if (decode->why)
        wd_input_note(report, "%s (byte %llu)", decode->why,
                      (unsigned long long)decode->end_offset);
    note_nothing(reader);
}

static void note_ambiguous(struct wd_reader *reader)
{
    const struct wd_input_report *report = &reader->report;

    if (report->ambiguous > 0)
        wd_input_note(
            &reader->report,
            "ambiguous: %llu record%s a member twice, read both ways (first: line %llu, byte %llu)",
            (unsigned long long)report->ambiguous, report->ambiguous == 1 ? " names" : "s name",
            (unsigned long long)reader->ambiguous.line,
            (unsigned long long)reader->ambiguous.offset);
}

void wd_reader_note_unread(struct wd_reader *reader)
{
    const struct wd_input_report *report = &reader->report;

    if (report->unread > 0)
        wd_input_note(
            &reader->report,
            "%llu record%s more entries or failures than were read (first: line %llu, byte %llu)",
            (unsigned long long)report->unread, report->unread == 1 ? " holds" : "s hold",
            (unsigned long long)reader->unread.line, (unsigned long long)reader->unread.offset);
}

static void note_zeros(struct wd_reader *reader)
{
    const struct wd_input_report *report = &reader->report;

    if (report->zeros > 0 && report->records > 0)
        wd_input_note(&reader->report, "%llu zero bytes passed: holes, as rotation leaves them",
                      (unsigned long long)report->zeros);
}

static void note_charset(struct wd_reader *reader)
{
    const struct wd_charset *charset = wd_blocks_charset(reader->blocks);

    reader->report.alien = charset->alien;
    if (charset->converted > 0)
        wd_input_note(&reader->report,
                      "%llu line%s in GB18030 read as UTF-8: offsets are of the latter",
                      (unsigned long long)charset->converted, charset->converted == 1 ? "" : "s");
    if (charset->alien > 0)
        wd_input_note(&reader->report,
                      "%llu line%s of another character set than UTF-8, UTF-16 and GB18030%s: "
                      "what is not ASCII was not read",
                      (unsigned long long)charset->alien, charset->alien == 1 ? "" : "s",
                      charset->missing ? " (which this system cannot convert)" : "");
}

void wd_reader_tell_end(struct wd_reader *reader)
{
    note_ambiguous(reader);
    wd_reader_note_unread(reader);
    if (reader->blocks)
        note_charset(reader);
    note_zeros(reader);
    report_end(reader);
}
