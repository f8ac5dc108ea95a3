"""Disturbs one night at each of its calls and wants the same result.

	sweep.py --scene DIR --program FILE --shim FILE [options] SWEEP...

kill	SIGKILL in place of the call
torn	half of a write, then SIGKILL
storm	killed again and again at random calls, until it is through
enospc, eio		the call fails once
enospc-on, eio-on	it fails, and every one after it
short	half of a write is done, and nothing wrong is said
power	what the disk may hold when the power goes behind the call
"""

import argparse
import errno
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent import futures
from pathlib import Path

import disk
import hub as H

ERRORS = {"enospc": errno.ENOSPC, "eio": errno.EIO}
SWEEPS = ("kill", "torn", "storm", "enospc", "enospc-on", "eio", "eio-on",
          "short", "power")
SKIP = ("gnupg",)
STORMS = 10
RANDOM_STATES = 3


class Sweep:
    def __init__(self, scene, work, seed):
        self.scene, self.work, self.seed = scene, Path(work), seed
        self.log = self.work / "log"
        calm = self.work / "calm"
        scene.copy(calm)
        self.code, out, err = scene.run(calm, log=self.log)
        if self.code not in H.DONE:
            sys.exit(f"the undisturbed night ended with {self.code}: {err}")
        self.entries = list(disk.read_log(self.log))
        self.log_is_whole(calm)
        self.wanted = H.result(scene, calm)
        self.allowed = H.outbox(scene, calm)
        bad = H.broken_promises(scene, calm, self.allowed) + \
            scene.check(calm) + H.counted(out)
        if bad:
            sys.exit("the undisturbed night: " + "; ".join(bad))
        shutil.rmtree(calm)

    def disk(self):
        return disk.Disk(self.scene.hub, SKIP)

    def log_is_whole(self, calm):
        """The log played back must be the tree, or calls went unseen."""
        d = self.disk()
        for _, *entry in self.entries:
            d.do(*entry)
        if not any(a == "hub.db-wal" for _, _, a, _, _ in self.entries):
            sys.exit("the shim does not see the calls of sqlite")
        tree = d.tree()
        # Where the copy lies, which is not where the scene does.
        tree["place"] = (calm / "place").read_bytes()
        for path, f in H.files(calm, "."):
            if path.split("/")[0] not in SKIP and \
                    tree.pop(path, None) != f.read_bytes():
                sys.exit(f"{path} is not what the log says")
        if tree:
            sys.exit(f"the log has what is not there: {sorted(tree)}")

    def points(self, sweep, near):
        """Calls worth disturbing, each once."""
        calls, changed = [], True
        for call, op, a, b, data in self.entries:
            writes = op == "write" and len(data) > 1
            if sweep in ("short", "torn"):
                wanted = writes
            elif sweep == "kill":
                # Behind a sync the tree is what it was.
                wanted, changed = changed, not op.startswith("sync")
            else:
                wanted = True
            if wanted and re.search(near, f"{op} {a} {b}"):
                calls.append(call)
        return list(range(1, STORMS + 1)) if sweep == "storm" else calls

    # One point each; what is wrong there, in words.

    def disturb(self, sweep, point, home):
        h = home / "hub"
        self.scene.copy(h)
        if sweep == "storm":
            dice = random.Random(f"{self.seed}/{point}")
            code = -9
            while code == -9:
                at = dice.randrange(1, len(self.entries) + 1)
                code, _, err = self.scene.run(h, at, "kill")
        else:
            name, _, on = sweep.partition("-")
            code, _, err = self.scene.run(
                h, point, str(ERRORS.get(name, name)), on == "on")
        return h, self.code_is_wrong(sweep, point, code, err, h)

    def code_is_wrong(self, sweep, point, code, err, h):
        if code == -9 and sweep in ("kill", "torn", "storm"):
            return []
        if code in H.MACHINE_FAILED and err:
            return []
        # Whether sqlite may go on after one is its own business.
        if sweep in ERRORS and code == self.code and \
                re.match(r"sync(fs)? (?!hub\.db|\. )", self.name(point)):
            return ["a sync failed, and nobody was told"]
        if code == self.code or sweep == "storm" and code in H.DONE:
            return [f"ended with {code}, but {x}" for x in
                    H.difference(H.result(self.scene, h), self.wanted)]
        return [f"ended with {code}: {err}"]

    def rerun(self, h):
        code, out, err = self.scene.run(h)
        if code not in H.DONE:
            return [f"the rerun ended with {code}: {err}"]
        return H.counted(out) + self.scene.check(h) + \
            H.difference(H.result(self.scene, h), self.wanted)

    def through(self, h):
        bad = H.broken_promises(self.scene, h, self.allowed)
        return bad or self.rerun(h)

    def at_point(self, job):
        sweep, point = job
        with tempfile.TemporaryDirectory(dir=self.work) as d:
            try:
                h, bad = self.disturb(sweep, point, Path(d))
                bad += self.through(h)
            except Exception as e:
                bad = [f"{type(e).__name__}: {e}"]
        where = "" if sweep == "storm" else f" ({self.name(point)})"
        return f"{sweep} {point}{where}", bad

    def name(self, call):
        for c, op, a, b, _ in self.entries:
            if c == call:
                return f"{op} {a} {b}"
        return "-"

    # Power loss.

    def moments(self, near):
        return [(call, kind) for call, op, a, b, _ in self.entries
                if re.search(near, f"{op} {a} {b}")
                for kind, _, _ in self.choices(call)]

    def states(self, moments):
        """(call, kind, directories, tree) of every state, each once."""
        d, seen, moments = self.disk(), set(), set(moments)
        for call, op, a, b, data in self.entries:
            d.do(op, a, b, data)
            for kind, keep_name, keep_data in self.choices(call):
                if (call, kind) not in moments:
                    continue
                dirs, tree = d.survive(keep_name, keep_data)
                key = disk.state_digest(dirs, tree)
                if key not in seen:
                    seen.add(key)
                    yield call, kind, dirs, tree

    def choices(self, call):
        yield "nothing", lambda gone: False, lambda: False
        yield "all", lambda gone: True, lambda: True
        yield "names", lambda gone: True, lambda: False
        yield "removals", lambda gone: gone, lambda: False
        yield "data", lambda gone: False, lambda: True
        for i in range(RANDOM_STATES):
            dice = random.Random(f"{self.seed}/{call}/{i}")
            yield (f"random {i}", lambda gone, d=dice: d.random() < 0.5,
                   lambda d=dice: d.choice((False, True, d.randrange(8))))

    def after_power(self, job):
        call, kind, dirs, tree = job
        with tempfile.TemporaryDirectory(dir=self.work) as d:
            try:
                h = Path(d) / "hub"
                h.mkdir(mode=0o700)
                for name in SKIP:
                    shutil.copytree(self.scene.hub / name, h / name)
                disk.write_state(h, dirs, tree)
                subprocess.run(["sh", os.environ["AT_HOME"], h], check=True)
                bad = self.through(h)
            except Exception as e:
                bad = [f"{type(e).__name__}: {e}"]
        return f"power behind {call} ({self.name(call)}), {kind}", bad

    def jobs(self, sweep, near, count):
        """What to do, and with what; made as it is needed."""
        power = sweep == "power"
        todo = self.moments(near) if power else self.points(sweep, near)
        if not todo:
            sys.exit(f"{sweep}: nothing to disturb")
        if count is not None and count < len(todo):
            todo = random.Random(f"{self.seed}/{sweep}").sample(todo, count)
        if power:
            return self.after_power, self.states(todo)
        return self.at_point, ((sweep, point) for point in todo)


