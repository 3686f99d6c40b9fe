#!/usr/bin/env python3
"""Verdicts of `check` against a second, slow and obvious evaluation: 10,000 random hierarchies with policies.

  oracle.py PROGRAM [WORLDS [SEED]]

Each world is an organisation with folders, projects, buckets, topics, allow policies (groups, domains, pools, deleted
members, convenience values, conditions), deny policies, access boundaries and custom roles; part of it is left out of
the export, so that "unknown" is an answer too. Nothing here is shared with the program: resources are Python objects,
and the three values are True, False and None.
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from judging import NOW, WORD, asked, compare, judge_worlds, k_and, k_not, k_or  # noqa: E402

PERMISSIONS = ["storage.objects.get", "storage.objects.create", "pubsub.topics.publish", "resourcemanager.projects.get"]
V2 = {"storage.objects.get": "storage.googleapis.com/objects.get", "storage.objects.create": "storage.googleapis.com/objects.create",
      "pubsub.topics.publish": "pubsub.googleapis.com/topics.publish",
      "resourcemanager.projects.get": "cloudresourcemanager.googleapis.com/projects.get"}
GROUPS_OF_V2 = {"storage.googleapis.com/objects.*": {"storage.objects.get", "storage.objects.create"},
                "storage.googleapis.com/*.get": {"storage.objects.get"}, "pubsub.googleapis.com/*.*": {"pubsub.topics.publish"}}


class Project:
    def __init__(self, org, folders, name, number, listed):
        self.org, self.folders, self.id, self.number, self.listed = org, folders, name, number, listed


class Managed:
    """A managed folder of a bucket."""

    def __init__(self, bucket, name):
        self.bucket, self.name = bucket, name


class World:
    """A hierarchy, who lives in it, and which of its facts stand in the export."""

    def __init__(self, r, n):
        self.r, self.n = r, n
        self.org = f"organizations/{7000000 + n}"
        self.domain = f"w{n}.example.com"
        self.folders = [f"folders/{8000000 + 10 * n + i}" for i in range(r.randint(0, 3))]
        self.projects = [Project(self.org, self.folders[:r.randint(0, len(self.folders))][::-1], f"acme-w{n}-{i}", 900000000000 + 10 * n + i,
                                 r.random() < 0.93) for i in range(r.randint(1, 3))]
        self.users = [f"u{i}@{self.domain}" for i in range(3)]
        self.accounts = [f"sa@{p.id}.iam.gserviceaccount.com" for p in self.projects]
        self.pool = f"iam.googleapis.com/projects/{self.projects[0].number}/locations/global/workloadIdentityPools/ci"
        self.federated = [f"principal://{self.pool}/subject/s{i}" for i in range(2)]
        self.principals = self.users + self.accounts + self.federated
        self.groups = {f"g{i}@{self.domain}": set() for i in range(3)}  # known ones
        names = list(self.groups)
        for i, name in enumerate(names):
            self.groups[name] |= set(r.sample(self.users + self.accounts, r.randint(0, 3)))
            if i > 0 and r.random() < 0.5:
                self.groups[name].add(names[i - 1])
        self.hidden_group = f"hidden@{self.domain}"
        self.roles = {f"{self.org}/roles/r{i}": (set(r.sample(PERMISSIONS, r.randint(2, 4))), r.random() < 0.1) for i in range(4)}
        self.unknown_role = f"{self.org}/roles/undefined"
        self.buckets = [(f"acme-b{n}-{i}", r.choice(self.projects), r.random() < 0.85) for i in range(2)]
        self.managed = [Managed(b, name) for b in self.buckets for name in ("f1", "f1/sub")]
        self.topics = [(f"projects/{p.id}/topics/t", p) for p in self.projects]
        self.allow, self.deny, self.pab = [], [], []
        self.fill()

    def condition(self, depth=0):
        r = self.r
        if depth < 2 and r.random() < 0.35:
            kind = r.choice(["and", "or", "not"])
            return (kind, self.condition(depth + 1)) if kind == "not" else (kind, self.condition(depth + 1), self.condition(depth + 1))
        return r.choice([("time", "<", "2026-06-30T00:00:00Z"), ("time", "<", "2027-01-01T00:00:00Z"), ("time", ">=", "2026-09-01T00:00:00Z"),
                         ("starts", f"projects/_/buckets/{self.buckets[0][0]}"), ("ends", "/o1"), ("type", "storage.googleapis.com/Object"),
                         ("service", "storage.googleapis.com"), ("name", f"projects/_/buckets/{self.buckets[1][0]}/objects/o1"), ("strange",)])

    def member(self):
        r = self.r
        kind = r.randrange(15)
        user, account = r.choice(self.users), r.choice(self.accounts)
        return [("user", user), ("serviceAccount", account), ("user", user), ("serviceAccount", account), ("group", r.choice(list(self.groups))),
                ("group", r.choice(list(self.groups))), ("group", self.hidden_group), ("domain", self.domain), ("allUsers",), ("allAuthenticatedUsers",),
                ("deleted", account), ("owner", r.choice(self.projects)), ("pool*",), ("subject", r.choice(self.federated)), ("attribute",)][kind]

    def principal_set(self):
        r = self.r
        kind = r.randrange(6)
        return [("public",), ("v2sa", r.choice(self.accounts)), ("v2user", r.choice(self.users)), ("v2group", r.choice(list(self.groups))),
                ("v2group", self.hidden_group), ("container", r.choice([self.org, *self.folders, *self.projects]))][kind]

    def fill(self):
        r = self.r
        places = [self.org, *self.folders, *self.projects, *(b for b in self.buckets), *(t for t in self.topics), *r.sample(self.managed, 2)]
        for place in r.sample(places, r.randint(1, min(5, len(places)))):
            bindings = []
            for _ in range(r.randint(2, 5)):
                role = r.choice([*self.roles, *self.roles, *self.roles, self.unknown_role, "roles/owner"])
                bindings.append((role, [self.member() for _ in range(r.randint(1, 2))], self.condition() if r.random() < 0.4 else None))
            self.allow.append((place, bindings))
        for i in range(r.choice([0, 0, 1, 2])):
            place = r.choice([self.org, *self.folders, *self.projects])
            patterns = r.sample([*V2.values(), *GROUPS_OF_V2], r.randint(1, 2))
            self.deny.append((f"d{i}", place, r.random() < 0.5, [self.principal_set() for _ in range(r.randint(1, 2))],
                              [self.principal_set() for _ in range(r.choice([0, 0, 1]))], patterns, r.sample(list(V2.values()), r.choice([0, 0, 1])),
                              self.condition() if r.random() < 0.3 else None))
        if r.random() < 0.05:
            self.pab.append((r.choice([("container", self.org), ("container", r.choice(self.projects))]),
                             r.sample([self.org, *self.folders, *self.projects], 1)))


# ---- the export ---------------------------------------------------------------------------------------

def cel(c):
    kind = c[0]
    if kind == "not":
        return f"!({cel(c[1])})"
    if kind in ("and", "or"):
        return f"({cel(c[1])} {'&&' if kind == 'and' else '||'} {cel(c[2])})"
    return {"time": lambda: f"request.time {c[1]} timestamp('{c[2]}')", "starts": lambda: f'resource.name.startsWith("{c[1]}")',
            "ends": lambda: f"resource.name.endsWith('{c[1]}')", "type": lambda: f"resource.type == '{c[1]}'",
            "service": lambda: f"resource.service == \"{c[1]}\"", "name": lambda: f"resource.name == '{c[1]}'",
            "strange": lambda: "request.auth.claims.level > 3"}[kind]()


def spell(world, m):
    kind = m[0]
    if kind == "deleted":
        return f"deleted:serviceAccount:{m[1]}?uid=1"
    if kind == "owner":
        return f"projectOwner:{m[1].id}"
    if kind == "container":
        return "principalSet://cloudresourcemanager.googleapis.com/" + path_of(m[1])
    return {"user": lambda: f"user:{m[1]}", "serviceAccount": lambda: f"serviceAccount:{m[1]}", "group": lambda: f"group:{m[1]}",
            "domain": lambda: f"domain:{m[1]}", "allUsers": lambda: "allUsers", "allAuthenticatedUsers": lambda: "allAuthenticatedUsers",
            "pool*": lambda: f"principalSet://{world.pool}/*", "subject": lambda: m[1], "attribute": lambda: f"principalSet://{world.pool}/attribute.repo/x",
            "public": lambda: "principalSet://goog/public:all", "v2sa": lambda: f"principal://iam.googleapis.com/projects/-/serviceAccounts/{m[1]}",
            "v2user": lambda: f"principal://goog/subject/{m[1]}", "v2group": lambda: f"principalSet://goog/group/{m[1]}"}[kind]()


def path_of(place, number=False):
    if isinstance(place, Managed):
        return f"projects/_/buckets/{place.bucket[0]}/managedFolders/{place.name}"
    if isinstance(place, Project):
        return f"projects/{place.number if number else place.id}"
    if isinstance(place, tuple):
        return place[0] if place[0].startswith("projects/") else f"projects/_/buckets/{place[0]}"
    return place


def full_name(place):
    if isinstance(place, Managed):
        return f"//storage.googleapis.com/{path_of(place)}"
    if isinstance(place, tuple):
        return f"//pubsub.googleapis.com/{place[0]}" if place[0].startswith("projects/") else f"//storage.googleapis.com/{place[0]}"
    return f"//cloudresourcemanager.googleapis.com/{path_of(place)}"


def ancestors_of(place):
    """As the export says them; None: it does not."""
    if isinstance(place, Managed):
        return None
    if isinstance(place, Project):
        return [f"projects/{place.number}", *place.folders, place.org] if place.listed else None
    if isinstance(place, tuple) and len(place) == 3 and place[2]:
        return [f"projects/{place[1].number}", *place[1].folders, place[1].org]
    if isinstance(place, str) and place.startswith("organizations/"):
        return [place]
    return None


def condition_json(c):
    return {} if c is None else {"title": "c", "expression": cel(c)}


def export(world):
    lines = []
    for p in world.projects:
        if p.listed:
            lines.append({"name": full_name(p), "assetType": "t", "ancestors": ancestors_of(p)})
    for place, bindings in world.allow:
        policy = {"bindings": [{"role": role, "members": [spell(world, m) for m in members], **({"condition": condition_json(c)} if c else {})}
                               for role, members, c in bindings]}
        asset = {"name": full_name(place), "asset_type": "t", "iam_policy": policy}
        if ancestors_of(place):
            asset["ancestors"] = ancestors_of(place)
        lines.append(asset)
    for name, (permissions, off) in world.roles.items():
        lines.append({"name": name, "includedPermissions": sorted(permissions), "stage": "DISABLED" if off else "GA"})
    for name, place, by_number, denied, exempt, patterns, spared, c in world.deny:
        where = "cloudresourcemanager.googleapis.com%2F" + path_of(place, by_number).replace("/", "%2F")
        rule = {"deniedPrincipals": [spell(world, m) for m in denied], "exceptionPrincipals": [spell(world, m) for m in exempt],
                "deniedPermissions": patterns, "exceptionPermissions": spared}
        if c:
            rule["denialCondition"] = condition_json(c)
        lines.append({"name": f"policies/{where}/denypolicies/{name}-{world.n}", "kind": "DenyPolicy", "rules": [{"denyRule": rule}]})
    for i, (target, resources) in enumerate(world.pab):
        name = f"{world.org}/locations/global/principalAccessBoundaryPolicies/b{i}"
        lines.append({"name": name, "details": {"rules": [{"resources": ["//cloudresourcemanager.googleapis.com/" + path_of(x) for x in resources], "effect": "ALLOW"}]}})
        lines.append({"name": f"{world.org}/locations/global/policyBindings/b{i}", "policyKind": "PRINCIPAL_ACCESS_BOUNDARY", "policy": name,
                      "target": {"principalSet": "//cloudresourcemanager.googleapis.com/" + path_of(target[1])}})
    return [json.dumps(x) for x in lines]


# ---- the obvious evaluation ---------------------------------------------------------------------------

class Asked:
    """A resource with what is known of where it lies."""

    def __init__(self, name, itself, project, placed):
        # itself: what a policy may stand on below projects; placed: the export says all that stands above.
        self.name, self.itself, self.project, self.placed = name, itself, project, placed


def resource(world, r):
    kind = r.randrange(3)
    if kind == 0:
        b = r.choice(world.buckets)
        listed = b[2] and any(place is b for place, _ in world.allow)
        within = r.choice(["", "", "f1/", "f1/sub/", "f10/"])
        return Asked(f"projects/_/buckets/{b[0]}/objects/{within}o{r.randint(1, 2)}", b, b[1] if listed else None, listed)
    if kind == 1:
        t = r.choice(world.topics)
        return Asked(t[0], t, t[1], project_listed(t[1], world))
    p = r.choice(world.projects)
    return Asked(f"projects/{p.id}", None, p, project_listed(p, world))


def project_listed(p, world):
    return p.listed


def above(asked, place, by_number=False):
    if isinstance(place, Managed):
        return asked.itself is place.bucket and asked.name.split("/objects/")[1].startswith(place.name + "/")
    if isinstance(place, tuple):
        return asked.itself is place
    if isinstance(place, Project):
        if asked.project is None:  # a bucket of which nobody says where it lies
            return None
        if by_number and asked.name.startswith("projects/") and not asked.name.startswith("projects/_"):
            if asked.project.listed:
                return place is asked.project
            return False if place.listed else None  # an id and a number that nothing ties
        if asked.name.startswith("projects/_"):  # known by its number only, unless the project is listed
            if by_number or asked.project.listed:
                return place is asked.project
            return False if place.listed else None
        return place is asked.project
    if not asked.placed:
        return None
    return place in asked.project.folders or place == asked.project.org


def in_group(world, name, who, seen=()):
    if name == world.hidden_group:
        return None
    if name not in world.groups or name in seen:
        return False
    return any(m == who or (m in world.groups and in_group(world, m, who, (*seen, name))) for m in world.groups[name])


def is_account(who):
    return who.endswith("gserviceaccount.com")


def matches(worlds, world, m, who):
    kind, federated = m[0], who.startswith("principal://")
    if kind in ("allUsers", "public"):
        return True
    if kind == "allAuthenticatedUsers":
        return not federated
    if kind in ("user", "serviceAccount", "v2sa", "v2user", "subject"):
        return m[1] == who
    if kind in ("group", "v2group"):
        return in_group(world, m[1], who)
    if kind == "domain":
        return not federated and not is_account(who) and who.split("@")[1] == m[1]
    if kind == "deleted":
        return False
    if kind == "owner":
        return owner(worlds, world, m[1], who)
    if kind in ("pool*", "attribute"):
        if not federated or who.split("/subject/")[0] != f"principal://{world.pool}":
            return False
        return True if kind == "pool*" else None
    return of_container(worlds, m[1], who)


def owner(worlds, world, project, who):
    """Who holds the basic role in the project's own policy; convenience values in convenience values are not followed."""
    for place, bindings in world.allow:
        if place is project:
            return k_or(None if m[0] == "owner" else k_and([matches(worlds, world, m, who), None if c else True])
                        for role, members, c in bindings if role == "roles/owner" for m in members)
    return None


