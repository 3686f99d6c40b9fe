/* What was noted of an input, in the language of the report.
 *
 * Notes are made in English where bytes are read: "line 7, byte 120: PHRASE, skipped", "PHRASE (byte 408)". Here the
 * phrases are told in Japanese; one that is not in the table (of the system: "No such file or directory") stays as
 * it is. tests/program/texts asks for every phrase of src/ingest. */
#include "report/words.h"

#include "whydenied/base/char.h"
#include "whydenied/vocabulary/say.h"

static const struct {
    const char *said, *japanese;
} phrases[] = {
    {"a document longer than 2 MiB", "2 MiBを超える文書"},
    {"a record longer than 2 MiB", "2 MiBを超えるレコード"},
    {"a record longer than 2 MiB, or of more than 100,000 values",
     "2 MiBを超えるか、値が10万個を超えるレコード"},
    {"an array of records is not closed", "レコードの配列が閉じていません"},
    {"bad check sum", "チェックサムが一致しません"},
    {"bad header check", "ヘッダーの検査値が一致しません"},
    {"bad length", "長さが一致しません"},
    {"binary data", "バイナリデータ"},
    {"bytes behind the compressed data", "圧縮データの後ろに余分なバイトがあります"},
    {"cannot be looked at", "情報を取得できません"},
    {"cannot be read", "読み取れません"},
    {"empty", "空です"},
    {"grows too much when decompressed", "展開すると大きくなりすぎます"},
    {"holds nothing but zero bytes", "ゼロのバイトしかありません"},
    {"interrupted", "中断されました"},
    {"has become shorter while it was read", "読んでいる間に短くなりました"},
    {"invalid compressed data", "圧縮データが不正です"},
    {"is a 7-zip archive; unpack it first", "7-zipアーカイブです。先に展開してください"},
    {"is a PDF", "PDFです"},
    {"is a Parquet file; export it as JSON",
     "Parquetファイルです。JSONとしてエクスポートしてください"},
    {"is a device", "デバイスです"},
    {"is a directory", "ディレクトリです"},
    {"is a file of the kernel", "カーネルのファイルです"},
    {"is a pipe, which is read only where it is named itself",
     "パイプのため、直接指定した場合だけ読みます"},
    {"is a program", "プログラムです"},
    {"is a rar archive; unpack it first", "rarアーカイブです。先に展開してください"},
    {"is a socket", "ソケットです"},
    {"is a socket or a device", "ソケットかデバイスです"},
    {"is a symbolic link, which --no-follow leaves alone",
     "シンボリックリンクのため、--no-followにより対象外です"},
    {"is a tar archive; unpack it first", "tarアーカイブです。先に展開してください"},
    {"is a zip archive; unpack it first", "zipアーカイブです。先に展開してください"},
    {"is an Avro file; export it as JSON", "Avroファイルです。JSONとしてエクスポートしてください"},
    {"is an SQLite database", "SQLiteデータベースです"},
    {"is an empty zip archive", "空のzipアーカイブです"},
    {"is an image", "画像です"},
    {"is binary", "バイナリです"},
    {"is bzip2, which this build cannot read", "bzip2ですが、このビルドでは読めません"},
    {"is encrypted; decrypt it first", "暗号化されています。先に復号してください"},
    {"is lz4; decompress it first", "lz4です。先に展開してください"},
    {"is base64; decode it first", "base64です。先に復号してください"},
    {"is lzip; decompress it first", "lzipです。先に展開してください"},
    {"is no regular file", "通常のファイルではありません"},
    {"is packed by compress (.Z); decompress it first", "compress(.Z)です。先に展開してください"},
    {"is snappy; decompress it first", "snappyです。先に展開してください"},
    {"is still compressed: one layer of compression inside another",
     "展開してもまだ圧縮されています(二重の圧縮)"},
    {"is too deep: folders in it are not walked", "階層が深すぎるため、中のフォルダは対象外です"},
    {"is UTF-16 and ends inside a character", "UTF-16ですが、文字の途中で終わっています"},
    {"is UTF-16, read as UTF-8: offsets are of the latter",
     "UTF-16をUTF-8として読みました。位置は後者のものです"},
    {"is xz, which this build cannot read", "xzですが、このビルドでは読めません"},
    {"is zstd, which this build cannot read", "zstdですが、このビルドでは読めません"},
    {"leads back to a directory above it", "上位のディレクトリに戻るため、たどりません"},
    {"longer than 64 KiB, read in pieces", "64 KiBを超えるため、分割して読みました"},
    {"breaks off, its beginning was read", "途中で切れているため、始めの部分を読みました"},
    {"breaks off, its lines are read as text", "途中で切れているため、各行を文として読みました"},
    {"may not be read", "読み取りが許可されていません"},
    {"needs more memory than is allowed", "許された量を超えるメモリが必要です"},
    {"needs more than 16 MiB of window", "16 MiBを超えるウィンドウが必要です"},
    {"nested deeper than 64 levels", "入れ子が64段を超えています"},
    {"no gzip header", "gzipのヘッダーがありません"},
    {"no memory to parse a record", "レコードを解析するメモリがありません"},
    {"not JSON", "JSONではありません"},
    {"not YAML", "YAMLではありません"},
    {"out of memory", "メモリが足りません"},
    {"reserved header flags are set", "ヘッダーの予約済みフラグが立っています"},
    {"the compressed data is cut off", "圧縮データが途中で切れています"},
    {"the compressed data is damaged", "圧縮データが壊れています"},
    {"the decoder is stuck", "展開が進みません"},
    {"the input ends inside a record", "レコードの途中で入力が終わっています"},
    {"unknown compression method", "不明な圧縮方式です"},
};

