/* Words that stand before a message: what loggers write there, what programs say that something went wrong with, and places
 * where no program was refused, of a test or a document. */
#include "whydenied/base/char.h"
#include "whydenied/read.h"

/* Levels (those of syslog, too; in German, French, Italian, Dutch), dates. */
static const char *const of_loggers[] = {
    "internal", "unknown", "trace",    "debug", "info",   "notice",  "warn",   "warning", "error",
    "err",      "severe",  "critical", "crit",  "fatal",  "alert",   "panic",  "emerg",   "jan",
    "feb",      "mar",     "apr",      "may",   "jun",    "jul",     "aug",    "sep",     "oct",
    "nov",      "dec",     "mon",      "tue",   "wed",    "thu",     "fri",    "sat",     "sun",
    "utc",      "gmt",     "cst",      "jst",   "fehler", "warnung", "erreur", "errore",  "fout"};
/* Begins of words: beside one, a program may say what it did in words of its own. */
static const char *const of_failures[] = {
    "abort",   "unavail", "cannot", "caus",   "could",  "crash",    "deni",
    "excep",   "fail",    "fatal",  "fault",  "forbid", "invalid",  "panic",
    "problem", "raised",  "refus",  "reject", "unable", "unauthor", "unresol"};

bool wd_text_is_loggers(struct wd_str letters)
{
    return WD_STR_IIN(letters, of_loggers);
}

bool wd_text_begins_as_note(struct wd_str line)
{
    static const char *const levels[] = {"info", "notice", "warn", "warning"};
    struct wd_str rest = line, word = wd_str_word(&rest);

    return (wd_str_at(word, 0) == '[' || wd_is_letter(wd_str_at(word, 0))) &&
           WD_STR_IIN(wd_str_letters(word), levels);
}

bool wd_text_is_failure(struct wd_str letters)
{
    return WD_STR_ISTARTS_ANY(letters, of_failures);
}

/* "load_test.go", "load.spec.ts", "test_load.py", "tests", "__tests__"; but "latest", "attestation". */
static bool is_part_of_tests(struct wd_str part)
{
    static const char *const begins[] = {"test_", "test-", "test.", "spec.", "spec_"};
    static const char *const within[] = {"_test.", ".test.", ".spec.", "_spec.",
                                         "-test.", "Test.",  "Tests.", "Spec."};
    static const char *const whole[] = {"test",  "tests",     "testing", "spec",
                                        "specs", "__tests__", "testdata"};

    return WD_STR_ANY(wd_str_starts, part, begins) || WD_STR_ANY(wd_str_has, part, within) ||
           WD_STR_IN(part, whole);
}

/* "TestDenied", "AclTest": of a class whose calls are tests. */
static bool is_class_of_tests(struct wd_str letters)
{
    static const char *const ends[] = {"Test", "Tests", "TestCase", "Spec"};

    return (wd_str_starts(letters, WD_STR("Test")) && wd_is_upper(wd_str_at(letters, 4))) ||
           (WD_STR_ANY(wd_str_ends, letters, ends) && letters.len > 8);
}

bool wd_text_is_of_tests(struct wd_str word)
{
    struct wd_str rest = word;
    bool path = false;

    for (size_t at; (at = wd_str_find_char(rest, '/')) != WD_NPOS;
         rest = wd_str_from(rest, at + 1)) {
        path = true;
        if (is_part_of_tests(wd_str_sub(rest, 0, at)))
            return true;
    }
    if (wd_str_find_char(rest, '.') != WD_NPOS)
        return is_part_of_tests(rest);
    return !path && is_class_of_tests(wd_str_letters(word));
}

/* "guide/errors.adoc:", "README.rst:12:"; and a number behind the name, as grep shows a line of a description ("main.tf:4:").
 * Of a source or a log it is where a logger stands. */
bool wd_text_is_of_document(struct wd_str word)
{
    static const char *const documents[] = {
        ".md:", ".mdx:", ".rst:", ".adoc:", ".txt:", ".html:", ".ipynb:"};
    static const char *const descriptions[] = {".yaml:", ".yml:",  ".json:", ".tf:", ".patch:",
                                               ".diff:", ".toml:", ".snap:", ".po:", ".xml:"};
    size_t end = word.len > 1 && word.ptr[word.len - 1] == ':' ? word.len - 2 : word.len - 1;

    return WD_STR_ANY(wd_str_has, word, documents) ||
           (wd_is_digit(wd_str_at(word, end)) && WD_STR_ANY(wd_str_has, word, descriptions));
}
