#!/usr/bin/env python3
"""Denied next: for every journey a log with its first denial, the rest that is told, and the bundle that ends them all.

  chains.py PROGRAM [WORD]

A row: the journey, the log's records, policies (NAME, content) or none, what the note says in this order, what it does
not say, and lines of the bundle (with policies only). `order`: what the log says of the chain's order.
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from clauses import ACCOUNT, CRM, EVERYBODY, asset, deny, document, policy, statement  # noqa: E402
from judging import judge_rows, report_of  # noqa: E402

P, N = "projects/acme-app", "projects/123456789012"
BUILDER, USER = "123456789012-compute@developer.gserviceaccount.com", "mika@example.com"
TREE = [N, "organizations/9"]


def audit(service, method, who, permission, resource, minute=0):
    return {"protoPayload": {"@type": "type.googleapis.com/google.cloud.audit.AuditLog", "status": {"code": 7, "message": "PERMISSION_DENIED"},
                             "authenticationInfo": {"principalEmail": who}, "serviceName": service, "methodName": method, "resourceName": resource,
                             "authorizationInfo": [{"resource": resource, "permission": permission}]},
            "insertId": f"a{minute}{permission}", "resource": {"type": "audited_resource", "labels": {"project_id": "acme-app"}}, "timestamp": f"2026-09-01T02:{minute:02}:04Z",
            "logName": P + "/logs/cloudaudit.googleapis.com%2Factivity"}


def build(text, minute=0):
    return {"insertId": f"b{minute}", "timestamp": f"2026-09-01T02:{minute:02}:00Z", "logName": P + "/logs/cloudbuild", "textPayload": text,
            "resource": {"type": "build", "labels": {"project_id": "acme-app", "build_id": "0a0a0a0a-1111-4222-8333-444444444444"}}}


READ = build(f"ERROR: {BUILDER} does not have storage.objects.get access to the Google Cloud Storage object.")
WRITE_LOG = build(f"ERROR: Permission 'logging.logEntries.create' denied on resource (or it may not exist). {BUILDER}", 3)
PUSH = build('denied: Permission "artifactregistry.repositories.uploadArtifacts" denied on resource "projects/acme-app/locations/us/repositories/app" (or it may not exist)', 5)
SIX = ["roles/storage.objectViewer", "roles/logging.logWriter", "roles/artifactregistry.writer", "roles/storage.objectCreator", "roles/run.developer", "roles/iam.serviceAccountUser"]
SCHEDULE = audit("cloudscheduler.googleapis.com", "google.cloud.scheduler.v1.CloudScheduler.CreateJob", USER, "cloudscheduler.jobs.create", P + "/locations/asia-northeast1")
AGENT = "service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com"
PIPELINE = audit("aiplatform.googleapis.com", "google.cloud.aiplatform.v1.PipelineService.CreatePipelineJob", USER, "aiplatform.pipelineJobs.create", P + "/locations/us-central1", 5)
ACT = audit("aiplatform.googleapis.com", "google.cloud.aiplatform.v1.PipelineService.CreatePipelineJob", USER, "iam.serviceAccounts.actAs", P + "/serviceAccounts/run@acme-app.iam.gserviceaccount.com", 1)
PREDICT = audit("ml.googleapis.com", "google.cloud.ml.v1.PredictionService.Predict", USER, "ml.models.predict", P + "/models/churn")
PASS = f"CreateJob: Check RAM role permission failed, role acs:ram::{ACCOUNT}:role/acme-trainer"
TRUSTED = {"Role": {"RoleName": "acme-trainer", "Arn": f"acs:ram::{ACCOUNT}:role/acme-trainer", "AssumeRolePolicyDocument": json.dumps(
    document({"Action": "sts:AssumeRole", "Effect": "Allow", "Principal": {"Service": ["pai.aliyuncs.com"]}}))}}
ROLE_HOLDS = (f"acs:ram::{ACCOUNT}:role/acme-trainer", document(statement("Allow", "oss:*")))
USER_HOLDS = (f"acs:ram::{ACCOUNT}:user/mika", document(statement("Allow", "paidlc:*")))
NO_KEY = "wandb: ERROR No API key configured. Use `wandb login` to log in."


def project(*bindings, more=()):
    return ("", [asset(CRM + P, {"bindings": [{"role": r, "members": [m]} for r, m in bindings]}, ancestors=TREE), *more])


ROWS = [
    ("run-deploy-source", [READ], [], [*SIX[1:], "roles/iam.serviceAccountUser"], ["sourceDeveloper"], None),
    ("run-deploy-source", [READ], [project((SIX[1], "serviceAccount:" + BUILDER), (SIX[4], "serviceAccount:" + BUILDER))], [SIX[2], SIX[3], SIX[5]], [SIX[1], SIX[4]],
     ["--role=" + SIX[0], "# to push the image", "--role=" + SIX[2], "# to store artefacts", "--role=" + SIX[3], "--role=" + SIX[5]]),
    ("run-deploy-source", [READ, PUSH], [], [SIX[1], SIX[3], "met them in this order"], [SIX[2]], None),
    ("run-deploy-source", [PUSH, WRITE_LOG], [], [SIX[3], SIX[4], "met them in this order"], [SIX[0]], None),
    ("run-deploy-source", [PUSH, READ], [project((SIX[3], "serviceAccount:" + BUILDER), more=[deny(N, EVERYBODY, what="run.googleapis.com/services.create")])], [SIX[4], "a grant alone does not help", "no-pub", SIX[5]],
     [SIX[3]], ["--role=" + SIX[5]]),
    ("scheduler-run", [SCHEDULE], [], ["roles/cloudscheduler.serviceAgent", "roles/run.invoker"], ["cloudscheduler.admin"], None),
    ("scheduler-run", [SCHEDULE], [project(("roles/viewer", "user:" + USER))], ["roles/cloudscheduler.serviceAgent", "roles/run.invoker"], [],
     ["--role=roles/cloudscheduler.admin", "# to call the service", "--role=roles/run.invoker"]),
    ("vertex-pipeline", [PIPELINE], [], ["roles/iam.serviceAccountUser", "roles/aiplatform.user", "roles/artifactregistry.reader", "Vertex AI Service Agent", "roles/storage.objectUser", "roles/datastore.user"], [], None),
    ("vertex-pipeline", [PIPELINE], [project(("roles/iam.serviceAccountUser", "user:" + USER))], ["roles/aiplatform.user", "roles/artifactregistry.reader"], ["serviceAccountUser"],
     ["--role=roles/aiplatform.user", "gcp-sa-aiplatform.iam", "# to read and write the pipeline's root", "--role=roles/datastore.user"]),
    ("vertex-pipeline", [PIPELINE, ACT], [], ["roles/artifactregistry.reader", "met a later one first"], [], None),
    ("ml-engine-predict", [PREDICT], [], ["storage.objects.get", "roles/storage.objectViewer", "roles/storage.bucketViewer"], ["ml.jobs.create"], None),
    ("ml-engine-predict", [PREDICT], [project(("roles/storage.bucketViewer", "serviceAccount:service-123456789012@cloud-ml.google.com.iam.gserviceaccount.com"))], ["roles/storage.objectViewer"], [],
     ["--role=roles/ml.modelUser", "# to read the model's files"]),
    ("dlc-job", [PASS], [], ["sts:AssumeRole", "pai.aliyuncs.com", "oss:GetObject", "odps:ActOnBehalfOfAnotherUser"], ["paidlc:CreateJob"], None),
    ("dlc-job", [PASS], [USER_HOLDS], ["sts:AssumeRole", "oss:GetObject"], [],
     ['"Action":["ram:PassRole"],"Resource":["acs:ram:*:' + ACCOUNT + ':role/acme-trainer"]', "STATEMENTS_OF_GETROLE", "pai.aliyuncs.com", "acs:oss:*:*:OSS_BUCKET/*", "AttachPolicyToRole", "odpscmd", "# to give the job its role"]),
    ("dlc-job", [PASS], [USER_HOLDS, ("", TRUSTED), ROLE_HOLDS], ["odps:ActOnBehalfOfAnotherUser"], ["sts:AssumeRole", "oss:GetObject"], ["odpscmd", "ram:PassRole"]),
    ("wandb-run", [NO_KEY], [], ["WANDB_ENTITY", "restricted"], ["WANDB_API_KEY"], None),
    ("wandb-run", [NO_KEY], [project(("roles/viewer", "user:" + USER))], ["WANDB_ENTITY", "restricted"], [], ["wandb login", "export WANDB_ENTITY=WANDB_TEAM", "# restricted projects list their members"]),
]

# The tables of the documents themselves, as they print them.
METHODS = {"projects.getConfig": "ml.projects.getConfig", "projects.jobs.cancel": "ml.jobs.cancel", "projects.jobs.create": "ml.jobs.create", "projects.jobs.get": "ml.jobs.get",
           "projects.jobs.list": "ml.jobs.list", "projects.models.create": "ml.models.create", "projects.models.delete": "ml.models.delete", "projects.models.get": "ml.models.get",
           "projects.models.list": "ml.models.list", "projects.models.versions.create": "ml.versions.create", "projects.models.versions.delete": "ml.versions.delete",
           "projects.models.versions.get": "ml.versions.get", "projects.models.versions.list": "ml.versions.list", "projects.models.versions.setDefault": "ml.models.update",
           "projects.operations.cancel": "ml.operations.cancel", "projects.operations.get": "ml.operations.get", "projects.operations.list": "ml.operations.list"}
DEPLOYER = ["roles/serviceusage.serviceUsageConsumer", "roles/run.sourceDeveloper"]


def tables(program):
    """What the documents print, read back from the data and held against the roles that the program knows."""
    journeys = {j["id"]: j for j in json.loads((pathlib.Path(__file__).resolve().parents[3] / "patterns/roles/chains.json").read_text(encoding="utf-8"))["journeys"]}
    steps, faults = journeys["run-deploy-source"]["steps"], []
    if [s["role"] for s in steps if s["actor"] == "cloud_build_service_account"] != SIX:
        faults.append("the build account's six roles")
    if [s["role"] for s in steps if s["actor"] == "deployer" and s["on"] == "project"] != DEPLOYER:
        faults.append("the deployer's two roles")
    if journeys["ml-engine-predict"]["methods"] != METHODS:
        faults.append("the methods of the legacy API")
    for j in journeys.values():
        faults += [f"{j['id']}: no source"] if not all(u.startswith("https://") for u in j["source"]) or not j["source"] else []
    for permission in sorted(set(METHODS.values())):
        out = subprocess.run([program, "roles", "for", "--no-config", permission], capture_output=True, text=True, check=False)
        if out.returncode != 0 or "roles/ml." not in out.stdout:
            faults.append(f"no role for {permission}")
    return [f"tables: {f}" for f in faults]


def in_order(words, text):
    at = 0
    for word in words:
        at = text.find(word, at)
        if at < 0:
            return word
    return None


def wrong(program, folder, row):
    name, records, files, words, never, lines = row
    report, complaint = report_of(program, folder, records, files)
    if not report:
        return f"{name}: {complaint}"
    opening = "next refusals will be" if files else "check what comes next"
    notes = [n for i in report["incidents"] for n in i["notes"] if opening in n]
    if len(notes) != 1:
        return f"{name}: {len(notes)} notes: {[i['rule'] for i in report['incidents']]}"
    bundles = [r for r in report["remedies"] if opening in r["summary"]]
    faults = [f"does not say {w} (in its place)" for w in [in_order(words, notes[0])] if w] + [f"says {w}" for w in never if w in notes[0]]
    if lines is None and bundles or lines is not None and (len(bundles) != 1 or bundles[0]["commands"]):
        faults.append(f"{len(bundles)} bundles")
    elif lines:
        faults += [f"no {line} in the bundle {bundles[0]['template']}" for line in lines if line not in bundles[0]["template"]]
    return f"{name}: {'; '.join(faults)}: {notes[0]}" if faults else None


if __name__ == "__main__":
    sys.exit(judge_rows(ROWS, wrong, lambda rows, found: f"policy chains: {len(rows)} logs of {len({row[0] for row in rows})} journeys, {len(found)} wrong", tables))
