/* The automaton. A state is the offset of its row; rows hold the next state for each byte class, with
 * a mark in the top bit when something ends there, so that a byte costs two loads and one test. */
#include "match/anchors.h"

#include <stdlib.h>

#define ENDS_HERE 0x80000000u
#define NONE      0xFFFFFFFFu

struct wd_anchors {
    unsigned char class_of[256]; /* 0: in no anchor */
    unsigned classes;
    uint32_t *next;    /* rows of `classes` */
    uint32_t *first;   /* by state: its first anchor, NONE */
    uint32_t *shorter; /* by state: the longest proper suffix state where an anchor ends, or 0 */
    uint32_t *sibling; /* by anchor: another anchor that ends in the same state */
    struct wd_anchor *anchors;
    size_t count;
    uint32_t states;
};

/* Quotes are one, too: which kind stands in a message is its writer's. */
static unsigned char fold(unsigned char c)
{
    if (c == '"' || c == '`')
        return '\'';
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static struct wd_str prefix_of(const struct wd_anchor *anchor)
{
    return wd_str_sub(anchor->text, 0, WD_ANCHOR_PREFIX);
}

/* Which bytes stand in anchors is noted first: of their many bytes few differ. */
static void make_classes(struct wd_anchors *a)
{
    bool stands[256] = {false};
    a->classes = 1;
    for (size_t i = 0; i < a->count; i++) {
        struct wd_str s = prefix_of(&a->anchors[i]);
        for (size_t j = 0; j < s.len; j++)
            stands[(unsigned char)s.ptr[j]] = true;
    }
    for (unsigned c = 0; c < 256; c++) {
        unsigned char folded = fold((unsigned char)c);
        if (stands[c] && a->class_of[folded] == 0)
            a->class_of[folded] = (unsigned char)a->classes++;
    }
    for (unsigned c = 0; c < 128; c++)
        a->class_of[c] = a->class_of[fold((unsigned char)c)];
}

static size_t most_states(const struct wd_anchors *a)
{
    size_t n = 1;
    for (size_t i = 0; i < a->count; i++)
        n += prefix_of(&a->anchors[i]).len;
    return n;
}

static uint32_t *row_of(const struct wd_anchors *a, uint32_t state)
{
    return a->next + (size_t)state * a->classes;
}

/* While it is built: the trie's edges as lists, for most of a row's cells are no edge. */
struct builder {
    uint32_t *queue, *fail;
    uint32_t *child, *brother; /* by state, 0: none */
    unsigned char *class;      /* of the edge that leads to the state */
};

/* The trie; 0 in a row means "no edge yet", for no edge leads back to the root. Rows hold plain states until they are
 * closed over. */
static void insert(struct wd_anchors *a, struct builder *b, uint32_t index)
{
    struct wd_str s = prefix_of(&a->anchors[index]);
    uint32_t state = 0;
    for (size_t j = 0; j < s.len; j++) {
        unsigned char class = a->class_of[(unsigned char)s.ptr[j]];
        uint32_t *edge = row_of(a, state) + class;
        if (*edge == 0) {
            *edge = a->states++;
            b->class[*edge] = class;
            b->brother[*edge] = b->child[state];
            b->child[state] = *edge;
        }
        state = *edge;
    }
    a->sibling[index] = a->first[state];
    a->first[state] = index;
}

/* What a cell says that leads to the state: the offset of its row, marked where an anchor ends. */
static uint32_t cell_of(const struct wd_anchors *a, uint32_t state)
{
    bool ends = a->first[state] != NONE || a->shorter[state] != 0;

    return state * a->classes | (ends ? ENDS_HERE : 0);
}

/* Breadth first, so that a state's fallback is complete before the state itself. */
static void close_over(struct wd_anchors *a, struct builder *b)
{
    uint32_t head = 0, tail = 0;

    b->queue[tail++] = 0;
    while (head < tail) {
        uint32_t state = b->queue[head++];
        uint32_t *row = row_of(a, state);
        if (state != 0)
            memcpy(row, row_of(a, b->fail[state]), a->classes * sizeof *row);
        for (uint32_t child = b->child[state]; child; child = b->brother[child]) {
            uint32_t *cell = &row[b->class[child]];
            uint32_t fail = state != 0 ? (*cell & ~ENDS_HERE) / a->classes : 0;
            b->fail[child] = fail;
            a->shorter[child] = a->first[fail] != NONE ? fail : a->shorter[fail];
            *cell = cell_of(a, child);
            b->queue[tail++] = child;
        }
    }
}

static int build(struct wd_anchors *a)
{
    size_t most = most_states(a);
    struct builder b = {.queue = malloc(most * sizeof *b.queue),
                        .fail = calloc(most, sizeof *b.fail),
                        .child = calloc(most, sizeof *b.child),
                        .brother = calloc(most, sizeof *b.brother),
                        .class = malloc(most)};
    a->next = calloc(most * a->classes, sizeof *a->next);
    a->first = malloc(most * sizeof *a->first);
    a->shorter = calloc(most, sizeof *a->shorter);
    a->sibling = malloc((a->count + 1) * sizeof *a->sibling);
    bool ok = b.queue && b.fail && b.child && b.brother && b.class && a->next && a->first &&
              a->shorter && a->sibling;
    if (ok) {
        memset(a->first, 0xFF, most * sizeof *a->first);
        a->states = 1;
        for (size_t i = a->count; i-- > 0;)
            insert(a, &b, (uint32_t)i);
        close_over(a, &b);
    }
    free(b.queue);
    free(b.fail);
    free(b.child);
    free(b.brother);
    free(b.class);
    return ok ? 0 : -1;
}

struct wd_anchors *wd_anchors_new(const struct wd_anchor *anchors, size_t count,
                                  struct wd_error *err)
{
    struct wd_anchors *a = calloc(1, sizeof *a);
    if (!a)
        goto failed;
    a->anchors = malloc((count + 1) * sizeof *a->anchors);
    if (!a->anchors)
        goto failed;
    for (size_t i = 0; i < count; i++) {
        if (anchors[i].text.len > 0)
            a->anchors[a->count++] = anchors[i];
    }
    make_classes(a);
    if ((uint64_t)most_states(a) * a->classes >= ENDS_HERE) {
        wd_fail(err, "the anchors of all rules are too long together");
        wd_anchors_free(a);
        return NULL;
    }
    if (build(a) == 0)
        return a;
failed:
    wd_anchors_free(a);
    wd_fail_memory(err);
    return NULL;
}

void wd_anchors_free(struct wd_anchors *a)
{
    if (!a)
        return;
    free(a->next);
    free(a->first);
    free(a->shorter);
    free(a->sibling);
    free(a->anchors);
    free(a);
}

static bool starts_alike(struct wd_str text, struct wd_str tail)
{
    if (text.len < tail.len)
        return false;
    for (size_t i = 0; i < tail.len; i++)
        if (text.ptr[i] != tail.ptr[i] && /* they hardly differ where one is to be found */
            fold((unsigned char)text.ptr[i]) != fold((unsigned char)tail.ptr[i]))
            return false;
    return true;
}

static void tell(const struct wd_anchors *a, uint32_t state, struct wd_str text, size_t end,
                 wd_anchor_fn found, void *context)
{
    for (; state != 0; state = a->shorter[state]) {
        for (uint32_t i = a->first[state]; i != NONE; i = a->sibling[i]) {
            struct wd_str anchor = a->anchors[i].text;
            size_t at = end - prefix_of(&a->anchors[i]).len;
            struct wd_str tail = wd_str_from(anchor, WD_ANCHOR_PREFIX);
            if (starts_alike(wd_str_from(text, end), tail))
                found(context, a->anchors[i].rule, at);
        }
    }
}

void wd_anchors_scan(const struct wd_anchors *a, struct wd_str text, wd_anchor_fn found,
                     void *context)
{
    uint32_t row = 0;
    for (size_t i = 0; i < text.len; i++) {
        uint32_t cell = a->next[row + a->class_of[(unsigned char)text.ptr[i]]];
        row = cell & ~ENDS_HERE;
        if (cell != row)
            tell(a, row / a->classes, text, i + 1, found, context);
    }
}

size_t wd_anchor_find(struct wd_str text, struct wd_str anchor, size_t from)
{
    for (size_t i = from; i + anchor.len <= text.len; i++) {
        if (wd_str_istarts(wd_str_from(text, i), anchor))
            return i;
    }
    return WD_NPOS;
}
