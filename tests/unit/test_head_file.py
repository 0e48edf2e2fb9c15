"""Heads of the audit outlive the database in a small file that is only added to."""

import os
import stat

from core.domain.chain import Head
from core.head_file import HeadFile
from tests.fakes.clock import NOON

ONE, TWO = Head(1, "a" * 64, NOON), Head(7, "b" * 64, NOON)


async def test_heads_come_back_in_their_order(tmp_path):
    file = HeadFile(tmp_path / "var" / "heads.jsonl")
    assert await file.heads() == ()

    await file.append(ONE)
    await file.append(TWO)

    assert await HeadFile(file.path).heads() == (ONE, TWO)


async def test_a_torn_or_foreign_line_is_passed_over(tmp_path):
    file = HeadFile(tmp_path / "heads.jsonl")
    await file.append(ONE)
    with file.path.open("a") as torn:
        torn.write('[]\n{"seq": "x", "hash": 1, "at": "never"}\n{"seq": 7, "ha')

    await file.append(TWO)

    assert await file.heads() == (ONE, TWO)


async def test_only_its_owner_reads_it(tmp_path):
    file = HeadFile(tmp_path / "heads.jsonl")

    await file.append(ONE)

    assert stat.S_IMODE(os.stat(file.path).st_mode) == 0o600  # noqa: PTH116 -- as the system says
