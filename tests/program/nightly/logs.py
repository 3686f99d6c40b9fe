"""Logs and databases for the tests of `nightly`: planted denials, a runner, dumps that can be compared."""
import gzip
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import UNCOUNTED  # noqa: E402,F401

EMPTY_HOME = {"LC_ALL": "C", "TZ": "UTC", "HOME": "/nonexistent", "PATH": os.environ.get("PATH", "")}


def audit(time, key, principal, bucket, permission="storage.objects.get"):
    """A denied call on a bucket, as the data access log writes it."""
    return {
        "logName": "projects/acme-prod/logs/cloudaudit.googleapis.com%2Fdata_access",
        "timestamp": time, "insertId": key, "severity": "ERROR",
        "resource": {"type": "gcs_bucket",
                     "labels": {"project_id": "acme-prod", "bucket_name": bucket, "location": "us"}},
        "protoPayload": {
            "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
            "serviceName": "storage.googleapis.com", "methodName": permission,
            "status": {"code": 7, "message": f"{principal} does not have {permission} access to the "
                       f"Google Cloud Storage object. Permission '{permission}' denied on resource "
                       "(or it may not exist)."},
            "authenticationInfo": {"principalEmail": principal},
            "authorizationInfo": [{"resource": f"projects/_/buckets/{bucket}/objects/part-0",
                                   "permission": permission}],
            "resourceName": f"projects/_/buckets/{bucket}/objects/part-0"}}


def grant(time, key, principal, bucket, role="roles/storage.objectViewer"):
    """Somebody gives the role on the bucket."""
    return {
        "logName": "projects/acme-prod/logs/cloudaudit.googleapis.com%2Factivity",
        "timestamp": time, "insertId": key, "severity": "NOTICE",
        "resource": {"type": "gcs_bucket",
                     "labels": {"project_id": "acme-prod", "bucket_name": bucket, "location": "us"}},
        "protoPayload": {
            "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
            "serviceName": "storage.googleapis.com", "methodName": "storage.setIamPermissions",
            "status": {},
            "authenticationInfo": {"principalEmail": "admin@example.com"},
            "authorizationInfo": [{"resource": f"projects/_/buckets/{bucket}",
                                   "permission": "storage.buckets.setIamPolicy", "granted": True}],
            "resourceName": f"projects/_/buckets/{bucket}",
            "serviceData": {"@type": "type.googleapis.com/google.iam.v1.logging.AuditData",
                            "policyDelta": {"bindingDeltas": [
                                {"action": "ADD", "role": role,
                                 "member": f"serviceAccount:{principal}"}]}}}}


def success(time, key):
    """A record that denies nothing."""
    record = audit(time, key, "app@acme-prod.iam.gserviceaccount.com", "acme-quiet")
    record["protoPayload"]["status"] = {}
    record["protoPayload"]["authorizationInfo"][0]["granted"] = True
    record["severity"] = "INFO"
    return record


def write(path, records):
    data = "".join(json.dumps(r) + "\n" for r in records).encode()
    with open(path, "wb") as file:
        file.write(gzip.compress(data, mtime=0) if str(path).endswith(".gz") else data)


class Sandbox:
    """A folder of its own, with the program and a database in it."""

    def __init__(self, program):
        self.program = os.path.abspath(program)
        self.folder = tempfile.mkdtemp(prefix="whydenied-nightly-")
        self.db = self.path("denials.db")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, records):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        write(self.path(name), records)
        return self.path(name)

    def start(self, *arguments, **options):
        return subprocess.Popen([self.program, *map(str, arguments)], cwd=self.folder, env=EMPTY_HOME,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def run(self, *arguments, expect=0, stdin=b""):
        process = self.start(*arguments, stdin=subprocess.PIPE)
        out, err = process.communicate(stdin)
        if expect is not None and process.returncode != expect:
            raise AssertionError(f"{arguments}: exit {process.returncode}, not {expect}\n{err.decode()}")
        return out.decode(), err.decode(), process.returncode

    def nightly(self, *arguments, expect=0):
        """A run; its JSON report."""
        out, _, _ = self.run("nightly", "--db", self.db, "--format", "json", *arguments, expect=expect)
        return json.loads(out) if out else None

    def report(self, *arguments, expect=0):
        out, _, _ = self.run("report", "--db", self.db, "--format", "json", *arguments, expect=expect)
        return json.loads(out)


TABLES = {
    "run": "SELECT night, inputs, printed FROM run ORDER BY id",
    "input": "SELECT hex(digest), complete, records, decoded_bytes FROM input ORDER BY 1",
    "place": "SELECT path, device, inode, size, mtime, hex(digest) FROM place JOIN input"
             " ON input.id = place.input ORDER BY path",
    "contribution": "SELECT night, hex(digest), fingerprint, hex(state) FROM contribution"
                    " JOIN input ON input.id = contribution.input ORDER BY 1, 2, 3",
    "strays": "SELECT count(*) FROM contribution WHERE input NOT IN (SELECT id FROM input)",
    "night": "SELECT * FROM night ORDER BY night",
    "night_state": "SELECT night, fingerprint, hex(state) FROM night_state ORDER BY 1, 2",
    "incident": "SELECT * FROM incident ORDER BY fingerprint, night",
    "member": "SELECT * FROM member ORDER BY collapsed, night, fingerprint",
    "known": "SELECT * FROM known ORDER BY fingerprint",
    "remedy": "SELECT * FROM remedy ORDER BY night, id",
}
DATA = ("input", "contribution", "strays", "night", "night_state", "incident", "member", "remedy")


def dump(db, tables=tuple(TABLES)):
    """All rows, without run ids and wall times."""
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    try:
        return {name: connection.execute(TABLES[name]).fetchall() for name in tables}
    finally:
        connection.close()


def difference(one, other):
    """The first row that differs, for a message; None if there is none."""
    for name, rows in one.items():
        if rows != other[name]:
            lost = [r for r in rows if r not in other[name]]
            more = [r for r in other[name] if r not in rows]
            return f"table {name}: {str(lost[:1])[:400]} became {str(more[:1])[:400]}"
    return None


def by_bucket(report):
    return {i["resource"]["name"].rsplit("/", 1)[-1]: i for i in report["incidents"]}
