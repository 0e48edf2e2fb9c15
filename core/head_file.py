"""Remember heads of the audit in a small file beside the database: numbers, hashes and times only."""

import asyncio
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.domain.chain import Head


@dataclass(frozen=True, slots=True)
class HeadFile:
    """An append-only file; what stands in it the database cannot take back."""

    path: Path

    async def append(self, head: Head) -> None:
        """Write one head down and wait for the disk."""
        entry = json.dumps({"seq": head.seq, "hash": head.hash, "at": head.at.isoformat()})
        line = f"\n{entry}\n"  # begins anew, in case a power cut left the line before it open
        await asyncio.to_thread(self._append, line)

    async def heads(self) -> tuple[Head, ...]:
        """Return every head, oldest first; a line that a power cut tore is passed over."""
        return await asyncio.to_thread(self._read)

    def _append(self, line: str) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def _read(self) -> tuple[Head, ...]:
        if not self.path.is_file():
            return ()
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        return tuple(found for line in lines if (found := _head(line)))


def _head(line: str) -> Head | None:
    try:
        told = json.loads(line)
        return Head(int(told["seq"]), str(told["hash"]), datetime.fromisoformat(told["at"]))
    except (ValueError, KeyError, TypeError):
        return None
