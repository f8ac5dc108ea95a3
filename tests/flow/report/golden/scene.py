#!/usr/bin/env python3
"""scene.py senders NAME: who needs a key; since NAME: the hub's first day.
scene.py write NAME OUT KEYS: nights, DAY/MEMBER/, plan.json, roster.xml and
history.xml below OUT; fingerprints stand in KEYS/ID/fpr."""
import importlib
import pathlib
import sys

scene = importlib.import_module("scene_" + sys.argv[2])
senders = (*scene.SENDERS, "hubself", "duty")
if sys.argv[1] == "senders":
    print(*senders)
elif sys.argv[1] == "since":
    print(scene.SINCE)
else:
    out, keys = map(pathlib.Path, sys.argv[3:])
    w = scene.make()
    w.write(out)
    (out / "roster.xml").write_text(w.roster(
        {s: (keys / s / "fpr").read_text().strip() for s in senders}))
    (out / "history.xml").write_text(getattr(
        scene, "HISTORY", '<history xmlns="urn:toiyaba:history:1"/>'))
