/* A text, sentence by sentence. A sentence that refuses is a refusal; one that does not may still say
 * something of it: who ran the command, what permission to grant, where the call went, facts by keys. */
#include "whydenied/read/refusal.h"

#include <stdlib.h>

#include "read/refusal/acs.h"
#include "read/refusal/merge.h"
#include "read/refusal/sentence.h"
#include "read/refusal/wandb_names.h"
#include "read/text/lexicon.h"
#include "whydenied/base/char.h"

struct wd_refusal_reader {
    struct wd_vocabulary vocabulary;
    struct wd_sentence sentence;
    struct wd_sentence_facts reading;
};

/* What is known of the whole text so far. */
struct text {
    struct wd_str whole;
    struct wd_refusals all;
    struct wd_refusal keyed;      /* facts by keys that wait for a refusal */
    struct wd_refusal *keyed_for; /* the refusal that facts by keys go to */
    struct wd_refusal wrapper;    /* where the call went */
    struct wd_refusal tried;      /* what failed, by a sentence that does not say why */
    struct wd_refusal asked;      /* what is asked for: "give X read access" */
    struct wd_acs_names acs;      /* ARNs of Alibaba's, wherever they stand */
    struct wd_wandb_names wandb;  /* and of W&B's */
    struct wd_str caller, executed;
    bool has_keyed, has_wrapper, has_tried, has_asked;
    bool mute;    /* what was said last is no more about the last refusal */
    bool in_vain; /* something was refused or failed, nobody said what */
    unsigned vendors, signs;
};

struct wd_refusal_reader *wd_refusal_reader_new(void)
{
    struct wd_refusal_reader *reader = malloc(sizeof *reader);

    if (reader)
        wd_vocabulary_init(&reader->vocabulary);
    return reader;
}

void wd_refusal_reader_free(struct wd_refusal_reader *reader)
{
    free(reader);
}

static bool has_facts(const struct wd_refusal *r)
{
    for (size_t i = 0; i < WD_PART_COUNT; i++)
        if (r->part[i].len > 0)
            return true;
    return r->subject.len > 0 || r->object.len > 0 || r->permission_count > 0 || r->role.len > 0;
}

/* Where a call went, and what it was: the nearest words count. */
static void note_wrapper(struct text *text, const struct wd_refusal *r)
{
    struct wd_refusal wrapper = *r;

    wrapper.object = wrapper.subject = WD_STR_NONE;
    wrapper.said = WD_SAID_NOT;
    wrapper.permission_count = 0;
    wrapper.kind = WD_REFUSAL_CODE;
    if (text->has_wrapper)
        wd_refusal_fill(&wrapper, &text->wrapper);
    text->wrapper = wrapper;
}

static struct wd_refusal *last_of(const struct text *text)
{
    return text->all.count > 0 ? text->all.item[text->all.count - 1] : NULL;
}

/* Facts by keys stand beside the sentence that they belong to, before it or behind. */
static void note_keyed(struct text *text, const struct wd_refusal *r)
{
    struct wd_refusal *last = last_of(text);

    if (last && (r->permission_count > 0 || wd_refusal_fits(last, r)) &&
        (last == text->keyed_for || wd_refusal_bare(last) ||
         (!text->mute && wd_refusal_leaves_open(last, r)) ||
         (!text->mute && r->permission_count > 0 && last->permission_count > 0 &&
          !last->derived)) &&
        wd_refusal_fill(last, r)) {
        text->keyed_for = last;
        return;
    }
    if (!wd_refusal_fill(&text->keyed, r))
        text->keyed = *r;
    text->has_keyed = true;
}

/* "Please give X read access to gs://b", "Unable to read R. Ensure that the account has p": it lacks that, if nothing else
 * in the text says what was refused. */
static void note_asked(struct text *text, const struct wd_refusal *r,
                       const struct wd_sentence *sentence)
{
    text->asked = *r;
    text->asked.kind = WD_REFUSAL_OBJECT;
    if (text->has_tried)
        wd_refusal_fill(&text->asked, &text->tried);
    if (text->has_wrapper)
        wd_refusal_fill(&text->asked, &text->wrapper);
    wd_refusal_derive_asked(&text->asked, sentence);
    text->has_asked = text->asked.permission_count > 0 ||
                      (text->asked.role.len > 0 && text->asked.subject.len > 0 &&
                       (text->signs & WD_TEXT_REFUSES));
}

/* "Unable to proceed. X requires p on R": what an account needs is what it was refused, where something came to nothing. */
static bool lacks_in_vain(const struct text *text, const struct wd_sentence_facts *reading)
{
    return text->in_vain && reading->tone.needs && reading->refusal.subject.len > 0 &&
           reading->refusal.permission_count > 0;
}

