/* A table of the formats people hand over by mistake, so that the message can name them. */
#include "ingest/magic.h"

#include "ingest/utf16.h"
#include "whydenied/base/char.h"

#define LOOK_AT 4096u

static const struct {
    size_t at;
    const char *bytes;
    size_t len;
    const char *why;
    bool foreign; /* no log is kept like this */
} magics[] = {
#define MAGIC(at, bytes, why)                                                                      \
    {                                                                                              \
        at, bytes, sizeof(bytes) - 1, why, false                                                   \
    }
#define FOREIGN(at, bytes, why)                                                                    \
    {                                                                                              \
        at, bytes, sizeof(bytes) - 1, why, true                                                    \
    }
    MAGIC(0, "PK\x03\x04", "is a zip archive; unpack it first"),
    MAGIC(0, "PK\x05\x06", "is an empty zip archive"),
    MAGIC(0, "7z\xBC\xAF\x27\x1C", "is a 7-zip archive; unpack it first"),
    MAGIC(0, "\x04\x22\x4D\x18", "is lz4; decompress it first"),
    MAGIC(0, "\xFF\x06\0\0sNaPpY", "is snappy; decompress it first"),
    MAGIC(0, "Rar!\x1A\x07", "is a rar archive; unpack it first"),
    MAGIC(257, "ustar", "is a tar archive; unpack it first"),
    MAGIC(0, "PAR1", "is a Parquet file; export it as JSON"),
    MAGIC(0, "Obj\x01", "is an Avro file; export it as JSON"),
    MAGIC(0, "\x1F\x9D", "is packed by compress (.Z); decompress it first"),
    MAGIC(0, "LZIP\x01", "is lzip; decompress it first"),
    MAGIC(0, "-----BEGIN PGP MESSAGE-----", "is encrypted; decrypt it first"),
    MAGIC(0, "age-encryption.org/v1\n", "is encrypted; decrypt it first"),
    MAGIC(0, "-----BEGIN AGE ENCRYPTED FILE-----", "is encrypted; decrypt it first"),
    MAGIC(0, "Salted__", "is encrypted; decrypt it first"),
    FOREIGN(0, "SQLite format 3\0", "is an SQLite database"),
    FOREIGN(0,
            "\x7F"
            "ELF",
            "is a program"),
    FOREIGN(0, "%PDF-", "is a PDF"),
    FOREIGN(0, "\x89PNG", "is an image"),
#undef MAGIC
#undef FOREIGN
};

/* A log, or packed bytes, as `base64` or a Secret of Kubernetes prints them: its letters alone, which begin with what is
 * an object's brace, a list, a date of these years, gzip, zstd, xz or bzip2. A token is shorter, or has dots. */
static bool is_base64(struct wd_str head)
{
    enum { BASE64_FROM = 512 };
    static const char *const begins[] = {"eyJ",  "ewo",  "eyA",   "W3s",     "Wwo",
                                         "MjAy", "H4sI", "KLUv/", "/Td6WFo", "QlpoO"};

    if (head.len < BASE64_FROM || !WD_STR_ANY(wd_str_starts, head, begins))
        return false;
    for (size_t i = 0; i < head.len; i++)
        if (!wd_is_word(head.ptr[i]) && !wd_char_in(head.ptr[i], "+/=\r\n"))
            return false;
    return true;
}

const char *wd_magic_unreadable(struct wd_str head, bool *ret_may_be_log)
{
    *ret_may_be_log = true;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (wd_str_starts(wd_str_from(head, magics[i].at),
                          wd_str_make(magics[i].bytes, magics[i].len))) {
            *ret_may_be_log = !magics[i].foreign;
            return magics[i].why;
        }
    if (wd_utf16_detect(head) != WD_UTF16_NONE)
        return NULL;
    if (is_base64(wd_str_sub(head, 0, LOOK_AT)))
        return "is base64; decode it first";
    return wd_magic_is_binary(wd_str_sub(head, 0, LOOK_AT)) ? "is binary" : NULL;
}

/* "BZh" alone may begin a line of text: the level and the first block's mark, or the end's, follow. */
static bool is_bzip2(struct wd_str head)
{
    struct wd_str mark = wd_str_from(head, 4);

    return wd_str_starts(head, WD_STR("BZh")) && head.len > 4 && head.ptr[3] >= '1' &&
           head.ptr[3] <= '9' &&
           (wd_str_starts(mark, WD_STR("1AY&SY")) ||
            wd_str_starts(mark, WD_STR("\x17\x72\x45\x38\x50\x90")));
}

/* zstd's frames, and those that its tools pass over: pzstd and signed files begin with one. */
static bool is_zstd(struct wd_str head)
{
    return wd_str_starts(head, WD_STR("\x28\xB5\x2F\xFD")) ||
           (head.len > 4 && (head.ptr[0] & 0xF0) == 0x50 &&
            wd_str_starts(wd_str_from(head, 1), WD_STR("\x2A\x4D\x18")));
}

enum wd_compression wd_magic_compression(struct wd_str head)
{
    if (wd_str_starts(head, WD_STR("\x1F\x8B")))
        return WD_COMPRESSION_GZIP;
    if (is_zstd(head))
        return WD_COMPRESSION_ZSTD;
    if (wd_str_starts(head, WD_STR("\xFD"
                                   "7zXZ\0")))
        return WD_COMPRESSION_XZ;
    return is_bzip2(head) ? WD_COMPRESSION_BZIP2 : WD_COMPRESSION_NONE;
}

bool wd_magic_is_binary(struct wd_str bytes)
{
    size_t control = 0, holes = 0;
    unsigned char before = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        bool in_hole = c == 0 && before == 0;
        holes += in_hole;
        control += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0x1B && !in_hole;
        before = c;
    }
    return control > 2 && control > (bytes.len - holes) / 10;
}
