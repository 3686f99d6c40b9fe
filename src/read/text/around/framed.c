/* Documents that a frame tells: a text that a shell writes to a file, a page of HTML, a question with answers to choose from,
 * a row of this program's own report, and a sentence that tells what a service answers at other times. */
#include "read/text/around/around.h"

enum { NEAR = 3, TEXT = 1, FRAME = 2, ASKS = 4 };

static const struct wd_sign signs[] = {
    {"<<", WD_SIGN_ANYWHERE, TEXT},     {"<pre>", WD_SIGN_END, FRAME},
    {"<code>", WD_SIGN_END, FRAME},     {"<blockquote>", WD_SIGN_END, FRAME},
    {"q", WD_SIGN_START, ASKS},         {"question ", WD_SIGN_START, ASKS},
    {"exercise ", WD_SIGN_START, ASKS}, {"quiz ", WD_SIGN_START, ASKS},
    {"task ", WD_SIGN_START, ASKS},
};

void wd_framed_signs(struct wd_signs *made)
{
    WD_SIGNS_PUT(made, WD_SIGNS_FRAME, signs);
}

/* "MSG" of "cat <<'MSG' > /tmp/motd", "<<-EOF"; empty: no text begins there. */
static struct wd_str delimiter_of(struct wd_str line)
{
    size_t at = wd_str_find(line, WD_STR("<<")), len = 0;
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(line, at + 2);

    rest = wd_str_trim_left_of(rest, "-~ '\"\\");
    while (len < rest.len && wd_is_word(rest.ptr[len]))
        len++;
    return len > 1 ? wd_str_sub(rest, 0, len) : WD_STR_NONE;
}

/* A text began above, whose end stands below and not between. */
static bool is_in_text_of_shell(const struct wd_around *around)
{
    struct wd_str end = WD_STR_NONE;

    if (!(wd_signs_in(around, WD_SIGNS_FRAME, around->before_signs) & TEXT))
        return false;
    for (size_t i = 0; i < around->before_count && end.len == 0; i++)
        end = delimiter_of(around->before[i].text);
    if (end.len == 0)
        return false;
    for (size_t i = 0; i < around->before_count; i++)
        if (wd_str_eq(around->before[i].text, end))
            return false;
    for (size_t i = 0; i < around->after_count; i++)
        if (wd_str_eq(around->after[i].text, end))
            return true;
    return false;
}

/* What a page is set in, above the line; a server's page of an error has no <pre>, and says its code in its heading. */
static bool is_in_page(const struct wd_around *around)
{
    static const char *const frames[] = {"<pre>", "<code>", "<pre><code>", "<blockquote>"};

    for (size_t i = 0; i < around->before_count && i < NEAR; i++)
        if ((wd_signs_in(around, WD_SIGNS_FRAME, around->before[i].signs) & FRAME) &&
            WD_STR_ANY(wd_str_ends, around->before[i].text, frames))
            return true;
    return false;
}

/* "Q3. …", "Question 4: …", "Exercise 2 - …" */
static bool is_question(struct wd_str line)
{
    static const char *const words[] = {"q", "question ", "exercise ", "quiz ", "task "};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]), digits;
        if (!wd_str_istarts(line, wd_str_of(words[i])))
            continue;
        digits = wd_str_digits(line, len);
        if (digits > 0 && digits < 4 && wd_char_in(wd_str_at(line, len + digits), ".:)") &&
            wd_str_at(line, len + digits + 1) == ' ')
            return true;
    }
    return false;
}

/* "a) …" above "b) …", "(A) …" above "(B) …" */
static bool are_choices(struct wd_str first, struct wd_str second)
{
    size_t at = wd_str_at(first, 0) == '(' ? 1 : 0;

    return wd_lower(wd_str_at(first, at)) == 'a' && wd_lower(wd_str_at(second, at)) == 'b' &&
           wd_char_in(wd_str_at(first, at + 1), ").") &&
           wd_str_at(first, at + 1) == wd_str_at(second, at + 1) &&
           wd_str_at(first, at + 2) == ' ' && wd_str_at(second, at + 2) == ' ';
}

static bool is_asked(const struct wd_around *around)
{
    for (size_t i = 0; i < around->before_count && i < NEAR; i++)
        if ((wd_signs_in(around, WD_SIGNS_FRAME, around->before[i].signs) & ASKS) &&
            is_question(around->before[i].text))
            return true;
    for (size_t i = 0; i + 1 < around->after_count && i < NEAR; i++)
        if (are_choices(around->after[i].text, around->after[i + 1].text))
            return true;
    return false;
}

/* `"a28724af…","","high","missing_role",…`: its fingerprint, status and severity are quoted, and so is its rule. */
static bool is_own_row(struct wd_str line)
{
    static const char *const rules[] = {",\"gcp.", ",\"alibaba.", ",\"wandb."};
    size_t digits = 1;

    while (wd_is_digit(wd_str_at(line, digits)) ||
           (wd_str_at(line, digits) >= 'a' && wd_str_at(line, digits) <= 'f'))
        digits++;
    return wd_str_at(line, 0) == '"' && digits > 8 && digits < 34 &&
           wd_str_starts(wd_str_from(line, digits), WD_STR("\",\"")) &&
           WD_STR_ANY(wd_str_has, line, rules);
}

/* "The registry answers '…' when …": now and always; a log tells what was answered. */
static bool is_told_of_all_times(struct wd_str line)
{
    static const char *const who[] = {"registry", "api",    "server", "service", "gateway",
                                      "docker",   "gcloud", "client", "program", "tool",
                                      "command",  "call",   "bucket", "cluster", "backend"};
    static const char *const does[] = {"answers", "returns", "says",     "prints", "reports",
                                       "replies", "shows",   "displays", "logs",   "responds"};
    struct wd_str rest = line;

    if (wd_str_istarts(rest, WD_STR("the ")))
        wd_str_word(&rest);
    struct wd_str subject = wd_str_word(&rest), verb = wd_str_word(&rest);
    return WD_STR_IIN(subject, who) && WD_STR_IIN(verb, does);
}

bool wd_around_is_framed(const struct wd_around *around)
{
    struct wd_str line = around->printed.text;

    return is_own_row(line) || is_told_of_all_times(line) || is_in_text_of_shell(around) ||
           is_in_page(around) || is_asked(around);
}
