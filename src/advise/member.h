/* From the name in a log to the member a grant can take, and which account it is. */
#ifndef WHYDENIED_ADVISE_MEMBER_H
#define WHYDENIED_ADVISE_MEMBER_H

#include "advise/accounts.h"
#include "whydenied/event.h"

enum wd_who_state {
    WD_WHO_KNOWN,
    WD_WHO_UNKNOWN,    /* the log names nobody */
    WD_WHO_REFUSED,    /* the name is not one that may stand in a command, or was redacted */
    WD_WHO_DEAD,       /* deleted: nothing is granted to it */
    WD_WHO_ANONYMOUS,  /* no caller to grant anything to */
    WD_WHO_OTHER_LAYER /* an identity of Kubernetes, W&B or RAM: not a member of a Google policy */
};

struct wd_who {
    enum wd_who_state state;
    struct wd_str member; /* KNOWN: "serviceAccount:…", "user:…", "principal://…" */
    struct wd_str name;   /* without the prefix */
    const struct wd_account *account; /* one that Google makes, or NULL */
    struct wd_str home;               /* its project's number, or empty */
};

/* project: where a Kubernetes account's pool is, for GKE members; may be empty. */
void wd_who_google(struct wd_accounts *accounts, struct wd_str principal,
                   enum wd_principal_kind kind, struct wd_str project, struct wd_arena *arena,
                   struct wd_who *ret_who);

/* An Alibaba Cloud principal. */
enum wd_ram_kind {
    WD_RAM_UNKNOWN,
    WD_RAM_USER,
    WD_RAM_USER_ID,
    WD_RAM_ROLE,
    WD_RAM_ROLE_ID,
    WD_RAM_ROOT,
    WD_RAM_OUTSIDER /* a service, or somebody signed in elsewhere: RAM keeps no policy for the name */
};

struct wd_ram {
    enum wd_ram_kind kind;
    struct wd_str name;    /* passes its grammar unless kind is UNKNOWN or ROOT */
    struct wd_str account; /* id, or empty */
};

/* "acs:ram::ID:user/NAME", "acs:ram::ID:assumed-role/ROLE/SESSION", "ROLE:session", "NAME", "2…" (a
 * user's number), "3…:session" (a role's). */
struct wd_ram wd_ram_of(struct wd_str principal, enum wd_principal_kind kind);
/* The name in "acs:ram::ID:role/NAME" or the bare name; empty if neither. */
struct wd_str wd_ram_role_name(struct wd_str role, struct wd_str *ret_account);

#endif
