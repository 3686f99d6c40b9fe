#!/usr/bin/env python3
"""Verdicts of `check` on RAM against a second, slow and obvious evaluation: 10,000 random accounts.

  ram_oracle.py PROGRAM [WORLDS [SEED]]

Each world is an account with users, roles and groups, policies attached to them by name or given whole, a bucket with a
policy, and roles with trust policies; a batch of worlds stands under the same control and session policies. Part of it
is left out of what the program is given: lists of groups, documents. Nothing here is shared with the program; the three
values are True, False and None.
"""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from judging import NOW, asked, compare, given, judge_worlds, k_and, k_not, k_or  # noqa: E402

ACTIONS = ["oss:GetObject", "oss:PutObject", "log:GetLogStore", "ram:PassRole"]
SYSTEM = {"AdministratorAccess": (["*"], True), "AliyunOSSReadOnlyAccess": (["oss:Get*", "oss:List*"], True), "AliyunRAMReadOnlyAccess": (["ram:Get*", "ram:List*"], False),
          "AliyunSomethingAccess": ([], False)}


def glob(pattern, text):
    return re.fullmatch("".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern), text, re.IGNORECASE | re.DOTALL) is not None


class World:
    def __init__(self, r, n):
        self.r, self.n, self.account = r, n, str(1000000000000000 + n)
        self.users, self.roles, self.groups = ["user/ann", "user/bob"], ["role/train", "role/serve"], ["group/ml", "group/ops"]
        self.bucket = f"acme-w{n}"
        self.members = {g: set(r.sample(self.users, r.randint(0, 2))) for g in self.groups}
        self.told_groups = {u for u in self.users if r.random() < 0.6}   # ListGroupsForUser was given
        self.told_members = {g for g in self.groups if r.random() < 0.5}  # ListUsersForGroup was given
        self.inline = [(o, self.document(False)) for o in self.users + self.roles + self.groups if r.random() < 0.5]
        self.named = {f"acme-w{n}-p{i}": self.document(False) for i in range(2)}
        self.unread = f"acme-w{n}-lost"
        self.attached = {}
        for o in self.users + self.roles + self.groups:
            if r.random() < 0.4:
                self.attached[o] = r.sample([*self.named, *self.named, self.unread, *SYSTEM], r.randint(0, 2))
        self.on_bucket = self.document(True) if r.random() < 0.5 else None
        self.trust = {x: [self.trusting() for _ in range(r.randint(1, 2))] for x in self.roles if r.random() < 0.7}

    def arn(self, owner):
        return f"acs:ram::{self.account}:{owner}"

    def resource(self):
        r = self.r
        return r.choice(["*", f"acs:oss:*:*:{self.bucket}/*", f"acs:oss:*:*:{self.bucket}/a/?", f"acs:oss:*:{self.account}:{self.bucket}/*", "acs:oss:*:*:acme-other/*", f"acs:ram:*:{self.account}:role/*",
                         "acs:log:*:*:project/*"])

    def condition(self):
        r = self.r
        return r.choice([{"DateLessThan": {"acs:CurrentTime": "2026-06-30T00:00:00Z"}}, {"DateGreaterThan": {"acs:CurrentTime": "2026-06-30T00:00:00Z"}}, {"IpAddress": {"acs:SourceIp": "203.0.113.0/24"}},
                         {"DateLessThan": {"acs:CurrentTime": "2027-01-01T00:00:00Z"}, "StringEquals": {"acs:SourceVpc": "vpc-1"}}])

    def principal(self):
        r = self.r
        return r.sample(["*", f"arn:sts::{self.account}:assumed-role/train/*", f"arn:sts::{self.account}:assumed-role/serve/job-1", "276543210987654321", f"arn:sts::{self.account}:assumed-role/*/*"], r.randint(1, 2))

    def statement(self, with_principal):
        r = self.r
        s = {"Effect": "Deny" if r.random() < 0.25 else "Allow"}
        s["Action" if r.random() < 0.85 else "NotAction"] = r.sample(["oss:*", "oss:Get*", "oss:?utObject", "*", "log:*", "ram:PassRole", "sts:AssumeRole"], r.randint(1, 2))
        s["Resource" if r.random() < 0.85 else "NotResource"] = [self.resource() for _ in range(r.randint(1, 2))]
        if r.random() < 0.25:
            s["Condition"] = self.condition()
        if with_principal:
            s["Principal" if r.random() < 0.8 else "NotPrincipal"] = self.principal()
        return s

    def document(self, with_principal):
        return [self.statement(with_principal) for _ in range(self.r.randint(1, 3))]

    def trusting(self):
        r = self.r
        s = {"Effect": "Allow", "Action": "sts:AssumeRole"}
        s["Principal"] = r.choice([{"RAM": [self.arn("root")]}, {"RAM": [self.arn("user/ann")]}, {"Service": ["pai.aliyuncs.com"]}, {"RAM": [self.arn("role/train"), "acs:ram::9:root"]}])
        if r.random() < 0.3:
            s["Condition"] = self.condition()
        return s


