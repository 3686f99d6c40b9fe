"""Logs in which what belongs together lies in several files: for whoever reads them in parts.

Every line is a record of its own, so that files may be cut between lines. All names are invented."""
import gzip
import json
import pathlib

root = pathlib.Path(__file__).resolve().parents[3]
LOG = "projects/%s/logs/cloudaudit.googleapis.com%%2Factivity"


def audit(n, project="acme-data", principal="etl@acme-data.iam.gserviceaccount.com", permission="storage.objects.get",
          resource="projects/_/buckets/acme-landing/objects/day.parquet", service="storage.googleapis.com", denied=True,
          day=1, second=None, insert_id=None, **payload):
    second = n if second is None else second
    time = f"2026-09-{day:02d}T{second // 3600 % 24:02d}:{second // 60 % 60:02d}:{second % 60:02d}.{n % 1000:03d}Z"
    status = {"code": 7, "message": f"{principal} does not have {permission} access to the resource."} if denied else {}
    return {"insertId": insert_id or f"id{n}", "logName": LOG % project, "timestamp": time, "receiveTimestamp": time,
            "resource": {"type": "audited_resource", "labels": {"project_id": project, "service": service}}, "severity": "ERROR" if denied else "NOTICE",
            "protoPayload": {"@type": "type.googleapis.com/google.cloud.audit.AuditLog", "serviceName": service, "methodName": permission,
                             "resourceName": resource, "authenticationInfo": {"principalEmail": principal},
                             "authorizationInfo": [{"resource": resource, "permission": permission, "granted": not denied}], "status": status, **payload}}


def change(n, member, role, action="ADD", project="acme-data", second=0):
    """SetIamPolicy, as the platform records it."""
    return audit(n, project, "admin@example.com", "resourcemanager.projects.setIamPolicy", f"projects/{project}", "cloudresourcemanager.googleapis.com",
                 denied=False, second=second, methodName="SetIamPolicy",
                 serviceData={"@type": "type.googleapis.com/google.iam.v1.logging.AuditData",
                              "policyDelta": {"bindingDeltas": [{"action": action, "role": role, "member": member}]}})


def correlated():
    """A grant before the last denial, a role taken away before the first, twelve permissions of one person, the same delivery twice, an operation
    that is logged at its start and at its end, a principal of another project, more principals than a group keeps apart."""
    lost, fresh = "loader@acme-data.iam.gserviceaccount.com", "fresh@acme-data.iam.gserviceaccount.com"
    yield change(1, f"serviceAccount:{lost}", "roles/storage.objectViewer", "REMOVE", second=3000)
    yield change(2, f"serviceAccount:{fresh}", "roles/storage.objectViewer", "ADD", second=5000)
    for n in range(10, 40):
        yield audit(n, principal=lost, second=3100 + 30 * n)
        yield audit(n + 100, principal=fresh, second=4900 + 5 * n, resource="projects/_/buckets/acme-fresh/objects/x")
    for n in range(200, 212):
        yield audit(n, principal="curious@example.net", permission=f"compute.things{n}.list", service="compute.googleapis.com", resource="projects/acme-data", second=7000 + n)
    for n in range(300, 330):
        yield audit(n, principal="twice@acme-data.iam.gserviceaccount.com", second=9000 + n // 2 * 2, insert_id=f"again{n // 2}", resource="projects/_/buckets/acme-twice/objects/a") | {
            "timestamp": f"2026-09-01T02:30:{n // 2 % 60:02d}Z"}
    for n, end in ((400, 1), (401, 2)):
        yield audit(n, permission="run.services.update", service="run.googleapis.com", resource="namespaces/acme-data/services/api", day=end, second=86300 if end == 1 else 60) | {
            "operation": {"id": "op-7", "producer": "run.googleapis.com", "first": end == 1, "last": end == 2}}
    for n in range(500, 590):
        yield audit(n, principal=f"vm{n}@acme-data.iam.gserviceaccount.com", resource="projects/_/buckets/acme-shared/objects/a", second=20000 + n)
    for n in range(600, 620):
        yield audit(n, principal="guest@other-shop.iam.gserviceaccount.com", resource="projects/_/buckets/acme-landing/objects/b", day=3, second=n)
    for n in range(700, 760):
        yield audit(n, denied=False, project=f"acme-p{n % 7}", day=2, second=n)


def requests():
    """The Scheduler's 401 and what Cloud Run's request log says of it."""
    entries = json.loads((root / "samples/scheduler-and-run.json").read_text())
    yield from entries if isinstance(entries, list) else [entries]


def lines():
    """Records of which each stands for itself."""
    audits = gzip.decompress((root / "samples/audit.ndjson.gz").read_bytes()).decode().splitlines()
    return [json.dumps(record) for record in [*correlated(), *requests()]] + [line for line in audits if line.strip()]
