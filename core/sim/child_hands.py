"""Let `oo simulate join` compute a run in a process of its own, which outlives whoever asked."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from core.domain.ids import RunId
from core.errors import OurFault

JOIN = (sys.executable, "-m", "oo_app.cli", "simulate", "join")
"""The command that works on a run; by name, because core knows no face."""


@dataclass(frozen=True, slots=True)
class ChildHands:
    """Children of this process in sessions of their own, with its environment."""

    folder: Path
    """Where they run: that of the program."""
    processes: int
    command: Sequence[str] = JOIN

    async def set_to_work(self, run_id: RunId) -> None:
        """Start a child; it ends by itself with the run. Raises: OurFault."""
        words = [*self.command, str(run_id), "--processes", str(self.processes)]
        await asyncio.to_thread(self._start, words)

    def _start(self, words: list[str]) -> None:
        try:
            child = subprocess.Popen(  # noqa: S603 — our own command, and a UUID
                words,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise OurFault from error
        # Whoever does not wait for a child keeps its corpse.
        Thread(target=child.wait, daemon=True).start()
