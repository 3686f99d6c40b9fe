/* Values of the codec: hashes, texts, totals; and rules that a state names but nobody loaded. */
#include "incident/table/codec.h"

#include "whydenied/base/char.h"

void wd_hex_write(uint64_t value, char out[17])
{
    for (int i = 0; i < 16; i++)
        out[i] = "0123456789abcdef"[value >> (60 - 4 * i) & 15];
    out[16] = '\0';
}

json_t *wd_hex_to_json(uint64_t value)
{
    char digits[17];

    wd_hex_write(value, digits);
    return json_stringn(digits, 16);
}

/* A night has up to 2^18 keys: one look-up a digit. Above 15: none. */
static unsigned hex_digit(char c)
{
    static const unsigned char digits[256] = {
        ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
        ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
        ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16};

    return digits[(unsigned char)c] - 1u;
}

bool wd_hex_parse(const char *digits, uint64_t *ret_value)
{
    uint64_t value = 0;

    for (int i = 0; i < 16; i++) {
        unsigned digit = hex_digit(digits[i]);
        if (digit > 15)
            return false;
        value = value << 4 | digit;
    }
    *ret_value = value;
    return true;
}

bool wd_hex_of_json(const json_t *json, uint64_t *ret_value)
{
    return json_string_length(json) == 16 && wd_hex_parse(json_string_value(json), ret_value);
}

json_t *wd_hashes_to_json(const uint64_t *hashes, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, wd_hex_to_json(hashes[i]));
    return wd_codec_whole(array, count);
}

bool wd_hashes_of_json(const json_t *array, uint64_t *hashes, size_t least, size_t count)
{
    size_t got = json_array_size(array);

    if (got < least || got > count)
        return false;
    for (size_t i = 0; i < got; i++)
        if (!wd_hex_of_json(json_array_get(array, i), &hashes[i]))
            return false;
    return true;
}

/* ---- arrays ------------------------------------------------------------------------------------ */

json_t *wd_codec_left_out(void)
{
    return json_null();
}

json_t *wd_codec_whole(json_t *array, size_t count)
{
    if (json_array_size(array) == count)
        return array;
    json_decref(array);
    return NULL;
}

void wd_codec_trim(json_t *array)
{
    for (size_t n = json_array_size(array); n > 0 && json_is_null(json_array_get(array, n - 1));
         n--)
        json_array_remove(array, n - 1);
}

/* ---- numbers ----------------------------------------------------------------------------------- */

json_t *wd_time_to_json(wd_time t)
{
    return t == WD_TIME_NONE ? json_null() : json_integer(t);
}

bool wd_time_of_json(const json_t *json, wd_time *ret_time)
{
    *ret_time = json_is_integer(json) ? json_integer_value(json) : WD_TIME_NONE;
    return json_is_integer(json) || json_is_null(json);
}

bool wd_count_of_json(const json_t *json, uint64_t *ret_count)
{
    *ret_count = (uint64_t)json_integer_value(json);
    return json_is_integer(json) && json_integer_value(json) >= 0;
}

/* ---- texts ------------------------------------------------------------------------------------- */

static json_t *bytes_to_json(const char *text)
{
    static const char digits[] = "0123456789abcdef";
    size_t len = strlen(text);
    char *hex = malloc(2 * len + 1);
    json_t *json;

    if (!hex)
        return NULL;
    for (size_t i = 0; i < len; i++) {
        hex[2 * i] = digits[(unsigned char)text[i] >> 4];
        hex[2 * i + 1] = digits[(unsigned char)text[i] & 15];
    }
    json = json_pack("{s:s%}", "hex", hex, 2 * len);
    free(hex);
    return json;
}

json_t *wd_text_to_json(const char *text)
{
    json_t *json;

    if (!text)
        return json_null();
    json = json_string(text);
    return json ? json : bytes_to_json(text);
}

static int bytes_of_json(const json_t *json, char **ret_text)
{
    size_t len = json_string_length(json) / 2;
    const char *hex = json_string_value(json);
    char *text = json_string_length(json) % 2 ? NULL : malloc(len + 1);

    if (!text)
        return -1;
    for (size_t i = 0; i < len; i++) {
        unsigned high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
        if (high > 15 || low > 15) {
            free(text);
            return -1;
        }
        text[i] = (char)(high << 4 | low);
    }
    text[len] = '\0';
    *ret_text = text;
    return 0;
}

int wd_text_of_json(const json_t *json, char **ret_text)
{
    *ret_text = NULL;
    if (!json || json_is_null(json))
        return 0;
    if (json_is_object(json))
        return bytes_of_json(json_object_get(json, "hex"), ret_text);
    if (!json_is_string(json))
        return -1;
    *ret_text = wd_copy_text(wd_str_make(json_string_value(json), json_string_length(json)));
    return *ret_text ? 0 : -1;
}

/* ---- totals ------------------------------------------------------------------------------------ */

size_t wd_codec_totals(struct wd_totals *totals, uint64_t *ret_numbers[24])
{
    uint64_t *const plain[] = {&totals->records,        &totals->events,  &totals->not_enforced,
                               &totals->policy_changes, &totals->context, &totals->other,
                               &totals->gave_up};
    size_t count = sizeof plain / sizeof *plain;

    memcpy(ret_numbers, plain, sizeof plain);
    for (size_t i = 0; i < sizeof totals->skipped / sizeof totals->skipped[0]; i++)
        ret_numbers[count++] = &totals->skipped[i];
    return count;
}

/* ---- rules that are not loaded ----------------------------------------------------------------- */

static const char own_pack[] = "(not loaded)";

bool wd_rule_is_own(const struct wd_rule *rule)
{
    return rule && rule->pack == own_pack;
}

const struct wd_rule *wd_table_own_rule(struct wd_table *table, const char *id, bool lookalike)
{
    struct wd_own_rule *own;

    for (own = table->own_rules; own; own = own->next)
        if (wd_str_eqz(wd_str_of(own->id), id))
            return &own->rule;
    own = calloc(1, sizeof *own);
    if (!own)
        return NULL;
    own->id = wd_copy_text(wd_str_of(id));
    if (!own->id) {
        free(own);
        return NULL;
    }
    own->rule.id = own->rule.title.in[WD_LANG_EN] = own->id;
    own->rule.why.in[WD_LANG_EN] = "The rule that recognised this is no longer loaded.";
    own->rule.pack = own_pack;
    own->rule.at.file = own_pack;
    own->rule.status = "deprecated";
    own->rule.system = WD_SYSTEM_COUNT;
    own->rule.cause = lookalike ? WD_CAUSE_NOT_PERMISSION : WD_CAUSE_UNKNOWN;
    own->next = table->own_rules;
    table->own_rules = own;
    return &own->rule;
}
