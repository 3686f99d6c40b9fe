/* Alibaba Cloud's answers with the status 403 that speak of no access: a limit, a stock, a state, what is not there. */
#include "read/alibaba.h"

bool wd_alibaba_code_is_limit(struct wd_str code)
{
    return wd_str_has(code, WD_STR("Quota")) || wd_str_has(code, WD_STR("Throttling")) ||
           wd_str_has(code, WD_STR("NoStock")) || wd_str_has(code, WD_STR("LimitExceed"));
}

bool wd_alibaba_code_is_absence(struct wd_str code)
{
    return (wd_str_istarts(code, WD_STR("Forbidden.")) ||
            wd_str_istarts(code, WD_STR("OperationDenied."))) &&
           wd_str_ends(code, WD_STR("NotFound")) && !wd_str_has(code, WD_STR("Role")) &&
           !wd_str_has(code, WD_STR("AccessKey")); /* KMS knows no such client: its credential */
}

/* "OperationDenied", "The resource is locked by another task.": a lock, a stock, a state; of access no word. */
bool wd_alibaba_denies_otherwise(struct wd_str code, struct wd_str message)
{
    static const char *const others[] = {"out of usage",  "sold out",      "locked by",
                                         "in use",        "out of stock",  "try again later",
                                         "does not open", "is not opened", "current status"};
    static const char *const access[] = {"permission", "authoriz", "privilege", "ram ", "access"};

    return wd_str_istarts(code, WD_STR("OperationDenied")) && WD_STR_IHAS_ANY(message, others) &&
           !WD_STR_IHAS_ANY(message, access);
}

/* The code in a line of the SDKs: Go's "Status Code: 403 Code: X Message: …", Python's "Error: X code: 403, …" and before it
 * "HTTP Status: 403 Error:X …". */
static struct wd_str code_in_line(struct wd_str line)
{
    size_t status = wd_str_find(line, WD_STR(" code: 403, "));

    if (wd_str_has(line, WD_STR(" Status Code: 403 Code: ")))
        return wd_between(line, " Code: 403 Code: ", " ");
    if (wd_str_has(line, WD_STR("HTTP Status: 403 Error:")))
        return wd_between(line, " 403 Error:", " ");
    if (status == WD_NPOS)
        return WD_STR_NONE;
    return wd_str_trim_right_of(wd_last_part(wd_str_sub(line, 0, status), ' '), ":");
}

/* "IncorrectInstanceStatus", "InvalidResourceType.NotSupported"; IncorrectDomainUser asks for what is another's. Beside them "OperationDenied" of what is sold out. */
static bool is_otherwise(struct wd_str code)
{
    return wd_alibaba_code_is_limit(code) || wd_alibaba_code_is_absence(code) ||
           wd_str_ends(code, WD_STR("NotSupported")) ||
           wd_str_ends(code, WD_STR("NotSupportYet")) || wd_str_ends(code, WD_STR("OutofUsage")) ||
           wd_str_ends(code, WD_STR("Damage")) ||
           (wd_str_starts(code, WD_STR("Incorrect")) && !wd_str_has(code, WD_STR("User")));
}

bool wd_alibaba_answers_otherwise(struct wd_str line)
{
    static const char *const stock[] = {" is sold out", " is out of usage"};
    struct wd_str code = code_in_line(line);

    return code.len > 0 && (is_otherwise(code) || wd_alibaba_denies_otherwise(code, line) ||
                            WD_STR_ANY(wd_str_has, line, stock));
}

/* "   Code: X" or "ErrorCode: X" on a line of its own, behind which the text goes on. */
static struct wd_str next_code(struct wd_str *text)
{
    struct wd_str line, code = WD_STR_NONE;

    while (text->len > 0 && code.len == 0) {
        line = wd_str_trim(wd_str_cut(text, '\n'));
        if (wd_str_starts(line, WD_STR("Code: ")))
            code = wd_str_from(line, 6);
        else if (wd_str_starts(line, WD_STR("ErrorCode: ")))
            code = wd_str_from(line, 11);
    }
    return code;
}

bool wd_alibaba_block_answers_otherwise(struct wd_str text)
{
    struct wd_str rest = text, code;
    bool otherwise = false;

    if (!wd_str_has(text, WD_STR("SDK")))
        return false;
    while ((code = next_code(&rest)).len > 0) {
        if (!is_otherwise(code))
            return false;
        otherwise = true;
    }
    return otherwise;
}
