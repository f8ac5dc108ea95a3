"""cpu.py [-o FILE] [-p SECONDS] COMMAND...: runs it to the end of all that
came of it.

What its processes leave behind becomes ours (a subreaper), is ended with it
and counted: a gpg-agent is a daemon, and its work is part of the price.  FILE
gets a line: CPU seconds, seconds by the clock, KiB of the largest process, and
the names of what was still there SECONDS after the command (0)."""

import ctypes
import os
import signal
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def adopt():
    """Whoever loses his parent below us becomes our child."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def children():
    with open(f"/proc/self/task/{os.getpid()}/children") as f:
        return list(map(int, f.read().split()))


def name(pid):
    try:
        with open(f"/proc/{pid}/comm") as f:
            return f.read().strip().replace(" ", "-")
    except OSError:
        return "gone"


class Tree:
    """A command and all that came of it."""

    def __init__(self):
        self.cpu, self.clock, self.largest, self.left = 0.0, 0.0, 0, []

    def reap(self, flags=0):
        """One that has ended: its id (0: none has) and its status."""
        pid, status, use = os.wait4(-1, flags)
        if pid:
            self.cpu += use.ru_utime + use.ru_stime
            self.largest = max(self.largest, use.ru_maxrss)
        return pid, status

    def wait(self, seconds):
        """Gives what is left time to end by itself."""
        end = time.monotonic() + seconds
        while children() and time.monotonic() < end:
            if self.reap(os.WNOHANG)[0] == 0:
                time.sleep(0.02)

    def sweep(self):
        """Ends what is left; those whom it leaves behind, too."""
        try:
            while True:
                for pid in children():
                    os.kill(pid, signal.SIGKILL)
                self.reap()
        except ChildProcessError:
            pass

    def run(self, command, patience=0):
        began = time.monotonic()
        try:
            first = os.posix_spawnp(command[0], command, os.environ)
            pid = status = None
            while pid != first:
                pid, status = self.reap()
            self.clock = time.monotonic() - began
            self.wait(patience)
            self.left = sorted(map(name, children()))
        finally:
            self.sweep()
        return os.waitstatus_to_exitcode(status)


def main():
    args, out, patience = sys.argv[1:], None, 0.0
    while args[0] in ("-o", "-p"):
        if args[0] == "-o":
            out = args[1]
        else:
            patience = float(args[1])
        args = args[2:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    adopt()
    tree = Tree()
    code = tree.run(args, patience)
    if out:
        with open(out, "w") as f:
            print(f"{tree.cpu:.3f} {tree.clock:.3f} {tree.largest}", *tree.left, file=f)
    sys.exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
