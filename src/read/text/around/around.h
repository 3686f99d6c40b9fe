/* What stands around a line that refuses, and says that nothing was refused, or that it is over.
 *
 * The lines beside it are cut, freed of what carriers put before them and looked through for signs once (around.c, signs.c);
 * then each file is asked its one question of the signs and, where one stands, of the line. All are slices of the record's
 * input. Nothing fails, and nothing is kept. A table of signs is a file's own; it hands it over in wd_…_signs. */
#ifndef WHYDENIED_READ_TEXT_AROUND_H
#define WHYDENIED_READ_TEXT_AROUND_H

#include "read/reading.h"

/* A line and all signs that stand in it: looked for once, each question asks its table's. */
struct wd_nearby {
    struct wd_str text; /* its blanks off */
    uint64_t signs;
    wd_time time; /* that carriers put before it; or WD_TIME_NONE */
};

/* The lines of a text before and behind the one that refuses; the nearest ones, blank ones left out. */
enum { WD_AROUND_LINES = 16, WD_AROUND_NEAR = 3 };
struct wd_around {
    const struct wd_signs *signs;
    struct wd_str stage; /* that stands before all of them, and is off; or empty */
    struct wd_str line;  /* as it stands in the input, behind what may stand before any line */
    uint64_t line_signs;
    struct wd_nearby own;     /* the same, its blanks off */
    struct wd_nearby printed; /* without the marks of carriers either, as the lines beside it */
    struct wd_nearby before[WD_AROUND_LINES], after[WD_AROUND_LINES];
    size_t before_count, after_count; /* the nearest first */
    bool far; /* those behind it stand far below: only what names it counts */
    uint64_t before_signs, after_signs; /* of all of these */
};

/* Bits of enum wd_doubt that the surroundings of r->record give it: ASIDE, LATER, TRIED; 0: it stands. */
unsigned wd_around_doubts(const struct wd_reading *r);
/* Where a message of several lines begins, of its first line and those above: ASIDE where they announce it. */
unsigned wd_around_announces(const struct wd_reading *r);

/* The line, and those behind it alone. */
void wd_around_take_below(struct wd_around *around, const struct wd_reading *r);
/* far.c. What lines far below say, the first of which names something of r->record: bits of enum wd_doubt. … or names nothing. */
unsigned wd_around_far_doubts(const struct wd_reading *r);
unsigned wd_around_far_tried(const struct wd_reading *r);
/* Does the line tell anything that may end a refusal? */
bool wd_around_may_end(struct wd_signs *signs, struct wd_str line);
/* Something else failed, or is tried again: what follows may be about that. */
bool wd_around_is_of_another_try(struct wd_str line);

/* What of a line is looked at. A WORD stands anywhere, as the words of a screen do: a blank in it for nothing or a separator, '_'
 * for a separator. */
enum wd_sign_place { WD_SIGN_START, WD_SIGN_END, WD_SIGN_ANYWHERE, WD_SIGN_WHOLE, WD_SIGN_WORD };
struct wd_sign {
    const char *text; /* in small letters; the line's may be of any case */
    enum wd_sign_place place;
    unsigned what; /* bits, the table's own */
};
/* signs.c. All signs that stand in the line; wd_signs_in: the bits of those of one table. */
uint64_t wd_signs_of(const struct wd_signs *signs, struct wd_str line);
/* Short signs cost as much as all others: false where none stands in a text, and its lines have long ones alone. */
bool wd_signs_may_be_brief(const struct wd_signs *signs, struct wd_str text);
uint64_t wd_signs_of_long(const struct wd_signs *signs, struct wd_str line);
static inline unsigned wd_signs_in(const struct wd_around *around, enum wd_sign_table table,
                                   uint64_t signs)
{
    return (unsigned)(signs >> around->signs->shift[table]) &
           ((1u << around->signs->width[table]) - 1);
}
void wd_signs_make(struct wd_signs *signs);
/* Puts in a table; each asked once, by the file that holds it. */
void wd_signs_put(struct wd_signs *signs, enum wd_sign_table table, const struct wd_sign *list,
                  size_t count);
/* After the last table. */
void wd_signs_finish(struct wd_signs *signs);
#define WD_SIGNS_PUT(signs, table, list)                                                           \
    wd_signs_put(signs, table, list, sizeof(list) / sizeof *(list))
void wd_tested_signs(struct wd_signs *signs);
void wd_tried_signs(struct wd_signs *signs);
void wd_cited_signs(struct wd_signs *signs);
void wd_announced_signs(struct wd_signs *signs);
void wd_overtaken_signs(struct wd_signs *signs);
void wd_walled_signs(struct wd_signs *signs);
void wd_emulated_signs(struct wd_signs *signs);
void wd_succeeded_signs(struct wd_signs *signs);
void wd_mended_signs(struct wd_signs *signs);
void wd_settled_signs(struct wd_signs *signs);
void wd_framed_signs(struct wd_signs *signs);
void wd_bound_signs(struct wd_signs *signs);
void wd_done_signs(struct wd_signs *signs);