def of_container(worlds, container, who):
    pool = who.startswith("principal://")
    if not pool and not is_account(who):  # people belong to organisations only
        return None if isinstance(container, str) and container.startswith("organizations/") else False
    if pool:  # known by its project's number
        number = int(who.split("/")[4])
        project = next(p for w in worlds for p in w.projects if p.number == number)
        return above(Asked("projects/_" if not project.listed else f"projects/{project.id}", None, project, project.listed), container)
    project = next(p for w in worlds for p in w.projects if who.endswith(f"@{p.id}.iam.gserviceaccount.com"))
    return above(Asked(f"projects/{project.id}", None, project, project.listed), container)


def met(c, asked):
    kind = c[0]
    if kind == "not":
        return k_not(met(c[1], asked))
    if kind == "and":
        return k_and([met(c[1], asked), met(c[2], asked)])
    if kind == "or":
        return k_or([met(c[1], asked), met(c[2], asked)])
    stored = asked.name.startswith("projects/_")
    if kind == "time":
        return NOW < c[2] if c[1] == "<" else NOW >= c[2]
    if kind == "starts":
        return asked.name.startswith(c[1])
    if kind == "ends":
        return asked.name.endswith(c[1])
    if kind == "name":
        return asked.name == c[1]
    if kind == "type":
        return stored
    if kind == "service":
        return stored
    return None


