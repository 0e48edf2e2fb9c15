"""Deletions outlive a restored database (reliability D3)."""

import stat
from datetime import UTC, datetime

import pytest

from core.ledger_file import LedgerFile
from core.memory.ledger_copy import MemoryLedgerCopy

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(params=["file", "memory"])
def ledger(request, tmp_path):
    return (
        LedgerFile(tmp_path / "var" / "erasures.jsonl")
        if request.param == "file"
        else MemoryLedgerCopy()
    )


async def test_what_was_never_written_is_nothing(ledger):
    assert await ledger.tombstones() == frozenset()


async def test_every_deletion_is_remembered(ledger):
    await ledger.append("one", NOON)
    await ledger.append("two", NOON)

    assert await ledger.tombstones() == {"one", "two"}


async def test_a_torn_line_hides_no_other(tmp_path):
    path = tmp_path / "erasures.jsonl"
    ledger = LedgerFile(path)
    await ledger.append("one", NOON)
    with path.open("a") as file:
        file.write('[]\n{"at": "2026-11')
    await ledger.append("two", NOON)

    assert await ledger.tombstones() == {"one", "two"}


async def test_nobody_else_may_read_it(tmp_path):
    path = tmp_path / "erasures.jsonl"

    await LedgerFile(path).append("one", NOON)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