/* A sentence that does not refuse may say something of the last one that did. */
static void note_neighbour(struct text *text, const struct wd_sentence_facts *reading,
                           const struct wd_sentence *sentence, struct wd_arena *arena)
{
    const struct wd_refusal *r = &reading->refusal;
    struct wd_refusal *last = last_of(text), hint = *r;

    if (reading->keyed) {
        note_keyed(text, r);
    } else if (reading->alone) {
        bool blank = r->permission_count > 0 ? last && last->permission_count == 0
                                             : last && last->object.len == 0;
        if (blank && !text->mute)
            wd_refusal_fill(last, r);
    } else if (last && (reading->tone.hints || (r->permission_count > 0 &&
                                                (reading->tone.permits || reading->tone.needs)))) {
        hint.kind = WD_REFUSAL_CODE;
        if (!text->mute &&
            (last->permission_count == 0 || last->subject.len == 0 || r->role.len > 0) &&
            wd_refusal_fill(last, &hint) && last->kind == WD_REFUSAL_OBJECT)
            wd_refusal_derive_asked(last, sentence);
    } else if ((reading->tone.hints || lacks_in_vain(text, reading)) && !text->has_asked &&
               (r->subject.len > 0 || (text->has_tried && r->permission_count > 0))) {
        note_asked(text, r, sentence);
    } else if (reading->failed && r->object.len > 0 && r->part[WD_PART_PROJECT].len > 0) {
        wd_refusal_derive_tried(&hint, sentence);
        wd_refusal_derive_failed(&hint, sentence, arena);
        hint.kind = WD_REFUSAL_OBJECT;
        text->tried = hint;
        text->has_tried = true;
    } else if (wd_refusal_is_at_ours(r) || r->act_as.len > 0 || r->action.len > 0) {
        note_wrapper(text, r);
        text->has_wrapper = true;
    }
}

/* An impersonation that fails is refused to the caller; what runs under one that works, to the account. */
static bool runs_as(const struct wd_refusal *r, struct wd_str caller)
{
    bool alibaba =
        (r->permission_count > 0 && wd_str_find_char(r->permissions[0], ':') != WD_NPOS) ||
        wd_str_ends(r->part[WD_PART_HOST], WD_STR("aliyuncs.com"));

    return r->kind != WD_REFUSAL_ACT_AS && r->kind != WD_REFUSAL_REGISTRY && r->act_as.len == 0 &&
           (r->said < WD_SAID_NAMED || (caller.len > 0 && wd_str_eq(r->subject, caller))) &&
           !r->anonymous && !alibaba;
}

static int add_refusal(struct text *text, struct wd_refusal *r, const struct wd_sentence *sentence,
                       struct wd_arena *arena)
{
    struct wd_refusal *before = last_of(text);
    bool bare = wd_refusal_bare(r), onto_facts = before && !wd_refusal_bare(before),
         consumed = false;

    if (text->has_wrapper && r->part[WD_PART_HOST].len == 0 &&
        wd_refusal_agrees(r, &text->wrapper)) {
        text->has_wrapper = false;
        wd_refusal_fill(r, &text->wrapper);
    }
    if (text->has_tried && (bare || wd_refusal_of_image(r, &text->tried)) &&
        wd_refusal_fill(r, &text->tried))
        text->has_tried = false;
    if (text->executed.len > 0 && runs_as(r, text->caller)) {
        r->subject = text->executed;
        r->said = WD_SAID_EXECUTED;
    }
    if (sentence)
        wd_refusal_derive(r, sentence);
    if (sentence && r->kind <= WD_REFUSAL_OBJECT)
        wd_refusal_derive_failed(r, sentence, arena);
    bool blank = r->permission_count == 0 && r->subject.len == 0 &&
                 text->keyed.permission_count > 0 && text->keyed.object.len == 0 &&
                 wd_refusal_fits(r, &text->keyed); /* map{"permission": p, "resource": R}: denied */
    if (text->has_keyed &&
        (wd_refusal_bare(r) || blank ||
         (r->permission_count > 0 && text->keyed.permission_count > 0)) &&
        wd_refusal_fill(r, &text->keyed))
        consumed = true;
    if (wd_refusals_add(&text->all, r, arena) != 0)
        return -1;
    if (last_of(text) != before || consumed)
        text->keyed_for = consumed ? last_of(text) : NULL;
    text->has_keyed = text->has_keyed && !consumed;
    bool word = sentence && sentence->count == 1; /* "…, forbidden": the reason behind a sentence */
    text->mute = bare && onto_facts && last_of(text) == before && (!word || text->mute);
    return 0;
}

