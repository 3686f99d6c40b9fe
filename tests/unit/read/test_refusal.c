/* The grammar of refusals, by example: what each sentence says, and what sentences say nothing.
 *
 * A row's facts are "name=value" words; "name=" is a fact that must be absent. Names: kind, vendor, perm,
 * subject, caller, act_as, object, action, access, rpc, http, code, and those of the object's parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "refusal_rows.h"
#include "whydenied/read/refusal.h"

enum { ARENA_MAX = 4 << 20 };

struct room {
    struct wd_refusal_reader *reader;
    struct wd_arena *arena;
};

static int set_up(void **state)
{
    static struct room room;

    room.reader = wd_refusal_reader_new();
    room.arena = wd_arena_new(ARENA_MAX);
    *state = &room;
    return room.reader && room.arena ? 0 : -1;
}

static int tear_down(void **state)
{
    struct room *room = *state;

    wd_refusal_reader_free(room->reader);
    wd_arena_free(room->arena);
    return 0;
}

static struct wd_refusal *read_text(struct room *room, struct wd_str text)
{
    struct wd_refusal *refusal = NULL;

    wd_arena_clear(room->arena);
    int rc = wd_refusal_read(room->reader, text, room->arena, &refusal);
    assert_true(rc == 0 || rc == 1);
    assert_int_equal(rc, refusal != NULL);
    for (const struct wd_refusal *r = refusal; r; r = r->next)
        assert_true(r->from <= r->to && r->to <= text.len);
    return refusal;
}

static struct wd_str joined(struct wd_arena *arena, const struct wd_str *list, size_t count)
{
    struct wd_str all = WD_STR_NONE;

    for (size_t i = 0; i < count; i++) {
        struct wd_str parts[] = {all, i ? WD_STR(",") : WD_STR_NONE, list[i]};
        all = wd_arena_concat(arena, parts, 3);
    }
    return all;
}

static struct wd_str number(struct wd_arena *arena, unsigned n)
{
    return n ? wd_arena_printf(arena, "%u", n) : WD_STR_NONE;
}

/* A fact by its name, as text. */
static struct wd_str fact(struct wd_arena *arena, const struct wd_refusal *r, struct wd_str name)
{
    const struct {
        const char *name;
        struct wd_str value;
    } facts[] = {
        {"kind", wd_str_of(wd_refusal_kind_name(r->kind))},
        {"vendor", wd_str_of(wd_refusal_vendor_name(r->vendor))},
        {"foreign", r->foreign},
        {"perm", joined(arena, r->permissions, r->permission_count)},
        {"subject", r->subject},
        {"caller", r->caller},
        {"act_as", r->act_as},
        {"needed_role", r->several_roles ? WD_STR("several") : r->role},
        {"object", r->object},
        {"action", r->action},
        {"code", r->code},
        {"rpc", number(arena, r->rpc)},
        {"http", number(arena, r->http)},
        {"access", r->access == WD_ACCESS_READ ? WD_STR("read")
                   : r->access                 ? WD_STR("write")
                                               : WD_STR_NONE},
        {"uncertain", r->uncertain ? WD_STR("yes") : WD_STR_NONE},
        {"ambiguous", r->ambiguous ? WD_STR("yes") : WD_STR_NONE},
        {"anonymous", r->anonymous ? WD_STR("yes") : WD_STR_NONE},
        {"derived", r->derived ? WD_STR("yes") : WD_STR_NONE},
        {"any_of", r->any_of ? WD_STR("yes") : WD_STR_NONE},
    };

    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (wd_str_eqz(name, facts[i].name))
            return facts[i].value;
    for (size_t i = 0; i < WD_PART_COUNT; i++)
        if (wd_str_eqz(name, wd_refusal_part_name((enum wd_refusal_part)i)))
            return r->part[i];
    fail_msg("no fact is called %.*s", WD_STR_ARG(name));
    return WD_STR_NONE;
}

/* How many facts of the row are wrong; each is told. */
static size_t wrong(struct wd_arena *arena, const struct wd_refusal *r,
                    const struct refusal_row *row)
{
    struct wd_str rest = wd_str_of(row->facts);
    size_t count = 0;

    while (rest.len > 0) {
        struct wd_str value = wd_str_cut(&rest, ' '), name = wd_str_cut(&value, '=');
        struct wd_str found = fact(arena, r, name);
        if (wd_str_eq(found, value))
            continue;
        fprintf(stderr, "%s\n    %.*s: expected '%.*s', found '%.*s'\n", row->text,
                WD_STR_ARG(name), WD_STR_ARG(value), WD_STR_ARG(found));
        count++;
    }
    return count;
}