static bool number_at(struct wd_str *rest, struct wd_str *ret_number)
{
    size_t n = 0;

    while (n < rest->len && wd_is_digit(rest->ptr[n]))
        n++;
    *ret_number = wd_str_sub(*rest, 0, n);
    *rest = wd_str_from(*rest, n);
    return n > 0;
}

static bool take(struct wd_str *rest, struct wd_str word)
{
    if (!wd_str_starts(*rest, word))
        return false;
    *rest = wd_str_from(*rest, word.len);
    return true;
}

static bool drop(struct wd_str *rest, struct wd_str word)
{
    if (!wd_str_ends(*rest, word))
        return false;
    rest->len -= word.len;
    return true;
}

/* "line 7, byte 120: " before a phrase; false, and nothing is taken: there is none. */
static bool take_place(struct wd_str *note, struct wd_str *ret_line, struct wd_str *ret_byte)
{
    struct wd_str rest = *note;

    if (!take(&rest, WD_STR("line ")) || !number_at(&rest, ret_line) ||
        !take(&rest, WD_STR(", byte ")) || !number_at(&rest, ret_byte) ||
        !take(&rest, WD_STR(": ")))
        return false;
    *note = rest;
    return true;
}

static const char *japanese_of(struct wd_str phrase)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (wd_str_eqz(phrase, phrases[i].said))
            return phrases[i].japanese;
    return NULL;
}

/* "ambiguous: 3 records name a member twice, read both ways (first: line 7, byte 120)",
 * "3 records hold more entries or failures than were read (first: line 7, byte 120)" */
static bool put_records(struct wd_buf *out, struct wd_str note)
{
    bool ambiguous = take(&note, WD_STR("ambiguous: "));
    struct wd_str count, line, byte;

    if (!number_at(&note, &count) ||
        !(ambiguous || wd_str_has(note, WD_STR(" more entries or failures than were read"))))
        return false;
    size_t at = wd_str_find(note, WD_STR("(first: line "));

    note = wd_str_from(note, at == WD_NPOS ? note.len : at + sizeof "(first: line " - 1);
    if (!number_at(&note, &line) || !take(&note, WD_STR(", byte ")) || !number_at(&note, &byte))
        return false;
    wd_buf_printf(
        out,
        ambiguous ? "あいまい: %.*s 件のレコードで同じ名前が二度現れるため、両方の読み方をしました"
                    "(最初は %.*s 行目、バイト %.*s)"
                  : "%.*s 件のレコードに、読み取ったもの以外のエントリーまたは失敗が含まれています"
                    "(最初は %.*s 行目、バイト %.*s)",
        WD_STR_ARG(count), WD_STR_ARG(line), WD_STR_ARG(byte));
    return true;
}

/* "4096 zero bytes passed: holes, as rotation leaves them" */
static bool put_zeros(struct wd_buf *out, struct wd_str note)
{
    struct wd_str count;

    if (!number_at(&note, &count) || !wd_str_starts(note, WD_STR(" zero bytes passed")))
        return false;
    wd_buf_printf(out, "ゼロのバイト %.*s 個を読み飛ばしました(ローテーションなどでできた穴)",
                  WD_STR_ARG(count));
    return true;
}