/* headings.c: "## Symptom"; "Runbook" above line i before the refusal, which underlines it. */
bool wd_heads_page(struct wd_str line);
bool wd_underlines_page(const struct wd_around *around, size_t i);
/* tested.c: a test's output, and the test passed: it wanted the refusal. `before` and `after`: the whole texts. */
bool wd_around_is_tested(const struct wd_around *around, struct wd_str before, struct wd_str after);
/* tried.c: ASIDE and LATER where a later try succeeded, ASIDE and TRIED where others follow that refuse. */
unsigned wd_around_tried(const struct wd_around *around);
/* created.c: gcloud storage's "Completed files 2/2"; what was not to be created was created below. */
bool wd_around_counts_all(struct wd_str line);
bool wd_around_is_created(const struct wd_around *around);
/* succeeded.c: the command above stands below once more; the refused call of a tool succeeded below. */
bool wd_around_is_repeated(const struct wd_around *around);
bool wd_around_is_succeeded(const struct wd_around *around);
/* … just what was refused was got below. */
bool wd_around_is_got(const struct wd_around *around);
bool wd_text_tells_of_success(struct wd_str line);
/* named.c: the call that was refused, or what it was for, is named below as one that went well. */
bool wd_around_is_named_again(const struct wd_around *around);
/* … the line names it, and nobody else: whether it tells that it went well is another question. */
bool wd_around_names_call(const struct wd_around *around, struct wd_str line);
/* The call, what it was for, and that one's own name, as far as the line names them in a way that is known. */
enum { WD_CALL_NAMES = 3 };
size_t wd_around_call_names(struct wd_str line, struct wd_str ret_names[WD_CALL_NAMES]);
bool wd_around_refuses(struct wd_str line);
/* "INFO retry 2/3": of this call, or of none. */
bool wd_around_names_nothing_else(struct wd_str line, struct wd_str method);
/* … the line names the party of Alibaba Cloud that was refused. */
bool wd_around_names_party(struct wd_str refusal, struct wd_str line);
/* attached.c: a program tells below that who was refused was given something. */
bool wd_around_is_attached(const struct wd_around *around);
/* console.c: at MaxCompute's prompt its party was given the privilege, or lost it, or is gone, or the table is. */
bool wd_around_is_of_console(const struct wd_around *around);
/* cited.c: a document, a mail, a listing of code; a line by its own form or by the lines beside it. */
bool wd_around_is_cited(const struct wd_around *around);
/* overtaken.c: the account, bucket or secret of the refusal is gone, or was just given to. */
bool wd_around_is_overtaken(const struct wd_around *around);
/* walled.c: what no role opens is told beside it: a deny policy, a boundary, a perimeter, a condition, a constraint. */
bool wd_around_is_walled(const struct wd_around *around);
/* The next name of an account, a bucket or a path, taken off *rest; empty: no more. */
struct wd_str wd_around_next_name(struct wd_str *rest);
/* Stands there whole: "acme-in" is not in "acme-inbox". */
bool wd_around_holds_name(struct wd_str line, struct wd_str name);
/* accounts.c: the command above runs as an account that the refusal does not name. */
bool wd_around_runs_as_another(const struct wd_around *around);
/* … or it is another command than the one that was impersonated. */
bool wd_around_ran_as_another(const struct wd_around *around);
/* detailed.c: the error's details below name another permission or resource than its sentence. */
bool wd_around_is_contradicted(const struct wd_around *around);
/* bound.c: the line names an account of the refusal. */
bool wd_around_names_account(const struct wd_around *around, struct wd_str line);
/* A policy shown below has the account with a role that holds what was refused. */
bool wd_around_is_bound(const struct wd_around *around);
/* … or an administrator's tool tells that something was taken from the account, or that no role is what it lacks. */
bool wd_around_is_answered(const struct wd_around *around);
/* … or one shown above: it is on its way, or does not help. */
bool wd_around_was_bound(const struct wd_around *around);
/* mended.c: what was missing was done below: an API enabled, an image let through, a binding shown. */
bool wd_around_is_mended(const struct wd_around *around);
/* done.c: Alibaba Cloud: the call went well below, or its party was given something, or is gone. */
bool wd_around_is_done(const struct wd_around *around);
/* emulated.c: an emulator, a fake or a test's double refused. */
bool wd_around_is_emulated(const struct wd_around *around);
/* announced.c: a heading, a comment or a command above says that what follows is old, wanted or a page's; or the line below
 * says that it was wanted. */
bool wd_around_is_announced(const struct wd_around *around);
/* foretold.c: some lines above it is said that it is to be refused. */
bool wd_around_is_foretold(const struct wd_around *around);
/* settled.c: people say of it, beside it, that it is over, wanted or a mistake. */
bool wd_around_is_settled(const struct wd_around *around);
/* framed.c: a document, by the frame that it stands in, or by telling of all times. */
bool wd_around_is_framed(const struct wd_around *around);
/* commits.c: a line of git's, by its form; what stands below a commit's head. */
bool wd_text_is_of_git(struct wd_str line);
bool wd_around_is_of_commit(const struct wd_around *around);
/* listing.c: the line itself behind "path/to/file.py:12:" of grep, the number of a listing, the mark of a change; a title
 * of a tag or a test; a line below diff's "12c12". */
struct wd_str wd_text_listed(struct wd_str line, bool *ret_listing);
bool wd_text_is_title(struct wd_str line);
bool wd_around_is_of_diff(const struct wd_around *around);
/* constant.c: by its form. */
bool wd_text_is_constant(struct wd_str line);
/* chat.c: by the form of the line; by that of an answer beside it. */
bool wd_text_is_chat(struct wd_str line);
bool wd_around_is_talk(const struct wd_around *around);

/* speakers.c: who speaks before a message: a name in lower letters; what is left without a pod, a process, a run's part. */
bool wd_around_is_name(struct wd_str word);
struct wd_str wd_around_without_speaker(struct wd_str before);

#endif
