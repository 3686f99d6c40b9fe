/* How compressed inputs end: one word for each, the same from every backend, and nothing decoded is
 * lost. */
#include "../byte_source.h"

#if WD_HAVE_ZSTD
#include <zstd.h>
#endif

static struct wd_buf plain, packed, heard, wanted;

static int setup(void **state)
{
    (void)state;
    wd_buf_init(&plain, 1u << 28);
    wd_buf_init(&packed, 1u << 28);
    wd_buf_init(&heard, 1u << 28);
    wd_buf_init(&wanted, 1u << 28);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    wd_buf_done(&plain);
    wd_buf_done(&packed);
    wd_buf_done(&heard);
    wd_buf_done(&wanted);
    return 0;
}

/* `plain` is filled with lines and packed as one member. */
static void pack_lines(size_t count)
{
    wd_buf_clear(&plain);
    wd_buf_clear(&packed);
    lines_to(&plain, count);
    gzip_to(&packed, wd_buf_str(&plain));
}

static struct wd_input_report read_packed(struct wd_str bytes, struct wd_buf *out)
{
    struct byte_source source = {.bytes = bytes};

    return report_of_closed(read_all(out, &source, 0));
}

static void assert_prefix(const struct wd_buf *part, const struct wd_buf *whole)
{
    assert_true(part->len <= whole->len);
    if (part->len > 0)
        assert_memory_equal(part->ptr, whole->ptr, part->len);
}

static void a_whole_member_is_clean(void **state)
{
    (void)state;
    pack_lines(1000);
    struct wd_input_report report = read_packed(wd_buf_str(&packed), &heard);
    read_packed(wd_buf_str(&plain), &wanted);
    assert_int_equal(report.end, WD_END_CLEAN);
    assert_int_equal(report.compression, WD_COMPRESSION_GZIP);
    assert_int_equal(report.bytes, packed.len);
    assert_int_equal(report.decoded_bytes, plain.len);
    assert_int_equal(report.records, 1000);
    assert_int_equal(heard.len, wanted.len);
    assert_prefix(&heard, &wanted);
}

static void members_one_after_the_other_are_one_stream(void **state)
{
    (void)state;
    wd_buf_clear(&packed);
    for (size_t i = 0; i < 10000; i++)
        gzip_to(&packed, i % 3 == 1 ? WD_STR("") : WD_STR("{\"a\":1}\n{\"b\":"));
    struct wd_input_report report = read_packed(wd_buf_str(&packed), &heard);
    assert_int_equal(report.end, WD_END_CLEAN);
    assert_int_equal(report.decoded_bytes, 6667 * 13);
}

