/* Does running text speak of access at all? (The words: words.c.)
 *
 * Four questions: a marker word makes a line worth showing to the rules; a refusal beside the
 * name of a cloud, or a saying of one, makes a line that no rule knows count as an unmatched denial;
 * refusals of the operating system, ssh, sudo, the docker socket and databases are none of our
 * business; those of other vendors are counted as foreign. */
#include "read/text/text.h"

/* Amazon's stores answer in the same XML as others, and their ids mean nothing here. */
static bool is_other_vendor(unsigned tokens)
{
    return (tokens & WD_TOKEN_AMAZON) ||
           ((tokens & WD_TOKEN_HOST_ID) && !(tokens & WD_TOKEN_ALIYUN_HOST));
}

static bool names_cloud(const struct wd_words *words, struct wd_str text)
{
    unsigned tokens = wd_screen_scan(&words->tokens, text);

    return (tokens & WD_TOKEN_CLOUD) || wd_str_has(text, WD_STR("PERMISSION_DENIED")) ||
           ((tokens & WD_TOKEN_REQUEST_ID) && !is_other_vendor(tokens));
}

/* "permission" and the numbers alone are talk; beside a negation they are a refusal. */
static bool is_refusal(unsigned verdict)
{
    return (verdict & WD_VERDICT_REFUSAL) ||
           ((verdict & WD_VERDICT_TALK) && (verdict & WD_VERDICT_NEGATION));
}

/* What the text says by itself; a status only beside a host of ours. */
static unsigned sayings_in(const struct wd_words *words, struct wd_str text)
{
    unsigned says = wd_screen_scan(&words->sayings, text);

    if ((says & WD_SAYS_STATUS) && !(wd_screen_scan(&words->tokens, text) & WD_TOKEN_HOST))
        says &= ~(unsigned)WD_SAYS_STATUS;
    return says;
}

enum { SAYS_REFUSAL = WD_SAYS_REFUSED | WD_SAYS_STATUS | WD_SAYS_GRANT };

bool wd_text_is_strong(const struct wd_words *words, struct wd_str text)
{
    return is_refusal(wd_screen_scan(&words->verdict, text)) ||
           (sayings_in(words, text) & SAYS_REFUSAL);
}

/* "x: /path/file: Permission denied" and its kin; Launch Error is W&B's own wording. */
static bool is_file_refusal(const struct wd_words *words, struct wd_str line)
{
    struct wd_str s = wd_str_trim(line);
    size_t tail = sizeof ": permission denied" - 1;

    while (s.len > 0 && (s.ptr[s.len - 1] == '.' || s.ptr[s.len - 1] == '"'))
        s.len--;
    if (s.len <= tail || !wd_word_at(wd_str_from(s, s.len - tail), ": permission denied"))
        return false;
    struct wd_str before = wd_str_sub(s, 0, s.len - tail);
    return !names_cloud(words, before) &&
           !(wd_screen_scan(&words->tokens, before) & WD_TOKEN_LAUNCH);
}

static bool is_local_refusal(const struct wd_words *words, struct wd_str line)
{
    unsigned verdict = wd_screen_scan(&words->verdict, line);
    unsigned says = wd_screen_scan(&words->sayings, line);

    if ((says & WD_SAYS_NONE) ||
        ((says & WD_SAYS_CONFIG) && !(wd_screen_scan(&words->tokens, line) & WD_TOKEN_HOST)))
        return true;
    if (verdict & (WD_VERDICT_ERRNO | WD_VERDICT_MACHINE))
        return !(wd_screen_scan(&words->tokens, line) & (WD_TOKEN_BIGQUERY | WD_TOKEN_CREDENTIALS));
    if (!(verdict & WD_VERDICT_PERMISSION_DENIED))
        return false;
    return is_file_refusal(words, line) ||
           ((verdict & WD_VERDICT_SHELL) && !names_cloud(words, line));
}

/* Words of the groups asked for, in lines that are no refusal of the machine's own. `margin`: only
 * lines at the margin, as in stacks, where the indented ones quote source code. */
static unsigned marker_groups(const struct wd_words *words, struct wd_str text, bool margin)
{
    unsigned found = 0;

    if (!(wd_screen_scan(&words->interest, text) & WD_WORD_MARKER))
        return 0;
    while (text.len > 0) {
        struct wd_str line = wd_str_cut(&text, '\n');
        if (margin && line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t'))
            continue;
        unsigned groups = wd_screen_scan(&words->interest, line) & WD_WORD_MARKER;
        if (groups && !is_local_refusal(words, line))
            found |= groups;
    }
    return found;
}

static bool is_foreign(const struct wd_words *words, const struct wd_event *event)
{
    unsigned vendors = 0, tokens = 0;

    if (event->dialect == WD_DIALECT_WANDB_LOG)
        return false;
    for (size_t i = 0; i < event->text_count; i++) {
        vendors |= wd_screen_scan(&words->vendors, event->texts[i].s);
        tokens |= wd_screen_scan(&words->tokens, event->texts[i].s);
    }
    return vendors && !(tokens & WD_TOKEN_OWN);
}

void wd_judge_texts(struct wd_reading *r)
{
    const struct wd_words *words = &r->n->words;
    struct wd_event *event = r->event;
    bool strong = false;

    for (size_t i = 0; i < event->text_count; i++) {
        const struct wd_text *text = &event->texts[i];
        unsigned groups = marker_groups(words, text->s, text->field == WD_TEXT_STACK);
        if (!groups)
            continue;
        event->kind = WD_KIND_CANDIDATE;
        unsigned says = sayings_in(words, text->s);
        event->has_cloud_token |= (says & (WD_SAYS_REFUSED | WD_SAYS_STATUS)) != 0;
        if ((says & SAYS_REFUSAL) ||
            ((groups & WD_WORD_STRONG) && is_refusal(wd_screen_scan(&words->verdict, text->s)))) {
            strong = true;
            event->has_cloud_token |= names_cloud(words, text->s);
        }
    }
    if (event->kind == WD_KIND_CANDIDATE && is_foreign(words, event))
        event->kind = strong ? WD_KIND_FOREIGN : WD_KIND_OTHER;
}

bool wd_text_refuses(struct wd_reading *r, struct wd_str line)
{
    const struct wd_words *words = &r->n->words;

    return marker_groups(words, line, false) != 0 && wd_text_is_strong(words, line);
}

bool wd_candidate(const struct wd_reading *r, struct wd_str text)
{
    return marker_groups(&r->n->words, text, false) != 0;
}

bool wd_text_is_candidate(struct wd_str text)
{
    struct wd_words words;

    wd_words_init(&words);
    return marker_groups(&words, text, false) != 0;
}

bool wd_text_names_cloud(struct wd_str text)
{
    struct wd_words words;

    wd_words_init(&words);
    return names_cloud(&words, text);
}
