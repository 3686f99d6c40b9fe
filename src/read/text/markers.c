/* Does running text speak of access at all? (The words: words.c.)
 *
 * Four questions: a marker word makes a line worth showing to the rules; a refusal beside the
 * name of a cloud, or a saying of one, makes a line that no rule knows count as an unmatched denial;
 * refusals of the operating system, ssh, sudo, the docker socket and databases are none of our
 * business; those of other vendors are counted as foreign. */
#include "read/alibaba.h"
#include "read/refusal/parts.h"
#include "read/text/struck.h"
#include "read/text/text.h"

/* Amazon's stores answer in the same XML as others, and their ids mean nothing here. */
static bool is_other_vendor(unsigned tokens)
{
    return (tokens & WD_TOKEN_AMAZON) ||
           ((tokens & WD_TOKEN_HOST_ID) && !(tokens & WD_TOKEN_ALIYUN_HOST));
}

static bool tokens_name_cloud(unsigned tokens, struct wd_str text)
{
    return (tokens & WD_TOKEN_CLOUD) || wd_str_has(text, WD_STR("PERMISSION_DENIED")) ||
           wd_str_has(text, WD_STR("UNAUTHENTICATED")) ||
           ((tokens & WD_TOKEN_REQUEST_ID) && !is_other_vendor(tokens));
}

static bool names_cloud(const struct wd_words *words, struct wd_str text)
{
    return tokens_name_cloud(wd_screen_scan(&words->tokens, text), text);
}

/* "permission" and the numbers alone are talk; beside a negation they are a refusal, unless the line says
 * that there was nobody who could refuse ("checking push permissions: dial tcp: no route to host"). */
static bool is_refusal(unsigned verdict)
{
    return (verdict & WD_VERDICT_REFUSAL) ||
           ((verdict & WD_VERDICT_TALK) && (verdict & WD_VERDICT_NEGATION) &&
            !(verdict & WD_VERDICT_NETWORK));
}

/* A text and what the lists find in it, each asked once and only when it matters. */
struct look {
    const struct wd_words *words;
    struct wd_str s;
    unsigned verdict, says, tokens, has;
};

enum { HAS_VERDICT = 1, HAS_SAYS = 2, HAS_TOKENS = 4 };
enum { SAYS_REFUSAL = WD_SAYS_REFUSED | WD_SAYS_STATUS | WD_SAYS_GRANT };

static unsigned look(struct look *l, const struct wd_screen *screen, unsigned what, unsigned *found)
{
    if (!(l->has & what))
        *found = wd_screen_scan(screen, l->s);
    l->has |= what;
    return *found;
}

static unsigned verdict_of(struct look *l)
{
    unsigned verdict = look(l, &l->words->verdict, HAS_VERDICT, &l->verdict);

    if ((verdict & WD_VERDICT_ERRNO_NAME) &&
        (wd_str_has(l->s, WD_STR("EACCES")) || wd_str_has(l->s, WD_STR("EPERM"))))
        verdict |= WD_VERDICT_ERRNO;
    return verdict;
}

static unsigned tokens_of(struct look *l)
{
    return look(l, &l->words->tokens, HAS_TOKENS, &l->tokens);
}

/* What the text says by itself; a status only beside a host of ours. */
static unsigned says_of(struct look *l)
{
    unsigned says = look(l, &l->words->sayings, HAS_SAYS, &l->says);

    if ((says & WD_SAYS_STATUS) && !(tokens_of(l) & WD_TOKEN_HOST))
        says &= ~(unsigned)WD_SAYS_STATUS;
    if ((says & WD_SAYS_ASKS) && (verdict_of(l) & WD_VERDICT_NEGATION))
        says |= WD_SAYS_GRANT;
    if (!(says & SAYS_REFUSAL) && (verdict_of(l) & WD_VERDICT_NEGATION) && wd_text_wants_role(l->s))
        says |= WD_SAYS_GRANT;
    if ((says & WD_SAYS_GIVE) && wd_str_has(l->s, WD_STR("gserviceaccount.com")))
        says |= WD_SAYS_GRANT;
    if ((says & WD_SAYS_GRANT) &&
        ((verdict_of(l) & WD_VERDICT_NETWORK) ||  /* nobody was there who could refuse */
         wd_str_has(l->s, WD_STR(" the file ")))) /* of its own */
        says &= ~(unsigned)WD_SAYS_GRANT;
    return says;
}

static bool refuses(struct look *l)
{
    return is_refusal(verdict_of(l)) || (says_of(l) & SAYS_REFUSAL);
}

