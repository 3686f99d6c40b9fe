#!/usr/bin/env python3
"""Writes patterns/roles/further.json: every permission of a catalogue that gcp.json does not list, with the role that the
program's own ranking puts first.

    scripts/further-roles.py PROGRAM CATALOGUE [--check]

CATALOGUE is what `whydenied roles import` takes: it is imported into a database of its own. Run it after gcp.json
changed. Refused (exit 1): a role that lacks the permission, a basic one, a service agent's. --check writes nothing and
fails if the file is out of date. What no role holds, or only those, is left out.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HOME))
FILE = HOME.parent / "patterns" / "roles" / "further.json"
BASIC = {"roles/owner", "roles/editor", "roles/viewer"}
ABOUT = ("What gcp.json does not list, one row a role: how many permissions the role holds, and those of which the "
         "ranking puts it first. Written by scripts/further-roles.py; no person judged the rows.")


def first_roles(program, catalogue, names):
    with tempfile.TemporaryDirectory() as folder:
        db = f"--roles-db={folder}/roles.db"
        subprocess.run([program, "roles", "import", catalogue, db, "-q"], check=True)
        run = subprocess.run([program, "roles", "for", "-", db], input="\n".join(names) + "\n", text=True,
                             stdout=subprocess.PIPE, check=True)
    for line in run.stdout.splitlines():
        answer = json.loads(line)
        roles = [choice["role"] for choice in answer["choices"] if choice["role"]]
        if roles:
            yield answer["permission"], roles[0]


def row(size, permissions):
    kinds = {}
    for permission in sorted(permissions):
        kind, verb = permission.rsplit(".", 1)
        kinds.setdefault(kind, []).append(verb)
    return " ".join([str(size)] + [f"{kind}:{','.join(verbs)}" for kind, verbs in kinds.items()])


def main(program, catalogue, check):
    facts = __import__("role-facts")
    roles = facts.read_catalogue(pathlib.Path(catalogue))
    listed = json.loads((FILE.parent / "gcp.json").read_text(encoding="utf-8"))["permissions"]
    names = sorted({p for role in roles.values() for p in role["holds"]} - set(listed))
    by_role = {}
    for permission, role in first_roles(program, catalogue, names):
        if permission not in roles[role]["holds"] or role in BASIC or role.endswith("erviceAgent"):
            sys.exit(f"{permission}: {role}")
        by_role.setdefault(role, []).append(permission)
    rows = [f'  "{role}": "{row(len(roles[role]["holds"]), by_role[role])}"' for role in sorted(by_role)]
    text = (f'{{\n "schema": 1,\n "about": {json.dumps(ABOUT)},\n'
            ' "source": "https://cloud.google.com/iam/docs/roles-permissions",\n'
            ' "roles": {\n' + ",\n".join(rows) + "\n }\n}\n")
    if check:
        if FILE.read_text(encoding="utf-8") != text:
            sys.exit(f"{FILE} is out of date")
    else:
        FILE.write_text(text, encoding="utf-8")
    print(f"{sum(map(len, by_role.values()))} of {len(names)} permissions, {len(by_role)} roles")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], "--check" in sys.argv)
