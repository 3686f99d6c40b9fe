#!/usr/bin/env python3
"""Two questions and more for every clause of what `--policy` and `check` promise: the verdict, its reason, and the path that decided.

  clauses.py PROGRAM [WORD]

A row: the clause, the policy files ("NAME=" or "" before each), groups, the triple, and the answer that an examiner of
IAM or RAM would give. The answers were written before the program was asked.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from judging import NOW, given, judge_rows, started_of  # noqa: E402

P, N, BUCKET, OBJECT = "projects/acme-ml-prod", "projects/123456789012", "projects/_/buckets/acme-models", "projects/_/buckets/acme-models/objects/v1/m.bin"
TOPIC, PUB, GET = P + "/topics/scores", "pubsub.topics.publish", "storage.objects.get"
SA, USER, FED = "trainer@acme-ml-prod.iam.gserviceaccount.com", "mika@example.com", f"principal://iam.googleapis.com/{N}/locations/global/workloadIdentityPools/ci/subject/repo-a"
CRM, GCS = "//cloudresourcemanager.googleapis.com/", "//storage.googleapis.com/"
TREE = [N, "folders/5", "organizations/9"]
ROLE = P + "/roles/r"  # holds PUB and GET, its definition stands in every row's files
ROLES = {"name": ROLE, "includedPermissions": [PUB, GET]}


def policy(*members, role=ROLE, when=None):
    binding = {"role": role, "members": list(members)}
    return {"bindings": [{**binding, "condition": {"title": "t", "expression": when}} if when else binding]}


def asset(name, allow=None, ancestors=TREE, **more):
    return {"name": name, "assetType": "x", "ancestors": ancestors, **({"iamPolicy": allow} if allow else {}), **more}


def deny(at, who, what="pubsub.googleapis.com/topics.publish", spare=(), spared=(), when=None):
    rule = {"deniedPrincipals": [who], "deniedPermissions": [what], "exceptionPrincipals": list(spare), "exceptionPermissions": list(spared)}
    if when:
        rule["denialCondition"] = {"expression": when}
    where = at.replace("/", "%2F")
    return {"name": f"policies/cloudresourcemanager.googleapis.com%2F{where}/denypolicies/no-pub", "rules": [{"denyRule": rule}]}


def bound(inside, target, when=None, version="latest"):
    name = "organizations/9/locations/global/principalAccessBoundaryPolicies/fence"
    return [{"name": name, "details": {"enforcementVersion": version, "rules": [{"effect": "ALLOW", "resources": [inside]}]}},
            {"name": "organizations/9/locations/global/policyBindings/x", "policy": name, "target": {"principalSet": target},
             **({"condition": {"expression": when}} if when else {})}]


ME, EVERYBODY = "serviceAccount:" + SA, "principalSet://goog/public:all"
V2ME = "principal://iam.googleapis.com/projects/-/serviceAccounts/" + SA
HELD = asset(CRM + P, policy(ME))
PLACED = asset(CRM + P)
FINE = {"resource": {"data": {"iamConfiguration": {"uniformBucketLevelAccess": {"enabled": False}}}}}
UNIFORM = {"resource": {"data": {"iamConfiguration": {"uniformBucketLevelAccess": {"enabled": True}}}}}
DATASET, QUERY = P + "/datasets/sales", "bigquery.tables.getData"


def dataset(*access):
    data = {"datasetReference": {"datasetId": "sales", "projectId": "acme-ml-prod"}, "access": list(access)}
    return asset("//bigquery.googleapis.com/" + DATASET, resource={"data": data})


# ---- RAM ----
ACCOUNT = "1234567890123456"
R, U = f"acs:ram::{ACCOUNT}:role/train", f"acs:ram::{ACCOUNT}:user/mika"
DATA = "acs:oss:*:*:acme-data/a/b"


def document(*statements):
    return {"Version": "1", "Statement": list(statements)}


def statement(effect, action, on="*", **more):
    return {"Effect": effect, "Action": action, "Resource": on, **more}


def trust(statement_):
    return {"Role": {"RoleName": "train", "Arn": R, "AssumeRolePolicyDocument": json.dumps({"Statement": [{"Action": "sts:AssumeRole", "Effect": "Allow", **statement_}], "Version": "1"})}}


ALL = document(statement("Allow", "*"))

ROWS = [
    # ---- inputs ----
    ("names", [("//pubsub.googleapis.com/" + TOPIC, policy(ME))], None, SA, PUB, TOPIC, "allowed held", TOPIC),
    ("names", [("gs://acme-models", policy(ME))], None, SA, GET, "gs://acme-models/v1/m.bin", "allowed held", BUCKET),
    ("names", [(GCS + "acme-models", policy(ME))], None, SA, GET, OBJECT, "allowed held", BUCKET),
    ("names", [(BUCKET, policy(ME))], None, SA, GET, GCS + "acme-models", "allowed held", BUCKET),
    ("names", [("acme-ml-prod", policy(ME))], None, SA, PUB, "//pubsub.googleapis.com/" + TOPIC, "allowed held", P),
    ("yaml", [(P, f"bindings:\n- members:\n  - {ME}\n  role: {ROLE}\n  condition:\n    title: t\n    expression: request.time < timestamp('2026-06-30T00:00:00Z')\netag: BwX=\nversion: 3\n")],
     None, SA, PUB, TOPIC, "denied condition", "no later time meets it again"),
    ("conditions", [(P, policy(ME, when="request.time >= timestamp('2026-10-01T00:00:00Z')"))], None, SA, PUB, TOPIC, "denied condition", "2026-10-01"),
    ("yaml", [("gs://acme-models", f"bindings:\n- members:\n  - {ME}\n  role: {ROLE}\netag: BwX=\n")], None, SA, GET, OBJECT, "allowed held", BUCKET),
    ("bucket under project", [(P, {"bindings": [{"role": "roles/storage.legacyBucketReader", "members": ["projectViewer:acme-ml-prod"]}, *policy(ME)["bindings"]]})],
     None, SA, GET, OBJECT, "unknown", "bucket"),
    ("bucket under project", [(P, {"bindings": [{"role": "roles/storage.legacyObjectOwner", "members": ["projectEditor:acme-ml-prod", "projectOwner:acme-ml-prod"]}]})],
     None, SA, GET, OBJECT, "unknown", "bucket"),
    ("another resource", [("projects/acme-other", policy(ME))], None, SA, PUB, TOPIC, "unknown elsewhere", "none of the policies"),
    ("another resource", [("gs://acme-other", policy(ME))], None, SA, GET, OBJECT, "unknown elsewhere", "none of the policies"),
    ("another resource", [("", asset(CRM + "projects/acme-other", policy(ME)))], None, SA, PUB, TOPIC, "unknown elsewhere", "none of the policies"),
    ("export", [("", HELD)], None, SA, PUB, N + "/topics/scores", "allowed held", P),
    ("export", [("", asset(CRM + N, policy(ME))), ("", [{"projectId": "acme-ml-prod", "projectNumber": "123456789012"}])], None, SA, PUB, TOPIC, "allowed held", N),
    ("export", [("", [{"resource": CRM + P, "project": N, "folders": ["folders/5"], "organization": "organizations/9", "policy": policy(ME)}])],
     None, SA, PUB, TOPIC, "allowed held", P),
    ("export", [("", {"results": [{"resource": CRM + "folders/5", "organization": "organizations/9", "policy": policy(ME)}]}), ("", PLACED)],
     None, SA, PUB, TOPIC, "allowed held", "folders/5"),
    ("export", [("", [HELD, asset(CRM + "organizations/9", orgPolicy=[{"constraint": "constraints/gcp.resourceLocations"}])])], None, SA, PUB, TOPIC, "allowed held", P),
    ("export", [("", [HELD, {"name": "//accesscontextmanager.googleapis.com/accessPolicies/1", "accessPolicy": {}}])], None, SA, PUB, TOPIC, "allowed held", P),
    ("unique id", [("", [asset(f"//iam.googleapis.com/{P}/serviceAccounts/112233445566778899001", resource={"data": {"email": SA, "uniqueId": "112233445566778899001"}}), HELD])],
     None, "112233445566778899001", PUB, TOPIC, "allowed held", P),
    ("unique id", [("", HELD)], None, "112233445566778899001", PUB, TOPIC, "unknown member_unknown", P),
    ("unique id", [("", [asset(f"//iam.googleapis.com/{P}/serviceAccounts/112233445566778899001", resource={"data": {"email": SA, "uniqueId": "112233445566778899001"}}),
                         asset(CRM + P, policy("user:" + USER, role="roles/iam.serviceAccountTokenCreator"))])],
     None, USER, "iam.serviceAccounts.getAccessToken", "projects/-/serviceAccounts/112233445566778899001", "allowed held", P),
    ("not understood", [("", [HELD, {"surprise": 1}])], None, SA, PUB, TOPIC, "unknown not_understood", "surprise"),
    ("not understood", [("", json.dumps(HELD) + "\n{\"name\": \"//cut")], None, SA, PUB, TOPIC, "unknown not_understood", "Cannot be told"),
    # ---- inheritance ----
    ("inheritance", [("", [PLACED, asset(CRM + "folders/5", policy(ME), ancestors=["folders/5", "organizations/9"])])], None, SA, PUB, TOPIC, "allowed held", "folders/5"),
    ("inheritance", [("", [PLACED, asset(CRM + "folders/6", policy(ME), ancestors=["folders/6", "organizations/9"]), asset(CRM + P, policy("user:a@example.com"))])],
     None, SA, PUB, TOPIC, "denied missing_role", ""),
    ("inherited condition", [("", [asset(GCS + "acme-models"), asset(CRM + P, policy(ME, when=f"resource.name.startsWith('{BUCKET}/objects/v1/')"))])], None, SA, GET, OBJECT, "allowed held", "v1"),
    ("inherited condition", [(P, policy(ME, when=f"resource.type == 'storage.googleapis.com/Bucket' && resource.name == '{BUCKET}'"))], None, SA, GET, OBJECT, "unknown", ""),
    ("inherited condition", [("", [asset(GCS + "acme-models"), asset(CRM + P, policy(ME, when=f"resource.name == '{BUCKET}'"))])], None, SA, GET, OBJECT, "denied condition", BUCKET),
    ("inherited condition", [("", [PLACED, asset(CRM + "organizations/9", policy(ME, when="resource.service == 'pubsub.googleapis.com'"), ancestors=["organizations/9"])])],
     None, SA, PUB, TOPIC, "allowed held", "organizations/9"),
    ("managed folder", [(f"{BUCKET}/managedFolders/v1", policy(ME))], None, SA, GET, OBJECT, "allowed held", "managedFolders/v1"),
    ("managed folder", [(f"{GCS}acme-models/managedFolders/v1/", policy(ME)), ("gs://acme-models", policy("user:a@example.com"))], None, SA, GET, "gs://acme-models/v10/m", "denied missing_role", ""),
    ("managed folder", [("", asset(f"{GCS}projects/_/buckets/acme-models/managedFolders/v1", policy(ME)))], None, SA, GET, "gs://acme-models/v1/a/b", "allowed held", "managedFolders/v1"),
    ("fine-grained bucket", [("", [asset(GCS + "acme-models", policy("user:a@example.com"), **FINE)])], None, SA, GET, OBJECT, "unknown acl_unknown", "access control list"),
    ("fine-grained bucket", [("", [asset(GCS + "acme-models", policy("user:a@example.com"), **UNIFORM)])], None, SA, GET, OBJECT, "denied missing_role", ""),
    ("public access prevented", [("", [asset(GCS + "acme-models", policy("allUsers"), resource={"data": {"iamConfiguration": {"publicAccessPrevention": "enforced"}}})])], None, USER, GET, OBJECT, "denied missing_role", ""),
    ("public access prevented", [("", [asset(GCS + "acme-models", policy("allUsers"), resource={"data": {"iamConfiguration": {"publicAccessPrevention": "inherited"}}})])], None, USER, GET, OBJECT, "allowed held", "allUsers"),
    ("one page of several", [("", {"results": [{"resource": CRM + P, "project": N, "policy": policy("user:a@example.com")}], "nextPageToken": "x"})], None, SA, PUB, TOPIC, "unknown not_understood", "nextPageToken"),
    ("one page of several", [(U, {"Policies": {"Policy": []}, "IsTruncated": True, "Marker": "m"})], None, U, "oss:GetObject", "acs:oss:*:*:acme-data/a", "unknown", "IsTruncated"),
    ("a condition that is not shown", [(P, policy(ME, role=ROLE + "_withcond_1a2b3c4d5e6f7a8b9c0d"))], None, SA, PUB, TOPIC, "unknown condition_unknown", ROLE),
    ("a condition that is not shown", [(P, {"bindings": [{"role": "roles/pubsub.publisher_withcond_1a2b3c4d5e6f7a8b9c0d", "members": ["user:a@example.com"]}]})], None, SA, PUB, TOPIC, "denied missing_role", ""),
    ("fine-grained bucket", [("", [asset(GCS + "acme-models", policy(ME), **FINE)])], None, SA, GET, OBJECT, "allowed held", BUCKET),
    ("dataset access", [("", dataset({"role": "READER", "userByEmail": USER}))], None, USER, QUERY, DATASET + "/tables/t", "allowed held", DATASET),
    ("dataset access", [("", dataset({"role": "roles/bigquery.dataEditor", "userByEmail": SA}))], None, SA, QUERY, DATASET + "/tables/t", "allowed held", "dataEditor"),
    ("dataset access", [("", dataset({"role": "OWNER", "groupByEmail": "bi@example.com"}, {"view": {"tableId": "v"}}))], "bi@example.com,mika@example.com\n", USER, QUERY, DATASET + "/tables/t", "allowed held", "group:bi@example.com"),
    ("dataset access", [("", dataset({"role": "READER", "domain": "example.com"}))], None, "mika@example.org", QUERY, DATASET + "/tables/t", "denied missing_role", ""),
    ("dataset access", [("", [dataset({"role": "WRITER", "specialGroup": "projectWriters"}), asset(CRM + P, policy("user:" + USER, role="roles/editor"))])],
     None, USER, QUERY, DATASET + "/tables/t", "allowed held", "projectEditor:acme-ml-prod"),
    # ---- members ----
    ("groups", [(P, policy("group:ml@example.com"))], "ml@example.com,all@example.com\nall@example.com,staff@example.com\nstaff@example.com,mika@example.com\n", USER, PUB, TOPIC, "allowed held", "group:ml"),
    ("groups", [(P, policy("group:ml@example.com"))], "ml@example.com,ml@example.com\n", USER, PUB, TOPIC, "denied group", "group:ml"),
    ("groups", [(P, policy("group:ml@example.com"))], "ml@example.com,group:hidden@example.com\n", USER, PUB, TOPIC, "unknown member_unknown", "group:ml"),
    ("groups", [(P, policy("group:ml@example.com"))], json.dumps([{"name": "groups/1", "groupKey": {"id": "ml@example.com"}},
     {"name": "groups/1/memberships/2", "preferredMemberKey": {"id": "hidden@example.com"}, "type": "GROUP"}]), USER, PUB, TOPIC, "unknown member_unknown", "group:ml"),
    ("groups", [(P, policy("group:ml@example.com"))], "ml@example.com,user:mika@example.com\n", USER, PUB, TOPIC, "allowed held", "group:ml"),
    ("domain", [(P, policy("domain:example.com"))], None, "Mika@Example.com", PUB, TOPIC, "allowed held", "domain:"),
    ("domain", [(P, policy("domain:example.com"))], None, "mika@sub.example.com", PUB, TOPIC, "denied missing_role", ""),
    ("everybody", [(P, policy("allUsers"))], None, FED, PUB, TOPIC, "allowed held", "allUsers"),
    ("everybody", [(P, policy("allAuthenticatedUsers"))], None, "anonymous", PUB, TOPIC, "denied missing_role", ""),
    ("everybody", [(P, policy("allAuthenticatedUsers"))], None, SA, PUB, TOPIC, "allowed held", "allAuthenticated"),
    ("pools", [(P, policy("principalSet://" + FED[12:].replace("/subject/repo-a", "/*")))], None, FED, PUB, TOPIC, "allowed held", "/*"),
    ("pools", [(P, policy("principalSet://" + FED[12:].replace("workloadIdentityPools/ci/subject/repo-a", "workloadIdentityPools/other/*")))], None, FED, PUB, TOPIC, "denied missing_role", ""),
    ("pools", [(P, policy("principalSet://" + FED[12:].replace("/subject/repo-a", "/group/g")))], None, FED, PUB, TOPIC, "unknown member_unknown", "/group/g"),
    ("pools", [(P, policy("principalSet://iam.googleapis.com/locations/global/workforcePools/staff/*"))], None, "principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/mika", PUB, TOPIC,
     "allowed held", "workforcePools"),
    ("folder's principals", [("", [PLACED, asset(CRM + "organizations/9", policy("principalSet://cloudresourcemanager.googleapis.com/folders/5/type/ServiceAccount"), ancestors=["organizations/9"])])],
     None, SA, PUB, TOPIC, "allowed held", "folders/5"),
    ("folder's principals", [("", [PLACED, asset(CRM + "organizations/9", policy("principalSet://cloudresourcemanager.googleapis.com/folders/5/type/ServiceAccount"), ancestors=["organizations/9"])])],
     None, USER, PUB, TOPIC, "denied missing_role", ""),
    ("folder's principals", [("", [HELD, *bound(CRM + "projects/acme-other", CRM + "folders/5")])], None, SA, PUB, TOPIC, "denied boundary", "fence"),
    ("folder's principals", [("", [asset(CRM + P, policy("user:" + USER)), *bound(CRM + "projects/acme-other", CRM + "folders/5")])], None, USER, PUB, TOPIC, "allowed held", P),
    ("deleted", [(P, policy(f"deleted:serviceAccount:{SA}?uid=112233"))], None, SA, PUB, TOPIC, "denied deleted_member", "deleted:"),
    ("deleted", [(P, policy("deleted:group:ml@example.com?uid=1"))], "ml@example.com,mika@example.com\n", USER, PUB, TOPIC, "denied deleted_member", "deleted:"),
    ("deleted", [(P, policy(f"deleted:serviceAccount:{SA}?uid=112233", ME))], None, SA, PUB, TOPIC, "allowed held", ME),
    ("conveniences", [("gs://acme-models", policy("projectViewer:acme-ml-prod")), (P, policy("user:" + USER, role="roles/viewer"))], None, USER, GET, OBJECT, "allowed held", "projectViewer"),
    ("conveniences", [("gs://acme-models", policy("projectViewer:acme-ml-prod"))], None, USER, GET, OBJECT, "unknown member_unknown", "projectViewer"),
    ("conveniences", [("gs://acme-models", policy("projectEditor:acme-ml-prod")), (P, policy("user:a@example.com", role="roles/editor"))], None, USER, GET, OBJECT, "denied missing_role", ""),
    # ---- roles ----
    ("basic roles", [(P, policy("user:" + USER, role="roles/owner"))], None, USER, PUB, TOPIC, "allowed held", "roles/owner"),
    ("basic roles", [(P, policy("user:" + USER, role="roles/viewer"))], None, USER, PUB, TOPIC, "denied missing_role", ""),
    ("basic roles", [("", [asset(GCS + "acme-models"), asset(CRM + P, policy("user:" + USER, role="roles/editor"))])], None, USER, GET, OBJECT, "denied missing_role", ""),
    ("basic roles", [(P, policy("user:" + USER, role="roles/viewer"))], None, USER, "pubsub.topics.get", TOPIC, "allowed held", "roles/viewer"),
    ("custom roles", [(P, policy(ME, role=P + "/roles/s")), ("", {"name": P + "/roles/s", "includedPermissions": ["pubsub.topics.get"]})], None, SA, PUB, TOPIC, "denied missing_role", ""),
    ("custom roles", [(P, policy(ME, role="organizations/9/roles/s")), ("", {"name": "organizations/9/roles/s", "includedPermissions": [PUB], "deleted": True})], None, SA, PUB, TOPIC, "denied missing_role", ""),
    ("custom roles", [(P, policy(ME, role=P + "/roles/elsewhere"))], None, SA, PUB, TOPIC, "unknown role_unknown", "elsewhere"),
    ("custom roles", [(P, policy(ME, role="roles/pubsub.neverHeardOf"))], None, SA, PUB, TOPIC, "unknown role_unknown", "neverHeardOf"),
    # ---- deny ----
    ("deny", [("", [HELD, deny(N, EVERYBODY)])], None, SA, PUB, TOPIC, "denied explicit_deny", "no-pub"),
    ("deny", [("", [HELD, deny("folders/5", V2ME)])], None, SA, PUB, TOPIC, "denied explicit_deny", "no-pub"),
    ("deny", [("", [HELD, deny("folders/6", V2ME)])], None, SA, PUB, TOPIC, "allowed held", P),
    ("deny", [(P, policy(ME)), ("", deny("folders/5", EVERYBODY))], None, SA, PUB, TOPIC, "unknown ancestry_unknown", "no-pub"),
    ("deny", [("", [asset(CRM + "projects/acme-other", ancestors=["projects/555555555555", "organizations/9"]), deny("projects/555555555555", EVERYBODY)]), (P, policy(ME))], None, SA, PUB, TOPIC, "allowed held", P),
    ("deny exceptions", [("", [HELD, deny(N, EVERYBODY, spare=[V2ME])])], None, SA, PUB, TOPIC, "allowed held", P),
    ("deny exceptions", [("", [HELD, deny(N, EVERYBODY, spare=["principalSet://goog/group/admins@example.com"])])], "admins@example.com," + SA + "\n", SA, PUB, TOPIC, "allowed held", P),
    ("deny exceptions", [("", [HELD, deny(N, EVERYBODY, spare=["principalSet://goog/group/admins@example.com"])])], None, SA, PUB, TOPIC, "unknown member_unknown", "no-pub"),
    ("deny permissions", [("", [HELD, deny(N, EVERYBODY, what="pubsub.googleapis.com/*.*", spared=["pubsub.googleapis.com/topics.publish"])])], None, SA, PUB, TOPIC, "allowed held", P),
    ("deny permissions", [("", [HELD, deny(N, EVERYBODY, what="pubsub.googleapis.com/topics.*")])], None, SA, PUB, TOPIC, "denied explicit_deny", "no-pub"),
    ("deny permissions", [("", [HELD, deny(N, EVERYBODY, what="pubsub.googleapis.com/topics.delete")])], None, SA, PUB, TOPIC, "allowed held", P),
    ("denial condition", [("", [HELD, deny(N, EVERYBODY, when="resource.matchTag('9/env', 'prod')")])], None, SA, PUB, TOPIC, "unknown condition_unknown", "matchTag"),
    ("denial condition", [("", [asset(CRM + P, policy("user:a@example.com")), deny(N, EVERYBODY, when="!resource.matchTag('9/env', 'dev')")])], None, SA, PUB, TOPIC, "denied missing_role", "may stand above"),
    # ---- boundaries ----
    ("boundary", [("", [HELD, *bound(CRM + "projects/acme-other", CRM + N)])], None, SA, PUB, TOPIC, "denied boundary", "fence"),
    ("boundary", [("", [HELD, *bound(CRM + "organizations/9", CRM + "organizations/9")])], None, SA, PUB, TOPIC, "allowed held", P),
    ("boundary", [("", [HELD, *bound(CRM + "projects/acme-other", CRM + N, when="principal.subject != '" + SA + "'")])], None, SA, PUB, TOPIC, "allowed held", P),
    ("boundary", [("", [asset(CRM + P, policy(FED)), *bound(CRM + "projects/acme-other", "//iam.googleapis.com/" + N + "/locations/global/workloadIdentityPools/ci")])], None, FED, PUB, TOPIC, "denied boundary", "fence"),
    ("boundary", [("", [asset(CRM + P, policy(FED.replace("123456789012", "555555555555"))), asset(CRM + "projects/acme-pool", ancestors=["projects/555555555555", "organizations/9"]),
                        *bound(CRM + "projects/acme-other", CRM + "organizations/8")])], None, FED.replace("123456789012", "555555555555"), PUB, TOPIC, "allowed held", P),
    ("boundary's version", [(f"{P}/serviceAccounts/{SA}", policy(ME, role="roles/iam.serviceAccountTokenCreator")), ("", [PLACED, *bound(CRM + "projects/acme-other", CRM + N, version="2")])], None, SA,
     "iam.serviceAccounts.getAccessToken", SA, "allowed held", "TokenCreator"),
    ("boundary's version", [(f"{P}/serviceAccounts/{SA}", policy(ME, role="roles/iam.serviceAccountTokenCreator")), ("", [PLACED, *bound(CRM + "projects/acme-other", CRM + N, version="3")])], None, SA,
     "iam.serviceAccounts.getAccessToken", SA, "denied boundary", "fence"),
    # ---- conditions ----
    ("conditions", [(P, policy(ME, when="request.time >= timestamp('2026-08-01T00:00:00Z') && request.time < timestamp('2026-10-01T00:00:00Z')"))], None, SA, PUB, TOPIC, "allowed held", P),
    ("conditions", [(P, policy(ME, when="!resource.name.endsWith('/scores')"))], None, SA, PUB, TOPIC, "denied condition", "endsWith"),
    ("conditions", [(P, policy(ME, when="resource.type == 'pubsub.googleapis.com/Topic' || resource.name.extract('/x/{y}') == 'z'"))], None, SA, PUB, TOPIC, "allowed held", P),
    ("conditions", [(P, policy(ME, when="resource.name.extract('/topics/{t}') == 'scores'"))], None, SA, PUB, TOPIC, "unknown condition_unknown", "extract"),
    ("conditions", [(P, policy(ME, when="resource.type == 'secretmanager.googleapis.com/SecretVersion'", role="roles/ml.developer"))],
     None, SA, "ml.versions.predict", P + "/models/m/versions/v1", "unknown", "SecretVersion"),
    ("conditions", [(P, policy(ME, when="resource.type != 'bigquery.googleapis.com/Dataset'"))], None, SA, PUB, P + "/locations/global/datasets/d", "unknown condition_unknown", "Dataset"),
    # ---- acting as another ----
    ("impersonation", [(f"{P}/serviceAccounts/{SA}", policy("user:" + USER, role="roles/iam.serviceAccountTokenCreator"))], None, USER, "iam.serviceAccounts.getAccessToken",
     f"projects/-/serviceAccounts/{SA}", "allowed held", "serviceAccounts"),
    ("impersonation", [(P, policy("user:" + USER, role="roles/iam.serviceAccountUser"))], None, USER, "iam.serviceAccounts.getAccessToken", SA, "denied missing_role", ""),
    ("impersonation", [("projects/acme-ci", policy("user:" + USER, role="roles/iam.serviceAccountTokenCreator"))], None, USER, "iam.serviceAccounts.getAccessToken", SA, "unknown elsewhere", "none of the policies"),
    # ---- RAM ----
    ("ram deny", [(R, document(statement("Allow", "*"), statement("Deny", "oss:Put*", "acs:oss:*:*:acme-data/*")))], None, R, "oss:PutObject", DATA, "denied explicit_deny", ""),
    ("ram deny", [(R, document(statement("Allow", "*"), statement("Deny", "oss:Delete*")))], None, R, "oss:PutObject", DATA, "allowed held", ""),
    ("ram wildcards", [(R, document(statement("Allow", "oss:Get?bject", "acs:oss:*:*:acme-*/a/*")))], None, R, "oss:GetObject", DATA, "allowed held", ""),
    ("ram wildcards", [(R, document(statement("Allow", "oss:get*", "acs:oss:*:*:acme-data")))], None, R, "oss:GetObject", DATA, "denied missing_role", ""),
    ("ram some object", [(R, document(statement("Allow", "oss:*", "acs:oss:*:*:acme-data/*")))], None, R, "oss:GetObject", "acs:oss:*:*:acme-data", "allowed held", ""),
    ("ram some object", [(R, document(statement("Allow", "oss:*", "acs:oss:*:*:acme-data/a/*")))], None, R, "oss:GetObject", "oss://acme-data", "unknown part_unknown", "role/train"),
    ("ram some object", [(R, document(statement("Allow", "oss:*", "acs:oss:*:*:acme-data")))], None, R, "oss:PutObject", "acme-data", "denied missing_role", ""),
    ("ram some object", [(R, document(statement("Allow", "oss:*"), statement("Deny", "oss:Put*", "acs:oss:*:*:acme-data/in/*")))], None, R, "oss:PutObject", "acme-data", "unknown part_unknown", "role/train"),
    ("ram some object", [(R, document(statement("Allow", "oss:*", "acs:oss:*:*:acme-data")))], None, R, "oss:ListObjects", "acme-data", "allowed held", ""),
    ("ram not", [(R, document({"Effect": "Allow", "NotAction": "ram:*", "Resource": "*"}))], None, R, "oss:GetObject", DATA, "allowed held", ""),
    ("ram not", [(R, document(statement("Allow", "*"), {"Effect": "Deny", "NotAction": ["oss:Get*", "oss:List*"], "Resource": "*"}))], None, R, "oss:PutObject", DATA, "denied explicit_deny", ""),
    ("ram not", [(R, document({"Effect": "Allow", "Action": "oss:*", "NotResource": "acs:oss:*:*:acme-data/*"}))], None, R, "oss:GetObject", DATA, "denied missing_role", ""),
    ("ram not", [(R, document(statement("Allow", "*"), {"Effect": "Deny", "Action": "*", "NotResource": ["acs:oss:*:*:acme-data", "acs:oss:*:*:acme-data/*"]}))], None, R, "oss:GetObject", DATA, "allowed held", ""),
    ("ram conditions", [(R, document(statement("Allow", "oss:*", Condition={"IpAddress": {"acs:SourceIp": "203.0.113.0/24"}})))], None, R, "oss:GetObject", DATA, "unknown condition_unknown", "acs:SourceIp"),
    ("ram conditions", [(R, document(statement("Allow", "oss:*", Condition={"DateGreaterThan": {"acs:CurrentTime": "2026-10-01T00:00:00Z"}})))], None, R, "oss:GetObject", DATA, "denied condition", "acs:CurrentTime"),
    ("ram conditions", [(R, document(statement("Allow", "oss:*"), statement("Deny", "oss:*", Condition={"StringNotEquals": {"acs:SourceVpc": "vpc-1"}})))], None, R, "oss:GetObject", DATA, "unknown condition_unknown", "acs:SourceVpc"),
    ("ram session", [(R, ALL), ("session", document(statement("Allow", "oss:List*")))], None, R, "oss:GetObject", DATA, "denied boundary", "session"),
    ("ram session", [(R, ALL), ("session", document(statement("Allow", "oss:*")))], None, R, "oss:GetObject", DATA, "allowed held", ""),
    ("ram control", [(R, ALL), ("", {"ControlPolicy": {"PolicyName": "no-oss", "PolicyDocument": json.dumps(document(statement("Allow", "*"), statement("Deny", "oss:*")))}})], None, R, "oss:GetObject", DATA,
     "denied explicit_deny", "no-oss"),
    ("ram control", [(R, ALL), ("control", document(statement("Allow", "ecs:*")))], None, R, "oss:GetObject", DATA, "denied boundary", "control"),
    ("ram control", [(R, ALL), ("control", document(statement("Deny", "ecs:*")))], None, R, "oss:GetObject", DATA, "allowed held", ""),
    ("ram another", [(R.replace(ACCOUNT, "9876543210987654"), ALL)], None, R, "oss:GetObject", DATA, "unknown", ""),
    ("ram bucket", [(R, ALL), ("oss://acme-data", document(statement("Deny", "oss:*", "acs:oss:*:*:acme-data/*", Principal=["*"])))], None, R, "oss:GetObject", DATA, "denied explicit_deny", "acme-data"),
    ("ram bucket", [(R, document(statement("Allow", "ecs:*"))), ("oss://acme-data", document(statement("Allow", "oss:GetObject", "acs:oss:*:*:acme-data/*", Principal=[f"arn:sts::{ACCOUNT}:assumed-role/train/*"])))],
     None, R, "oss:GetObject", DATA, "allowed held", "acme-data"),
    ("ram bucket", [(R, document(statement("Allow", "ecs:*"))), ("oss://acme-data", document(statement("Allow", "oss:GetObject", "acs:oss:*:*:acme-data/*", Principal=["276543210987654321"])))],
     None, U, "oss:GetObject", DATA, "unknown", "276543210987654321"),
    ("ram bucket", [(R, ALL), ("oss://acme-data", document(statement("Deny", "oss:*", "acs:oss:*:*:acme-data/*", NotPrincipal=[f"arn:sts::{ACCOUNT}:assumed-role/train/*"])))], None, R, "oss:GetObject", DATA,
     "allowed held", ""),
    ("ram bucket", [(U, ALL), ("oss://acme-data", document({"Effect": "Deny", "Action": "oss:*", "Resource": "acs:oss:*:*:acme-data/*", "NotPrincipal": [f"arn:sts::{ACCOUNT}:assumed-role/train/*"]}))], None, U,
     "oss:GetObject", DATA, "denied explicit_deny", "acme-data"),
    ("ram bucket", [(R, ALL), ("oss://acme-other", document(statement("Deny", "oss:*", Principal=["*"])))], None, R, "oss:GetObject", DATA, "allowed held", ""),
    ("ram trust", [("", trust({"Principal": {"Service": ["pai.aliyuncs.com"]}}))], None, "pai.aliyuncs.com", "sts:AssumeRole", R, "allowed held", ""),
    ("ram trust", [("", trust({"Principal": {"RAM": [f"acs:ram::{ACCOUNT}:root"]}})), (U, document(statement("Allow", "sts:AssumeRole", R)))], None, U, "sts:AssumeRole", R, "allowed held", ""),
    ("ram trust", [("", trust({"Principal": {"RAM": [f"acs:ram::{ACCOUNT}:root"]}})), (U, document(statement("Allow", "oss:*")))], None, U, "sts:AssumeRole", R, "denied missing_role", ""),
    ("ram trust", [("", trust({"Principal": {"RAM": ["acs:ram::9876543210987654:root"]}})), (U, document(statement("Allow", "sts:AssumeRole", R)))], None, U, "sts:AssumeRole", R, "denied trust", "role/train"),
    ("ram trust", [("", trust({"Principal": {"RAM": [f"acs:ram::{ACCOUNT}:root"]}, "Condition": {"StringEquals": {"sts:ExternalId": "x"}}})), (U, document(statement("Allow", "sts:AssumeRole", R)))], None, U, "sts:AssumeRole", R,
     "unknown condition_unknown", "sts:ExternalId"),
    ("ram trust", [("", trust({"Principal": {"Federated": [f"acs:ram::{ACCOUNT}:oidc-provider/ack"]}, "Condition": {"StringEquals": {"oidc:sub": "system:serviceaccount:ml:train"}}}))], None,
     f"acs:ram::{ACCOUNT}:oidc-provider/ack", "sts:AssumeRoleWithOIDC", R, "unknown condition_unknown", "oidc:sub"),
    ("ram groups", [(U, {"Policies": {"Policy": []}}), (U, {"Groups": {"Group": [{"GroupName": "ml"}]}}), (f"acs:ram::{ACCOUNT}:group/ml", document(statement("Allow", "oss:*")))], None, U, "oss:GetObject", DATA, "allowed held", "group/ml"),
    ("ram groups", [(U, {"Policies": {"Policy": []}}), (f"acs:ram::{ACCOUNT}:group/ml", {"Users": {"User": [{"UserName": "ann"}]}}), (f"acs:ram::{ACCOUNT}:group/ml", document(statement("Allow", "oss:*")))], None, U, "oss:GetObject", DATA,
     "denied missing_role", ""),
    ("ram groups", [(U, {"Policies": {"Policy": []}}), (f"acs:ram::{ACCOUNT}:group/ml", document(statement("Allow", "oss:*")))], None, U, "oss:GetObject", DATA, "unknown member_unknown", "group/ml"),
    ("ram groups", [(U, {"Groups": {"Group": [{"GroupName": "ml"}]}}), (f"acs:ram::{ACCOUNT}:group/ml", document(statement("Deny", "oss:*"))), (U, ALL)], None, U, "oss:GetObject", DATA, "denied explicit_deny", "group/ml"),
    ("ram documents", [(R, {"Policies": {"Policy": [{"PolicyName": "acme-oss", "PolicyType": "Custom"}]}}), ("", {"Policy": {"PolicyName": "acme-oss"}, "DefaultPolicyVersion": {"PolicyDocument": json.dumps(document(statement("Allow", "oss:*")))}})],
     None, R, "oss:GetObject", DATA, "allowed held", "acme-oss"),
    ("ram documents", [(R, {"Policies": {"Policy": [{"PolicyName": "acme-oss", "PolicyType": "Custom"}]}})], None, R, "oss:GetObject", DATA, "unknown document_unknown", "acme-oss"),
    ("ram documents", [("policy/acme-oss", {"PolicyVersion": {"IsDefaultVersion": True, "PolicyDocument": json.dumps(document(statement("Allow", "oss:*")))}}), (R, {"Policies": {"Policy": [{"PolicyName": "acme-oss"}]}})],
     None, R, "oss:GetObject", DATA, "allowed held", "acme-oss"),
    ("ram documents", [(R, {"Policies": {"Policy": [{"PolicyName": "AliyunOSSReadOnlyAccess", "PolicyType": "System"}]}})], None, R, "oss:PutObject", DATA, "denied missing_role", ""),
    ("ram documents", [(R, {"Policies": {"Policy": [{"PolicyName": "AliyunOSSReadOnlyAccess", "PolicyType": "System"}]}})], None, R, "oss:GetObject", DATA, "allowed held", "AliyunOSSReadOnlyAccess"),
    ("ram another", [("acs:ram::1234567890123456:role/other", ALL)], None, R, "oss:GetObject", DATA, "unknown", ""),
    ("ram another", [("oss://acme-other", document(statement("Allow", "*", Principal=["*"])))], None, R, "oss:GetObject", DATA, "unknown", ""),
]


def ask(program, folder, row):
    _, files, groups, who, what, where, _, _ = row
    out = started_of(program).run(["check", "--no-config", "--now", NOW, *given(folder, [("", ROLES), *files], groups), who, what, where])
    return out.returncode, (out.stdout + out.stderr).decode()


def wrong(program, folder, row):
    status, text = ask(program, folder, row)
    want = row[6].split()
    bad = not text.startswith(want[0]) or status != {"allowed": 0, "denied": 1, "unknown": 6}[want[0]]
    bad = bad or (len(want) > 1 and f"({want[1]})" not in text.split(":")[0]) or row[7] not in text
    return f"{row[0]}: {row[3]} {row[4]} {row[5]}: {row[6]} ({row[7]}) wanted, got {status} {text.strip()}" if bad else None


if __name__ == "__main__":
    sys.exit(judge_rows(ROWS, wrong, lambda rows, found: f"policy clauses: {len(rows) - len(found)} of {len(rows)} right, {len({row[0] for row in rows})} clauses"))
