/* Where people talk: "<kim> …", "[10:02] kim: …", and "kim: …" with an answer in people's words beside it. A program
 * that puts its name before a line gets no answer. */
#include "read/text/around/around.h"

enum { NAME_MAX = 20 };

/* How long the name is that stands at the start, 0 if none does. */
static size_t name_length(struct wd_str s)
{
    size_t len = 0;

    while (len < s.len && (wd_is_letter(s.ptr[len]) || (len > 0 && wd_char_in(s.ptr[len], "._-"))))
        len++;
    return len <= NAME_MAX ? len : 0;
}

/* "[10:02] ": to the minute, as chats have it; loggers tell the second. */
static bool has_minute(struct wd_str s)
{
    return wd_str_at(s, 0) == '[' && wd_str_digits(s, 1) == 2 && wd_str_at(s, 3) == ':' &&
           wd_str_digits(s, 4) == 2 && wd_str_starts(wd_str_from(s, 6), WD_STR("] "));
}

bool wd_text_is_chat(struct wd_str line)
{
    size_t len = wd_str_at(line, 0) == '@' ? name_length(wd_str_from(line, 1)) : 0;

    if (len > 0 && wd_str_at(line, 1 + len) == ' ')
        return true; /* "@kim do you remember …" */
    if (has_minute(line)) {
        line = wd_str_from(line, 8);
        len = name_length(line);
        return len > 0 && wd_str_starts(wd_str_from(line, len), WD_STR(": "));
    }
    len = wd_str_at(line, 0) == '<' ? name_length(wd_str_from(line, 1)) : 0;
    return len > 0 && wd_str_starts(wd_str_from(line, 1 + len), WD_STR("> ")) &&
           !wd_str_has(line, WD_STR("</"));
}

/* "02.03.2026", "2026-03-02", "02/03/2026" */
static bool is_date(struct wd_str word)
{
    size_t digits = 0, marks = 0;

    for (size_t i = 0; i < word.len; i++) {
        digits += wd_is_digit(word.ptr[i]);
        marks += wd_char_in(word.ptr[i], "./-");
    }
    return digits >= 5 && marks == 2;
}

/* "10:20", "[10:20]": no seconds, as people are shown it. */
static bool is_minute(struct wd_str word)
{
    size_t at = word.len > 0 && word.ptr[0] == '[' ? 1 : 0;

    return wd_str_digits(word, at) == 2 && wd_str_at(word, at + 2) == ':' &&
           wd_str_digits(word, at + 3) == 2 && wd_str_at(word, at + 5) != ':';
}

/* "[02.03.2026 10:00] Bea Lund", "Bea - 02/03/2026 10:00": who speaks below, and when; and nothing else. */
static bool heads_speech(struct wd_str line)
{
    size_t dates = 0, times = 0, names = 0;

    if (line.len > 60)
        return false;
    while ((line = wd_str_trim(line)).len > 0) {
        struct wd_str word = wd_str_word(&line), letters = wd_str_letters(word);
        dates += is_date(word);
        times += is_minute(word);
        if (letters.len > 0 && (!wd_is_upper(letters.ptr[0]) || wd_is_upper(wd_str_at(letters, 1))))
            return false;
        names += letters.len > 1;
    }
    return dates == 1 && times == 1 && names > 0 && names < 4;
}

/* Who speaks in "kim: …"; empty for what programs write there. */
static struct wd_str speaker_of(struct wd_str line)
{
    static const char *const of_programs[] = {"error", "err",     "warning", "warn",   "fatal",
                                              "info",  "debug",   "hint",    "note",   "help",
                                              "cause", "reason",  "status",  "detail", "details",
                                              "code",  "message", "usage",   "stderr", "stdout"};
    size_t len = name_length(line);
    struct wd_str name = wd_str_sub(line, 0, len);

    return len > 1 && wd_str_starts(wd_str_from(line, len), WD_STR(": ")) &&
                   !WD_STR_ANY(wd_str_ieq, name, of_programs)
               ? name
               : WD_STR_NONE;
}

static bool answers(struct wd_str line, struct wd_str who)
{
    static const char *const words[] = {" you ",  " it ",     " i ",   " we ",  "thanks", "thx",
                                        " yes",   "anyone",   "'s ",   " then", "please", " old",
                                        " fixed", "the same", " ours", "did "};
    struct wd_str speaker = speaker_of(line);

    if (speaker.len == 0 || wd_str_eq(speaker, who))
        return false;
    return wd_text_asks(line) || WD_STR_IHAS_ANY(line, words);
}

bool wd_around_is_talk(const struct wd_around *around)
{
    struct wd_str who = speaker_of(around->own.text);

    if (around->before_count > 0 && heads_speech(around->before[0].text))
        return true;
    return who.len > 0 && ((around->after_count > 0 && answers(around->after[0].text, who)) ||
                           (around->before_count > 0 && answers(around->before[0].text, who)));
}
