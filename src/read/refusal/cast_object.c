/* What was refused: which of several names is the object, and what its name, a noun or an address tells of its parts. */
#include "read/refusal/cast.h"
#include "read/refusal/merge.h"

#include "whydenied/base/char.h"

/* "serviceAccount:X": as a policy writes its members. */
static struct wd_str without_kind(struct wd_str member)
{
    static const char *const kinds[] = {"serviceAccount:", "user:", "group:"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wd_str_starts(member, wd_str_of(kinds[i])) && wd_str_find_char(member, '@') != WD_NPOS)
            return wd_str_from(member, strlen(kinds[i]));
    return member;
}

bool wd_cast_only_counts(struct wd_str name)
{
    size_t digits = 0;

    while (digits < name.len && wd_is_digit(name.ptr[digits]))
        digits++;
    return digits == name.len && digits < 4;
}

void wd_cast_subject(struct wd_cast *c, struct wd_str name, enum wd_refusal_said said)
{
    name = without_kind(name);
    size_t account = wd_str_find(name, WD_STR("/serviceAccounts/"));

    if (said <= c->r->said || wd_cast_only_counts(name))
        return;
    if (account != WD_NPOS && wd_str_find_char(name, '@') != WD_NPOS)
        name = wd_str_from(name, account + 17);
    c->r->subject = name;
    c->r->said = said;
}

void wd_cast_parts(struct wd_cast *c, struct wd_str name)
{
    if (wd_refusal_parts(name, c->arena, c->r->part) != 0)
        c->failed = true;
}

/* "name:setIamPolicy", "https://…/projects/P:getIamPolicy?alt=json": what was to be done to it. */
static void note_method(struct wd_cast *c, struct wd_str name)
{
    struct wd_str method = wd_str_sub(name, 0, wd_str_find_char(name, '?'));
    size_t colon = wd_str_rfind_char(method, ':');

    if (wd_is_project_of_domain(wd_last_part(method, '/')))
        return;
    method = colon == WD_NPOS ? WD_STR_NONE : wd_str_from(method, colon + 1);
    if (method.len < 3 || method.ptr[0] < 'a' || method.ptr[0] > 'z')
        return;
    for (size_t i = 0; i < method.len; i++)
        if ((method.ptr[i] | 0x20) < 'a' || (method.ptr[i] | 0x20) > 'z')
            return;
    c->r->action = method;
}

/* BigQuery's jobs: P:LOCATION.JOB */
static bool is_job(const struct wd_token *t, size_t colon)
{
    return t->shape == WD_SHAPE_COLONS && colon != WD_NPOS &&
           colon == wd_str_rfind_char(t->text, ':') &&
           wd_str_find_char(wd_str_from(t->text, colon), '.') != WD_NPOS;
}

/* "dataset acme-prod.marts", as standard SQL names it */
static bool is_dotted_dataset(struct wd_str name)
{
    size_t dot = wd_str_find_char(name, '.');

    return dot != WD_NPOS && dot > 0 && dot + 1 < name.len && dot == wd_str_rfind_char(name, '.') &&
           wd_str_find_char(name, ':') == WD_NPOS && wd_str_find_char(name, '/') == WD_NPOS;
}

