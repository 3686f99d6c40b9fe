/* Sentences that refuse, and what they say; sentences that do not. All of them are made up. */
#ifndef WHYDENIED_TESTS_REFUSAL_ROWS_H
#define WHYDENIED_TESTS_REFUSAL_ROWS_H

struct refusal_row {
    const char *text, *facts;
};

#define SA "loader@acme-lake.iam.gserviceaccount.com"

static const struct refusal_row dresses[] = {
    {"Permission denied: API key is read-only and cannot be used to create runs (403)", "object="},
    /* what lacks, was denied, needs or has is who; what was said of it is not that it is absent */
    {SA " lacks access or the bucket does not exist", "subject=" SA},
    {SA " was denied access or the bucket does not exist", "subject=" SA},
    {SA " has no access or the bucket does not exist", "subject=" SA},
    {"Access denied: " SA " needs access or the bucket does not exist", "subject=" SA},
    {"Permission denied: the bucket is write-protected and cannot be changed by " SA,
     "object= subject=" SA},
    {"Permission denied: project is view-only, ask the owner (403)", "object="},
    {"Permission denied: bucket is acme-only-inputs and cannot be changed (403)",
     "object=acme-only-inputs"},
    {"Permission 'pubsub.topics.publish' denied on resource 'projects/acme-lake/topics/in'.",
     "kind=permission vendor=google perm=pubsub.topics.publish object=projects/acme-lake/topics/in "
     "project=acme-lake type=topics "
     "name=in subject="},
    {"Permission \"pubsub.topics.publish\" denied on resource \"projects/acme-lake/topics/in\" (or "
     "it may not exist).",
     "perm=pubsub.topics.publish project=acme-lake uncertain=yes"},
    {"Permission pubsub.topics.publish denied on projects/acme-lake/topics/in",
     "perm=pubsub.topics.publish project=acme-lake"},
    {"Permission `pubsub.topics.publish` denied on resource `projects/acme-lake/topics/in`",
     "perm=pubsub.topics.publish object=projects/acme-lake/topics/in"},
    {"Permission \xe2\x80\x98pubsub.topics.publish\xe2\x80\x99 denied on "
     "\xe2\x80\x9cprojects/acme-lake/topics/in\xe2\x80\x9d",
     "perm=pubsub.topics.publish object=projects/acme-lake/topics/in"},
    {"Permission [pubsub.topics.publish] denied on resource [projects/acme-lake/topics/in]",
     "perm=pubsub.topics.publish object=projects/acme-lake/topics/in"},
    {"Permission \\\"pubsub.topics.publish\\\" denied on resource "
     "\\\"projects/acme-lake/topics/in\\\".",
     "perm=pubsub.topics.publish object=projects/acme-lake/topics/in"},
    {"Permission \\\\\\\"pubsub.topics.publish\\\\\\\" denied on resource "
     "\\\\\\\"projects/acme-lake/topics/in\\\\\\\".",
     "perm=pubsub.topics.publish object=projects/acme-lake/topics/in"},
    {"Permission \\'pubsub.topics.publish\\' denied on resource \\'projects/acme-lake/topics/in\\'",
     "perm=pubsub.topics.publish object=projects/acme-lake/topics/in"},
    {"Permission \\u0027pubsub.topics.publish\\u0027 denied on resource "
     "\\u0022projects/acme-lake/topics/in\\u0022",
     "perm=pubsub.topics.publish object=projects/acme-lake/topics/in"},
    {"Permission \xc2\xabpubsub.topics.publish\xc2\xbb denied on "
     "\xc2\xabprojects/acme-lake/topics/in\xc2\xbb",
     "perm=pubsub.topics.publish object=projects/acme-lake/topics/in"},
    {"Permission\xe3\x80\x8cpubsub.topics.publish\xe3\x80\x8d"
     "denied on resource\xe3\x80\x8cprojects/acme-lake/topics/in\xe3\x80\x8d",
     "perm=pubsub.topics.publish object=projects/acme-lake/topics/in"},
    {SA
     " \xe3\x81\xab\xe3\x81\xaf\xe3\x83\x97\xe3\x83\xad\xe3\x82\xb8\xe3\x82\xa7\xe3\x82\xaf\xe3\x83"
     "\x88 acme-lake \xe3\x81\xab\xe5\xaf\xbe\xe3\x81\x99\xe3\x82\x8b storage.buckets.list "
     "\xe6\xa8\xa9\xe9\x99\x90\xe3\x81\x8c\xe3\x81\x82\xe3\x82\x8a\xe3\x81\xbe\xe3\x81\x9b\xe3\x82"
     "\x93",
     "perm=storage.buckets.list object=acme-lake subject=" SA},
    {"You must have permission [1miam.serviceAccounts.ActAs[22m on service account [1m" SA "[22m.",
     "perm=iam.serviceAccounts.actAs act_as=" SA},
    {"\x1b[31mPermission 'run.services.get' denied on resource "
     "'projects/acme-lake/locations/us-west1/services/web'\x1b[0m",
     "perm=run.services.get location=us-west1"},
    {"Error: Permission 'secretmanager.versions.access' denied\n  on resource\n  "
     "'projects/acme-lake/secrets/db/versions/1'",
     "perm=secretmanager.versions.access secret=db project=acme-lake"},
    {"\xe2\x94\x82 Error: googleapi: Error 403: Permission\n\xe2\x94\x82 'dns.changes.create' "
     "denied on resource\n"
     "\xe2\x94\x82 'projects/acme-dns/managedZones/z' (or it may not exist).",
     "perm=dns.changes.create project=acme-dns http=403 uncertain=yes"},
    {"  | Permission 'artifactregistry.repositories.upload\n  | Artifacts' denied on resource "
     "'projects/acme-lake/loca\n"
     "  | tions/us/repositories/web'",
     "perm=artifactregistry.repositories.uploadArtifacts "
     "object=projects/acme-lake/locations/us/repositories/web repository=web"},
    {"│ the caller is not authorized to perform 'fc:CreateService' on resource "
     "'acs:fc:cn-shanghai:\n│ 1156167965210001:services/web'",
     "perm=fc:CreateService object=acs:fc:cn-shanghai:1156167965210001:services/web "
     "account=1156167965210001"},
    {"Permission storage.\n      objects.list denied on gs://acme-raw",
     "perm=storage.objects.list bucket=acme-raw"},
    {"Service account `" SA "` does not have `[storage.objects.get, storage.objects.list]` IAM "
     "permission(s) to the bucket "
     "\"acme-raw\".",
     "perm=storage.objects.get,storage.objects.list subject=" SA " bucket=acme-raw"},
    {SA " lacks compute.disks.create, compute.instances.create and compute.subnetworks.use on "
        "project acme-vm.",
     "perm=compute.disks.create,compute.instances.create,compute.subnetworks.use subject=" SA
     " project=acme-vm"},
    {"Missing permissions: ['bigquery.jobs.create', 'bigquery.tables.get'] on project 'acme-dw'",
     "perm=bigquery.jobs.create,bigquery.tables.get project=acme-dw"},
    {"This account is missing the following required permissions on project acme-web:\n\n  "
     "firebasehosting.sites.update\n"
     "  run.services.get\n",
     "perm=firebasehosting.sites.update,run.services.get project=acme-web"},
    {"Caller lacks the following permissions:\n- cloudbuild.builds.create\n- "
     "cloudbuild.builds.get\n",
     "perm=cloudbuild.builds.create,cloudbuild.builds.get"},
    {"Permission iam.googleapis.com/denypolicies.create denied on resource "
     "cloudresourcemanager.googleapis.com/projects/acme-gov",
     "perm=iam.denypolicies.create project=acme-gov"},
    {"Permission 'iam.serviceaccounts.actAs' denied on service account " SA
     " (or it may not exist).",
     "perm=iam.serviceAccounts.actAs act_as=" SA " subject="},
    {"{\"message\":\"Permission 'logging.views.access' denied on resource (or it may not "
     "exist).\",\"code\":403}",
     "perm=logging.views.access uncertain=yes object="},
    {"error: <Error><Code>AccessDenied</Code><Details>" SA
     " does not have storage.objects.get access to acme-raw/a.csv.</Details>",
     "perm=storage.objects.get subject=" SA " code=AccessDenied"},
    {"The following permissions are missing: run.services.get, run.services.list.",
     "perm=run.services.get,run.services.list"},
    {"\xe2\x94\x82 You do not have permission to act as\n\xe2\x94\x82 service_account: " SA
     ". (or it may\n\xe2\x94\x82 not exist).",
     "kind=act_as act_as=" SA},
    {"\xe2\x94\x82 Error: 403: Required 'compute.disks.create'\n\xe2\x94\x82 permission for "
     "'projects/acme-vm/zones/us-west1-b/disks/d'",
     "perm=compute.disks.create project=acme-vm"},
    {"Permission 'spanner.databases.list' is required.\n    at Spanner.get (index.js:1)\n403 "
     "denied",
     "perm=spanner.databases.list"},
    {"\xe8\xb0\x83\xe7\x94\xa8\xe8\x80\x85\xe6\xb2\xa1\xe6\x9c\x89\xe6\x9d\x83\xe9\x99\x90 "
     "oss:PutObject",
     "perm=oss:PutObject vendor=alibaba"},
    {"ana@example.com \xe3\x81\xab\xe3\x81\xaf storage.objects.get "
     "\xe3\x81\xae\xe6\xa8\xa9\xe9\x99\x90\xe3\x81\x8c\xe3\x81\x82\xe3\x82\x8a\xe3\x81\xbe\xe3\x81"
     "\x9b\xe3\x82\x93",
     "perm=storage.objects.get subject=ana@example.com"},
    {"permission denied: missing container.pods.create", "perm=container.pods.create"},
    {"error: ana@example.com has insufficient privileges: iam.roles.update needed",
     "perm=iam.roles.update subject=ana@example.com"},
};

