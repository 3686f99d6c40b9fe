/* W&B says one refusal twice: the text logs in two lines (the status, then the body), the JSON
 * logs in two records (the status, then the error of whoever had asked). */
#include "read/text/streams.h"
#include "read/text/text.h"

static bool response_opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    (void)r, (void)message;
    return wd_str_has(line, WD_STR("response executing GraphQL"));
}

enum { WANT_BODY, WANT_HINT, IN_PAGE, HINT_WAIT = 6 };

/* The page of a proxy, or of the load balancer, in place of the body. */
static bool is_page_line(struct wd_str line)
{
    return line.len == 0 || line.ptr[0] == '<';
}

static enum wd_join response_next(struct wd_reading *r, struct wd_str line,
                                  struct wd_message *message)
{
    if (message->state == WANT_BODY && wd_str_has(line, WD_STR("{\"errors\""))) {
        message->state = WANT_HINT;
        return WD_JOIN_MORE;
    }
    if (wd_str_has(line, WD_STR("(<Response [40")) || /* its body may be a record of its own */
        (message->state != WANT_BODY && wd_str_has(line, WD_STR("(Error 40"))))
        return WD_JOIN_END;
    if (message->state != WANT_HINT && is_page_line(line)) {
        message->state = IN_PAGE;
        return WD_JOIN_MORE;
    }
    if (message->state != IN_PAGE || wd_text_refuses(r, line) ||
        message->seen > message->lines + HINT_WAIT)
        return WD_JOIN_PUSH_BACK;
    return WD_JOIN_WAIT;
}

static void set_wandb(struct wd_event *event)
{
    event->dialect = WD_DIALECT_WANDB_LOG;
    event->system = WD_SYSTEM_WANDB;
}

static void response_finish(struct wd_reading *r, struct wd_str text)
{
    set_wandb(r->event);
    /* With a 401 the body's "permission denied" speaks of the key, not of a project. */
    if (wd_str_has(text, WD_STR("401 response executing")))
        text = wd_str_sub(text, 0, wd_str_find_char(text, '\n'));
    wd_event_add_text(r->event, text, WD_TEXT_MESSAGE);
    wd_judge_texts(r);
    r->event->has_cloud_token =
        r->event->kind == WD_KIND_CANDIDATE && wd_text_is_strong(&r->n->words, text);
    wd_text_facts(r, text);
}

const struct wd_joiner wd_join_wandb_response = {
    "wandb response", "\n", response_opens, response_next, response_finish, false};

/* Opened by wandb.c for a record "HTTP error" with 401 or 403; other records may come between. */
/* The line is the error text of a record of level ERROR, empty for other records. */
static enum wd_join http_next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    (void)r;
    if (line.len > 0)
        return wd_str_has(line, WD_STR("error 40")) || wd_str_has(line, WD_STR("permission denied"))
                   ? WD_JOIN_END
                   : WD_JOIN_PUSH_BACK;
    return message->seen < 20 ? WD_JOIN_WAIT : WD_JOIN_PUSH_BACK;
}

static void http_finish(struct wd_reading *r, struct wd_str text)
{
    set_wandb(r->event);
    /* The error of the second record tells more than "HTTP error". */
    size_t newline = wd_str_find_char(text, '\n');
    if (newline != WD_NPOS)
        wd_event_add_text(r->event, wd_str_from(text, newline + 1), WD_TEXT_MESSAGE);
    wd_event_add_text(r->event, wd_str_sub(text, 0, newline), WD_TEXT_MESSAGE);
    r->event->kind = WD_KIND_DENIAL;
    r->event->structured = true;
    wd_text_facts(r, text);
}

const struct wd_joiner wd_join_wandb_http = {"wandb http", "\n",        NULL,
                                             http_next,    http_finish, false};