bool wd_text_is_strong(const struct wd_words *words, struct wd_str text)
{
    struct look l = {.words = words, .s = text};

    return refuses(&l);
}

/* A file of the machine at the end: its name says nothing of clouds ("/opt/gcloud"), but for where Vertex AI mounts
 * buckets and PAI puts credentials. */
static struct wd_str without_file(struct wd_str s)
{
    size_t at = wd_str_rfind_char(s, ' ') + 1;
    struct wd_str file = wd_str_from(s, at);

    if (file.len > 0 && wd_char_in(file.ptr[0], "'\"`"))
        file = wd_str_from(file, 1);
    return wd_str_starts(file, WD_STR("/")) && !wd_str_starts(file, WD_STR("/gcs/")) &&
                   !wd_str_starts(file, WD_STR("/mnt/"))
               ? wd_str_sub(s, 0, at)
               : s;
}

/* "-bash: wandb/debug-internal.log: Permission denied", "sh: 1: gcloud: Permission denied": whatever the file is called. */
static bool is_of_shell(struct wd_str line)
{
    static const char *const shells[] = {"-bash: ", "bash: ", "sh: ",      "zsh: ",      "-zsh: ",
                                         "dash: ",  "ksh: ",  "/bin/sh: ", "/bin/bash: "};
    struct wd_str s = wd_str_trim(line);

    return WD_STR_ANY(wd_str_starts, s, shells) && wd_str_ends(s, WD_STR(": Permission denied"));
}

/* "Unable to create bucket B in project P: PERMISSION_DENIED": a status of gRPC, where the line says of what, or nothing
 * else; browsers end so too. */
static bool is_status_of_place(struct wd_str s)
{
    static const char *const places[] = {" project ", " bucket "};
    static const char *const levels[] = {"ERROR: PERMISSION_DENIED", "Error: PERMISSION_DENIED",
                                         "error: PERMISSION_DENIED", "FATAL: PERMISSION_DENIED"};

    return WD_STR_IN(s, levels) ||
           (wd_str_ends(s, WD_STR(": PERMISSION_DENIED")) && WD_STR_ANY(wd_str_has, s, places));
}

/* "x: /path/file: Permission denied" and its kin; Launch Error is W&B's own wording. */
static bool is_file_refusal(const struct wd_words *words, struct wd_str line)
{
    struct wd_str s = wd_str_trim(line);
    size_t tail = sizeof ": permission denied" - 1;

    s = wd_str_trim_right_of(s, ".\"");
    if (s.len <= tail || is_status_of_place(s) ||
        !wd_word_at(wd_str_from(s, s.len - tail), ": permission denied"))
        return false;
    struct wd_str before = without_file(wd_str_sub(s, 0, s.len - tail));
    return !names_cloud(words, before) &&
           !(wd_screen_scan(&words->tokens, before) & WD_TOKEN_LAUNCH);
}

/* A file system over a network tells with an errno of its own what the service answered. */
static bool answers_through_files(struct look *l)
{
    unsigned says = says_of(l), tokens = tokens_of(l);

    return ((says & (WD_SAYS_REFUSED | WD_SAYS_STATUS)) && (tokens & WD_TOKEN_HOST)) ||
           ((says & WD_SAYS_REFUSED) && (tokens & WD_TOKEN_OWN));
}

/* Its words of refusal stand in names, or the sentence says that nothing was refused. */
static bool refuses_nothing(struct look *l)
{
    struct wd_struck struck;
    bool named, negated;

    if (!(verdict_of(l) & (WD_VERDICT_REFUSAL | WD_VERDICT_NEGATION | WD_VERDICT_TALK)) ||
        wd_str_has(l->s, WD_STR(" denied on resource "))) /* what it refuses it says itself */
        return false;
    named = wd_struck_names(&struck, l->s);
    negated = wd_struck_negated(&struck, l->s);
    if (!named && !negated)
        return false;
    struct look again = {.words = l->words, .s = struck.s};
    return !refuses(&again) &&
           (negated || !(wd_screen_scan(&l->words->interest, struck.s) & WD_WORD_STRONG));
}