static const struct refusal_row roles[] = {
    /* of the policy that is edited */
    {"Error editing project \"acme-lake\" with IAM Member: Role \"roles/run.admin\" Member "
     "\"serviceAccount:" SA
     "\": Error retrieving IAM policy for project \"acme-lake\": googleapi: Error "
     "403: The caller does not have permission",
     "subject= perm=resourcemanager.projects.getIamPolicy"},
    {"Error applying members " SA " to bucket acme-raw: 403 permission denied", "subject="},
    {"Member " SA " does not have permission run.services.get on projects/acme-lake",
     "subject=" SA},
    {"403: user mira@example.com lacks roles/iap.httpsResourceAccessor on projects/acme-lake",
     "subject=mira@example.com needed_role=roles/iap.httpsResourceAccessor vendor=google"},
    {SA " does not have storage.objects.get access to the Google Cloud Storage object.",
     "perm=storage.objects.get subject=" SA},
    {SA " doesn't have storage.objects.get access to gs://acme-raw/a.csv",
     "subject=" SA " bucket=acme-raw key=a.csv"},
    {SA " does not have storage.buckets.list access to the Google Cloud project. Permission "
        "'storage.buckets.list' denied on "
        "resource (or it may not exist).",
     "perm=storage.buckets.list subject=" SA " uncertain=yes"},
    {"User [ana@example.com] does not have permission to access projects instance [acme-lake] (or "
     "it may not exist)",
     "kind=object subject=ana@example.com project=acme-lake uncertain=yes"},
    {"[ana@example.com] does not have permission to access projects instance "
     "[acme-lake:setIamPolicy] (or it may not exist)",
     "subject=ana@example.com project=acme-lake action=setIamPolicy "
     "perm=resourcemanager.projects.setIamPolicy derived=yes"},
    {"Permission 'cloudkms.cryptoKeys.get' denied for service account " SA " on resource "
     "'projects/acme-kms/locations/us/keyRings/r/cryptoKeys/k'",
     "subject=" SA " project=acme-kms keyring=r cryptokey=k"},
    {"Permission 'iam.serviceAccounts.get' denied on service account " SA,
     "act_as=" SA " subject="},
    {"ERROR: (gcloud.run.deploy) PERMISSION_DENIED: Permission 'run.services.create' denied on "
     "resource "
     "'projects/acme-lake/locations/us-west1' (or it may not exist). This command is authenticated "
     "as ana@example.com which is the "
     "active account specified by the [core/account] property.",
     "perm=run.services.create caller=ana@example.com subject= rpc=7 project=acme-lake"},
    {"WARNING: This command is using service account impersonation. All API calls will be executed "
     "as [" SA "].\nERROR: "
     "(gcloud.run.services.list) PERMISSION_DENIED: Permission 'run.services.list' denied on "
     "resource 'projects/acme-lake'. This "
     "command is authenticated as ana@example.com which is the active account.",
     "subject=" SA " caller=ana@example.com"},
    {"The principal (user or service account) lacks IAM permission \"cloudtasks.tasks.create\" for "
     "the resource "
     "\"projects/acme-lake/locations/us-west1/queues/q\" (or the resource may not exist).",
     "perm=cloudtasks.tasks.create subject= type=queues name=q uncertain=yes"},
    {"The principal (user or service account) lacks IAM permission \"iam.serviceAccounts.actAs\" "
     "for the resource \"" SA "\"",
     "perm=iam.serviceAccounts.actAs act_as=" SA " subject="},
    {"Primary: /namespaces/acme-lake.svc.id.goog with additional claims does not have "
     "storage.objects.create access to "
     "acme-images/img.png.",
     "subject=/namespaces/acme-lake.svc.id.goog bucket=acme-images key=img.png"},
    {"principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/s "
     "does not have "
     "storage.objects.get access to the Google Cloud Storage object.",
     "subject=principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/"
     "subject/s"},
    {"The user 'acme-ds' is not authorized to perform 'paidsw:CreateInstance' on resource "
     "'acs:paidsw:cn-hangzhou:1572029006640001:instance/*'",
     "subject=acme-ds perm=paidsw:CreateInstance account=1572029006640001"},
    {"Access denied on the specified resource: the user 'acme-ds' is not authorized to perform "
     "'eas:GetService' on it",
     "subject=acme-ds perm=eas:GetService"},
    {"Anonymous caller does not have storage.objects.get access to the Google Cloud Storage "
     "object.",
     "anonymous=yes subject= perm=storage.objects.get"},
    {"denied: Unauthenticated request. Unauthenticated requests do not have permission "
     "\"artifactregistry.repositories.uploadArtifacts\" on resource "
     "\"projects/acme-lake/locations/us/repositories/web\"",
     "anonymous=yes perm=artifactregistry.repositories.uploadArtifacts repository=web"},
    {"Access Denied: Table acme-dw:sales.orders: User does not have bigquery.tables.getData "
     "permission on table "
     "acme-dw:sales.orders",
     "perm=bigquery.tables.getData project=acme-dw dataset=sales table=orders subject="},
    {"Access Denied: Dataset acme-dw:sales: Permission bigquery.tables.create denied on dataset "
     "acme-dw:sales (or it may not exist).",
     "perm=bigquery.tables.create project=acme-dw dataset=sales"},
    {"Permission denied on secret: projects/123456789012/secrets/key/versions/latest for Revision "
     "service account " SA ".",
     "subject=" SA
     " secret=key project=123456789012 perm=secretmanager.versions.access derived=yes"},
    {"403 access denied by user ana@example.com policy: missing permission spanner.databases.read",
     "perm=spanner.databases.read"},
    {"The caller ana@example.com is missing spanner.databases.read permission on "
     "projects/acme-db/instances/i/databases/d",
     "subject=ana@example.com project=acme-db"},
    {"User ana@example.com cannot use bigquery.jobs.create permission", "subject=ana@example.com"},
    {"Missing required permission compute.networks.get for principal " SA,
     "subject=" SA " perm=compute.networks.get"},
    {"IAM permission denied for service account " SA
     ". This command is authenticated as ana@example.com.",
     "subject=" SA " caller=ana@example.com"},
    {"The service account " SA " must have permission storage.objects.create but it is denied",
     "perm=storage.objects.create"},
    {"user:ana@example.com is not allowed to perform dataflow.jobs.create permission",
     "perm=dataflow.jobs.create"},
    {"Unable to start training: Service account `" SA
     "` does not have `[storage.buckets.get]` IAM permission(s) to the bucket \"b-1\"",
     "subject=" SA " bucket=b-1"},
    {"job failed due to the following error: Service account `" SA
     "` does not have `[storage.buckets.get]` permission",
     "subject=" SA},
    {SA " was denied pubsub.subscriptions.consume on projects/acme-lake/subscriptions/s",
     "subject=" SA " type=subscriptions name=s"},
    {"Permission \"storage.objects.create\" was denied to " SA " on bucket \"acme-out\"",
     "subject=" SA " bucket=acme-out"},
    {"The pubsub.topics.get permission is denied to user ana@example.com",
     "subject=ana@example.com perm=pubsub.topics.get"},
    {"The service account running this build [projects/acme-ci/serviceAccounts/" SA
     "] does not have permission to write logs.",
     "subject=" SA},
    {"projects/acme-ci/serviceAccounts/" SA " lacks logging.logEntries.create permission",
     "perm=logging.logEntries.create"},
    {"The service account running this build does not have permission to write logs.", "subject="},
    {"Error: Read permissions are required for service account " SA
     " to the model file gs://acme-models/m.pb.",
     "subject=" SA " bucket=acme-models"},
    {"Error: write permission is required for user ana@example.com on gs://acme-out/x",
     "subject=ana@example.com bucket=acme-out"},
    {"Principal initiating the request (ana@example.com) lacks iam.serviceAccounts.getAccessToken "
     "on "
     "projects/-/serviceAccounts/" SA,
     "subject=ana@example.com act_as=" SA},
    {"Call to storage.buckets.create was refused for " SA,
     "subject=" SA " perm=storage.buckets.create"},
    {"Error 403: ana@example.com may not act: principal ana@example.com lacks run.services.get on "
     "namespaces/acme-web/services/s",
     "subject=ana@example.com project=acme-web"},
};

