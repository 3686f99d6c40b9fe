/* The general grammar of refusals: who was refused what, on what, in any text that refuses.
 *
 * It knows words, not sentences: a permission beside a word of refusal, its subject and its object by the
 * words before them. A text may hold several refusals; each is one sentence's (with what its neighbours
 * say of the same refusal), so that permission, subject and object belong together. The first of the
 * result is the best one, `next` leads on in the order of the text.
 *
 * Slices point into the text, or into the arena where a name was broken over lines or spelt in another
 * way; valid as long as both. Nothing else is allocated. Time is linear in the text. What is found are the
 * text's own words: unchecked, to be passed through the grammars of ident.h before they enter a command. */
#ifndef WHYDENIED_READ_REFUSAL_H
#define WHYDENIED_READ_REFUSAL_H

#include <stdint.h>

#include "whydenied/base/arena.h"
#include "whydenied/base/str.h"

enum {
    WD_REFUSAL_TEXT_MAX = 64 * 1024, /* bytes looked at; the rest of a longer text is not */
    WD_REFUSAL_PERMISSIONS_MAX = 16, /* of one refusal; that there are further ones is told */
    WD_REFUSALS_MAX = 16             /* of one text */
};

/* What kind of sentence said it, the surest last. */
enum wd_refusal_kind {
    WD_REFUSAL_CODE,       /* a code or a word of refusal, neither permission nor object */
    WD_REFUSAL_CREDENTIAL, /* no credentials, or such that the service does not take */
    WD_REFUSAL_OBJECT,     /* refused on something that is named; no permission is */
    WD_REFUSAL_REGISTRY,   /* of a registry's address: read or write, repository */
    WD_REFUSAL_API_OFF,    /* "has not been used in project N before or it is disabled" */
    WD_REFUSAL_RBAC,       /* Kubernetes: User "x" cannot get resource "pods" … */
    WD_REFUSAL_ACT_AS,     /* "act as X", or a token of X: X is `act_as` */
    WD_REFUSAL_PERMISSION, /* names the permission */
    WD_REFUSAL_KINDS
};

/* Whose words and names they are, by evidence in the text. */
enum wd_refusal_vendor {
    WD_REFUSAL_UNKNOWN,
    WD_REFUSAL_GOOGLE,
    WD_REFUSAL_ALIBABA,
    WD_REFUSAL_WANDB,
    WD_REFUSAL_KUBERNETES,
    WD_REFUSAL_FOREIGN, /* another vendor's, or a machine's: `foreign` says whose */
    WD_REFUSAL_VENDORS
};

/* How the subject came to be it, the surest last. */
enum wd_refusal_said {
    WD_SAID_NOT,      /* no subject */
    WD_SAID_BY_PLACE, /* an address before the refusal, without a word */
    WD_SAID_BY_KEY,   /* AuthPrincipalDisplayName: … */
    WD_SAID_FOR,      /* denied for service account X; by user X */
    WD_SAID_NAMED,    /* User X, Sub-user N, the principal X */
    WD_SAID_STATED,   /* X does not have, X lacks, X cannot */
    WD_SAID_EXECUTED  /* all calls will be executed as X: impersonation, above `caller` */
};

enum wd_refusal_access { WD_ACCESS_UNKNOWN, WD_ACCESS_READ, WD_ACCESS_WRITE };

