#!/usr/bin/env python3
"""Every format of a sample and of a hostile report, read by other people's parsers.

Usage: check.py whydenied. Needs nothing but Python; validates the schema if jsonschema is there and
renders Markdown if cmark is.
"""
import csv
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FORMATS = ["text", "json", "ndjson", "markdown", "html", "csv", "openmetrics"]
failures = 0


def check(what, holds, more=""):
    global failures
    if not holds:
        failures += 1
        print(f"FAIL {what} {more}")


def draw(program, report, form, *options):
    run = subprocess.run([program, "report", str(report), "--format", form, *options],
                         capture_output=True, check=False)
    wanted = 0 if json.loads(report.read_text(encoding="utf-8"))["complete"] else 3
    check(f"{report.name} as {form}: exit {wanted}", run.returncode == wanted, run.stderr[:200])
    return run.stdout


def unseen(text):
    """Characters that move a cursor, turn the direction or cannot be seen; line ends are fine."""
    return re.findall("[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
                      "\U000e0000-\U000e007f]", text)


class Page(html.parser.HTMLParser):
    """Collects what a hostile text could have added."""

    def __init__(self):
        super().__init__()
        self.tags, self.bad, self.text = {}, [], []

    def handle_starttag(self, tag, attrs):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attrs:
            if name.startswith("on") or (name == "href" and not re.match(r"#[a-z]+$|#i-[0-9a-f]{16}$|https://", value)):
                self.bad.append((tag, name, value))

    def handle_data(self, data):
        self.text.append(data)


def check_html(name, text):
    page = Page()
    page.feed(text)
    foreign = set(page.tags) & {"img", "iframe", "object", "embed", "link", "base", "form", "b>"}
    check(f"{name} as html: one script", page.tags.get("script") == 1, page.tags)
    check(f"{name} as html: nothing foreign", not foreign and not page.bad, (foreign, page.bad[:3]))
    return "".join(page.text)


def check_markdown(name, text):
    if not shutil.which("cmark"):
        return
    run = subprocess.run(["cmark", "--unsafe"], input=text.encode(), capture_output=True, check=True)
    page = Page()
    page.feed(run.stdout.decode())
    allowed = {"h1", "h2", "h3", "p", "ul", "ol", "li", "code", "pre", "strong"}
    check(f"{name} as markdown: only our own elements", set(page.tags) <= allowed,
          set(page.tags) - allowed)
    check(f"{name} as markdown: no address", not page.bad, page.bad[:3])


def check_json(name, text):
    report = json.loads(text)
    check(f"{name} as json: ends with a line end", text.endswith("}\n"))
    return report


def check_schema(name, report):
    try:
        import jsonschema
    except ImportError:
        print("schema: skipped, needs python3-jsonschema")
        return
    schema = json.loads((HERE / "../../../docs/report.schema.json").read_text(encoding="utf-8"))
    errors = list(jsonschema.Draft7Validator(schema).iter_errors(report))
    check(f"{name}: follows the schema", not errors, [(list(e.path), e.message[:80]) for e in errors[:3]])


def check_csv(name, text):
    rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
    check(f"{name} as csv: equal rows", len({len(row) for row in rows}) == 1)
    formulas = [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    check(f"{name} as csv: no formula", not formulas, formulas[:3])


def check_runner(name, form, text):
    """Nothing that a build service would take for a command of ours."""
    starts = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    check(f"{name} as {form}: no line starts with ::", not starts, starts[:2])
    if form != "html":
        check(f"{name} as {form}: no ##vso[", not re.search(r"##(vso)?\[", text))


def check_saved(program):
    """A saved report is drawn to the bytes that the run itself gave."""
    samples = HERE / "../../../samples"
    saved = subprocess.run([program, samples, "--format", "json"], capture_output=True, check=False)
    check("samples: follow the schema", saved.returncode == 0, saved.stderr[:200])
    check_schema("samples", json.loads(saved.stdout))
    for form in FORMATS:
        direct = subprocess.run([program, samples, "--format", form], capture_output=True, check=False)
        again = subprocess.run([program, "report", "-", "--format", form], input=saved.stdout,
                               capture_output=True, check=False)
        check(f"samples as {form}: saved and direct are the same bytes",
              direct.stdout == again.stdout and direct.stdout, again.stderr[:200])


def check_length(program):
    """Twelve problems of a mixed export are told in a few screens."""
    maker = pathlib.Path(os.environ.get("WHYDENIED_REFERENCE", "no-reference-data"), "samples/mixed_export.py")
    if not maker.exists():
        return
    log = subprocess.run([sys.executable, maker], capture_output=True, check=True).stdout
    text = subprocess.run([program, "--quiet", "--no-user-patterns"], input=log, capture_output=True, check=False).stdout.decode()
    check("the mixed export: at most 160 lines", 60 < text.count("\n") <= 160, text.count("\n"))
    check("the mixed export: a command that is ready stands in it", "gcloud storage buckets add-iam-policy-binding gs://" in text)


def main(program):
    check_saved(program)
    check_length(program)
    for report in (HERE / "sample.json", HERE / "hostile.json"):
        drawn = {}
        for form in FORMATS:
            drawn[form] = draw(program, report, form, "--detail", "high").decode("utf-8", "strict")
            check(f"{report.name} as {form}: all visible", not unseen(drawn[form]),
                  [hex(ord(c)) for c in unseen(drawn[form])[:4]])
            check_runner(report.name, form, drawn[form])
        text = check_html(report.name, drawn["html"])
        check_markdown(report.name, drawn["markdown"])
        check_csv(report.name, drawn["csv"])
        saved = check_json(report.name, drawn["json"])
        for line in drawn["ndjson"].splitlines():
            check(f"{report.name} as ndjson: a typed object", "type" in json.loads(line))
        if report.name == "sample.json":
            check_schema(report.name, saved)
            for incident in saved["incidents"]:
                check("html has every problem", incident["fingerprint"] in text)
    print(f"{failures} failed" if failures else "report formats: all passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build/whydenied"))