static const struct refusal_row objects[] = {
    /* roles by their titles */
    {"Access to bucket acme-stage denied. You must grant Storage Object Viewer permission to " SA
     ".",
     "needed_role=roles/storage.objectViewer bucket=acme-stage"},
    {"403 Forbidden on projects/acme-lake: assign it the \"Pub/Sub Publisher\" role.",
     "needed_role=roles/pubsub.publisher project=acme-lake"},
    {"Access denied to gs://acme-in/a: " SA
     " must be granted the Secret Manager Secret Accessor role.",
     "needed_role=roles/secretmanager.secretAccessor"},
    {"Permission 'run.services.get' denied on projects/acme-lake; needs the Cloud Run Invoker role",
     "perm=run.services.get needed_role="},
    /* gcsfs: the path of the JSON API */
    {"OSError: Forbidden: b/acme-media/o/x " SA " does not have storage.objects.get access to the "
     "Google Cloud Storage object.",
     "perm=storage.objects.get subject=" SA " bucket=acme-media"},
    {"HttpError: Forbidden: b/acme-media " SA " does not have storage.buckets.get access.",
     "bucket=acme-media"},
    /* what does not exist was not refused anything */
    {"403: Service account " SA " doesn't exist or the Cloud Scheduler service agent does not have "
     "permission on it",
     "act_as=" SA " subject="},
    {"Error 403: account " SA " does not exist, or the caller does not have permission to use it",
     "act_as=" SA " subject="},
    {"service account " SA " may not exist, or you do not have permission to act as it",
     "subject="},
    /* a noun, what kind of name it is, and the name */
    {"Error 403: access denied to bucket name: acme-raw", "bucket=acme-raw"},
    {"403: you do not have permission on project id acme-lake-1", "project=acme-lake-1"},
    {"403: permission denied on secret named \"db-password\"", "secret=db-password"},
    /* once more without its host */
    {"Error: Status 403 trying to pull repository gcr.io/acme-lake/up: unable to access the "
     "repository: "
     "acme-lake/up",
     "kind=registry project=acme-lake repository=gcr.io"},
    {"denied: access to us-docker.pkg.dev/acme-lake/web/app was refused, unable to push "
     "acme-lake/web/app",
     "kind=registry project=acme-lake repository=web"},
    /* a key and a name, below the refusal */
    {"7 PERMISSION_DENIED: User not authorized to perform this action.\n  subscription: "
     "'projects/acme-lake/subscriptions/in'",
     "object=projects/acme-lake/subscriptions/in project=acme-lake"},
    /* the spelling of some messages of Pub/Sub */
    {"User not authorized: missing gcloud.pubsub.topics.publish on projects/acme-lake/topics/in: "
     "denied",
     "perm=pubsub.topics.publish name=in"},
    /* the role that is asked for */
    {"Error 403: User is not authorized., forbidden. If you received a 403 error, make sure you "
     "have the "
     "`roles/dns.admin` role on project acme-lake",
     "needed_role=roles/dns.admin"},
    {"googleapi: Error 403: forbidden on projects/acme-lake: the caller needs roles/dns.reader",
     "needed_role=roles/dns.reader"},
    {"403 on projects/acme-lake: forbidden; please grant roles/dns.reader or roles/dns.admin",
     "needed_role=several"},
    {"Permission 'storage.objects.get' denied on gs://acme-raw/a/b.csv",
     "bucket=acme-raw key=a/b.csv"},
    {"Permission 'storage.objects.get' denied on resource "
     "'//storage.googleapis.com/projects/_/buckets/acme-raw/objects/a/b.csv'",
     "bucket=acme-raw key=a/b.csv project="},
    {"Forbidden: 403 POST "
     "https://storage.googleapis.com/upload/storage/v1/b/acme-raw/o?uploadType=resumable: " SA
     " does not have storage.objects.create access to the Google Cloud Storage object.",
     "bucket=acme-raw subject=" SA " action=POST http=403"},
    {"HttpError 403 when requesting https://run.googleapis.com/v1/namespaces/acme-lake/services "
     "returned \"Permission "
     "'run.services.list' denied on resource 'namespaces/acme-lake/services' (or resource may not "
     "exist).\"",
     "perm=run.services.list project=acme-lake http=403"},
    {"Required 'compute.instances.get' permission for "
     "'projects/acme-vm/zones/us-west1-b/instances/i-1'",
     "perm=compute.instances.get project=acme-vm location=us-west1-b type=instances name=i-1"},
    {"Required \"container.clusters.get\" permission(s) for "
     "\"projects/acme-vm/zones/us-west1-b/clusters/c\".",
     "perm=container.clusters.get cluster=c"},
    {"Permission 'resourcemanager.projects.create' denied on parent resource "
     "'folders/123456789012'",
     "folder=123456789012"},
    {"Permission 'billing.resourceAssociations.create' denied on resource "
     "'//cloudbilling.googleapis.com/billingAccounts/01ABCD-23EF45-6789AB'",
     "billing=01ABCD-23EF45-6789AB"},
    {"Permission 'datastore.entities.get' denied on resource "
     "'projects/acme-lake/databases/(default)'",
     "project=acme-lake type=databases name=(default)"},
    {"Permission 'run.services.get' denied on resource 'namespaces/***/services/***' (or resource "
     "may not exist).",
     "project="},
    {"Permission 'storage.buckets.get' denied on resource 'projects/_/buckets/acme-raw'",
     "project= bucket=acme-raw"},
    {"Permission denied on resource project acme-typo.", "kind=object project=acme-typo"},
    {"Permission denied on resource project 'acme-typo'", "project=acme-typo"},
    {"User does not have bigquery.jobs.create permission in project acme-dw.", "project=acme-dw"},
    {"Permission 'monitoring.timeSeries.list' denied on projects/4711: no extra explanation "
     "needed.",
     "project=4711"},
    {"Permission 'cloudsql.instances.connect' denied on instance acme-db:europe-west1:orders",
     "project=acme-db location=europe-west1 name=orders"},
    {"loader does not have permission. No permission to access the logstore 'train-logs' in "
     "project 'sls-acme'",
     "logstore=train-logs project=sls-acme"},
    {"Permission 'iam.roles.create' denied on resource 'organizations/987654321098'",
     "organization=987654321098"},
    {"PERMISSION_DENIED: Permission denied to enable service [dns.googleapis.com]",
     "api=dns.googleapis.com perm=serviceusage.services.enable derived=yes"},
    {"User [ana@example.com] does not have permission to access service "
     "[dns.googleapis.com:enable] (or it may not exist)",
     "api=dns.googleapis.com action=enable perm=serviceusage.services.enable "
     "subject=ana@example.com"},
    {"Caller does not have required permission to use project acme-quota. Grant the caller the "
     "roles/serviceusage.serviceUsageConsumer role, or a custom role with the "
     "serviceusage.services.use permission.",
     "perm=serviceusage.services.use project=acme-quota"},
    {"Failed on projects/acme-a: Permission 'dns.changes.create' denied on resource "
     "'projects/acme-b/managedZones/z'",
     "project=acme-b"},
    {"Permission 'secretmanager.versions.access' denied for resource "
     "'projects/acme-lake/secrets/a/versions/latest'",
     "secret=a subject="},
    {"Cloud service did not have the necessary permissions to support this operation. Please "
     "verify that the service account " SA
     " was granted access to the key projects/acme-kms/locations/us/keyRings/r/cryptoKeys/k1",
     "subject=" SA " cryptokey=k1 project=acme-kms"},
    {"PermissionDenied: 403 User not authorized to perform this action. "
     "projects/acme-shared/topics/scores",
     "project=acme-shared type=topics name=scores"},
    {"Error: 7 PERMISSION_DENIED: The caller does not have permission. "
     "projects/acme-shared/subscriptions/s",
     "project=acme-shared"},
    {"GET "
     "https://us-west1-run.googleapis.com/apis/run.googleapis.com/v1/namespaces/acme-web/jobs/"
     "nightly:run 403 Forbidden",
     "project=acme-web location=us-west1 api=run.googleapis.com type=jobs name=nightly action=run"},
    {"403 Forbidden for url: "
     "https://europe-west4-aiplatform.googleapis.com/v1/projects/acme-ml/locations/europe-west4/"
     "jobs/7",
     "project=acme-ml location=europe-west4 api=aiplatform.googleapis.com"},
    {"Access Denied: Job acme-dw:US.job_1: User does not have bigquery.jobs.get permission",
     "project=acme-dw name=US.job_1"},
    {"Not authorized to perform bigquery.tables.create on dataset acme-dw:sales",
     "project=acme-dw dataset=sales action="},
    {"Error when reading or editing Project Service acme-x/run.googleapis.com: googleapi: Error "
     "403: Permission denied to list "
     "services for consumer container [projects/123456789012]",
     "object=projects/123456789012 project=123456789012"},
};

