"""suite.py [PART...]: every test, or those whose name holds a PART, one more
at a time than there are cores; the longest first, by what they took last time.

A test has keys and scratch space of its own and leaves nothing behind: no
process, no file, nothing in the tree.  What it says is shown where it failed
or skipped something.  The last line counts."""

import collections
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import changed

BUILD = os.environ.get("BUILD", "build")
MAKE = [os.environ.get("MAKE", "make"), "--no-print-directory", "BUILD=" + BUILD]
# One more than there are cores: tests wait for processes and disks, too.
SLOTS = int(os.environ.get("SLOTS", 0)) or min(8, len(os.sched_getaffinity(0)) + 1)
PATIENCE = "20"
TIMES = BUILD + "/test-times", "tests/times"
FUZZERS = "fuzz/build"
COUNT = re.compile(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")


class Test:
    def __init__(self, name, command, after=None):
        self.name, self.command, self.after = name, command, after


def stem(path):
    return os.path.splitext(path)[0]


def all_tests(third=None):
    """Of those under valgrind one third only, where it is named."""
    for i, path in enumerate(sorted(glob.glob("tests/unit/t-*.c"))):
        unit = os.path.basename(stem(path))
        program = f"{BUILD}/unit/{unit}"
        yield Test("unit/" + unit, [program])
        # valgrind does not see through the one that replaces syscall().
        if unit != "t-lockdown" and third in (None, i % 3):
            yield Test("valgrind/" + unit, ["bash", "tests/unit/valgrind.sh", program])
    for path in sorted(glob.glob("tests/flow/*/*.sh") + glob.glob("tests/style/*.sh")):
        yield Test(stem(path).removeprefix("tests/").removeprefix("flow/"), ["bash", path])
    for path in sorted(glob.glob("tests/cost/*.sh")):
        yield Test(stem(path).removeprefix("tests/"), ["bash", path])
    yield Test(FUZZERS, [*MAKE, "fuzzers"])
    for path in sorted(glob.glob("tests/fuzz/*.c")):
        target = os.path.basename(stem(path))
        yield Test("fuzz/" + target, ["bash", "tests/fuzz/run.sh", "one", target], after=FUZZERS)


def chosen(parts):
    if parts:
        tests = [t for t in all_tests() if any(p in t.name for p in parts)]
    else:
        tests = list(all_tests(changed.number() % 3))
    if any(t.after for t in tests) and not any(t.name == FUZZERS for t in tests):
        tests += [t for t in all_tests() if t.name == FUZZERS]
    return tests


def times():
    """Seconds of each test, as it was known last."""
    known = collections.defaultdict(lambda: 10.0)
    for path in reversed(TIMES):
        if os.path.exists(path):
            with open(path) as f:
                known.update((n, float(s)) for n, s in map(str.split, f))
    return known


def remember(known):
    with open(TIMES[0], "w") as f:
        f.writelines(f"{n} {s:.1f}\n" for n, s in sorted(known.items()))


def counts(test, text, code):
    """What a test says of itself; one that does not end as it should failed."""
    if test.name.startswith("unit/"):
        n = [len(re.findall(rf"^\[ +{w} ", text, re.M)) for w in ("OK", "FAILED", "SKIPPED")]
        n[1] = min(n[1], 1) if code else 0
    elif test.name == FUZZERS:
        n = [1 - bool(code), bool(code), 0]
    else:
        lines = text.rstrip().splitlines()
        m = COUNT.search(lines[-1]) if lines else None
        n = [int(x or 0) for x in m.groups()] if m else [0, 0, 0]
        if not m:
            code = code or 1
    if code and not n[1]:
        n[1] = 1
    return n


class Running:
    def __init__(self, test, top, number):
        self.test, self.began = test, time.monotonic()
        self.tmp = os.path.join(top, str(number))
        os.mkdir(self.tmp)
        self.price = self.tmp + ".price"
        self.out = open(self.tmp + ".out", "w+b")
        env = dict(os.environ, TMPDIR=self.tmp, TESTS_TMP=self.tmp, PYTHONDONTWRITEBYTECODE="1")
        self.process = subprocess.Popen(
            [sys.executable, "tests/cpu.py", "-o", self.price, "-p", PATIENCE, *test.command],
            env=env, stdin=subprocess.DEVNULL, stdout=self.out, stderr=subprocess.STDOUT,
            start_new_session=True)

    def ended(self, code):
        """(counts, text, CPU seconds, seconds)"""
        self.out.seek(0)
        text = self.out.read().decode(errors="replace")
        self.out.close()
        n = counts(self.test, text, code)
        if n[1] and "FAILED" not in text:
            text += f"FAILED: it ended with {code}\n"
        cpu, left = 0.0, []
        if os.path.exists(self.price):
            with open(self.price) as f:
                cpu, _, _, *left = f.read().split()
        files = sorted(os.listdir(self.tmp))
        shutil.rmtree(self.tmp, ignore_errors=True)
        for what, names in ("running", left), ("lying", files):
            if names:
                n[1] += 1
                text += f"FAILED: left {what}: {' '.join(names)}\n"
        return n, text, float(cpu), time.monotonic() - self.began


class Suite:
    def __init__(self, tests, top):
        self.known = times()
        self.todo = sorted(tests, key=lambda t: -self.known[t.name])
        # What others wait for comes first.
        self.todo.sort(key=lambda t: t.name != FUZZERS)
        self.top, self.running, self.done = top, {}, set()
        self.sum, self.cpu, self.number = [0, 0, 0], 0.0, 0

    def start(self):
        for t in self.todo:
            if t.after is None or t.after in self.done:
                self.todo.remove(t)
                self.number += 1
                r = Running(t, self.top, self.number)
                self.running[r.process.pid] = r
                return True
        return False

    def run(self):
        while self.todo or self.running:
            while len(self.running) < SLOTS and self.start():
                pass
            pid, status = os.wait()
            if pid in self.running:
                self.tell(self.running.pop(pid), os.waitstatus_to_exitcode(status))

    def tell(self, r, code):
        n, text, cpu, seconds = r.ended(code)
        self.done.add(r.test.name)
        self.known[r.test.name] = seconds
        self.cpu += cpu
        self.sum = [a + b for a, b in zip(self.sum, n)]
        said = f"{n[0]} passed" + f", {n[1]} FAILED" * bool(n[1]) + f", {n[2]} skipped" * bool(n[2])
        print(f"{seconds:6.1f} s {cpu:6.1f} CPU  {r.test.name}: {said}")
        if n[1]:
            print(text.rstrip().replace("\n", "\n    ").join(("    ", "")))
        else:
            for line in re.findall(r"^(?:SKIPPED|fuzz|planted): .*", text, re.M):
                print("          " + line)
        sys.stdout.flush()

    def end(self):
        for r in self.running.values():
            r.process.terminate()
        for r in self.running.values():
            r.process.wait()


def main():
    parts = sys.argv[1:]
    tests = chosen(parts)
    if not tests:
        sys.exit("no test has such a name")
    began, before = time.monotonic(), changed.git("status", "--porcelain")
    subprocess.run([*MAKE, "-s", "-j", str(SLOTS), "tests-built"], check=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.environ.setdefault("TOIYABA", BUILD + "/toiyaba")
    with tempfile.TemporaryDirectory(prefix="tys.", dir="/tmp") as top:
        # Some tests play other users, who must get through.
        os.chmod(top, 0o711)
        os.environ.setdefault("KEYS", top + "/keys")
        suite = Suite(tests, top)
        try:
            suite.run()
        finally:
            suite.end()
    remember(suite.known)
    passed, failed, skipped = suite.sum
    after = changed.git("status", "--porcelain")
    if after != before:
        failed += 1
        print("FAILED: left in the tree:\n" + after)
    elif not parts:
        passed += 1
    print(f"{time.monotonic() - began:.0f} s by the clock, {suite.cpu:.0f} s of CPU, {SLOTS} at a time")
    print(f"{passed} passed, {failed} failed" + f", {skipped} skipped" * bool(skipped))
    sys.exit(bool(failed))


main()
