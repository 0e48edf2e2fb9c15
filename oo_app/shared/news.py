"""Carry word of what happened to the tabs that show something else, in whatever process it happened."""

import asyncio
from typing import Protocol

import structlog

from core.domain.events import TipVanished
from core.domain.ids import UserId
from core.domain.seen import Seen

AGAIN_S = 1.0
"""After a failure the watch begins anew this much later."""

_log = structlog.get_logger(__name__)


class Tabs(Protocol):
    """Whoever reaches the open tabs; None means all of them."""

    async def look_again(self, users: frozenset[UserId] | None) -> None:
        """Tell their tabs that what they show is no longer true."""
        ...


class Watch(Protocol):
    """One viewer of what passes."""

    async def next(self) -> Seen:
        """Wait for what passes next."""
        ...


class Watched(Protocol):
    """Whoever lets events be watched."""

    def watch(self) -> Watch:
        """Return a viewer of what passes from now on."""
        ...


async def tell_news(core: Watched, tabs: Tabs) -> None:
    """Tell tabs to look again until cancelled; no failure ends it."""
    while True:
        try:
            await _follow(core.watch(), tabs)
        except Exception:  # noqa: BLE001 — a tab that was not told looks again by itself on return
            _log.exception("news_failed")
            await asyncio.sleep(AGAIN_S)


async def _follow(watch: Watch, tabs: Tabs) -> None:
    while True:
        concerned = whom(await watch.next())
        if concerned != frozenset():
            await tabs.look_again(concerned)


def whom(seen: Seen) -> frozenset[UserId] | None:
    """Return whose tabs show what is no longer true; None for everybody after a gap."""
    if seen.missed:
        return None
    return frozenset(it.user_id for it in seen.events if isinstance(it, TipVanished))
