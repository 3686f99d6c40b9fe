#!/usr/bin/env python3
"""What people write first: who was denied what, how often, from a packed file of entries. A yardstick."""
import collections
import gzip
import json
import sys

counts = collections.Counter()
for path in sys.argv[1:]:
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            payload = entry.get("protoPayload") or {}
            if payload.get("status", {}).get("code") == 7:
                who = payload.get("authenticationInfo", {}).get("principalEmail")
                counts[who, payload.get("methodName"), payload.get("resourceName")] += 1
for key, count in counts.most_common():
    print(count, *key)
