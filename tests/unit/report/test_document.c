/* The document: a saved report is the run it was saved from; a damaged one is refused in words. */
#include "../report_support.h"

static const struct wd_report_options plain = {.columns = 80, .detail = WD_DETAIL_HIGH};

/* `report` of a saved JSON gives what the run itself would have given, in every format. */
static void a_saved_report_is_drawn_to_the_same_bytes(void **state)
{
    static const char *const paths[] = {SAMPLE_REPORT, HOSTILE_REPORT};

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct wd_buf saved;

        draw(&saved, paths[i], WD_REPORT_JSON, &plain);
        for (int format = 0; format < WD_REPORT_COUNT; format++) {
            struct wd_buf direct;
            struct wd_buf again;

            if (format == WD_REPORT_NDJSON_DENIALS) /* a saved report has no single denials */
                continue;
            draw(&direct, paths[i], (enum wd_report_format)format, &plain);
            draw_text(&again, wd_buf_str(&saved), (enum wd_report_format)format, &plain);
            if (!wd_str_eq(wd_buf_str(&direct), wd_buf_str(&again)))
                fail_msg("%s: %s differs", paths[i],
                         wd_report_format_name((enum wd_report_format)format));
            wd_buf_done(&direct);
            wd_buf_done(&again);
        }
        wd_buf_done(&saved);
    }
}

static void members_of_a_later_version_are_kept(void **state)
{
    struct wd_buf text;

    (void)state;
    draw_text(&text,
              WD_STR("{\"schema\":\"whydenied.report/1\",\"incidents\":[{\"later\":1}],"
                     "\"novel\":{\"a\":[true,null,1.5]}}"),
              WD_REPORT_JSON, &plain);
    assert_true(has(&text, "\"novel\": {\"a\":[true,null,1.5]}"));
    assert_true(has(&text, "{\"later\":1}"));
    wd_buf_done(&text);
}

static void what_is_no_saved_report_is_refused_in_words(void **state)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "not a saved report"},
        {"{", "not a saved report"},
        {"[]", "\"schema\" is not"},
        {"{}", "\"schema\" is not"},
        {"{\"schema\":\"whydenied.report/2\",\"incidents\":[]}", "\"schema\" is not"},
        {"{\"schema\":\"whydenied.report/1\"}", "no array \"incidents\""},
        {"{\"schema\":\"whydenied.report/1\",\"incidents\":[1]}", "element 0 is no object"},
        {"{\"schema\":\"whydenied.report/1\",\"incidents\":[],\"remedies\":{}}", "is no array"},
        {"{\"schema\":\"whydenied.report/1\",\"incidents\":[],\"remedies\":[{\"commands\":"
         "[{\"argv\":[\"gcloud\",\"a b\"],\"shell\":\"gcloud a b\"}]}]}",
         "not what its \"argv\" says"},
        {"{\"schema\":\"whydenied.report/1\",\"incidents\":[],\"remedies\":[{\"verify\":"
         "[{\"argv\":[\"ls\"],\"shell\":\"ls; reboot\"}]}]}",
         "not what its \"argv\" says"},
