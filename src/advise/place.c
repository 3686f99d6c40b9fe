/* Where to bind: the incident's resource seen as a place of a given level.
 *
 * Parts that the resource does not carry come from the slots (the project "_" of a bucket, the region
 * a Knative name lacks); what is nowhere stays empty and becomes a PLACEHOLDER. */
#include "advise/work.h"

#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

static struct wd_str usable(struct wd_str s)
{
    return wd_str_eqz(s, "-") || wd_str_eqz(s, "_") ? WD_STR_NONE : s;
}

static struct wd_str either(struct wd_str a, struct wd_str b)
{
    return usable(a).len ? a : usable(b);
}

bool wd_place_is_agent(struct wd_str account)
{
    return wd_str_ends(account, WD_STR("@cloudbuild.gserviceaccount.com")) ||
           wd_principal_kind_of(account, WD_DIALECT_AUDIT) == WD_PRINCIPAL_SERVICE_AGENT;
}

/* "x@acme-ml-prod.iam.gserviceaccount.com", "acme@appspot…", "123-compute@developer…" → the project. */
static struct wd_str project_of_account(struct wd_str email)
{
    struct wd_str rest = email, local = wd_str_cut(&rest, '@');

    if (wd_place_is_agent(email))
        return WD_STR_NONE; /* Google's project is no place to bind in */
    if (wd_str_eqz(rest, "appspot.gserviceaccount.com"))
        return local;
    if (wd_str_eqz(rest, "developer.gserviceaccount.com"))
        return wd_str_cut(&local, '-');
    if (wd_str_ends(rest, WD_STR(".iam.gserviceaccount.com")))
        return wd_str_cut(&rest, '.');
    return WD_STR_NONE;
}

static bool is_email(struct wd_str s)
{
    return wd_ident_ok(WD_IDENT_SERVICE_ACCOUNT, s);
}

static void account_place(const struct wd_work *work, struct wd_place *place)
{
    struct wd_str slot = wd_slot(work, WD_SLOT_SERVICE_ACCOUNT);
    struct wd_str leaf = place->part[WD_PART_LEAF];

    if (!is_email(leaf))
        leaf = is_email(slot) ? slot : leaf;
    place->part[WD_PART_LEAF] = leaf;
    if (is_email(leaf) && project_of_account(leaf).len > 0)
        place->part[WD_PART_PROJECT] = project_of_account(leaf);
}

/* The region of "NAME-HASH-uc.a.run.app": App Engine's codes, of which these stand in Google's own examples. Empty: another.
 * https://cloud.google.com/appengine/docs/standard/how-requests-are-routed#region-id */
static struct wd_str region_of_code(struct wd_str code)
{
    static const struct {
        const char *code, *region;
    } rows[] = {{"uc", "us-central1"},
                {"ue", "us-east1"},
                {"ew", "europe-west1"},
                {"an", "asia-northeast1"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wd_str_eqz(code, rows[i].code))
            return wd_str_of(rows[i].region);
    return WD_STR_NONE;
}

/* "https://NAME-PROJECTNUMBER.REGION.run.app" or "https://NAME-HASH-CODE.a.run.app"; "TAG---NAME-…" is a tag's address. Where
 * the job lies that calls it tells nothing of where it lies. */
static void run_place(const struct wd_work *work, struct wd_place *place)
{
    struct wd_str host = wd_slot(work, WD_SLOT_URL), label, region;

    if (wd_str_starts(host, WD_STR("https://")))
        host = wd_str_from(host, 8);
    host = wd_str_cut(&host, '/');
    if (host.len == 0)
        host = wd_slot(work, WD_SLOT_HOST);
    if (!wd_str_ends(host, WD_STR(".run.app")))
        return;
    label = wd_str_cut(&host, '.');
    region = wd_str_cut(&host, '.');
    bool hashed = wd_str_eqz(region, "a");
    struct wd_str number = WD_STR_NONE;
    struct wd_str code = wd_str_from(label, wd_str_rfind_char(label, '-') + 1);
    size_t tag = wd_str_find(label, WD_STR("---"));
    if (tag != WD_NPOS)
        label = wd_str_from(label, tag + 3);
    for (int dashes = hashed ? 2 : 1; dashes > 0; dashes--) {
        size_t dash = wd_str_rfind_char(label, '-');
        if (dash == WD_NPOS)
            return;
        number = wd_str_from(label, dash + 1);
        label = wd_str_sub(label, 0, dash);
    }
    place->part[WD_PART_LEAF] = label;
    if (hashed) {
        if (work->incident->dialect == WD_DIALECT_SCHEDULER)
            place->part[WD_PART_LOCATION] = region_of_code(code);
        return;
    }
    place->part[WD_PART_LOCATION] = region;
    if (wd_ident_ok(WD_IDENT_NUMBER, number)) /* the service's; a job's record may lie elsewhere */
        place->part[WD_PART_PROJECT] = number;
}

/* The segment behind `name` ("/jobs/"), up to what ends it. */
static struct wd_str segment(struct wd_str url, struct wd_str name)
{
    size_t at = wd_str_find(url, name), end = 0;
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(url, at + name.len);

