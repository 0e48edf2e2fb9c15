"""Remember deletions in a small file beside the database: one line each, digests and times only."""

import asyncio
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """An append-only file, on the disk before an erasure is confirmed."""

    path: Path

    async def append(self, tombstone: str, at: datetime) -> None:
        """Write one deletion down and wait for the disk."""
        entry = json.dumps({"at": at.isoformat(), "tombstone": tombstone})
        line = f"\n{entry}\n"  # begins anew, in case a power cut left the line before it open
        await asyncio.to_thread(self._append, line)

    async def tombstones(self) -> frozenset[str]:
        """Return every tombstone; a line that a power cut tore is passed over."""
        return await asyncio.to_thread(self._read)

    def _append(self, line: str) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def _read(self) -> frozenset[str]:
        if not self.path.is_file():
            return frozenset()
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        return frozenset(found for line in lines if (found := _tombstone(line)))


def _tombstone(line: str) -> str:
    try:
        return str(json.loads(line)["tombstone"])
    except (ValueError, KeyError, TypeError):
        return ""
