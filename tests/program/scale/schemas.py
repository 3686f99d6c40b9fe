"""Manifests and the image's recipe against what their makers publish: the schemas of Kubernetes (kubernetes-validate) and of
Cloud Run (the discovery document in google-api-python-client), the parser of Docker, hadolint's rules. Each is skipped, with a
word, where it is not there (make check-recipes brings them)."""
import json
import pathlib
import subprocess

root = pathlib.Path(__file__).resolve().parents[3]
tools = root / "build/scale-venv"
scale = root / "scripts/scale"


def run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    return done.returncode and (done.stdout + done.stderr)[-800:]


def kubernetes(tally):
    validator = tools / "bin/kubernetes-validate"
    if not validator.exists():
        tally.skip("Kubernetes' schema", "kubernetes-validate is not there")
        return
    for version in ("1.33", "1.37"):
        tally.check(f"Kubernetes {version}: its schema, strictly", run(validator, "--strict", "--quiet", "-k", version, scale / "kubernetes-job.yaml"))


SIMPLE = {"string": str, "boolean": bool, "integer": int, "number": (int, float)}


def follows(value, schema, schemas, place):
    """What of a value its schema of a discovery document does not allow."""
    if "$ref" in schema:
        return follows(value, schemas[schema["$ref"]], schemas, place)
    kind = schema.get("type")
    if kind == "array":
        return [f"{place}: no list"] if not isinstance(value, list) else [w for n, v in enumerate(value) for w in follows(v, schema["items"], schemas, f"{place}[{n}]")]
    if kind == "object":
        return fields(value, schema, schemas, place)
    right = isinstance(value, SIMPLE.get(kind, object)) and (kind == "boolean") == isinstance(value, bool)
    if right and "enum" in schema and value not in schema["enum"]:
        return [f"{place}: {value} is none of {schema['enum']}"]
    return [] if right else [f"{place}: {value!r} is no {kind}"]


def fields(value, schema, schemas, place):
    if not isinstance(value, dict):
        return [f"{place}: no object"]
    known, other = schema.get("properties", {}), schema.get("additionalProperties")
    wrong = [f"{place}.{name}: unknown" for name in value if name not in known and other is None]
    return wrong + [w for name, v in value.items() if name in known or other for w in follows(v, known.get(name, other), schemas, f"{place}.{name}")]


def cloud_run(tally, job):
    found = list(tools.glob("lib/python3*/site-packages/googleapiclient/discovery_cache/documents/run.v1.json"))
    if not found:
        tally.skip("Cloud Run's schema", "its discovery document is not there")
        return
    schemas = json.loads(found[0].read_text())["schemas"]
    tally.check("Cloud Run: its schema", follows(job, schemas["Job"], schemas, "job"))
    task = job["spec"]["template"]["spec"]
    wrong = {**job, "spec": {"template": {"spec": {**task, "taskCounts": "32", "parallelism": "32"}}}}
    tally.check("Cloud Run: a schema that refuses", len(follows(wrong, schemas["Job"], schemas, "job")) != 2 and "it takes anything")


def dockerfile(tally):
    python, linter = tools / "bin/python", tools / "bin/hadolint"
    path = scale / "Dockerfile"
    if python.exists() and not run(python, "-c", "import dockerfile"):
        tally.check("image: Docker's own parser", run(python, "-c", "import dockerfile, sys; dockerfile.parse_file(sys.argv[1])", path))
    else:
        tally.skip("image: Docker's own parser", "it is not there")
    if linter.exists():
        tally.check("image: hadolint", run(linter, path))
    else:
        tally.skip("image: hadolint", "it is not there")
