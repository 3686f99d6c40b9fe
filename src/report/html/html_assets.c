/* The style sheet and the script, taken into the program as the files they are: the assembler reads
 * them, so that they stay what an editor and a browser know. The Makefile says that this object
 * depends on them. */
#include "report/html/html.h"

#define ASSET(name, path)                                                                          \
    __asm__(".section .rodata\n"                                                                   \
            ".local wd_asset_" #name "\n"                                                          \
            ".local wd_asset_" #name "_size\n"                                                     \
            "wd_asset_" #name ":\n"                                                                \
            ".incbin \"" path "\"\n"                                                               \
            "1:\n"                                                                                 \
            ".byte 0\n"                                                                            \
            ".balign 8\n"                                                                          \
            "wd_asset_" #name "_size:\n"                                                           \
            ".quad 1b - wd_asset_" #name "\n"                                                      \
            ".previous\n");                                                                        \
    extern const char wd_asset_##name[];                                                           \
    extern const uint64_t wd_asset_##name##_size

ASSET(style, "src/report/html/report.css");
ASSET(script, "src/report/html/report.js");

struct wd_str wd_html_style(void)
{
    return wd_str_make(wd_asset_style, wd_asset_style_size);
}

struct wd_str wd_html_script(void)
{
    return wd_str_make(wd_asset_script, wd_asset_script_size);
}