/* What was to be done names the permission; what stands around the refusal names the rest. */
static const struct refusal_row derived[] = {
    /* what Cloud SQL's clients connect to */
    {"dial error: failed to get instance metadata (connection name = "
     "\"acme-web:us-east1:ledger\"): "
     "googleapi: Error 403: The client is not authorized to make this request.",
     "perm=cloudsql.instances.get project=acme-web location=us-east1 name=ledger"},
    {"googleapi: cannot connect to instance acme-web:europe-west4:books: 403 access denied",
     "perm=cloudsql.instances.connect project=acme-web name=books"},
    {"Error during createEphemeral for acme-web:asia-east1:db-1: googleapi: Error 403: Not "
     "authorized",
     "perm=cloudsql.instances.connect project=acme-web name=db-1"},
    /* what was read of a bucket, or written to it */
    {"403 Forbidden: permission denied while reading gs://acme-raw/day/1.csv",
     "perm=storage.objects.get bucket=acme-raw derived=yes"},
    {"Could not write gs://acme-raw/day/1.csv: 403 Forbidden",
     "perm=storage.objects.create bucket=acme-raw"},
    {"upload of model to gs://acme-raw/m.bin was denied: caller does not have access",
     "perm=storage.objects.create bucket=acme-raw"},
    {"access to gs://acme-raw was denied: 403 Forbidden", "perm= bucket=acme-raw"},
    /* the call's address, and what was refused of that service */
    {"POST "
     "https://serviceusage.googleapis.com/v1/projects/acme-lake/services/run.googleapis.com:enable "
     "403 {\"error\": {\"message\": \"Permission denied to enable service [run.googleapis.com]\"",
     "perm=serviceusage.services.enable project=acme-lake api=run.googleapis.com"},
    {"GET https://pubsub.googleapis.com/v1/projects/acme-lake/topics/in 403: Permission denied to "
     "enable "
     "service [run.googleapis.com]",
     "project=acme-lake"},
    {"Error retrieving IAM policy for artifactregistry repository "
     "\"projects/acme-lake/locations/us/repositories/web\": googleapi: Error 403: The caller does "
     "not have permission",
     "perm=artifactregistry.repositories.getIamPolicy repository=web"},
    {"while setting IAM policy for secret projects/acme-lake/secrets/db: 403 permission denied",
     "perm=secretmanager.secrets.setIamPolicy secret=db"},
    {"Error applying IAM policy for pubsub topic projects/acme-lake/topics/in: 403 the caller does "
     "not have permission",
     "perm=pubsub.topics.setIamPolicy name=in"},
    {"reading IAM policy on project projects/acme-lake failed: the caller does not have permission",
     "perm=resourcemanager.projects.getIamPolicy project=acme-lake"},
    {"Error setting billing account \"01AB-23CD\" for project \"projects/acme-lake\": Error 403: "
     "The caller does not have permission",
     "perm=billing.resourceAssociations.create"},
    {"Publishing to projects/acme-lake/topics/in failed; nested: PERMISSION_DENIED: User not "
     "authorized to perform this action.",
     "perm=pubsub.topics.publish name=in"},
    {"streaming pull from projects/acme-lake/subscriptions/out failed: 403 User not authorized to "
     "perform this action.",
     "perm=pubsub.subscriptions.consume name=out"},
    {"Failed to publish to projects/acme-lake/topics/orders. PermissionDenied: User not authorized "
     "to perform this action",
     "perm=pubsub.topics.publish name=orders"},
    {SA " does not have storage.buckets.get access to acme-media.",
     "perm=storage.buckets.get bucket=acme-media subject=" SA},
    {SA " lacks storage.objects.list access to bucket-7 (403)",
     "perm=storage.objects.list bucket=bucket-7"},
    {"403: " SA " does not have storage.objects.create access to the acme-media",
     "perm=storage.objects.create bucket=acme-media"},
    {"Access to bucket acme-media denied. You must grant Storage Object Viewer permission to " SA
     ".",
     "bucket=acme-media subject=" SA},
    {"Permission denied on bucket acme-media. Grant roles/storage.objectViewer to " SA,
     "bucket=acme-media subject=" SA},
    {"Access denied to project acme-lake. Please grant the role Pub/Sub Publisher to " SA ".",
     "project=acme-lake subject=" SA},
    {"Permission 'run.services.get' denied on resource "
     "'projects/acme-lake/locations/us/services/web'\nPrincipal: " SA,
     "perm=run.services.get subject=" SA},
    {"User does not have access to image us-docker.pkg.dev/acme-lake/web/front:3 . Permission "
     "'artifactregistry.repositories.downloadArtifacts' denied.",
     "perm=artifactregistry.repositories.downloadArtifacts project=acme-lake repository=web"},
};

