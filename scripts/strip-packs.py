#!/usr/bin/env python3
"""Copies the rule packs for installation: examples and counterexamples, which only `rules test` in a
checkout reads, stay behind, and the JSON is compact; that halves the time to load.
Usage: strip-packs.py FROM TO
"""
import json
import pathlib
import shutil
import sys

source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
(target / "roles").mkdir(parents=True, exist_ok=True)
for path in sorted(source.glob("*.json")):
    pack = json.loads(path.read_text(encoding="utf-8"))
    if "rules" not in pack:
        shutil.copyfile(path, target / path.name)
        continue
    for rule in pack["rules"]:
        rule.pop("examples", None)
        rule.pop("counterexamples", None)
    text = json.dumps(pack, ensure_ascii=False, separators=(",", ":"))
    (target / path.name).write_text(text + "\n", encoding="utf-8")
for path in sorted((source / "roles").glob("*.json")):
    shutil.copyfile(path, target / "roles" / path.name)
