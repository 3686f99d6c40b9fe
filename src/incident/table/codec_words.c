/* The words, flags and numbers of an incident, each left out where it is the usual one: that of a service account
 * in an audit log. */
#include "incident/table/codec.h"

/* ---- words ------------------------------------------------------------------------------------------- */

static json_t *word_to_json(const char *word, const char *usual)
{
    return strcmp(word, usual) == 0 ? wd_codec_left_out() : json_string(word);
}

static struct wd_str word_of_json(const json_t *json, const char *usual)
{
    return wd_str_of(json ? json_string_value(json) : usual);
}

#define USUAL_SYSTEM     "cloud_audit"
#define USUAL_DIALECT    "audit"
#define USUAL_CONFIDENCE "high"
#define USUAL_PRINCIPAL  "service_account"

static json_t *put_system(const struct wd_incident *in)
{
    return word_to_json(wd_system_name(in->system), USUAL_SYSTEM);
}

static bool get_system(struct wd_incident *in, const json_t *json)
{
    return wd_system_parse(word_of_json(json, USUAL_SYSTEM), &in->system);
}

static json_t *put_dialect(const struct wd_incident *in)
{
    return word_to_json(wd_dialect_name(in->dialect), USUAL_DIALECT);
}

static bool get_dialect(struct wd_incident *in, const json_t *json)
{
    return wd_dialect_parse(word_of_json(json, USUAL_DIALECT), &in->dialect);
}

static json_t *put_confidence(const struct wd_incident *in)
{
    return word_to_json(wd_level_name(in->confidence), USUAL_CONFIDENCE);
}

static bool get_confidence(struct wd_incident *in, const json_t *json)
{
    return wd_level_parse(word_of_json(json, USUAL_CONFIDENCE), &in->confidence);
}

static json_t *put_principal_kind(const struct wd_incident *in)
{
    return word_to_json(wd_principal_kind_name(in->principal_kind), USUAL_PRINCIPAL);
}

static bool get_principal_kind(struct wd_incident *in, const json_t *json)
{
    struct wd_str word = word_of_json(json, USUAL_PRINCIPAL);

    for (unsigned i = 0; word.ptr && i < WD_PRINCIPAL_COUNT; i++)
        if (wd_str_eqz(word, wd_principal_kind_name((enum wd_principal_kind)i))) {
            in->principal_kind = (enum wd_principal_kind)i;
            return true;
        }
    return false;
}

/* ---- flags and numbers ------------------------------------------------------------------------------- */

static json_t *number_to_json(int number, int usual)
{
    return number == usual ? wd_codec_left_out() : json_integer(number);
}

static json_t *flag_to_json(bool flag, bool usual)
{
    return flag == usual ? wd_codec_left_out() : json_boolean(flag);
}

static json_t *put_lookalike(const struct wd_incident *in)
{
    return flag_to_json(in->lookalike, false);
}

static bool get_lookalike(struct wd_incident *in, const json_t *json)
{
    in->lookalike = json_is_true(json); /* the rule has the last word */
    return true;
}

static json_t *put_uncertain(const struct wd_incident *in)
{
    return flag_to_json(in->uncertain, false);
}

static bool get_uncertain(struct wd_incident *in, const json_t *json)
{
    in->uncertain = json_is_true(json);
    return true;
}

static json_t *put_structured(const struct wd_incident *in)
{
    return flag_to_json(in->structured, true);
}

static bool get_structured(struct wd_incident *in, const json_t *json)
{
    in->structured = !json || json_is_true(json);
    return true;
}

static json_t *put_doubts(const struct wd_incident *in)
{
    return number_to_json(in->doubts, 0);
}

/* Nights of before have neither doubts nor a voice: none was told, and the platform spoke. */
static bool get_doubts(struct wd_incident *in, const json_t *json)
{
    in->doubts = (unsigned short)(json_integer_value(json) & WD_DOUBT_ALL);
    return true;
}

static json_t *put_voice(const struct wd_incident *in)
{
    return number_to_json((int)in->voice, 0);
}

static bool get_voice(struct wd_incident *in, const json_t *json)
{
    in->voice = (enum wd_voice)((unsigned)json_integer_value(json) % 3u);
    return true;
}

static json_t *put_http_status(const struct wd_incident *in)
{
    return number_to_json(in->http_status, -1);
}

static bool get_http_status(struct wd_incident *in, const json_t *json)
{
    in->http_status = json ? (int)json_integer_value(json) : -1;
    return true;
}

const struct wd_codec_fact wd_codec_words[] = {
    {"system", put_system, get_system},
    {"dialect", put_dialect, get_dialect},
    {"confidence", put_confidence, get_confidence},
    {"principal_kind", put_principal_kind, get_principal_kind},
    {"lookalike", put_lookalike, get_lookalike},
    {"uncertain", put_uncertain, get_uncertain},
    {"structured", put_structured, get_structured},
    {"doubts", put_doubts, get_doubts},
    {"voice", put_voice, get_voice},
    {"http_status", put_http_status, get_http_status},
    {NULL, NULL, NULL},
};
