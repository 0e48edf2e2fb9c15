"""Change roles until killed: `roles URL USER` forks one such process for each line that it reads."""

import asyncio
import itertools
import os
import sys
from uuid import UUID

from core.clock import SystemClock
from core.domain.audit import SYSTEM
from core.domain.ids import UserId
from core.domain.user import Role
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from core.usecases.audited import Denials
from core.usecases.end_sessions import TellEnded
from core.usecases.resolve_session import ResolveSession
from core.usecases.set_role import SetRole
from tests.fakes.vault import FakeVault


def set_role_on(store, clock=None):
    """Return the use case on a store."""
    clock = clock or SystemClock()
    return SetRole(store, clock, TellEnded(ResolveSession(store, clock)), Denials(store, clock))


async def act(url, user_id):
    store = SqlStore(open_engine(url), FakeVault())
    set_role = set_role_on(store)
    for turn in itertools.count():
        await set_role(SYSTEM, UserId(UUID(user_id)), (Role.VIEWER, Role.ANALYST)[turn % 2])
        if turn == 1:
            print(os.getpid(), flush=True)


def main(url, user_id):
    """Fork, so that what takes seconds to import is imported once."""
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(act(url, user_id))
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
