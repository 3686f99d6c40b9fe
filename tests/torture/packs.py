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


def shorten(program):
    os.mkdir(f"{patterns.name}/roles")
    for source in (harness.root / "patterns" / "roles").glob("*.json"):
        data = {k: few(v, k) for k, v in json.loads(source.read_text(encoding="utf-8")).items()}
        pathlib.Path(patterns.name, "roles", source.name).write_text(json.dumps(data), encoding="utf-8")
    for pack, ids in (("gcp-artifact-registry", ("push-denied",)), ("gcp-iam", ("gcp.iam.permission-denied",))):
        subprocess.run([program, "rules", "pack", harness.root / "patterns" / pack, "-o", patterns.name], check=True)
        path = pathlib.Path(patterns.name, f"{pack}.json")
        data = json.loads(path.read_text(encoding="utf-8"))
        data["rules"] = [r for r in data["rules"] if r["id"].endswith(ids)]
        path.write_text(json.dumps(data), encoding="utf-8")
