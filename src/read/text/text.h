/* Running text: lines off their carriers, what they say of a refusal, what they tell of others.
 *
 * A line is a slice of its record. What takes something off gives a part of it; what must write another text takes an arena, and
 * gives the line itself where there is nothing to do or no memory. Questions look at the line alone, unless they take the
 * reading. Each function stands behind the name of its file. */
#ifndef WHYDENIED_READ_TEXT_TEXT_H
#define WHYDENIED_READ_TEXT_TEXT_H

#include "read/reading.h"

/* text_plain.c: colours off, full-width colon and curly apostrophe to their ASCII kin; copies only if needed. */
struct wd_str wd_text_plain(struct wd_arena *arena, struct wd_str text);
/* A piece of JSON, or a string as Python shows it, keeps its colours as escapes; copies only if needed. */
struct wd_str wd_text_without_written_colours(struct wd_arena *arena, struct wd_str line);
/* … its letters ("\\u6743\\u9650") … */
struct wd_str wd_text_without_written_letters(struct wd_arena *arena, struct wd_str line);
/* … and its breaks, one of which would be an account's first letter: "Forbidden\nrunner@acme…". Copies only if there is one. */
struct wd_str wd_text_without_written_breaks(struct wd_reading *r, struct wd_str line);
/* Colours off its ends: a part of the line. */
struct wd_str wd_text_uncoloured(struct wd_str line);
/* A piece of a page, its references ("&lt;") as what they stand for; the line itself if there are none. */
struct wd_str wd_text_unreferred(struct wd_arena *arena, struct wd_str line);
/* What somebody stressed in Markdown ("lacks **storage.objects.get**"), without its stars; names that stars hide keep them. */
struct wd_str wd_text_unstressed(struct wd_arena *arena, struct wd_str line);
/* text_prefix.c: off come the carriers' marks: CRI, kubectl, time, function logs, build steps. Time and stream go into the
 * reading. */
struct wd_str wd_text_unprefixed(struct wd_reading *r, struct wd_str line);
/* carriers.c: boxes, marks of runners, heads of loggers off; for lines that are worth a look. */
struct wd_str wd_text_uncarried(struct wd_reading *r, struct wd_str line);
/* stage.c: "[publish] ", "rank 0: ", with what ends it, where it stands before the record's line and its neighbours; or
 * empty. */
struct wd_str wd_text_stage(const struct wd_record *record);
struct wd_str wd_text_without_stage(struct wd_str line, struct wd_str stage);
/* A line of interest refuses, in words or by its status, and not for the machine's own reasons. */
bool wd_text_refuses(struct wd_reading *r, struct wd_str line);
/* set_in.c: a frame of a stack or the source that it quotes, asked of each line from the first. `below`: the rest of the stack. */
struct wd_margin {
    size_t depth; /* at which the stack's own lines stand */
    size_t frame; /* from which on a line is the source of Python's last frame; 0: no frame above */
};
bool wd_text_quotes_source(struct wd_margin *margin, struct wd_str line, struct wd_str below);
/* role_wanted.c: an account lacks a role, or a call failed because it must have one. */
bool wd_text_wants_role(struct wd_str line);
/* failure_folds.c: a text of several lines with the marks of carriers off and its sentences whole. */
struct wd_str wd_failure_unfolded(struct wd_reading *r, struct wd_str text);
/* failure_parts.c: of a text of several lines what tells of its first failure; each of the others becomes a message. */
struct wd_str wd_failure_first(struct wd_reading *r, struct wd_str text);
/* … where lines are objects of their own, of which JSON behind words would be the first alone. */
struct wd_str wd_failure_first_row(struct wd_reading *r, struct wd_str text);
/* failure_lines.c: a line that belongs to the failure before it by its form alone. */
bool wd_failure_detail(struct wd_str line, struct wd_str text);
/* failure_labels.c: "Action: ecs:StopInstance", "资源：acs:…": a label and a name of its kind, and nothing else. */
bool wd_failure_labels(struct wd_str line, struct wd_str text);
/* "storage.objects.get", in quotes or not, and nothing else. */
bool wd_failure_is_permission(struct wd_str s);
/* A header of the answer whose status line the text begins with. */
bool wd_failure_header(struct wd_str line, struct wd_str text);
/* "During handling of the above exception …": a traceback goes on with the next one. */
bool wd_failure_links_causes(struct wd_str line);
/* "google.api_core.exceptions.PermissionDenied: 403": a class and a status, and no word of what it is about. */
bool wd_failure_is_class_and_status(struct wd_str line);
/* … that refuses once more and says nothing new: a bare status, BigQuery's sentence below its own head. */
bool wd_failure_repeats(struct wd_str line, struct wd_str text);
/* A line that says what was tried, in words that refuse nothing: the lines below it tell what came of it. */
bool wd_failure_announced(const struct wd_reading *r, struct wd_str line);
/* A line of one cloud behind a text of another: no part of it, whatever its first word. */
bool wd_failure_of_another_cloud(struct wd_str line, struct wd_str text);
/* echo.c: whether one of two lines tells what the other does, in a frame of its own. */
bool wd_text_echoes(struct wd_str line, struct wd_str text);
/* It begins as the text does, whatever it names: the same happened again, to this or to another thing. */
bool wd_text_begins_anew(struct wd_str line, struct wd_str text);
/* logfmt.c: what a line of logfmt says; the line itself if it is none. */
struct wd_str wd_text_logfmt(struct wd_reading *r, struct wd_str line);
struct wd_str wd_text_of_yaml(struct wd_reading *r, struct wd_str line);
/* source.c: a line of a program's source, or an interface's example, that holds such words and tells of nothing. */
bool wd_text_is_source(struct wd_str line);
/* Tells of a refusal that nobody met now; `wd_text_is_expectation` looks at how the line opens. */
bool wd_text_is_told(struct wd_str line);
bool wd_text_is_of_history(struct wd_str s); /* of git; commits.c */
bool wd_text_is_coded(struct wd_str line);   /* of a program, or typed by somebody */
bool wd_text_is_expectation(struct wd_str line);
/* gcloud's warning of what its own error, right below, tells the reason of. */
bool wd_text_is_reasoned_below(const struct wd_reading *r, struct wd_str line);