static bool is_local_refusal(struct look *l)
{
    unsigned verdict = verdict_of(l), says = says_of(l);

    if (wd_text_is_page(l->s) || (says & WD_SAYS_NONE) || wd_text_is_absence(l->s) ||
        wd_alibaba_answers_otherwise(l->s) || wd_text_is_source(l->s) ||
        ((says & WD_SAYS_CONFIG) && !(tokens_of(l) & WD_TOKEN_HOST)) || refuses_nothing(l))
        return true;
    if ((refuses(l) || wd_str_starts(wd_str_trim_left(l->s), WD_STR("// "))) &&
        wd_text_talks(l->words, l->s) && !(tokens_of(l) & WD_TOKEN_REQUEST_ID))
        return true; /* an answer's own id shows that it was given */
    if (((verdict & WD_VERDICT_ERRNO) && answers_through_files(l)) ||
        ((verdict & (WD_VERDICT_ERRNO | WD_VERDICT_MACHINE)) && wd_text_is_platforms(l->s)))
        return false;
    if (verdict & WD_VERDICT_ERRNO)
        return !(tokens_of(l) & (WD_TOKEN_BIGQUERY | WD_TOKEN_CLOUD_PATH));
    if (verdict & WD_VERDICT_MACHINE)
        return !(tokens_of(l) & (WD_TOKEN_BIGQUERY | WD_TOKEN_CLOUD_PATH | WD_TOKEN_RESOURCE));
    if (!(verdict & WD_VERDICT_PERMISSION_DENIED) || (tokens_of(l) & WD_TOKEN_CLOUD_PATH))
        return false;
    return is_of_shell(l->s) || is_file_refusal(l->words, l->s) ||
           ((verdict & WD_VERDICT_SHELL) && !tokens_name_cloud(tokens_of(l), l->s));
}

/* Words of the groups asked for, in lines that are no refusal of the machine's own. `stack`: its lines may quote source. */
static unsigned marker_groups(struct look *l, bool stack)
{
    const struct wd_words *words = l->words;
    struct wd_str rest = l->s;
    struct wd_margin margin = {
        .depth =
            rest.len - wd_str_trim_left(rest).len}; /* of a text that was moved in as a whole */
    unsigned found = wd_screen_scan(&words->interest, rest) & WD_WORD_MARKER;

    if (!found)
        return 0;
    if (!stack && wd_str_find_char(rest, '\n') == WD_NPOS)
        return is_local_refusal(l) ? 0 : found;
    unsigned verdict = 0, says = 0;
    /* a database in the cloud speaks as one of the machine's own does; the address beside it tells */
    bool left_out = false, of_cloud = wd_str_has(l->s, WD_STR(".hologres.aliyuncs.com"));
    for (found = 0; rest.len > 0;) {
        struct look line = {.words = words, .s = wd_str_cut(&rest, '\n')};
        if (stack && wd_text_quotes_source(&margin, line.s, rest))
            continue;
        unsigned groups = wd_screen_scan(&words->interest, line.s) & WD_WORD_MARKER;
        if (of_cloud)
            line.tokens = tokens_of(&line) | WD_TOKEN_RESOURCE;
        if (groups && is_local_refusal(&line)) {
            left_out = true;
            continue;
        }
        found |= groups;
        verdict |= verdict_of(&line);
        says |= look(&line, &words->sayings, HAS_SAYS, &line.says);
    }
    if (left_out) { /* what is the machine's own makes no refusal of the lines around it */
        l->verdict = verdict;
        l->says = says;
        l->has |= HAS_VERDICT | HAS_SAYS;
    }
    return found;
}

static unsigned vendors_named(const struct wd_words *words, const struct wd_event *event)
{
    /* What is being pushed, if the text does not say. */
    unsigned found = wd_screen_scan(&words->vendors, event->slot[WD_SLOT_HOST]);

    for (size_t i = 0; i < event->text_count; i++)
        found |= wd_screen_scan(&words->vendors, event->texts[i].s);
    return found;
}

/* "Failed to pull image "harbor.example.com/x/y:1": … failed to fetch anonymous token": a registry of somebody's own. Its host stands
 * in the text, or was named by what is pulled or pushed above it. */
static bool is_of_own_registry(const struct wd_event *event)
{
    static const char *const answers[] = {"failed to fetch anonymous token: unexpected status: ",
                                          "failed to fetch oauth token: unexpected status: "};
    struct wd_str host = event->slot[WD_SLOT_HOST];

    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str s = event->texts[i].s, image = wd_between(s, " image \"", "\"");
        if (!WD_STR_ANY(wd_str_has, s, answers))
            continue;
        if (wd_str_find_char(image, '/') != WD_NPOS)
            host = wd_str_cut(&image, '/');
        return wd_str_find_char(host, '.') != WD_NPOS && !wd_is_registry(host) &&
               !wd_str_ends(host, WD_STR(".aliyuncs.com"));
    }
    return false;
}

