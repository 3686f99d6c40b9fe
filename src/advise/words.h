/* The sentences of this floor, in English and Japanese. {1}, {2} … stand for the arguments.
 *
 * A sentence is made in the caller's arena and lives as long as it; an empty one is lack of memory, and nothing else fails. An
 * empty argument is a fact that the log does not tell, which becomes a noun. Adding a sentence is a member here and a row in
 * words.c, words_change.c or words_warning.c. */
#ifndef WHYDENIED_ADVISE_WORDS_H
#define WHYDENIED_ADVISE_WORDS_H

#include "whydenied/base/arena.h"
#include "whydenied/vocabulary/cause.h"

enum wd_words_say {
    /* summaries */
    WD_SAY_GRANT,
    WD_SAY_GRANT_HINT,
    WD_SAY_CUSTOM_ROLE,
    WD_SAY_CUSTOM_EXTEND,
    WD_SAY_RESTORE_AGENT,
    WD_SAY_RAM_POLICY,
    WD_SAY_TRUST,
    WD_SAY_TRUST_ALREADY,
    WD_SAY_TRUST_CONDITION,
    WD_SAY_MAXCOMPUTE,
    WD_SAY_RBAC,
    WD_SAY_RBAC_WIDE,
    WD_SAY_RBAC_CLUSTER,
    WD_SAY_RBAC_CONTEXT,
    WD_SAY_RBAC_NOBODY,
    WD_SAY_RBAC_BUILT_IN,
    WD_SAY_TENANT,
    WD_SAY_HIDDEN_DATASET, /* which */
    WD_SAY_ONE_OF_MANY,    /* which */
    WD_SAY_LIST_OF_TABLES, /* which */
    WD_SAY_WAIT,
    WD_SAY_WAIT_SINCE,
    WD_SAY_ALREADY_GRANTED,
    WD_SAY_ALREADY_CONDITIONAL,
    WD_SAY_JOIN_GROUP,
    WD_SAY_HELD_SINCE,
    WD_SAY_DENIED_NEXT,
    WD_SAY_CHECK_NEXT,
    WD_SAY_PREDICTED,
    WD_SAY_OVERFLOW,
    WD_SAY_OPEN_LINK,
    WD_SAY_INVESTIGATE,
    WD_SAY_INVESTIGATE_ENUMERATION,
    WD_SAY_INVESTIGATE_OUTSIDE,
    WD_SAY_INVESTIGATE_REWRITES,
    /* what took the access away, in the order of enum wd_change_what: what, of whom, where, when, who did it */
    WD_SAY_TAKEN_ROLE,
    WD_SAY_TAKEN_PAM,
    WD_SAY_GIVEN_IF,
    WD_SAY_GIVEN_BEFORE,
    WD_SAY_GIVEN_SINCE,
    WD_SAY_MADE_SINCE,
    WD_SAY_API_SINCE,
    WD_SAY_ANSWERED_SINCE,
    WD_SAY_MEANT_TO_END,
    WD_SAY_STILL_SPREADING,
    WD_SAY_TAKEN_ON_PURPOSE,
    WD_SAY_TAKEN_DENY_POLICY,
    WD_SAY_TAKEN_ORG_POLICY,
    WD_SAY_TAKEN_PERIMETER,
    WD_SAY_TAKEN_ACCOUNT,
    WD_SAY_TAKEN_KEY,
    WD_SAY_TAKEN_API,
    WD_SAY_TAKEN_BILLING,
    WD_SAY_TAKEN_RESOURCE,
    WD_SAY_TAKEN_TRUST,
    WD_SAY_TAKEN_POLICY,
    WD_SAY_TAKEN_BY_DENY,
    WD_SAY_ATTACHED_BEFORE, /* policy, member, when, by whom */
    WD_SAY_TAKEN_BUCKET,
    WD_SAY_TAKEN_PERMISSION,
    WD_SAY_TAKEN_CUSTOM_ROLE,
    WD_SAY_TAKEN_RENAMED,
    WD_SAY_TAKEN_ACCOUNT_ANEW,
    WD_SAY_TAKEN_GROUP_ROLE,
    WD_SAY_TAKEN_PUBLIC,
    WD_SAY_TAKEN_MEMBERSHIP,
    WD_SAY_TAKEN_RBAC,
    WD_SAY_TAKEN_BOUNDARY,
    WD_SAY_TAKEN_POLICY_VERSION,
    WD_SAY_LOST_ROLES, /* who, from when on */
    WD_SAY_SOMEBODY,
    /* why there is no command */
    WD_SAY_NO_MEMBER,
    WD_SAY_MEMBER_MANY,
    WD_SAY_NO_MEMBER_AT_ALL,
    WD_SAY_MEMBER_REFUSED,
    WD_SAY_MEMBER_DEAD,
    WD_SAY_MEMBER_ANONYMOUS,
    WD_SAY_MEMBER_OTHER_LAYER,
    WD_SAY_PART_MISSING,
    WD_SAY_PART_REFUSED,
    WD_SAY_ASK_FIRST,
    WD_SAY_TRUST_UNKNOWN,
    WD_SAY_ROLE_MISSING,
    WD_SAY_RAM_USER_NUMBER,
    WD_SAY_RAM_ROLE_NUMBER,
    WD_SAY_RAM_OUTSIDER, /* who */
    WD_SAY_RAM_SERVICE_LINKED,
    WD_SAY_RAM_OF_SERVICE,
    WD_SAY_RAM_OF_SSO,
    WD_SAY_RAM_FOR_SERVICE_ALONE, /* role */
    WD_SAY_RAM_BECOMES_ADMIN,
    WD_SAY_RAM_RESOURCE_MISSING,
    WD_SAY_RAM_ROOT,
    WD_SAY_ACTION_MISSING,
    WD_SAY_OUTSIDE_ACCOUNT,
    WD_SAY_PERMISSION_REFUSED,
    WD_SAY_HOME_OUTSIDE,
    WD_SAY_HOME_UNPLACED,
    WD_SAY_HOME_DOMAIN,
    WD_SAY_HOME_ACCOUNT,
    WD_SAY_HOME_VENDOR,
    WD_SAY_FACTS_DISAGREE,
    WD_SAY_READ_BY_WORDS,
    WD_SAY_LOST_AT_ONCE, /* who */
    WD_SAY_GIVES_ON,
    WD_SAY_GIVES_MORE,  /* which permission */
    WD_SAY_ENDS_GUARD,  /* which permission */
    WD_SAY_ROLE_RANKED, /* which permission */
    WD_SAY_RECORD_TORN,
    WD_SAY_WALL_BESIDE,
    WD_SAY_ODPS_ACCOUNT,  /* the user */
    WD_SAY_ODPS_OBJECT,   /* privilege, object */
    WD_SAY_AGENT_USED,    /* the agent */
    WD_SAY_GIVEN_LATER,   /* what, when */
    WD_SAY_GIVEN_TO_SET,  /* what, to whom, when */
    WD_SAY_JOINED_LATER,  /* the group, when */
    WD_SAY_GAINED_LATER,  /* the role, when */
    WD_SAY_WRITTEN_LATER, /* policy or role, time */
    WD_SAY_BUCKET_LATER,  /* the bucket, when */
    WD_SAY_SET_ASIDE,
    WD_SAY_DONE_LATER,
    WD_SAY_DONE_AT, /* when */
    WD_SAY_DONE_BETWEEN,
    WD_SAY_HEARD_LET,
    WD_SAY_HEARD_GIVEN,
    WD_SAY_HEARD_TAKEN,
    WD_SAY_BEHIND_VIEW, /* which table */
    WD_SAY_UNORDERED_LET,
    WD_SAY_UNORDERED_GIVEN,
    WD_SAY_UNORDERED_TAKEN,
    WD_SAY_OTHERS_LET,   /* when */
    WD_SAY_ALSO_REFUSED, /* what, on what */
    WD_SAY_PROGRAM_NAMES,
    WD_SAY_PROGRAM_RECORD,
    WD_SAY_PROGRAM_CLAIMS,
    WD_SAY_PROJECT_STRANGE,
    WD_SAY_API_ENDED,
    WD_SAY_API_REPLACED,
    WD_SAY_BEHIND_CALLER,
    WD_SAY_QUOTA_PROJECT,
    WD_SAY_VENDOR_DATA, /* project */
    WD_SAY_VENDOR_PROJECT,
    /* warnings */
    WD_SAY_BIG_ROLE,
    WD_SAY_AGENT_LACKS,
    WD_SAY_AGENT_HOLDS_OTHER,
    WD_SAY_AGENT_HOLDS_HERE,
    WD_SAY_AGENT_HOLDS_UNKNOWN,
    WD_SAY_MERGE_TRUST,
    WD_SAY_UNCERTAIN,
    WD_SAY_MANY,
    WD_SAY_LEGACY_ML,
    WD_SAY_CUSTOM_SUPPORT,
    WD_SAY_CUSTOM_UNKNOWN,
    WD_SAY_CUSTOM_NEVER,
    WD_SAY_BY_REST,
    WD_SAY_MEMBER_KEPT_OUT,
    WD_SAY_MEMBER_MAY_BE_KEPT_OUT,
    WD_SAY_MAY_NOT_HELP,
    WD_SAY_NOT_BY_GRANT,
    WD_SAY_ORDER_CONFIRMED,
    WD_SAY_ORDER_CORRECTED,
    /* alternatives */
    WD_SAY_ALSO_HOLDS,
    WD_SAY_FULL_ACCESS,
    WD_SAY_CUSTOM_ALTERNATIVE,
    WD_SAY_IF_WANTED,
    WD_SAY_BUNDLE_ROLE,
    WD_SAY_RBAC_NOUN,
    WD_SAY_RBAC_NARROWER,
    /* nouns */
    WD_SAY_ROLE_NOUN,
    WD_SAY_THE_CALLER,
    WD_SAY_THE_WORKS_ROLE,
    WD_SAY_THE_CALLERS,
    WD_SAY_COUNT
};

/* words_warning.c: warnings. words_change.c: summaries, alternatives and nouns. Why there is no command stands in words.c. */
extern const char *const wd_sentences_of_warning[WD_SAY_COUNT][WD_LANG_COUNT];
extern const char *const wd_sentences_of_change[WD_SAY_COUNT][WD_LANG_COUNT];

/* Up to five arguments; text with a NUL behind it, empty without memory. */
struct wd_str wd_words_say(struct wd_arena *arena, enum wd_lang lang, enum wd_words_say what,
                           const struct wd_str *args, size_t count);
#define WD_SENTENCE(arena, lang, what, ...)                                                        \
    wd_words_say(arena, lang, what, (const struct wd_str[]){__VA_ARGS__},                          \
                 sizeof((const struct wd_str[]){__VA_ARGS__}) / sizeof(struct wd_str))
#define WD_SENTENCE0(arena, lang, what) wd_words_say(arena, lang, what, NULL, 0)

#endif