def role_holds(world, role, permission):
    if role in world.roles:
        permissions, off = world.roles[role]
        return permission in permissions and not off
    return OWNER.get(permission) if role == "roles/owner" else None


OWNER = {"storage.objects.get": False, "storage.objects.create": False, "pubsub.topics.publish": True, "resourcemanager.projects.get": True}


def denies(pattern, permission):
    return permission in GROUPS_OF_V2[pattern] if pattern in GROUPS_OF_V2 else V2[permission] == pattern


def verdict(worlds, who, permission, asked):
    allowed, denied, any_bound, within, near = [], [], [], [], []
    for w in worlds:
        for place, bindings in w.allow:
            where = above(asked, place)
            near.append(where)
            if where is False:
                continue
            for role, members, c in bindings:
                allowed += [k_and([where, matches(worlds, w, m, who), role_holds(w, role, permission), met(c, asked) if c else True]) for m in members]
        for _, place, by_number, principals, exempt, patterns, spared, c in w.deny:
            near.append(above(asked, place, by_number))
            denied.append(k_and([above(asked, place, by_number), k_or(matches(worlds, w, m, who) for m in principals),
                                k_not(k_or(matches(worlds, w, m, who) for m in exempt)), any(denies(p, permission) for p in patterns),
                                not any(denies(p, permission) for p in spared), met(c, asked) if c else True]))
        for target, resources in w.pab:
            bound = matches(worlds, w, target, who)
            any_bound.append(bound)
            within.append(k_and([bound, k_or(above(asked, x) for x in resources)]))
    refused, inside = k_or(denied), k_or([k_not(k_or(any_bound)), k_or(within)])
    whole = k_and([k_or(allowed), k_not(refused), inside])
    if whole is False and refused is not True and inside is not False and True not in near:
        return None  # no policy of the resource, or of what stands above it, was given
    return whole