static const struct refusal_row impersonations[] = {
    /* whose token the metadata server was asked for */
    {"Failed to retrieve "
     "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/" SA
     "/token: 403: Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may "
     "not exist).",
     "act_as=" SA " perm=iam.serviceAccounts.getAccessToken"},
    {"GET http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/" SA
     "/identity\nUnable to generate a token: Permission 'iam.serviceAccounts.getOpenIdToken' "
     "denied",
     "act_as=" SA},
    /* gcloud names who runs it, and says below as whom its calls go out */
    {"User [dana@example.com] does not have permission to access projects instance [acme-lake]: "
     "not "
     "authorized. This command is authenticated as dana@example.com which is the active account. "
     "Impersonation is used to impersonate " SA ".",
     "subject=" SA " caller=dana@example.com act_as="},
    {"All API calls will be executed as [" SA
     "].\nUser [dana@example.com] does not have permission to "
     "access project [acme-lake]: 403. This command is authenticated as dana@example.com.",
     "subject=" SA " caller=dana@example.com"},
    {"PERMISSION_DENIED: You do not have permission to act as '" SA "'",
     "kind=act_as act_as=" SA
     " perm=iam.serviceAccounts.actAs derived=yes rpc=7 project=acme-lake"},
    {"You do not have permission to act as service_account: " SA ". (or it may not exist).",
     "kind=act_as act_as=" SA},
    {"caller does not have access to act as the specified service account: \"" SA "\"",
     "kind=act_as act_as=" SA},
    {"caller does not have permission to act as service account "
     "projects/acme-lake/serviceAccounts/103280455503495732157",
     "kind=act_as act_as=projects/acme-lake/serviceAccounts/103280455503495732157 "
     "project=acme-lake"},
    {"ana@example.com does not have permission to act as service account " SA,
     "subject=ana@example.com act_as=" SA},
    {"Failed to generate Google Cloud access token for " SA ": (403) { \"message\": \"Permission "
     "'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).\" }",
     "perm=iam.serviceAccounts.getAccessToken act_as=" SA " subject="},
    {"Permission 'iam.serviceAccounts.getOpenIdToken' denied on resource "
     "'//iam.googleapis.com/projects/-/serviceAccounts/" SA "'",
     "act_as=" SA " service_account=" SA " project=acme-lake"},
    {"`POST https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/" SA
     ":signBlob?alt=json` resulted in a `403 "
     "Forbidden` response: Permission 'iam.serviceAccounts.signBlob' denied on resource (or it may "
     "not exist).",
     "perm=iam.serviceAccounts.signBlob service_account=" SA " action=signBlob http=403"},
    {"You must have permission iam.serviceAccounts.actAs on service account " SA ".",
     "perm=iam.serviceAccounts.actAs act_as=" SA},
    {"User ana@example.com is not allowed to impersonate " SA, "act_as=" SA},
};

static const struct refusal_row codes[] = {
    {"rpc error: code = PermissionDenied desc = Permission run.jobs.run denied (or the resource "
     "may not exist).",
     "rpc=7 perm=run.jobs.run"},
    {"status = StatusCode.PERMISSION_DENIED\n\tdetails = \"Permission 'run.jobs.run' denied on "
     "resource\"",
     "rpc=7 perm=run.jobs.run"},
    {"Error: 7 PERMISSION_DENIED: Permission 'run.jobs.run' denied", "rpc=7 perm=run.jobs.run"},
    {"Error reason: generic::permission_denied: Permission 'run.jobs.run' denied on resource "
     "'projects/acme-lake'",
     "rpc=7 project=acme-lake"},
    {"com.google.api.gax.rpc.PermissionDeniedException: io.grpc.StatusRuntimeException: "
     "PERMISSION_DENIED: The caller does not "
     "have permission",
     "kind=code vendor=google rpc=7"},
    {"RpcException: Status(StatusCode=\"PermissionDenied\", Detail=\"Permission 'run.jobs.run' "
     "denied\")",
     "rpc=7 perm=run.jobs.run"},
    {"google.api_core.exceptions.PermissionDenied: 403 Missing or insufficient permissions.",
     "rpc=7 http=403"},
    {"google.api_core.exceptions.Forbidden: 403 GET "
     "https://bigquery.googleapis.com/bigquery/v2/projects/acme-dw/jobs: Access "
     "Denied: Project acme-dw: User does not have bigquery.jobs.create permission in project "
     "acme-dw.",
     "http=403 perm=bigquery.jobs.create project=acme-dw action=GET"},
    {"googleapi: Error 403: The caller does not have permission, forbidden",
     "kind=code vendor=google http=403"},
    {"com.google.api.client.googleapis.json.GoogleJsonResponseException: 403 Forbidden\nGET "
     "https://storage.googleapis.com/storage/v1/b/acme-raw/o/a.csv\n{\n  \"code\" : 403,\n  "
     "\"message\" : \"" SA
     " does not have storage.objects.get access to the Google Cloud Storage object.\"\n}",
     "perm=storage.objects.get subject=" SA " bucket=acme-raw"},
    {"GaxiosError: Permission 'storage.objects.get' denied on resource (or it may not exist). "
     "code: 403",
     "perm=storage.objects.get vendor=google"},
    {"Exception: Response: 403 from https://pubsub.googleapis.com/v1/projects/acme-lake/topics/t",
     "http=403 project=acme-lake"},
    {"{\"error\":{\"code\":403,\"message\":\"The caller does not have "
     "permission\",\"status\":\"PERMISSION_DENIED\"}}",
     "kind=code rpc=7 vendor=google"},
    {"StatusCode.UNAUTHENTICATED: Request had invalid authentication credentials. Expected OAuth 2 "
     "access token",
     "rpc=16 vendor=google"},
    {"[reason: \"IAM_PERMISSION_DENIED\"\ndomain: \"iam.googleapis.com\"\nmetadata {\n  key: "
     "\"permission\"\n  value: "
     "\"logging.logEntries.create\"\n}\n]",
     "perm=logging.logEntries.create"},
    {"PermissionDenied: 403 Permission 'aiplatform.endpoints.predict' denied on resource "
     "'//aiplatform.googleapis.com/projects/acme-ml/locations/us-central1/endpoints/42'",
     "type=endpoints name=42 http=403"},
};

