/* The languages by their codes. */
#include "whydenied/vocabulary/lang.h"

static const char *const names[WD_LANG_COUNT] = {[WD_LANG_EN] = "en", [WD_LANG_JA] = "ja"};

bool wd_lang_parse(struct wd_str name, enum wd_lang *ret_lang)
{
    for (int lang = 0; lang < WD_LANG_COUNT; lang++)
        if (wd_str_eqz(name, names[lang])) {
            *ret_lang = (enum wd_lang)lang;
            return true;
        }
    return false;
}
