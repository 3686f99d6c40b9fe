/* Grammars of identifiers: what may stand in a command.
 *
 * Identifiers come from logs, that is, from whoever was denied. Only names of a known-safe form pass;
 * anything else means no command. All grammars refuse a leading '-', control characters, non-ASCII,
 * blanks, "://", '@' as first byte, ',', '^' and shell or policy wildcards unless they say so. */
#ifndef WHYDENIED_NAMES_IDENT_H
#define WHYDENIED_NAMES_IDENT_H

#include "whydenied/base/str.h"

enum wd_ident {
    WD_IDENT_PROJECT,         /* id of 6-30, "example.com:id", or a number */
    WD_IDENT_NUMBER,          /* digits, 1-20 */
    WD_IDENT_LOCATION,        /* region, zone, multi-region */
    WD_IDENT_SERVICE_ACCOUNT, /* e-mail under gserviceaccount.com */
    WD_IDENT_EMAIL,           /* a person's */
    WD_IDENT_MEMBER,          /* prefix:value as IAM takes it, never allUsers */
    WD_IDENT_PERMISSION,      /* service.resource.verb */
    WD_IDENT_ROLE,            /* roles/…, projects/P/roles/…, organizations/N/roles/… */
    WD_IDENT_NAME, /* repository, Run service, secret, topic, queue, key: [A-Za-z][A-Za-z0-9_.~+%-]* */
    WD_IDENT_BUCKET, /* Cloud Storage or OSS bucket */
    WD_IDENT_DATASET,
    WD_IDENT_TABLE,
    WD_IDENT_API, /* something.googleapis.com */
    WD_IDENT_HOST,
    WD_IDENT_URL, /* https only, no credentials, no query */
    WD_IDENT_RAM_USER,
    WD_IDENT_RAM_ROLE,
    WD_IDENT_RAM_POLICY,   /* [A-Za-z0-9._-]{1,64} and kin */
    WD_IDENT_RAM_ACTION,   /* product:Action, no wildcard */
    WD_IDENT_RAM_RESOURCE, /* acs:…, '*' only as account or region part */
    WD_IDENT_ACCOUNT,      /* Alibaba account id: 16 digits or so */
    WD_IDENT_KUBERNETES,   /* RFC 1123 label or subdomain */
    WD_IDENT_WANDB,        /* entity, project */
    WD_IDENT_UUID,         /* build ids and the like */
    WD_IDENT_TOKEN,        /* opaque id: [A-Za-z0-9_.=+/-]{1,512}, not starting with - or / */
    WD_IDENT_COUNT
};

bool wd_ident_ok(enum wd_ident kind, struct wd_str s);
const char *wd_ident_name(enum wd_ident kind);

#endif