    while (end < rest.len && !memchr("/:?#", rest.ptr[end], 4))
        end++;
    return wd_str_sub(rest, 0, end);
}

/* What starts a job by URL, in either version of the API:
 * https://REGION-run.googleapis.com/apis/run.googleapis.com/v1/namespaces/PROJECT/jobs/JOB:run
 * https://run.googleapis.com/v2/projects/PROJECT/locations/REGION/jobs/JOB:run */
static void job_place(const struct wd_work *work, struct wd_place *place)
{
    struct wd_str url = wd_slot(work, WD_SLOT_URL), rest = url, host;
    struct wd_str project = segment(url, WD_STR("/projects/"));
    struct wd_str location = segment(url, WD_STR("/locations/"));

    if (wd_str_starts(rest, WD_STR("https://")))
        rest = wd_str_from(rest, 8);
    host = wd_str_cut(&rest, '/');
    if (!wd_str_ends(host, WD_STR("run.googleapis.com")))
        return;
    if (project.len == 0)
        project = segment(url, WD_STR("/namespaces/"));
    if (location.len == 0 && wd_str_ends(host, WD_STR("-run.googleapis.com")))
        location = wd_str_sub(host, 0, host.len - strlen("-run.googleapis.com"));
    place->part[WD_PART_LEAF] = segment(url, WD_STR("/jobs/"));
    if (project.len > 0)
        place->part[WD_PART_PROJECT] = project;
    if (location.len > 0)
        place->part[WD_PART_LOCATION] = location;
}

/* https://compute.googleapis.com/compute/v1/projects/PROJECT/zones/ZONE/instances/VM/start */
static void instance_place(const struct wd_work *work, struct wd_place *place)
{
    struct wd_str url = wd_slot(work, WD_SLOT_URL);

    if (!wd_str_has(url, WD_STR("/compute/")))
        return;
    place->part[WD_PART_LEAF] = segment(url, WD_STR("/instances/"));
    place->part[WD_PART_LOCATION] = segment(url, WD_STR("/zones/"));
    place->part[WD_PART_PROJECT] = segment(url, WD_STR("/projects/"));
}

/* https://REGION-PROJECT.cloudfunctions.net/FUNCTION; a region ends in its number: "europe-west1-acme-prod". What the
 * job's own record says of project and region is about the job. */
static void function_place(const struct wd_work *work, struct wd_place *place)
{
    struct wd_str path = wd_slot(work, WD_SLOT_URL), host, label;
    size_t dash, end;

    if (wd_str_starts(path, WD_STR("https://")))
        path = wd_str_from(path, 8);
    host = wd_str_cut(&path, '/');
    label = wd_str_cut(&host, '.');
    dash = wd_str_find_char(label, '-');
    end = dash == WD_NPOS ? label.len : dash + 1;
    while (end < label.len && label.ptr[end] != '-')
        end++;
    if (!wd_str_eqz(host, "cloudfunctions.net") || end + 1 >= label.len ||
        !wd_is_digit(label.ptr[end - 1]))
        return;
    place->part[WD_PART_LEAF] = wd_str_cut(&path, '/');
    place->part[WD_PART_LOCATION] = wd_str_sub(label, 0, end);
    place->part[WD_PART_PROJECT] = wd_str_from(label, end + 1);
}

static struct wd_str last_part(struct wd_str path)
{
    size_t slash = wd_str_rfind_char(path, '/');

