/* Whether the Terraform of a saved report is such as this program writes: resources of two providers, their arguments texts
 * that nothing evaluates, a policy as a document, a condition that ends. Whoever edits a report could else have
 * `terraform apply` run a program. */
#include "report/document/load.h"

#include "whydenied/base/char.h"

static bool is_name(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_alnum(s.ptr[i]) && s.ptr[i] != '_')
            return false;
    return s.len > 0;
}

/* "${" and "%{" are evaluated unless the sign is doubled. */
static bool is_evaluated(struct wd_str s)
{
    for (size_t i = 0; i + 1 < s.len; i++)
        if ((s.ptr[i] == '$' || s.ptr[i] == '%') && s.ptr[i + 1] == '{' &&
            (i == 0 || s.ptr[i - 1] != s.ptr[i]))
            return true;
    return false;
}

/* A text in quotes, and nothing behind it. */
static bool is_text(struct wd_str s)
{
    size_t i = 1;

    if (s.len < 2 || s.ptr[0] != '"')
        return false;
    while (i < s.len && s.ptr[i] != '"')
        i += s.ptr[i] == '\\' ? 2 : 1;
    return i + 1 == s.len && !is_evaluated(s);
}

/* resource "google_…" "name" { */
static bool is_resource(struct wd_str line)
{
    struct wd_str rest = line, lead = wd_str_cut(&rest, '"'), type = wd_str_cut(&rest, '"'),
                  between = wd_str_cut(&rest, '"'), name = wd_str_cut(&rest, '"');

    return wd_str_eqz(lead, "resource ") && wd_str_eqz(between, " ") && wd_str_eqz(rest, " {") &&
           is_name(type) && is_name(name) &&
           (wd_str_starts(type, WD_STR("alicloud_ram_")) ||
            (wd_str_starts(type, WD_STR("google_")) && wd_str_ends(type, WD_STR("_iam_member"))));
}

/* name = "text", name = <<-EOT, name = alicloud_ram_policy.NAME.policy_name */
static bool is_argument(struct wd_str line)
{
    struct wd_str value = line, name = wd_str_trim(wd_str_cut(&value, '='));
    struct wd_str rest;

    value = wd_str_trim(value);
    rest = value;
    if (!is_name(name))
        return false;
    if (is_text(value) || wd_str_eqz(value, "<<-EOT"))
        return true;
    return wd_str_eqz(wd_str_cut(&rest, '.'), "alicloud_ram_policy") &&
           is_name(wd_str_cut(&rest, '.')) && wd_str_eqz(rest, "policy_name");
}

bool wd_terraform_is_ours(struct wd_str text)
{
    bool inside = false, document = false;

    while (text.len > 0) {
        struct wd_str line = wd_str_cut(&text, '\n'), bare = wd_str_trim(line);

        if (document) {
            document = !wd_str_eqz(bare, "EOT");
            if (is_evaluated(line))
                return false;
        } else if (bare.len == 0 || wd_str_eqz(bare, "}")) {
            inside = inside && !wd_str_eqz(line, "}");
        } else if (!inside) {
            inside = is_resource(line);
            if (!inside)
                return false;
        } else if (!wd_str_eqz(bare, "condition {")) {
            if (!is_argument(bare))
                return false;
            document = wd_str_ends(bare, WD_STR("<<-EOT"));
        }
    }
    return !inside && !document;
}
