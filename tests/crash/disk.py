"""A disk that loses power: what the shim logged, and what of it survives.

The model is strict.  Bytes are safe after fsync of their file, a name after
fsync of its directory, all after syncfs; of the rest any part may survive, a
write torn at a sector.  Two things are taken for granted, as POSIX and every
journalling file system have it: a rename happens as one (the old name never
goes without the new one having come), and fsync tells the truth.
"""

import hashlib
import os

SECTOR = 512


class File:
    def __init__(self, data=b""):
        self.data, self.safe, self.pending = bytearray(data), bytes(data), []

    def change(self, op):
        self.pending.append(op)
        apply(self.data, op)

    def sync(self):
        self.safe, self.pending = bytes(self.data), []

    def survive(self, keep):
        """Bytes after the crash; keep says of each pending change whether it
        made it: False, True, or how many sectors of a write did."""
        data = bytearray(self.safe)
        for op in self.pending:
            kept = keep()
            if kept is True:
                apply(data, op)
            elif kept is not False and op[0] == "write":
                apply(data, ("write", op[1], op[2][:kept * SECTOR]))
        return bytes(data)


def apply(data, op):
    if op[0] == "truncate":
        size = op[1]
        del data[size:]
        data.extend(bytes(size - len(data)))
    else:
        _, offset, new = op
        data.extend(bytes(max(0, offset - len(data))))
        data[offset:offset + len(new)] = new


class Step:
    """A change of names, made as one: [(directory, name, node or None)]."""

    def __init__(self, *parts):
        self.parts = parts


class Dir:
    def __init__(self):
        self.now, self.safe, self.pending = {}, {}, []

    def sync(self):
        for step in self.pending:
            for d, name, node in step.parts:
                # An old name that is safely gone means a new one safely come.
                if d is not self and node is not None and any(
                        e is self for e, _, n in step.parts if n is None):
                    put(d.safe, name, node)
        for step in self.pending:
            for d, name, node in step.parts:
                if d is self:
                    put(self.safe, name, node)
        self.pending = []


def put(entries, name, node):
    if node is None:
        entries.pop(name, None)
    else:
        entries[name] = node


class Disk:
    def __init__(self, root, skip=()):
        self.root = self._load(root, skip)
        self.all = list(walk(self.root))

    def _load(self, path, skip):
        d = Dir()
        for e in sorted(os.scandir(path), key=lambda e: e.name):
            if e.name in skip:
                continue
            if e.is_dir(follow_symlinks=False):
                node = self._load(e.path, ())
            else:
                with open(e.path, "rb") as f:
                    node = File(f.read())
            d.now[e.name] = d.safe[e.name] = node
        return d

    def find(self, path):
        node = self.root
        for part in path.split("/"):
            if part != ".":
                node = node.now[part]
        return node

    def parent(self, path):
        head, _, base = path.rpartition("/")
        return self.find(head or "."), base

    def step(self, *parts):
        s = Step(*parts)
        for d in {id(p[0]): p[0] for p in parts}.values():
            d.pending.append(s)
        for d, name, node in parts:
            put(d.now, name, node)

    def do(self, op, a, b, data):
        if op in ("create", "mkdir"):
            node = File() if op == "create" else Dir()
            self.all.append(node)
            self.step((*self.parent(a), node))
        elif op in ("unlink", "rmdir"):
            self.step((*self.parent(a), None))
        elif op == "rename":
            node = self.find(a)
            self.step((*self.parent(a), None), (*self.parent(b), node))
        elif op == "link":
            self.step((*self.parent(b), self.find(a)))
        elif op == "write":
            self.find(a).change(("write", int(b), data))
        elif op == "truncate":
            self.find(a).change(("truncate", int(b)))
        elif op == "sync":
            self.find(a).sync()
        elif op == "syncfs":
            for node in self.all:
                node.sync()
        else:
            raise ValueError(f"log: {op}?")

    def tree(self):
        """As it is now: what a killed process leaves."""
        return {p: bytes(n.data) for p, n in paths(self.root, "now")}

    def survive(self, keep_name, keep_data):
        """One state that the crash may leave: directories and {path: bytes}.
        keep_name(is_removal) and keep_data() decide over what is not safe."""
        kept = {}

        def decide(step):
            if id(step) not in kept:
                gone = all(n is None for _, _, n in step.parts)
                kept[id(step)] = keep_name(gone)
            return kept[id(step)]

        def entries(d):
            out = dict(d.safe)
            for step in d.pending:
                if decide(step):
                    for e, name, node in step.parts:
                        if e is d:
                            put(out, name, node)
            return out

        dirs, out, data = [], {}, {}

        def descend(d, prefix):
            for name, node in entries(d).items():
                if isinstance(node, Dir):
                    dirs.append(prefix + name)
                    descend(node, prefix + name + "/")
                else:
                    if id(node) not in data:
                        data[id(node)] = node.survive(keep_data)
                    out[prefix + name] = data[id(node)]
        descend(self.root, "")
        return dirs, out


def walk(node):
    yield node
    if isinstance(node, Dir):
        for n in node.now.values():
            yield from walk(n)


def paths(d, which, prefix=""):
    for name, node in getattr(d, which).items():
        if isinstance(node, Dir):
            yield from paths(node, which, prefix + name + "/")
        else:
            yield prefix + name, node


def read_log(path):
    """(call, op, a, b, data) for each entry."""
    with open(path, "rb") as f:
        while head := f.readline():
            call, op, a, b, size = head.decode().split(" ")
            yield int(call), op, a, b, f.read(int(size))


def write_state(root, dirs, tree):
    for d in dirs:
        os.makedirs(os.path.join(root, d), mode=0o700, exist_ok=True)
    for path, data in tree.items():
        with open(os.path.join(root, path), "wb") as f:
            f.write(data)


def state_digest(dirs, tree):
    h = hashlib.sha256()
    for d in sorted(dirs):
        h.update(f"{d}/\0".encode())
    for path in sorted(tree):
        h.update(f"{path}\0{len(tree[path])}\0".encode())
        h.update(tree[path])
    return h.hexdigest()