static void what_follows_the_last_member_decides(void **state)
{
    static const struct {
        struct wd_str behind;
        enum wd_end end;
    } rows[] = {
        {TEXT(""), WD_END_CLEAN},
        {TEXT("\0"), WD_END_CLEAN},
        {TEXT("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), WD_END_CLEAN},
        {TEXT("garbage"), WD_END_TRAILING},
        {TEXT("\0\0garbage"), WD_END_TRAILING},
        {TEXT("\x1F"), WD_END_TRAILING},
        {TEXT("\x1F\x8C"), WD_END_TRAILING},
        {TEXT("\x1F\x8B"), WD_END_TRUNCATED},
        {TEXT("\x1F\x8B\x08\0\0"), WD_END_TRUNCATED},
        {TEXT("\x1F\x8B\x08\0\0\0\0\0\0\x03"), WD_END_TRUNCATED},
        {TEXT("\x1F\x8B\x09\0\0\0\0\0\0\x03xxxx"), WD_END_CORRUPT},
        {TEXT("\x1F\x8B\x08\xE0\0\0\0\0\0\x03xxxx"), WD_END_CORRUPT},
        {TEXT("\x1F\x8B\x08\0\0\0\0\0\0\x03\x07xxxx"), WD_END_CORRUPT},
    };
    (void)state;

    read_packed(wd_buf_str(&plain), &wanted);
    for (size_t i = 0; i < COUNT(rows); i++) {
        pack_lines(100);
        read_packed(wd_buf_str(&plain), &wanted);
        wd_buf_put(&packed, rows[i].behind);
        struct wd_input_report report = read_packed(wd_buf_str(&packed), &heard);
        if (report.end != rows[i].end)
            fail_msg("row %zu: %s", i, wd_end_name(report.end));
        assert_int_equal(heard.len, wanted.len); /* whatever follows, nothing is lost */
        assert_int_equal(wd_input_damaged(&report), rows[i].end != WD_END_CLEAN);
    }
}

static void optional_header_fields_are_passed_over(void **state)
{
    static const unsigned char flags[] = {1, 4, 8, 16, 4 | 8 | 16, 31 & ~2};
    (void)state;

    for (size_t i = 0; i < COUNT(flags); i++) {
        pack_lines(10);
        wd_buf_clear(&heard);
        wd_buf_put(&heard, wd_str_sub(wd_buf_str(&packed), 0, 10));
        heard.ptr[3] = (char)flags[i];
        if (flags[i] & 4) {
            wd_buf_put(&heard, WD_STR("\xFF\xFF"));
            for (size_t n = 0; n < 65535; n++)
                wd_buf_putc(&heard, (char)n);
        }
        if (flags[i] & 8)
            wd_buf_put(&heard, WD_STR("name\0"));
        if (flags[i] & 16)
            wd_buf_put(&heard, WD_STR("\0"));
        wd_buf_put(&heard, wd_str_from(wd_buf_str(&packed), 10));
        struct wd_input_report report = read_packed(wd_buf_str(&heard), &wanted);
        assert_int_equal(report.end, WD_END_CLEAN);
        assert_int_equal(report.records, 10);
    }
}

static void a_header_check_is_checked(void **state)
{
    (void)state;
    for (int wrong = 0; wrong < 2; wrong++) {
        pack_lines(10);
        packed.ptr[3] = 2;
        uLong crc = crc32(0, (const unsigned char *)packed.ptr, 10);
        wd_buf_clear(&heard);
        wd_buf_put(&heard, wd_str_sub(wd_buf_str(&packed), 0, 10));
        wd_buf_putc(&heard, (char)(crc & 0xFF));
        wd_buf_putc(&heard, (char)((crc >> 8 & 0xFF) ^ (unsigned)wrong));
        wd_buf_put(&heard, wd_str_from(wd_buf_str(&packed), 10));
        struct wd_input_report report = read_packed(wd_buf_str(&heard), &wanted);
        assert_int_equal(report.end, wrong ? WD_END_CORRUPT : WD_END_CLEAN);
    }
}

static void a_name_without_an_end_is_truncation(void **state)
{
    (void)state;
    wd_buf_clear(&packed);
    wd_buf_put(&packed, WD_STR("\x1F\x8B\x08\x08\0\0\0\0\0\x03"));
    for (size_t i = 0; i < 600000; i++)
        wd_buf_putc(&packed, 'n');
    struct wd_input_report report = read_packed(wd_buf_str(&packed), &heard);
    assert_int_equal(report.end, WD_END_TRUNCATED);
    assert_int_equal(report.records, 0);
}

static void cut_anywhere_the_records_are_the_first_ones(void **state)
{
    (void)state;
    pack_lines(60);
    read_packed(wd_buf_str(&packed), &wanted);
    for (size_t cut = 0; cut < packed.len; cut++) {
        struct wd_input_report report =
            read_packed(wd_str_sub(wd_buf_str(&packed), 0, cut), &heard);
        enum wd_end end = cut < 2 ? WD_END_PLAIN : WD_END_TRUNCATED;
        if (report.end != end)
            fail_msg("cut at %zu: %s", cut, wd_end_name(report.end));
        if (cut >= 2)
            assert_prefix(&heard, &wanted);
        if (cut >= packed.len - 8) /* only the trailer is missing */
            assert_int_equal(heard.len, wanted.len);
    }
}

/* The backend reads ahead; what it read of the next member may be gone from the input already. */
static void a_member_may_end_anywhere_around_a_buffer_of_input(void **state)
{
    (void)state;
    for (size_t end = WD_BLOCK_SIZE - 12; end <= WD_BLOCK_SIZE + 12; end++) {
        pack_lines(200);
        wd_buf_clear(&heard);
        wd_buf_put(&heard, wd_str_sub(wd_buf_str(&packed), 0, 10));
        heard.ptr[3] = 8;
        for (size_t i = packed.len + 1; i < end; i++)
            wd_buf_putc(&heard, 'n');
        wd_buf_putc(&heard, '\0');
        wd_buf_put(&heard, wd_str_from(wd_buf_str(&packed), 10));
        assert_int_equal(heard.len, end);
        wd_buf_put(&heard, wd_buf_str(&packed));
        struct wd_input_report report = read_packed(wd_buf_str(&heard), &wanted);
        assert_int_equal(report.end, WD_END_CLEAN);
        assert_int_equal(report.records, 400);
        assert_int_equal(report.end_offset, heard.len);
    }
}

static void a_wrong_trailer_loses_no_record(void **state)
{
    (void)state;
    pack_lines(3000);
    read_packed(wd_buf_str(&packed), &wanted);
    for (size_t back = 1; back <= 8; back++) {
        packed.ptr[packed.len - back] ^= 0x10;
        struct wd_input_report report = read_packed(wd_buf_str(&packed), &heard);
        packed.ptr[packed.len - back] ^= 0x10;
        assert_int_equal(report.end, WD_END_CORRUPT);
        assert_int_equal(heard.len, wanted.len);
        assert_prefix(&heard, &wanted);
    }
}

static void a_flipped_bit_is_never_clean(void **state)
{
    (void)state;
    pack_lines(60);
    for (size_t at = 10; at < packed.len; at++)
        for (unsigned bit = 0; bit < 8; bit += 3) {
            packed.ptr[at] = (char)(packed.ptr[at] ^ 1 << bit);
            struct wd_input_report report = read_packed(wd_buf_str(&packed), &heard);
            packed.ptr[at] = (char)(packed.ptr[at] ^ 1 << bit);
            if (!wd_input_damaged(&report) || report.end == WD_END_UNREADABLE)
                fail_msg("bit %u of byte %zu: %s", bit, at, wd_end_name(report.end));
        }
}

/* Deflate by hand, with its fixed codes: bits from the lowest, codes from their highest. */
struct bits {
    struct wd_buf *out;
    unsigned byte, count;
};

static void bit_to(struct bits *bits, unsigned bit)
{
    bits->byte |= bit << bits->count++;
    if (bits->count == 8) {
        wd_buf_putc(bits->out, (char)bits->byte);
        bits->byte = bits->count = 0;
    }
}

static void code_to(struct bits *bits, unsigned code, unsigned len)
{
    while (len-- > 0)
        bit_to(bits, code >> len & 1);
}

static void literal_to(struct bits *bits, char c)
{
    code_to(bits, 0x30 + (unsigned char)c, 8);
}

/* Lines of one letter, `len` bytes, and a repetition from a distance that cannot be. */
static void pack_bad_repetition(size_t len, unsigned code, unsigned code_len)
{
    struct bits bits = {.out = &packed};
    size_t made = 2;

    wd_buf_clear(&packed);
    wd_buf_put(&packed, WD_STR("\x1F\x8B\x08\0\0\0\0\0\0\x03"));
    code_to(&bits, 1 << 2 | 1 << 1, 3); /* the last block, of fixed codes */
    literal_to(&bits, 'a');
    literal_to(&bits, '\n');
    for (; made + 258 + 20 <= len; made += 258) {
        code_to(&bits, 0xC5, 8); /* 258 bytes */
        code_to(&bits, 1, 5);    /* from two bytes back */
    }
    for (; made < len; made++)
        literal_to(&bits, made % 2 ? '\n' : 'a');
    code_to(&bits, code, code_len);
    code_to(&bits, 30, 5); /* there is no such distance */
    code_to(&bits, 0, 7);
    wd_buf_put(&packed, WD_STR("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
}

static void assert_what_stood_before(size_t len, unsigned code, unsigned code_len)
{
    pack_bad_repetition(len, code, code_len);
    struct wd_input_report report = read_packed(wd_buf_str(&packed), &heard);

    assert_int_equal(report.end, WD_END_CORRUPT);
    assert_int_equal(report.decoded_bytes, len);
}

/* A decoder in a hurry counts what it was about to copy, or loses count where the room ends. */
static void of_a_repetition_that_cannot_be_nothing_is_delivered(void **state)
{
    static const struct {
        unsigned code, len; /* of 3, 10, 67 and 258 bytes */
    } rows[] = {{1, 7}, {8, 7}, {0x15 << 4, 11}, {0xC5, 8}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t more = 0; more < 600; more += 7) {
            assert_what_stood_before(2 + more, rows[i].code, rows[i].len);
            assert_what_stood_before(WD_BLOCK_SIZE - 580 + more, rows[i].code, rows[i].len);
        }
}

static void a_bomb_is_stopped_and_what_it_gave_is_kept(void **state)
{
    (void)state;
    wd_buf_clear(&plain);
    wd_buf_clear(&packed);
    wd_buf_put(&plain, WD_STR("{\"a\":1}\n"));
    size_t zeros = WD_BOMB_AFTER + (4u << 20);
    char *to = wd_buf_reserve(&plain, zeros);
    assert_non_null(to);
    memset(to, '\n', zeros);
    plain.len += zeros;
    gzip_to(&packed, wd_buf_str(&plain));
    struct wd_input_report report = read_packed(wd_buf_str(&packed), &heard);
    assert_int_equal(report.end, WD_END_LIMIT);
    assert_int_equal(report.records, 1);
    assert_true(report.decoded_bytes <= WD_BOMB_AFTER + WD_BLOCK_SIZE);
    assert_true(wd_input_damaged(&report));
}

static void a_second_layer_of_compression_is_named_not_opened(void **state)
{
    (void)state;
    pack_lines(10);
    wd_buf_clear(&plain);
    gzip_to(&plain, wd_buf_str(&packed));
    struct wd_input_report report = read_packed(wd_buf_str(&plain), &heard);
    assert_int_equal(report.end, WD_END_UNREADABLE);
    assert_int_equal(report.records, 0);
    assert_non_null(strstr(report.notes[0], "still compressed"));
}

static void a_read_error_is_told_from_truncation(void **state)
{
    (void)state;
    pack_lines(5000);
    struct byte_source source = {
        .bytes = wd_buf_str(&packed), .fail_at = packed.len / 2, .fail_errno = EIO};
    struct wd_reader *reader = read_all(&heard, &source, 0);
    const struct wd_input_report *report = wd_reader_report(reader);
    assert_int_equal(report->end, WD_END_UNREADABLE);
    assert_true(report->records > 1000);
    assert_true(wd_input_damaged(report));
    wd_reader_close(reader);
}

/* ---- zstd -------------------------------------------------------------------------------------- */

/* ---- members that say how long they are ------------------------------------------------------------- */

/* As bgzip writes them where the extra field is "BC": its length is the member's, less one. */
static void member_to(struct wd_buf *out, struct wd_str text, const char *field)
{
    static unsigned char deflated[1u << 17];
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)text.ptr,
                  .avail_in = (unsigned)text.len,
                  .next_out = deflated,
                  .avail_out = sizeof deflated};
    uint32_t crc = (uint32_t)crc32(0, (const unsigned char *)text.ptr, (unsigned)text.len);

    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    const size_t last = z.total_out + 26 - 1;
    wd_buf_put(out, WD_STR("\x1F\x8B\x08\x04\0\0\0\0\0\xFF\x06\0"));
    wd_buf_put(out, wd_str_make(field, 2));
    wd_buf_put(out, WD_STR("\x02\0"));
    wd_buf_putc(out, (char)(last & 0xFF));
    wd_buf_putc(out, (char)(last >> 8));
    wd_buf_put(out, wd_str_make((const char *)deflated, z.total_out));
    for (unsigned i = 0; i < 32; i += 8)
        wd_buf_putc(out, (char)(crc >> i & 0xFF));
    for (unsigned i = 0; i < 32; i += 8)
        wd_buf_putc(out, (char)(text.len >> i & 0xFF));
    deflateEnd(&z);
}

/* All of `plain`, in members of so many bytes, and an empty one at the end, as bgzip has it. */
static void pack_members(size_t len, const char *field)
{
    struct wd_str rest = wd_buf_str(&plain);

    wd_buf_clear(&packed);
    for (; rest.len > 0; rest = wd_str_from(rest, len))
        member_to(&packed, wd_str_sub(rest, 0, len), field);
    member_to(&packed, WD_STR(""), field);
}

static struct wd_input_report read_helped(struct wd_str bytes, struct wd_buf *out, unsigned flags)
{
    struct byte_source source = {.bytes = bytes};

    return report_of_closed(read_all(out, &source, flags));
}

static void members_are_read_alike_by_any_number_of_threads(void **state)
{
    static const size_t lengths[] = {65280, 65535, 40000, 999};
    static const unsigned flags[] = {0, WD_READ_THREAD, WD_READ_THREAD | WD_READ_HELPER,
                                     WD_READ_THREAD | 3 * WD_READ_HELPER};

    (void)state;
    wd_buf_clear(&plain);
    lines_to(&plain, 40000);
    read_packed(wd_buf_str(&plain), &wanted);
    for (size_t i = 0; i < COUNT(lengths); i++) {
        pack_members(lengths[i], "BC");
        for (size_t k = 0; k < COUNT(flags); k++) {
            struct wd_input_report report = read_helped(wd_buf_str(&packed), &heard, flags[k]);
            assert_int_equal(report.end, WD_END_CLEAN);
            assert_int_equal(report.bytes, packed.len);
            assert_int_equal(report.decoded_bytes, plain.len);
            assert_int_equal(heard.len, wanted.len);
            assert_prefix(&heard, &wanted);
        }
    }
}

static void assert_same_end(const struct wd_input_report *a, const struct wd_input_report *b)
{
    assert_int_equal(a->end, b->end);
    assert_int_equal(a->end_offset, b->end_offset);
    assert_int_equal(a->bytes, b->bytes);
    assert_int_equal(a->decoded_bytes, b->decoded_bytes);
}

static void assert_same_bytes(void)
{
    assert_int_equal(heard.len, wanted.len);
    assert_prefix(&heard, &wanted);
}

static void assert_read_alike_with_helpers(struct wd_str bytes)
{
    struct wd_input_report alone = read_helped(bytes, &wanted, 0);
    struct wd_input_report helped = read_helped(bytes, &heard, WD_READ_THREAD | 2 * WD_READ_HELPER);

    assert_same_end(&helped, &alone);
    assert_same_bytes();
}

static void damage_is_told_alike_however_many_help(void **state)
{
    (void)state;
    wd_buf_clear(&plain);
    lines_to(&plain, 30);
    pack_members(plain.len / 3, "BC");
    for (size_t at = 2; at < packed.len; at++) {
        packed.ptr[at] ^= 4;
        assert_read_alike_with_helpers(wd_buf_str(&packed));
        packed.ptr[at] ^= 4;
    }
}

/* Beside the same file whose members do not say how long they are. */
static void cut_anywhere_members_give_what_others_give(void **state)
{
    struct wd_buf unsaid;

    (void)state;
    wd_buf_clear(&plain);
    lines_to(&plain, 30);
    wd_buf_init(&unsaid, 1u << 20);
    pack_members(plain.len / 3, "XX");
    wd_buf_put(&unsaid, wd_buf_str(&packed));
    pack_members(plain.len / 3, "BC");
    for (size_t cut = 2; cut < packed.len; cut++) {
        struct wd_str said = wd_str_sub(wd_buf_str(&packed), 0, cut);
        assert_read_alike_with_helpers(said);
        struct wd_input_report a = read_helped(said, &heard, 0);
        struct wd_input_report b = read_helped(wd_str_sub(wd_buf_str(&unsaid), 0, cut), &wanted, 0);
        assert_same_end(&a, &b);
        assert_same_bytes();
    }
    wd_buf_done(&unsaid);
}

#if WD_HAVE_ZSTD
static void zstd_to(struct wd_buf *out, struct wd_str text)
{
    size_t room = ZSTD_compressBound(text.len);
    assert_non_null(wd_buf_reserve(out, room));
    size_t len = ZSTD_compress(out->ptr + out->len, room, text.ptr, text.len, 3);
    assert_false(ZSTD_isError(len));
    out->len += len;
}

static void zstd_frames_end_in_the_same_words(void **state)
{
    static const struct {
        struct wd_str behind;
        enum wd_end end;
    } rows[] = {
        {TEXT(""), WD_END_CLEAN},
        {TEXT("\0\0\0"), WD_END_CLEAN},
        {TEXT("garbage"), WD_END_TRAILING},
        {TEXT("\0\0garbage"), WD_END_TRAILING},
        {TEXT("\x28\xB5\x2F\xFD"), WD_END_TRUNCATED},
        {TEXT("\x28\xB5\x2F\xFD\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
         WD_END_CORRUPT},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        wd_buf_clear(&plain);
        wd_buf_clear(&packed);
        lines_to(&plain, 3000);
        zstd_to(&packed, wd_buf_str(&plain));
        zstd_to(&packed, WD_STR("{\"last\":true}"));
        wd_buf_put(&packed, rows[i].behind);
        struct wd_input_report report = read_packed(wd_buf_str(&packed), &heard);
        if (report.end != rows[i].end)
            fail_msg("row %zu: %s", i, wd_end_name(report.end));
        assert_int_equal(report.compression, WD_COMPRESSION_ZSTD);
        assert_int_equal(report.records, 3001);
    }
}

static void zstd_cut_anywhere_gives_the_first_records(void **state)
{
    (void)state;
    wd_buf_clear(&plain);
    wd_buf_clear(&packed);
    lines_to(&plain, 60);
    zstd_to(&packed, wd_buf_str(&plain));
    read_packed(wd_buf_str(&packed), &wanted);
    for (size_t cut = 4; cut < packed.len; cut++) {
        struct wd_input_report report =
            read_packed(wd_str_sub(wd_buf_str(&packed), 0, cut), &heard);
        assert_int_equal(report.end, WD_END_TRUNCATED);
        assert_prefix(&heard, &wanted);
    }
}
#else
static void zstd_is_refused_by_name(void **state)
{
    (void)state;
    struct wd_input_report report = read_packed(WD_STR("\x28\xB5\x2F\xFDxxxx"), &heard);
    assert_int_equal(report.end, WD_END_UNREADABLE);
    assert_non_null(strstr(report.notes[0], "zstd"));
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_member_is_clean),
        cmocka_unit_test(members_one_after_the_other_are_one_stream),
        cmocka_unit_test(what_follows_the_last_member_decides),
        cmocka_unit_test(optional_header_fields_are_passed_over),
        cmocka_unit_test(a_header_check_is_checked),
        cmocka_unit_test(a_name_without_an_end_is_truncation),
        cmocka_unit_test(cut_anywhere_the_records_are_the_first_ones),
        cmocka_unit_test(a_member_may_end_anywhere_around_a_buffer_of_input),
        cmocka_unit_test(a_wrong_trailer_loses_no_record),
        cmocka_unit_test(a_flipped_bit_is_never_clean),
        cmocka_unit_test(of_a_repetition_that_cannot_be_nothing_is_delivered),
        cmocka_unit_test(a_bomb_is_stopped_and_what_it_gave_is_kept),
        cmocka_unit_test(a_second_layer_of_compression_is_named_not_opened),
        cmocka_unit_test(a_read_error_is_told_from_truncation),
        cmocka_unit_test(members_are_read_alike_by_any_number_of_threads),
        cmocka_unit_test(damage_is_told_alike_however_many_help),
        cmocka_unit_test(cut_anywhere_members_give_what_others_give),
#if WD_HAVE_ZSTD
        cmocka_unit_test(zstd_frames_end_in_the_same_words),
        cmocka_unit_test(zstd_cut_anywhere_gives_the_first_records),
#else
        cmocka_unit_test(zstd_is_refused_by_name),
#endif
    };

    return cmocka_run_group_tests_name("inflate", tests, setup, teardown);
}