#define SAVED(members) "{\"schema\":\"whydenied.report/1\"," members "}"
        {SAVED("\"incidents\":[{\"fingerprint\":\"../../etc/passwd\"}]"), "16 hexadecimal"},
        {SAVED("\"incidents\":[{\"fingerprint\":\"00000000000000AA\"}]"), "16 hexadecimal"},
        {SAVED("\"incidents\":[{\"fingerprint\":\"00000000000000aa\"},"
               "{\"fingerprint\":\"00000000000000aa\"}]"),
         "twice"},
        {SAVED("\"incidents\":[{\"first\":\"the day before\"}]"), "no time"},
        {SAVED("\"incidents\":[{\"last\":7}]"), "no time"},
        {SAVED("\"incidents\":[{\"count\":-1}]"), "no number"},
        {SAVED("\"incidents\":[{\"count\":\"many\"}]"), "no number"},
        {SAVED("\"incidents\":[{\"remedies\":[\"R9\"]}],\"remedies\":[{\"id\":\"R1\"}]"),
         "not there"},
        {SAVED("\"incidents\":[],\"remedies\":[{\"id\":\"R1\"},{\"id\":\"R1\"}]"), "stands twice"},
        {SAVED("\"incidents\":[],\"remedies\":[{\"id\":\"$(id)\"}]"), "is none"},
        {SAVED("\"incidents\":[],\"remedies\":[{\"covers\":[\"x\"]}]"), "no fingerprint"},
        {SAVED(
             "\"incidents\":[],\"totals\":{\"records\":3,\"events\":1,\"skipped\":{\"binary\":1}}"),
         "events and skipped"},
        {SAVED("\"incidents\":[],\"totals\":{\"denials\":3,\"matched\":1,\"unmatched\":1}"),
         "matched and unmatched"},
        {SAVED("\"incidents\":[],\"totals\":{\"other\":-4}"), "no count"},
        {SAVED("\"incidents\":[{\"count\":2}],\"listed\":{\"sums\":{\"matched\":1,\"lookalikes\":0}"
               "}"),
         "not those of the incidents"},
        {SAVED("\"incidents\":[{\"count\":2}]"), "the incidents count more"},
        {SAVED("\"incidents\":[{\"count\":2}],\"totals\":{\"matched\":9,\"denials\":9,"
               "\"unmatched\":0,"
               "\"selected_out\":3,\"suppressed\":3}"),
         "not all that is matched"},
        {SAVED("\"incidents\":[],\"complete\":false,\"complete\":true"), "duplicate"},
        {SAVED("\"incidents\":[],\"totals\":{\"events\":9,\"records\":9,\"denials\":1,"
               "\"lookalikes\":0,"
               "\"not_enforced\":0,\"foreign\":0,\"duplicates\":0,\"policy_changes\":0,"
               "\"context\":0,\"other\":7}"),
         "do not add up"},
        {SAVED("\"incidents\":[],\"complete\":true,\"inputs\":[{\"name\":\"a\",\"end\":\"left_"
               "out\"}]"),
         "not read whole"},
        {SAVED("\"incidents\":[],\"complete\":true,\"inputs_rest\":{\"partial\":2}"),
         "not read whole"},
        {SAVED("\"incidents\":[{\"samples\":[{\"time\":\"soon\"}]}]"), "no time"},
        {SAVED("\"incidents\":[{\"count\":2,\"group\":{\"members\":[{\"fingerprint\":"
               "\"00000000000000aa\",\"count\":3}]}}]"),
         "cannot be"},
        {SAVED("\"incidents\":[{\"count\":2,\"group\":{\"members\":[{\"fingerprint\":\"x\"}]}}]"),
         "cannot be"},
#undef SAVED
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_error err = {.text = ""};
        struct scratch scratch;

        scratch_open(&scratch, "report.json");
        write_file(scratch.path, wd_str_of(cases[i].text));
        assert_null(wd_document_load(scratch.path, &err));
        if (!strstr(err.text, cases[i].says))
            fail_msg("%s: says %s", cases[i].text, err.text);
        scratch_close(&scratch);
    }
}

/* Terraform of a remedy that a report was sent with. */
static bool is_drawn(const char *terraform)
{
    struct wd_error err = {.text = ""};
    struct scratch scratch;
    struct wd_document *document;
    json_t *root = json_pack("{s:s,s:[],s:[{s:s,s:s}]}", "schema", "whydenied.report/1",
                             "incidents", "remedies", "id", "R1", "terraform", terraform);
    char *text = json_dumps(root, 0);

    scratch_open(&scratch, "report.json");
    write_file(scratch.path, wd_str_of(text));
    document = wd_document_load(scratch.path, &err);
    assert_true(document || strstr(err.text, "more than grant"));
    wd_document_free(document);
    scratch_close(&scratch);
    free(text);
    json_decref(root);
    return document != NULL;
}

