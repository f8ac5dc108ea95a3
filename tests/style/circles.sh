#!/bin/bash
# No file, and no room, calls in a circle: the calls of the objects, by nm.
# Prints the calls that close each circle.
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build} python3 - <<'P'
import collections, glob, os, subprocess, sys

OBJ = os.environ["BUILD"] + "/obj/"
DEFINES = set("TDBRCVW")
LISTS = ("batch/run.c", "batch/replay.c")    # rooms by themselves


def objects():
    for d, _, files in os.walk(OBJ):
        for f in files:
            path = os.path.join(d, f)
            source = path[len(OBJ):-2] + ".c"
            if f.endswith(".o") and os.path.exists(source):
                yield source, path


def calls():
    """Who wants which names of whom."""
    defined, wanted = {}, collections.defaultdict(set)
    for source, path in objects():
        out = subprocess.run(["nm", "-P", path], capture_output=True, text=True)
        for line in out.stdout.splitlines():
            name, kind = line.split()[:2]
            if kind == "U":
                wanted[source].add(name)
            elif kind in DEFINES:
                defined[name] = source
    graph = collections.defaultdict(lambda: collections.defaultdict(set))
    for source, names in wanted.items():
        for name in names:
            if defined.get(name, source) != source:
                graph[source][defined[name]].add(name)
    return graph


def room(source):
    return source if source in LISTS else os.path.dirname(source)


def rooms(graph):
    out = collections.defaultdict(lambda: collections.defaultdict(set))
    for a in graph:
        for b in graph[a]:
            if room(a) != room(b):
                out[room(a)][room(b)] |= {f"{os.path.basename(a)}: {n}" for n in graph[a][b]}
    return out


def circles(graph):
    """Strongly connected components of more than one (Tarjan 1972)."""
    index, low, stack, found = {}, {}, [], []

    def visit(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        for w in list(graph.get(v, ())):
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in stack:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            at = stack.index(v)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for v in sorted(graph):
        if v not in index:
            visit(v)
    return found


sys.setrecursionlimit(10000)
passed = failed = 0
sources = [f for g in ("formats/*/*.c", "keys/*.c", "batch/*.c", "batch/*/*.c") for f in glob.glob(g)]
missing = sorted(set(sources) - {s for s, _ in objects()})
for source in missing:
    print(f"FAILED: {source} is not built: its calls are not known")
failed += len(missing)
files = calls()
for what, graph in ("files", files), ("rooms", rooms(files)):
    found = circles(graph)
    for circle in found:
        print(f"FAILED: a circle of {len(circle)} {what}")
        for a in circle:
            for b in sorted(set(graph[a]) & set(circle)):
                print(f"  {a} -> {b}: {', '.join(sorted(graph[a][b]))}")
    failed += len(found)
    passed += not found
print(f"circles: {passed} passed, {failed} failed")
sys.exit(failed > 0)
P
