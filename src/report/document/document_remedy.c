/* The remedies of a document. */
#include <math.h>

#include "report/document/document.h"
#include "whydenied/base/escape.h"
#include "whydenied/report/value.h"

/* Shares are given to four places: enough to rank by, and the same after reading back. */
#define SHARE_UNIT 10000.0

#define WHOLE(name, value) WD_MEMBER_IN(extent == WD_EXTENT_WHOLE, name, value)
/* In short, what is not there is left out. */
#define THERE(there, name, value) WD_MEMBER_IN((there) || extent == WD_EXTENT_WHOLE, name, value)

static json_t *command_at(const void *commands, size_t index)
{
    return wd_document_make_command(&((const struct wd_argv *)commands)[index], WD_EXTENT_WHOLE);
}

static json_t *short_command_at(const void *commands, size_t index)
{
    return wd_document_make_command(&((const struct wd_argv *)commands)[index], WD_EXTENT_SHOWN);
}

static json_t *make_commands(const struct wd_argv *commands, size_t count, enum wd_extent extent)
{
    return wd_value_array(count, extent == WD_EXTENT_WHOLE ? command_at : short_command_at,
                          commands);
}

/* Of a role; null where there is none, or it is not known. */
static json_t *make_size(unsigned size)
{
    return size ? wd_value_count(size) : json_null();
}

static json_t *alternative_at(const void *alternatives, size_t index)
{
    const struct wd_choice *choice = &((const struct wd_choice *)alternatives)[index];
    const struct wd_member members[] = {
        {"role", wd_value_textz(choice->role)},
        {"why", wd_value_textz(choice->why)},
        {"size", make_size(choice->size)},
        {"also", wd_value_textz(choice->also)},
    };

    return WD_VALUE_OBJECT(members);
}

static json_t *covered_at(const void *fingerprints, size_t index)
{
    return wd_document_fingerprint(((const uint64_t *)fingerprints)[index]);
}

static json_t *make_target(const struct wd_remedy *remedy)
{
    if (!remedy->on_type && !remedy->on_name)
        return json_null();
    const struct wd_member members[] = {
        {"type", wd_value_textz(remedy->on_type)},
        {"name", wd_value_textz(remedy->on_name)},
    };
    return WD_VALUE_OBJECT(members);
}

static json_t *make_entitlement(const struct wd_temporary *temporary)
{
    if (!temporary->request)
        return json_null();
    const struct wd_member members[] = {
        {"search", wd_document_make_command(&temporary->search, WD_EXTENT_WHOLE)},
        {"template", wd_value_textz(temporary->request)},
    };
    return WD_VALUE_OBJECT(members);
}

static json_t *make_temporary(const struct wd_temporary *temporary)
{
    if (!temporary)
        return json_null();
    const struct wd_member members[] = {
        {"until", wd_value_textz(temporary->until)},
        {"command", temporary->until
                        ? wd_document_make_command(&temporary->command, WD_EXTENT_WHOLE)
                        : json_null()},
        {"template", wd_value_textz(temporary->template_text)},
        {"terraform", wd_value_textz(wd_terraform_text(temporary->terraform))},
        {"entitlement", make_entitlement(temporary)},
    };
    return WD_VALUE_OBJECT(members);
}

/* In short, the look-up is shown where there is no command. */
json_t *wd_document_make_remedy(const struct wd_remedy *remedy, enum wd_extent extent)
{
    const bool verify = extent == WD_EXTENT_WHOLE || remedy->command_count == 0;
    const struct wd_member members[] = {
        {"id", wd_value_textz(remedy->id)},
        {"kind", wd_value_textz(wd_remedy_kind_name(remedy->kind))},
        {"summary", wd_value_textz(remedy->summary)},
        WHOLE("member", wd_value_textz(remedy->member)),
        {"role", wd_value_textz(remedy->role)},
        {"role_size", make_size(remedy->role_size)},
        {"role_also", wd_value_texts(remedy->role_also, remedy->role_also_count)},
        WHOLE("on", make_target(remedy)),
        {"commands", make_commands(remedy->commands, remedy->command_count, extent)},
        WHOLE("terraform", wd_value_textz(wd_terraform_text(remedy->terraform))),
        THERE(remedy->policy, "policy", remedy->policy ? json_incref(remedy->policy) : json_null()),
        THERE(remedy->template_text, "template", wd_value_textz(remedy->template_text)),
        WD_MEMBER_IN(verify, "verify", make_commands(remedy->verify, remedy->verify_count, extent)),
        THERE(remedy->why_no_command, "why_no_command", wd_value_textz(remedy->why_no_command)),
        THERE(remedy->link, "link", wd_value_textz(remedy->link)),
        WHOLE("temporary", make_temporary(remedy->temporary)),
        WHOLE("alternatives",
              wd_value_array(remedy->alternative_count, alternative_at, remedy->alternatives)),
        {"warnings", wd_value_texts(remedy->warnings, remedy->warning_count)},
        WHOLE("references", wd_value_texts(remedy->references, remedy->reference_count)),
        WHOLE("covers", wd_value_array(remedy->cover_count, covered_at, remedy->covers)),
        {"denials", wd_value_count(remedy->denials)},
        WHOLE("share", json_real(floor(remedy->share * SHARE_UNIT) / SHARE_UNIT)),
    };

    return WD_VALUE_OBJECT(members);
}
