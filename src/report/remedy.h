/* Choosing among the document's remedies. Private to src/report/. */
#ifndef WHYDENIED_REPORT_REMEDY_H
#define WHYDENIED_REPORT_REMEDY_H

#include "report/document/stand.h"
#include "report/words.h"
#include "whydenied/base/buf.h"
#include "whydenied/report.h"

/* The remedy itself, a new reference; NULL if there is none. */
json_t *wd_remedy_find(struct wd_document *document, struct wd_str id);
/* What lists ask of a remedy; all 0 if there is none. */
struct wd_remedy_look {
    uint64_t denials;
    bool changes;         /* it is more than to wait or to look into it */
    bool ready, template; /* it has commands; a template */
    struct wd_str link;   /* to the vendor's troubleshooter; empty: none */
};
struct wd_remedy_look wd_remedy_look(const struct wd_document *document, size_t index);
/* The first remedy of an incident, a new reference likewise. */
json_t *wd_remedy_of(struct wd_document *document, const json_t *incident);

/* The "fix first" list: from the top until nine in ten denials are answered, at most five; and whatever
 * answers a problem of high severity. Kinds that change nothing are passed over. */
#define WD_REMEDY_FIRST_MAX 64u
struct wd_remedy_first {
    json_t *remedies[WD_REMEDY_FIRST_MAX]; /* owned */
    size_t count;
    size_t more;           /* changes that count and are not among them */
    uint64_t denials, all; /* that they answer; of the report */
};
void wd_remedy_first(struct wd_document *document, enum wd_extent extent,
                     struct wd_remedy_first *ret_first);
void wd_remedy_first_done(struct wd_remedy_first *first);

/* How the remedy at this place of an incident's list stands to those before it: fix, and, or; so many are needed together. */
enum wd_word wd_remedy_label(uint64_t together, size_t place);

/* How wide a remedy's role is: "104 permissions, among them …", of which at most so many are named. Nothing is put
 * where there is no role, or its size is not known. */
void wd_remedy_size(struct wd_buf *out, enum wd_lang lang, const json_t *remedy, size_t most);
/* The same as a sentence, with all that is known. */
void wd_remedy_breadth(struct wd_buf *out, enum wd_lang lang, const json_t *remedy);

/* Another role, how wide it is as far as that is known, and what speaks for it. */
void wd_remedy_other_role(struct wd_buf *out, enum wd_lang lang, const json_t *alternative);

/* "the same grant, ending by itself at …" of a remedy's `temporary`, and its command or template; nothing and empty
 * where only an entitlement could end it. */
struct wd_str wd_remedy_ending(struct wd_buf *out, enum wd_lang lang, const json_t *temporary);

/* The addresses of an incident and of its remedies, each once; a new array, NULL without memory. */
json_t *wd_remedy_links(struct wd_document *document, const json_t *incident);

#endif
