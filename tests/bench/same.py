"""Deals mails to members and nights, runs a night, judges the outcome."""

import collections
import hashlib
import itertools
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid

MEMBERS = ["gas-01", "gas-02", "gas-03", "gas-04"]
PER_PACKAGE = 500


def mails_of(folder):
    names = sorted(os.listdir(folder))
    return [n for n in names if n.endswith((".eml", ".txt")) and n != "truth.tsv"]


def package(out, who, hub, folder, names):
    os.makedirs(out)
    rows = []
    for i, name in enumerate(names, 1):
        data = open(os.path.join(folder, name), "rb").read()
        open(os.path.join(out, f"{i}.eml"), "wb").write(data)
        rows.append(
            f'<submission id="{i}" kind="mail"><title>m</title>'
            f'<file path="{i}.eml" role="mail" sha256="{hashlib.sha256(data).hexdigest()}"/>'
            '<share consent="none"/></submission>'
        )
    pid = str(uuid.UUID(hashlib.md5((out + "".join(names)).encode()).hexdigest(), version=4))
    open(os.path.join(out, "manifest.xml"), "w").write(
        f'<package xmlns="urn:toiyaba:package:1" id="{pid}" to="{hub}" from="{who}" '
        f'created="2017-08-01T00:00:00+09:00">{"".join(rows)}</package>'
    )
    return pid


def deal(folder, out, nights, order, hub):
    names = mails_of(folder)
    random.Random(order).shuffle(names)
    each = -(-len(names) // nights)
    table = open(os.path.join(os.path.dirname(out), "where.tsv"), "w")
    for night in range(nights):
        batch = names[night * each : (night + 1) * each]
        for k in range(0, len(batch), PER_PACKAGE):
            part = batch[k : k + PER_PACKAGE]
            who = MEMBERS[(k // PER_PACKAGE + night) % len(MEMBERS)]
            pid = package(f"{out}/{night + 1}/{who}.{k}", who, hub, folder, part)
            for i, name in enumerate(part, 1):
                table.write(f"{pid}/{i}\t{name}\n")


def night(command):
    began = time.monotonic()
    code = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
    took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{command[-1][:10]}: {took:.1f} s, largest process {peak:.0f} MiB")
    if code not in (0, 10):
        sys.exit(f"the night ended with {code}")


def outcome(db, where):
    """File name to case, and the pairs of names that are to be looked at."""
    name = dict(line.rstrip("\n").split("\t") for line in open(where))
    d = sqlite3.connect(db)
    merged = dict(d.execute("select id, merged from casefile where merged is not null"))

    def now(case):
        while case in merged:
            case = merged[case]
        return case

    case = {name[s]: now(c) for s, c in d.execute("select id, casefile from submission")}
    look = set()
    for a, b in d.execute("select a, b from near"):
        if case[name[a]] != case[name[b]]:
            look.add(frozenset((case[name[a]], case[name[b]])))
    return case, look


def pairs_of(groups):
    return sum(len(g) * (len(g) - 1) // 2 for g in groups)


def shape(case, look):
    sizes = collections.Counter(case.values())
    looked = {c for pair in look for c in pair}
    print(f"{len(case)} mails in {len(sizes)} cases, largest {max(sizes.values())}; "
          f"to be looked at: {len(look)} pairs, {100 * len({max(p) for p in look}) / len(sizes):.1f} % of the cases")
    text = "\n".join(sorted("\t".join(sorted(n for n in case if case[n] == c)) for c in sizes)) \
        if len(case) < 20000 else ""
    print("partition", hashlib.sha256(text.encode()).hexdigest()[:16])


def by_set(truth, case, look):
    """Precision and recall over the pairs inside each set."""
    sets = collections.defaultdict(list)
    for name, (campaign, which) in truth.items():
        sets[which].append(name)
    for which, names in sorted(sets.items()):
        tp = fp = fn = seen = wrong = 0
        for a, b in itertools.combinations(names, 2):
            same = truth[a][0] == truth[b][0]
            joined = case[a] == case[b]
            tp += same and joined
            fp += joined and not same
            fn += same and not joined
            if same and not joined:
                seen += frozenset((case[a], case[b])) in look
            wrong += joined and not same
        p = tp / (tp + fp) if tp + fp else 1
        r = tp / (tp + fn) if tp + fn else 1
        rl = (tp + seen) / (tp + fn) if tp + fn else 1
        cases = {case[n] for n in names}
        late = {max(x) for x in look if x & cases}
        print(f"{which}: {len(names)} mails, precision {p:.3f}, recall {r:.3f}, with those looked at {rl:.3f}; "
              f"wrongly joined pairs {wrong}; looked at {100 * len(late) / len(cases):.0f} % of {len(cases)} cases")


def by_pairs(rows, case, look):
    """The same of pairs that a person labelled: same, family, unrelated."""
    kinds = collections.Counter()
    for a, b, label in rows:
        joined = case[a] == case[b]
        seen = frozenset((case[a], case[b])) in look
        kinds[label, "joined" if joined else "looked at" if seen else "apart"] += 1
    same = sum(n for (label, _), n in kinds.items() if label == "same")
    tp, all_joined = kinds["same", "joined"], sum(n for (_, how), n in kinds.items() if how == "joined")
    print(f"labelled: {sum(kinds.values())} pairs, precision {tp / (all_joined or 1):.3f}, recall {tp / (same or 1):.3f}, "
          f"with those looked at {(tp + kinds['same', 'looked at']) / (same or 1):.3f}; "
          f"unrelated joined {kinds['unrelated', 'joined']}")


def judge(folder, deal_dir, db):
    case, look = outcome(db, os.path.join(os.path.dirname(deal_dir), "where.tsv"))
    shape(case, look)
    path = os.path.join(folder, "truth.tsv")
    if os.path.exists(path):
        rows = (line.rstrip("\n").split("\t") for line in open(path))
        by_set({name: (campaign, which) for name, campaign, which in rows}, case, look)
    path = os.path.join(folder, "pairs.tsv")
    if os.path.exists(path):
        by_pairs((line.rstrip("\n").split("\t") for line in open(path)), case, look)


if __name__ == "__main__":
    verb, args = sys.argv[1], sys.argv[2:]
    if verb == "deal":
        shutil.rmtree(args[1], ignore_errors=True)
        deal(args[0], args[1], int(args[2]), int(args[3]), args[4])
    elif verb == "night":
        night(args)
    else:
        judge(*args)
