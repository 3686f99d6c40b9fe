/* Where the problems of a document stand, for passes that look at all of them and show none: without a value where
 * the table is at hand, so that asking costs nothing. */
#ifndef WHYDENIED_REPORT_DOCUMENT_STAND_H
#define WHYDENIED_REPORT_DOCUMENT_STAND_H

#include "whydenied/report.h"

struct wd_stand {
    const char
        *status; /* of nights, one of wd_stand_statuses; NULL: there are none, or another word */
    bool lookalike, high;
    bool apart; /* told apart from the problems: it only presents itself as a refusal */
};

#define WD_STAND_STATUSES 6u
extern const char *const wd_stand_statuses[WD_STAND_STATUSES]; /* in the order they are told */

/* 0, or -1 when the document cannot be read on. */
int wd_stand_of(struct wd_document *document, size_t index, struct wd_stand *ret_stand,
                struct wd_error *err);
/* The place of the remedy of that id; WD_NPOS if there is none. */
size_t wd_remedy_index(struct wd_document *document, struct wd_str id);
/* The place of the remedy that stands so far down in the problem's list; WD_NPOS behind its end, or for one that the
 * document does not have. `*ret_more`: whether the list goes on to that place. */
size_t wd_stand_remedy(struct wd_document *document, size_t index, size_t place, bool *ret_more);

#endif