# ---- what the program is given ------------------------------------------------------------------------

def whole(statements):
    return {"Version": "1", "Statement": statements}


def files_of(w):
    """(NAME or "", content) for every file."""
    out = [(w.arn(o), whole(d)) for o, d in w.inline]
    out += [("", {"Policy": {"PolicyName": name}, "DefaultPolicyVersion": {"PolicyDocument": json.dumps(whole(d))}}) for name, d in w.named.items()]
    out += [(w.arn(o), {"Policies": {"Policy": [{"PolicyName": p} for p in names]}}) for o, names in w.attached.items()]
    out += [(w.arn(u), {"Groups": {"Group": [{"GroupName": g[6:]} for g in w.groups if u in w.members[g]]}}) for u in sorted(w.told_groups)]
    out += [(w.arn(g), {"Users": {"User": [{"UserName": u[5:]} for u in sorted(w.members[g])]}}) for g in sorted(w.told_members)]
    if w.on_bucket:
        out.append((f"oss://{w.bucket}", whole(w.on_bucket)))
    out += [("", {"Role": {"RoleName": x[5:], "Arn": w.arn(x), "AssumeRolePolicyDocument": json.dumps(whole(s))}}) for x, s in w.trust.items()]
    return out


# ---- the obvious evaluation ---------------------------------------------------------------------------

def in_group(w, who, group):
    if not who.startswith("user/"):
        return False
    if who in w.told_groups or group in w.told_members:
        return who in w.members[group]
    return None


def hangs(w, owner, who):
    return True if owner == who else in_group(w, who, owner) if owner.startswith("group/") else False


def fields(arn):
    return arn.split(":", 4)


KEYS = ["a/x", "a/long", "q"]  # an object that is not told may be any of these


def on(pattern, arn):
    if pattern == "*":
        return True
    if arn.startswith("acs:oss:") and "/" not in arn:  # every question of OSS is about objects
        each = [on(pattern, f"{arn}/{key}") for key in KEYS]
        return True if all(x is True for x in each) else False if all(x is False for x in each) else None
    p, a = fields(pattern), fields(arn)
    if len(p) < 5:
        return False
    rest, told = p[4], True
    for i in range(4):
        if not glob(p[i], a[i]):
            if a[i] != "*":
                return False
            told = None
    return told if glob(rest, a[4]) else False


def named(w, p, caller):
    """One principal of a bucket's policy or of a trust policy."""
    kind = "service" if "/" not in caller else "role" if "role/" in caller else "user"
    owner = caller.split(":")[-1].replace("assumed-role/", "role/")
    session = owner.split("/")[2] if owner.count("/") == 2 else None
    owner = "/".join(owner.split("/")[:2])
    if p == "*" or p == caller:
        return True
    if p.isdigit():
        return False if kind == "service" else None
    if p.startswith("arn:sts::"):
        account, rest = p.split(":")[3], p.split(":")[4].split("/")
        if kind != "role" or account != w.account or not glob(rest[1], owner[5:]):
            return False
        return True if rest[2] == "*" else None if session is None else glob(rest[2], session)
    if not p.startswith(f"acs:ram::{w.account}:"):
        return False
    return kind != "service" if p.endswith(":root") else p.split(":")[-1] == owner


def principal(w, value, caller):
    values = value if isinstance(value, list) else [x for kind in value.values() for x in kind]
    return k_or(named(w, p, caller) for p in values)


def key_met(operator, key, value):
    if key != "acs:CurrentTime":
        return None
    return NOW < value if operator == "DateLessThan" else NOW > value


def statement(w, s, caller, action, arn):
    parts = [any(glob(a, action) for a in as_list(s["Action"])) if "Action" in s else not any(glob(a, action) for a in s["NotAction"])]
    if "Resource" in s or "NotResource" in s:
        parts.append(k_or(on(x, arn) for x in s["Resource"]) if "Resource" in s else k_not(k_or(on(x, arn) for x in s["NotResource"])))
    if "Principal" in s:
        parts.append(principal(w, s["Principal"], caller))
    if "NotPrincipal" in s:
        parts.append(k_not(principal(w, s["NotPrincipal"], caller)))
    parts += [key_met(operator, key, value) for operator, keys in s.get("Condition", {}).items() for key, value in keys.items()]
    return k_and(parts)


