/* Slots: the facts a record can tell. A slot's name is also the name of captures in rules and of
 * {placeholders} in texts and commands. A new slot is a member here and a row in slot.c. */
#ifndef WHYDENIED_VOCABULARY_SLOT_H
#define WHYDENIED_VOCABULARY_SLOT_H

#include "whydenied/vocabulary/ident.h"
#include "whydenied/vocabulary/lang.h"

enum wd_slot {
    WD_SLOT_PRINCIPAL,  /* who was denied: e-mail, ARN, subject, W&B user; see principal_kind */
    WD_SLOT_PERMISSION, /* the first of `permissions`, for captures and placeholders */
    WD_SLOT_RESOURCE,   /* as written in the record; `object` below holds the canonical form */
    WD_SLOT_PROJECT,
    WD_SLOT_LOCATION,
    WD_SLOT_SERVICE, /* "artifactregistry.googleapis.com", "oss", "wandb" */
    WD_SLOT_METHOD,
    WD_SLOT_REASON,          /* ErrorInfo.reason, RAM error code, extensions.code */
    WD_SLOT_SERVICE_ACCOUNT, /* the account acted upon (actAs, impersonation), not the caller */
    WD_SLOT_CALLER,          /* the original caller behind a delegation */
    WD_SLOT_REPOSITORY,
    WD_SLOT_HOST, /* of a URL or registry */
    WD_SLOT_URL,
    WD_SLOT_BUCKET,
    WD_SLOT_ROLE,       /* a RAM role's name, or a Google role named in the text */
    WD_SLOT_ACCOUNT,    /* Alibaba account id */
    WD_SLOT_POLICY,     /* a policy or policy type named in the record */
    WD_SLOT_CONSTRAINT, /* organisation policy constraint */
    WD_SLOT_UNIQUE_ID,  /* VPC-SC identifier, troubleshooter error id, encoded diagnostic */
    WD_SLOT_API,        /* an API to be enabled */
    WD_SLOT_JOB,        /* Scheduler, DLC, Vertex, ML Engine job */
    WD_SLOT_BUILD,
    WD_SLOT_RUN,       /* W&B run */
    WD_SLOT_ENTITY,    /* W&B entity: team or user */
    WD_SLOT_KEY,       /* a KMS key */
    WD_SLOT_NAMESPACE, /* Kubernetes */
    WD_SLOT_CLUSTER,
    WD_SLOT_REQUEST_ID,
    WD_SLOT_USER_AGENT,
    WD_SLOT_OPERATION, /* operation.id: long-running operations log twice */
    WD_SLOT_AUDIENCE,
    WD_SLOT_ACTION,      /* a RAM action when it is not the denied permission itself */
    WD_SLOT_ORIGIN,      /* where a call came from that a perimeter stopped: a project, a network */
    WD_SLOT_TARGET,      /* and what it went to */
    WD_SLOT_DETAIL,      /* a short further fact a rule wants to show */
    WD_SLOT_LOG_PROJECT, /* where the log lies, not what the refusal names */
    WD_SLOT_GROUP,       /* the API group of a Kubernetes resource */
    WD_SLOT_HELP,        /* the vendor's own page about this very refusal, linked by its details */
    WD_SLOT_COUNT
};

struct wd_slot_row {
    const char *name; /* "service_account" */
    const char
        *noun[WD_LANG_COUNT]; /* for a sentence when the log does not tell it: "the bucket" */
    const char *placeholder;  /* for a template: "BUCKET" */
    unsigned grammar; /* set of enum wd_ident: what may stand in a command; empty: nothing may */
};
const struct wd_slot_row *wd_slot_row(enum wd_slot slot); /* of a valid slot */

const char *wd_slot_name(enum wd_slot slot);
/* One after the other, NULL behind the last (wd_nearest_names). */
const char *wd_slot_names(const void *context, size_t i);
bool wd_slot_parse(struct wd_str name, enum wd_slot *ret_slot);

#endif
