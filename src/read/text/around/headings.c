/* The headings of what is written to be read again: a runbook, a manual, a postmortem. */
#include "read/text/around/around.h"

/* What is written to be read again says so in its headings. A report of an error has others. */
static bool names_a_page(struct wd_str heading)
{
    static const char *const words[] = {
        "symptom",      "error reference",
        "runbook",      "troubleshoot",
        "faq",          "known",
        "fix",          "solution",
        "resolution",   "changelog",
        "release",      "playbook",
        "instruction",  "input:",
        "postmortem",   "cause",
        "example",      "common errors",
        "adr ",         "decision",
        "consequences", "lessons",
        "timeline",     "\xe5\xb8\xb8\xe8\xa7\x81\xe9\x97\xae\xe9\xa2\x98"};

    return WD_STR_IHAS_ANY(heading, words);
}

/* "## Symptom", "# Runbook: x" */
bool wd_heads_page(struct wd_str line)
{
    struct wd_str rest = line;

    rest = wd_str_trim_left_of(rest, "#");
    return rest.len < line.len && wd_str_at(rest, 0) == ' ' && names_a_page(rest);
}

/* "Error reference" above a line of "=====": the same with its mark below it. */
bool wd_underlines_page(const struct wd_around *around, size_t i)
{
    struct wd_str mark = around->before[i].text, text;

    for (size_t k = 0; k < mark.len; k++)
        if (mark.ptr[k] != mark.ptr[0] || !wd_char_in(mark.ptr[k], "=-"))
            return false;
    if (mark.len < 4 || i + 1 >= around->before_count)
        return false;
    text = around->before[i + 1].text;
    return text.len < 60 && names_a_page(text);
}
