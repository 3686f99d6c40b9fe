/* ram.json: system policies, actions without resources, OSS actions on objects, kinds of resources. */
#include "advise/alibaba/ram.h"
#include "whydenied/roles/table_file.h"

struct wd_ram_facts {
    json_t *root;
    const json_t *wider, *without_resource, *on_objects, *named;
};

struct wd_ram_facts *wd_ram_facts_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_ram_facts *facts = calloc(1, sizeof *facts);

    if (!facts) {
        wd_fail_memory(err);
        return NULL;
    }
    facts->root = wd_table_file_read(roles_dir, "ram.json", err);
    if (!facts->root) {
        free(facts);
        return NULL;
    }
    facts->wider = json_object_get(facts->root, "wider");
    facts->without_resource = json_object_get(facts->root, "without_resource");
    facts->on_objects = json_object_get(facts->root, "on_objects");
    facts->named = json_object_get(facts->root, "named");
    return facts;
}

void wd_ram_facts_free(struct wd_ram_facts *facts)
{
    if (!facts)
        return;
    json_decref(facts->root);
    free(facts);
}

/* The member of the first row whose actions begin so; NULL: none. */
static const char *look_up(const json_t *rows, struct wd_str action, const char *member)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        const char *actions = json_string_value(json_object_get(row, "actions"));
        if (actions && wd_str_starts(action, wd_str_of(actions)))
            return json_string_value(json_object_get(row, member));
    }
    return NULL;
}

const char *wd_ram_wider(const struct wd_ram_facts *facts, struct wd_str action)
{
    return look_up(facts->wider, action, "policy");
}

/* What every policy for reading holds: to list and to describe; those of OSS and of Log Service all that gets, too.
 * https://help.aliyun.com/zh/ram/developer-reference/aliyunossreadonlyaccess
 * https://www.alibabacloud.com/help/en/sls/developer-reference/overview-5 */
static bool only_reads(struct wd_str action)
{
    struct wd_str verb = action, product = wd_str_cut(&verb, ':');

    return wd_str_starts(verb, WD_STR("List")) || wd_str_starts(verb, WD_STR("Describe")) ||
           (wd_str_starts(verb, WD_STR("Get")) &&
            (wd_str_eqz(product, "oss") || wd_str_eqz(product, "log")));
}

/* "AliyunOSSFullAccess" → "OSS"; of "AliyunOSSReadOnlyAccess" only where the action reads. */
static struct wd_str all_of_product(struct wd_str policy, struct wd_str action)
{
    static const char full[] = "FullAccess", reading[] = "ReadOnlyAccess";
    struct wd_str name = wd_str_from(policy, strlen("Aliyun"));

    if (!wd_str_starts(policy, WD_STR("Aliyun")))
        return WD_STR_NONE;
    if (wd_str_ends(name, wd_str_of(full)))
        return wd_str_sub(name, 0, name.len - strlen(full));
    if (wd_str_ends(name, wd_str_of(reading)) && only_reads(action))
        return wd_str_sub(name, 0, name.len - strlen(reading));
    return WD_STR_NONE;
}

/* All of a product, as its name says: "AliyunPAIDLCFullAccess" of "paidlc", or the one that the product's actions are told to
 * stand in. */
bool wd_ram_gives_all(const struct wd_ram_facts *facts, struct wd_str policy, struct wd_str action)
{
    const char *wider = wd_ram_wider(facts, action);
    struct wd_str name = all_of_product(policy, action);

    if (wd_str_eqz(policy, "AdministratorAccess") || (wider && wd_str_eqz(policy, wider)))
        return true;
    return name.len > 0 && wd_str_ieq(name, wd_str_cut(&action, ':'));
}

const char *wd_ram_named(const struct wd_ram_facts *facts, struct wd_str action)
{
    return look_up(facts->named, action, "resource");
}

bool wd_ram_without_resource(const struct wd_ram_facts *facts, struct wd_str action)
{
    return wd_table_file_begins(facts->without_resource, action);
}

bool wd_ram_on_objects(const struct wd_ram_facts *facts, struct wd_str action)
{
    return wd_table_file_begins(facts->on_objects, action);
}
