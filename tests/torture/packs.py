"""A few rules and roles, packed: enough for runs that are repeated thousands of times."""
import json
import os
import pathlib
import subprocess
import tempfile

import harness

patterns = tempfile.TemporaryDirectory()
ARGUMENTS = ["--no-user-patterns", "--shipped-patterns", patterns.name]


def few(value, name):
    """The first rows of a long list or table, and what the input is about."""
    wanted = ("artifactregistry", "storage.object", "uploadArtifacts", "compute@")
    if isinstance(value, list) and len(value) > 12:
        return value[:3] + [v for v in value[3:] if any(w in json.dumps(v) for w in wanted)][:4]
    if isinstance(value, dict) and len(value) > 12:
        keep = list(value)[:3] + [k for k in value if any(w in k for w in wanted)][:4]
        return {k: v for k, v in value.items() if k in keep or name == "levels"}
    return value


def laid_out(data):
    """A row a line, as the shipped tables are: the program reads them so."""
    def rows(value):
        if isinstance(value, dict) and value:
            return "{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in value.items()) + "\n }"
        if isinstance(value, list) and value:
            return "[\n" + ",\n".join(f"  {json.dumps(v)}" for v in value) + "\n ]"
        return json.dumps(value)

    return "{\n" + ",\n".join(f" {json.dumps(k)}: {rows(v)}" for k, v in data.items()) + "\n}\n"


def shorten(program):
    os.mkdir(f"{patterns.name}/roles")
    for source in (harness.root / "patterns" / "roles").glob("*.json"):
        data = {k: few(v, k) for k, v in json.loads(source.read_text(encoding="utf-8")).items()}
        pathlib.Path(patterns.name, "roles", source.name).write_text(laid_out(data), encoding="utf-8")
    for pack, ids in (("gcp-artifact-registry", ("push-denied",)), ("gcp-iam", ("gcp.iam.permission-denied",))):
        subprocess.run([program, "rules", "pack", harness.root / "patterns" / pack, "-o", patterns.name], check=True)
        path = pathlib.Path(patterns.name, f"{pack}.json")
        data = json.loads(path.read_text(encoding="utf-8"))
        data["rules"] = [r for r in data["rules"] if r["id"].endswith(ids)]
        path.write_text(json.dumps(data), encoding="utf-8")
