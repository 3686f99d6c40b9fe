/* First parts of permissions, with a blank behind each: of Google's predefined roles, of RAM's products. */
#include "read/refusal/vocabulary.h"

const char wd_services_of_google[] =
    "accessapproval accesscontextmanager aiplatform alloydb apigateway apigee apihub apikeys "
    "appengine apphub artifactregistry assuredworkloads automl backupdr baremetalsolution "
    "batch bigquery bigquerymigration bigtable billing binaryauthorization certificatemanager "
    "chronicle clientauthconfig cloudaicompanion cloudasset cloudbuild cloudconfig "
    "clouddebugger clouddeploy cloudfunctions cloudiot cloudjobdiscovery cloudkms "
    "cloudnotifications cloudprofiler cloudresourcemanager cloudscheduler "
    "cloudsecurityscanner cloudsql cloudsupport cloudtasks cloudtoolresults cloudtrace "
    "cloudtranslate cloudvolumesgcp-api composer compute config connectors "
    "contactcenterinsights container containeranalysis containersecurity datacatalog "
    "dataconnectors dataflow dataform datafusion datalineage datamigration datapipelines "
    "dataplex dataprep dataproc dataprocessing datastore datastream deploymentmanager "
    "developerconnect dialogflow discoveryengine dlp dns documentai domains earthengine "
    "edgecontainer endpoints errorreporting essentialcontacts eventarc file firebase "
    "firebaseanalytics firebaseappcheck firebaseauth firebasecrash firebasecrashlytics "
    "firebasedatabase firebasedynamiclinks firebaseextensions firebasehosting firebaseml "
    "firebasenotifications firebaserules firebasestorage genomics gkebackup gkehub "
    "gkemulticloud gkeonprem healthcare iam iap ids integrations issuerswitch krmapihosting "
    "lifesciences livestream logging looker lookerstudio managedidentities managedkafka "
    "memcache memorystore metastore migrationcenter ml modelarmor monitoring netapp "
    "networkconnectivity networkmanagement networksecurity networkservices notebooks "
    "observability ondemandscanning opsconfigmonitoring orgpolicy osconfig parallelstore "
    "parametermanager policyanalyzer policysimulator policytroubleshooter privateca "
    "privilegedaccessmanager proximitybeacon pubsub pubsublite recaptchaenterprise "
    "recommender redis remotebuildexecution resourcemanager resourcesettings retail "
    "riskmanager run runtimeconfig secretmanager securedlandingzone securesourcemanager "
    "securitycenter servicebroker serviceconsumermanagement servicedirectory "
    "servicemanagement servicenetworking servicesecurityinsights serviceusage source spanner "
    "speech stackdriver storage storageinsights storagetransfer stream telcoautomation "
    "timeseriesinsights tpu transcoder transferappliance translationhub vectorsearch "
    "videostitcher visionai visualinspection vmmigration vmwareengine vpcaccess "
    "websecurityscanner workflows workloadmanager workstations ";

const char wd_services_of_alibaba[] =
    "actiontrail adb aiworkspace alb alidns apigateway arms bss cdn cen cloudsso cms cr cs "
    "csk dataworks dds dlc dms drds dts eais eas ecd eci ecs edas ehpc eip elasticsearch emr "
    "ess fc fnf ga hbase hdm hologram ims kafka kms kvstore log maxcompute mns mq nas nlb "
    "odps oos oss ots pai paicodesource paidataset paidlc paidsw paieas paiimage paiplugin "
    "paistudio paiworkspace petadata polardb privatelink pvtz ram rds realtimecompute "
    "resourcemanager resourcesharing ros sae sag slb sls smartag stream sts swas tag vod vpc "
    "waf yundun-waf ";

const size_t wd_services_of_google_len = sizeof wd_services_of_google - 1;
const size_t wd_services_of_alibaba_len = sizeof wd_services_of_alibaba - 1;
