#!/usr/bin/env python3
"""The pages of coverage name every rule, and none that is not there.

    tests/program/docs/coverage.py [--update] PROGRAM

patterns/coverage-gcp.md and coverage-alibaba-wandb.md are written by hand, family by family, down to a mark; below it
stands every rule of the packs with its title, its cause and the kinds of changes that it advises, as the rules have
them. --update writes that part. Only the standard library; exit 1 when something differs."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
PAGES = {"coverage-gcp.md": ("gcp", "refusals"), "coverage-alibaba-wandb.md": ("alibaba", "wandb")}
MARK = "<!-- From here on written by tests/program/docs/coverage.py. -->\n"
RULE = re.compile(r"(?<![\w/.@-])(?:gcp\.[a-z]+|alibaba\.[a-z]+|wandb|kubernetes)\.[a-z0-9][a-z0-9-]*[a-z0-9](?![\w.*-]*[\w*])")
VERSIONED = re.compile(r"\.v\d|\.googleapis|\.(?:com|io|net|ai)\b")


def packs_of(program):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "rules", "pack", ROOT / "patterns", "-o", folder], check=True, capture_output=True)
        for path in sorted(pathlib.Path(folder).glob("*.json")):
            yield path.stem, sorted(json.loads(path.read_text(encoding="utf-8"))["rules"], key=lambda rule: rule["id"])


def row(rule):
    title = rule["title"]["en"].replace("|", "\\|")
    kinds = list(dict.fromkeys(step["kind"] for step in rule.get("advice", [])))
    return f"| `{rule['id']}` | {title} | {rule['cause']} | {', '.join(kinds) or 'by what the refusal names'} |\n"


def written(packs):
    count = sum(len(rules) for rules in packs.values())
    text = MARK + f"\n## Every rule\n\n{count} rules in {len(packs)} packs: what each says, the cause, and the kinds of changes it advises.\n"
    for pack, rules in packs.items():
        text += f"\n### {pack}\n\n| rule | what it says | cause | advice |\n|---|---|---|---|\n" + "".join(map(row, rules))
    return text


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    packs = dict(packs_of(pathlib.Path(arguments[0]).resolve()))
    ids = {rule["id"] for rules in packs.values() for rule in rules}
    faults = []
    for name, starts in PAGES.items():
        path = ROOT / "patterns" / name
        kept = path.read_text(encoding="utf-8")
        hand = kept.partition(MARK)[0]
        faults += [f"{name}: no rule is called {word}" for word in sorted(set(RULE.findall(hand)) - ids) if not VERSIONED.search(word)]
        text = hand.rstrip("\n") + "\n\n" + written({p: rules for p, rules in packs.items() if p.startswith(starts)})
        if "--update" in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif text != kept:
            faults.append(f"{name}: a rule came, went or changed (tests/program/docs/coverage.py --update PROGRAM)")
    taken = [p for p in packs if not p.startswith(tuple(s for starts in PAGES.values() for s in starts))]
    faults += [f"pack {p}: on no page" for p in taken]
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"coverage: {len(ids)} rules on {len(PAGES)} pages, {len(faults)} faults")
    return bool(faults)


sys.exit(main())
