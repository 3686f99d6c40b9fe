/* Shared by the remedies of Alibaba Cloud: who, which resource, policy documents. */
#ifndef WHYDENIED_ADVISE_ALIBABA_RAM_H
#define WHYDENIED_ADVISE_ALIBABA_RAM_H

#include "advise/google/grant.h"

/* What is known of RAM's actions: patterns/roles/ram.json. */
struct wd_ram_facts;
struct wd_ram_facts *wd_ram_facts_load(const char *roles_dir, struct wd_error *err);
void wd_ram_facts_free(struct wd_ram_facts *facts);
/* A system policy that allows the action among many others, or NULL; the text is the facts'. */
const char *wd_ram_wider(const struct wd_ram_facts *facts, struct wd_str action);
/* "acs:eas:…:service/", for the name of the one kind of thing that the action is on; NULL: not known. */
const char *wd_ram_named(const struct wd_ram_facts *facts, struct wd_str action);
/* Products that know no resources: their actions take "*". */
bool wd_ram_without_resource(const struct wd_ram_facts *facts, struct wd_str action);
bool wd_ram_on_objects(const struct wd_ram_facts *facts, struct wd_str action); /* of OSS */

/* The resource of an action in policy form ("acs:oss:*:*:acme-bucket/" and a star), or empty when the log does not
 * tell it exactly. Text is static, the incident's, or in the arena. */
struct wd_str wd_ram_resource(const struct wd_work *work, struct wd_str action);
/* The role that a refused AssumeRole or PassRole was about; name and account may be empty. */
struct wd_ram wd_ram_role_meant(const struct wd_work *work);
/* ram_keeper.c: who but its account keeps a role. */
enum wd_ram_keeper {
    WD_RAM_KEEPER_NONE,
    WD_RAM_KEEPER_SERVICE, /* a service, which authorises it in its console */
    WD_RAM_KEEPER_SSO,
    WD_RAM_KEEPER_LINK, /* a service that it is linked to */
    WD_RAM_KEEPER_DIRECTORY,
    WD_RAM_KEEPERS
};
enum wd_ram_keeper wd_ram_keeper_of(struct wd_str role);
/* The role that is to be assumed is a service's, which alone it trusts. */
bool wd_ram_for_service_alone(const struct wd_work *work);
int wd_remedy_for_service_alone(struct wd_work *work);
/* The form of the action's resource with PLACEHOLDER words, for templates. */
const char *wd_ram_stand_in(const struct wd_work *work, struct wd_str action);
/* {"Version":"1","Statement":[{"Effect":"Allow","Action":[…],"Resource":[…]}]}; NULL without memory. */
json_t *wd_ram_policy(const struct wd_str *actions, size_t count, const struct wd_str *resources,
                      size_t resource_count);
struct wd_str wd_json_text(struct wd_arena *arena, const json_t *value); /* on one line */

/* A system policy that holds all of the action's product. */
bool wd_ram_gives_all(const struct wd_ram_facts *facts, struct wd_str policy, struct wd_str action);
/* already.c: of AssumeRole the caller's own half is held, or the trust that lacks is what to change. */
bool wd_ram_wants_trust_alone(const struct wd_work *work);
/* 1: the log shows that it was given all of it long before, and that is told; 0: it does not. */
int wd_ram_already(struct wd_work *work, const struct wd_str *actions, size_t count);

/* Trust policies read from files (`aliyun ram GetRole`). */
struct wd_trust_files *wd_trust_files_load(const char *const *paths, size_t count,
                                           struct wd_error *err);
void wd_trust_files_free(struct wd_trust_files *files);
/* The trust policy of a role, or NULL; account may be empty (any). */
const json_t *wd_trust_files_find(const struct wd_trust_files *files, struct wd_str role,
                                  struct wd_str account);
/* A copy of the policy (NULL: a new one) that also trusts `service`; *ret_had says it did before. */
json_t *wd_trust_merge(const json_t *policy, const char *kind, struct wd_str who, bool *ret_had);

/* trust_condition.c: its effect is "Allow". */
bool wd_trust_allows(const json_t *statement);
/* A text, or a list of texts. */
bool wd_trust_holds(const json_t *value, struct wd_str who);
/* How a trust policy names a principal ("Service", "RAM", "Federated"); an account's root stands for all of
 * the account's users and roles. */
enum wd_trusted { WD_TRUSTED_NOT, WD_TRUSTED_ON_CONDITION, WD_TRUSTED_PLAINLY };
enum wd_trusted wd_trust_of(struct wd_arena *arena, const json_t *policy, const char *kind,
                            struct wd_str who);
/* "sts:ExternalId (StringEquals) acme-42; oidc:aud (StringEquals) sts.aliyuncs.com"; empty without any. */
struct wd_str wd_trust_conditions(struct wd_arena *arena, const json_t *policy);

#endif
