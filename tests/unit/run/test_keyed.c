/* Lines of map and reduce as somebody else may have changed them, and keys as engines hand them over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/socket.h>
#include <unistd.h>

#include "run/keyed.h"
#include "run/strip.h"

static bool parses(const char *line)
{
    struct wd_keyed keyed;
    struct wd_error err;
    bool good = wd_keyed_parse(&keyed, wd_str_of(line), &err) == 0;

    if (good)
        wd_keyed_done(&keyed);
    return good;
}

#define RULES "\"rules\":\"0123456789abcdef\""

static void a_line_is_what_its_key_says(void **state)
{
    (void)state;
    assert_true(parses("!begun\t{\"n\":1," RULES ",\"v\":1}"));
    assert_true(parses("!begun\t{ \"v\": 1, " RULES ", \"n\": 2 }")); /* written anew by others */
    assert_true(parses("!night:2026-09-01\t{\"night\":\"2026-09-01\"," RULES
                       ",\"state\":{\"state\":2},\"v\":1}"));
    assert_true(
        parses("!night:none\t{\"night\":\"none\"," RULES ",\"state\":{\"state\":2},\"v\":1}"));
    assert_true(parses("00000000000000ff\t{\"night\":\"none\"," RULES
                       ",\"state\":{\"fingerprint\":\"00000000000000ff\"},\"v\":1}"));
}

static void what_is_no_record_is_refused(void **state)
{
    static const char *const lines[] = {
        "",
        "\t",
        "!begun",
        "!begun\t",
        "!begun\t[]",
        "!begun\t{\"n\":1," RULES ",\"v\":2}",
        "!begun\t{\"n\":1,\"rules\":\"x\",\"v\":1}",
        "!begun\t{\"n\":1,\"n\":2," RULES ",\"v\":1}",
        "!other\t{" RULES ",\"v\":1}",
        "!stats:xyz\t{" RULES ",\"v\":1}",
        "!night:2026-9-1\t{\"night\":\"2026-9-1\"," RULES ",\"state\":{\"state\":2},\"v\":1}",
        "!night:2026-09-01\t{\"night\":\"2026-09-02\"," RULES ",\"state\":{\"state\":2},\"v\":1}",
        "!night:2026-09-01\t{\"night\":\"2026-09-01\"," RULES ",\"state\":[],\"v\":1}",
        "00000000000000FF\t{\"night\":\"none\"," RULES
        ",\"state\":{\"fingerprint\":\"00000000000000FF\"},\"v\":1}",
        "00000000000000ff\t{\"night\":\"none\"," RULES
        ",\"state\":{\"fingerprint\":\"00000000000000fe\"},\"v\":1}",
        "00000000000000ff\t{\"night\":\"none\"," RULES
        ",\"state\":{\"level\":9,\"groups\":[],\"fingerprint\":\"00000000000000ff\"},\"v\":1}",
        "0123456789abcdef0123456789abcdef0123456789abcdef\t{}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (parses(lines[i]))
            fail_msg("%s", lines[i]);
}

static void two_rules_are_mixed_whatever_their_order(void **state)
{
    struct wd_rules_name none = {""}, a = {"00000000000000aa"}, b = {"00000000000000bb"};
    struct wd_rules_name one = none, other = none;

    (void)state;
    wd_rules_name_join(&one, &a);
    assert_string_equal(one.text, a.text);
    wd_rules_name_join(&one, &b);
    wd_rules_name_join(&other, &b);
    wd_rules_name_join(&other, &a);
    wd_rules_name_join(&other, &a);
    assert_string_equal(one.text, "mixed");
    assert_string_equal(other.text, "mixed");
}

/* ---- keys in order ----------------------------------------------------------------------------------- */

static int see(struct wd_key_order *order, unsigned key)
{
    char text[WD_KEY_MAX];
    struct wd_error err;

    snprintf(text, sizeof text, "%016x", key);
    return wd_key_order_see(order, text, &err);
}

static void a_key_that_comes_again_is_told_in_any_order(void **state)
{
    struct wd_key_order order = {0};

    (void)state;
    for (unsigned i = 0; i < 5000; i++)
        assert_int_equal(see(&order, i * 7919u % 5003u), 0);
    assert_int_equal(see(&order, 7919u % 5003u), -1);
    wd_key_order_done(&order);
}

static void past_the_bound_ascending_keys_need_no_memory(void **state)
{
    struct wd_key_order order = {0};

    (void)state;
    for (unsigned i = 1; i <= WD_KEYS_REMEMBERED + 10; i++)
        assert_int_equal(see(&order, i), 0);
    assert_int_equal(order.capacity, 0);
    assert_int_equal(see(&order, 5), -1);
    wd_key_order_done(&order);
}

/* ---- keys that are stripped -------------------------------------------------------------------------- */

/* Reads in steps of `step` bytes. */
static void assert_stripped(const char *in, const char *out, size_t step)
{
    static struct wd_strip strip;
    char got[2048];
    size_t used = 0;
    int ends[2];
    long n;

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], in, strlen(in)), (ssize_t)strlen(in));
    close(ends[1]);
    wd_strip_init(&strip, ends[0]);
    while ((n = wd_strip_read(&strip, got + used, step)) > 0)
        used += (size_t)n;
    assert_int_equal(n, 0);
    close(ends[0]);
    got[used] = '\0';
    assert_string_equal(got, out);
}

static void a_key_goes_and_what_has_none_stays(void **state)
{
    char long_line[600];

    (void)state;
    memset(long_line, 'x', sizeof long_line);
    long_line[sizeof long_line - 1] = '\0';
    for (size_t step = 1; step < 9; step++) {
        assert_stripped("0\tone\n4\ttwo\tand a tab\n", "one\ntwo\tand a tab\n", step);
        assert_stripped("no key\n\n7\tlast", "no key\n\nlast", step);
        assert_stripped("\tempty key\nno key at the end", "empty key\nno key at the end", step);
        assert_stripped(long_line, long_line, step);
        assert_stripped("", "", step);
    }
}

/* A read gives what has come so far: cut at every byte, behind a key's tab too. */
static void a_read_may_end_anywhere(void **state)
{
    static const char in[] = "0\tone\n4\ttwo\nno key\n", out[] = "one\ntwo\nno key\n";
    static struct wd_strip strip;

    (void)state;
    for (size_t cut = 1; cut + 1 < sizeof in; cut++) {
        char got[64];
        size_t used = 0;
        int ends[2];
        long n;
        assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0); /* a read, a message */
        assert_int_equal(write(ends[1], in, cut), (ssize_t)cut);
        assert_int_equal(write(ends[1], in + cut, sizeof in - 1 - cut),
                         (ssize_t)(sizeof in - 1 - cut));
        close(ends[1]);
        wd_strip_init(&strip, ends[0]);
        while ((n = wd_strip_read(&strip, got + used, sizeof got - used)) > 0)
            used += (size_t)n;
        assert_int_equal(n, 0);
        close(ends[0]);
        got[used] = '\0';
        assert_string_equal(got, out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_read_may_end_anywhere),
        cmocka_unit_test(a_line_is_what_its_key_says),
        cmocka_unit_test(what_is_no_record_is_refused),
        cmocka_unit_test(two_rules_are_mixed_whatever_their_order),
        cmocka_unit_test(a_key_that_comes_again_is_told_in_any_order),
        cmocka_unit_test(past_the_bound_ascending_keys_need_no_memory),
        cmocka_unit_test(a_key_goes_and_what_has_none_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
