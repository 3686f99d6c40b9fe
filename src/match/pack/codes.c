/* The codes of findings: one table for what `rules test` prints, and for patterns/README.md, which a test compares. */
#include "whydenied/match/lint.h"

static const struct wd_lint_code codes[] = {
    {"P000", "a file that cannot be read: no YAML, no JSON, too long", NULL},
    {"P001", "unknown key, or one that stands twice", NULL},
    {"P002", "id or alternative's name already taken (a user's rule without `replace`)", NULL},
    {"P003", "the same expression under the same conditions in two places", NULL},
    {"P004", "a value of the wrong kind or outside its list", NULL},
    {"P005", "a mandatory field is missing", NULL},
    {"P006", "a capture is not named after a slot", NULL},
    {"P007", "an expression uses what packs may not use, or is too long", NULL},
    {"P008", "an expression does not compile", NULL},
    {"P009", "an expression without anchors; silence without conditions", NULL},
    {"P010", "no example, or an alternative that wins none (of your rules too)",
     "add to \"examples\" a message that the rule must win: {record: ..., expect: {match: NAME, "
     "...}}"},
    {"P011", "no counterexample (of your rules too)",
     "add to \"counterexamples\" a message that looks alike and is something else: {record: ..., "
     "why: ...}"},
    {"P012", "the rule does not win its example: who did, and how far it came", NULL},
    {"P013", "an expected fact differs", NULL},
    {"P014", "the expected fix differs", NULL},
    {"P015", "the rule wins its counterexample", NULL},
    {"P016", "another rule of the same rank matches the example: only the id decides",
     "give one of them a longer anchor or another condition"},
    {"P017", "a name that _shared.yaml does not give", NULL},
    {"P018", "a file that is not named after its rule",
     "rename the file: its rule is looked for by its id"},
    {"P019", "what `rules new` wrote still stands there",
     "say it in your own words, or leave it out"},
    {"P020", "a greedy `.*` or `.+` before a capture",
     "say what may stand there: [^\"]*, \\S+, .{0,80}?"},
    {"P022", "an unescaped dot between letters", "a dot is \\. in an expression (in JSON \\\\.)"},
    {"P023", "the expression matches the empty text", NULL},
    {"P024", "an anchor without effect, or (warning) one that stands everywhere", NULL},
    {"P025", "the same text, reference or part of an expression written in several rules of a pack",
     "name it once in _shared.yaml: {use: name} for texts, {{name}} in expressions and references"},
    {"P026", "an expression takes a character that is not ASCII apart, byte by byte",
     "expressions see bytes: (?:\xe2\x80\x99|') instead of brackets, (?:\xe7\x9a\x84)? instead of "
     "a bare ?"},
    {"P030",
     "an expression can be kept busy: 50 ms or 20,000 steps on a text made from it, or from an "
     "example, by repeating a part to the end of the window",
     "bound what repeats, and let neighbours not take the same bytes: [a-z]{1,40} then [^a-z]"},
    {"P032", "a limit was met on an example", NULL},
    {"P040", "a rule wins on a record of the harmless corpus (`--benign FILE`)", NULL},
    {"P050", "confidence high for text that is not the whole message (`^…$`)", NULL},
    {"P051", "a fallback that knows no permission carries a grant", NULL},
    {"P060", "advice that makes public or grants far too much", NULL},
    {"P061", "a pinned role without a reference", "add the vendor's page to \"references\""},
    {"P062", "a grant with a hand-written command", "leave the command out"},
    {"P063", "a placeholder that is no slot", NULL},
    {"P064", "warning: no advice", NULL},
    {"P070", "a reference that is not https; warning: a stable rule without one", NULL},
    {"P080", "something in an example looks like a secret", "invent the name, and keep its form"},
    {"P081", "warning: an address that may be somebody's", NULL},
    {"P090", "an invisible or control character", NULL},
    {"P091", "a rule that `serves` lacks Japanese", NULL},
};

const struct wd_lint_code *wd_lint_code_at(size_t index)
{
    return index < sizeof codes / sizeof codes[0] ? &codes[index] : NULL;
}

const char *wd_lint_note(const char *id)
{
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (strcmp(codes[i].id, id) == 0)
            return codes[i].note;
    }
    return NULL;
}
