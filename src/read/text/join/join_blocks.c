/* Alibaba Cloud's messages of several lines: the SDK's block, Log Service's LogException,
 * MaxCompute's code and sentence, an XML error. */
#include "read/alibaba.h"
#include "read/text/streams.h"
#include "read/text/text.h"

static bool has(struct wd_str s, const char *z)
{
    return wd_str_has(s, wd_str_of(z));
}

/* Blanks, quoting and the back-ticks of pasted blocks. */
static struct wd_str bare(struct wd_str line)
{
    return wd_str_trim_left_of(line, " \t`>|");
}

/* "   Code: ErrManagedAddonRoleNotAttach": no word of the message need speak of access. */
static bool code_speaks(struct wd_str text)
{
    struct wd_str code = wd_str_trim(wd_between(text, " Code:", "\n"));

    return has(text, "SDK") && wd_alibaba_code_is_about_access(code);
}

static void finish_text(struct wd_reading *r, struct wd_str text)
{
    if (wd_alibaba_block_answers_otherwise(text))
        return;
    if (has(text, "{\"") && wd_read_json_part(r, text)) /* behind "Message:" or "Data:" */
        return;
    wd_event_add_text(r->event, text, WD_TEXT_MESSAGE);
    wd_judge_texts(r);
    if (r->event->kind == WD_KIND_OTHER && code_speaks(text))
        r->event->kind = WD_KIND_CANDIDATE;
    if (r->event->kind == WD_KIND_CANDIDATE)
        wd_text_facts(r, text);
}

/* SDK.ServerError / ErrorCode: / Recommend: / RequestId: / Message: [/ RespHeaders: [/ AccessDeniedDetail:]] */
static bool sdk_opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    struct wd_str end = wd_str_trim(line);

    (void)r, (void)message;
    end = wd_str_trim_right_of(end, "`");
    return wd_str_ends(end, WD_STR("SDK.ServerError")) || wd_str_ends(end, WD_STR("SDKError:")) ||
           wd_str_ends(end, WD_STR("SDK.ClientError"));
}

static enum wd_join sdk_next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    static const char *const keys[] = {
        "ErrorCode:", "Recommend:", "RequestId:",          "Message:",    "StatusCode:",
        "Code:",      "Data:",      "AccessDeniedDetail:", "RespHeaders:"};
    enum { IN_KEYS, IN_HTML };

    (void)r;
    line = bare(line);
    if (WD_STR_ANY(wd_str_starts, line, keys)) {
        message->state = has(line, "<?xml") || has(line, "<html") ? IN_HTML : IN_KEYS;
        return WD_JOIN_MORE;
    }
    bool html =
        message->state == IN_HTML && (line.len == 0 || line.ptr[0] == '<' || has(line, "\">"));
    return html ? WD_JOIN_MORE : WD_JOIN_PUSH_BACK;
}

const struct wd_joiner wd_join_sdk_block = {"sdk block", "\n",        sdk_opens,
                                            sdk_next,    finish_text, false};

/* LogException: / { / ErrorCode: … / ErrorMessage: … / RequestId: [...] / } */
static bool log_opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    (void)r, (void)message;
    return wd_str_ends(wd_str_trim(line), WD_STR("LogException:"));
}

static enum wd_join log_next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    static const char *const keys[] = {"{", "ErrorCode", "ErrorMessage", "RequestId"};

    (void)r, (void)message;
    line = bare(line);
    if (wd_str_starts(line, WD_STR("}")))
        return WD_JOIN_END;
    return WD_STR_ANY(wd_str_starts, line, keys) ? WD_JOIN_MORE : WD_JOIN_PUSH_BACK;
}

const struct wd_joiner wd_join_log_exception = {"log exception", "\n",        log_opens,
                                                log_next,        finish_text, false};

/* ODPS-0420095: RequestId: … Tag: … Endpoint: … / Access Denied - …; or, of PyODPS, the exception's name
 * with the ids and the code before the sentence; of an instance that failed, the instance's id. */
bool wd_odps_names_ids(struct wd_str line)
{
    return has(line, "RequestId:") || has(line, ": InstanceId:");
}

static bool odps_opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    size_t at = wd_str_find(line, WD_STR("ODPS-"));

    (void)r, (void)message;
    if (at == WD_NPOS)
        at = wd_str_find(line, WD_STR("odps.errors."));
    return at != WD_NPOS && wd_odps_names_ids(wd_str_from(line, at)) && !has(line, " - ") &&
           !has(line, "Failed [");
}

static enum wd_join odps_next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    (void)r, (void)message;
    return line.len > 0 ? WD_JOIN_END : WD_JOIN_PUSH_BACK;
}

const struct wd_joiner wd_join_odps = {"odps", "\n", odps_opens, odps_next, finish_text, false};

/* <Error> … </Error>; what does not close within 60 lines was no error body. */
static bool xml_opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    (void)r, (void)message;
    return (has(line, "<Error>") || has(line, "<Error xmlns")) && !has(line, "</Error>");
}

static enum wd_join xml_next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    (void)r;
    if (has(line, "</Error>"))
        return WD_JOIN_END;
    return message->lines < 60 ? WD_JOIN_MORE : WD_JOIN_PUSH_BACK;
}

const struct wd_joiner wd_join_xml = {"xml", "\n", xml_opens, xml_next, finish_text, false};