/* Another vendor's refusal: its name stands in the text, and none of ours beside it. */
static bool is_vendors(const struct wd_words *words, const struct wd_event *event, bool own,
                       bool store)
{
    unsigned found = vendors_named(words, event);
    unsigned deciding = WD_VENDOR_DECIDES | (store ? 0 : WD_VENDOR_OF_STORE);

    return own ? (found & deciding) != 0 : found != 0;
}

/* A text: what it makes of the event. Returns whether it refuses. */
static bool judge(struct wd_event *event, struct look *l, unsigned groups)
{
    unsigned says = says_of(l);

    event->kind = WD_KIND_CANDIDATE;
    event->has_cloud_token |= (says & (WD_SAYS_REFUSED | WD_SAYS_STATUS)) != 0;
    if (!(says & SAYS_REFUSAL) && !((groups & WD_WORD_STRONG) && is_refusal(verdict_of(l))))
        return false;
    event->has_cloud_token |= tokens_name_cloud(tokens_of(l), l->s) ||
                              wd_text_names_product(l->s) || wd_text_says_whose(l->s);
    return true;
}

/* What was found in the very line when it was held back. */
static unsigned told_before(const struct wd_reading *r, struct look *l)
{
    l->verdict = r->looked.verdict;
    l->says = r->looked.says;
    l->has = HAS_VERDICT | HAS_SAYS;
    return r->looked.groups;
}

void wd_judge_texts(struct wd_reading *r)
{
    const struct wd_words *words = &r->n->words;
    struct wd_event *event = r->event;
    bool strong = false, own = event->dialect == WD_DIALECT_WANDB_LOG, store = false;

    for (size_t i = 0; i < event->text_count; i++) {
        struct look l = {.words = words, .s = event->texts[i].s};
        unsigned groups = r->told ? told_before(r, &l)
                                  : marker_groups(&l, event->texts[i].field == WD_TEXT_STACK);
        if (!groups || wd_alibaba_block_answers_otherwise(l.s))
            continue;
        strong |= judge(event, &l, groups);
        own = own || (tokens_of(&l) & WD_TOKEN_OWN);
        event->own_store |= (tokens_of(&l) & WD_TOKEN_STORE) != 0;
        store = store || event->own_store ||
                (tokens_of(&l) & (WD_TOKEN_ALIYUN_HOST | WD_TOKEN_GOOGLE_HOST));
    }
    if (event->kind == WD_KIND_CANDIDATE &&
        (is_vendors(words, event, own, store) || is_of_own_registry(event)))
        event->kind = strong ? WD_KIND_FOREIGN : WD_KIND_OTHER;
}

bool wd_text_refuses(struct wd_reading *r, struct wd_str line)
{
    struct look l = {.words = &r->n->words, .s = line};

    if (!refuses(&l) || is_local_refusal(&l))
        return false;
    r->looked = (struct wd_looked){r->groups & WD_WORD_MARKER, l.verdict, l.says};
    return true;
}

bool wd_candidate(const struct wd_reading *r, struct wd_str text)
{
    struct look l = {.words = &r->n->words, .s = text};

    return marker_groups(&l, false) != 0;
}

static bool is_told(const struct wd_event *event, struct wd_str s)
{
    for (size_t i = 0; i < event->text_count; i++)
        if (wd_str_eq(event->texts[i].s, s))
            return true;
    return false;
}

void wd_add_of_list(struct wd_reading *r, struct wd_str s, enum wd_text_field field)
{
    struct wd_event *event = r->event;
    size_t i = event->text_count;

    if (i < WD_TEXTS_MAX) {
        wd_event_add_text(event, s, field);
        return;
    }
    if (s.len == 0 || is_told(event, s) || !wd_candidate(r, s))
        return;
    while (i > 0 && wd_candidate(r, event->texts[i - 1].s))
        i--;
    if (i > 0)
        event->texts[i - 1] = (struct wd_text){s, field};
    else
        r->n->failures = SIZE_MAX;
}

bool wd_text_is_candidate(struct wd_str text)
{
    struct wd_words words;

    wd_words_init(&words);
    struct look l = {.words = &words, .s = text};
    return marker_groups(&l, false) != 0;
}

bool wd_text_is_refusal(struct wd_str text)
{
    struct wd_words words;
    bool refused = false;

    wd_words_init(&words);
    while (text.len > 0 && !refused) {
        struct look l = {.words = &words, .s = wd_str_cut(&text, '\n')};
        refused = refuses(&l) && !is_local_refusal(&l);
    }
    return refused;
}