static void check_rows(struct room *room, const struct refusal_row *rows, size_t count)
{
    size_t failures = 0;

    for (size_t i = 0; i < count; i++) {
        struct wd_refusal *r = read_text(room, wd_str_of(rows[i].text));
        if (!r)
            fprintf(stderr, "%s\n    says nothing\n", rows[i].text);
        failures += r ? wrong(room->arena, r, &rows[i]) : 1;
    }
    assert_int_equal(failures, 0);
}
#define CHECK_ROWS(list) check_rows(*state, list, sizeof(list) / sizeof *(list))

static void a_permission_is_read_in_every_dress(void **state)
{
    CHECK_ROWS(dresses);
}

static void the_words_before_a_name_say_who_is_who(void **state)
{
    CHECK_ROWS(roles);
}

static void an_object_is_taken_apart(void **state)
{
    CHECK_ROWS(objects);
}

static void what_was_tried_and_what_stands_around_fill_the_refusal(void **state)
{
    CHECK_ROWS(derived);
}

static void acting_as_an_account_names_the_account(void **state)
{
    CHECK_ROWS(impersonations);
}

static void codes_of_every_library_are_known(void **state)
{
    CHECK_ROWS(codes);
}

static void alibaba_says_it_in_its_own_words(void **state)
{
    CHECK_ROWS(alibaba);
}

static void registries_say_it_by_address_and_verb(void **state)
{
    CHECK_ROWS(registries);
}

static void kubernetes_and_wandb_are_read(void **state)
{
    CHECK_ROWS(others);
}

static void credentials_and_services_that_are_off_are_told_apart(void **state)
{
    CHECK_ROWS(credentials);
}

static void refusals_of_others_are_foreign(void **state)
{
    CHECK_ROWS(foreigners);
}

/* Nothing, or a word of refusal that no vendor of ours said. */
static void what_refuses_nothing_says_nothing(void **state)
{
    struct room *room = *state;
    size_t failures = 0;

    for (size_t i = 0; i < sizeof nothings / sizeof *nothings; i++) {
        struct wd_refusal *r = read_text(room, wd_str_of(nothings[i]));
        bool ours = r && r->vendor != WD_REFUSAL_FOREIGN &&
                    (r->vendor != WD_REFUSAL_UNKNOWN || r->kind != WD_REFUSAL_CODE);
        if (ours)
            fprintf(stderr, "%s\n    is taken for %s\n", nothings[i],
                    wd_refusal_kind_name(r->kind));
        failures += ours;
    }
    assert_int_equal(failures, 0);
}

/* A project is known, its team and the object are not: that is no lack of memory. */
static void a_project_without_its_team_is_read(void **state)
{
    struct wd_refusal *r = read_text(*state, WD_STR("wandb.ai:demo forbidden"));

    assert_non_null(r);
    assert_true(r->part[WD_PART_PROJECT].len > 0);
}

static void a_sentence_behind_the_parts_of_a_body_keeps_its_place(void **state)
{
    static const char text[] =
        "<Error><Code>e>AccessDeniedDetail:\"{\"AuthAction\":\"oss:PutObject\","
        "\"AuthPrincipalDisplayName\":\"role:s\"}}.com</HostHd></Error>:os://s:*:3:b/k not "
        "authorized";
    struct wd_refusal *r = read_text(*state, wd_str_of(text));

    assert_non_null(r);
    assert_string_equal(text + r->from, "os://s:*:3:b/k not authorized");
    assert_int_equal(r->to, strlen(text));
}

static void two_refusals_of_a_text_stay_two(void **state)
{
    struct room *room = *state;
    struct wd_refusal *r = read_text(
        room,
        WD_STR("Permission 'pubsub.topics.publish' denied on resource 'projects/acme-a/topics/t'. "
               "Permission 'storage.objects.get' denied on resource 'projects/_/buckets/acme-b'."));

    assert_non_null(r);
    assert_non_null(r->next);
    assert_null(r->next->next);
    assert_int_equal(r->permission_count, 1);
    assert_true(wd_str_eqz(r->part[WD_PART_PROJECT], "acme-a"));
    assert_true(wd_str_eqz(r->next->permissions[0], "storage.objects.get"));
    assert_true(wd_str_eqz(r->next->part[WD_PART_BUCKET], "acme-b"));
}

static void one_right_on_two_things_is_two_refusals(void **state)
{
    static const char *const texts[] = {
        "Permission 'storage.objects.get' denied on resource 'projects/_/buckets/acme-a'. "
        "Permission 'storage.objects.get' denied on resource 'projects/_/buckets/acme-b'.",
        "ci@acme-a.iam.gserviceaccount.com does not have storage.objects.get access to the bucket. "
        "web@acme-a.iam.gserviceaccount.com does not have storage.objects.get access to the "
        "bucket.",
    };
    struct room *room = *state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct wd_refusal *r = read_text(room, wd_str_of(texts[i]));
        assert_non_null(r);
        assert_non_null(r->next);
        assert_null(r->next->next);
    }
}