def show(where, bad):
    print(f"BAD {where}")
    for line in bad[:4]:
        print(f"    {line[:300]}")
    sys.stdout.flush()


def results(pool, width, work, jobs):
    """Results as they come; no more under way than there is room for."""
    under_way, more = set(), True
    while more or under_way:
        while more and len(under_way) < width:
            job = next(jobs, None)
            more = job is not None
            if more:
                under_way.add(pool.submit(work, job))
        done, under_way = futures.wait(
            under_way, return_when=futures.FIRST_COMPLETED)
        yield from (f.result() for f in done)


def run_sweep(s, sweep, args, pool):
    work, jobs = s.jobs(sweep, args.near, args.points)
    count = bad_count = 0
    for where, bad in results(pool, args.jobs, work, jobs):
        count += 1
        if bad:
            bad_count += 1
            show(where, bad)
            if args.first:
                break
    print(f"{sweep}: {count} points, {bad_count} bad")
    sys.stdout.flush()
    return bad_count


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--points", type=int, help="as many of each, by the seed")
    p.add_argument("--seed", default="1")
    p.add_argument("--near", default="", help="only calls that match this")
    p.add_argument("--first", action="store_true", help="end at the first bad")
    p.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    p.add_argument("--scene", required=True)
    p.add_argument("--program", required=True)
    p.add_argument("--shim", required=True)
    p.add_argument("sweeps", nargs="+", choices=SWEEPS)
    args = p.parse_args()
    # An end from outside, too, takes the copies in memory away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    scene = H.Scene(args.scene, args.program, args.shim)
    with tempfile.TemporaryDirectory(prefix="tyc.", dir=fast()) as work:
        s = Sweep(scene, work, args.seed)
        with futures.ThreadPoolExecutor(args.jobs) as pool:
            bad = sum(run_sweep(s, x, args, pool) for x in args.sweeps)
    sys.exit(1 if bad else 0)


def fast():
    """Memory where there is some: the disk is simulated, or not asked."""
    shm = "/dev/shm"
    return shm if os.access(shm, os.W_OK) else None


if __name__ == "__main__":
    main()