static const struct refusal_row alibaba[] = {
    {"Sub-user 236006749297700001 doesn't have eas:ListServices privilege to access "
     "acs:eas:cn-hangzhou:1572029006640001:service/*. Please refer to https://help.aliyun.com/x",
     "kind=permission vendor=alibaba perm=eas:ListServices subject=236006749297700001 "
     "object=acs:eas:cn-hangzhou:1572029006640001:service/* account=1572029006640001 "
     "location=cn-hangzhou api=eas"},
    {"message: the caller is not authorized to perform 'fc:InvokeFunction' on resource "
     "'acs:fc:cn-shanghai:1156167965210001:services/a/functions/f'",
     "perm=fc:InvokeFunction subject= account=1156167965210001 type=functions name=f"},
    {"You are not authorized to do this action. Resource: acs:ram:*:5497401873770001:user/bot "
     "Action: ram:ListAccessKeys",
     "perm=ram:ListAccessKeys object=acs:ram:*:5497401873770001:user/bot subject="},
    {"denied by sts or ram, action: log:GetLogStoreLogs, resource: "
     "acs:log:cn-hangzhou:1572029006640001:project/acme-logs/logstore/train",
     "perm=log:GetLogStoreLogs project=acme-logs logstore=train"},
    {"{\"errorCode\": \"Unauthorized\", \"errorMessage\": \"denied by sts or ram, action: "
     "log:GetProject, resource: "
     "acs:log:cn-hangzhou:1572029006640001:project/acme-logs\"}",
     "perm=log:GetProject project=acme-logs"},
    {"{\"Code\":\"Forbidden.RAM\",\"Message\":\"User not authorized to operate on the specified "
     "resource.\",\"AccessDeniedDetail\":"
     "{\"AuthAction\":\"paidlc:CreateJob\",\"AuthPrincipalType\":\"SubUser\","
     "\"AuthPrincipalDisplayName\":\"236006749297700001\"}}",
     "perm=paidlc:CreateJob subject=236006749297700001"},
    {"NoPermission: You are not authorized to do this action. Data: {'AccessDeniedDetail': "
     "{'AuthAction': 'paidlc:GetJob', "
     "'AuthPrincipalDisplayName': 'acme-ci-role:gitlab-42'}}",
     "perm=paidlc:GetJob subject=acme-ci-role:gitlab-42"},
    {"ErrorCode: NoPermission\nRecommend: https://error-center.aliyun.com/x\nMessage: You are not "
     "authorized to do this action. "
     "Resource: acs:ram::1572029006640001:role/acme-dlc Action: ram:PassRole",
     "perm=ram:PassRole role=acme-dlc account=1572029006640001"},
    {"<Error><Code>AccessDenied</Code><Message>You have no right to access this object because of "
     "bucket acl.</Message>"
     "<HostId>acme-ckpt.oss-cn-hangzhou.aliyuncs.com</HostId></Error>",
     "vendor=alibaba code=AccessDenied bucket=acme-ckpt location=cn-hangzhou"},
    {"oss2.exceptions.AccessDenied: {'status': 403, 'details': {'Code': 'AccessDenied', 'Message': "
     "'You have no right to access "
     "this object because of bucket acl.', 'HostId': "
     "'acme-ckpt.oss-cn-hangzhou-internal.aliyuncs.com'}}",
     "vendor=alibaba bucket=acme-ckpt location=cn-hangzhou"},
    {"ODPS-0420095: Access Denied - Authorization Failed [4002], You don't have privileges. No "
     "privilege 'odps:Select' on "
     "{acs:odps:*:projects/acme_dw/tables/orders}",
     "vendor=alibaba code=ODPS-0420095"},
    {"User 236006749297700001 has no permission ecs:StartInstance on "
     "acs:ecs:cn-beijing:1572029006640001:instance/i-1",
     "perm=ecs:StartInstance subject=236006749297700001 type=instance name=i-1"},
    {"Failed to assume role for user 1572029006640001, role: "
     "acs:ram::1572029006640001:role/acme-dlc-role",
     "object=acs:ram::1572029006640001:role/acme-dlc-role role=acme-dlc-role"},
    {"The user has no permission to perform the action: PaiWorkspace:CreateDataset in workspace "
     "12345",
     "perm=PaiWorkspace:CreateDataset vendor=alibaba"},
    {"User not authorized to operate on the specified resource, action: kms:Decrypt",
     "perm=kms:Decrypt"},
    {"acs:ram::1572029006640001:role/ci is not authorized to perform oss:PutObject on "
     "acs:oss:*:*:acme-ckpt/run/1",
     "subject=acs:ram::1572029006640001:role/ci perm=oss:PutObject bucket=acme-ckpt key=run/1"},
    {"Forbidden.RAM: User not authorized to operate on the specified resource, or this API doesn't "
     "support RAM.",
     "vendor=alibaba code=Forbidden.RAM"},
    {"Message: You are not authorized to do this action. AccessDeniedDetail: "
     "map[AuthAction:paidlc:CreateJob "
     "AuthPrincipalDisplayName:acme-dlc:sess AuthPrincipalType:AssumedRoleUser]",
     "perm=paidlc:CreateJob subject=acme-dlc:sess"},
    {"NoPermission map[AuthAction:oss:GetObject AuthPrincipalDisplayName:2360067492 "
     "NoPermissionType:ImplicitDeny]",
     "perm=oss:GetObject subject=2360067492"},
    {"403 Forbidden {AuthPrincipalDisplayName:ci-bot AuthAction:ecs:StopInstance}",
     "perm=ecs:StopInstance subject=ci-bot"},
    {"StatusCode=403, ErrorCode=AccessDenied, ErrorMessage=\"You have no right to access this "
     "object.\", RequestId=61C2, "
     "Bucket=acme-ckpt, Object=a.pt oss2.",
     "code=AccessDenied bucket=acme-ckpt"},
    {"com.aliyun.oss.OSSException: You have no right to access this object because of bucket "
     "acl.\n[HostId]: "
     "acme-ckpt.oss-cn-hangzhou.aliyuncs.com\n\tat "
     "com.aliyun.oss.internal.OSSObjectOperation.putObject(OSSObjectOperation.java:130)",
     "bucket=acme-ckpt perm=oss:PutObject derived=yes"},
    {"GET https://acme-data.oss-cn-hangzhou.aliyuncs.com/?list-type=2 failed: 403 Forbidden "
     "AccessDenied",
     "bucket=acme-data perm=oss:ListObjects derived=yes"},
    {"PUT https://acme-data.oss-cn-hangzhou.aliyuncs.com/run/1.pt 403 Forbidden",
     "bucket=acme-data key=run/1.pt perm=oss:PutObject"},
    {"ODPS-0130013: Authorization Failed, You have NO privilege 'odps:Describe' on "
     "{acs:odps:*:projects/acme_dw/tables/t}",
     "perm=odps:Describe project=acme_dw table=t account="},
    {"You have NO privilege 'odps:Read' on {acs:odps:*:projects/acme_dw/instances/i}. Access "
     "Denied",
     "perm=odps:Read project=acme_dw type=instances name=i"},
    {"No privilege 'odps:List' on acs:odps:*:projects/acme_dw", "perm=odps:List project=acme_dw"},
    {"Authorization failed for oss:GetObject on acs:oss:*:*:acme-ckpt/a",
     "perm=oss:GetObject bucket=acme-ckpt"},
    {"\xe5\xad\x90\xe8\xb4\xa6\xe5\x8f\xb7 236006749297700001 \xe6\xb2\xa1\xe6\x9c\x89 "
     "eas:DescribeService "
     "\xe6\x9d\x83\xe9\x99\x90\xef\xbc\x8c\xe6\x97\xa0\xe6\xb3\x95\xe8\xae\xbf\xe9\x97\xae "
     "acs:eas:cn-hangzhou:1572029006640001:service/churn",
     "kind=permission vendor=alibaba perm=eas:DescribeService subject=236006749297700001 "
     "object=acs:eas:cn-hangzhou:1572029006640001:service/churn"},
    {"\xe6\x8b\x92\xe7\xbb\x9d\xe8\xae\xbf\xe9\x97\xae\xef\xbc\x9aRAM \xe7\x94\xa8\xe6\x88\xb7 "
     "acme-ds \xe7\xbc\xba\xe5\xb0\x91\xe6\x9d\x83\xe9\x99\x90 "
     "oss:PutObject\xef\xbc\x88\xe8\xb5\x84\xe6\xba\x90 "
     "acs:oss:*:1572029006640001:acme-ckpt/run/a.pt\xef\xbc\x89",
     "perm=oss:PutObject subject=acme-ds bucket=acme-ckpt"},
    {"\xe7\x94\xa8\xe6\x88\xb7 acme-bot \xe6\x97\xa0\xe6\x9d\x83 log:GetProject, "
     "\xe8\xb5\x84\xe6\xba\x90: acs:log:cn-beijing:1572029006640001:project/acme-logs",
     "perm=log:GetProject subject=acme-bot "
     "object=acs:log:cn-beijing:1572029006640001:project/acme-logs"},
    {"\xe6\xb2\xa1\xe6\x9c\x89\xe6\x9d\x83\xe9\x99\x90 "
     "odps:Select\xef\xbc\x8c\xe5\xaf\xb9\xe8\xb1\xa1 acs:odps:*:projects/acme_dw/tables/orders",
     "perm=odps:Select project=acme_dw table=orders"},
    {"\xe6\x82\xa8\xe6\xb2\xa1\xe6\x9c\x89\xe6\x9d\x83\xe9\x99\x90 "
     "(Forbidden.RAM)\xe3\x80\x82\xe6\x93\x8d\xe4\xbd\x9c: "
     "paidlc:CreateJob\xef\xbc\x8c\xe8\xb5\x84\xe6\xba\x90: "
     "acs:paidlc:cn-hangzhou:1572029006640001:job/*",
     "perm=paidlc:CreateJob object=acs:paidlc:cn-hangzhou:1572029006640001:job/*"},
    {"Permission ecs:CreateDisk denied, acs:ecs:cn-beijing:1572029006640001:disk/*",
     "perm=ecs:CreateDisk object=acs:ecs:cn-beijing:1572029006640001:disk/*"},
    {"403 NoPermission vpc:CreateVpc, acs:vpc:cn-hangzhou:1572029006640001:vpc/*, ask the owner",
     "perm=vpc:CreateVpc object=acs:vpc:cn-hangzhou:1572029006640001:vpc/*"},
    {"missing permission kms:Decrypt (acs:kms:cn-shanghai:1572029006640001:key/k-1)",
     "perm=kms:Decrypt object=acs:kms:cn-shanghai:1572029006640001:key/k-1"},
    {"403 user has no permission: cr:GetAuthorizationToken on instance cri-abc123xyz, user "
     "236006749297700001",
     "perm=cr:GetAuthorizationToken subject=236006749297700001 object=cri-abc123xyz"},
    {"denied: ecs:RunInstances on resource vpc-1, sub-user 236006749297700002",
     "perm=ecs:RunInstances subject=236006749297700002"},
    {"[Forbidden.NoPermission] user 236006749297700001 has no permission to operation CreateJob in "
     "workspace 98765",
     "vendor=alibaba subject=236006749297700001"},
};