/* "3 lines in GB18030 read as UTF-8: …", "1 line of another character set than …: what is not ASCII was not read" */
static bool put_character_set(struct wd_buf *out, struct wd_str note)
{
    struct wd_str count;

    if (!number_at(&note, &count) || !take(&note, WD_STR(" line")))
        return false;
    take(&note, WD_STR("s"));
    if (wd_str_starts(note, WD_STR(" in GB18030 read as UTF-8")))
        wd_buf_printf(out, "GB18030の %.*s 行をUTF-8として読みました。位置は後者のものです",
                      WD_STR_ARG(count));
    else if (wd_str_starts(note, WD_STR(" of another character set")))
        wd_buf_printf(
            out,
            "%.*s 行はUTF-8、UTF-16、GB18030以外の文字コードです%s。ASCII以外の文字は"
            "読んでいません",
            WD_STR_ARG(count),
            wd_str_has(note, WD_STR("cannot convert")) ? "(このシステムでは変換できません)" : "");
    else
        return false;
    return true;
}

/* Notes of a run; {} is a word without blanks, {1} … in the order they come. */
static const struct {
    const char *said, *japanese;
} sentences[] = {
    {"--top {}: {} more problem is not listed", "--top {1}: ほかの問題 {2} 種は一覧にありません"},
    {"--top {}: {} more problems are not listed", "--top {1}: ほかの問題 {2} 種は一覧にありません"},
    {"filters: {} of {} problems are not listed",
     "絞り込み: 問題 {2} 種のうち {1} 種は一覧にありません"},
    {"filters: of {} problem with very many principals not every name was kept; whether others fit "
     "cannot be told",
     "絞り込み: 主体が非常に多い問題 {1} 種は、すべての名前を保持していないため、該当するかどうか"
     "を判断できません"},
    {"filters: of {} problems with very many principals not every name was kept; whether others "
     "fit cannot be told",
     "絞り込み: 主体が非常に多い問題 {1} 種は、すべての名前を保持していないため、該当するかどうか"
     "を判断できません"},
    {"and {} more were left out", "ほか {1} 件を対象から外しました"},
    {"{} input of these nights could not be read whole",
     "この期間の入力のうち {1} 件は、全体を読めませんでした"},
    {"{} inputs of these nights could not be read whole",
     "この期間の入力のうち {1} 件は、全体を読めませんでした"},
    {"nothing new to read since {}", "{1} 以降、新しく読むものがありません"},
    {"no record was ever read", "レコードが一度も読まれていません"},
};

enum { BLANKS_MAX = 2 };

/* The words of `note` in the places of a sentence. */
static bool fits_sentence(struct wd_str note, const char *said, struct wd_str *ret_words)
{
    size_t count = 0;

    while (*said) {
        if (strncmp(said, "{}", 2) == 0 && count < BLANKS_MAX) {
            size_t n = 0;
            said += 2;
            while (n < note.len && note.ptr[n] != ' ' && note.ptr[n] != *said)
                n++;
            ret_words[count++] = wd_str_sub(note, 0, n);
            note = wd_str_from(note, n);
        } else if (note.len > 0 && note.ptr[0] == *said) {
            said++;
            note = wd_str_from(note, 1);
        } else {
            return false;
        }
    }
    return note.len == 0;
}

static bool put_sentence(struct wd_buf *out, struct wd_str note)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        struct wd_str words[BLANKS_MAX] = {WD_STR_NONE, WD_STR_NONE};

        if (fits_sentence(note, sentences[i].said, words)) {
            wd_say_put(out, sentences[i].japanese, words, BLANKS_MAX);
            return true;
        }
    }
    return false;
}

static void put_japanese(struct wd_buf *out, struct wd_str note)
{
    struct wd_str whole = note, line, byte;
    bool placed = take_place(&note, &line, &byte), skipped = drop(&note, WD_STR(", skipped"));
    size_t at = wd_str_ends(note, WD_STR(")")) ? wd_str_find(note, WD_STR(" (byte ")) : WD_NPOS;
    const char *japanese = japanese_of(wd_str_sub(note, 0, at));

    if (!japanese) {
        wd_buf_put(out, whole);
        return;
    }
    if (placed)
        wd_buf_printf(out, "%.*s 行目、バイト %.*s: ", WD_STR_ARG(line), WD_STR_ARG(byte));
    wd_buf_putz(out, japanese);
    if (skipped)
        wd_buf_putz(out, "(読み飛ばし)");
    if (at != WD_NPOS)
        wd_buf_printf(out, " (バイト %.*s",
                      WD_STR_ARG(wd_str_from(note, at + sizeof " (byte " - 1)));
}

void wd_words_note(struct wd_buf *out, enum wd_lang lang, struct wd_str note)
{
    if (lang != WD_LANG_JA)
        wd_buf_put(out, note);
    else if (!put_records(out, note) && !put_zeros(out, note) && !put_character_set(out, note) &&
             !put_sentence(out, note))
        put_japanese(out, note);
}
