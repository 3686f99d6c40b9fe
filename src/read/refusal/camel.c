/* A permission that was written in one case, as IAM writes it: of the parts of its names that hold capitals, those of
 * storage, identities, secrets, keys, serverless services, builds and the like. Parts that are not listed stay as they
 * are. (https://cloud.google.com/iam/docs/permissions-reference) */
#include "read/refusal/token.h"

static const char mixed[] =
    "accessReadToken accessReadWriteToken accessViaIAP actAs anywhereCaches apiKeys "
    "attachSubscription autokeyConfigs backupRuns batchPredictionJobs "
    "blueGreenDeployments bucketOperations cachedContents capacityCommitments "
    "channelConnections computeUserAttributes copyLogEntries createBillingAssignment "
    "createContext createGlobalQuery createIndex createOnPush createPolicyBinding "
    "createSnapshot createTagBinding cryptoKeyVersions cryptoKeys customJobs "
    "dataPolicies deleteArtifacts deleteBillingAssignment deleteContext deleteIndex "
    "deletePolicyBinding deleteShared deleteSnapshot deleteTagBinding detachSubscription "
    "downloadArtifacts ekmConfigs ekmConnections enableManagedRotation "
    "enableObjectRetention executeSql exportArtifacts featureConfigs featureGroups "
    "fetchGitRefs fetchLinkableRepositories fullView generateRandomBytes "
    "generationUpgrade getAccessToken getAgentSession getAttestationRules getData "
    "getDiskShrinkConfig getFilteredData getIamPolicy getIpFilter getMetadata "
    "getObjectInsights getOpenIdToken getRawData getShared googleApiSources "
    "googleChannelConfigs hmacKeys implicitDelegation importJobs indexEndpoints "
    "intelligenceConfigs kafkaSources kajPolicyConfigs keyHandles keyRings "
    "listAgentSessions listAll listEffectiveTags listEntraIdCertificates "
    "listExecutionMetadata listExpandedMembers listFailoverDatasets listLogs listMembers "
    "listParts listResourceKeys listResourceValues listRevision listRevisions "
    "listServerCas listServerCertificates listShared listSharedDatasetUsage "
    "listTagBindings logEntries logMetrics logScopes logServiceIndexes logServices "
    "managePqcSign manageRawAesCbcKeys manageRawAesCtrKeys managedFolders maskedGet "
    "messageBuses messageTransforms multipartUploads notificationRules objectRefs "
    "optOutKeyDeletionMsa overrideTimeTravelRestrictions overrideUnlockedRetention "
    "pipelineJobs preCheckMajorVersionUpgrade privateLogEntries propertyGraphs "
    "protectableResources protectedResources readViaVirtualRepository reasoningEngines "
    "receiveAuditLogWritten receiveEvent replicateData reservationAssignments "
    "reservationGroups restoreBackup restoreSnapshot retiredResources rowAccessPolicies "
    "runWithOverrides searchPolicyBindings serviceAccountApiKeyBindings "
    "serviceAccountKeys serviceAccounts serviceAttachments setAttestationRules "
    "setCategory setColumnDataPolicy setCommonInstanceMetadata setIamPolicy setIpFilter "
    "setRetention showEffectiveAutokeyConfig showEffectiveKajEnrollmentConfig "
    "showEffectiveKajPolicyConfig signBlob signJwt singleTenantHsmInstanceProposals "
    "singleTenantHsmInstances sourceCodeGet sourceCodeSet sqlAlerts sshRead sshRoot "
    "sslCerts stepEntries tagHolds tagKeys tagValueBindings tagValues tensorboardRuns "
    "trainingPipelines trustedImportExport tuningJobs tunnelInstances updateContext "
    "updateData updateIndex updateLiens updateMetadata updatePolicyBinding updateShared "
    "updateTag uploadArtifacts uploadSource useExternalIp usePrivate useToDecapsulate "
    "useToDecrypt useToDecryptViaDelegation useToEncrypt useToEncryptViaDelegation "
    "useToImport useToSign useToVerify verifyConnectivity viewIntelligenceDetails "
    "viewPublicKey webServices workloadIdentityPools";

static struct wd_str part_of(struct wd_str part)
{
    struct wd_str rest = wd_str_make(mixed, sizeof mixed - 1);

    while (rest.len > 0) {
        struct wd_str word = wd_str_cut(&rest, ' ');
        if (wd_str_ieq(part, word))
            return word;
    }
    return part;
}

struct wd_str wd_in_camel_case(struct wd_arena *arena, struct wd_str permission)
{
    char *out = wd_arena_alloc(arena, permission.len);
    struct wd_str rest = permission;
    size_t len = 0;

    if (!out)
        return permission;
    while (rest.len > 0) {
        struct wd_str part = part_of(wd_str_cut(&rest, '.'));
        wd_str_copy(out + len, part);
        len += part.len;
        if (rest.len > 0)
            out[len++] = '.';
    }
    return wd_str_make(out, len);
}
