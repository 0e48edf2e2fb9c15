"""Start processes, kill them with SIGKILL, and start them again at once."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.looking import until

ROOT = Path(__file__).resolve().parents[2]
READY_S = 60.0
"""Seconds within which a process answers, also on a slow shared machine."""
LOOK_S = 0.05
"""Between two looks whether it does."""
END_S = 15.0
"""Seconds that a process has to end in peace."""


def free_port() -> int:
    """Return a port of this machine on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(slots=True)
class Child:
    """One process of a run; what it says goes to a file in the run's folder."""

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    """Where it listens once it is ready; 0 when it listens nowhere."""
    killed: int = 0
    fallen: int = 0
    """So often it had ended without being asked to."""
    pid: int = 0
    _process: subprocess.Popen | None = None

    @classmethod
    def python(cls, name: str, module: str, *words: str, **more):
        """Return a child that runs one of our modules."""
        return cls(name, (sys.executable, "-m", module, *words), **more)

    def start(self) -> None:
        """Start it."""
        self._process = self._popen()
        self.pid = self._process.pid

    def kill(self) -> None:
        """Kill it where it stands, and return when it is gone."""
        if self.lives():
            os.kill(self.pid, signal.SIGKILL)
        else:
            self.fallen += 1
        self._await_end(END_S)
        self.killed += 1

    def end(self) -> None:
        """End it in peace, if it runs."""
        if not self.pid or not self.lives():
            return
        os.kill(self.pid, signal.SIGTERM)
        if not self._await_end(END_S):
            os.kill(self.pid, signal.SIGKILL)
            self._await_end(END_S)

    def lives(self) -> bool:
        """Return whether it runs."""
        return self._process.poll() is None

    async def ready(self) -> None:
        """Wait until it answers. Raises: TimeoutError."""
        async with asyncio.timeout(READY_S):
            await until(self._answers, LOOK_S)

    def _popen(self, **pipes) -> subprocess.Popen:
        """Start the command; its working folder is the run's, so that no .env is read."""
        plain = {k: v for k, v in os.environ.items() if not k.startswith("OO_")}
        told = {**plain, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **self.environment}
        with (self.folder / f"{self.name}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own words
                self.command,
                cwd=self.folder,
                env=told,
                **{"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, **pipes},
            )

    def _await_end(self, longest_s: float) -> bool:
        until_s = time.monotonic() + longest_s
        while self.lives() and time.monotonic() < until_s:
            time.sleep(0.005)
        return not self.lives()

    async def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return not self.port or probe.connect_ex(("127.0.0.1", self.port)) == 0


@dataclass(slots=True)
class Forked(Child):
    """A process of ours, born by a nursery: each start is a new process, with modules read."""

    @classmethod
    def of(cls, name: str, module: str, *words: str, **more):
        """Return a child that runs `main` of one of our modules."""
        nursery = (sys.executable, "-m", "tests.chaos.nursery", module, *words)
        return cls(name, nursery, **more)

    def start(self) -> None:
        """Bear it."""
        if self._process is None:
            self._process = self._popen(
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
            )
        self._process.stdin.write("another\n")
        self.pid = int(self._process.stdout.readline())

    def end(self) -> None:
        """End it in peace, and its nursery too."""
        super(Forked, self).end()
        if self._process is not None:
            self._process.stdin.close()
            self._process.stdout.close()
            self._process.wait(END_S)

    def lives(self) -> bool:
        """Return whether it runs."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, 0)
            return True
        return False