static void a_dotted_name_below_a_service_is_no_permission(void **state)
{
    struct room *room = *state;
    struct wd_refusal *r = read_text(
        room,
        WD_STR("Permission 'storage.objects.get' denied on resource "
               "'storage.googleapis.com/projects/_/buckets/acme.logs' (or it may not exist)."));

    assert_non_null(r);
    assert_int_equal(r->permission_count, 1);
    assert_true(wd_str_ends(r->object, WD_STR("acme.logs")));
}

/* Whatever writes a line's end: a form feed, Unicode's own, rsyslog's octal codes, a terminal's sign. */
static void a_line_may_end_in_many_ways(void **state)
{
    static const char *const ends[] = {"\n",           "\r",       "\v",           "\f",
                                       "\x1e",         "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9",
                                       "\xe2\x86\xb5", "#012",     "#015#012"};
    struct room *room = *state;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char text[512];
        int len = snprintf(text, sizeof text,
                           "ci@acme-a.iam.gserviceaccount.com does not have storage.objects.get "
                           "access to the bucket.%s"
                           "web@acme-a.iam.gserviceaccount.com does not have storage.objects.list "
                           "access to the bucket.",
                           ends[i]);
        struct wd_refusal *r = read_text(room, wd_str_make(text, (size_t)len));

        assert_non_null(r);
        assert_non_null(r->next);
        assert_true(wd_str_eqz(r->next->permissions[0], "storage.objects.list"));
    }
}

/* As a member of a JSON text: quotes, backslashes and line breaks escaped. */
static struct wd_str in_json(struct wd_str text)
{
    static char out[64 * 1024];
    size_t len = 0;
    static const char before[] = "{\"severity\":\"ERROR\",\"message\":\"";

    memcpy(out, before, len = sizeof before - 1);
    for (size_t i = 0; i < text.len && len + 16 < sizeof out; i++) {
        char c = text.ptr[i];
        if (c == '"' || c == '\\' || c == '\n' || c == '\t')
            out[len++] = '\\';
        out[len++] = c == '\n' ? 'n' : c == '\t' ? 't' : c;
    }
    memcpy(out + len, "\"}", 2);
    return wd_str_make(out, len + 2);
}

static void a_text_inside_json_says_the_same(void **state)
{
    struct room *room = *state;
    size_t failures = 0;

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        struct wd_refusal *r = read_text(room, in_json(wd_str_of(roles[i].text)));
        failures += r ? wrong(room->arena, r, &roles[i]) : 1;
    }
    assert_int_equal(failures, 0);
}

static void a_line_before_or_behind_changes_no_fact(void **state)
{
    static const char *const before[] = {
        "2026-11-21T03:12:09.123Z ERROR [worker-3] ",
        "Fetching layer 3 of 9. Deploying service web to us-west1.\n",
        "Traceback (most recent call last):\n  File \"run.py\", line 4\nRuntimeError: "};
    struct room *room = *state;
    size_t failures = 0;

    for (size_t i = 0; i < 3 * sizeof objects / sizeof *objects; i++) {
        const struct refusal_row *row = &objects[i / 3];
        char text[4096];
        int len =
            snprintf(text, sizeof text, "%s%s\nRetrying in 5s. Build finished with status FAILURE",
                     before[i % 3], row->text);
        struct wd_refusal *r = read_text(room, wd_str_make(text, (size_t)len));
        failures += r ? wrong(room->arena, r, row) : 1;
    }
    assert_int_equal(failures, 0);
}

/* Permission, subject and project are those of one sentence: of a refusal by a permission that only the
 * first sentence names, nothing may come from the second. */