#define MEMBER "resource \"google_project_iam_member\" \"viewer_1\" {\n  project = \"acme\"\n"

static void terraform_that_does_more_than_grant_is_refused(void **state)
{
    static const char *const ours[] = {
        MEMBER "  member  = \"user:kim@example.com\"\n}\n",
        MEMBER "\n  condition {\n    title      = \"until\"\n    expression = \"request.time < "
               "timestamp(\\\"2026\\\")\"\n  }\n}\n",
        "resource \"alicloud_ram_policy\" \"p\" {\n  policy_document = <<-EOT\n  "
        "{\"Version\":\"1\"}\n"
        "  EOT\n}\n\nresource \"alicloud_ram_user_policy_attachment\" \"p\" {\n"
        "  policy_name = alicloud_ram_policy.p.policy_name\n}\n",
        MEMBER "  member  = \"$${not.evaluated}\"\n}\n",
    };
    static const char *const others[] = {
        MEMBER "  provisioner \"local-exec\" {\n    command = \"id\"\n  }\n}\n",
        MEMBER "  member = \"${file(\"/etc/passwd\")}\"\n}\n",
        MEMBER "  member = \"%{ if true }x%{ endif }\"\n}\n",
        MEMBER "  member = file(\"/etc/passwd\")\n}\n",
        MEMBER "  member = \"a\" + \"b\"\n}\n",
        MEMBER "  member = \"a\\\"\n}\n",
        MEMBER,
        "resource \"null_resource\" \"x\" {\n}\n",
        "resource \"google_compute_instance\" \"x\" {\n}\n",
        "data \"external\" \"x\" {\n}\n",
        "module \"x\" {\n  source = \"git::https://example.com/x\"\n}\n",
        "resource \"alicloud_ram_policy\" \"p\" {\n  policy_document = <<-EOT\n  ${file(\"x\")}\n  "
        "EOT\n}\n",
        "resource \"alicloud_ram_policy\" \"p\" {\n  policy_document = <<-EOT\n  {}\n",
        "words",
    };

    (void)state;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!is_drawn(ours[i]))
            fail_msg("refused: %s", ours[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (is_drawn(others[i]))
            fail_msg("drawn: %s", others[i]);
}

static void what_does_not_say_that_it_is_whole_is_not_complete(void **state)
{
    struct wd_buf text;

    (void)state;
    draw_text(&text, WD_STR("{\"schema\":\"whydenied.report/1\",\"incidents\":[]}"), WD_REPORT_TEXT,
              &plain);
    assert_true(has(&text, "INCOMPLETE"));
    wd_buf_done(&text);
    draw_text(&text,
              WD_STR("{\"schema\":\"whydenied.report/1\",\"complete\":\"yes\",\"incidents\":[]}"),
              WD_REPORT_TEXT, &plain);
    assert_true(has(&text, "INCOMPLETE"));
    wd_buf_done(&text);
}

static void a_missing_file_is_named(void **state)
{
    struct wd_error err = {.text = ""};

    (void)state;
    assert_null(wd_document_load("no-such-file.json", &err));
    assert_non_null(strstr(err.text, "no-such-file.json"));
}

/* Every member missing, or of a type nobody expects: drawn without a word, never a crash. */
static void values_of_the_wrong_type_are_taken_for_absent(void **state)
{
    static const char *const values[] = {"null", "1", "\"x\"", "[]", "{}", "[[]]", "true", "-1.5"};
    static const char *const members[] = {
        "totals",    "span",       "inputs", "remedies", "timeline", "breakdowns", "notes",
        "unmatched", "suppressed", "rules",  "lang",     "complete", "listed",
    };

    (void)state;
    for (size_t m = 0; m < sizeof members / sizeof *members; m++) {
        for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
            char text[512];
            struct scratch scratch;
            struct wd_error err = {.text = ""};
            struct wd_document *document;

            snprintf(
                text, sizeof text,
                "{\"schema\":\"whydenied.report/1\",\"%s\":%s,\"incidents\":[{\"principal\":%s,"
                "\"permissions\":%s,\"samples\":%s,\"remedies\":%s,\"histogram\":%s,"
                "\"count\":%s}]}",
                members[m], values[v], values[v], values[v], values[v], values[v], values[v],
                values[v]);
            scratch_open(&scratch, "report.json");
            write_file(scratch.path, wd_str_of(text));
            document = wd_document_load(scratch.path, &err);
            for (int format = 0; document && format < WD_REPORT_COUNT; format++) {
                struct wd_buf drawn;

                if (format == WD_REPORT_NDJSON_DENIALS)
                    continue;
                draw_document(&drawn, document, (enum wd_report_format)format, &plain);
                wd_buf_done(&drawn);
            }
            wd_document_free(document);
            scratch_close(&scratch);
        }
    }
}

