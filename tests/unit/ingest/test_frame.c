/* Where records begin and end, whatever they are wrapped in. Every row is read at every distance
 * from the end of a block, since that is where framing goes wrong. */
#include "../byte_source.h"

struct row {
    const char *what;
    struct wd_str text;
    const char *records; /* see byte_source.h */
    uint64_t skipped[WD_SKIP_COUNT];
};

static struct wd_buf input, heard;

static int setup(void **state)
{
    (void)state;
    wd_buf_init(&input, 1u << 26);
    wd_buf_init(&heard, 1u << 26);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    wd_buf_done(&input);
    wd_buf_done(&heard);
    return 0;
}

static void check(const struct row *row, size_t distance)
{
    struct byte_source source = {.bytes = wd_buf_str(&input)};
    struct wd_error err;
    struct wd_reader *reader = wd_reader_open_fn(byte_source_read, &source, "test", 0, &err);

    assert_non_null(reader);
    wd_buf_clear(&heard);
    transcribe(&heard, reader, wd_buf_str(&input));
    if (strcmp(wd_buf_cstr(&heard), row->records) != 0)
        fail_msg("%s, %zu bytes before the block's end:\n%swanted:\n%s", row->what, distance,
                 wd_buf_cstr(&heard), row->records);
    const struct wd_input_report *report = wd_reader_report(reader);
    uint64_t lines = 0, skipped = 0;
    for (size_t i = 0; i < heard.len;
         i++) /* every record of these tables begins a line with J or T */
        lines +=
            (i == 0 || heard.ptr[i - 1] == '\n') && (heard.ptr[i] == 'J' || heard.ptr[i] == 'T');
    for (size_t i = 0; i < WD_SKIP_COUNT; i++) {
        skipped += report->skipped[i];
        if (report->skipped[i] != row->skipped[i])
            fail_msg("%s: %llu skipped as %s", row->what, (unsigned long long)report->skipped[i],
                     wd_skip_name((enum wd_skip)i));
    }
    assert_int_equal(report->records, lines + skipped);
    wd_reader_close(reader);
}

static void check_table(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        wd_buf_clear(&input);
        wd_buf_put(&input, rows[i].text);
        check(&rows[i], 0);
        for (size_t distance = 0; distance <= rows[i].text.len; distance++) {
            size_t front = WD_BLOCK_SIZE - distance;
            wd_buf_clear(&input);
            memset(wd_buf_reserve(&input, front), ' ', front);
            input.len = front;
            for (size_t at = 1023; at < front; at += 1024)
                input.ptr[at] = '\n';
            input.ptr[front - 1] = '\n';
            wd_buf_put(&input, rows[i].text);
            check(&rows[i], distance);
        }
    }
}

static void lines_are_records(void **state)
{
    static const struct row rows[] = {
        {"nothing", TEXT(""), "", {0}},
        {"blank lines", TEXT("\n \n\t\r\n\n"), "", {0}},
        {"text", TEXT("one\ntwo\n"), "T one\nT two\n", {0}},
        {"no newline at the end", TEXT("one\ntwo"), "T one\nT two\n", {0}},
        {"CRLF, lone CR", TEXT("a\r\nb\rc\r\n\r\nd"), "T a\nT b\nT c\nT d\n", {0}},
        {"a progress bar", TEXT("1 %\r50 %\r\rdone\nnext"), "T 1 %\nT 50 %\nT done\nT next\n", {0}},
        {"indentation is kept", TEXT("Traceback\n  File x\n"), "T Traceback\nT   File x\n", {0}},
        {"ndjson", TEXT("{\"a\":1}\n{\"b\":2}\n"), "J {\"a\":1}\nJ {\"b\":2}\n", {0}},
        {"ndjson, CRLF, blanks",
         TEXT("{\"a\":1} \r\n  {\"b\":2}\t\n\n{}"),
         "J {\"a\":1}\nJ {\"b\":2}\nJ {}\n",
         {0}},
        {"both by turns",
         TEXT("{\"a\":1}\ntext\n{\"b\":2}\n"),
         "J {\"a\":1}\nT text\nJ {\"b\":2}\n",
         {0}},
        {"JSON behind a prefix stays text",
         TEXT("2026-01-01 {\"a\":1}\n"),
         "T 2026-01-01 {\"a\":1}\n",
         {0}},
        {"braces and brackets in text",
         TEXT("{x} y\n[INFO] z\n[2026-01-01] w\n{'a': 1}\n[]\n[] x\n"),
         "T {x} y\nT [INFO] z\nT [2026-01-01] w\nT {'a': 1}\nT  x\n",
         {0}},
        {"leading NULs", TEXT("\0\0\0{\"a\":1}\n\0\0text\n"), "J {\"a\":1}\nT text\n", {0}},
    };
    (void)state;
    check_table(rows, COUNT(rows));
}

static void values_are_records_however_they_are_printed(void **state)
{
    static const struct row rows[] = {
        {"two on a line",
         TEXT("{\"x\":0}\n{\"a\":1}{\"b\":2} {\"c\":3}, {\"d\":4}\n{\"e\":5}\n"),
         "J {\"x\":0}\nJ {\"a\":1}\nJ {\"b\":2}\nJ {\"c\":3}\nJ "
         "{\"d\":4}\nJ {\"e\":5}\n",
         {0}},
        {"text behind one",
         TEXT("{\"a\":1} tail\n{\"b\":2}\n"),
         "J {\"a\":1}\nT  tail\nJ {\"b\":2}\n",
         {0}},
        {"commas between lines",
         TEXT("{\"a\":1},\n{\"b\":2},\n"),
         "J {\"a\":1}\nJ {\"b\":2}\n",
         {0}},
        {"pretty",
         TEXT("{\n  \"a\": {\n    \"b\": \"}\"\n  }\n}\n"),
         "J {\n  \"a\": {\n    \"b\": \"}\"\n  }\n}\n",
         {0}},
        {"pretty behind a title, twice",
         TEXT("Deny:\n{\n \"a\": 1\n}\n\n{\n \"b\": 2\n}\n"),
         "T Deny:\nJ {\n \"a\": 1\n}\nJ {\n \"b\": 2\n}\n",
         {0}},
        {"pretty without indentation",
         TEXT("{\n\"a\": [\n{\n\"b\": 1\n}\n]\n}\n{\"c\":1}\n"),
         "J {\n\"a\": [\n{\n\"b\": 1\n}\n]\n}\nJ {\"c\":1}\n",
         {0}},
        {"the first line looks whole",
         TEXT("{\"z\":1}\n{ \"x\": {}\n}\n"),
         "J {\"z\":1}\nJ { \"x\": {}\n}\n",
         {0}},
        {"quotes and backslashes",
         TEXT("{\n\"a\": \"\\\"}\\\\\",\n\"b\\\\\": \"{\\\\\\\"\"}\n{\"c\":1}\n"),
         "J {\n\"a\": \"\\\"}\\\\\",\n\"b\\\\\": \"{\\\\\\\"\"}\nJ {\"c\":1}\n",
         {0}},
    };
    (void)state;
    check_table(rows, COUNT(rows));
}

