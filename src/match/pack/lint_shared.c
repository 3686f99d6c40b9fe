/* What several rules of a pack say, each in its own file, and could say once in _shared.yaml; and files that are not
 * named after their rule. */
#include "match/pack/lint.h"

#include <stdio.h>
#include <stdlib.h>

#include "match/pack/source.h"
#include "match/ruleset.h"
#include "whydenied/base/digest.h"
#include "whydenied/base/list.h"

/* Shorter texts and parts of expressions are equal by chance, or easier to read where they stand. */
enum { TEXT_MIN = 40, PART_MIN = 100, SHOWN = 100 };

/* Where a text begins, or where PART_MIN bytes of an expression do. */
struct piece {
    uint64_t hash;
    size_t written, at;
};

struct pieces {
    const struct wd_pack_source *source;
    struct piece *list; /* by hash, then in the order of the files */
    size_t count;
};

static struct wd_str words_of(const struct wd_pack_source *source, size_t i)
{
    const struct wd_pack_written *written = &source->written[i];

    return wd_str_sub(wd_buf_str(&source->words), written->offset, written->len);
}

/* How long a piece of it is: all of a text, so many bytes of an expression; 0: too short. */
static size_t piece_length(const struct wd_pack_written *written)
{
    if (written->kind == WD_WRITTEN_EXPRESSION)
        return written->len >= PART_MIN ? PART_MIN : 0;
    return written->kind == WD_WRITTEN_TEXT && written->len < TEXT_MIN ? 0 : written->len;
}

static int by_hash(const void *left, const void *right)
{
    const struct piece *a = left, *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->written != b->written)
        return a->written < b->written ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static bool cut_pieces(struct pieces *pieces, const struct wd_pack_source *source)
{
    size_t room = 0;

    for (size_t i = 0; i < source->written_count; i++)
        room += source->written[i].len + 1;
    pieces->source = source;
    pieces->count = 0;
    pieces->list = calloc(room + 1, sizeof *pieces->list);
    for (size_t i = 0; pieces->list && i < source->written_count; i++) {
        struct wd_str words = words_of(source, i);
        size_t len = piece_length(&source->written[i]);
        for (size_t at = 0; len > 0 && at + len <= words.len; at++)
            pieces->list[pieces->count++] =
                (struct piece){wd_hash(wd_str_sub(words, at, len)), i, at};
    }
    if (pieces->list)
        qsort(pieces->list, pieces->count, sizeof *pieces->list, by_hash);
    return pieces->list != NULL;
}

static bool of_same_file(const struct wd_pack_written *a, const struct wd_pack_written *b)
{
    return strcmp(a->at.file, b->at.file) == 0;
}

/* The first piece like that of `written` at `at`, if it stands in an earlier file; else NULL. */
static const struct piece *earlier(const struct pieces *pieces, size_t written, size_t at)
{
    const struct wd_pack_written *list = pieces->source->written;
    struct wd_str mine =
        wd_str_sub(words_of(pieces->source, written), at, piece_length(&list[written]));
    uint64_t hash = wd_hash(mine);
    size_t low = wd_list_place(pieces->list, pieces->count, sizeof *pieces->list, hash);

    for (; low < pieces->count && pieces->list[low].hash == hash; low++) {
        const struct piece *piece = &pieces->list[low];
        struct wd_str other = words_of(pieces->source, piece->written);
        if (piece->written >= written)
            return NULL;
        if (list[piece->written].kind == list[written].kind &&
            !of_same_file(&list[piece->written], &list[written]) &&
            wd_str_eq(wd_str_sub(other, piece->at, mine.len), mine))
            return piece;
    }
    return NULL;
}

/* How far both go on alike. */
static size_t common_length(struct wd_str a, struct wd_str b)
{
    size_t len = 0;

    while (len < a.len && len < b.len && a.ptr[len] == b.ptr[len])
        len++;
    return len;
}

static void tell_copy(const struct wd_linter *linter, const struct wd_pack_written *written,
                      const struct wd_pack_written *first, struct wd_str words)
{
    static const char *const names[] = {"text", "part of an expression", "reference"};
    char where[256];

    wd_file_place_print(first->at, where, sizeof where);
    wd_lint_tell(linter, "P025", WD_LINT_WARNING, written->at, "this %s stands in %s too: %.*s%s",
                 names[written->kind], where, (int)(words.len > SHOWN ? SHOWN : words.len),
                 words.ptr, words.len > SHOWN ? "..." : "");
}

static void look_at(const struct wd_linter *linter, const struct pieces *pieces, size_t i)
{
    const struct wd_pack_written *written = &pieces->source->written[i];
    struct wd_str words = words_of(pieces->source, i);
    size_t len = piece_length(written);

    for (size_t at = 0; len > 0 && at + len <= words.len;) {
        const struct piece *piece = earlier(pieces, i, at);
        size_t alike = 1;
        if (piece) {
            struct wd_str other = words_of(pieces->source, piece->written);
            alike = common_length(wd_str_from(words, at), wd_str_from(other, piece->at));
            tell_copy(linter, written, &pieces->source->written[piece->written],
                      wd_str_sub(words, at, alike));
        }
        at += alike;
    }
}

static bool is_named_after(const struct wd_rule *rule)
{
    struct wd_str file = wd_str_of(rule->at.file);
    const char *slash = strrchr(rule->at.file, '/');

    if (slash)
        file = wd_str_from(file, (size_t)(slash + 1 - rule->at.file));
    return file.len > strlen(rule->id) && wd_str_starts(file, wd_str_of(rule->id)) &&
           file.ptr[strlen(rule->id)] == '.' &&
           wd_str_find_char(wd_str_from(file, strlen(rule->id) + 1), '.') == WD_NPOS;
}

void wd_lint_file(const struct wd_linter *linter)
{
    const struct wd_rule *rule = linter->rule;

    if (rule->origin && rule->origin->folder && !is_named_after(rule))
        wd_lint_tell(linter, "P018", WD_LINT_ERROR, rule->at, "the file is not called %s.yaml",
                     rule->id);
}

/* The rule of the file; NULL: it was left out. */
static const struct wd_rule *rule_of(const struct wd_ruleset *set, const char *file)
{
    for (size_t i = 0; i < set->count; i++) {
        if (strcmp(set->rules[i]->at.file, file) == 0)
            return set->rules[i];
    }
    return NULL;
}

int wd_lint_shared(struct wd_linter *linter, struct wd_error *err)
{
    for (size_t s = 0; s < linter->set->source_count; s++) {
        const struct wd_pack_source *source = linter->set->sources[s];
        struct pieces pieces;
        if (source->written_count == 0)
            continue;
        if (!cut_pieces(&pieces, source))
            return wd_fail_memory(err);
        for (size_t i = 0; i < source->written_count; i++) {
            linter->rule = rule_of(linter->set, source->written[i].at.file);
            if (linter->rule)
                look_at(linter, &pieces, i);
        }
        free(pieces.list);
    }
    return 0;
}
