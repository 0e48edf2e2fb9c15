"""Fork processes whose modules are read already, so that a killed one is back within a moment.

Run as `python -m tests.chaos.nursery MODULE [WORDS…]`: each line on stdin bears one process, which
runs the module's `main(WORDS)`; its number is the answer on stdout. What is inherited is modules
alone: no loop, no connection, no file of oO's is open before the fork.
"""

import importlib
import os
import signal
import sys


def main(name, *words):
    module = importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are reaped at once
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _live(module, words)
        print(pid, flush=True)


def _live(module, words):
    """Run the module to its end, and leave without what the nursery still has to do."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    code = 1
    try:
        module.main(*words)
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