static void elements_of_arrays_are_records(void **state)
{
    static const struct row rows[] = {
        {"compact", TEXT("[{\"a\":1},{\"b\":[2,{}]}]\n"), "J {\"a\":1}\nJ {\"b\":[2,{}]}\n", {0}},
        {"pretty",
         TEXT("[\n  {\n    \"a\": 1\n  },\n  {\"b\": 2}\n]\n"),
         "J {\n    \"a\": 1\n  }\nJ {\"b\": 2}\n",
         {0}},
        {"one a line, one behind the other",
         TEXT("[{\"a\":1}]\n[{\"b\":2}][{\"c\":3}]"),
         "J {\"a\":1}\nJ {\"b\":2}\nJ {\"c\":3}\n",
         {0}},
        {"empty ones", TEXT("[]\n[ ]\n[\n]\n[{}]"), "J {}\n", {0}},
        {"arrays in an array",
         TEXT("[[{\"a\":1}],[{\"b\":2}]]"),
         "J {\"a\":1}\nJ {\"b\":2}\n",
         {0}},
        {"other elements", TEXT("[{},1,\"s,]\",null]"), "J {}\nJ 1\nJ \"s,]\"\nJ null\n", {0}},
        {"lines behind it",
         TEXT("[{\"a\":1}]\ntext\n{\"b\":2}\n"),
         "J {\"a\":1}\nT text\nJ {\"b\":2}\n",
         {0}},
    };
    (void)state;
    check_table(rows, COUNT(rows));
}

static void pages_give_the_records_inside(void **state)
{
    static const struct row rows[] = {
        {"entries",
         TEXT("{\"entries\":[{\"a\":1},{\"b\":2}],\"nextPageToken\":\"t\"}\n{\"c\":3}\n"),
         "J {\"a\":1}\nJ {\"b\":2}\nJ {\"c\":3}\n",
         {0}},
        {"Records, pretty", TEXT("{\n \"Records\": [\n  {\"a\":1}\n ]\n}\n"), "J {\"a\":1}\n", {0}},
        {"the array comes last",
         TEXT("{\"RequestId\":\"r\",\"Events\":[{\"a\":1}]}\n"),
         "J {\"a\":1}\n",
         {0}},
        {"a page on every line",
         TEXT("{\"n\":{},\"value\":[{\"a\":1}]}\n{\"n\":{},\"value\":[{\"b\":1}]}\n"),
         "J {\"a\":1}\nJ {\"b\":1}\n",
         {0}},
        {"a page among lines",
         TEXT("{\"a\":1}\n{\"records\":[{\"b\":1}]}\n{\"c\":1}\n"),
         "J {\"a\":1}\nJ {\"b\":1}\nJ {\"c\":1}\n",
         {0}},
        {"Loki's streams",
         TEXT("{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{"
              "\"stream\":{\"a\":\"b\"},"
              "\"values\":[[\"1\",\"x\"],[\"2\",\"y\",{}]]},{\"stream\":{},\"values\":[[\"3\","
              "\"z\"]]}],"
              "\"stats\":{\"a\":[1]}}}\n"),
         "J [\"1\",\"x\"]\nJ [\"2\",\"y\",{}]\nJ [\"3\",\"z\"]\n",
         {0}},
        {"what Loki is sent, over lines",
         TEXT("{\n \"streams\": [ {\n  \"stream\": {},\n  \"values\": [\n [\"1\", \"x\"] ] } ] "
              "}\n{\"a\":1}\n"),
         "J [\"1\", \"x\"]\nJ {\"a\":1}\n",
         {0}},
        {"streams of something else",
         TEXT("{\"streams\":[{\"decoder\":\"h264\",\"values\":[[\"1\",\"x\"]]}]}\n"),
         "J {\"streams\":[{\"decoder\":\"h264\",\"values\":[[\"1\",\"x\"]]}]}\n",
         {0}},
        {"OpenTelemetry's resources and scopes",
         TEXT("{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"a\":1}]},\"scopeLogs\":[{"
              "\"scope\":{},\"logRecords\":[{\"a\":1},{\"b\":2}]},{\"logRecords\":[{\"c\":3}]"
              ",\"schemaUrl\":\"x\"}]},{\"scopeLogs\":[{\"logRecords\":[{\"d\":4}]}]}]}\n"
              "{\"resourceLogs\":[{\"scopeLogs\":[{\"scope\":{},\"logRecords\":[{\"e\":5}]}]}]}"
              "\n{\"f\":6}\n"
              "{\"resourceLogs\":[{\"resource\":{},\"scopeLogs\":[{\"logRecords\":[{\"g\":7}]}]}]}"
              "\n"),
         "J {\"a\":1}\nJ {\"b\":2}\nJ {\"c\":3}\nJ {\"d\":4}\nJ {\"e\":5}\nJ {\"f\":6}\nJ "
         "{\"g\":7}\n",
         {0}},
        {"streams among lines",
         TEXT("{\"a\":1}\n{\"b\":2}\n{\"streams\":[{\"stream\":{},\"values\":[[\"1\",\"x\"]]}]}\n"
              "{\"c\":3}\n{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"d\":4}]}]}]}\n"),
         "J {\"a\":1}\nJ {\"b\":2}\nJ [\"1\",\"x\"]\nJ {\"c\":3}\nJ {\"d\":4}\n",
         {0}},
        {"resources of something else",
         TEXT("{\"resourceLogs\":[{\"wood\":1}]}\n"),
         "J {\"resourceLogs\":[{\"wood\":1}]}\n",
         {0}},
        {"pages in an array",
         TEXT("[{\"entries\":[{\"a\":1}]},{\"entries\":[]},{\"b\":1}]"),
         "J {\"a\":1}\nJ {\"b\":1}\n",
         {0}},
        {"two arrays in a page",
         TEXT("{\"entries\":[{\"a\":1}],\"x\":{\"y\":\"}\"},\"Records\":[{\"b\":1}],\"z\":[1]}"),
         "J {\"a\":1}\nJ {\"b\":1}\n",
         {0}},
        {"nested deeper",
         TEXT("{\"x\":{\"entries\":[{\"a\":1}]}}\n"),
         "J {\"x\":{\"entries\":[{\"a\":1}]}}\n",
         {0}},
        {"inside a string",
         TEXT("{\"x\":\"\\\"Records\\\":[{\"}\n"),
         "J {\"x\":\"\\\"Records\\\":[{\"}\n",
         {0}},
        {"as a value",
         TEXT("{\"x\":\"entries\",\"y\":[{}]}\n"),
         "J {\"x\":\"entries\",\"y\":[{}]}\n",
         {0}},
        {"no array", TEXT("{\"entries\":{\"a\":[{}]}}\n"), "J {\"entries\":{\"a\":[{}]}}\n", {0}},
        {"no array of objects", TEXT("{\"value\":[1,2]}\n"), "J {\"value\":[1,2]}\n", {0}},
        {"a log entry's own",
         TEXT("{\"insertId\":\"i\",\"records\":[{}]}\n"),
         "J {\"insertId\":\"i\",\"records\":[{}]}\n",
         {0}},
    };
    (void)state;
    check_table(rows, COUNT(rows));
}

