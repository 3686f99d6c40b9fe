#!/usr/bin/env python3
"""All rules once more under other names: double-rules.py PACKS FOLDER. What twice as many rules cost is
measured with `--patterns FOLDER`: as both halves have the same anchors, it is the most they can cost."""
import json
import pathlib
import sys

source, target = map(pathlib.Path, sys.argv[1:3])
target.mkdir(parents=True, exist_ok=True)
for path in sorted(source.glob("*.json")):
    pack = json.loads(path.read_text(encoding="utf-8"))
    if "rules" not in pack:
        continue
    if isinstance(pack.get("pack"), str):
        pack["pack"] += "_again"
    for rule in pack["rules"]:
        rule["id"] += "-again"
    (target / f"{path.stem}_again.json").write_text(json.dumps(pack), encoding="utf-8")