    return slash == WD_NPOS ? path : wd_str_from(path, slash + 1);
}

struct wd_str wd_place_above_projects(struct wd_str name, struct wd_str *ret_id)
{
    static const struct {
        struct wd_str path, type;
    } above[] = {{{"organizations", 13}, {"organization", 12}},
                 {{"folders", 7}, {"folder", 6}},
                 {{"billingAccounts", 15}, {"billing_account", 15}}};
    struct wd_str first = wd_str_cut(&name, '/'), id = wd_str_cut(&name, '/');

    for (size_t i = 0; i < sizeof above / sizeof *above; i++)
        if (wd_str_eq(first, above[i].path)) {
            if (ret_id)
                *ret_id = id;
            return above[i].type;
        }
    return WD_STR_NONE;
}

bool wd_place_is_above_projects(struct wd_str type)
{
    static const char *const types[] = {"organization", "folder", "billing_account"};

    return WD_STR_IN(type, types);
}

/* "… permission on dataset features", "No access for Secret ID db": a bare name of what the permission is about. */
static struct wd_str bare_name(const struct wd_work *work, struct wd_str type)
{
    static const struct {
        struct wd_str type, permissions;
        enum wd_ident ident;
    } kinds[] = {{{"dataset", 7}, {"bigquery.datasets.", 18}, WD_IDENT_DATASET},
                 {{"secret", 6}, {"secretmanager.", 14}, WD_IDENT_NAME}};
    struct wd_str name = wd_slot(work, WD_SLOT_RESOURCE);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wd_str_eq(type, kinds[i].type) && wd_ident_ok(kinds[i].ident, name) &&
            wd_str_starts(wd_slot(work, WD_SLOT_PERMISSION), kinds[i].permissions))
            return name;
    return WD_STR_NONE;
}

static void from_slots(const struct wd_work *work, struct wd_str type, struct wd_place *place)
{
    struct wd_str id;

    if (wd_str_eqz(type, "bucket"))
        place->part[WD_PART_LEAF] = wd_slot(work, WD_SLOT_BUCKET);
    else if (wd_str_eqz(type, "artifact_registry_repository"))
        place->part[WD_PART_LEAF] = last_part(wd_slot(work, WD_SLOT_REPOSITORY));
    else if (wd_str_eqz(type, "kms_key"))
        place->part[WD_PART_LEAF] = last_part(wd_slot(work, WD_SLOT_KEY));
    else if (bare_name(work, type).len > 0)
        place->part[WD_PART_LEAF] = bare_name(work, type);
    else if (wd_str_eqz(type, "instance"))
        instance_place(work, place);
    else if (wd_str_eqz(type, "access_policy")) /* of a perimeter, a level */
        place->part[WD_PART_LEAF] =
            segment(wd_str_of(work->incident->object_name), WD_STR("accessPolicies/"));
    else if (wd_str_eqz(type, "cloud_run_service"))
        run_place(work, place);
    else if (wd_str_eqz(type, "cloud_run_job"))
        job_place(work, place);
    else if (wd_str_eqz(type, "function") || wd_str_eqz(type, "function_v2"))
        function_place(work, place);
    else if (wd_str_eq(type, wd_place_above_projects(wd_str_of(work->incident->object_name), &id)))
        place->part[WD_PART_LEAF] = id;
}

/* What the resource lies in, seen from it: a table's dataset, a key's ring. */
static bool is_above(const struct wd_work *work, struct wd_str type, struct wd_str object)
{
    const struct wd_bind_level *level = wd_bind_find(work->advisor->levels, object);

    return level && level->parent && wd_str_eqz(type, level->parent);
}

/* What the object's parent lies in, where its level names that too. */
static struct wd_str above(const struct wd_work *work, const struct wd_bind_level *object)
{
    return object && object->above_in
               ? segment(wd_str_of(work->incident->object_name), wd_str_of(object->above_in))
               : WD_STR_NONE;
}