static void json_escapes_what_an_eye_or_terminal_may_not_survive(void **state)
{
    struct wd_buf text;

    (void)state;
    draw_text(&text,
              WD_STR("{\"schema\":\"whydenied.report/1\",\"incidents\":[{\"t\":\"\\u009b \\u202e "
                     "\\u007f \\u2028 \\ud83d\\ude00 \\udb40\\udc41 ##vso[\"}]}"),
              WD_REPORT_JSON, &plain);
    assert_true(has(&text, "\\u009b \\u202e \\u007f \\u2028 \xF0\x9F\x98\x80 \\udb40\\udc41 "
                           "#\\u0023vso["));
    wd_buf_done(&text);
}

static void each_line_of_ndjson_is_an_object_with_a_type(void **state)
{
    struct wd_buf text;
    struct wd_str rest;
    size_t lines = 0;

    (void)state;
    draw(&text, HOSTILE_REPORT, WD_REPORT_NDJSON, &plain);
    rest = wd_buf_str(&text);
    while (rest.len) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        json_t *value = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, NULL);

        assert_true(json_is_string(json_object_get(value, "type")));
        json_decref(value);
        lines++;
    }
    assert_int_equal(lines, 2 + 3 + 2); /* remedies, incidents, both ends */
    wd_buf_done(&text);
}

static void formats_are_known_by_name_and_by_file_name(void **state)
{
    static const struct {
        const char *path;
        enum wd_report_format format;
    } cases[] = {
        {"a.json", WD_REPORT_JSON}, {"dir.d/b.TXT", WD_REPORT_TEXT}, {"c.jsonl", WD_REPORT_NDJSON}};
    enum wd_report_format format;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(wd_report_format_of_path(wd_str_of(cases[i].path), &format));
        assert_int_equal(format, cases[i].format);
    }
    assert_true(wd_report_format_parse(WD_STR("ndjson"), &format));
    assert_false(wd_report_format_parse(WD_STR("pdf"), &format));
    assert_false(wd_report_format_of_path(WD_STR("json"), &format));
    assert_false(wd_report_format_of_path(WD_STR("a.json/.txt"), &format));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_saved_report_is_drawn_to_the_same_bytes),
        cmocka_unit_test(members_of_a_later_version_are_kept),
        cmocka_unit_test(what_is_no_saved_report_is_refused_in_words),
        cmocka_unit_test(terraform_that_does_more_than_grant_is_refused),
        cmocka_unit_test(what_does_not_say_that_it_is_whole_is_not_complete),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(values_of_the_wrong_type_are_taken_for_absent),
        cmocka_unit_test(json_escapes_what_an_eye_or_terminal_may_not_survive),
        cmocka_unit_test(each_line_of_ndjson_is_an_object_with_a_type),
        cmocka_unit_test(formats_are_known_by_name_and_by_file_name),
    };

    return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