/* "Syncing run NAME": of W&B, which tells what a run is called. */
bool wd_text_names_run(struct wd_str line);
/* stage.c: a time or more came off before it. */
bool wd_text_is_headed(const struct wd_record *record, struct wd_str line);
/* Behind a head that the line above does not have: another speaker's, or a record of its own, which completes no sentence.
 * What a sentence was broken into has none, or the carrier's of them all. */
bool wd_text_is_headed_apart(const struct wd_record *record, struct wd_str line);
/* fold.c: a line of text below a blank one goes on with no name and no sentence. */
bool wd_text_begins_paragraph(const struct wd_record *record);
/* Does it end inside an account's domain, which goes on in the next one? */
bool wd_text_splits_account(struct wd_str line, struct wd_str next);
/* Does the line end inside a quoted name that goes on in the next one, up to its quote? Names hold no blanks. */
bool wd_text_splits_name(struct wd_str line, struct wd_str next);
/* As wide as terminals, mails and builders fold at, and the next line is no wider; of so many lines that were put together. */
bool wd_text_fills_width(struct wd_str line, size_t lines, struct wd_str next);
/* page.c: a heading or a row of a table, as manuals have them; "fix(oss): …"; "- oss: retry …" of a changelog. */
bool wd_text_is_page(struct wd_str line);
/* Words of refusal that tell of what is not there: "Forbidden.InstanceNotFound", "does not have a subnetwork named S". */
bool wd_text_is_absence(struct wd_str line);
bool wd_text_is_commit(struct wd_str line);
bool wd_text_is_change(struct wd_str line);
struct wd_str wd_text_marks_off(struct wd_str line); /* of lists and quotations, before it */
/* text.c: an object at the end of the text, behind whatever prefix a logger chose. */
bool wd_read_json_part(struct wd_reading *r, struct wd_str text);
/* member.c: the value of a member by itself on a line, and its name, which may be lost; none: it is no member. */
struct wd_str wd_text_member(struct wd_str line, struct wd_str *name);
struct wd_str wd_text_unquoted(struct wd_str value); /* what stands between its quotes */
/* surroundings.c: what stands around the line of text that the event is told by doubts it, too. */
void wd_text_doubt_around(struct wd_reading *r);
/* … and what lines far below will say, where those beside it gave these doubts: awaited.h. */
void wd_text_await(struct wd_reading *r, unsigned doubts);
void wd_text_hear(struct wd_reading *r); /* any line of text, before it is read */
/* text.c: a member of a pretty-printed object counts only if a rule knows it, however many lines it brought. */
void wd_text_settle_fragment(struct wd_event *event, struct wd_str line);

/* addressed.c: the line behind the address that it is about, where it names none and the stream did before. */
struct wd_str wd_text_addressed(struct wd_reading *r, struct wd_str line);

#endif
