/* Redaction: what must go, what must stay, and that neither length nor repetition hurts.
 *
 * No secret here is real; the long ones are made of one letter and digits so that scanners agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "whydenied/base/escape.h"

#define HEX40  "0a0a0a0a0a1b1b1b1b1b0a0a0a0a0a1b1b1b1b1b"
#define LONG86 HEX40 HEX40 "ABCDEF"

static const char *redacted(struct wd_buf *buf, const char *text)
{
    wd_buf_clear(buf);
    wd_redact(buf, wd_str_of(text));
    return wd_buf_cstr(buf);
}

static const char *const masked[][2] = {
    {"Authorization: Bearer abcdefghij.KLMNOP-0123",
     "Authorization: Bearer [redacted bearer token]"},
    {"authorization: bearer   abcdefghijklmnopqrst==;",
     "authorization: bearer   [redacted bearer token];"},
    {"Authorization: Basic dXNlcjpwYXNz", "Authorization: [redacted authorization]"},
    {"\"Authorization\": \"OSS id:c2ln\"}", "\"Authorization\": \"[redacted authorization]\"}"},
    {"got ya29.a0AbCdEfGhIjKlMn here", "got [redacted access token] here"},
    {"(eyJhbGciOiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl)", "([redacted JWT])"},
    {"key=AIza00000000000000000000000000000000000&x=1", "key=[redacted Google API key]&x=1"},
    {"id LTAI0000000000000000 used", "id [redacted AccessKeyId] used"},
    {"<OSSAccessKeyId>STS.N000000000000000</OSSAccessKeyId>",
     "<OSSAccessKeyId>[redacted STS AccessKeyId]</OSSAccessKeyId>"},
    {"AccessKeySecret=abc", "AccessKeySecret=[redacted AccessKeySecret]"},
    {"access_key_secret: 'abc def'", "access_key_secret: '[redacted AccessKeySecret]'"},
    {"{\"SecurityToken\":\"CAIS0000/+=\"}", "{\"SecurityToken\":\"[redacted SecurityToken]\"}"},
    {"?x-oss-security-token=CAIS00&Expires=1",
     "?x-oss-security-token=[redacted SecurityToken]&Expires=1"},
    {"?OSSAccessKeyId=x&Signature=aB%2Bc%3D&E=1",
     "?OSSAccessKeyId=x&Signature=[redacted signature]&E=1"},
    {"<SignatureProvided>abc=</SignatureProvided>",
     "<SignatureProvided>[redacted signature]</SignatureProvided>"},
    {"WANDB_API_KEY=" HEX40, "WANDB_API_KEY=[redacted API key]"},
    {"api_key: " LONG86, "api_key: [redacted API key]"},
    {"API key: " HEX40 ", host", "API key: [redacted API key], host"},
    {"must be 40 characters long: " HEX40, "must be 40 characters long: [redacted API key]"},
    {"$ wandb login " HEX40, "$ wandb login [redacted API key]"},
    {"login user\npassword " HEX40, "login user\npassword [redacted password]"},
    {"password=hunter2", "password=[redacted password]"},
    {"--password 'x' passwd: p4ss", "--password 'x' passwd: [redacted password]"},
    {"{'password': 'a\\'b', 'x': 1}", "{'password': '[redacted password]', 'x': 1}"},
    {"{\\\"token\\\":\\\"abc\\\",\\\"n\\\":1}",
     "{\\\"token\\\":\\\"[redacted token]\\\",\\\"n\\\":1}"},
    {"client_secret = \"&abc\"", "client_secret = \"[redacted client secret]\""},
    {"token=abc; secret=def", "token=[redacted token]; secret=[redacted secret]"},
    {"https://user:p@ss@example.com/x", "https://user:[redacted password]@example.com/x"},
    {"x -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- y",
     "x [redacted private key] y"},
    {"-----BEGIN PRIVATE KEY-----\\nMIIE", "[redacted private key]"},
    {"password=\"never ends", "password=\"[redacted password]"},
};

static void secrets_leave_only_their_kind(void **state)
{
    struct wd_buf *buf = *state;
    for (size_t i = 0; i < sizeof masked / sizeof masked[0]; i++)
        assert_string_equal(redacted(buf, masked[i][0]), masked[i][1]);
}

static void masking_twice_changes_nothing(void **state)
{
    struct wd_buf *buf = *state;
    for (size_t i = 0; i < sizeof masked / sizeof masked[0]; i++)
        assert_string_equal(redacted(buf, masked[i][1]), masked[i][1]);
}

static const char *const kept[] = {
    "",
    "us-docker.pkg.dev/acme/app/img@sha256:" HEX40 "000000000000000000000000",
    "build 0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e",
    "RequestId: 0A0A0A0A-1B1B-2C2C-3D3D-4E4E4E4E4E4E",
    "<RequestId>5C0A0A0A0A1B1B1B1B2C2C2C</RequestId>",
    "fingerprint=0a0a0a0a1b1b1b1b commit " HEX40,
    "Permission denied on secret: projects/123456789012/secrets/db/versions/latest for Revision",
    "failed to fetch oauth token: unexpected status: 403 Forbidden",
    "WWW-Authenticate: Bearer realm=\"https://example.com/token\",service=\"x\"",
    "authorization: user dev@example.com denied",
    "Bearer token required",
    "password: incorrect",
    "invalid signature: mismatch",
    "The AccessKeySecret is wrong",
    "nextPageToken=abc123 ClientToken: 0123456789abcdef",
    "if token == nil",
    "token=<token> password=",
    "--set-secrets=A=a:latest",
    "EncodedDiagnosticMessage AQIAAAAA0a0a0a0a",
    "serviceAccount:a@acme-ml-prod.iam.gserviceaccount.com",
    "https://example.com:443/a@b",
    "ssh://git@example.com/x",
    "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
    "eyJhbGciOiJ9 alone, eyJhbGciOiJ9.short",
    "LTAI short, STS.x, AIza",
    "permission denied: iam.serviceAccounts.getAccessToken",
};

static void names_digests_ids_and_prose_stay(void **state)
{
    struct wd_buf *buf = *state;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        assert_string_equal(redacted(buf, kept[i]), kept[i]);
}

static void a_nul_is_a_byte_like_others(void **state)
{
    struct wd_buf *buf = *state;
    wd_buf_clear(buf);
    wd_redact(buf, WD_STR("a\0token=abc\0b"));
    assert_int_equal(buf->len, sizeof "a\0token=[redacted token]\0b" - 1);
    assert_memory_equal(buf->ptr, "a\0token=[redacted token]\0b", buf->len);
}

/* Pieces that start a look-ahead, repeated to a megabyte: quadratic code would need minutes. */
static void repeated_beginnings_cost_linear_time(void **state)
{
    struct wd_buf *buf = *state;
    static const char *const pieces[] = {
        "token:",           "token: ",       "eyJaaaaaaa.", "://a:",   "token   ",
        "-----BEGIN ",      "password=\"\\", "a-",          "bearer ", "-----BEGIN PRIVATE KEY",
        "secret:projects/", "ya29.a "};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct wd_buf text;
        wd_buf_init(&text, 1 << 20);
        while (text.len + strlen(pieces[i]) <= text.max)
            wd_buf_putz(&text, pieces[i]);
        wd_buf_clear(buf);
        clock_t start = clock();
        wd_redact(buf, wd_buf_str(&text));
        assert_true((clock() - start) / CLOCKS_PER_SEC < 5);
        wd_buf_done(&text);
    }
}

static int setup(void **state)
{
    static struct wd_buf buf;
    wd_buf_init(&buf, 8 << 20);
    *state = &buf;
    return 0;
}

static int teardown(void **state)
{
    wd_buf_done(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secrets_leave_only_their_kind),
        cmocka_unit_test(masking_twice_changes_nothing),
        cmocka_unit_test(names_digests_ids_and_prose_stay),
        cmocka_unit_test(a_nul_is_a_byte_like_others),
        cmocka_unit_test(repeated_beginnings_cost_linear_time),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
