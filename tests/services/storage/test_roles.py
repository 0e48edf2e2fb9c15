"""Roles and the audit on real databases: races, crashes, and a thief with the database's own key."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from core.domain.audit import SYSTEM
from core.domain.chain import Fault, Tamper
from core.domain.user import Role
from core.errors import LastOwner, OoError
from core.memory.head_copy import MemoryHeadCopy
from core.storage import migrate
from core.usecases.audited import write_down
from core.usecases.verify_audit import VerifyAudit
from tests.fakes.access import a_deed, an_actor
from tests.fakes.clock import FakeClock
from tests.services.storage.roles import set_role_on
from tests.services.storage.things import NOW, Stop, signed_up

ROOT = Path(__file__).resolve().parents[3]
KILLS = 20
"""Times a process is killed in the middle of its acts."""
UNGUARD = {
    "sqlite": (
        "DROP TRIGGER admin_actions_stay_unchanged",
        "DROP TRIGGER admin_actions_stay_undeleted",
    ),
    "postgresql": ("DROP TRIGGER admin_actions_stay ON admin_actions",),
}
"""What somebody does first who owns the database and means to lie."""
REORDER = (
    "UPDATE admin_actions SET seq = CASE seq WHEN 2 THEN -4 ELSE -2 END WHERE seq IN (2, 4); "
    "UPDATE admin_actions SET seq = -seq WHERE seq < 0"
)
"""Lets two rows change places."""
TAMPERS = {
    "edited": ("UPDATE admin_actions SET reason = 'another' WHERE seq = 3", {3}),
    "who": ("UPDATE admin_actions SET actor = 'system', actor_id = NULL WHERE seq = 2", {2}),
    "deleted": ("DELETE FROM admin_actions WHERE seq = 3", {3}),
    "truncated": ("DELETE FROM admin_actions WHERE seq > 3", {4}),
    "emptied": ("DELETE FROM admin_actions", {1}),
    "reordered": (REORDER, {2, 4}),
}


async def owners_of(store):
    async with store.reading() as work:
        return await work.users.with_role(Role.OWNER)


async def test_of_twenty_parallel_demotions_of_the_last_two_owners_one_owner_is_left(
    sql_url, open_store
):
    """Reliability R1, by two processes and both owners at once."""
    stores = [open_store(sql_url), open_store(sql_url)]
    owners = [await signed_up(stores[0], role=Role.OWNER) for _ in range(2)]
    acts = [set_role_on(store) for store in stores]

    ended = await asyncio.gather(
        *(
            acts[turn % 2](
                an_actor(Role.OWNER, user_id=owners[turn // 2 % 2].id),
                owners[(turn // 2 + turn) % 2].id,
                Role.USER,
            )
            for turn in range(20)
        ),
        return_exceptions=True,
    )

    assert all(isinstance(it, OoError) for it in ended if isinstance(it, BaseException))
    assert len(await owners_of(stores[0])) == 1
    assert (await verified(stores[0])).whole


async def test_of_two_owners_who_both_step_back_by_command_one_stays(sql_url, open_store):
    stores = [open_store(sql_url), open_store(sql_url)]
    owners = [await signed_up(stores[0], role=Role.OWNER) for _ in range(2)]

    ended = await asyncio.gather(
        *(
            set_role_on(store)(SYSTEM, owner.id, Role.USER)
            for store, owner in zip(stores, owners, strict=True)
        ),
        return_exceptions=True,
    )

    assert [type(it) for it in ended if isinstance(it, BaseException)] == [LastOwner]
    assert len(await owners_of(stores[0])) == 1


async def test_an_act_and_its_entry_stand_or_fall_together(store):
    """Reliability R3."""
    user = await signed_up(store)

    async def act_and_fail():
        async with store.writing() as work:
            await work.users.save(await work.users.get(user.id))
            await write_down(work, NOW, SYSTEM, a_deed())
            raise Stop

    with pytest.raises(Stop):
        await act_and_fail()

    assert (await verified(store)).rows == 0


async def test_no_act_lacks_its_entry_after_twenty_kills(sql_url, open_store):
    """Reliability R3: the role that stands is the one that the newest entry tells of."""
    store, dice = open_store(sql_url), random.Random(6)
    user = await signed_up(store)
    acts = 0
    with nursery(sql_url, user.id) as children:
        for _ in range(KILLS):
            act_until_killed(children, dice.uniform(0, 0.05))

            async with store.reading() as work:
                role = (await work.users.get(user.id)).role
                newest = (await work.audit.head()).seq
                (entry,) = await work.audit.walk(newest - 1, 1)
            assert entry.after == {"role": role}
            assert newest > acts
            acts = newest
    assert (await verified(store)).whole


@contextmanager
def nursery(url, user_id):
    """Return the process whose children act; it ends when its input does."""
    command = [sys.executable, "-m", "tests.services.storage.roles", url, str(user_id)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 -- our own module
        yield process
        process.stdin.close()


def act_until_killed(children, after_s):
    children.stdin.write("one\n")
    children.stdin.flush()
    child = int(children.stdout.readline())
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    assert children.stdout.readline() == "gone\n"


@pytest.mark.parametrize("how", TAMPERS)
async def test_whoever_owns_the_database_is_found_out(sql_store, sql_url, how):
    """Reliability R3: edited, deleted, reordered, truncated, with the triggers out of the way."""
    heads = MemoryHeadCopy()
    for _ in range(5):
        async with sql_store.writing() as work:
            await write_down(work, NOW, an_actor(), a_deed())
    assert (await verified(sql_store, heads)).whole
    statements, where = TAMPERS[how]

    changed(sql_url, statements)
    found = await verified(sql_store, heads)

    assert {it.seq for it in found.faults} >= where
    assert min(it.seq for it in found.faults) == min(where)
    if how == "truncated":
        assert found.faults == (Fault(4, Tamper.CUT),)


def changed(url, statements):
    """Write as the owner of the database; the triggers stand again afterwards."""
    with migrate.connected(url) as raw:
        standing = guards(raw)
        for statement in (*UNGUARD[raw.dialect.name], *statements.split("; "), *standing):
            raw.execute(text(statement))


def guards(raw):
    """Return the statements that make the triggers."""
    if raw.dialect.name == "postgresql":
        asked = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'admin_actions_stay'"
    else:
        asked = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    return raw.execute(text(asked)).scalars().all()


async def verified(store, heads=None):
    return await VerifyAudit(store, FakeClock(), heads or MemoryHeadCopy())(SYSTEM)
