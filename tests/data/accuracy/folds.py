#!/usr/bin/env python3
"""A message that was broken at any width gives no ready command that the whole message does not give: half a name is
another name. A line that stands by itself takes none away. Usage: folds.py PROGRAM
"""
import json
import subprocess
import sys

program = sys.argv[1]
MESSAGES = [
    "HTTPError 403: jane@example.com does not have storage.objects.list access to the Google Cloud Storage bucket gs://acme-data-prod. Permission 'storage.objects.list' denied on resource (or it may not exist).",
    "ERROR: (gcloud.run.deploy) PERMISSION_DENIED: Permission 'iam.serviceaccounts.actAs' denied on service account api-runtime@acme-prod.iam.gserviceaccount.com (or it may not exist). This command is authenticated as ci-deploy@acme-prod.iam.gserviceaccount.com which is the active account specified by the [core/account] property.",
    "denied: Permission \"artifactregistry.repositories.uploadArtifacts\" denied on resource \"projects/acme-prod/locations/us-central1/repositories/trainers\" (or it may not exist) for builder@acme-prod.iam.gserviceaccount.com",
    "google.api_core.exceptions.PermissionDenied: 403 Permission 'secretmanager.versions.access' denied for resource 'projects/acme-prod/secrets/db-password/versions/latest' (or it may not exist). caller api-runtime@acme-prod.iam.gserviceaccount.com",
    "User(RAM) acme-etl is not authorized: You are not authorized to do this action. Action: sts:AssumeRole; Resource: acs:ram::1234567890123456:role/acme-dlc-trainer; User: acs:ram::1234567890123456:user/acme-etl; PolicyType: AccountLevelIdentityBasedPolicy; NoPermissionType: ImplicitDeny",
]
FOLLOWERS = ["Error: the step failed", "exit status 1", "make: *** [deploy] Error 1", "2026-11-20T10:00:00Z done", "  at main"]


def ready(text):
    done = subprocess.run([program, "--no-config", "--no-user-patterns", "--format", "json", "--now", "2026-11-28T00:00:00Z", "-"],
                          input=text.encode(), capture_output=True, check=False)
    return {c["shell"] for r in json.loads(done.stdout)["remedies"] for c in r["commands"]}


wrong = folds = 0
for message in MESSAGES:
    whole = ready(message + "\n")
    for width in range(60, min(170, len(message)), 5):
        lines = [message[i:i + width] for i in range(0, len(message), width)]
        more = ready("\n".join(lines) + "\n") - whole
        folds += 1
        if more:
            wrong += 1
            print(f"WRONG COMMAND at width {width}: {sorted(more)[0]}")
cut = MESSAGES[0][:MESSAGES[0].index(". Permission")]
for follower in FOLLOWERS:
    if not ready(f"{cut}\n{follower}\n"):
        wrong += 1
        print(f"no command before {follower!r}")
print(f"folds: {folds} of {len(MESSAGES)} messages, {wrong} wrong")
sys.exit(wrong > 0)
