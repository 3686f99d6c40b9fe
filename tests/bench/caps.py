#!/usr/bin/env python3
"""Writes records that fill every table of the program at once, without passing the caps that would empty it again:
incidents of known rules, shapes of messages no rule knows, policy changes, verdicts of request logs, and keys of
denials; then the record that the parser needs most memory for. Usage: caps.py KEYS

`caps.py crowds` instead fills the tables with as many collapsed problems as there can be, each with more principals
of long names than are kept.
"""
import itertools
import json
import sys

PERMISSIONS = ("pubsub.topics.publish", "pubsub.topics.get", "pubsub.topics.update", "pubsub.topics.delete",
               "pubsub.topics.attachSubscription", "pubsub.topics.getIamPolicy")
PADDING = "x" * 400  # texts and facts as long as they are kept


def audit(number, method, status, principal, service="pubsub.googleapis.com", **more):
    stamp = f"2026-03-{number // 90000 % 28 + 1:02}T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"
    payload = {"@type": "type.googleapis.com/google.cloud.audit.AuditLog", "serviceName": service,
               "methodName": method, "authenticationInfo": {"principalEmail": principal},
               "requestMetadata": {"callerSuppliedUserAgent": PADDING}, "status": status, **more}
    return {"insertId": f"acme{number}", "logName": "projects/acme-prod/logs/cloudaudit.googleapis.com%2Fdata_access",
            "resource": {"type": "gcs_bucket", "labels": {"project_id": "acme-prod"}}, "timestamp": stamp,
            "protoPayload": payload}


def denials(keys):
    combinations = itertools.cycle((p, t, w) for t in range(250) for p in PERMISSIONS for w in range(2))
    for number, (permission, topic, worker) in zip(range(keys), combinations):
        resource = f"projects/acme-prod/topics/events-{topic}"
        message = f"User not authorized to perform this action. {PADDING}"
        yield audit(number, permission, {"code": 7, "message": message}, f"worker-{worker}@acme-prod.iam.gserviceaccount.com",
                    resourceName=resource, authorizationInfo=[{"permission": permission, "resource": resource}])


def shapes():
    for letters in itertools.islice(itertools.product("bcdfghjklm", repeat=3), 400):
        yield f"googleapis: the {'o'.join(letters)} gate says: access denied {PADDING}"


def policy_changes():
    for number in range(1500):
        yield audit(number, "storage.setIamPermissions", {}, "admin@example.com", "storage.googleapis.com",
                    resourceName=f"projects/_/buckets/acme-{number}", serviceData={"policyDelta": {"bindingDeltas": [
                        {"action": "ADD", "role": "roles/storage.objectViewer", "member": f"user:dev-{number}@example.com"}]}})


def verdicts():
    for number in range(5000):
        yield {"insertId": f"run{number}", "logName": "projects/acme-prod/logs/run.googleapis.com%2Frequests",
               "timestamp": "2026-03-01T00:00:00Z", "resource": {"type": "cloud_run_revision", "labels": {}},
               "httpRequest": {"status": 401, "requestMethod": "POST", "requestUrl": f"https://api-{number}.example.com/run",
                               "userAgent": "Google-Cloud-Scheduler"}}


def huge():
    """As long as a record may be, with as many values as it may hold: what the parser needs most for."""
    record = audit(0, "acme.list", {}, "dev@example.com", request={"ids": []})
    room = 2 * 1024 * 1024 - len(json.dumps(record)) - 20
    record["protoPayload"]["request"]["ids"] = [7] * 99900 + ["y" * (room - 3 * 99900)]
    yield json.dumps(record)


def crowds():
    for number, (worker, permission, topic) in enumerate(itertools.product(range(1100), PERMISSIONS, range(7))):
        resource = f"projects/acme-prod/topics/events-{topic}{'r' * 200}"
        principal = f"worker-{worker}-{topic}-{permission[14:]}-{'q' * 200}@acme-prod.iam.gserviceaccount.com"
        yield audit(number, permission, {"code": 7, "message": f"User not authorized to perform this action. {PADDING}"},
                    principal, resourceName=resource,
                    authorizationInfo=[{"permission": permission, "resource": resource}])


first = crowds() if sys.argv[1] == "crowds" else denials(int(sys.argv[1]))
for record in itertools.chain(first, shapes(), policy_changes(), verdicts(), huge()):
    print(record if isinstance(record, str) else json.dumps(record))