/* "…/instances/{leaf}" of what names its instance as {above}. */
static bool is_named_above(const struct wd_bind_level *level, const struct wd_bind_level *object)
{
    struct wd_str full = wd_str_of(level->full_resource);

    return object && object->above_in && wd_str_ends(full, WD_STR("{leaf}")) &&
           wd_str_ends(wd_str_sub(full, 0, full.len - strlen("{leaf}")),
                       wd_str_of(object->above_in));
}

/* The object's own name says where it lies, "global" too; a record's labels may lie elsewhere. */
static void where_its_name_says(const struct wd_work *work, struct wd_place *place)
{
    struct wd_str location = segment(wd_str_of(work->incident->object_name), WD_STR("/locations/"));

    if (location.len > 0)
        place->part[WD_PART_LOCATION] = location;
}

/* A subnet spans its region: of what stands in a zone, that. */
static void region_of_zone(struct wd_place *place)
{
    struct wd_str *location = &place->part[WD_PART_LOCATION];

    if (wd_str_eqz(wd_str_of(place->level->type), "subnetwork") &&
        wd_ident_ok(WD_IDENT_ZONE, *location))
        *location = wd_str_sub(*location, 0, wd_str_rfind_char(*location, '-'));
}

/* "projects/P/locations/europe-west3/secrets/db" is another secret than "projects/P/secrets/db". Only the name says so:
 * the location of a record is where the caller runs. */
static void in_its_location(const struct wd_work *work, struct wd_place *place)
{
    struct wd_str name = wd_str_of(work->incident->object_name);

    if (!place->level->regional || !wd_str_has(name, WD_STR("/locations/")))
        return;
    place->level = place->level->regional;
    place->part[WD_PART_LOCATION] = segment(name, WD_STR("/locations/"));
}

/* The object lies in the place: its name says which one it is. */
static void from_what_lies_in_it(const struct wd_work *work, struct wd_str object,
                                 struct wd_place *place)
{
    const struct wd_bind_level *level = wd_bind_find(work->advisor->levels, object);
    struct wd_str parent = wd_str_of(work->incident->object_parent);
    struct wd_str around = above(work, level);

    if (is_named_above(place->level, level) && around.len > 0) {
        place->part[WD_PART_LEAF] = around;
    } else if (is_above(work, wd_str_of(place->level->type), object) && parent.len > 0) {
        place->part[WD_PART_LEAF] = parent;
        if (around.len > 0)
            place->part[WD_PART_PARENT] = around;
    } else {
        return;
    }
    where_its_name_says(work, place);
}

bool wd_place_of(const struct wd_work *work, struct wd_str type, struct wd_place *ret_place)
{
    const struct wd_incident *incident = work->incident;
    struct wd_str object = wd_str_of(incident->object_type);
    struct wd_place place = {.level = wd_bind_find(work->advisor->levels, type)};

    if (!place.level)
        return false;
    if (wd_str_eq(object, type) || !(incident->doubts & WD_DOUBT_PERMISSION)) {
        /* else it is of another permission than the object, and where it lies is not known */
        place.part[WD_PART_PROJECT] =
            either(wd_str_of(incident->object_project), wd_str_of(incident->slot[WD_SLOT_PROJECT]));
        place.part[WD_PART_LOCATION] = either(wd_str_of(incident->object_location),
                                              wd_str_of(incident->slot[WD_SLOT_LOCATION]));
    }
    if (wd_str_eqz(type, "project")) /* the refusal may name another than the object's */
        place.part[WD_PART_PROJECT] = wd_slot(work, WD_SLOT_PROJECT);
    if (wd_str_eq(object, type)) {
        place.part[WD_PART_LEAF] = wd_str_of(incident->object_leaf);
        place.part[WD_PART_PARENT] = wd_str_of(incident->object_parent);
        place.part[WD_PART_ABOVE] = above(work, place.level);
        where_its_name_says(work, &place);
        in_its_location(work, &place);
    } else {
        from_slots(work, type, &place);
        from_what_lies_in_it(work, object, &place);
        region_of_zone(&place);
    }
    if (wd_str_eqz(type, "project") && wd_str_eqz(object, "project") &&
        place.part[WD_PART_PROJECT].len == 0)
        place.part[WD_PART_PROJECT] = wd_str_of(incident->object_leaf);
    if (wd_str_eqz(type, "service_account"))
        account_place(work, &place);
    *ret_place = place;
    return true;
}
