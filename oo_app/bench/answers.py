"""Measure how long an answer takes to become the next tip, beside a bare Reflex handler."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from reflex.state import State
from reflex_base.utils.format import format_event_handler

from oo_app.bench.bare import Bare
from oo_app.bench.tab import ANSWER_S, Tab
from oo_app.tip.state import Tip

WARM_UP = 20
"""Round trips that are not counted: caches fill, code paths warm."""
EACH_S = 2.0
"""One answer of one client every two seconds."""
ROUNDS = 15
"""Answers of each client under load: half a minute in all."""
BREATH_S = 0.06
"""Between two answers of one client: the guard lets nobody answer more often (reliability W5)."""
KINDS = ("done", "snooze", "dismiss")
"""Answers given in turn."""

HYDRATE = format_event_handler(State.event_handlers["hydrate_and_load"])
LOAD = format_event_handler(Tip.event_handlers["load"])
ANSWER = format_event_handler(Tip.event_handlers["answer"])
MORE = format_event_handler(Bare.event_handlers["more"])


@dataclass(frozen=True, slots=True)
class Load:
    """What many clients at once saw."""

    seconds: tuple[float, ...]
    errors: int


async def bare_round_trips_s(base_url: str, count: int) -> list[float]:
    """Return `count` round trips of the bare handler, one client."""
    async with Tab(base_url) as tab:
        took = [await tab.round_trip_s(MORE, "count", turn=1) for _ in range(WARM_UP + count)]
    return took[WARM_UP:]


async def answer_round_trips_s(base_url: str, cookies: Sequence[str], count: int) -> list[float]:
    """Return `count` round trips from an answer to the next tip, one client after the other."""
    took: list[float] = []
    for cookie in cookies:
        async with Tab(base_url, cookie) as tab:
            await _open(tab)
            for turn in range(count // len(cookies)):
                took.append(await _answer(tab, KINDS[turn % 3]))
                await asyncio.sleep(BREATH_S)
    return took[WARM_UP:]


async def under_load(base_url: str, cookies: Sequence[str]) -> Load:
    """Return what one answer every two seconds from each client at once takes.

    All pages are open before the first answer is due: arriving is not what is measured.
    """
    everybody = asyncio.Barrier(len(cookies))
    lists = await asyncio.gather(
        *(_one_of_many(base_url, cookie, place, everybody) for place, cookie in enumerate(cookies)),
        return_exceptions=True,
    )
    seconds = tuple(
        took for took_list in lists if isinstance(took_list, list) for took in took_list
    )
    return Load(seconds, len(cookies) * ROUNDS - len(seconds))


async def _one_of_many(
    base_url: str, cookie: str, place: int, everybody: asyncio.Barrier
) -> list[float]:
    loop = asyncio.get_running_loop()
    # Each from an address of its own: one address may hold fifty sockets (reliability W5).
    async with Tab(base_url, cookie, f"127.0.1.{place + 1}") as tab:
        await _open(tab)
        async with asyncio.timeout(ANSWER_S):
            await everybody.wait()
        first = loop.time() + EACH_S * (1 + place / everybody.parties)
        took = []
        for turn in range(ROUNDS):
            planned = first + turn * EACH_S
            await asyncio.sleep(planned - loop.time())
            await _answer(tab, KINDS[turn % 3])
            took.append(loop.time() - planned)  # from the planned time: a late start counts too
    return took


async def _open(tab: Tab) -> None:
    await tab.send(HYDRATE)
    await tab.send(LOAD)
    while not tab.vars.get("turn"):
        await tab.until_changed("turn", tab.vars.get("turn"))


async def _answer(tab: Tab, kind: str) -> float:
    return await tab.round_trip_s(ANSWER, "turn", kind=kind, turn=tab.vars["turn"], dwell_ms=1500)
