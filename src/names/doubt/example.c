/* Names of documentation, "sa-name@project-id…", "gs://your-bucket", or what stands for a name that somebody hid; an API that
 * is to be switched on in two projects at once, or two APIs: nobody's own record says so. What was pasted from a page is
 * told, and not made a command of (WD_DOUBT_READ). */
#include "names/doubt/doubt.h"

#include "names/resource.h"
#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

/* Whole names, as guides write them: https://cloud.google.com/storage/docs/access-control/using-iam-permissions. A name
 * that only holds one of these is somebody's. */
static const char *const examples[] = {"project-id",
                                       "project-name",
                                       "project_id",
                                       "projectid",
                                       "my-project",
                                       "my-project-id",
                                       "my-gcp-project",
                                       "your-project",
                                       "your-project-id",
                                       "your-gcp-project",
                                       "example-project",
                                       "sample-project",
                                       "demo-project", /* Firebase's, of its emulators */
                                       "my_project",
                                       "bucket-name",
                                       "bucket_name",
                                       "bucketname",
                                       "my-bucket-name",
                                       "your-bucket",
                                       "your-bucket-name",
                                       "example-bucket",
                                       "my-bucket",
                                       "your_bucket_name",
                                       "sa-name",
                                       "sa_name",
                                       "my-sa",
                                       "your-sa",
                                       "my-service-account",
                                       "your-service-account",
                                       "service-account-name",
                                       "service_account_name",
                                       "your-service-account-name",
                                       "secret-id",
                                       "secret-name",
                                       "secret_id",
                                       "your-secret",
                                       "my-secret",
                                       "topic-id",
                                       "topic-name",
                                       "topic_id",
                                       "your-topic",
                                       "my-topic",
                                       "dataset-id",
                                       "dataset_id",
                                       "your-dataset",
                                       "your-repo",
                                       "repository-name",
                                       "your-username",
                                       "your-email",
                                       "user-name",
                                       "your-name",
                                       "redacted",
                                       "masked",
                                       "censored",
                                       "anonymized",
                                       "anonymised",
                                       "bucket",
                                       "foo",
                                       "bar"};

/* "xxxxxxxx": one letter over and over; "www" is what a certificate, a record or a rule of a site is called. */
static bool is_filled(struct wd_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != name.ptr[0] || !wd_is_letter(name.ptr[i]))
            return false;
    return name.len > 2 && !wd_str_ieq(name, WD_STR("www"));
}

static bool is_example(struct wd_str name)
{
    return is_filled(name) || WD_STR_IIN(name, examples);
}

/* "sa-name@project-id.iam.gserviceaccount.com": either part. */
static bool is_example_address(struct wd_str who)
{
    struct wd_str domain = who, name = wd_str_cut(&domain, ':');

    if (domain.len == 0)
        domain = name;
    name = wd_str_cut(&domain, '@');
    return domain.len > 0 && (is_example(name) || is_example(wd_str_cut(&domain, '.')));
}

/* "alice@example.com": the people of guides, in the domains that are kept for them (RFC 2606). */
static bool is_example_person(struct wd_str who)
{
    static const char *const names[] = {"alice",    "john.doe", "jane.doe", "johndoe",
                                        "janedoe",  "jdoe",     "user",     "someone",
                                        "somebody", "username", "name",     "you"};
    static const char *const domains[] = {"example.com", "example.org", "example.net"};
    struct wd_str domain = wd_last_part(who, ':'), name = wd_str_cut(&domain, '@');

    return WD_STR_IIN(name, names) && WD_STR_IIN(domain, domains);
}

static bool names_an_example(const struct wd_event *event, const struct wd_object *on)
{
    return is_example_person(event->slot[WD_SLOT_PRINCIPAL]) ||
           is_example_address(event->slot[WD_SLOT_PRINCIPAL]) ||
           is_example_address(event->slot[WD_SLOT_SERVICE_ACCOUNT]) ||
           is_example(event->slot[WD_SLOT_BUCKET]) || is_example(event->slot[WD_SLOT_PROJECT]) ||
           is_example(on->leaf) || is_example(on->project);
}

/* "… has not been used in project P …, visiting https://console…?project=Q": Q, in P's spelling, is another. */
static bool links_elsewhere(const struct wd_event *event, struct wd_str text)
{
    struct wd_str project = event->slot[WD_SLOT_PROJECT];
    size_t console = wd_str_find(text, WD_STR("://console.")), at, len = 0;

    text = wd_str_from(text, console == WD_NPOS ? text.len : console);
    at = wd_str_find(text, WD_STR("?project="));
    text = wd_str_from(text, at == WD_NPOS ? text.len : at + 9);
    while (len < text.len && (wd_is_word(text.ptr[len]) || text.ptr[len] == '-'))
        len++;
    text = wd_str_sub(text, 0, len);
    return len > 0 && project.len > 0 && !wd_str_eq(text, project) &&
           wd_ident_ok(WD_IDENT_NUMBER, text) == wd_ident_ok(WD_IDENT_NUMBER, project);
}

/* Behind the key "service" of an error's details, whatever its quotes; "serviceusage.googleapis.com" is a domain. */
static struct wd_str behind_service(struct wd_str text)
{
    const struct wd_str key = WD_STR("service");

    for (size_t at; (at = wd_str_find(text, key)) != WD_NPOS;) {
        text = wd_str_from(text, at + key.len);
        if (wd_char_in(wd_str_at(text, 0), "\\'\": "))
            return text;
    }
    return WD_STR_NONE;
}

/* "Enable it by visiting …/apis/api/A/…", and the details say `service: B`. */
static bool details_other_api(const struct wd_event *event, struct wd_str text)
{
    size_t info = wd_str_find(text, WD_STR("google.rpc.ErrorInfo")), len = 0;

    text = behind_service(wd_str_from(text, info == WD_NPOS ? text.len : info));
    text = wd_str_trim_left_of(text, "\\'\": ");
    while (len < text.len && (wd_is_word(text.ptr[len]) || wd_char_in(text.ptr[len], "-.")))
        len++;
    text = wd_str_sub(text, 0, len);
    return event->slot[WD_SLOT_API].len > 0 && wd_str_ends(text, WD_STR(".googleapis.com")) &&
           !wd_str_eq(text, event->slot[WD_SLOT_API]);
}

void wd_doubt_examples(struct wd_event *event, const struct wd_object *on)
{
    bool doubtful = names_an_example(event, on);

    for (size_t i = 0; i < event->text_count && !doubtful; i++)
        doubtful = links_elsewhere(event, event->texts[i].s) ||
                   details_other_api(event, event->texts[i].s);
    if (doubtful)
        event->doubts |= WD_DOUBT_READ;
}