static void two_sentences_make_no_third(void **state)
{
    static const char *const seconds[] = {
        "Permission 'dns.changes.create' denied on resource 'projects/acme-other/managedZones/z'",
        "bob@example.com does not have spanner.databases.read access to "
        "projects/acme-other/instances/i.",
        "Permission denied on resource project acme-other.",
        "npm ERR! 403 403 Forbidden - GET https://us-npm.pkg.dev/acme-other/js/p",
        "You do not have permission to act as 'other@acme-other.iam.gserviceaccount.com'",
        "{\"Code\":\"Forbidden.RAM\",\"AccessDeniedDetail\":{\"AuthAction\":\"paidlc:CreateJob\","
        "\"AuthPrincipalDisplayName\":\"bob\"}}",
    };
    static const char one[] =
        "ana@example.com does not have pubsub.topics.publish access to projects/acme-one/topics/t.";
    struct room *room = *state;

    for (size_t i = 0; i < 2 * sizeof seconds / sizeof *seconds; i++) {
        char text[1024];
        int len = i % 2 ? snprintf(text, sizeof text, "%s\n%s", one, seconds[i / 2])
                        : snprintf(text, sizeof text, "%s\n%s", seconds[i / 2], one);
        bool found = false;
        for (struct wd_refusal *r = read_text(room, wd_str_make(text, (size_t)len)); r;
             r = r->next) {
            bool its =
                r->permission_count == 1 && wd_str_eqz(r->permissions[0], "pubsub.topics.publish");
            found = found || its;
            assert_int_equal(its, wd_str_eqz(r->subject, "ana@example.com"));
            assert_int_equal(its, wd_str_eqz(r->part[WD_PART_PROJECT], "acme-one"));
        }
        assert_true(found);
    }
}

static void a_name_of_any_form_is_taken_apart(void **state)
{
    struct room *room = *state;
    struct wd_str part[WD_PART_COUNT] = {{NULL, 0}};

    wd_arena_clear(room->arena);
    assert_int_equal(
        wd_refusal_parts(
            WD_STR("//secretmanager.googleapis.com/projects/acme/secrets/db/versions/3"),
            room->arena, part),
        0);
    assert_true(wd_str_eqz(part[WD_PART_PROJECT], "acme"));
    assert_true(wd_str_eqz(part[WD_PART_SECRET], "db"));
    assert_true(wd_str_eqz(part[WD_PART_API], "secretmanager.googleapis.com"));
}

static void lack_of_memory_is_told(void **state)
{
    struct room *room = *state;
    struct wd_arena *small = wd_arena_new(1);
    struct wd_refusal *r = NULL;

    if (!small)
        return;
    assert_int_equal(
        wd_refusal_read(room->reader, WD_STR("Permission 'run.services.get' denied."), small, &r),
        -1);
    wd_arena_free(small);
}

/* Work grows with the text, not with its square: a text of one kind of byte, in all its length. */
static void long_texts_of_one_kind_end(void **state)
{
    static const char *const pieces[] = {
        "\\",   "'",           "[",        "<",       "/",
        ":",    ".",           "a.b.c ",   "denied ", "\n\xe2\x94\x82 ",
        "not ", "permission ", "https://", "'a/\n",   "projects/",
        "-",    "\\u0022",     "=",        "(",       "</a"};
    struct room *room = *state;
    char *text = malloc(WD_REFUSAL_TEXT_MAX);

    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t len = strlen(pieces[i]);
        for (size_t k = 0; k < WD_REFUSAL_TEXT_MAX; k++)
            text[k] = pieces[i][k % len];
        read_text(room, wd_str_make(text, WD_REFUSAL_TEXT_MAX));
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_permission_is_read_in_every_dress),
        cmocka_unit_test(the_words_before_a_name_say_who_is_who),
        cmocka_unit_test(an_object_is_taken_apart),
        cmocka_unit_test(what_was_tried_and_what_stands_around_fill_the_refusal),
        cmocka_unit_test(acting_as_an_account_names_the_account),
        cmocka_unit_test(codes_of_every_library_are_known),
        cmocka_unit_test(alibaba_says_it_in_its_own_words),
        cmocka_unit_test(registries_say_it_by_address_and_verb),
        cmocka_unit_test(kubernetes_and_wandb_are_read),
        cmocka_unit_test(a_project_without_its_team_is_read),
        cmocka_unit_test(credentials_and_services_that_are_off_are_told_apart),
        cmocka_unit_test(refusals_of_others_are_foreign),
        cmocka_unit_test(what_refuses_nothing_says_nothing),
        cmocka_unit_test(a_sentence_behind_the_parts_of_a_body_keeps_its_place),
        cmocka_unit_test(two_refusals_of_a_text_stay_two),
        cmocka_unit_test(one_right_on_two_things_is_two_refusals),
        cmocka_unit_test(a_dotted_name_below_a_service_is_no_permission),
        cmocka_unit_test(a_line_may_end_in_many_ways),
        cmocka_unit_test(two_sentences_make_no_third),
        cmocka_unit_test(a_text_inside_json_says_the_same),
        cmocka_unit_test(a_line_before_or_behind_changes_no_fact),
        cmocka_unit_test(a_name_of_any_form_is_taken_apart),
        cmocka_unit_test(lack_of_memory_is_told),
        cmocka_unit_test(long_texts_of_one_kind_end),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