/* A name without a form of its own is what the noun before it says. */
static void name_parts(struct wd_cast *c, const struct wd_token *t)
{
    struct wd_naming n = {.arena = c->arena, .part = c->r->part};
    enum wd_refusal_part part = c->role.thing ? c->role.part : WD_PART_COUNT;
    bool plain = t->shape <= WD_SHAPE_NUMBER || t->shape == WD_SHAPE_MAYBE,
         colons = t->shape == WD_SHAPE_COLONS,
         whole = t->shape == WD_SHAPE_RESOURCE ||
                 t->shape == WD_SHAPE_STORAGE; /* "delta table 'gs://b/t'": files */
    size_t colon = wd_str_find_char(t->text, ':');

    if (t->shape == WD_SHAPE_API) {
        if (wd_str_eq(c->r->object, t->text)) /* not the one whose address was called */
            n.part[WD_PART_API] = WD_STR_NONE;
        wd_part_set(&n, WD_PART_API, wd_str_sub(t->text, 0, colon));
    } else if (part == WD_PART_NAME && is_job(t, colon)) {
        wd_part_set(&n, WD_PART_PROJECT, wd_str_sub(t->text, 0, colon));
        wd_part_set(&n, WD_PART_NAME, wd_str_from(t->text, colon + 1));
    } else if (part == WD_PART_DATASET && is_dotted_dataset(t->text)) {
        struct wd_str dataset = t->text;
        wd_part_set(&n, WD_PART_PROJECT, wd_str_cut(&dataset, '.'));
        wd_part_set(&n, WD_PART_DATASET, dataset);
    } else if ((part == WD_PART_TABLE && !whole) || (part == WD_PART_DATASET && colons)) {
        wd_parts_of_table(&n, t->text);
    } else if ((plain && part != WD_PART_COUNT) || (colons && part < WD_PART_NAME)) {
        /* "<host project id>/regions/…": the rest of a path whose name is hidden */
        if (t->text.ptr[0] != '/')
            wd_part_set(&n, part, wd_str_sub(t->text, 0, colon));
    } else {
        wd_cast_parts(c, t->text);
    }
}

/* "pull gcr.io/P/I: unable to access P/I": once more, without its host. */
static bool is_path_of_registry(const struct wd_cast *c, const struct wd_token *t)
{
    return t->shape == WD_SHAPE_PATH && wd_is_registry(c->r->part[WD_PART_HOST]) &&
           wd_str_has(c->r->object, t->text);
}

/* "mntCmd:": two words in one, as programs name fields; the names of things have no capital in them. */
static bool is_key(struct wd_str text)
{
    bool capital = false;

    for (size_t i = 0; i < text.len; i++) {
        if (!wd_is_letter(text.ptr[i]))
            return capital && text.ptr[i] == ':';
        capital |= i > 0 && wd_is_upper(text.ptr[i]) && wd_is_lower(text.ptr[i - 1]);
    }
    return false;
}

/* "no right to access this object RequestId:5F0C", "failed in host, mntCmd:systemd-run": a field that a program printed
 * without a blank. "trying to reuse blob sha256:e59f…": what is in it, no name of it. */
static bool is_field(struct wd_str text)
{
    return wd_str_istarts(text, WD_STR("sha256:")) || is_key(text);
}

/* "view-only members cannot create projects" */
static bool is_adjective(struct wd_str text)
{
    return wd_str_ends(text, WD_STR("-only"));
}

/* "in resource "google_storage_bucket" "raw"": Terraform's word for what its file describes. */
static bool is_type_of_plan(struct wd_str text)
{
    return wd_str_starts(text, WD_STR("google_")) || wd_str_starts(text, WD_STR("alicloud_"));
}

/* "Failed to assume role: [SDKError] code: 403": a class of errors. */
static bool is_class_of_error(struct wd_str text)
{
    return wd_str_ends(text, WD_STR("Error")) || wd_str_ends(text, WD_STR("Exception"));
}

/* "the … Encrypter/Decrypter role": a word of the role's title. */
static bool is_of_title(const struct wd_cast *c, size_t i)
{
    return wd_cast_does(c, i + 1) == WD_DOES_NAME_THING &&
           wd_cast_token(c, i + 1)->meaning->value == WD_PART_ROLE;
}

/* "cannot upload to gs://b/pipe/1: copying to pipe/1: …": a path within what was named in full. */
static bool is_within(const struct wd_cast *c, const struct wd_token *t)
{
    return t->shape == WD_SHAPE_PATH && c->object_shape == WD_SHAPE_STORAGE &&
           c->r->permission_count == 0;
}

/* "specified by the [core/account] property": of gcloud's own settings. */
static bool is_property(const struct wd_cast *c, size_t i)
{
    static const char *const nouns[] = {"property", "setting", "flag", "option"};

    return wd_cast_token(c, i)->shape == WD_SHAPE_PATH &&
           WD_STR_IIN(wd_cast_token(c, i + 1)->text, nouns);
}

/* "access projects instance [p] …: Permission 'q' denied on parent resource 'folders/1'", "Project p: X does not have q
 * permission on projects/k/…/cryptoKeys/c": the whole name behind the permission is what it was refused on. Whether a
 * project's number is that of the id before it is asked elsewhere. */
