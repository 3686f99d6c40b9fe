/* The languages of the report. */
#ifndef WHYDENIED_VOCABULARY_LANG_H
#define WHYDENIED_VOCABULARY_LANG_H

#include "whydenied/base/str.h"

enum wd_lang { WD_LANG_EN, WD_LANG_JA, WD_LANG_COUNT };
bool wd_lang_parse(struct wd_str name, enum wd_lang *ret_lang);

#endif
