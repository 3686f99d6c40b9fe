/* Every option, in the order in which --help and the manual show them. */
#include "app/options/option_table.h"

#include "app/app.h"

#define AT(field) offsetof(struct wd_options, field)
#define READ      WD_FOR_READING
#define DRAW      WD_FOR_DRAWING
#define SOURCE    (WD_FOR_READING | WD_FOR_WATCH | WD_FOR_SHOW | WD_FOR_MAP)
#define LIST      (WD_FOR_READING | WD_FOR_WATCH | WD_FOR_REPORT) /* what chooses among incidents */
#define RULED     (LIST | WD_FOR_EXPLAIN | WD_FOR_RULES)
#define PACKS     (RULED | WD_FOR_SHOW | WD_FOR_MAP) /* what loads rules */
#define NIGHTS    WD_FOR_STORED
#define WITH_DB   .needs_db = WD_FOR_REPORT

const struct wd_section wd_option_sections[WD_SECTION_COUNT] = {
    [WD_SECTION_OUTPUT] = {"Output", DRAW, NULL},
    [WD_SECTION_INPUT] = {"Input", SOURCE, NULL},
    [WD_SECTION_SELECTION] =
        {"Selection", LIST,
         "What is left out of the list is left out of remedies, scripts and sums alike; how many "
         "denials that are is said. Within one option any value may fit; all options must. "
         "`report` takes them with `--db` and of records only."},
    [WD_SECTION_FACTS] = {"Rules and facts", RULED | WD_FOR_CHECK,
                          "`report` takes them with `--db` and of records only."},
    [WD_SECTION_NIGHTS] = {"Nights", NIGHTS, NULL},
    [WD_SECTION_SCALE] = {"Parts and records", WD_FOR_SCALE | NIGHTS,
                          "Records are what `map` writes and `reduce` merges; `report` draws them "
                          "and `nightly` keeps them."},
    [WD_SECTION_RULES] = {"Work on rules", WD_FOR_RULES, NULL},
    [WD_SECTION_HELP] = {"Help", WD_FOR_HELP, NULL},
    [WD_SECTION_GENERAL] = {"General", WD_FOR_WORK, NULL},
};