static int note_reading(struct text *text, struct wd_sentence_facts *reading,
                        const struct wd_sentence *sentence, struct wd_arena *arena)
{
    struct wd_refusal *r = &reading->refusal;
    struct wd_refusal bare = {
        .rpc = r->rpc, .http = r->http, .code = r->code, .from = r->from, .to = r->to};

    if (reading->refuses && r->kind <= WD_REFUSAL_OBJECT && r->said == WD_SAID_STATED &&
        wd_reason_is_another(text->whole, r->subject))
        return 0;
    if (r->caller.len > 0)
        text->caller = r->caller;
    if (reading->executed.len > 0)
        text->executed = reading->executed;
    if (reading->refuses && (!reading->keyed || reading->tone.refuses))
        return add_refusal(text, r, sentence, arena);
    if (reading->refuses && add_refusal(text, &bare, NULL, arena) != 0)
        return -1;
    if (has_facts(r) || r->act_as.len > 0 || r->action.len > 0)
        note_neighbour(text, reading, sentence, arena);
    return 0;
}

static int read_sentence(struct wd_refusal_reader *reader, struct text *text,
                         struct wd_arena *arena)
{
    int rc = 0;

    if (wd_sentence_read(&reader->sentence, text->vendors, text->signs, arena, &reader->reading) !=
        0)
        return -1;
    if (text->vendors & WD_SIGN_ALIBABA)
        wd_acs_note(&text->acs, &reader->sentence);
    if (text->vendors & WD_SIGN_WANDB)
        wd_wandb_note(&text->wandb, &reader->sentence);
    text->in_vain = text->in_vain || wd_sentence_is_in_vain(&reader->sentence);
    if (reader->sentence.count > 0)
        rc = note_reading(text, &reader->reading, &reader->sentence, arena);
    reader->sentence.count = 0;
    return rc;
}

static int read_all(struct wd_refusal_reader *reader, struct wd_str s, struct text *text,
                    struct wd_arena *arena)
{
    struct wd_tokens tokens;
    struct wd_token token;

    text->whole = s;
    wd_tokens_init(&tokens, &reader->vocabulary, s, arena);
    reader->sentence.count = 0;
    while (wd_tokens_next(&tokens, &token)) {
        bool full = reader->sentence.count == WD_SENTENCE_MAX;
        if ((full || (token.begins && reader->sentence.count > 0)) &&
            read_sentence(reader, text, arena) != 0)
            return -1;
        reader->sentence.token[reader->sentence.count++] = token;
    }
    return read_sentence(reader, text, arena) != 0 || tokens.failed ? -1 : 0;
}

/* ---- what the whole text adds ------------------------------------------------------------------- */

/* "… upload to /v2/NS/REPO/blobs/uploads/ in HOST": the client of containers/image parts the two. */
static int read_registry_path(struct wd_refusal *r, struct wd_str s, struct wd_arena *arena)
{
    struct wd_naming n = {.arena = arena, .part = r->part};
    size_t at = wd_str_find(s, WD_STR(" /v2/"));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(s, at + 1), address;

    if (rest.len == 0 || r->part[WD_PART_REPOSITORY].len > 0 ||
        !wd_is_registry(r->part[WD_PART_HOST]))
        return 0;
    address = wd_arena_concat(
        arena, (const struct wd_str[]){r->part[WD_PART_HOST], wd_str_cut(&rest, ' ')}, 2);
    if (!address.ptr)
        return -1;
    wd_parts_of_address(&n, address);
    return 0;
}

