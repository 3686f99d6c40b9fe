/* The style sheet and the script, taken into the program as the files they are: the assembler reads
 * them, so that they stay what an editor and a browser know. The Makefile says that this object
 * depends on them. */
#include "html.h"

#define ASSET(name, path)                                                                          \
    __asm__(".section .rodata\n"                                                                   \
            ".local wd_asset_" #name "\n"                                                          \
            ".local wd_asset_" #name "_end\n"                                                      \
            "wd_asset_" #name ":\n"                                                                \
            ".incbin \"" path "\"\n"                                                               \
            "wd_asset_" #name "_end:\n"                                                            \
            ".byte 0\n"                                                                            \
            ".previous\n");                                                                        \
    extern const char wd_asset_##name[];                                                           \
    extern const char wd_asset_##name##_end[]

ASSET(style, "src/report/html/report.css");
ASSET(script, "src/report/html/report.js");

struct wd_str wd_html_style(void)
{
    return wd_str_make(wd_asset_style, (size_t)(wd_asset_style_end - wd_asset_style));
}

struct wd_str wd_html_script(void)
{
    return wd_str_make(wd_asset_script, (size_t)(wd_asset_script_end - wd_asset_script));
}
