/* Every allocation of the normaliser fails once: it may say less, and then says so, but neither crashes
 * nor leaks into the next record. The allocator is glibc's behind a counter; sanitizers bring their own, so there the
 * test only reads the records. */
#include "../normalise_support.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OWN_ALLOCATOR 0
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)
#define OWN_ALLOCATOR 0
#endif
#ifndef OWN_ALLOCATOR
#define OWN_ALLOCATOR 1
#endif

static long allowed = -1; /* allocations before all fail; negative: none fails */

#if OWN_ALLOCATOR
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static bool refuse(void)
{
    if (allowed > 0)
        allowed--;
    return allowed == 0;
}

void *malloc(size_t size)
{
    return refuse() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refuse() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return refuse() ? NULL : __libc_realloc(old, size);
}
#endif

static const char *const records[] = {
    "{'message':{'data':'eyJsb2dOYW1lIjoicHJvamVjdHMvcC9sb2dzL3giLCJ0ZXh0UGF5bG9hZCI6IjQwMyJ9'}}",
    "{'logName':'projects/p/logs/"
    "x','resource':{'type':'ml_job','labels':{'job_id':'j'}},'textPayload':"
    "'Traceback (most recent call last):'}",
    "{'logName':'projects/p/logs/"
    "cloudaudit.googleapis.com%2Factivity','insertId':'i','protoPayload':{"
    "'serviceName':'iam.googleapis.com','methodName':'m','resourceName':"
    "'projects/-/serviceAccounts/"
    "123456789012345678901','status':{'code':7,'message':'no'}},'resource':{"
    "'labels':{'email_id':'a@acme-prod.iam.gserviceaccount.com'}}}",
    "{'eventName':'AssumeRole','eventSource':'sts.aliyuncs.com','serviceName':'Sts','errorCode':"
    "'NoPermission','errorMessage':'no','userIdentity':{'type':'ram-user','userName':'u'}}",
};
static const char *const lines[] = {
    "starting build \"b-1\"",
    "Pushing us-docker.pkg.dev/p/r/i",
    "\x1b[1mdenied\x1b[0m: Permission x denied on projects/p",
    "ERROR: (gcloud.run.deploy) PERMISSION_DENIED: no",
    "- '@type': x",
    "  reason: R",
    "prefix {\"Code\":\"NoPermission\",\"Message\":\"no\",\"RequestId\":\"r\"}",
    "<Error>",
    "<Code>AccessDenied</Code></Error>",
};

struct seen {
    unsigned denials;
    bool lost; /* and told: a record skipped, or an error */
};

static int take(struct seen *seen, struct wd_normaliser *n, struct wd_event *event, int got)
{
    seen->lost = seen->lost || got < 0;
    if (got <= 0)
        return 0;
    seen->denials += event->kind == WD_KIND_DENIAL;
    wd_event_settle(event, wd_normaliser_arena(n));
    return 1;
}

static struct seen read_all(struct wd_normaliser *n, const struct wd_record *all, size_t count,
                            struct wd_event *event)
{
    struct wd_record where;
    struct seen seen = {.denials = 0};

    for (size_t i = 0; i < count; i++) {
        enum wd_skip reason = WD_SKIP_COUNT;
        take(&seen, n, event, wd_normalise(n, &all[i], event, &reason, NULL));
        seen.lost = seen.lost || reason != WD_SKIP_COUNT;
        while (take(&seen, n, event, wd_normaliser_pending(n, event, &where, NULL)))
            continue;
    }
    while (take(&seen, n, event, wd_normaliser_flush(n, event, &where, NULL)))
        continue;
    return seen;
}

static void every_allocation_may_fail(void **state)
{
    enum { COUNT = sizeof records / sizeof *records + sizeof lines / sizeof *lines };
    struct bench *b = *state;
    struct wd_record all[COUNT];
    size_t count = 0;

    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        all[count++] = record_of(b, quoted(b, records[i]), WD_RECORD_JSON);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        all[count++] = record_of(b, wd_str_of(lines[i]), WD_RECORD_TEXT);
    const struct seen whole =
        read_all(b->n, all, count, &b->event); /* and what libraries allocate once */
    for (long k = 1; k < 400; k++) {
        struct wd_normaliser *n = wd_normaliser_new(NULL);
        assert_non_null(n);
        allowed = k;
        const struct seen seen = read_all(n, all, count, &b->event);
        allowed = -1;
        assert_true(seen.lost || seen.denials == whole.denials);
        wd_normaliser_free(n);
    }
}

static void a_normaliser_that_cannot_be_made_leaves_nothing(void **state)
{
    (void)state;
    for (long k = 1; k < 8; k++) {
        allowed = k;
        struct wd_normaliser *n = wd_normaliser_new(NULL);
        allowed = -1;
        wd_normaliser_free(n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_allocation_may_fail, bench_setup, bench_teardown),
        cmocka_unit_test(a_normaliser_that_cannot_be_made_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