def batch(program, folder, r, first, count):
    worlds = [World(r, first + i) for i in range(count)]
    lines = [line for w in worlds for line in export(w)]
    r.shuffle(lines)
    (folder / "export.ndjson").write_text("\n".join(lines) + "\n")
    (folder / "groups.csv").write_text("".join(f"{g}\n" + "".join(f"{g},{m}\n" for m in sorted(ms)) for w in worlds for g, ms in w.groups.items()))
    questions = [(r.choice(w.principals), r.choice(PERMISSIONS), resource(w, r)) for w in worlds for _ in range(4)]
    check = [program, "check", "--no-config", "--now", NOW, "--policy", folder / "export.ndjson", "--groups", folder / "groups.csv"]
    answers = asked("policy oracle", check, [(who, what, at.name) for who, what, at in questions])
    apart = sum(alone(check, questions[i], answers[i].split("\t")[0]) for i in r.sample(range(len(questions)), min(3, len(questions))))
    wrong, seen = compare(answers, [verdict(worlds, *q) for q in questions],
                          lambda i, want, line: f"worlds {first}..: {questions[i][0]} {questions[i][1]} {questions[i][2].name}: {want} wanted, got {line}")
    return wrong + apart, seen, count


def alone(check, question, want):
    """Asked alone, the program keeps of the export only what concerns the question: the same answer."""
    who, what, at = question
    out = subprocess.run([*check, who, what, at.name], capture_output=True, text=True, check=False)
    if out.stdout.split(" ")[0] == want:
        return 0
    print(f"alone: {who} {what} {at.name}: {want} wanted, got {out.stdout}{out.stderr}")
    return 1


sys.exit(judge_worlds("policy oracle", batch))