/* What the object's own name says, part by part. Placeholders ("-", "_", "***") fill no part. */
enum wd_refusal_part {
    WD_PART_PROJECT, /* id or number; Alibaba SLS and MaxCompute: their projects */
    WD_PART_ACCOUNT, /* Alibaba, of an ARN */
    WD_PART_LOCATION,
    WD_PART_REPOSITORY,
    WD_PART_BUCKET,
    WD_PART_KEY,    /* of an object in a bucket */
    WD_PART_SECRET, /* Secret Manager */
    WD_PART_KEY_RING,
    WD_PART_CRYPTO_KEY,
    WD_PART_DATASET,
    WD_PART_TABLE,
    WD_PART_HOST,
    WD_PART_URL,
    WD_PART_NAMESPACE, /* Kubernetes; a registry's namespace on Alibaba */
    WD_PART_CLUSTER,
    WD_PART_GROUP, /* Kubernetes API group */
    WD_PART_ROLE,
    WD_PART_API, /* run.googleapis.com; an ARN's product */
    WD_PART_CONSTRAINT,
    WD_PART_SERVICE_ACCOUNT,
    WD_PART_FOLDER,
    WD_PART_ORGANIZATION,
    WD_PART_BILLING,
    WD_PART_ENTITY, /* W&B */
    WD_PART_LOGSTORE,
    WD_PART_TYPE, /* of what the parts above do not name: "topics", "queues", "pods" */
    WD_PART_NAME,
    WD_PART_COUNT
};

struct wd_refusal {
    enum wd_refusal_kind kind;
    enum wd_refusal_vendor vendor;
    struct wd_str foreign; /* "aws", "github", "database" … */

    struct wd_str permissions[WD_REFUSAL_PERMISSIONS_MAX]; /* storage.objects.get, oss:PutObject */
    size_t permission_count;
    bool overfull;  /* it names more of them */
    bool any_of;    /* one of the permissions is enough */
    bool derived;   /* no permission is named: it follows from what was to be done */
    bool concluded; /* derived, from a call's address or a command alone: no sentence says so */

    struct wd_str subject; /* who lacks it */
    enum wd_refusal_said said;
    struct wd_str caller; /* "authenticated as", "logged in as": who ran it, not who was refused */
    struct wd_str act_as; /* the service account that was to be acted as */
    struct wd_str role;   /* of Google's, that the text says is needed */
    bool several_roles;   /* it names more than one */
    struct wd_str object; /* as written */
    struct wd_str part[WD_PART_COUNT];
    struct wd_str action; /* GET, PutObject, setIamPolicy, a Kubernetes verb */
    enum wd_refusal_access access;

    unsigned rpc;       /* google.rpc.Code, 0: not said */
    unsigned http;      /* status, 0: not said */
    struct wd_str code; /* the word for it: PERMISSION_DENIED, NoPermission, invalid_target */
    bool uncertain;     /* "(or it may not exist)" */
    bool anonymous;     /* nobody was signed in: "Anonymous caller", "Unauthenticated request" */
    bool ambiguous;     /* another sentence names another subject for the same permission */
    bool more;          /* the text holds others that are not kept */
    size_t from, to;    /* the sentence: bytes of the text */
    struct wd_refusal *next; /* of the same text */
};

struct wd_refusal_reader;

/* A reader is made once and used for text after text; not by two threads at a time. NULL: no memory. */
struct wd_refusal_reader *wd_refusal_reader_new(void);
void wd_refusal_reader_free(struct wd_refusal_reader *reader); /* accepts NULL */

/* Returns 1 and the best refusal, 0 if the text refuses nothing, -1 if the arena is full. A text that was
 * never JSON-decoded is read as well: \" and \\\" are quotes. */
int wd_refusal_read(struct wd_refusal_reader *reader, struct wd_str text, struct wd_arena *arena,
                    struct wd_refusal **ret);

/* `from` fills the blanks of `into` if nothing of it contradicts; false: it does, and nothing was filled. */
bool wd_refusal_fill(struct wd_refusal *into, const struct wd_refusal *from);

/* Fills the parts that a name of any form holds: resource names, URLs, gs://, oss://, acs: ARNs, registry
 * addresses, e-mail addresses of service accounts. Filled parts stay. 0, or -1: memory. */
int wd_refusal_parts(struct wd_str name, struct wd_arena *arena, struct wd_str part[WD_PART_COUNT]);

/* A permission of Cloud Storage's was refused, or a role of its is said to be needed. */
bool wd_refusal_is_of_storage(const struct wd_refusal *refusal);

const char *wd_refusal_kind_name(enum wd_refusal_kind kind);
const char *wd_refusal_vendor_name(enum wd_refusal_vendor vendor);
const char *wd_refusal_part_name(enum wd_refusal_part part);

#endif
