"""One log a kind of change: what was switched off at ten, then what was denied for it."""
import json
import pathlib

ACCOUNT = "etl@acme-lab.iam.gserviceaccount.com"


def entry(key, minute, service, method, resource, log="activity", **more):
    proto = {"@type": "type.googleapis.com/google.cloud.audit.AuditLog", "serviceName": service, "methodName": method, "resourceName": resource,
             "authenticationInfo": {"principalEmail": "ana@example.com"}, **more.pop("proto", {})}
    return {"insertId": key, "logName": f"projects/acme-lab/logs/cloudaudit.googleapis.com%2F{log}", "protoPayload": proto,
            "resource": {"type": "project", "labels": {"project_id": "acme-lab", **more.pop("labels", {})}},
            "timestamp": f"2026-10-04T10:{minute:02}:00Z", **more}


def denied(message, code=7, service="storage.googleapis.com", **proto):
    return entry("denied", 5, service, "storage.objects.get", "projects/_/buckets/acme-data/objects/x", "data_access", severity="ERROR", proto={
        "authenticationInfo": {"principalEmail": ACCOUNT}, "status": {"code": code, "message": message},
        "authorizationInfo": [{"permission": "storage.objects.get", "resource": "projects/_/buckets/acme-data", "granted": False}], **proto})


def reason(name, **metadata):
    return {"details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": name, "domain": "googleapis.com", "metadata": metadata}]}


PLAIN = denied(f"{ACCOUNT} does not have storage.objects.get access to the Google Cloud Storage object. "
               "Permission 'storage.objects.get' denied on resource (or it may not exist).")
DISABLED = denied("Cloud Vision API has not been used in project acme-lab before or it is disabled. Enable it by visiting "
                  "https://console.developers.google.com/apis/api/vision.googleapis.com/overview?project=acme-lab then retry.")
UNBILLED = denied("The project to be billed is associated with an absent billing account. The billing account for the owning project is disabled "
                  "in state absent: BILLING_DISABLED")
DENY = denied("Permission 'storage.objects.get' denied on resource: access is denied by the deny policy "
              "policies/cloudresourcemanager.googleapis.com%2Fprojects%2Facme-lab/denypolicies/no-reads.")
CONSTRAINED = denied("Constraint constraints/storage.publicAccessPrevention violated for projects/acme-lab attempting to use public access.", 9)
PERIMETER = denied("Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: AbCdEf-0123456789_xyz")
ACCOUNT_NAME = f"projects/acme-lab/serviceAccounts/{ACCOUNT}"

CASES = {
    "an account": (entry("c", 0, "iam.googleapis.com", "google.iam.admin.v1.DisableServiceAccount", ACCOUNT_NAME, labels={"email_id": ACCOUNT}), PLAIN),
    "another account": (entry("c", 0, "iam.googleapis.com", "google.iam.admin.v1.DisableServiceAccount", ACCOUNT_NAME.replace("etl@", "ship@")), PLAIN),
    "an account, later": (entry("c", 9, "iam.googleapis.com", "google.iam.admin.v1.DisableServiceAccount", ACCOUNT_NAME), PLAIN),
    "a key": (entry("c", 0, "iam.googleapis.com", "google.iam.admin.v1.DeleteServiceAccountKey", f"{ACCOUNT_NAME}/keys/0123abcd"), PLAIN),
    "an API": (entry("c", 0, "serviceusage.googleapis.com", "google.api.serviceusage.v1.ServiceUsage.DisableService",
                     "projects/acme-lab/services/vision.googleapis.com", proto={"request": {"name": "projects/acme-lab/services/vision.googleapis.com"}}), DISABLED),
    "another API": (entry("c", 0, "serviceusage.googleapis.com", "google.api.serviceusage.v1.ServiceUsage.DisableService",
                          "projects/acme-lab/services/run.googleapis.com"), DISABLED),
    "billing": (entry("c", 0, "cloudbilling.googleapis.com", "UpdateProjectBillingInfo", "projects/acme-lab",
                      proto={"request": {"projectBillingInfo": {"billingAccountName": ""}}}), UNBILLED),
    "billing, moved": (entry("c", 0, "cloudbilling.googleapis.com", "UpdateProjectBillingInfo", "projects/acme-lab", proto={
        "request": {"projectBillingInfo": {"billingAccountName": "billingAccounts/01A2B3"}}, "response": {"billingEnabled": True}}), UNBILLED),
    "a deny policy": (entry("c", 0, "iam.googleapis.com", "google.iam.v2.Policies.CreatePolicy", "policies/cloudresourcemanager.googleapis.com%2Fprojects%2F"
                            "acme-lab/denypolicies/no-reads"), DENY),
    "a constraint": (entry("c", 0, "orgpolicy.googleapis.com", "google.cloud.orgpolicy.v2.OrgPolicy.CreatePolicy",
                           "projects/acme-lab/policies/storage.publicAccessPrevention"), CONSTRAINED),
    "another constraint": (entry("c", 0, "orgpolicy.googleapis.com", "google.cloud.orgpolicy.v2.OrgPolicy.UpdatePolicy",
                                 "projects/acme-lab/policies/compute.vmExternalIpAccess"), CONSTRAINED),
    "a perimeter": (entry("c", 0, "accesscontextmanager.googleapis.com", "google.identity.accesscontextmanager.v1.AccessContextManager.UpdateServicePerimeter",
                          "accessPolicies/1234/servicePerimeters/acme"), PERIMETER),
}
for name, records in CASES.items():
    pathlib.Path(f"{name}.ndjson").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
print(*CASES, sep="\n")
