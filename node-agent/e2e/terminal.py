#!/usr/bin/env python3
"""Runs a command at a terminal of its own, prints what appears there, and ends with its exit status.

    terminal.py [--after TEXT --type KEYS]… COMMAND…

Keys are typed once the text before them has appeared; they may have escapes such as \\x03 and \\r.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time


def main():
    words = sys.argv[1:]
    script = []
    while words and words[0] in ("--after", "--type"):
        value = words[1].encode().decode("unicode_escape").encode()
        if words[0] == "--after":
            script.append([value, b""])
        else:
            script[-1][1] = value
        words = words[2:]
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(words[0], words)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen = b""
    end = time.monotonic() + float(os.environ.get("TERMINAL_SECONDS", "120"))
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        seen = (seen + data)[-100000:]
        while script and script[0][0] in seen:
            os.write(terminal, script.pop(0)[1])
            seen = b""
    else:
        os.kill(child, 9)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


sys.exit(main())
