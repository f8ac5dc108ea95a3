#!/usr/bin/python3
# dialogue.py COMMAND... <answers : plays an analyst at a terminal of 80 columns.
# Each line of standard input is typed at the next question, ^C and ^D as these
# keys; at the end the terminal hangs up.  Prints what the terminal showed, byte for byte but for the
# carriage returns, and the exit code.
import fcntl, os, pty, select, signal, struct, sys, termios, time

answers = [line.rstrip("\n") for line in sys.stdin]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
shown, seen = b"", 0


def read(seconds):
    global shown
    if not select.select([terminal], [], [], seconds)[0]:
        return False
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        piece = b""
    if not piece:
        raise EOFError
    shown += piece
    return True


def asked():
    """A question: a line that ends with a blank and no line end."""
    last = shown[seen:].replace(b"\r", b"").split(b"\n")[-1]
    return last.endswith((b"? ", b"\xef\xbc\x9f ", b"] "))


try:
    for answer in answers:
        until = time.time() + 60
        while not asked():
            if time.time() > until:
                print("NO QUESTION for", answer)
                os.kill(pid, signal.SIGKILL)
                raise EOFError
            read(1)
        seen = len(shown)
        keys = {"^C": b"\x03", "^D": b"\x04"}.get(answer)
        # What is typed just as an editor gives the terminal back is lost, and
        # a person types it once more.
        for _ in range(6):
            os.write(terminal, keys or answer.encode() + b"\n")
            until = time.time() + 10
            while shown[seen:].count(b"\n") == 0 and time.time() < until:    # the echo
                read(1)
            if shown[seen:].count(b"\n") != 0:
                break
    until = time.time() + 60
    while time.time() < until and not asked():
        read(1)
    os.close(terminal)
except EOFError:
    pass
status = os.waitpid(pid, 0)[1]
sys.stdout.buffer.write(shown.replace(b"\r", b""))
print("exit", os.waitstatus_to_exitcode(status))
