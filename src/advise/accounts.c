/* Loads accounts.json; finds an account by its address.
 *
 * An address form holds, before the '@', at most one of the words PROJECT_NUMBER, PROJECT_ID,
 * FOLDER_NUMBER, ORGANIZATION_NUMBER and, after it, IDENTIFIER. */
#include "advise/accounts.h"

#include "whydenied/base/char.h"
#include "whydenied/base/digest.h"
#include "whydenied/roles/table_file.h"

#define BUCKETS 64u /* of domains */

struct wd_accounts {
    struct wd_arena *arena;
    json_t *root;
    struct wd_account *list;
    size_t *next; /* in its bucket, from 1; in the order of the list */
    size_t count, first[BUCKETS];
    struct wd_hint *hints;
    size_t hint_count;
};

static const struct {
    struct wd_str word;
    bool digits;
} variables[] = {
    {{"PROJECT_NUMBER", 14}, true}, {{"ORGANIZATION_NUMBER", 19}, true},
    {{"FOLDER_NUMBER", 13}, true},  {{"PROJECT_ID", 10}, false},
    {{"IDENTIFIER", 10}, false},
};

/* How many bytes of `s` a variable takes: digits, or lower-case letters, digits and dashes. */
static size_t span(struct wd_str s, bool digits)
{
    size_t n = 0;

    while (n < s.len &&
           (wd_is_digit(s.ptr[n]) || (!digits && (wd_is_lower(s.ptr[n]) || s.ptr[n] == '-'))))
        n++;
    return n;
}

bool wd_account_matches(const char *pattern, struct wd_str email, struct wd_str *ret_number)
{
    struct wd_str form = wd_str_of(pattern), number = WD_STR_NONE;

    while (form.len > 0) {
        size_t v = 0, n = sizeof variables / sizeof *variables;
        while (v < n && !wd_str_starts(form, variables[v].word))
            v++;
        if (v == n) {
            if (email.len == 0 || email.ptr[0] != form.ptr[0])
                return false;
            form = wd_str_from(form, 1);
            email = wd_str_from(email, 1);
            continue;
        }
        size_t taken = span(email, variables[v].digits);
        if (taken == 0)
            return false;
        if (number.len == 0)
            number = wd_str_sub(email, 0, taken);
        form = wd_str_from(form, variables[v].word.len);
        email = wd_str_from(email, taken);
    }
    if (email.len == 0 && ret_number)
        *ret_number = number;
    return email.len == 0;
}

static int read_hint(struct wd_accounts *accounts, const char *name, const json_t *json,
                     struct wd_hint *hint)
{
    const char *word = json_string_value(json_object_get(json, "placeholder"));
    const char *member = json_string_value(json_object_get(json, "member"));

    hint->name = name;
    wd_table_file_text(json_object_get(json, "label"), hint->label);
    wd_table_file_text(json_object_get(json, "note"), hint->note);
    hint->email = json_string_value(json_object_get(json, "email"));
    hint->elsewhere = json_is_true(json_object_get(json, "elsewhere"));
    hint->member = member ? member
                          : wd_arena_printf(accounts->arena, "serviceAccount:%s",
                                            word ? word : "SERVICE_ACCOUNT")
                                .ptr;
    if (!hint->member)
        return -1;
    return wd_table_file_argv(accounts->arena, json_object_get(json, "find"), &hint->find) != 0 ||
                   wd_table_file_argv(accounts->arena, json_object_get(json, "create"),
                                      &hint->create) != 0
               ? -1
               : 0;
}

static struct wd_str domain_of(struct wd_str email)
{
    wd_str_cut(&email, '@');
    return email;
}

static size_t bucket_of(struct wd_str domain)
{
    return wd_hash(domain) % BUCKETS;
}

static void list_domains(struct wd_accounts *accounts)
{
    for (size_t i = accounts->count; i > 0; i--) {
        size_t *first = &accounts->first[bucket_of(accounts->list[i - 1].domain)];
        accounts->next[i - 1] = *first;
        *first = i;
    }
}

static int read_all(struct wd_accounts *accounts)
{
    json_t *list = json_object_get(accounts->root, "accounts");
    json_t *hints = json_object_get(accounts->root, "hints"), *json;
    const char *name;
    size_t i;

    accounts->list =
        wd_arena_alloc(accounts->arena, (json_array_size(list) + 1) * sizeof *accounts->list);
    accounts->hints =
        wd_arena_alloc(accounts->arena, (json_object_size(hints) + 1) * sizeof *accounts->hints);
    accounts->next =
        wd_arena_alloc(accounts->arena, (json_array_size(list) + 1) * sizeof *accounts->next);
    if (!accounts->list || !accounts->hints || !accounts->next)
        return -1;
    json_array_foreach (list, i, json) {
        struct wd_account *account = &accounts->list[accounts->count];
        const char *ja = json_string_value(json_object_get(json, "label_ja"));
        account->email = json_string_value(json_object_get(json, "email"));
        if (!account->email)
            continue;
        account->domain = domain_of(wd_str_of(account->email));
        wd_table_file_text(json_object_get(json, "label"), account->label);
        if (ja)
            account->label[WD_LANG_JA] = ja;
        account->api = json_string_value(json_object_get(json, "api"));
        account->role = json_string_value(json_object_get(json, "role"));
        account->agent = !json_is_false(json_object_get(json, "agent"));
        accounts->count++;
    }
    list_domains(accounts);
    json_object_foreach (hints, name, json)
        if (read_hint(accounts, name, json, &accounts->hints[accounts->hint_count++]) != 0)
            return -1;
    return 0;
}

struct wd_accounts *wd_accounts_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_accounts *accounts = calloc(1, sizeof *accounts);

    if (!accounts) {
        wd_fail_memory(err);
        return NULL;
    }
    accounts->root = wd_table_file_read(roles_dir, "accounts.json", err);
    if (!accounts->root) {
        wd_accounts_free(accounts);
        return NULL;
    }
    accounts->arena = wd_arena_new(WD_TABLE_FILE_MAX);
    if (!accounts->arena || read_all(accounts) != 0) {
        wd_fail_memory(err);
        wd_accounts_free(accounts);
        return NULL;
    }
    return accounts;
}

void wd_accounts_free(struct wd_accounts *accounts)
{
    if (!accounts)
        return;
    json_decref(accounts->root);
    wd_arena_free(accounts->arena);
    free(accounts);
}

size_t wd_accounts_count(const struct wd_accounts *accounts)
{
    return accounts->count;
}

const struct wd_account *wd_accounts_find(const struct wd_accounts *accounts, struct wd_str email,
                                          struct wd_str *ret_number)
{
    struct wd_str domain = domain_of(email);

    if (!wd_str_ends(email, WD_STR(".gserviceaccount.com")))
        return NULL;
    for (size_t i = accounts->first[bucket_of(domain)]; i > 0; i = accounts->next[i - 1]) {
        const struct wd_account *account = &accounts->list[i - 1];
        if (wd_str_eq(account->domain, domain) &&
            wd_account_matches(account->email, email, ret_number))
            return account;
    }
    return NULL;
}

const struct wd_hint *wd_accounts_hint(const struct wd_accounts *accounts, struct wd_str name)
{
    for (size_t i = 0; i < accounts->hint_count; i++)
        if (wd_str_eqz(name, accounts->hints[i].name))
            return &accounts->hints[i];
    return NULL;
}