static bool is_of_permission(const struct wd_cast *c, const struct wd_token *t)
{
    const struct wd_str mark = WD_STR("projects/");
    size_t slash = wd_str_find_char(t->text, '/'), at = wd_str_find(t->text, mark);
    bool project = at != WD_NPOS && ((at == 0 && slash == wd_str_rfind_char(t->text, '/')) ||
                                     wd_is_digit(wd_str_at(t->text, at + mark.len)));

    return c->object_before && t->shape == WD_SHAPE_RESOURCE && !project &&
           c->r->permission_count > 0 && c->role.by == WD_DOES_PLACE &&
           c->object_shape != WD_SHAPE_RESOURCE;
}

/* "commands like gcloud projects get-iam-policy and …": what is done, no name of a project. */
static bool is_verb_of_gcloud(const struct wd_cast *c, size_t i)
{
    static const char *const verbs[] = {"get-iam-policy", "set-iam-policy",
                                        "add-iam-policy-binding", "remove-iam-policy-binding"};

    return WD_STR_IIN(wd_cast_token(c, i)->text, verbs) ||
           (i > 1 && wd_str_eqz(wd_cast_token(c, i - 2)->text, "gcloud") &&
            wd_str_ends(wd_cast_token(c, i - 1)->text, WD_STR("s")));
}

/* "project #123456789012" */
static struct wd_token without_hash(struct wd_token token)
{
    if (token.text.len > 1 && token.text.ptr[0] == '#' && wd_is_digit(token.text.ptr[1]))
        token.text = wd_str_from(token.text, 1);
    return token;
}

/* "projects/<host project id>/regions/…": the name itself is hidden, and the blanks in what hides it part the path. */
static bool is_bare_collection(struct wd_str s)
{
    static const char *const bare[] = {"projects/", "folders/", "organizations/"};

    return WD_STR_IN(s, bare);
}

/* An object behind the word of refusal beats one before it, and any beats one that no word makes the object; else
 * the first stays, and others add parts. */
void wd_cast_object(struct wd_cast *c, size_t i)
{
    const struct wd_token token = without_hash(*wd_cast_token(c, i)), *t = &token;
    bool late = i > c->out->tone.at;

    if (is_path_of_registry(c, t) || is_of_title(c, i) || is_field(t->text) ||
        is_type_of_plan(t->text) || is_adjective(t->text) || is_class_of_error(t->text) ||
        wd_str_eqz(t->text, "Pub/Sub")) /* the product */
        return;
    if (is_bare_collection(t->text) || is_within(c, t) || is_property(c, i) ||
        is_verb_of_gcloud(c, i))
        return;
    if (c->r->object.len == 0 || c->object_weak || (late && !c->object_late) ||
        is_of_permission(c, t)) {
        if (c->r->object.len > 0)
            memset(c->r->part, 0, sizeof c->r->part);
        c->r->object = t->text;
        c->object_shape = t->shape;
        c->object_late = late;
        c->object_before = c->r->permission_count == 0;
        c->object_weak = false;
    }
    name_parts(c, t);
    if (!c->role.thing || (c->role.part != WD_PART_TABLE && c->role.part != WD_PART_DATASET))
        note_method(c, t->text);
}

static bool is_documentation(struct wd_str url)
{
    static const char *const hosts[] = {"://cloud.google.com",
                                        "://help.aliyun",
                                        "://error-center",
                                        "://docs.",
                                        "://wandb.me",
                                        "://console.cloud.google",
                                        "://api.aliyun.com",
                                        "://www.alibabacloud",
                                        "://firebase.google.com",
                                        "://developers.google.com",
                                        "://api.alibabacloud.com"};

    return WD_STR_ANY(wd_str_has, url, hosts);
}

/* "See URL for help", "visit URL": a page that is recommended. */
static bool is_recommended(const struct wd_cast *c, size_t i)
{
    static const char *const words[] = {"see", "visit", "read", "view", "documentation"};

    for (size_t k = 0; i > 0 && k < sizeof words / sizeof *words; k++)
        if (wd_str_ieq(wd_cast_token(c, i - 1)->text, wd_str_of(words[k])))
            return wd_cast_token(c, i)->shape == WD_SHAPE_URL;
    return false;
}

