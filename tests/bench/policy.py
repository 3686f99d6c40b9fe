#!/usr/bin/env python3
"""By hand: time and memory of --policy over asset exports of growing size.

  policy.py PROGRAM FOLDER [MEGABYTES...]   (default 20 200)

An export is made of projects with their policies, of buckets, accounts and organisation policies; the log holds one denial, so that what is
kept must not grow with the export.
"""
import json
import os
import pathlib
import subprocess
import sys
import time


def assets(megabytes):
    """Lines of an export, until so many megabytes are written."""
    left, n = megabytes << 20, 0
    while left > 0:
        ancestors = [f"projects/{100000000000 + n}", f"folders/{n % 50}", "organizations/9"]
        members = [f"user:person{n}-{i}@example.com" for i in range(30)] + [f"group:team{n % 40}@example.com"]
        policy = {"bindings": [{"role": r, "members": members} for r in ("roles/viewer", "roles/storage.objectViewer")]}
        lines = [{"name": f"//cloudresourcemanager.googleapis.com/projects/acme-p{n}", "assetType": "cloudresourcemanager.googleapis.com/Project",
                  "ancestors": ancestors, "iamPolicy": policy}]
        for b in range(20):
            lines.append({"name": f"//storage.googleapis.com/acme-p{n}-b{b}", "assetType": "storage.googleapis.com/Bucket", "ancestors": ancestors,
                          "iamPolicy": policy, "resource": {"data": {"labels": {f"l{i}": "x" * 20 for i in range(10)}}}})
        for i in range(3):
            account = f"//iam.googleapis.com/projects/acme-p{n}/serviceAccounts/{100000000000000000000 + 10 * n + i}"
            lines.append({"name": account, "assetType": "iam.googleapis.com/ServiceAccount", "ancestors": ancestors,
                          "resource": {"data": {"email": f"sa{i}@acme-p{n}.iam.gserviceaccount.com", "uniqueId": str(100000000000000000000 + 10 * n + i)}}})
            lines.append({"name": account, "assetType": "iam.googleapis.com/ServiceAccount", "ancestors": ancestors, "iamPolicy": policy})
        lines.append({"name": f"//cloudresourcemanager.googleapis.com/projects/acme-p{n}", "ancestors": ancestors,
                      "orgPolicy": [{"constraint": "constraints/iam.allowedPolicyMemberDomains", "listPolicy": {"allowedValues": [f"C{n}"]}}]})
        text = "".join(json.dumps(line) + "\n" for line in lines)
        yield text
        left -= len(text)
        n += 1


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    denial = {"protoPayload": {"@type": "type.googleapis.com/google.cloud.audit.AuditLog", "status": {"code": 7, "message": "PERMISSION_DENIED"},
                               "authenticationInfo": {"principalEmail": "person3-1@example.com"}, "serviceName": "storage.googleapis.com",
                               "methodName": "storage.objects.create", "resourceName": "projects/_/buckets/acme-p3-b7/objects/o",
                               "authorizationInfo": [{"resource": "projects/_/buckets/acme-p3-b7/objects/o", "permission": "storage.objects.create"}]},
              "resource": {"type": "gcs_bucket", "labels": {"project_id": "acme-p3"}}, "timestamp": "2026-09-01T02:03:04Z",
              "logName": "projects/acme-p3/logs/cloudaudit.googleapis.com%2Fdata_access"}
    (folder / "log.json").write_text(json.dumps(denial) + "\n")
    for megabytes in [int(a) for a in sys.argv[3:] if a.isdigit()] or [20, 200]:
        path = folder / "export.ndjson"
        with path.open("w") as out:
            out.writelines(assets(megabytes))
        begun = time.monotonic()
        run = subprocess.Popen([program, "--no-config", "--policy", path, folder / "log.json"], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(run.pid, 0)
        print(f"{megabytes} MB: {time.monotonic() - begun:.2f} s, {usage.ru_utime:.2f} s user, {usage.ru_maxrss / 1024:.0f} MiB, status {status >> 8}", flush=True)
        if "--keep" not in sys.argv:
            path.unlink()
    return 0


sys.exit(main())
