/* Phrases: the one way in which names go into texts and commands.
 *
 * A phrase holds {name} (lower-case letters, '_'; or a digit, the number of an argument) and {name?s}: the
 * letters behind '?' unless the value is "1". Every other brace stands for itself. Values are put as they
 * are and never read as phrases. What a log did not tell is MISSING: a command gets a PLACEHOLDER word, a
 * sentence the noun for it, so that no reader ever sees {name} or <name>. */
#ifndef WHYDENIED_VOCABULARY_SAY_H
#define WHYDENIED_VOCABULARY_SAY_H

#include "whydenied/base/arena.h"
#include "whydenied/base/buf.h"
#include "whydenied/vocabulary/slot.h"

enum wd_fill_state { WD_FILL_OK, WD_FILL_MISSING, WD_FILL_REFUSED };

struct wd_fill_value {
    struct wd_str value; /* or the PLACEHOLDER word, or a noun */
    enum wd_fill_state state;
    const char
        *glued; /* a noun: what stands instead of it inside a word ("…;errorId=IDENTIFIER") */
};

static inline struct wd_fill_value wd_fill_as(struct wd_str value, enum wd_fill_state state)
{
    return (struct wd_fill_value){.value = value, .state = state};
}

struct wd_fill {
    struct wd_fill_value (*resolve)(const void *context, struct wd_str name);
    const void *context;
    struct wd_arena *arena;
    /* The worst met so far, and the word it left behind. */
    enum wd_fill_state worst;
    struct wd_str word;
};

void wd_fill_put(struct wd_fill *fill, struct wd_buf *out, struct wd_str phrase);
/* In the arena, a NUL behind it. Empty only when memory is lacking (or the phrase is empty). */
struct wd_str wd_fill_text(struct wd_fill *fill, struct wd_str phrase);

/* The phrase with {1}, {2}, … */
void wd_say_put(struct wd_buf *out, const char *phrase, const struct wd_str *arguments,
                size_t count);
struct wd_str wd_say_text(struct wd_arena *arena, const char *phrase,
                          const struct wd_str *arguments, size_t count);

/* What stands for a slot in a sentence: the fact, or its noun if the fact is empty. */
struct wd_fill_value wd_say_fact(enum wd_slot slot, struct wd_str fact, enum wd_lang lang);

#endif
