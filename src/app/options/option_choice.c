/* The closed lists of words that options take: a word's number is its enum's value. */
#include "app/app.h"
#include "app/options/option_table.h"

static const char *name_of_format(size_t i)
{
    return i < WD_REPORT_COUNT ? wd_report_format_name((enum wd_report_format)i) : NULL;
}

static bool parse_format(struct wd_str word, unsigned *ret_index)
{
    enum wd_report_format format = WD_REPORT_TEXT;
    bool known = wd_report_format_parse(word, &format);

    *ret_index = (unsigned)format;
    return known;
}

static const char *name_of_cause(size_t i)
{
    return i < WD_CAUSE_COUNT ? wd_cause_name((enum wd_cause)i) : NULL;
}

static const char *name_of_system(size_t i)
{
    return i < WD_SYSTEM_COUNT ? wd_system_name((enum wd_system)i) : NULL;
}

static const char *name_in(const char *const *names, size_t count, size_t i)
{
    return i < count ? names[i] : NULL;
}

static const char *name_of_detail(size_t i)
{
    static const char *const names[] = {"low", "normal", "high"};
    return name_in(names, 3, i);
}

static bool parse_detail(struct wd_str word, unsigned *ret_index)
{
    *ret_index = WD_DETAIL_MEDIUM;
    return wd_str_eqz(word, "med") || wd_str_eqz(word, "medium");
}

static const char *name_of_lang(size_t i)
{
    static const char *const names[] = {"en", "ja"};
    return name_in(names, WD_LANG_COUNT, i);
}

static const char *name_of_mode(size_t i)
{
    static const char *const names[] = {"auto", "always", "never"};
    return name_in(names, 3, i);
}

static const char *name_of_shell(size_t i)
{
    static const char *const names[] = {"bash", "zsh", "fish"};
    return name_in(names, WD_SHELL_COUNT, i);
}

static const char *name_of_failure(size_t i)
{
    return i < WD_FAIL_WORDS ? wd_fail_words[i] : name_of_cause(i - WD_FAIL_WORDS);
}

const struct wd_option_choice wd_choice_formats = {name_of_format, parse_format};
const struct wd_option_choice wd_choice_details = {name_of_detail, parse_detail};
const struct wd_option_choice wd_choice_langs = {name_of_lang, NULL};
const struct wd_option_choice wd_choice_modes = {name_of_mode, NULL};
const struct wd_option_choice wd_choice_shells = {name_of_shell, NULL};
const struct wd_option_choice wd_choice_causes = {name_of_cause, NULL};
const struct wd_option_choice wd_choice_systems = {name_of_system, NULL};
const struct wd_option_choice wd_choice_failures = {name_of_failure, NULL};
