#!/usr/bin/env python3
"""Checks patterns/roles/gcp.json against a catalogue of roles and writes patterns/roles/breadth.json.

    scripts/role-facts.py CATALOGUE [--check]

CATALOGUE is a file of `gcloud iam roles list --format=json`, or of the IAM API's
roles.list?view=FULL (plain or gzip), or a folder of such files: the same things that
`whydenied roles import` takes. --check writes nothing and fails if breadth.json is out of date.

Refused (exit 1): a row whose role lacks its permission, is unknown, retired, basic or a service
agent's. Named, for a person to judge: rows for which the same service has a role of at most two
thirds of the size, with both sizes.
"""
import gzip
import json
import pathlib
import re
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent / "patterns"
BASIC = {"roles/owner", "roles/editor", "roles/viewer", "roles/admin", "roles/writer", "roles/reader"}
# never advised, but what policies grant; of every bucket's policy, see https://cloud.google.com/storage/docs/access-control/iam-roles
HELD = {"roles/owner", "roles/editor", "roles/viewer",
        "roles/storage.legacyBucketOwner", "roles/storage.legacyObjectOwner", "roles/storage.legacyObjectReader"}
AMONG = 4  # telling permissions kept of a role
RETIRED_STAGES = ("DEPRECATED", "DISABLED")


def read_catalogue(path):
    """name -> role, each with its permissions as a set."""
    roles = {}
    files = sorted(p for p in path.rglob("*") if ".json" in p.name) if path.is_dir() else [path]
    for file in files:
        data = file.read_bytes()
        root = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        listed = root if isinstance(root, list) else root.get("roles", [root])
        for role in listed:
            if not role.get("deleted"):
                roles[role["name"]] = dict(role, holds=set(role.get("includedPermissions", [])))
    return roles


def weight(classes, permission):
    """The same reading of weights.json as the program's."""
    verb = permission.rsplit(".", 1)[-1]
    for one in classes:
        plain = not (one.keys() & {"verbs", "permissions", "contains", "gets", "verb_starts"})
        if (plain or verb in one.get("verbs", ()) or permission in one.get("permissions", ())
                or any(c in permission for c in one.get("contains", ()))
                or (verb == "get" and any(c in permission for c in one.get("gets", ())))
                or verb.startswith(tuple(one.get("verb_starts", ())))):
            return one["weight"]
    return 0


def read_rows(table):
    """The permissions of gcp.json: "role level", or an object with more to say."""
    rows = []
    for permission, value in table.items():
        if isinstance(value, str):
            role, level = value.split(" ")
            value = {"role": role, "level": level}
        rows.append(dict(value, permission=permission))
    return rows


def service_of(name):
    return name.removeprefix("roles/").split(".")[0]


def is_agent(role):
    title = role.get("title", "").lower()  # "Host Service Agent User" is given to an agent of another project
    return role["name"].endswith("erviceAgent") or ("service agent" in title and not title.endswith("service agent user"))


def among(classes, name, holds):
    """The permissions that tell most about a role, at most one of a resource type; of equal ones its own service's."""
    kept, types = [], set()
    own = name.removeprefix("roles/").split(".")[0] + "."
    for permission in sorted(holds, key=lambda p: (-weight(classes, p), not p.startswith(own), p)):
        kind = permission.rsplit(".", 1)[0]
        if kind not in types and weight(classes, permission) >= 0.5:
            types.add(kind)
            kept.append(permission)
        if len(kept) == AMONG:
            break
    return kept


def check_rows(rows, roles):
    """Prints what is wrong and what a person should judge; returns how many rows are wrong."""
    wrong = 0
    for row in rows:
        for name in [row["role"]] + row.get("alternatives", []):
            role = roles.get(name) if name else None
            why = (None if name is None else
                   "unknown" if role is None else
                   "retired" if role.get("stage") in RETIRED_STAGES else
                   "basic" if name in BASIC else
                   "a service agent's" if is_agent(role) else
                   "does not hold it" if name == row["role"] and row["permission"] not in role["holds"] else None)
            if why:
                print(f"wrong: {row['permission']}: {name}: {why}", file=sys.stderr)
                wrong += 1
        if row["role"] in roles:
            name_narrower(row, roles)
    return wrong


def name_narrower(row, roles):
    size = len(roles[row["role"]]["holds"])
    for name, role in sorted(roles.items(), key=lambda item: len(item[1]["holds"])):
        if len(role["holds"]) * 3 > size * 2:
            break
        if (row["permission"] in role["holds"] and service_of(name) == service_of(row["permission"])
                and ".legacy" not in name and not is_agent(role) and role.get("stage") not in RETIRED_STAGES):
            print(f"judge: {row['permission']}: {row['role']} ({size}) beside {name} "
                  f"({len(role['holds'])}, {role.get('stage')})")
            break


def named_in_patterns(pattern):
    """Everything the shipped files name that looks like it, but for breadth.json itself."""
    found = set()
    for file in sorted(HOME.rglob("*")):
        if file.suffix in (".json", ".yaml") and file.name != "breadth.json":
            found |= set(re.findall(pattern, file.read_text(encoding="utf-8")))
    return found


def ranges(places):
    """[1, 2, 3, 7] -> "1-3 7"."""
    runs = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def draw(catalogue, rows, classes):
    known = set().union(*(role["holds"] for role in catalogue.values()))
    wanted = named_in_patterns(r"roles/[A-Za-z][\w.]*\w") | HELD
    names = sorted(n for n in wanted if catalogue.get(n, {}).get("holds"))
    permissions = sorted({row["permission"] for row in rows}
                         | (named_in_patterns(r"\b[a-z]+(?:\.[A-Za-z]+){2,3}\b") & known))
    at = {permission: i for i, permission in enumerate(permissions)}
    lines = []
    for name in names:
        role = catalogue[name]
        places = sorted(at[p] for p in role["holds"] if p in at)
        # Nobody but the agent itself is offered its role.
        telling = [] if is_agent(role) else among(classes, role["name"], role["holds"])
        lines.append("  " + json.dumps(f"{name}|{len(role['holds'])}|{ranges(places)}|{' '.join(telling)}"))
    about = ("Written by scripts/role-facts.py. A role: its name, how many permissions it holds, which of the "
             "permissions below (by place, from 0 on), and those of its permissions that tell most.")
    return ('{\n "schema": 1,\n "about": ' + json.dumps(about) + ',\n "permissions": [\n  '
            + ",\n  ".join(map(json.dumps, permissions)) + '\n ],\n "roles": [\n' + ",\n".join(lines) + "\n ]\n}\n")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    catalogue = read_catalogue(pathlib.Path(arguments[0]))
    rows = read_rows(json.loads((HOME / "roles/gcp.json").read_text(encoding="utf-8"))["permissions"])
    classes = json.loads((HOME / "roles/weights.json").read_text(encoding="utf-8"))["classes"]
    wrong = check_rows(rows, catalogue)
    text, target = draw(catalogue, rows, classes), HOME / "roles/breadth.json"
    if "--check" in sys.argv:
        wrong += target.read_text(encoding="utf-8") != text
    elif not wrong:
        target.write_text(text, encoding="utf-8")
    print(f"{len(rows)} rows, {len({r['role'] for r in rows if r['role']})} roles, {wrong} wrong", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