def as_list(value):
    return value if isinstance(value, list) else [value]


def says(w, document, effect, *question):
    return k_or(statement(w, s, *question) for s in document if s["Effect"] == effect)


def verdict(w, batch_control, batch_session, caller, action, arn):
    owner = "/".join(caller.split(":")[-1].replace("assumed-role/", "role/").split("/")[:2])
    assumes, question = action == "sts:AssumeRole", (caller, action, arn)
    denied, own, given = [], [], False
    documents = [(hangs(w, o, owner), d) for o, d in w.inline]
    for o, names in w.attached.items():
        counts = hangs(w, o, owner)
        given = given or counts is not False
        for name in names:
            if name in w.named:
                documents.append((counts, w.named[name]))
            elif name in SYSTEM:
                patterns, complete = SYSTEM[name]
                holds = True if any(glob(p, action) for p in patterns) else False if complete else None
                own.append(k_and([counts, holds]))
            else:
                own.append(k_and([counts, None]))
    for counts, d in documents:
        given = given or counts is not False
        denied.append(k_and([counts, says(w, d, "Deny", *question)]))
        own.append(k_and([counts, says(w, d, "Allow", *question)]))
    if not given:
        own.append(None)
    if w.on_bucket and arn.split(":")[-1].split("/")[0] == w.bucket:
        denied.append(says(w, w.on_bucket, "Deny", *question))
        own.append(says(w, w.on_bucket, "Allow", *question))
    parts = []
    for d in (batch_control, batch_session):
        if d:
            denied.append(says(w, d, "Deny", *question))
            if d is batch_session or any(s["Effect"] == "Allow" for s in d):
                parts.append(says(w, d, "Allow", *question))
    role = arn.split(":")[-1]
    allowed = k_or(own)
    if assumes:
        parts.append(says(w, w.trust[role], "Allow", *question) if role in w.trust else None)
        allowed = True if "/" not in caller and role in w.trust else allowed
    return k_and([*parts, allowed, k_not(k_or(denied))])


def question(w):
    r = w.r
    if r.random() < 0.3:
        return r.choice([w.arn("user/ann"), w.arn("user/bob"), "pai.aliyuncs.com", w.arn("role/serve")]), "sts:AssumeRole", w.arn(r.choice(w.roles))
    action = r.choice(ACTIONS)
    arn = {"oss": f"acs:oss:*:*:{w.bucket}{r.choice(['/a/x', '/a/long', ''])}", "log": "acs:log:*:*:project/acme/logstore/app", "ram": f"acs:ram::{w.account}:role/train"}[action.split(":")[0]]
    return r.choice([*(w.arn(o) for o in w.users + w.roles), w.arn("assumed-role/serve/job-1"), w.arn("assumed-role/train/x")]), action, arn


FILES = 64  # of one call


def batch(program, folder, r, first, count):
    """Worlds until the files of a call are full; what needs no name is one file."""
    worlds, room = [], FILES - 3
    while len(worlds) < count:
        w = World(r, first + len(worlds))
        room -= sum(1 for name, _ in files_of(w) if name)
        if room < 0:
            break
        worlds.append(w)
    guard = worlds[0]
    control = guard.document(False) if r.random() < 0.15 else None
    session = guard.document(False) if r.random() < 0.1 else None
    files = [(name, content) for w in worlds for name, content in files_of(w) if name]
    files.append(("", [{"Policy": {"PolicyName": "unused"}, "DefaultPolicyVersion": {"PolicyDocument": json.dumps(whole([]))}},
                       *(content for w in worlds for name, content in files_of(w) if not name)]))
    files += [(name, whole(d)) for name, d in (("control", control), ("session", session)) if d]
    r.shuffle(files)
    questions = [(w, *question(w)) for w in worlds for _ in range(4)]
    answers = asked("ram oracle", [program, "check", "--no-config", "--now", NOW, *given(folder, files)], [q[1:] for q in questions])

    def told(i, want, line):
        w, who, what, where = questions[i]
        return f"world {w.n}: {who} {what} {where}: {want} wanted, got {line}\n  " + "\n  ".join(json.dumps(f) for f in files_of(w)) + f"\n  control {control}\n  session {session}"

    return *compare(answers, [verdict(w, control, session, *q) for w, *q in questions], told), len(worlds)


sys.exit(judge_worlds("ram oracle", batch))
