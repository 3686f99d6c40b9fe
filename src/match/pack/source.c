/* Places: a byte of the text, its mark or its line. */
#include "match/pack/source.h"

#include <stdlib.h>

#include "whydenied/base/limits.h"
#include "whydenied/base/list.h"

void wd_pack_source_init(struct wd_pack_source *source, const char *file)
{
    *source = (struct wd_pack_source){.file = file, .counted = {0, 1, 1}};
    wd_buf_init(&source->text, (size_t)WD_PACK_BYTES_MAX + WD_PADDING);
    wd_buf_init(&source->words, WD_PACK_BYTES_MAX);
}

void wd_pack_source_done(struct wd_pack_source *source)
{
    wd_pack_scan_done(&source->scan);
    wd_buf_done(&source->text);
    wd_buf_done(&source->words);
    free(source->written);
    free(source->marks);
    *source = (struct wd_pack_source){0};
}

void wd_pack_source_mark(struct wd_pack_source *source, struct wd_file_place at)
{
    if (!wd_list_grow(&source->marks, source->mark_count, &source->mark_room,
                      sizeof *source->marks)) {
        source->no_memory = true;
        return;
    }
    source->marks[source->mark_count++] = (struct wd_pack_mark){source->text.len, at};
}

void wd_pack_source_wrote(struct wd_pack_source *source, enum wd_pack_written_kind kind,
                          struct wd_str words, struct wd_file_place at)
{
    if (!wd_list_grow(&source->written, source->written_count, &source->written_room,
                      sizeof *source->written)) {
        source->no_memory = true;
        return;
    }
    source->written[source->written_count++] =
        (struct wd_pack_written){kind, source->words.len, words.len, at};
    wd_buf_put(&source->words, words);
    source->no_memory = source->no_memory || source->words.failed;
}

bool wd_pack_source_close(struct wd_pack_source *source)
{
    char *padding = wd_buf_reserve(&source->text, WD_PADDING);

    if (padding)
        memset(padding, 0, WD_PADDING);
    return padding != NULL && !source->text.failed;
}

/* Of a compiled pack: the last mark at or before the byte. */
static struct wd_file_place marked_place(const struct wd_pack_source *source, size_t offset)
{
    size_t low = 0, high = source->mark_count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->marks[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return source->marks[low].at;
}

/* Of a file: it is counted once, for places are mostly asked for from the top down, and a line may be all of it. */
static struct wd_file_place counted_place(struct wd_pack_source *source, size_t offset)
{
    const char *text = source->text.ptr;

    if (offset < source->counted.offset) {
        source->counted.offset = 0;
        source->counted.line = source->counted.column = 1;
    }
    for (; source->counted.offset < offset; source->counted.offset++) {
        const char c = text[source->counted.offset];
        source->counted.column += ((unsigned char)c & 0xC0) != 0x80;
        if (c == '\n') {
            source->counted.line++;
            source->counted.column = 1;
        }
    }
    return (struct wd_file_place){source->file, source->counted.line, source->counted.column};
}

static struct wd_file_place place_of(struct wd_pack_source *source, size_t offset)
{
    if (offset == WD_NPOS)
        offset = 0;
    return source->mark_count > 0 ? marked_place(source, offset) : counted_place(source, offset);
}

static void scan_once(struct wd_pack_source *source)
{
    if (!source->scanned)
        wd_pack_scan_run(&source->scan, wd_buf_str(&source->text));
    source->scanned = true;
    source->no_memory = source->no_memory || source->scan.no_memory;
}

struct wd_file_place wd_pack_source_part(struct wd_pack_source *source, size_t rule,
                                         enum wd_pack_part part, size_t index)
{
    scan_once(source);
    return place_of(source, wd_pack_scan_part(&source->scan, rule, part, index));
}

struct wd_file_place wd_pack_source_key(struct wd_pack_source *source, size_t rule, const char *key)
{
    scan_once(source);
    return place_of(source, wd_pack_scan_key(&source->scan, wd_buf_str(&source->text), rule, key));
}
