/* Loads accounts.json; finds an account by its address.
 *
 * An address form holds, before the '@', at most one of the words PROJECT_NUMBER, PROJECT_ID,
 * FOLDER_NUMBER, ORGANIZATION_NUMBER and, after it, IDENTIFIER. */
#include "advise/accounts.h"

#include "whydenied/base/char.h"
#include "whydenied/base/digest.h"
#include "whydenied/base/json_value.h"
#include "whydenied/roles/table_file.h"

#define BUCKETS 64u /* of domains */

/* An account by its address form, or a hint by its name. */
struct row {
    struct wd_str name, domain;
    struct wd_jv json;
    json_t *made; /* once it was asked for: the texts of `account` and `hint` */
    size_t next;  /* in the bucket of its domain, from 1; in the order of the list */
    union {
        struct wd_account account;
        struct wd_hint hint;
    };
};

struct rows {
    struct row *items;
    size_t count;
};

struct wd_accounts {
    struct wd_arena *arena;
    struct wd_table_text table;
    struct rows list, hints;
    size_t first[BUCKETS];
    bool lacked;
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

static bool matches(struct wd_str form, struct wd_str email, struct wd_str *ret_number)
{
    struct wd_str number = WD_STR_NONE;

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

bool wd_account_matches(const char *pattern, struct wd_str email, struct wd_str *ret_number)
{
    return matches(wd_str_of(pattern), email, ret_number);
}

static int read_account(struct wd_accounts *accounts, struct row *row)
{
    struct wd_account *account = &row->account;
    const char *ja = json_string_value(json_object_get(row->made, "label_ja"));

    (void)accounts;
    account->email = json_string_value(json_object_get(row->made, "email"));
    account->domain = row->domain;
    wd_table_file_text(json_object_get(row->made, "label"), account->label);
    if (ja)
        account->label[WD_LANG_JA] = ja;
    account->api = json_string_value(json_object_get(row->made, "api"));
    account->role = json_string_value(json_object_get(row->made, "role"));
    account->agent = !json_is_false(json_object_get(row->made, "agent"));
    return 0;
}

static int read_hint(struct wd_accounts *accounts, struct row *row)
{
    const json_t *json = row->made;
    const char *word = json_string_value(json_object_get(json, "placeholder"));
    const char *member = json_string_value(json_object_get(json, "member"));
    struct wd_hint *hint = &row->hint;

    hint->name = wd_arena_strdup(accounts->arena, row->name);
    wd_table_file_text(json_object_get(json, "label"), hint->label);
    wd_table_file_text(json_object_get(json, "note"), hint->note);
    hint->email = json_string_value(json_object_get(json, "email"));
    hint->elsewhere = json_is_true(json_object_get(json, "elsewhere"));
    hint->member = member ? member
                          : wd_arena_printf(accounts->arena, "serviceAccount:%s",
                                            word ? word : "SERVICE_ACCOUNT")
                                .ptr;
    if (!hint->name || !hint->member)
        return -1;
    return wd_table_file_argv(accounts->arena, json_object_get(json, "find"), &hint->find) != 0 ||
                   wd_table_file_argv(accounts->arena, json_object_get(json, "create"),
                                      &hint->create) != 0
               ? -1
               : 0;
}

/* The row, whole; NULL without memory. */
static struct row *make(struct wd_accounts *accounts, struct row *row,
                        int (*read)(struct wd_accounts *, struct row *))
{
    if (row->made)
        return row;
    row->made = wd_json_value(row->json);
    if (row->made && read(accounts, row) == 0)
        return row;
    json_decref(row->made);
    row->made = NULL;
    accounts->lacked = true;
    return NULL;
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

static int take_rows(struct wd_accounts *accounts, struct wd_jv table, struct rows *rows)
{
    size_t room = 1;

    for (struct wd_jiter it = wd_jv_iter(table); wd_jiter_next(&it);)
        room++;
    rows->items = wd_arena_alloc(accounts->arena, room * sizeof *rows->items);
    if (!rows->items)
        return -1;
    for (struct wd_jiter it = wd_jv_iter(table); wd_jiter_next(&it);) {
        struct wd_str email = wd_jv_str(wd_jv_get(it.value, "email"));
        if (it.name.len == 0 && email.len == 0)
            continue;
        rows->items[rows->count++] = (struct row){.name = it.name.len > 0 ? it.name : email,
                                                  .domain = domain_of(email),
                                                  .json = it.value};
    }
    return 0;
}

static void list_domains(struct wd_accounts *accounts)
{
    for (size_t i = accounts->list.count; i > 0; i--) {
        struct row *row = &accounts->list.items[i - 1];
        size_t *first = &accounts->first[bucket_of(row->domain)];
        row->next = *first;
        *first = i;
    }
}

struct wd_accounts *wd_accounts_load(const char *roles_dir, struct wd_error *err)
{
    struct wd_accounts *accounts = calloc(1, sizeof *accounts);
    struct wd_jv root;

    if (!accounts) {
        wd_fail_memory(err);
        return NULL;
    }
    if (wd_table_text_open(&accounts->table, roles_dir, "accounts.json", &root, err) != 0) {
        wd_accounts_free(accounts);
        return NULL;
    }
    accounts->arena = wd_arena_new(WD_TABLE_FILE_MAX);
    if (!accounts->arena ||
        take_rows(accounts, wd_jv_get(root, "accounts"), &accounts->list) != 0 ||
        take_rows(accounts, wd_jv_get(root, "hints"), &accounts->hints) != 0) {
        wd_fail_memory(err);
        wd_accounts_free(accounts);
        return NULL;
    }
    list_domains(accounts);
    return accounts;
}

static void free_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        json_decref(rows->items[i].made);
}

void wd_accounts_free(struct wd_accounts *accounts)
{
    if (!accounts)
        return;
    free_rows(&accounts->list);
    free_rows(&accounts->hints);
    wd_arena_free(accounts->arena);
    wd_table_text_close(&accounts->table);
    free(accounts);
}

bool wd_accounts_lacked(const struct wd_accounts *accounts)
{
    return accounts->lacked;
}

size_t wd_accounts_count(const struct wd_accounts *accounts)
{
    return accounts->list.count;
}

const struct wd_account *wd_accounts_find(struct wd_accounts *accounts, struct wd_str email,
                                          struct wd_str *ret_number)
{
    struct wd_str domain = domain_of(email);

    if (!wd_str_ends(email, WD_STR(".gserviceaccount.com")))
        return NULL;
    for (size_t i = accounts->first[bucket_of(domain)]; i > 0;
         i = accounts->list.items[i - 1].next) {
        struct row *row = &accounts->list.items[i - 1];
        if (!wd_str_eq(row->domain, domain) || !matches(row->name, email, ret_number))
            continue;
        row = make(accounts, row, read_account);
        return row ? &row->account : NULL;
    }
    return NULL;
}

const struct wd_hint *wd_accounts_hint(struct wd_accounts *accounts, struct wd_str name)
{
    for (size_t i = 0; i < accounts->hints.count; i++) {
        struct row *row = &accounts->hints.items[i];
        if (wd_str_eq(name, row->name))
            return make(accounts, row, read_hint) ? &row->hint : NULL;
    }
    return NULL;
}