static void one_broken_value_costs_only_itself(void **state)
{
    static const struct row rows[] = {
        {"a bad line",
         TEXT("{\"a\":1}\n{\"b\":}\n{\"c\":3}\n"),
         "J {\"a\":1}\nJ {\"c\":3}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"a bad first line",
         TEXT("{\"b\":}\n{\"c\":3}\n"),
         "J {\"c\":3}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"a bad element",
         TEXT("[{\"a\":1},{bad},{\"c\":3}]"),
         "J {\"a\":1}\nJ {\"c\":3}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"a bare word",
         TEXT("[{\"a\":1},bad,{\"c\":3}]"),
         "J {\"a\":1}\nJ {\"c\":3}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"a quote missing in a pretty array",
         TEXT("[\n  {\n    \"a\": \"x,\n    \"b\": 1\n  },\n  {\n    \"c\": 3\n  }\n]\n"),
         "J {\n    \"c\": 3\n  }\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"a brace missing in a pretty array",
         TEXT("[\n  {\n    \"a\": {\n      \"b\": 1\n  },\n  {\n    \"c\": 3\n  },\n  {\n    "
              "\"d\": 3\n  }\n]\n"),
         "J {\n    \"c\": 3\n  }\nJ {\n    \"d\": 3\n  }\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"a brace too many", TEXT("[{\"a\":1}},{\"b\":2}]"), "J {\"a\":1}\nJ {\"b\":2}\n", {0}},
        {"a brace missing at the end",
         TEXT("[{\"a\":1},{\"b\":{]\n{\"c\":1}\n"),
         "J {\"a\":1}\nJ {\"c\":1}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"an object not closed, then text",
         TEXT("{\"a\": \"unended\ntext\nmore\n{\"b\":1}\n"),
         "T text\nT more\nJ {\"b\":1}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"a record cut, then the next",
         TEXT("{\"a\": {\"b\": 1\n{\"c\":1}\n{\"d\":1}\n"),
         "J {\"c\":1}\nJ {\"d\":1}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"cut inside an array",
         TEXT("{\"Records\":[{\"a\":1},{\"b\":\"x"),
         "J {\"a\":1}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"cut between elements", TEXT("[{\"a\":1},"), "J {\"a\":1}\n", {0}},
        {"an array cut, then lines",
         TEXT("[{\"a\":1},\ntext\n{\"b\":1}\n"),
         "J {\"a\":1}\nT text\nJ {\"b\":1}\n",
         {0}},
        {"an array cut, then lines with times",
         TEXT("[{\"a\":1},\n2026-01-01 text\ntrue x\n"),
         "J {\"a\":1}\nT 2026-01-01 text\nT true x\n",
         {0}},
        {"a page cut, then lines",
         TEXT("{\"entries\":[{\"a\":1}],\"x\":\n{\"b\":1}\ntext\n"),
         "J {\"a\":1}\nT text\n",
         {0}},
        {"not closed at the end",
         TEXT("{\"a\":1}\n{\n  \"b\": [\n"),
         "J {\"a\":1}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"a brace alone at the end",
         TEXT("{\"a\":1}\n{"),
         "J {\"a\":1}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"comments",
         TEXT("{\n  // no\n  \"a\": 1\n}\n{\"b\":1}\n"),
         "T {\nT   // no\nT   \"a\": 1\nT }\nJ {\"b\":1}\n",
         {0}},
        {"single quotes inside",
         TEXT("{\n  \"a\": 'x'\n}\n{\"b\":1}\n"),
         "J {\"b\":1}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"binary lines",
         TEXT("\x01\0\x02\0\x03\0\x04\na line of text that is long enough for the whole not to "
              "pass for a binary file, and so on, and on\n"),
         "T a line of text that is long enough for the whole not to pass for a binary file, and so "
         "on, and on\n",
         {[WD_SKIP_BINARY] = 1}},
    };
    (void)state;
    check_table(rows, COUNT(rows));
}

static void copies_from_the_logs_explorer_become_json(void **state)
{
    static const struct row rows[] = {
        {"one",
         TEXT("{\ninsertId: \"x}\\\"\"\nhttpRequest: {\nstatus: 401\n}\nresource: {2}\n@type: "
              "\"t\"\n}\ntext\n"),
         "J= "
         "{\"insertId\":\"x}\\\"\",\"httpRequest\":{\"status\":401},\"resource\":{},\"@type\":"
         "\"t\"}\nT text\n",
         {0}},
        {"indented, with arrays",
         TEXT("{\n  list: [\n    0: {\n      granted: true\n      name: \"a b\"\n    }\n    1: "
              "\"s\"\n "
              " ]\n  empty: [0]\n  n: null\n}\n"),
         "J= {\"list\":[{\"granted\":true,\"name\":\"a b\"},\"s\"],\"empty\":[],\"n\":null}\n",
         {0}},
        {"not one after all", TEXT("{\nfoo: {\nbar\n"), "T {\nT foo: {\nT bar\n", {0}},
        {"a block of text",
         TEXT("{\n  Code: Denied by x, action: y\n}\nnext\n"),
         "T {\nT   Code: Denied by x, action: y\nT }\nT next\n",
         {0}},
    };
    (void)state;
    check_table(rows, COUNT(rows));
}

static void a_key_alone_is_no_page(void **state)
{
    static const struct row rows[] = {
        {"cut behind the name", TEXT("{\"entries\""), "", {[WD_SKIP_MALFORMED] = 1}},
        {"cut behind the bracket", TEXT("{\"entries\":["), "", {[WD_SKIP_MALFORMED] = 1}},
        {"an empty page", TEXT("{\"entries\":[]}\n{\"a\":1}\n"), "J {\"a\":1}\n", {0}},
    };
    (void)state;
    check_table(rows, COUNT(rows));
}

static void yaml_documents_become_json(void **state)
{
    static const struct row rows[] = {
        {"two documents",
         TEXT("---\ninsertId: a\nlabels:\n  n: '1'\n  m: 2\n  t: true\n---\ninsertId: b\nlist:\n- "
              "x\n- y: z\n"),
         "J= {\"insertId\":\"a\",\"labels\":{\"n\":\"1\",\"m\":2,\"t\":true}}\n"
         "J= {\"insertId\":\"b\",\"list\":[\"x\",{\"y\":\"z\"}]}\n",
         {0}},
        {"folded, quoted and block scalars",
         TEXT("---\nlogName: p\nm: one two\n  three\nq: 'it''s'\nd: \"a\\nb\"\nb: |-\n  l1\n  "
              "l2\ne:\n"),
         "J= {\"logName\":\"p\",\"m\":\"one two "
         "three\",\"q\":\"it's\",\"d\":\"a\\u000ab\",\"b\":\"l1\\u000al2\",\"e\":null}\n",
         {0}},
        {"numbers that are identifiers",
         TEXT("---\ninsertId: 12345678901234567890\nn: 007\nx: -1.50\n"),
         "J= {\"insertId\":\"12345678901234567890\",\"n\":\"007\",\"x\":-1.50}\n",
         {0}},
        {"a bad document between good ones",
         TEXT("---\ninsertId: a\n---\nlogName: {\n---\ninsertId: c\n"),
         "J= {\"insertId\":\"a\"}\nJ= {\"insertId\":\"c\"}\n",
         {[WD_SKIP_MALFORMED] = 1}},
        {"aliases are not followed",
         TEXT("---\nlabels: &a {x: 1}\nresource: *a\n"),
         "J= {\"labels\":{\"x\":1},\"resource\":null}\n",
         {0}},
        {"a rule between lines of text", TEXT("one\n---\ntwo\n"), "T one\nT ---\nT two\n", {0}},
    };
    (void)state;
    check_table(rows, COUNT(rows));
}

static void yaml_needs_no_separator_at_the_very_start(void **state)
{
    static const struct row row = {
        "first document",
        TEXT("httpRequest:\n  status: 403\ninsertId: a\n---\ninsertId: b\n"),
        "J= {\"httpRequest\":{\"status\":403},\"insertId\":\"a\"}\nJ= "
        "{\"insertId\":\"b\"}\n",
        {0}};
    (void)state;

    wd_buf_clear(&input);
    wd_buf_put(&input, row.text);
    check(&row, 0);
}

/* A Chinese console's words, of which the first byte might begin a character of UTF-8. */
static void a_line_of_another_character_set_may_begin_at_a_blocks_end(void **state)
{
    static const char gbk[] = "\xc3\xbb\xd3\xd0\xc8\xa8\xcf\xde\n";
    size_t front = WD_BLOCK_SIZE - 1, records = 0;
    struct wd_record record;
    struct wd_error err;
    (void)state;

    wd_buf_clear(&input);
    memset(wd_buf_reserve(&input, front), '\n', front);
    input.len = front;
    wd_buf_put(&input, wd_str_of(gbk));
    struct byte_source source = {.bytes = wd_buf_str(&input)};
    struct wd_reader *reader = wd_reader_open_fn(byte_source_read, &source, "test", 0, &err);
    assert_non_null(reader);
    while (wd_reader_next(reader, &record, &err) > 0) {
        assert_true(wd_str_eqz(record.body, "\xe6\xb2\xa1\xe6\x9c\x89\xe6\x9d\x83\xe9\x99\x90"));
        records++;
    }
    assert_int_equal(records, 1);
    wd_reader_close(reader);
}

static void what_describe_prints_is_one_document(void **state)
{
    static const struct row rows[] = {
        {"a job",
         TEXT("createTime: x\nerror:\n  code: 7\n  message: 'a\n    b'\nname: j\n"),
         "J= {\"createTime\":\"x\",\"error\":{\"code\":7,\"message\":\"a b\"},\"name\":\"j\"}\n",
         {0}},
        {"a list of them",
         TEXT("name: a\nstate: FAILED\n---\nname: b\nstate: OK\n"),
         "J= {\"name\":\"a\",\"state\":\"FAILED\"}\nJ= {\"name\":\"b\",\"state\":\"OK\"}\n",
         {0}},
        {"nothing tells how it stands", TEXT("name: a\nsize: 1\n"), "T name: a\nT size: 1\n", {0}},
        {"lines of a log behind it",
         TEXT("name: a\nstate: b\n2026 ERROR c\n"),
         "T name: a\nT state: b\nT 2026 ERROR c\n",
         {0}},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        wd_buf_clear(&input);
        wd_buf_put(&input, rows[i].text);
        check(&rows[i], 0);
    }
}

static void a_sentence_behind_metadata_is_text(void **state)
{
    static const struct row rows[] = {
        {"a client's error",
         TEXT("metadata: GCE metadata \"instance/token\" not defined\n"),
         "T metadata: GCE metadata \"instance/token\" not defined\n",
         {0}},
        {"an operator's line", TEXT("operation: refused\n"), "T operation: refused\n", {0}},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        wd_buf_clear(&input);
        wd_buf_put(&input, rows[i].text);
        check(&rows[i], 0);
    }
}

/* ---- sizes ------------------------------------------------------------------------------------- */

static void a_byte_order_mark_is_passed_over(void **state)
{
    static const struct row row = {"mark", TEXT("\xEF\xBB\xBF{\"a\":1}\n"), "J {\"a\":1}\n", {0}};
    (void)state;

    wd_buf_clear(&input);
    wd_buf_put(&input, row.text);
    check(&row, 0);
}

static struct wd_input_report read_input(void)
{
    struct byte_source source = {.bytes = wd_buf_str(&input)};

    return report_of_closed(read_all(&heard, &source, 0));
}

static void fill(size_t count, char c)
{
    memset(wd_buf_reserve(&input, count), c, count);
    input.len += count;
}

static void a_record_may_be_as_long_as_the_maximum_and_no_longer(void **state)
{
    static const char *const before[] = {"", "[", "{\"x\":1}\n"};
    static const char *const behind[] = {"\n{\"next\":1}\n", ",{\"next\":1}]", "\n{\"next\":1}\n"};
    (void)state;

    for (size_t kind = 0; kind < COUNT(before); kind++)
        for (size_t len = WD_RECORD_MAX - 1; len <= WD_RECORD_MAX + 1; len++) {
            wd_buf_clear(&input);
            wd_buf_putz(&input, before[kind]);
            wd_buf_putz(&input, "{\"a\":\"");
            fill(len - 8, 'x');
            wd_buf_putz(&input, "\"}");
            wd_buf_putz(&input, behind[kind]);
            struct wd_input_report report = read_input();
            assert_int_equal(report.skipped[WD_SKIP_TOO_LONG], len > WD_RECORD_MAX);
            assert_int_equal(report.records, 2 + (kind == 2));
            assert_non_null(strstr(wd_buf_cstr(&heard), "{\"next\":1}"));
        }
}

static void a_value_far_too_long_is_passed_to_its_end(void **state)
{
    (void)state;
    wd_buf_clear(&input);
    wd_buf_putz(&input, "[{\"a\":[");
    for (size_t i = 0; i < 800000; i++)
        wd_buf_putz(&input, "\"\\\\x{\",");
    wd_buf_putz(&input, "1]},{\"next\":1}]");
    struct wd_input_report report = read_input();
    assert_int_equal(report.skipped[WD_SKIP_TOO_LONG], 1);
    assert_int_equal(report.records, 2);
    assert_non_null(strstr(wd_buf_cstr(&heard), "{\"next\":1}"));
}

static void an_object_never_closed_does_not_swallow_the_file(void **state)
{
    (void)state;
    wd_buf_clear(&input);
    wd_buf_putz(&input, "{\"a\": [\n");
    for (size_t i = 0; i < 400000; i++)
        wd_buf_putz(&input, "  {\"n\": 1},\n");
    wd_buf_putz(&input, "text\n");
    struct wd_input_report report = read_input();
    assert_int_equal(report.skipped[WD_SKIP_TOO_LONG], 1);
    assert_non_null(strstr(wd_buf_cstr(&heard), " text\n"));
}

static void a_yaml_document_too_long_is_passed_to_the_next(void **state)
{
    static const char *const behind[] = {"'\n---\ninsertId: next\n", "'\n"};
    (void)state;

    for (size_t kind = 0; kind < COUNT(behind); kind++)
        for (size_t extra = 0; extra < 2; extra++) {
            wd_buf_clear(&input);
            wd_buf_putz(&input, "---\ninsertId: a\n---\ninsertId: b\nlong: '");
            fill(WD_RECORD_MAX + extra * 700001, 'x');
            wd_buf_putz(&input, behind[kind]);
            struct wd_input_report report = read_input();
            assert_int_equal(report.skipped[WD_SKIP_TOO_LONG], 1);
            assert_int_equal(report.records, 3 - kind);
            assert_int_equal(strstr(wd_buf_cstr(&heard), "\"next\"") != NULL, kind == 0);
        }
}

static void a_yaml_document_that_becomes_too_long_is_skipped(void **state)
{
    (void)state;
    wd_buf_clear(&input);
    wd_buf_putz(&input, "---\ninsertId: a\nlong: \"");
    for (size_t i = 0; i < 500000; i++) /* two bytes become six */
        wd_buf_putz(&input, "\\n");
    wd_buf_putz(&input, "\"\n---\ninsertId: next\n");
    struct wd_input_report report = read_input();
    assert_int_equal(report.skipped[WD_SKIP_TOO_LONG], 1);
    assert_int_equal(report.records, 2);
    assert_non_null(strstr(wd_buf_cstr(&heard), "\"next\""));
}

static void a_long_line_of_text_is_read_in_pieces(void **state)
{
    static const size_t lengths[] = {WD_TEXT_LINE_MAX - 1, WD_TEXT_LINE_MAX, WD_TEXT_LINE_MAX + 1,
                                     WD_TEXT_LINE_MAX + 600000};
    (void)state;

    for (size_t i = 0; i < COUNT(lengths); i++) {
        size_t len = lengths[i];
        wd_buf_clear(&input);
        fill(len, 'x');
        wd_buf_putz(&input, "\nnext\n");
        struct wd_input_report report = read_input();
        assert_int_equal(report.records, 1 + (len + WD_TEXT_LINE_MAX - 1) / WD_TEXT_LINE_MAX);
        assert_int_equal(report.note_count, len > WD_TEXT_LINE_MAX);
        assert_int_equal(heard.ptr[1] == '~', len > WD_TEXT_LINE_MAX);
        assert_non_null(strstr(wd_buf_cstr(&heard), "next\n"));
    }
}

static void a_page_larger_than_any_record_is_read_element_by_element(void **state)
{
    (void)state;
    wd_buf_clear(&input);
    wd_buf_putz(&input, "{\"nextPageToken\":\"t\",\"entries\":[{\"first\":1}");
    for (size_t i = 0; i < 300000; i++)
        wd_buf_putz(&input, ",{\"n\":\"1\"}");
    wd_buf_putz(&input, "]}");
    struct wd_input_report report = read_input();
    assert_int_equal(report.records, 300001);
    assert_int_equal(report.format, WD_FORMAT_PAGE);
}

static void documents_without_any_newline_are_told_apart(void **state)
{
    (void)state;
    wd_buf_clear(&input);
    for (size_t i = 0; i < 200000; i++)
        wd_buf_putz(&input, "{\"n\":\"1\"}");
    struct wd_input_report report = read_input();
    assert_int_equal(report.records, 200000);
    assert_int_equal(report.format, WD_FORMAT_JSON);
}

static void deep_nesting_neither_hangs_nor_hides_what_follows(void **state)
{
    static const char *const openings[] = {"[", "{\"a\":", "[{\"a\":", "{\"entries\":["};
    (void)state;

    for (size_t kind = 0; kind < COUNT(openings); kind++)
        for (size_t depth = 60; depth < 300000; depth *= 17) {
            wd_buf_clear(&input);
            wd_buf_putz(&input, "{\"first\":1}\n");
            for (size_t i = 0; i < depth; i++)
                wd_buf_putz(&input, openings[kind]);
            wd_buf_putz(&input, "\nlast line\n");
            struct wd_input_report report = read_input();
            assert_true(report.records >= 1);
            assert_non_null(strstr(wd_buf_cstr(&heard), "last line\n"));
        }
}

static void the_format_is_what_there_is_most_of(void **state)
{
    static const struct {
        struct wd_str text;
        enum wd_format format;
    } rows[] = {
        {TEXT(""), WD_FORMAT_EMPTY},
        {TEXT("\n\n"), WD_FORMAT_EMPTY},
        {TEXT("{}\n{}\ntext\n"), WD_FORMAT_NDJSON},
        {TEXT("text\ntext\n{}\n"), WD_FORMAT_TEXT},
        {TEXT("{\n}\n{\n}\n"), WD_FORMAT_JSON},
        {TEXT("{\"a\":1}{\"a\":1}{\"a\":1}"), WD_FORMAT_JSON},
        {TEXT("[{},{}]"), WD_FORMAT_ARRAY},
        {TEXT("[]"), WD_FORMAT_ARRAY},
        {TEXT("{\"entries\":[]}"), WD_FORMAT_PAGE},
        {TEXT("{\"entries\":[{}]}"), WD_FORMAT_PAGE},
        {TEXT("{\ninsertId: \"x\"\n}\n"), WD_FORMAT_EXPLORER},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        wd_buf_clear(&input);
        wd_buf_put(&input, rows[i].text);
        struct wd_input_report report = read_input();
        if (report.format != rows[i].format)
            fail_msg("row %zu: %s", i, wd_format_name(report.format));
    }
}

static void content_that_is_no_text_is_named(void **state)
{
    static const struct {
        struct wd_str text;
        const char *word;
    } rows[] = {
        {TEXT("PK\x03\x04xxxx"), "zip"},
        {TEXT("\x7F"
              "ELF\x02\x01"),
         "program"},
        {TEXT("a\x01\x02\x03\0\0\0\0\x04\x05"), "binary"},
        {TEXT("SQLite format 3\0x"), "SQLite"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        wd_buf_clear(&input);
        wd_buf_put(&input, rows[i].text);
        struct wd_input_report report = read_input();
        assert_int_equal(report.end, WD_END_UNREADABLE);
        assert_int_equal(report.records, 0);
        assert_non_null(strstr(report.notes[0], rows[i].word));
    }
}

/* ASCII as UTF-16, in either order, with the mark or without. */
static void widen(struct wd_str text, bool big, bool mark)
{
    wd_buf_clear(&input);
    if (mark)
        wd_buf_put(&input, big ? WD_STR("\xFE\xFF") : WD_STR("\xFF\xFE"));
    for (size_t i = 0; i < text.len; i++) {
        if (big)
            wd_buf_putc(&input, '\0');
        wd_buf_putc(&input, text.ptr[i]);
        if (!big)
            wd_buf_putc(&input, '\0');
    }
}

static void answers_are_entered_where_their_entries_stand(void **state)
{
#define ENTRY(n) "{\"logName\":" n "}"
#define HEARD    "J " ENTRY("1") "\nJ " ENTRY("2") "\n"
    static const struct row rows[] = {
        {"a list of another name", TEXT("{\"data\":[" ENTRY("1") "," ENTRY("2") "]}"), HEARD, {0}},
        {"members before and behind",
         TEXT("{\"meta\":{\"a\":[{\"b\":1}]},\"n\":-1.5,\"s\":\"]}\\\"\",\"data\":[" ENTRY(
             "1") "," ENTRY("2") "],\"next\":\"x\",\"more\":{\"a\":[1]}}\ntext\n"),
         HEARD "T text\n",
         {0}},
        {"lists in objects",
         TEXT("{\"body\": {\"page\": {\n \"Events\": [ " ENTRY("1") " ,\n" ENTRY("2") " ] } } }"),
         HEARD,
         {0}},
        {"the entry's name is not its first",
         TEXT("{\"hits\":{\"hits\":[{\"_id\":\"1\",\"a\":{\"b\":[]},\"_source\":{}}]}}"),
         "J {\"_id\":\"1\",\"a\":{\"b\":[]},\"_source\":{}}\n",
         {0}},
        {"one answer behind another",
         TEXT("{\"data\":[" ENTRY("1") "]}\n{\"data\":[" ENTRY("2") "]}\n"),
         HEARD,
         {0}},
        {"an object that is a record",
         TEXT("{\"message\":\"no\",\"data\":[" ENTRY("1") "]}\n"),
         "J {\"message\":\"no\",\"data\":[" ENTRY("1") "]}\n",
         {0}},
        {"an object that tells of an error",
         TEXT("{\"error\":{},\"data\":[" ENTRY("1") "]}\n"),
         "J {\"error\":{},\"data\":[" ENTRY("1") "]}\n",
         {0}},
        {"a logger's, told behind the list",
         TEXT("{\"data\":[" ENTRY("1") "],\"level\":\"info\"}\n"),
         "J {\"data\":[" ENTRY("1") "],\"level\":\"info\"}\n",
         {0}},
        {"an entry that quotes entries",
         TEXT("{\"logName\":1,\"data\":[" ENTRY("1") "]}\n"),
         "J {\"logName\":1,\"data\":[" ENTRY("1") "]}\n",
         {0}},
        {"a list of something else",
         TEXT("{\"data\":[{\"a\":1}]}\n"),
         "J {\"data\":[{\"a\":1}]}\n",
         {0}},
        {"cut off before a list", TEXT("{\"data\":{\"a\":"), "", {[WD_SKIP_MALFORMED] = 1}},
    };

    (void)state;
    check_table(rows, COUNT(rows));
}

static void utf16_is_read_as_what_it_says(void **state)
{
    (void)state;
    for (unsigned variant = 0; variant < 4; variant++) {
        widen(WD_STR("one line\r\n{\"a\": 1}\r\n"), variant & 1, variant & 2);
        struct wd_input_report report = read_input();
        assert_int_equal(report.records, 2);
        assert_int_equal(report.note_count, 1);
        assert_non_null(strstr(wd_buf_cstr(&heard), "T one line\n"));
        assert_non_null(strstr(wd_buf_cstr(&heard), "{\"a\": 1}"));
    }
}

static void utf16_longer_than_a_block_loses_nothing(void **state)
{
    struct wd_buf lines;

    (void)state;
    wd_buf_init(&lines, 4 * WD_BLOCK_SIZE);
    for (unsigned i = 0; i < 40000; i++)
        wd_buf_printf(&lines, "line %u\n", i);
    widen(wd_buf_str(&lines), false, true);
    wd_buf_put(&input,
               WD_STR("\x3D\xD8\x00\xDE\x3D\xD8")); /* a pair of surrogates, and half of one */
    struct wd_input_report report = read_input();
    assert_int_equal(report.records, 40001);
    assert_non_null(strstr(wd_buf_cstr(&heard), "T line 39999\nT \xF0\x9F\x98\x80\xEF\xBF\xBD\n"));
    wd_buf_done(&lines);
}

static void utf16_that_ends_inside_a_character_is_cut_off(void **state)
{
    static const struct {
        bool big, mark;
        struct wd_str behind;
        bool cut;
    } rows[] = {
        {false, true, TEXT("x"), true},           {true, false, TEXT("\n"), true},
        {false, true, TEXT("\x3D\xD8"), true},    {true, true, TEXT("\xD8\x3D"), true},
        {true, true, TEXT("\xD8\x3D\xDE"), true}, {false, true, TEXT("\x3D\xD8\x00\xDE"), false},
        {false, true, TEXT("\x00\xDE"), false}, /* a low half is wrong, but nothing is missing behind it */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        widen(WD_STR("one line\r\n{\"a\": 1}\r\n"), rows[i].big, rows[i].mark);
        wd_buf_put(&input, rows[i].behind);
        struct wd_input_report report = read_input();
        assert_int_equal(report.end == WD_END_TRUNCATED, rows[i].cut);
        assert_int_equal(report.note_count, rows[i].cut ? 2 : 1);
    }
}

/* Wherever in a block its bytes begin, at the end of a pair of surrogates' half, too. */
static void lines_that_another_program_appends_to_utf16_are_read(void **state)
{
    static const size_t around[] = {0, WD_BLOCK_SIZE / 4, WD_BLOCK_SIZE / 2, WD_BLOCK_SIZE};
    static const char appended[] = "2026-10-03T10:00:00Z INFO one\r\n{\"insertId\": \"A-1\", "
                                   "\"n\": 2, \"severity\": \"INFO\"}\n";
    struct wd_buf text;

    (void)state;
    wd_buf_init(&text, 2 * WD_BLOCK_SIZE);
    for (unsigned i = 0; i < 4 * 48; i++) {
        size_t line = around[i / 48] + 2 * (i % 48);
        wd_buf_clear(&text);
        while (text.len < line)
            wd_buf_putc(&text, 'x');
        wd_buf_putc(&text, '\n');
        widen(wd_buf_str(&text), false, true);
        if (i % 2)
            wd_buf_put(&input, WD_STR("\x3D\xD8"));
        wd_buf_put(&input, wd_str_of(appended));
        struct wd_input_report report = read_input();
        assert_int_not_equal(report.end, WD_END_TRUNCATED);
        assert_non_null(strstr(wd_buf_cstr(&heard), "Z INFO one\n"));
        assert_non_null(strstr(wd_buf_cstr(&heard),
                               "{\"insertId\": \"A-1\", \"n\": 2, \"severity\": \"INFO\"}"));
    }
    wd_buf_done(&text);
}

static void utf16_of_signs_and_kana_is_not_taken_for_single_bytes(void **state)
{
    struct wd_buf text;

    (void)state;
    wd_buf_init(&text, WD_BLOCK_SIZE);
    for (unsigned i = 0; i < 64;
         i++) /* U+2550, U+307E, U+4E2D, U+0D2E: both bytes are ASCII or a return */
        wd_buf_put(&text, i < 16   ? WD_STR("\x50\x25")
                          : i < 32 ? WD_STR("\x7E\x30")
                          : i < 48 ? WD_STR("\x2D\x4E")
                                   : WD_STR("\x2E\x0D"));
    wd_buf_clear(&input);
    wd_buf_put(&input, WD_STR("\xFF\xFE"));
    wd_buf_put(&input, wd_buf_str(&text));
    read_input();
    assert_null(strstr(wd_buf_cstr(&heard), "P%"));
    assert_non_null(strstr(wd_buf_cstr(&heard), "\xE0\xB4\xAE\n"));
    wd_buf_done(&text);
}

#define WU_QUAN_GB    "\xCE\xDE\xC8\xA8" /* two hanzi, "no right" */
#define WU_QUAN       "\xE6\x97\xA0\xE6\x9D\x83"
#define BIG5_OF_A_SET "\xB1\x7A\xA8\x53\xA6\xB3\xC5\x76\xAD\xAD\xB0\xF5\xA6\xE6"

static void lines_of_chinese_consoles_are_read_among_others(void **state)
{
    static const struct {
        struct wd_str bytes, heard;
        unsigned notes;
        uint64_t alien;
    } rows[] = {
        {TEXT("ok\n" WU_QUAN_GB " oss\n"), TEXT("T ok\nT " WU_QUAN " oss\n"), 1, 0},
        {TEXT(WU_QUAN "\n" WU_QUAN_GB), TEXT("T " WU_QUAN "\nT " WU_QUAN "\n"), 1, 0},
        {TEXT("{\"a\": \"" WU_QUAN_GB "\"}\n"), TEXT("{\"a\": \"" WU_QUAN "\"}"), 1, 0},
        {TEXT("Gr\xF6\xDF"
              "e\n"),
         TEXT("T Gr\xF6\xDF"
              "e\n"),
         0, 0},
        {TEXT("caf\xE9 \xE9t\xE9\n"), TEXT("T caf\xE9 \xE9t\xE9\n"), 0, 0},
        {TEXT(BIG5_OF_A_SET "\n"), TEXT("T " BIG5_OF_A_SET "\n"), 1, 1},
        {TEXT(WU_QUAN WU_QUAN "\xE6\x9D"), TEXT("T " WU_QUAN WU_QUAN "\xE6\x9D\n"), 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wd_buf_clear(&input);
        wd_buf_put(&input, rows[i].bytes);
        struct wd_input_report report = read_input();
        assert_non_null(strstr(wd_buf_cstr(&heard), rows[i].heard.ptr));
        assert_int_equal(report.note_count, rows[i].notes);
        assert_int_equal(report.alien, rows[i].alien);
        assert_int_equal(wd_input_partial(&report), rows[i].alien > 0);
    }
}

static void lines_are_converted_over_the_ends_of_blocks(void **state)
{
    (void)state;
    wd_buf_clear(&input);
    for (unsigned i = 0; i < 40000; i++)
        wd_buf_printf(&input, "%u " WU_QUAN_GB "\n", i);
    for (size_t i = 0; i < WD_BLOCK_SIZE / 7; i++) /* one line of more than half a block */
        wd_buf_putz(&input, WU_QUAN_GB);
    struct wd_input_report report = read_input();
    assert_true(report.records > 40000);
    assert_non_null(strstr(wd_buf_cstr(&heard), "T 0 " WU_QUAN "\n"));
    assert_non_null(strstr(wd_buf_cstr(&heard), "T 39999 " WU_QUAN "\n"));
    assert_non_null(strstr(wd_buf_cstr(&heard), WU_QUAN WU_QUAN WU_QUAN));
    assert_null(strstr(wd_buf_cstr(&heard), WU_QUAN_GB WU_QUAN_GB));
}

static void json_that_breaks_off_among_text_is_text(void **state)
{
    static const struct row rows[] = {
        {"the body of an answer",
         TEXT("refused:\n{\n \"code\": 403,\n \"m\": \"cut (trunc...)\nnext\n"),
         "T refused:\nT {\nT  \"code\": 403,\nT  \"m\": \"cut (trunc...)\nT next\n",
         {0}},
        {"a body that begins in a sentence",
         TEXT("x failed: {\n \"e\": [\n  {\n   \"m\": 1\n  },\n  {\n  }\n ]\n}\n{\"a\":1}\n"),
         "T x failed: {\nT  \"e\": [\nT   {\nT    \"m\": 1\nT   },\nT   {\nT   }\nT  ]\nT }\nJ "
         "{\"a\":1}\n",
         {0}},
        {"an entry set in below a sentence",
         TEXT("x failed: {\nnext\n  {\"a\":1}\n"),
         "T x failed: {\nT next\nJ {\"a\":1}\n",
         {0}},
        {"at the end of the input",
         TEXT("refused:\n{\n \"code\": 403,\n"),
         "T refused:\nT {\nT  \"code\": 403,\n",
         {0}},
        {"a copied entry with a quote inside",
         TEXT("{\ninsertId: \"a\"\ntextPayload: \"say \"no\" now\"\n}\n"),
         "T {\nT insertId: \"a\"\nT textPayload: \"say \"no\" now\"\nT }\n",
         {0}},
        {"names without quotes that are no YAML",
         TEXT("settings: {\n a: \"x\"\n b: \"y\"\n}\n"),
         "T settings: {\nT  a: \"x\"\nT  b: \"y\"\nT }\n",
         {0}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        wd_buf_clear(&input);
        wd_buf_put(&input, rows[i].text);
        check(&rows[i], 0);
    }
}

/* The flags of the first record of what stands in `input`. */
static unsigned first_flags(void)
{
    struct byte_source source = {.bytes = wd_buf_str(&input)};
    struct wd_record record;
    struct wd_error err;
    struct wd_reader *reader = wd_reader_open_fn(byte_source_read, &source, "test", 0, &err);

    assert_non_null(reader);
    assert_int_equal(wd_reader_next(reader, &record, &err), 1);
    wd_reader_close(reader);
    return record.flags;
}

static void a_record_before_a_programs_lines_was_printed_by_it(void **state)
{
    static const struct {
        const char *text;
        bool printed;
    } rows[] = {
        {"{\"protoPayload\":{}}\nserver ready\n", true},
        {"{\"protoPayload\":{}}\n{\"level\":\"info\",\"msg\":\"up\"}\n", true},
        {"{\"protoPayload\":{}}\n{\"port\":8080,\"event\":\"up\"}\n", true},
        {"{\n  \"protoPayload\": {\n  }\n}\n\nserver ready", true},
        {"[{\"protoPayload\":{}}]\nserver ready\n", true},
        {"\xef\xbb\xbf{\"logName\":\"\\\"x\"}\r\n[INFO] up\r\n", true},
        {"{\"protoPayload\":{}}\n{\"level\":\"info\",\"data\":{\"kind\":1}}", true},
        {"{\"protoPayload\":{}}\n", false},
        {"{\"protoPayload\":{}}", false},
        {"{\"protoPayload\":{}}\n{\"logName\":\"x\",\"textPayload\":\"server ready\"}\n", false},
        {"{\n \"protoPayload\": {\n \"a\": \"}\"}\n}\n{\n \"jsonPayload\": {\"level\": 1}\n}\n",
         false},
        {"[\n{\"protoPayload\":{}},\n{\"textPayload\":\"x\"}\n]\n", false},
        {"{\"protoPayload\":{},\n{\"protoPayload\":{}}\n", false}, /* torn */
        {"{\"message\":{\"data\":\"e30=\"}}\n{\"message\":{\"data\":\"e30=\"}}\n", false},
        {"{\"__time__\":1,\"event\":\"{}\"}\n{\"__time__\":1,\"content\":\"up\"}\n", false},
        {"{\"kind\":\"Event\",\"level\":\"Metadata\",\"auditID\":\"1\"}\n{\"eventName\":\"x\"}\n",
         false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        wd_buf_clear(&input);
        wd_buf_put(&input, wd_str_of(rows[i].text));
        if (((first_flags() & WD_RECORD_LOGGED) != 0) != rows[i].printed)
            fail_msg("%s", rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_records),
        cmocka_unit_test(values_are_records_however_they_are_printed),
        cmocka_unit_test(elements_of_arrays_are_records),
        cmocka_unit_test(pages_give_the_records_inside),
        cmocka_unit_test(one_broken_value_costs_only_itself),
        cmocka_unit_test(copies_from_the_logs_explorer_become_json),
        cmocka_unit_test(a_key_alone_is_no_page),
        cmocka_unit_test(yaml_documents_become_json),
        cmocka_unit_test(yaml_needs_no_separator_at_the_very_start),
        cmocka_unit_test(what_describe_prints_is_one_document),
        cmocka_unit_test(a_line_of_another_character_set_may_begin_at_a_blocks_end),
        cmocka_unit_test(a_sentence_behind_metadata_is_text),
        cmocka_unit_test(a_byte_order_mark_is_passed_over),
        cmocka_unit_test(a_record_may_be_as_long_as_the_maximum_and_no_longer),
        cmocka_unit_test(a_value_far_too_long_is_passed_to_its_end),
        cmocka_unit_test(an_object_never_closed_does_not_swallow_the_file),
        cmocka_unit_test(a_yaml_document_too_long_is_passed_to_the_next),
        cmocka_unit_test(a_yaml_document_that_becomes_too_long_is_skipped),
        cmocka_unit_test(a_long_line_of_text_is_read_in_pieces),
        cmocka_unit_test(a_page_larger_than_any_record_is_read_element_by_element),
        cmocka_unit_test(documents_without_any_newline_are_told_apart),
        cmocka_unit_test(deep_nesting_neither_hangs_nor_hides_what_follows),
        cmocka_unit_test(the_format_is_what_there_is_most_of),
        cmocka_unit_test(content_that_is_no_text_is_named),
        cmocka_unit_test(answers_are_entered_where_their_entries_stand),
        cmocka_unit_test(utf16_is_read_as_what_it_says),
        cmocka_unit_test(utf16_longer_than_a_block_loses_nothing),
        cmocka_unit_test(utf16_that_ends_inside_a_character_is_cut_off),
        cmocka_unit_test(lines_that_another_program_appends_to_utf16_are_read),
        cmocka_unit_test(utf16_of_signs_and_kana_is_not_taken_for_single_bytes),
        cmocka_unit_test(lines_of_chinese_consoles_are_read_among_others),
        cmocka_unit_test(lines_are_converted_over_the_ends_of_blocks),
        cmocka_unit_test(json_that_breaks_off_among_text_is_text),
        cmocka_unit_test(a_record_before_a_programs_lines_was_printed_by_it),
    };

    return cmocka_run_group_tests_name("frame", tests, setup, teardown);
}
