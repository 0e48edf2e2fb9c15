"""Run one command: text in, text out, within a size, and nothing of it is left afterwards."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

PIECE_BYTES = 64 * 1024
"""What is read at once."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its output, whole, and its exit code."""

    output: bytes
    code: int


@dataclass(frozen=True, slots=True)
class Child:
    """A command line, with all of the environment that it is told."""

    argv: tuple[str, ...]
    environ: Mapping[str, str]
    folder: Path | None = None
    """Where it runs; None is where we run."""

    async def run(self, text: str, limit_bytes: int) -> Ended | None:
        """Return how the command ended that read `text`; None when it wrote more than the limit.

        However this ends, also by being cancelled, the command is killed with all it has started,
        and reaped. Raises: OSError when it cannot be started.
        """
        # Pipes of our own: those of asyncio are waited for, though a grandchild may hold them.
        reads, writes = os.pipe()
        with os.fdopen(writes, "wb", buffering=0) as sink:
            async with _reader(reads) as reader, self._started(text, sink) as process:
                output = await _to_the_end(reader, limit_bytes)
                return None if output is None else Ended(output, await process.wait())

    @asynccontextmanager
    async def _started(self, text: str, sink: IO[bytes]) -> AsyncIterator[Process]:
        with _file_of(text) as asked, sink:  # closed here, or the output would never end
            process = await asyncio.create_subprocess_exec(
                *self.argv,
                stdin=asked,
                stdout=sink,
                stderr=DEVNULL,
                env=dict(self.environ),
                cwd=self.folder,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


@asynccontextmanager
async def _reader(reads: int) -> AsyncIterator[asyncio.StreamReader]:
    reader = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(reads, "rb", buffering=0)
    )
    try:
        yield reader
    finally:
        transport.close()


async def _to_the_end(reader: asyncio.StreamReader, limit_bytes: int) -> bytes | None:
    output = bytearray()
    while piece := await reader.read(PIECE_BYTES):
        output += piece
        if len(output) > limit_bytes:
            return None
    return bytes(output)


@contextmanager
def _file_of(text: str) -> Iterator[IO[bytes]]:
    """Give a nameless file with the text, to be read from the start: it blocks no writer."""
    with TemporaryFile() as file:
        file.write(text.encode())
        file.seek(0)
        yield file
