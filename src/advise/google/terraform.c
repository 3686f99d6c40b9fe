/* Terraform for bindings. Values pass the HCL escape though every one of them has passed its grammar;
 * identifiers are made here, never of log text. */
#include "advise/google/grant.h"

#include "whydenied/base/char.h"
#include "whydenied/base/escape.h"

#define DIGITS 8

const char *wd_terraform_text(struct wd_terraform *terraform)
{
    if (terraform && terraform->key.len > 0) {
        char hex[WD_KEY_HEX];
        wd_key_digits(terraform->key, hex);
        memcpy(terraform->digest, hex, DIGITS);
        terraform->key = WD_STR_NONE;
    }
    return terraform ? terraform->text : NULL;
}

struct wd_terraform *wd_terraform_of(struct wd_arena *arena, struct wd_str text)
{
    struct wd_terraform *terraform = text.len ? wd_arena_alloc(arena, sizeof *terraform) : NULL;

    if (!terraform)
        return NULL;
    terraform->text = wd_arena_strdup(arena, text);
    return terraform->text ? terraform : NULL;
}

struct wd_str wd_terraform_name(struct wd_arena *arena, struct wd_str role, struct wd_str hex)
{
    struct wd_str bare = role;
    size_t slash = wd_str_rfind_char(role, '/');
    char name[64] = "whydenied";
    size_t n = 0;

    if (slash != WD_NPOS)
        bare = wd_str_from(role, slash + 1);
    for (size_t i = 0; i < bare.len && n < sizeof name - 1; i++) {
        char c = bare.ptr[i];
        bool plain = wd_is_alnum(c);
        name[n++] = plain ? c : '_';
    }
    if (n == 0)
        n = strlen(name);
    const struct wd_str parts[] = {wd_is_digit(name[0]) ? WD_STR("role_") : WD_STR_NONE,
                                   wd_str_make(name, n), WD_STR("_"), hex};
    return wd_arena_concat(arena, parts, sizeof parts / sizeof *parts);
}

/* Signs of equality stand in one column, as terraform fmt wants them. */
static void argument(struct wd_buf *out, const char *name, size_t width, struct wd_str value)
{
    wd_buf_putz(out, "  ");
    wd_buf_putz(out, name);
    for (size_t i = strlen(name); i < width; i++)
        wd_buf_putc(out, ' ');
    wd_buf_putz(out, " = \"");
    wd_escape_hcl(out, value);
    wd_buf_putz(out, "\"\n");
}

/* Terraform reaches resources that gcloud has no binding command for. */
static struct wd_place place_of(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_place narrow;

    if (grant->narrow && grant->narrow->terraform &&
        wd_place_of(work, wd_str_of(grant->narrow->type), &narrow) && wd_place_known(&narrow))
        return narrow;
    return grant->place;
}

static void put_end(struct wd_buf *out, struct wd_str until)
{
    if (until.len)
        wd_buf_printf(out,
                      "\n  condition {\n    title      = \"until_%.10s\"\n"
                      "    expression = \"request.time < timestamp(\\\"%.*s\\\")\"\n  }\n",
                      until.ptr, WD_STR_ARG(until));
}

static void put_head(struct wd_buf *out, const char *type, struct wd_str name, size_t *ret_end)
{
    wd_buf_putz(out, "resource \"");
    wd_buf_putz(out, type);
    wd_buf_putz(out, "\" \"");
    wd_buf_put(out, name);
    *ret_end = out->len;
    wd_buf_putz(out, "\" {\n");
}

/* The digits behind the name are still to be made. */
static struct wd_terraform *unnamed(struct wd_arena *arena, const struct wd_buf *out,
                                    size_t name_end, struct wd_str key)
{
    struct wd_terraform *terraform =
        out->failed || key.len == 0 ? NULL : wd_terraform_of(arena, wd_buf_str(out));

    if (terraform) {
        terraform->digest = terraform->text + name_end - DIGITS;
        terraform->key = key;
    }
    return terraform;
}

struct wd_terraform *wd_grant_terraform(const struct wd_work *work,
                                        const struct wd_grant_plan *grant, struct wd_str role,
                                        struct wd_str key, struct wd_str until)
{
    const struct wd_place place = place_of(work, grant);
    const struct wd_bind_level *level = place.level;
    struct wd_binding binding = {&place, wd_grant_member(grant), role};
    struct wd_fill fill = {
        .resolve = wd_binding_resolve, .context = &binding, .arena = work->arena};
    struct wd_terraform *terraform = NULL;
    size_t width = sizeof("member") - 1, name_end;
    char room[1024];
    struct wd_buf out;

    if (wd_work_lean(work) || !level->terraform || grant->who.state != WD_WHO_KNOWN ||
        !wd_place_known(&place))
        return NULL;
    struct wd_str parts[] = {key, until};

    wd_buf_init_in(&out, 16384, room, sizeof room);
    put_head(&out, level->terraform, wd_terraform_name(work->arena, role, WD_STR("00000000")),
             &name_end);
    for (size_t i = 0; i + 1 < level->arguments.argc; i += 2)
        if (strlen(level->arguments.argv[i]) > width)
            width = strlen(level->arguments.argv[i]);
    for (size_t i = 0; i + 1 < level->arguments.argc; i += 2)
        argument(&out, level->arguments.argv[i], width,
                 wd_fill_text(&fill, wd_str_of(level->arguments.argv[i + 1])));
    argument(&out, "role", width, role);
    argument(&out, "member", width, grant->who.member);
    put_end(&out, until);
    wd_buf_putz(&out, "}\n");
    if (fill.worst == WD_FILL_OK)
        terraform = unnamed(work->arena, &out, name_end,
                            until.len ? wd_arena_concat(work->arena, parts, 2) : key);
    wd_buf_done(&out);
    return terraform;
}
