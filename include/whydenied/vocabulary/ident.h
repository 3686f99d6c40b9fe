/* The kinds of identifiers. What each may look like is decided in the room of names (names/ident.h). */
#ifndef WHYDENIED_VOCABULARY_IDENT_H
#define WHYDENIED_VOCABULARY_IDENT_H

enum wd_ident {
    WD_IDENT_PROJECT,         /* id of 6-30, "example.com:id", or a number */
    WD_IDENT_NUMBER,          /* digits, 1-20 */
    WD_IDENT_LOCATION,        /* region, zone, multi-region */
    WD_IDENT_REGION,          /* "us-central1", no zone of it */
    WD_IDENT_ZONE,            /* "us-central1-a", "us-south1-ai1b" */
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
    WD_IDENT_BILLING,      /* account of billing: "0A1B2C-3D4E5F-607182" */
    WD_IDENT_TOKEN,        /* opaque id: [A-Za-z0-9_.=+/-]{1,512}, not starting with - or / */
    WD_IDENT_COUNT
};

#define WD_IDENT_BIT(kind) (1u << (kind)) /* a set of kinds is an unsigned */

#endif