const struct wd_option wd_option_table[] = {
    {"output", 'o', WD_OPTION_OUTPUTS, AT(outputs), "FILE", WD_SECTION_OUTPUT,
     DRAW | WD_FOR_RULES | WD_FOR_SCALE,
     .help = "write here, - is standard output; format by extension; pack: the folder",
     .manual = "Write the report here; `-` is standard output. The extension chooses the format. "
               "The logs "
               "are read once, "
               "whatever the number of outputs. A file appears whole or not at all, readable by "
               "its owner "
               "only. `rules pack` takes the folder that packs go to; `map` writes records, in a "
               "folder as "
               "`part-00003.tsv` , by the part of `--shard`.",
     .verb = "pack"},
    {"format", 0, WD_OPTION_WORD, AT(format), "NAME", WD_SECTION_OUTPUT, DRAW,
     .help = "format of outputs whose name does not tell",
     .manual =
         "Format of outputs whose name does not tell. `ndjson-denials` ( `analyze` only) has a "
         "line "
         "for each denial that is listed, in the order of inputs and records; until all is read "
         "they wait in a file without a name beside the output, for standard output in `TMPDIR`.",
     .choice = &wd_choice_formats},
    {"detail", 0, WD_OPTION_WORD, AT(report.detail), "LEVEL", WD_SECTION_OUTPUT, DRAW,
     .help = "how much the text says", .choice = &wd_choice_details},
    {"lang", 0, WD_OPTION_WORD, AT(lang), "LANGUAGE", WD_SECTION_OUTPUT, DRAW | WD_FOR_CHECK,
     .help = "language of the report (WHYDENIED_LANG)", .choice = &wd_choice_langs},
    {"color", 0, WD_OPTION_WORD, AT(color), "WHEN", WD_SECTION_OUTPUT, DRAW,
     .help = "colours; NO_COLOR is honoured",
     .manual = "Colours; `auto` is on a terminal, unless `NO_COLOR` is set.",
     .choice = &wd_choice_modes},
    {"columns", 0, WD_OPTION_NUMBER, AT(report.columns), "N", WD_SECTION_OUTPUT, DRAW,
     .help = "width of the text",
     .manual = "Width of the text. Default: that of the terminal, else 80.", .low = 40,
     .high = 200},

    {"timezone", 0, WD_OPTION_STRING, AT(report.timezone), "NAME", WD_SECTION_OUTPUT, DRAW,
     .help = "times of text, HTML and Markdown in this zone: Asia/Tokyo",
     .manual =
         "Show times in text, HTML and Markdown in this zone, as `Asia/Tokyo` or "
         "`America/New_York` , by the system's database of time zones. Default: UTC, in which "
         "everything that machines read stays, and `--since` , `--until` and nights."},
    {"anonymise", 0, WD_OPTION_FLAG, AT(anonymise), NULL, WD_SECTION_OUTPUT, WD_FOR_ANALYZE,
     .help = "invented names, and no text of the log",
     .manual =
         "Put invented names in the place of people, accounts, projects, resources, hosts and "
         "addresses, the same one throughout the report, and leave out every text of the log and "
         "the names of files: for a report that strangers may see. Not together with policies, "
         "whose names it would tell."},
    {"mode", 0, WD_OPTION_MODE, AT(mode), "MODE", WD_SECTION_OUTPUT, DRAW,
     .help = "permissions of files that are written, as 0644",
     .manual = "Permissions of the files that are written, as `0640` . Default: `0600` , and "
               "`0644` for OpenMetrics, which another program reads."},

    {"files-from", 0, WD_OPTION_STRING, AT(files_from), "FILE", WD_SECTION_INPUT,
     READ | WD_FOR_SHOW | WD_FOR_MAP, .help = "names of inputs, one a line; - is stdin",
     .manual = "Read the names of inputs from a file, one a line; `-` is standard input."},
    {"no-follow", 0, WD_OPTION_FLAG, AT(no_follow), NULL, WD_SECTION_INPUT, SOURCE,
     .help = "leave symbolic links alone",
     .manual = "Leave symbolic links alone; for folders that others can write to."},
    {"since", 0, WD_OPTION_TIME, AT(since), "TIME", WD_SECTION_INPUT, SOURCE,
     .help = "only from then on: RFC 3339, a date, 2h, 3d, today, yesterday",
     .manual = "Only records from then on: RFC 3339, a date, `2h` , `3d` , `today` , `yesterday`. "
               "Records "
               "without a time stay."},
    {"until", 0, WD_OPTION_TIME, AT(until), "TIME", WD_SECTION_INPUT, SOURCE,
     .help = "only before then"},
    {"jobs", 'j', WD_OPTION_NUMBER, AT(jobs), "N", WD_SECTION_INPUT, WD_FOR_ANALYZE,
     .help = "files read at once (default: 1)",
     .manual =
         "Read this many files at once, 1 if not given. Where there are fewer files, what is left "
         "inflates, of a bgzip file several members at once. The result does not depend on it.",
     .low = 1, .high = 64},
    {"unmatched", 0, WD_OPTION_STRING, AT(unmatched_path), "FILE", WD_SECTION_INPUT, WD_FOR_ANALYZE,
     .help = "write what no rule recognised",
     .manual = "Write what reads like a denial and no rule knows, to make rules from."},
    {"progress", 0, WD_OPTION_SET, AT(progress), NULL, WD_SECTION_INPUT, READ | WD_FOR_MAP,
     .help = "show progress even without a terminal",
     .manual = "Show progress on standard error even without a terminal.", .low = WD_ALWAYS},
    {"no-progress", 0, WD_OPTION_SET, AT(progress), NULL, WD_SECTION_INPUT, READ | WD_FOR_MAP,
     .help = "never show progress", .low = WD_NEVER},

    {"principal", 0, WD_OPTION_LIST, AT(principals), "TEXT", WD_SECTION_SELECTION, LIST,
     .help = "list only principals that contain TEXT",
     .manual = "List only principals that contain this.", WITH_DB},
    {"project", 0, WD_OPTION_LIST, AT(projects), "ID", WD_SECTION_SELECTION, LIST,
     .help = "list only this project", WITH_DB},
    {"cause", 0, WD_OPTION_WORDS, AT(causes), "NAME", WD_SECTION_SELECTION, LIST,
     .help = "list only this cause", .choice = &wd_choice_causes, WITH_DB},
    {"rule", 0, WD_OPTION_LIST, AT(rules), "RULE", WD_SECTION_SELECTION, LIST,
     .help = "list only the rule of this id, or with * behind all that begin so",
     .manual = "List only this rule, or with `*` at the end all rules that begin so.", WITH_DB},
    {"system", 0, WD_OPTION_WORDS, AT(systems), "NAME", WD_SECTION_SELECTION, LIST,
     .help = "list only this system", .choice = &wd_choice_systems, WITH_DB},
    {"not-principal", 0, WD_OPTION_LIST, AT(not_principals), "TEXT", WD_SECTION_SELECTION, LIST,
     .help = "leave principals out that contain TEXT", WITH_DB},
    {"not-project", 0, WD_OPTION_LIST, AT(not_projects), "ID", WD_SECTION_SELECTION, LIST,
     .help = "leave this project out", WITH_DB},
    {"not-rule", 0, WD_OPTION_LIST, AT(not_rules), "RULE", WD_SECTION_SELECTION, LIST,
     .help = "leave the rule of this id out, or with * behind all that begin so", WITH_DB},
    {"top", 0, WD_OPTION_NUMBER, AT(top), "N", WD_SECTION_SELECTION,
     (LIST & ~WD_FOR_WATCH) | WD_FOR_SHOW, .help = "list only the first N problems",
     .manual = "List only the first so many problems; of `show` , records. How many more there are "
               "is said.",
     .low = 1, .high = 1000000, WITH_DB},
    {"fail-on", 0, WD_OPTION_LIST, AT(fail_on), "WHAT", WD_SECTION_SELECTION, LIST,
     .help = "exit 1 on: any, new, back, high, medium, low, a cause or a rule id",
     .manual = "Exit with 1 on `any` , `new` , `back` , a severity or above: `high` , `medium` , "
               "`low` , a "
               "cause, or "
               "a rule's id.",
     .choice = &wd_choice_failures, WITH_DB},
    {"ignore", 0, WD_OPTION_STRING, AT(ignore_path), "FILE", WD_SECTION_SELECTION, LIST,
     .help = "suppressions with reason, owner and expiry",
     .manual = "Suppressions, each with a reason, an owner and a date of expiry. They are counted "
               "and listed apart, and no change is proposed for them; those that have expired or "
               "match nothing are reported.",
     WITH_DB},
    {"context", 0, WD_OPTION_NUMBER, AT(context), "N", WD_SECTION_SELECTION, WD_FOR_SHOW,
     .help = "records shown before and behind (2)",
     .manual = "Show so many records before and behind each, 2 if not given.", .low = 0,
     .high = WD_SHOW_CONTEXT_MAX},
    {"show-secrets", 0, WD_OPTION_FLAG, AT(show_secrets), NULL, WD_SECTION_SELECTION, WD_FOR_SHOW,
     .help = "do not mask secrets",
     .manual = "Do not mask what looks like a secret. Everywhere else it is always masked."},
    {"emit-dir", 0, WD_OPTION_STRING, AT(emit_dir), "DIR", WD_SECTION_SELECTION, LIST,
     .help = "write policy documents as files",
     .manual = "Write the policy documents of the report into this directory, a file each; of a "
               "saved report "
               "too."},

    {"own-domain", 0, WD_OPTION_LIST, AT(own_domains), "DOMAIN", WD_SECTION_FACTS, RULED,
     .help = "users of other domains are to be investigated",
     .manual = "A mail domain that is yours. Denials of users of others are to be investigated and "
               "get no command. Without it, so are those of users of a domain none of whose people "
               "were allowed a call in the same audit logs, where others were.",
     WITH_DB},
    {"own-account", 0, WD_OPTION_LIST, AT(own_accounts), "ID", WD_SECTION_FACTS, RULED,
     .help = "Alibaba Cloud accounts that are yours",
     .manual = "An Alibaba Cloud account that is yours. Denials of others are to be investigated "
               "and get no "
               "command.",
     WITH_DB},
    {"own-project", 0, WD_OPTION_LIST, AT(own_projects), "ID", WD_SECTION_FACTS, RULED,
     .help = "projects that are yours: ids, numbers, acme-*",
     .manual =
         "A Google Cloud project that is yours, by id or number; `*` stands for anything. So are "
         "those in which the platform's own records of the input lie. Who is at home elsewhere "
         "gets a template, not a ready command.",
     WITH_DB},
    {"projects", 0, WD_OPTION_LIST, AT(project_lists), "FILE", WD_SECTION_FACTS, RULED,
     .help = "the same from gcloud projects list --format=json",
     .manual =
         "Projects that are yours, as `gcloud projects list --format=json` prints them: ids and "
         "the numbers that belong to them.",
     WITH_DB},
    {"policy", 0, WD_OPTION_LIST, AT(policies), "FILE", WD_SECTION_FACTS, RULED | WD_FOR_CHECK,
     .help = "policies: what is held, denied or out of bounds there decides the answer",
     .manual = "Policies as they were saved: what `gcloud ... get-iam-policy` printed, as "
               "`RESOURCE=FILE` (`projects/acme=policy.json`); a Cloud Asset Inventory export, "
               "deny policies, "
               "principal access boundaries and custom roles as `FILE`; RAM's GetRole, GetPolicy, "
               "ListPoliciesForRole, control and bucket policies. JSON or YAML, gzip too.",
     WITH_DB},
    {"groups", 0, WD_OPTION_LIST, AT(groups), "FILE", WD_SECTION_FACTS, RULED | WD_FOR_CHECK,
     .help = "who is a member of which group, for --policy",
     .manual =
         "Members of groups: a Cloud Identity export, or lines `group,member`; `GROUP=FILE` for a "
         "list of members.",
     WITH_DB},
    {"trust-policy", 0, WD_OPTION_LIST, AT(trust_policies), "FILE", WD_SECTION_FACTS, RULED,
     .help = "output of aliyun ram GetRole: trust policies are merged",
     .manual = "What `aliyun ram GetRole` printed: the new trust policy is merged from it.",
     WITH_DB},
    {"patterns", 0, WD_OPTION_LIST, AT(patterns), "PATH", WD_SECTION_FACTS, PACKS,
     .help = "more rule packs: a file or a folder",
     .manual = "More rule packs, a file or a directory.", WITH_DB},
    {"no-user-patterns", 0, WD_OPTION_FLAG, AT(no_user_patterns), NULL, WD_SECTION_FACTS, PACKS,
     .help = "leave out the packs of the configuration folder",
     .manual = "Leave out the packs of the configuration directory."},
    {"strict-rules", 0, WD_OPTION_FLAG, AT(strict_rules), NULL, WD_SECTION_FACTS, PACKS,
     .help = "a broken rule is an error (exit 2)",
     .manual = "A broken rule of a pack is an error (exit status 2), not a note."},

    {"db", 0, WD_OPTION_STRING, AT(db_path), "FILE", WD_SECTION_NIGHTS, NIGHTS | WD_FOR_EXPLAIN,
     .help = "the nightly database",
     .manual = "The database that remembers the nights. `explain` takes a fingerprint with it and "
               "tells that problem's last night."},
    {"night", 0, WD_OPTION_STRING, AT(night), "DATE", WD_SECTION_NIGHTS, NIGHTS,
     .help = "report this night (the latest with data); text without times is booked to it",
     .manual =
         "The night to report, and to book what carries no time to. Default: the latest with data.",
     WITH_DB},
    {"last", 0, WD_OPTION_STRING, AT(last), "SPAN", WD_SECTION_NIGHTS, WD_FOR_REPORT,
     .help = "the last nights, as 7d", .manual = "The last nights together, as `7d` .", WITH_DB},
    {"keep", 0, WD_OPTION_STRING, AT(keep), "SPAN", WD_SECTION_NIGHTS, WD_FOR_NIGHTLY,
     .help = "forget nights older than this (400d)",
     .manual = "Forget nights older than this, by default `400d` ."},
    {"quiet-nights", 0, WD_OPTION_NUMBER, AT(quiet_nights), "N", WD_SECTION_NIGHTS, NIGHTS,
     .help = "nights without a denial before a problem counts as quiet (3)",
     .manual = "After so many nights without a denial a problem counts as quiet, by default 3.",
     .low = 1, .high = 365, WITH_DB},
    {"expect-input", 0, WD_OPTION_NUMBER, AT(expect_input), "HOURS", WD_SECTION_NIGHTS,
     WD_FOR_NIGHTLY, .help = "nothing new to read for so many hours is news",
     .manual = "Nothing new to read for so many hours is news: an export may have stopped.",
     .low = 1, .high = 8784},
    {"quiet-if-nothing-new", 0, WD_OPTION_FLAG, AT(quiet_if_nothing_new), NULL, WD_SECTION_NIGHTS,
     WD_FOR_NIGHTLY, .help = "nothing on stdout without news, so that cron sends no mail",
     .manual =
         "Print nothing when there is no news, so that cron sends no mail; with news the text is "
         "printed, though `--output` names files alone. Those are written in any case."},

    {"shard", 0, WD_OPTION_STRING, AT(shard), "PART", WD_SECTION_SCALE, WD_FOR_MAP,
     .help = "read part 3/32 of the inputs, from 0/32 on; auto: as the array job says",
     .manual =
         "Read only one part of the inputs, as `3/32` , counted from 0, chosen by a hash of their "
         "names. `auto` takes both from the array job that it runs in: Cloud Run Jobs, a "
         "Kubernetes Indexed Job, Slurm, AWS Batch; outside of any it is `0/1` ."},
    {"shards", 0, WD_OPTION_NUMBER, AT(shards), "N", WD_SECTION_SCALE, WD_FOR_MAP,
     .help = "how many parts, for --shard auto where the job does not tell (WHYDENIED_SHARDS)",
     .manual =
         "How many parts there are, where the array job tells its index only (Kubernetes, AWS "
         "Batch). `WHYDENIED_SHARDS` says the same.",
     .low = 1, .high = 1000000},
    {"strip-key", 0, WD_OPTION_FLAG, AT(strip_key), NULL, WD_SECTION_SCALE, WD_FOR_MAP,
     .help = "lines of standard input begin with a key and a tab, to be left out",
     .manual =
         "The lines of standard input begin with a key and a tab that are no part of the log, "
         "as some input formats of Hadoop hand them over."},
    {"hadoop-counters", 0, WD_OPTION_FLAG, AT(hadoop_counters), NULL, WD_SECTION_SCALE,
     WD_FOR_SCALE, .help = "reporter:counter and reporter:status lines on stderr",
     .manual = "Counters and, once a minute, a sign of life on standard error, as Hadoop Streaming "
               "reads them."},
    {"unsorted", 0, WD_OPTION_FLAG, AT(unsorted), NULL, WD_SECTION_SCALE, WD_FOR_REDUCE,
     .help = "keys come in any order: everything is held",
     .manual = "Keys come in any order. Everything is held in memory, with the bounds of an "
               "analysis; 64 nights at most."},
    {"allow-mixed", 0, WD_OPTION_FLAG, AT(allow_mixed), NULL, WD_SECTION_SCALE,
     WD_FOR_REDUCE | NIGHTS, .help = "take records that other rules made",
     .manual = "Take records that were made with other rules than the rest, or than are loaded."},
    {"records", 0, WD_OPTION_LIST, AT(records), "FILE", WD_SECTION_SCALE, WD_FOR_NIGHTLY,
     .help = "keep what map and reduce made of logs elsewhere",
     .manual =
         "Keep what `map` and `reduce` made of logs elsewhere, each record in its night. A file "
         "that changed replaces what it said before."},

    {"order", 0, WD_OPTION_FLAG, AT(order), NULL, WD_SECTION_RULES, WD_FOR_RULES,
     .help = "list: in the order of trial", .manual = "`list` in the order of trial.",
     .verb = "list"},
    {"from-line", 0, WD_OPTION_STRING, AT(from_line), "FILE", WD_SECTION_RULES, WD_FOR_RULES,
     .help = "new: a skeleton from this message", .manual = "The message that `new` starts from.",
     .verb = "new"},
    {"no-examples", 0, WD_OPTION_FLAG, AT(no_examples), NULL, WD_SECTION_RULES, WD_FOR_RULES,
     .help = "pack: without examples, as rules are installed",
     .manual = "Leave examples behind, for `pack` : so rules are installed.", .verb = "pack"},
    {"benign", 0, WD_OPTION_LIST, AT(benign), "FILE", WD_SECTION_RULES, WD_FOR_RULES,
     .help = "test: a log in which no rule may win",
     .manual = "A log in which no rule may win, for `test` .", .verb = "test"},

    {"completion", 0, WD_OPTION_WORD, AT(completion), "SHELL", WD_SECTION_HELP, WD_FOR_HELP,
     .help = "print the completion of a shell",
     .manual = "Print the completion of a shell, to be read by it or to lie where it looks for "
               "completions.",
     .choice = &wd_choice_shells},
    {"manual", 0, WD_OPTION_FLAG, AT(manual), NULL, WD_SECTION_HELP, WD_FOR_HELP,
     .help = "print the options as the manual page has them",
     .manual = "Print the options as they stand in this page."},

    {"shipped-patterns", 0, WD_OPTION_PATH, AT(patterns_dir), "DIR", WD_SECTION_GENERAL,
     WD_FOR_WORK, .help = "where the shipped packs lie",
     .manual = "Where the shipped rule packs lie. Default: found from where the program lies."},
    {"roles-db", 0, WD_OPTION_PATH, AT(roles_db), "FILE", WD_SECTION_GENERAL, WD_FOR_WORK,
     .help = "the imported role catalogue"},
    {"now", 0, WD_OPTION_TIME, AT(now), "TIME", WD_SECTION_GENERAL, WD_FOR_WORK,
     .help = "take this for the clock"},
    {"no-config", 0, WD_OPTION_FLAG, AT(no_config), NULL, WD_SECTION_GENERAL, WD_FOR_WORK,
     .help = "do not read the configuration file",
     .manual = "Do not read the configuration file, see `FILES` ."},
    {"no-sandbox", 0, WD_OPTION_FLAG, AT(no_sandbox), NULL, WD_SECTION_GENERAL, WD_FOR_WORK,
     .help = "do not shut the program in; for debuggers",
     .manual = "Do not shut the program in. It refuses itself network, other programs and all "
               "files but its "
               "inputs and outputs, as far as the system can; `-v` says how far. For debuggers and "
               "profilers."},
    {"quiet", 'q', WD_OPTION_FLAG, AT(quiet), NULL, WD_SECTION_GENERAL, WD_FOR_WORK,
     .help = "no notes on stderr", .manual = "No notes on standard error."},
    {"verbose", 'v', WD_OPTION_FLAG, AT(verbose), NULL, WD_SECTION_GENERAL, WD_FOR_WORK,
     .help = "say more on stderr: rules, inputs, times",
     .manual = "Say more on standard error: which rules were loaded, how much was found and read, "
               "how long each step took, how far the program has shut itself in. `explain` tells "
               "how it read the message."},
    {"help", 'h', WD_OPTION_HELP, 0, NULL, WD_SECTION_GENERAL, WD_FOR_EVERY, .help = "this help",
     .manual = "List the options."},
    {"version", 'V', WD_OPTION_VERSION, 0, NULL, WD_SECTION_GENERAL, WD_FOR_EVERY,
     .help = "version and what is compiled in",
     .manual = "Print the version and what is compiled in."},
    {.name = NULL},
};

bool wd_option_repeats(const struct wd_option *option)
{
    return option->kind == WD_OPTION_LIST || option->kind == WD_OPTION_WORDS ||
           option->kind == WD_OPTION_OUTPUTS;
}
