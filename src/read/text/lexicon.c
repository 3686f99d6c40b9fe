/* The lists: marker words (at most 32) and what opens, names or marks; words of a
 * refusal and of those that are none of ours. 限 is in 権限 and 权限, 权 in 授权 and 鉴权, 拒 in 拒否 and 拒绝,
 * 許可 in アクセス許可. A blank may be missing or '_' or '-' in the text; '_' stands for one that must be
 * there. */
#include "read/text/lexicon.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct wd_word interest[] = {
    {"denied", WD_WORD_STRONG},
    {"permis", WD_WORD_STRONG}, /* permission, permiso, permissão */
    {"forbidden", WD_WORD_STRONG},
    {"authoriz", WD_WORD_STRONG},
    {"authentic", WD_WORD_STRONG},
    {"401", WD_WORD_STRONG},
    {"403", WD_WORD_STRONG},
    {"assum", WD_WORD_STRONG},
    {"privilege", WD_WORD_STRONG},
    {"does not have", WD_WORD_STRONG},
    {"unregistered", WD_WORD_STRONG},
    {"unable to access", WD_WORD_STRONG},
    {"annot access", WD_WORD_STRONG},
    {"sing at least", WD_WORD_STRONG}, /* missing */
    {"access to_", WD_WORD_STRONG},
    {"active account", WD_WORD_STRONG},
    {"\xe9\x99\x90", WD_WORD_STRONG},
    {"\xe6\x9d\x83", WD_WORD_STRONG},
    {"\xe6\x8b\x92", WD_WORD_STRONG},
    {"\xe8\xa8\xb1\xe5\x8f\xaf", WD_WORD_STRONG},
    {"\xea\xb6\x8c\xed\x95\x9c", WD_WORD_STRONG}, /* 권한 */
    {"\xea\xb1\xb0\xeb\xb6\x80", WD_WORD_STRONG}, /* 거부 */
    {"\\u6", WD_WORD_WEAK},        /* hanzi as escapes: 权, 拒, 没 and their kin begin so */
    {".gserviceac", WD_WORD_WEAK}, /* what else its sentence says, the grammar knows */
    {"api key", WD_WORD_WEAK},
    {"access key", WD_WORD_WEAK},
    {"billing", WD_WORD_WEAK},
    {"blocked", WD_WORD_WEAK},
    {"constraint", WD_WORD_WEAK},
    {"credential", WD_WORD_WEAK | WD_WORD_CONTEXT}, /* "credentials for: [ACCOUNT]" */
    {"disable", WD_WORD_WEAK},
    {"exceed", WD_WORD_WEAK},
    {"expired", WD_WORD_WEAK},
    {"invalid", WD_WORD_WEAK},
    {"listen on", WD_WORD_WEAK},
    {"no right", WD_WORD_WEAK},
    {"not belong", WD_WORD_WEAK},
    {"t exist", WD_WORD_WEAK}, /* does not, doesn't; "You don't exist in project X" */
    {"not found", WD_WORD_WEAK},
    {"anent error in", WD_WORD_WEAK}, /* "Permanent error in", likewise */
    {"polic", WD_WORD_WEAK},
    {"pays bucket", WD_WORD_WEAK}, /* "requester pays bucket": words begin so more seldom */
    {"server error", WD_WORD_WEAK | WD_WORD_OPENS},
    {"signature", WD_WORD_WEAK},
    {"service account", WD_WORD_WEAK},
    {"token", WD_WORD_WEAK | WD_WORD_CONTEXT}, /* "push token for HOST" */
    {"unknown project", WD_WORD_WEAK},
    {"traceback (most", WD_WORD_OPENS},
    {"sdkerror:", WD_WORD_OPENS},
    {"sdk.clienterror", WD_WORD_OPENS},
    {"logexception:", WD_WORD_OPENS},
    {"odps-", WD_WORD_OPENS},
    {"odps.errors.", WD_WORD_OPENS},
    {"ossexception:", WD_WORD_OPENS},
    {"<error", WD_WORD_OPENS},
    {"failed!!!", WD_WORD_WEAK}, /* Terraform's provider of Alibaba Cloud */
    {"response executing", WD_WORD_OPENS},
    {"error: (gcloud.", WD_WORD_OPENS | WD_WORD_DIALECT},
    {"-apt.pkg.dev", WD_WORD_OPENS},
    {"eed additional", WD_WORD_OPENS}, /* You need additional access to */
    {"starting build", WD_WORD_CONTEXT},
    {"pushing_", WD_WORD_CONTEXT},
    {"push refers to", WD_WORD_CONTEXT},
    {"helm pu", WD_WORD_CONTEXT}, /* push, pull */
    {"failed to pu", WD_WORD_CONTEXT},
    {"logged in as:", WD_WORD_CONTEXT},
    {"aliyun_", WD_WORD_COMMAND},
    {"ossutil", WD_WORD_COMMAND},
    {"view project at", WD_WORD_CONTEXT},
    {"executed as [", WD_WORD_CONTEXT},
    {".run.app", WD_WORD_CONTEXT},
    {".hologres.", WD_WORD_CONTEXT},
    {"wandb", WD_WORD_DIALECT},
    {"w&b api", WD_WORD_DIALECT},
    {"{\"", WD_WORD_JSON},
    {"x-oss-err", WD_WORD_HEADER},
    {"service agent", WD_WORD_WEAK}, /* these begin like others: beyond the bits words share one */
    {"not supported for", WD_WORD_WEAK},
    {"not available for", WD_WORD_WEAK},
    {"deleted client", WD_WORD_WEAK}, /* of OAuth */
    {"acs:", WD_WORD_WEAK},           /* what refuses beside it, the grammar knows */
    {"not attach", WD_WORD_WEAK},     /* ErrManagedAddonRoleNotAttach, alone */
    {"api group", WD_WORD_WEAK},      /* of Kubernetes: "User "X" cannot list …", alone */
    {"pulling_", WD_WORD_CONTEXT},
    {"docker_", WD_WORD_CONTEXT}, /* push, pull, build */
    {"user for_", WD_WORD_WEAK},  /* pip asks who is there */
    {"buildctl build", WD_WORD_CONTEXT},
    {"docker://", WD_WORD_COMMAND}, /* skopeo, podman */
    {"dman pu", WD_WORD_COMMAND},   /* podman push, pull: words that begin so are seldom met */
    {"ci://", WD_WORD_COMMAND},     /* helm's oci:// */
    {"curl_", WD_WORD_COMMAND},
    {"gcloud_", WD_WORD_OPENS},        /* a command, echoed before its error */
    {"] in project [", WD_WORD_OPENS}, /* of Cloud Run, told by gcloud before it calls */
    {"accessi",
     WD_WORD_WEAK |
         WD_WORD_COMMAND}, /* inaccessible: Dataflow's staged package, alone; accessing: Hadoop's */
    {"have access", WD_WORD_STRONG},
    {"not allow", WD_WORD_WEAK},
    {"no access", WD_WORD_WEAK},
    {"access refused", WD_WORD_WEAK},
    {"egacy acl", WD_WORD_WEAK}, /* where a bucket takes none */
    {"not permitted", WD_WORD_WEAK},
    {"not enabled", WD_WORD_WEAK}, /* a key's version, whose state alone says so */
    {"not opened", WD_WORD_WEAK},  /* "You have not opened X", ServiceNotOpened: Alibaba Cloud's */
    {"not activated", WD_WORD_WEAK},
    {"\xe4\xb8\x8d\xe5\x85\x81\xe8\xae\xb8", WD_WORD_WEAK}, /* 不允许 */
    {"\xe6\x89\xae\xe6\xbc\x94", WD_WORD_WEAK},             /* 扮演 */
    {"lacks_", WD_WORD_WEAK},
    {"been activated", WD_WORD_WEAK},           /* has not */
    {"inactive to", WD_WORD_WEAK},              /* "Account is inactive to this service" */
    {"white list", WD_WORD_WEAK},               /* of a database's clients */
    {"\xe7\x99\xbd\xe5\x90\x8d", WD_WORD_WEAK}, /* 白名 */
    {"egal address", WD_WORD_WEAK},             /* what Redis answers those who are on none */
    {"insuf", WD_WORD_WEAK},                    /* insufficient, insuffisant, insuficiente */
    {"incorrect domain", WD_WORD_WEAK},         /* IncorrectDomainUser, of Alibaba Cloud DNS */
    {"indebt", WD_WORD_WEAK}, /* InDebt, InDebtOverdue: codes of OSS, as the next two */
    {"too skewed", WD_WORD_WEAK},
    {"abnormal bucket", WD_WORD_WEAK},
    {"effective label", WD_WORD_WEAK}, /* MaxCompute's columns, told by Hologres */
    {"e owner of", WD_WORD_WEAK},      /* must be (the) owner of: Hologres, as PostgreSQL says it */
    {"berechtig", WD_WORD_STRONG},     /* German: a permission */
    {"verweiger", WD_WORD_STRONG},     /* refused */
    {"autoris", WD_WORD_STRONG},       /* French */
    {"authoris", WD_WORD_STRONG},
    {"malformederror", WD_WORD_WEAK},    /* google-auth's: a key file that is none */
    {"parse private key", WD_WORD_WEAK}, /* Firebase's */
    {"for deletion", WD_WORD_WEAK},      /* a project that is on its way out */
    {"rewall change", WD_WORD_WEAK},     /* GKE's controller, alone */
    {"annot sign data", WD_WORD_WEAK},   /* google-auth for Node, alone */
    {"step #", WD_WORD_DIALECT},         /* the last one: `unstepped` is the list without it */
};
_Static_assert(COUNT(interest) <= 2 * WD_SCREEN_BITS,
               "every line is asked: a bit is shared by two words at most");

