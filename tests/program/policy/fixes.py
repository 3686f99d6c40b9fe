#!/usr/bin/env python3
"""What policies beside a log change: cause, first remedy, command, warnings. Two situations for each verdict, and for each
reason why a grant would not help.

  fixes.py PROGRAM [WORD]

A row: the situation, the denial, the policies, and the answer of an examiner, written before the program was asked: the
causes that are right, the kinds of the first remedy, whether a command is ready, words that stand in the answer, words
that must not.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from clauses import (ACCOUNT, ALL, CRM, DATA, GCS, HELD, ME, N, P, PLACED, PUB, R, ROLES, SA, TOPIC, TREE, USER, V2ME, asset, bound, deny, document, policy,  # noqa: E402
                     statement, EVERYBODY)
from judging import judge_rows, report_of  # noqa: E402

PUBLISHER = "roles/pubsub.publisher"
OTHERS = asset(CRM + P, policy("user:ann@example.com", role=PUBLISHER))


def google(who=SA, permission=PUB, resource=TOPIC, project="acme-ml-prod"):
    service = {"pubsub": "pubsub.googleapis.com", "storage": "storage.googleapis.com", "iam": "iam.googleapis.com"}[permission.split(".")[0]]
    return {"protoPayload": {"@type": "type.googleapis.com/google.cloud.audit.AuditLog", "status": {"code": 7, "message": "PERMISSION_DENIED"},
                             "authenticationInfo": {"principalEmail": who}, "serviceName": service, "methodName": "Call", "resourceName": resource,
                             "authorizationInfo": [{"resource": resource, "permission": permission}]},
            "insertId": "i1", "resource": {"type": "audited_resource", "labels": {"project_id": project}}, "timestamp": "2026-09-01T02:03:04Z",
            "logName": f"projects/{project}/logs/cloudaudit.googleapis.com%2Fdata_access"}


def ram(action="oss:GetObject", service="Oss", resource=DATA):
    return {"eventId": "e1", "eventVersion": "1", "eventTime": "2026-09-01T02:03:04Z", "eventName": action.split(":")[1], "serviceName": service, "acsRegion": "cn-hangzhou",
            "errorCode": "AccessDenied", "errorMessage": "You have no right to access this object because of bucket acl.",
            "userIdentity": {"type": "assumed-role", "accountId": ACCOUNT, "principalId": "345678901234567890:job", "userName": "train:job"},
            "requestParameters": {"bucketName": "acme-data", "objectName": "a/b"}}


def org_policy(*values, **more):
    return asset(CRM + "organizations/9", ancestors=["organizations/9"], orgPolicy=[{"constraint": "constraints/iam.allowedPolicyMemberDomains", "listPolicy": {"allowedValues": list(values)}, **more}])


CUSTOMER = asset(CRM + "organizations/9", ancestors=["organizations/9"], resource={"data": {"displayName": "example.com", "owner": {"directoryCustomerId": "C0acme"}}})
OTHER_CUSTOMER = asset(CRM + "organizations/8", ancestors=["organizations/8"], resource={"data": {"displayName": "partner.example", "owner": {"directoryCustomerId": "C0part"}}})
GRANTS = {"grant", "custom_role"}
NO_GRANT = {"policy_exception", "investigate", "none", "configuration", "wait"}

ROWS = [
    # situation, denial, policies, groups, causes, kinds, ready command, words, no words
    ("missing", google(), [("", OTHERS)], None, {"missing_role"}, GRANTS, True, [PUBLISHER, SA], ["may not help"]),
    ("missing", google(USER), [("", OTHERS)], None, {"missing_role"}, GRANTS, True, [PUBLISHER, USER], ["organisation policy"]),
    ("another resource", google(), [("projects/acme-other", policy(ME, role=PUBLISHER))], None, {"missing_role"}, GRANTS, True, [PUBLISHER], ["already holds"]),
    ("another resource", google(), [("", asset(GCS + "acme-other", policy(ME, role=PUBLISHER)))], None, {"missing_role"}, GRANTS, True, [PUBLISHER], ["already holds"]),
    ("held", google(), [("", asset(CRM + P, policy(ME, role=PUBLISHER)))], None, {"unknown"}, NO_GRANT, False, [PUBLISHER, "already"], []),
    ("held", google(USER), [("", asset(CRM + P, policy("group:ml@example.com", role=PUBLISHER)))], "ml@example.com,mika@example.com\n", {"unknown"}, NO_GRANT, False, ["ml@example.com"], []),
    ("condition", google(), [("", asset(CRM + P, policy(ME, role=PUBLISHER, when="request.time < timestamp('2026-06-30T00:00:00Z')")))], None, {"condition"}, NO_GRANT, False, ["2026-06-30"], []),
    ("condition", google(), [("", asset(CRM + P, policy(ME, role=PUBLISHER, when="resource.name.endsWith('/raw')")))], None, {"condition"}, NO_GRANT, False, ["/raw"], []),
    ("group left", google(USER), [("", asset(CRM + P, policy("group:ml@example.com", role=PUBLISHER)))], "ml@example.com,ann@example.com\n", {"missing_role"}, NO_GRANT, None, ["group:ml@example.com"], []),
    ("deleted member", google(), [("", asset(CRM + P, policy(f"deleted:serviceAccount:{SA}?uid=1", role=PUBLISHER)))], None, {"missing_role"}, GRANTS, True, ["deleted"], []),
    ("deleted member", google(USER), [("", asset(CRM + P, policy(f"deleted:user:{USER}?uid=1", role=PUBLISHER)))], None, {"missing_role"}, GRANTS, True, ["deleted"], []),
    ("denied by rule", google(), [("", [OTHERS, deny(N, EVERYBODY)])], None, {"explicit_deny"}, NO_GRANT, False, ["no-pub"], ["add-iam-policy-binding"]),
    ("denied by rule", google(), [("", [HELD, ROLES, deny("folders/5", V2ME)])], None, {"explicit_deny"}, NO_GRANT, False, ["no-pub"], ["add-iam-policy-binding"]),
    ("may be denied", google(), [("", [OTHERS, deny(N, EVERYBODY, when="resource.matchTag('9/env', 'prod')")])], None, {"missing_role"}, GRANTS, True, ["may not help", "no-pub"], []),
    ("may be denied", google(), [("", [OTHERS, deny(N, "principalSet://goog/group/contractors@example.com")])], None, {"missing_role"}, GRANTS, True, ["may not help", "no-pub"], []),
    ("held, may be denied", google(), [(P, policy(ME, role=PUBLISHER)), ("", deny(N, EVERYBODY))], None, {"explicit_deny", "unknown"}, NO_GRANT, False, ["no-pub"], ["add-iam-policy-binding"]),
    ("held, may be denied", google(USER), [(P, policy("user:" + USER, role=PUBLISHER)), ("", deny("folders/5", "principal://goog/subject/" + USER))], None, {"explicit_deny", "unknown"}, NO_GRANT, False, ["no-pub"], ["add-iam-policy-binding"]),
    ("held, may be denied", google(), [("", [asset(CRM + P, policy(ME, role=PUBLISHER)), deny(N, EVERYBODY, when="resource.matchTag('9/env', 'prod')")])], None, {"explicit_deny", "unknown"}, NO_GRANT, False, ["no-pub"], ["add-iam-policy-binding"]),
    ("boundary", google(), [("", [OTHERS, *bound(CRM + "projects/acme-other", CRM + N)])], None, {"boundary"}, NO_GRANT, False, ["fence"], ["add-iam-policy-binding"]),
    ("boundary", google(), [("", [HELD, ROLES, *bound(CRM + "folders/6", CRM + "organizations/9")])], None, {"boundary"}, NO_GRANT, False, ["fence"], ["add-iam-policy-binding"]),
    ("cannot be told", google(), [("", asset(CRM + P, policy(ME, role=P + "/roles/lost")))], None, {"missing_role", "unknown"}, None, None, ["roles/lost"], []),
    ("cannot be told", google(), [("", asset(CRM + P, policy(ME, role=PUBLISHER, when="resource.matchTag('9/env', 'prod')")))], None, {"condition", "unknown"}, NO_GRANT, False, ["matchTag"], []),
    ("domain", google("mika@partner.example"), [("", [OTHERS, org_policy("C0acme"), CUSTOMER, OTHER_CUSTOMER])], None, {"missing_role"}, NO_GRANT, False, ["iam.allowedPolicyMemberDomains", "C0acme"], ["add-iam-policy-binding"]),
    ("domain", google(), [("", [OTHERS, org_policy("C0part"), CUSTOMER, OTHER_CUSTOMER])], None, {"missing_role"}, NO_GRANT, False, ["iam.allowedPolicyMemberDomains", "C0part"], ["add-iam-policy-binding"]),
    ("domain", google("mika@partner.example"), [("", [OTHERS, org_policy("is:C0acme")])], None, {"missing_role"}, GRANTS, True, ["iam.allowedPolicyMemberDomains", "C0acme"], []),
    ("domain", google(USER), [("", [OTHERS, org_policy("is:C0acme"), CUSTOMER])], None, {"missing_role"}, GRANTS, True, [], ["organisation policy"]),
    ("domain", google(), [("", [OTHERS, {"name": "organizations/9/policies/iam.allowedPolicyMemberDomains", "spec": {"rules": [{"values": {"allowedValues": ["is:principalSet://iam.googleapis.com/organizations/9"]}}]}}])],
     None, {"missing_role"}, GRANTS, True, [], ["organisation policy"]),
    ("domain", google(), [("", [OTHERS, {"name": "organizations/9/policies/iam.managed.allowedPolicyMembers", "spec": {"rules": [{"enforce": True, "parameters": {"allowedMemberSubjects": ["user:ann@example.com"]}}]}}])],
     None, {"missing_role"}, NO_GRANT, False, ["iam.managed.allowedPolicyMembers"], ["add-iam-policy-binding"]),
    ("ram deny", ram(), [(R, document(statement("Allow", "*"), statement("Deny", "oss:*")))], None, {"explicit_deny"}, NO_GRANT, False, ["role/train"], ["CreatePolicy"]),
    ("ram deny", ram(), [(R, document(statement("Allow", "ecs:*"))), ("control", document(statement("Allow", "ecs:*")))], None, {"boundary"}, NO_GRANT, False, ["control"], ["CreatePolicy"]),
    ("ram held", ram(), [(R, ALL)], None, {"unknown"}, NO_GRANT, False, ["role/train"], ["CreatePolicy"]),
    ("ram condition", ram(), [(R, document(statement("Allow", "oss:*", Condition={"DateLessThan": {"acs:CurrentTime": "2026-06-30T00:00:00Z"}})))], None, {"condition"}, NO_GRANT, False, ["acs:CurrentTime"], ["CreatePolicy"]),
    ("ram missing", ram(), [(R, document(statement("Allow", "ecs:*")))], None, {"missing_role", "platform_acl"}, None, None, ["oss:GetObject"], []),
]


def wrong(program, folder, row):
    name, denial, files, groups, causes, kinds, ready, words, never = row
    report, complaint = report_of(program, folder, [denial], files, groups)
    if not report or len(report["incidents"]) != 1:
        return f"{name}: {complaint or 'not one incident'}"
    incident, remedies = report["incidents"][0], report["remedies"]
    remedies = [r for i in incident["remedies"] for r in remedies if r["id"] == i]
    said = " ".join([incident["why"] or "", *incident["notes"], *(json.dumps(r) for r in remedies)])
    faults = [f"cause {incident['cause']}"] if incident["cause"] not in causes else []
    if kinds and (not remedies or remedies[0]["kind"] not in kinds):
        faults.append(f"first remedy {remedies[0]['kind'] if remedies else 'none'}")
    if ready is not None and any(r["commands"] for r in remedies) != ready:
        faults.append("a ready command" if not ready else "no ready command")
    faults += [f"does not say {w}" for w in words if w not in said] + [f"says {w}" for w in never if w in said]
    return f"{name}: {'; '.join(faults)}: {said[:700]}" if faults else None


if __name__ == "__main__":
    sys.exit(judge_rows(ROWS, wrong, lambda rows, found: f"policy fixes: {len(rows) - len(found)} of {len(rows)} right, {len({row[0] for row in rows})} situations"))