/* "copying A: POST https://B/v2/…/blobs/uploads/: DENIED": the registry that was called is the one that refused,
 * not the one that was copied from. */
static void forget_other_registry(struct wd_cast *c, size_t i)
{
    static const enum wd_refusal_part parts[] = {WD_PART_HOST, WD_PART_LOCATION, WD_PART_PROJECT,
                                                 WD_PART_NAMESPACE, WD_PART_REPOSITORY};
    struct wd_str url = wd_cast_token(c, i)->text;
    struct wd_str before = c->r->part[WD_PART_HOST];

    if (i == 0 || wd_cast_does(c, i - 1) != WD_DOES_HTTP || !wd_is_registry(before) ||
        wd_str_has(url, before) ||
        (!wd_str_has(url, WD_STR("/blobs/")) && !wd_str_has(url, WD_STR("/manifests/"))))
        return;
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        c->r->part[parts[k]] = WD_STR_NONE;
    c->r->object = WD_STR_NONE;
}

/* "metadata for repository 'acme': 403 for https://L-yum.pkg.dev/P/R": the client's own name for it gives way. */
static void forget_bare_name(struct wd_cast *c, size_t i)
{
    struct wd_str *named = &c->r->part[WD_PART_REPOSITORY];
    struct wd_str part[WD_PART_COUNT] = {{0}};

    if (named->len == 0 || c->r->part[WD_PART_HOST].len > 0 ||
        c->r->part[WD_PART_PROJECT].len > 0 ||
        wd_refusal_parts(wd_cast_token(c, i)->text, c->arena, part) != 0 ||
        !wd_is_registry(part[WD_PART_HOST]) || part[WD_PART_REPOSITORY].len == 0)
        return;
    if (wd_str_eq(c->r->object, *named))
        c->r->object = WD_STR_NONE;
    *named = WD_STR_NONE;
}

/* "go: acme.example/lib@v1.2.0: reading https://L-go.pkg.dev/P/R/…: 403": whose module it is gives way to where it lies. */
static void forget_module(struct wd_cast *c, size_t i)
{
    struct wd_str *host = &c->r->part[WD_PART_HOST], part[WD_PART_COUNT] = {{0}};

    if (host->len == 0 || wd_refusal_is_at_ours(c->r) || c->r->part[WD_PART_PROJECT].len > 0 ||
        wd_cast_token(c, i)->shape != WD_SHAPE_URL ||
        wd_refusal_parts(wd_cast_token(c, i)->text, c->arena, part) != 0 ||
        !wd_is_registry(part[WD_PART_HOST]) || part[WD_PART_REPOSITORY].len == 0)
        return;
    *host = WD_STR_NONE;
}

/* An address that no word makes the object: it is where the call went. */
/* "in API group "ray.io"": a type's group, written as a host. */
static bool is_group_of_cluster(const struct wd_cast *c, size_t i)
{
    const struct wd_role *role = &c->role;

    return role->thing && role->adjacent && role->part == WD_PART_GROUP && i > 1 &&
           wd_str_ieq(wd_cast_token(c, i - 2)->text, WD_STR("API"));
}

void wd_cast_address(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    struct wd_naming n = {.arena = c->arena, .part = c->r->part};

    if (is_group_of_cluster(c, i)) {
        wd_part_set(&n, WD_PART_GROUP, t->text);
        return;
    }
    if (is_documentation(t->text) || is_recommended(c, i))
        return;
    forget_other_registry(c, i);
    forget_bare_name(c, i);
    forget_module(c, i);
    bool bucket = c->role.thing && c->role.adjacent && c->role.part == WD_PART_BUCKET;

    if ((c->role.by == WD_DOES_PLACE || bucket) && t->shape != WD_SHAPE_URL)
        wd_cast_object(c, i); /* "for bucket data.example.com", too */
    else if (c->r->part[WD_PART_HOST].len == 0) {
        wd_cast_parts(c, t->text);
        if (t->shape == WD_SHAPE_URL)
            note_method(c, t->text);
    }
}