static const struct refusal_row registries[] = {
    /* the registry knows nobody */
    {"checking push permission: GET "
     "https://us-docker.pkg.dev/v2/token?scope=repository%3Aacme-lake%2Fweb"
     "%2Fapp%3Apush: UNAUTHORIZED: authentication failed",
     "anonymous=yes project=acme-lake"},
    {"pulling https://us-docker.pkg.dev/v2/acme-lake/web/app/manifests/1: denied: authentication "
     "required",
     "anonymous=yes repository=web"},
    {"pulling https://us-docker.pkg.dev/v2/acme-lake/web/app/manifests/1: denied: 403 Forbidden",
     "anonymous= repository=web"},
    {"npm ERR! code E403 403 Forbidden - PUT "
     "https://asia-northeast1-npm.pkg.dev/acme-lake/js/mypkg",
     "kind=registry access=write project=acme-lake location=asia-northeast1 repository=js "
     "perm=artifactregistry.repositories.uploadArtifacts"},
    {"npm ERR! 403 403 Forbidden - GET https://asia-northeast1-npm.pkg.dev/acme-lake/js/mypkg",
     "kind=registry access=read perm=artifactregistry.repositories.downloadArtifacts"},
    {"ERROR: 403 Client Error: Forbidden for url: "
     "https://europe-python.pkg.dev/acme-lake/py/simple/mypkg/",
     "kind=registry project=acme-lake location=europe repository=py"},
    {"Failed to pull image \"us-docker.pkg.dev/acme-lake/web/app:1.0\": failed to authorize: "
     "failed to fetch oauth token: unexpected "
     "status from GET request to https://us-docker.pkg.dev/v2/token?scope=x: 403 Forbidden",
     "kind=registry access=read project=acme-lake location=us repository=web"},
    {"GET "
     "https://us-west1-docker.pkg.dev/v2/"
     "token?scope=repository%3Aacme-lake%2Fml%2Fjob%3Apull&service=s: DENIED: Permission "
     "\"artifactregistry.repositories.downloadArtifacts\" denied on resource "
     "\"projects/acme-lake/locations/us-west1/repositories/ml\"",
     "kind=permission repository=ml project=acme-lake location=us-west1"},
    {"failed to push us.gcr.io/acme-lake/app: denied: 403 Forbidden",
     "kind=registry access=write project=acme-lake repository=us.gcr.io location=us"},
    {"GET https://gcr.io/v2/acme-lake/app/tags/list?n=1000: DENIED: access denied, 403 Forbidden",
     "kind=registry access=read project=acme-lake repository=gcr.io"},
    {"failed to solve: crpi-1ab.cn-shanghai.personal.cr.aliyuncs.com/acme/nginx:slim: pull access "
     "denied, repository does not exist "
     "or may require authorization",
     "kind=registry vendor=alibaba namespace=acme repository=nginx location=cn-shanghai "
     "access=read perm=cr:PullRepository"},
    {"The push refers to repository [registry.cn-hangzhou.aliyuncs.com/acme/big]\ndenied: "
     "requested access to the resource is denied",
     "kind=registry vendor=alibaba namespace=acme repository=big access=write "
     "perm=cr:PushRepository"},
    {"Could not transfer artifact com.acme:app:jar:1.0 from/to ar "
     "(artifactregistry://us-maven.pkg.dev/acme-lake/mvn): 403 Forbidden",
     "kind=registry project=acme-lake repository=mvn location=us"},
    {"go: reading https://us-go.pkg.dev/acme-lake/mods/example.com/@v/list: 403 Forbidden",
     "kind=registry repository=mods"},
    {"HTTPError: 403 Forbidden from https://us-python.pkg.dev/acme-lake/py/ Uploading "
     "mypkg-1.0.whl",
     "kind=registry access=write repository=py"},
    {"Error: failed to download \"oci://us-docker.pkg.dev/acme-lake/charts/web\": response status "
     "code 403: denied",
     "kind=registry access=read repository=charts"},
    {"401 Client Error: Unauthorized for url: https://us-python.pkg.dev/acme-lake/py/simple/",
     "kind=registry http=401"},
    {"initiating layer upload to /v2/acme/web/blobs/uploads/ in registry.cn-shanghai.aliyuncs.com: "
     "denied: requested access to the resource is denied",
     "kind=registry vendor=alibaba namespace=acme repository=web access=write "
     "perm=cr:PushRepository"},
    {"reading manifest at /v2/ml/eval/manifests/v3 in acme-registry.cn-beijing.cr.aliyuncs.com: "
     "access denied",
     "kind=registry namespace=ml repository=eval"},
    {"pushing to /v2/acme/a/manifests/latest in crpi-1ab.cn-hangzhou.personal.cr.aliyuncs.com "
     "failed: access denied",
     "kind=registry namespace=acme repository=a access=write"},
    {"copying registry.cn-hangzhou.aliyuncs.com/acme/a:1: POST "
     "https://acme-registry.ap-southeast-1.cr.aliyuncs.com/v2/prod/a/blobs/uploads/: DENIED: "
     "access denied",
     "kind=registry namespace=prod repository=a location=ap-southeast-1 access=write "
     "perm=cr:PushRepository"},
    {"Failed to execute goal com.acme:push:1.2.0 (push-image) on project microservice-td: denied: "
     "access to registry.cn-shenzhen.aliyuncs.com/acme/trainer forbidden",
     "kind=registry namespace=acme repository=trainer project="},
    {"POST https://registry-intl.ap-southeast-1.aliyuncs.com/v2/acme/job/blobs/uploads/: "
     "UNAUTHORIZED: authentication required",
     "kind=registry namespace=acme repository=job location=ap-southeast-1"},
};

static const struct refusal_row others[] = {
    {"Error from server (Forbidden): pods is forbidden: User \"ana@example.com\" cannot list "
     "resource \"pods\" in API group \"\" in "
     "the namespace \"batch\"",
     "kind=rbac vendor=kubernetes subject=ana@example.com action=list object=pods namespace=batch "
     "perm="},
    {"jobs.batch is forbidden: User \"system:serviceaccount:ml:trainer\" cannot create resource "
     "\"jobs\" in API group \"batch\" in "
     "the namespace \"ml\"",
     "kind=rbac subject=system:serviceaccount:ml:trainer action=create object=jobs group=batch "
     "namespace=ml"},
    {"nodes is forbidden: User \\\"system:serviceaccount:ops:agent\\\" cannot get resource "
     "\\\"nodes\\\" in API group \\\"\\\" at the "
     "cluster scope",
     "kind=rbac subject=system:serviceaccount:ops:agent action=get object=nodes"},
    {"tfjobs.kubeflow.org is forbidden: User \"system:serviceaccount:kf:run\" cannot create "
     "tfjobs.kubeflow.org in the namespace "
     "\"kf\"",
     "kind=rbac object=tfjobs.kubeflow.org namespace=kf"},
    {"pods is forbidden: User \"ana@example.com\" cannot list resource \"pods\" in API group \"\" "
     "in the namespace \"s\": requires one "
     "of [\"container.pods.list\"] permission(s).",
     "kind=rbac perm=container.pods.list any_of=yes"},
    {"wandb: ERROR Error while calling W&B API: permission denied (<Response [403]>)",
     "vendor=wandb"},
    {"wandb.errors.CommError: Permission denied to access acme-ml/forecast/abc123",
     "vendor=wandb kind=object entity=acme-ml project=forecast"},
    {"wandb: ERROR entity acme-research not found during upsertBucket",
     "vendor=wandb entity=acme-research"},
    {"wandb: ERROR permission denied: project: 'forecast' of team: 'acme'",
     "vendor=wandb entity=acme project=forecast"},
    {"wandb: ERROR permission denied: project: forecast, team: acme",
     "vendor=wandb entity=acme project=forecast"},
    {"wandb: ERROR permission denied for the project 'forecast' of the team 'acme'",
     "vendor=wandb entity=acme project=forecast"},
    {"weave: Unable to access `acme-ml/forecast`.", "vendor=wandb entity=acme-ml project=forecast"},
    {"wandb: Currently logged in as: ci-bot to https://api.wandb.ai.\nwandb: ERROR returned error "
     "403 Forbidden: permission denied",
     "vendor=wandb caller=ci-bot http=403"},
    {"requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: "
     "https://api.wandb.ai/files/acme-ml/forecast/run1",
     "vendor=wandb entity=acme-ml project=forecast"},
};