static const struct wd_word verdict[] = {
    {"permission denied", WD_VERDICT_REFUSAL | WD_VERDICT_PERMISSION_DENIED},
    {"access denied", WD_VERDICT_REFUSAL},
    {"denied:", WD_VERDICT_REFUSAL},
    {"invalid credentials(", WD_VERDICT_REFUSAL}, /* ossfs, who says no more */
    {"is_denied", WD_VERDICT_REFUSAL},
    {"unauthoriz", WD_VERDICT_REFUSAL},
    {"unauthentic", WD_VERDICT_REFUSAL},
    {"not authoriz", WD_VERDICT_REFUSAL},
    {"authorization failed", WD_VERDICT_REFUSAL},
    {"not authentic", WD_VERDICT_REFUSAL},
    {"no permission", WD_VERDICT_REFUSAL},
    {"forbidden", WD_VERDICT_REFUSAL},
    {"does not have", WD_VERDICT_REFUSAL},
    {"no privilege", WD_VERDICT_REFUSAL},
    {"\xe6\x8b\x92", WD_VERDICT_REFUSAL},
    {"permission", WD_VERDICT_TALK},
    {"have access", WD_VERDICT_TALK},
    {"401", WD_VERDICT_TALK},
    {"403", WD_VERDICT_TALK},
    {"assume role", WD_VERDICT_TALK},
    {"\xe6\xa8\xa9\xe9\x99\x90", WD_VERDICT_TALK}, /* 権限 */
    {"\xe6\x9d\x83\xe9\x99\x90", WD_VERDICT_TALK}, /* 权限 */
    {"\xe8\xa8\xb1\xe5\x8f\xaf", WD_VERDICT_TALK}, /* 許可 */
    {"\xe6\xac\x8a\xe9\x99\x90", WD_VERDICT_TALK}, /* 權限 */
    {"\xe6\xb2\x92", WD_VERDICT_NEGATION},         /* 沒 */
    {"deni", WD_VERDICT_NEGATION},                 /* and no "identity" */
    {"deny", WD_VERDICT_NEGATION},
    {"deneg", WD_VERDICT_NEGATION},
    {"invalid credential", WD_VERDICT_NEGATION},
    {"not_", WD_VERDICT_NEGATION},
    {"n't_", WD_VERDICT_NEGATION},
    {"no_", WD_VERDICT_NEGATION},
    {"missing", WD_VERDICT_NEGATION},
    {"lack", WD_VERDICT_NEGATION},
    {"lacks_", WD_VERDICT_TALK},
    {"insufficient", WD_VERDICT_NEGATION},
    {"require", WD_VERDICT_NEGATION},
    {"invalid argument", WD_VERDICT_NEGATION},
    {"fail", WD_VERDICT_NEGATION},
    {"error", WD_VERDICT_NEGATION},
    {"\xe6\xb2\xa1", WD_VERDICT_NEGATION},                                    /* 没 */
    {"\xe9\x89\xb4\xe6\x9d\x83\xe5\xa4\xb1\xe8\xb4\xa5", WD_VERDICT_REFUSAL}, /* 鉴权失败 */
    {"\xe9\x91\x92\xe6\xac\x8a\xe5\xa4\xb1\xe6\x95\x97", WD_VERDICT_REFUSAL}, /* 鑒權失敗 */
    {"\xe6\x8e\x88\xe6\x9d\x83\xe5\xa4\xb1\xe8\xb4\xa5", WD_VERDICT_REFUSAL}, /* 授权失败 */
    {"\xe6\x9c\xaa\xe6\x8e\x88\xe6\x9d\x83", WD_VERDICT_REFUSAL},             /* 未授权 */
    {"\xe6\x9c\xaa\xe8\xa2\xab\xe6\x8e\x88\xe6\x9d\x83", WD_VERDICT_REFUSAL}, /* 未被授权 */
    {"\xe6\x97\xa0\xe6\x9d\x83", WD_VERDICT_REFUSAL},                         /* 无权 */
    {"\xe6\x9d\x83\xe9\x99\x90\xe4\xb8\x8d\xe8\xb6\xb3", WD_VERDICT_REFUSAL}, /* 权限不足 */
    {"\xe6\x9d\x83\xe9\x99\x90\xe9\xaa\x8c\xe8\xaf\x81\xe5\xa4\xb1\xe8\xb4\xa5",
     WD_VERDICT_REFUSAL}, /* 权限验证失败 */
    {"\xe6\x9c\xaa\xe8\xa2\xab\xe6\x8e\x88\xe4\xba\x88", WD_VERDICT_REFUSAL}, /* 未被授予 */
    {"\xe6\x9c\xaa\xe6\x8e\x88\xe4\xba\x88", WD_VERDICT_REFUSAL},             /* 未授予 */
    {"\xe6\x9c\xaa\xe8\x8e\xb7\xe6\x8e\x88\xe6\x9d\x83", WD_VERDICT_REFUSAL}, /* 未获授权 */
    {"\xe6\x9c\xaa\xe7\x8d\xb2\xe6\x8e\x88\xe6\xac\x8a", WD_VERDICT_REFUSAL}, /* 未獲授權 */
    {"\xe6\xb2\xa1\xe6\x9c\x89\xe8\xa2\xab\xe6\x8e\x88\xe6\x9d\x83",
     WD_VERDICT_REFUSAL}, /* 没有被授权 */
    {"\xe6\xb2\x92\xe6\x9c\x89\xe8\xa2\xab\xe6\x8e\x88\xe6\xac\x8a",
     WD_VERDICT_REFUSAL},                                                     /* 沒有被授權 */
    {"\xe6\xb2\xa1\xe6\x9c\x89\xe6\x8e\x88\xe6\x9d\x83", WD_VERDICT_REFUSAL}, /* 没有授权 */
    {"\xe6\xb2\x92\xe6\x9c\x89\xe6\x8e\x88\xe6\xac\x8a", WD_VERDICT_REFUSAL}, /* 沒有授權 */
    {"\xe6\x9c\xaa\xe7\xb6\x93\xe6\x8e\x88\xe6\xac\x8a", WD_VERDICT_REFUSAL}, /* 未經授權 */
    {"\xe6\x9c\xaa\xe7\xbb\x8f\xe6\x8e\x88\xe6\x9d\x83", WD_VERDICT_REFUSAL}, /* 未经授权 */
    {"\xe4\xb8\x8d\xe8\xb6\xb3", WD_VERDICT_NEGATION},                        /* 不足 */
    {"\xe7\xbc\xba\xe4\xb9\x8f", WD_VERDICT_NEGATION},                        /* 缺乏 */
    {"\xe3\x81\xbe\xe3\x81\x9b\xe3\x82\x93", WD_VERDICT_NEGATION},            /* ません */
    {"\xe6\x9c\xaa\xe8\x8e\xb7\xe5\xbe\x97", WD_VERDICT_NEGATION},            /* 未获得 */
    {"\xe6\x9c\xaa\xe7\x8d\xb2\xe5\xbe\x97", WD_VERDICT_NEGATION},            /* 未獲得 */
    {"\xe7\xbc\xba\xe5\xb0\x91", WD_VERDICT_NEGATION},                        /* 缺少 */
    {"\xe4\xb8\x8d\xe5\x85\xb7\xe5\xa4\x87", WD_VERDICT_NEGATION},            /* 不具备 */
    {"\xe6\x97\xa0_", WD_VERDICT_NEGATION},                                   /* 无, by itself */
    {"\xe6\xa8\xa9\xe9\x99\x90\xe3\x81\x8c\xe3\x81\xaa", WD_VERDICT_REFUSAL}, /* 権限がな(い) */
    {"\xe6\xa8\xa9\xe9\x99\x90\xe4\xb8\x8d\xe8\xb6\xb3", WD_VERDICT_REFUSAL},  /* 権限不足 */
    {"\xea\xb6\x8c\xed\x95\x9c", WD_VERDICT_TALK},                             /* 권한 */
    {"\xea\xb1\xb0\xeb\xb6\x80", WD_VERDICT_REFUSAL},                          /* 거부 */
    {"\xea\xb6\x8c\xed\x95\x9c\xec\x9d\xb4 \xec\x97\x86", WD_VERDICT_REFUSAL}, /* 권한이 없 */
    {"\xea\xb6\x8c\xed\x95\x9c\xec\x9d\xb4 \xeb\xb6\x80\xec\xa1\xb1",
     WD_VERDICT_REFUSAL}, /* 권한이 부족 */
    {"berechtigung", WD_VERDICT_TALK},
    {"keine berechtigung", WD_VERDICT_REFUSAL},
    {"verweiger", WD_VERDICT_REFUSAL},
    {"fehlt", WD_VERDICT_NEGATION},
    {"autorisation", WD_VERDICT_TALK},
    {"refus\xc3\xa9", WD_VERDICT_REFUSAL}, /* refusé */
    {"_pas_", WD_VERDICT_NEGATION},
    {"permiso", WD_VERDICT_TALK},
    {"denegad", WD_VERDICT_REFUSAL},
    {"permiss\xc3\xa3", WD_VERDICT_TALK}, /* permissão */
    {"negad", WD_VERDICT_NEGATION},
    {"n\xc3\xa3o_", WD_VERDICT_NEGATION}, /* não */
    {"falta", WD_VERDICT_NEGATION},
    {"without", WD_VERDICT_NEGATION},
    {"refus", WD_VERDICT_NEGATION},
    {"errno ", WD_VERDICT_ERRNO},
    {"eacces", WD_VERDICT_ERRNO_NAME},
    {"eperm", WD_VERDICT_ERRNO_NAME},
    {"os error 13", WD_VERDICT_ERRNO},
    {"operation not permitted", WD_VERDICT_ERRNO},
    {"(publickey", WD_VERDICT_MACHINE},
    {"keyboard interactive", WD_VERDICT_MACHINE},
    {"docker.sock", WD_VERDICT_MACHINE},
    {"docker daemon socket", WD_VERDICT_MACHINE},
    {"sudoers", WD_VERDICT_MACHINE},
    {"a password is required", WD_VERDICT_MACHINE},
    {"denied for table", WD_VERDICT_MACHINE},
    {"denied for relation", WD_VERDICT_MACHINE},
    {"denied for sche", WD_VERDICT_MACHINE},
    {"denied for sequ", WD_VERDICT_MACHINE},
    {"access denied for user", WD_VERDICT_MACHINE},
    {"denied to user", WD_VERDICT_MACHINE},
    {"denied for database", WD_VERDICT_MACHINE},
    {"must be owner of", WD_VERDICT_MACHINE},
    {"fork/exec /", WD_VERDICT_MACHINE}, /* Go; a program that may not be run */
    {"exec: \"", WD_VERDICT_MACHINE},    /* runc, of a container's command */
    {"java.lang.runtime permission", WD_VERDICT_MACHINE},
    {"security.access control exception", WD_VERDICT_MACHINE}, /* Java's own, and HDFS's */
    {"no route to host", WD_VERDICT_NETWORK},
    {"no such host", WD_VERDICT_NETWORK},
    {"connection refused", WD_VERDICT_NETWORK},
    {"connection reset", WD_VERDICT_NETWORK},
    {"connection timed out", WD_VERDICT_NETWORK},
    {"network is unreachable", WD_VERDICT_NETWORK},
    {"i/o timeout", WD_VERDICT_NETWORK},
    {"tls handshake", WD_VERDICT_NETWORK},
    {"name resolution", WD_VERDICT_NETWORK},
    {"unknown host exception", WD_VERDICT_NETWORK},
    {"econnrefused", WD_VERDICT_NETWORK},
    {"enotfound", WD_VERDICT_NETWORK},
    {"etimedout", WD_VERDICT_NETWORK},
    {"unknown authority", WD_VERDICT_NETWORK}, /* a certificate's */
    {"sudo:", WD_VERDICT_SHELL},
    {"sysctl", WD_VERDICT_SHELL},
    {"can't open", WD_VERDICT_SHELL},
    {"cannot_", WD_VERDICT_NEGATION | WD_VERDICT_SHELL}, /* open, create, access, remove */
    {"mkdir", WD_VERDICT_SHELL},
    {"chmod", WD_VERDICT_SHELL},
    {"chown", WD_VERDICT_SHELL},
    {"rsync", WD_VERDICT_SHELL},
    {"mount.", WD_VERDICT_SHELL},
    {"open /", WD_VERDICT_SHELL},
    {"unlink", WD_VERDICT_SHELL},
    {"could not open file", WD_VERDICT_SHELL},
};
_Static_assert(COUNT(verdict) <= WD_SCREEN_MAX, "a screen is full");

void wd_words_init(struct wd_words *words)
{
    wd_screen_init(&words->interest, interest, COUNT(interest));
    wd_screen_init(&words->unstepped, interest, COUNT(interest) - 1);
    wd_quiet_init(&words->unstepped);
    wd_screen_init(&words->verdict, verdict, COUNT(verdict));
    wd_cloud_names_init(&words->tokens);
    wd_sayings_init(&words->sayings);
    wd_vendors_init(&words->vendors);
    wd_talk_init(&words->talk);
    wd_fact_signs_init(&words->facts);
}