/* Who was refused is whom the calls ran as, unless the sentence itself says who. */
static int finish(struct wd_refusal *r, const struct text *text, struct wd_str s,
                  struct wd_arena *arena)
{
    if (text->has_wrapper && text->all.count == 1 && wd_refusal_agrees(r, &text->wrapper))
        wd_refusal_fill(r, &text->wrapper);
    if (r->kind <= WD_REFUSAL_OBJECT && r->part[WD_PART_REPOSITORY].len > 0 &&
        wd_is_registry(r->part[WD_PART_HOST])) {
        r->kind = WD_REFUSAL_REGISTRY;
        wd_refusal_derive(r, &(struct wd_sentence){.count = 0});
    }
    wd_refusal_derive_copy(r, text->signs);
    wd_refusal_derive_host(r);
    if (r->kind < WD_REFUSAL_PERMISSION && r->permission_count > 0 && !r->derived &&
        r->kind != WD_REFUSAL_RBAC)
        r->kind = WD_REFUSAL_PERMISSION;
    if (r->act_as.len == 0 && r->permission_count > 0 &&
        wd_str_starts(r->permissions[0], WD_STR("iam.serviceAccounts.")))
        r->act_as = r->part[WD_PART_SERVICE_ACCOUNT]; /* …/serviceAccounts/X:signBlob */
    if (r->caller.len == 0)
        r->caller = text->caller;
    if (text->executed.len > 0 && runs_as(r, text->caller)) { /* told behind the refusal */
        r->subject = text->executed;
        r->said = WD_SAID_EXECUTED;
    }
    r->vendor = wd_refusal_vendor_of(r, text->vendors);
    if (r->vendor == WD_REFUSAL_GOOGLE && r->kind <= WD_REFUSAL_OBJECT)
        wd_refusal_conclude(r, s, text->signs, arena);
    if (r->vendor == WD_REFUSAL_GOOGLE && r->kind == WD_REFUSAL_REGISTRY &&
        (r->derived || r->permission_count == 0) && text->signs & WD_TEXT_CREDENTIAL)
        r->anonymous = true; /* the registry knows nobody: no role helps */
    if (r->vendor == WD_REFUSAL_GOOGLE && r->kind == WD_REFUSAL_OBJECT &&
        text->signs & WD_TEXT_CREDENTIAL && wd_is_registry(r->object))
        r->kind = WD_REFUSAL_CREDENTIAL; /* a login to the host: nothing there to give a role on */
    if (r->vendor == WD_REFUSAL_ALIBABA && r->kind == WD_REFUSAL_REGISTRY && r->derived &&
        text->signs & WD_TEXT_CREDENTIAL)
        r->permission_count = 0; /* neither does an action */
    if (r->vendor == WD_REFUSAL_ALIBABA && r->kind <= WD_REFUSAL_OBJECT)
        wd_refusal_derive_oss(r, s);
    if (r->vendor == WD_REFUSAL_FOREIGN)
        r->foreign = wd_str_of(wd_vocabulary_foreign(text->vendors));
    if (r->vendor == WD_REFUSAL_WANDB)
        return wd_wandb_settle(r, &text->wandb, arena);
    return r->vendor == WD_REFUSAL_ALIBABA ? wd_acs_settle(r, &text->acs, arena) : 0;
}

/* Facts by keys alone refuse if the text does. */
static int add_keyed(struct text *text, struct wd_arena *arena)
{
    if (!text->has_keyed || text->keyed.permission_count == 0 ||
        (!(text->signs & WD_TEXT_REFUSES) && !(text->in_vain && text->keyed.subject.len > 0)))
        return 0;
    return wd_refusals_add(&text->all, &text->keyed, arena);
}

/* What is asked for was refused, if the text says nothing else of it. */
static int add_asked(struct text *text, struct wd_arena *arena)
{
    return text->has_asked && text->all.count == 0
               ? wd_refusals_add(&text->all, &text->asked, arena)
               : 0;
}

static int add_credential(struct text *text, struct wd_arena *arena)
{
    struct wd_refusal refusal = {.kind = WD_REFUSAL_CREDENTIAL};

    if (!(text->signs & WD_TEXT_CREDENTIAL) ||
        (text->all.count > 0 && text->all.item[0]->kind > WD_REFUSAL_CREDENTIAL))
        return 0;
    return wd_refusals_add(&text->all, &refusal, arena);
}

/* A proxy let nothing through, and no service said what was refused to whom. */
static bool is_of_proxy(const struct text *text, const struct wd_refusal *best)
{
    return text->signs & WD_TEXT_PROXY && best && best->permission_count == 0 &&
           best->subject.len == 0;
}

int wd_refusal_read(struct wd_refusal_reader *reader, struct wd_str s, struct wd_arena *arena,
                    struct wd_refusal **ret)
{
    struct text text = {.has_keyed = false};

    s = wd_str_sub(s, 0, WD_REFUSAL_TEXT_MAX);
    text.vendors = wd_vocabulary_vendors(&reader->vocabulary, s);
    text.signs = wd_screen_scan(&reader->vocabulary.signs, s);
    if (text.signs & WD_TEXT_CJK && wd_text_names_product(s))
        text.vendors |= WD_SIGN_ALIBABA;
    if (read_all(reader, s, &text, arena) != 0 || add_keyed(&text, arena) != 0 ||
        add_asked(&text, arena) != 0 || add_credential(&text, arena) != 0)
        return -1;
    for (size_t i = 0; i < text.all.count; i++) {
        if (read_registry_path(text.all.item[i], s, arena) != 0 ||
            finish(text.all.item[i], &text, s, arena) != 0)
            return -1;
    }
    wd_refusals_share_party(&text.all);
    *ret = wd_refusals_best(&text.all);
    if (is_of_proxy(&text, *ret))
        *ret = NULL;
    return *ret != NULL;
}