static const struct refusal_row credentials[] = {
    {"google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found.",
     "kind=credential vendor=google"},
    {"google: could not find default credentials. See https://cloud.google.com/docs",
     "kind=credential vendor=google"},
    {"('invalid_grant: Bad Request', {'error': 'invalid_grant'}) from "
     "https://oauth2.googleapis.com/token",
     "code=invalid_grant"},
    {"Error code invalid_target: The target service indicated by the audience is invalid. "
     "https://sts.googleapis.com",
     "kind=credential code=invalid_target"},
    {"unauthorized_client: Client is unauthorized to retrieve access tokens using this method, or "
     "client not authorized (googleapis)",
     "code=unauthorized_client"},
    {"Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable: google-github-actions/auth needs "
     "id-token: write",
     "kind=credential"},
    {"InvalidAccessKeyId: Specified access key is not found or invalid. HostId: "
     "oss-cn-hangzhou.aliyuncs.com",
     "code=InvalidAccessKeyId vendor=alibaba"},
    {"InvalidSecurityToken.Expired: Specified SecurityToken is expired. aliyuncs.com",
     "kind=credential vendor=alibaba"},
    {"Vertex AI API has not been used in project 999 before or it is disabled. Enable it by "
     "visiting "
     "https://console.developers.google.com/apis/api/aiplatform.googleapis.com/"
     "overview?project=999 then retry.",
     "kind=api_off project=999 api=aiplatform.googleapis.com"},
    {"googleapi: Error 403: Cloud Run Admin API has not been used in project acme-new before or it "
     "is disabled. Enable it by "
     "visiting "
     "https://console.developers.google.com/apis/api/run.googleapis.com/overview?project=acme-new",
     "kind=api_off project=acme-new api=run.googleapis.com"},
    {"403 Method doesn't allow unregistered callers (callers without established identity). "
     "googleapis",
     "kind=credential"},
    {"401 API key not valid. Please pass a valid API key. generativelanguage.googleapis.com",
     "vendor=google"},
    {"{\"error\":{\"code\":403,\"message\":\"Sheets API has not been used in project 42424242 "
     "before or it is disabled.\","
     "\"status\":\"PERMISSION_DENIED\",\"details\":[{\"reason\":\"SERVICE_DISABLED\",\"domain\":"
     "\"googleapis.com\"}]}}",
     "kind=api_off project=42424242 code=SERVICE_DISABLED"},
    {"{\"error\":{\"code\":403,\"message\":\"Request had insufficient authentication "
     "scopes.\",\"status\":\"PERMISSION_DENIED\","
     "\"details\":[{\"reason\":\"ACCESS_TOKEN_SCOPE_INSUFFICIENT\"}]}}",
     "code=ACCESS_TOKEN_SCOPE_INSUFFICIENT rpc=7 vendor=google"},
};

static const struct refusal_row foreigners[] = {
    {"An error occurred (AccessDenied) when calling the GetObject operation: User: "
     "arn:aws:iam::123456789012:user/ana is not "
     "authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/x\"",
     "vendor=foreign foreign=aws perm="},
    {"<Error><Code>AccessDenied</Code><HostId>x</HostId></Error> https://acme.s3.amazonaws.com/x "
     "403 Forbidden",
     "vendor=foreign foreign=aws"},
    {"(AuthorizationFailed) The client 'ana@example.com' does not have authorization to perform "
     "action "
     "'Microsoft.Storage/storageAccounts/read' over scope '/subscriptions/1'",
     "vendor=foreign foreign=azure"},
    {"remote: Permission to acme/app.git denied to bot. fatal: unable to access "
     "'https://github.com/acme/app/': 403",
     "vendor=foreign foreign=github"},
    {"huggingface_hub.errors.GatedRepoError: 403 Client Error. Access to model acme/l is "
     "restricted and you are not authorized",
     "vendor=foreign foreign=huggingface"},
    {"ldap bind failed: insufficient access rights, access denied", "vendor=foreign foreign=ldap"},
    {"psql: FATAL: permission denied for schema public", "vendor=foreign foreign=database"},
    {"pulling image docker.io/acme/app: 401 Unauthorized: access denied",
     "vendor=foreign foreign=dockerhub"},
    {"Failed to pull image \"registry.k8s.io/pause:3\": 403 Forbidden",
     "vendor=foreign foreign=k8s.io"},
    {"org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: "
     "[a]",
     "vendor=foreign"},
    {"ana@host: Permission denied (publickey,password).", "vendor=foreign foreign=ssh"},
    {"PermissionError: [Errno 13] Permission denied: '/data/x'",
     "vendor=foreign foreign=filesystem"},
    {"dial unix /var/run/docker.sock: connect: permission denied", "vendor=foreign"},
    {"type=AVC msg=audit(1): avc: denied { read } for pid=1 access denied",
     "vendor=foreign foreign=selinux"},
};

static const char *const nothings[] = {
    "",
    " ",
    "Permission storage.objects.get was granted to " SA " on gs://acme-raw.",
    SA " has permission storage.objects.get on projects/_/buckets/acme-raw.",
    "The role roles/storage.objectViewer contains storage.objects.get and storage.objects.list.",
    "To read objects you need the storage.objects.get permission.",
    "If the permission run.services.get is denied, ask your administrator.",
    "When access is denied, check that storage.objects.get is part of a role.",
    "tests/test_iam.py::test_permission_denied PASSED",
    "tests/test_iam.py::test_access[PERMISSION_DENIED] PASSED [ 40%]",
    "--- PASS: TestPermissionDenied (0.00s)",
    "INFO job 403 finished after 401 steps",
    "192.0.2.44 - - [21/Nov/2026:03:12:10 +0000] \"GET /admin HTTP/1.1\" 403 153",
    "Epoch 3: 40%|##        | 401/1000 [00:41<00:30, 12.3it/s, loss=0.403]",
    "Downloading https://us-docker.pkg.dev/v2/acme-lake/web/app/manifests/1.0 200 OK",
    "Successfully pushed us-docker.pkg.dev/acme-lake/web/app:1.0",
    "Pulling image gcr.io/acme-lake/app:1.0",
    "wandb: Syncing run nightly to https://wandb.ai/acme-ml/forecast",
    "wandb: Currently logged in as: ci-bot to https://api.wandb.ai.",
    "Activated service account credentials for: [" SA "]",
    "import google.api_core.exceptions",
    "at com.google.cloud.storage.StorageException.translate(StorageException.java:81)",
    "module logging.handlers.rotating loaded from config.yaml",
    "Connection refused: https://storage.googleapis.com/",
    "bash: ./deploy.sh: Permission denied",
    "open /etc/app/config.yaml: permission denied",
    "nobody was denied entry and 403 guests came.",
    "denied=0 granted=12",
    "checked iam.serviceAccounts.actAs on 41 accounts, denied: 0",
    "14 deny rules checked, permission storage.objects.get granted on gs://acme-x, 0 denied",
    "run finished: 12 requests allowed, 0 denied for " SA,
    "policy report of projects/acme-lake: 3 denied, 9 granted",
    "User ana@example.com logged in from 192.0.2.7",
    "Granting roles/run.invoker to " SA " on service web",
    "Checking whether " SA " has storage.objects.get",
    "oss:PutObject finished in 20 ms for acs:oss:*:*:acme-ckpt/run/1",
    "deployed fc:CreateService for acs:fc:cn-shanghai:1156167965210001:services/web",
    "kubectl get pods -n batch",
    "User \"ana@example.com\" can list resource \"pods\" in API group \"\"",
    "retrying in 2 s: deadline exceeded while calling run.googleapis.com",
    "404 Not Found: https://us-python.pkg.dev/acme-lake/py/simple/nothing/",
    "version 1.2.3 of storage.objects.tool released",
    "{\"level\":\"info\",\"msg\":\"token refreshed for " SA "\"}",
    "To deploy, you must have permission run.services.create on the project.",
    "Error when connecting to https://run.googleapis.com/: timeout",
    "sales:Report finished for acme-dw:sales",
    "mean=0.403 std=0.401 returned",
    "AuthAction:paidlc:CreateJob succeeded",
};

#endif
