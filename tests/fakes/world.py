"""A whole core on memory, and people in it."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

from core.domain.arrival import Answer
from core.domain.consent import Purpose
from core.domain.integration import Provider
from core.domain.reaction import ReactionKind
from core.domain.secret import fingerprint
from core.domain.tip import Surface
from core.doors import hook_readers
from core.errors import NothingToTip, StaleWrite, VaultClosed
from core.memory.ledger_copy import MemoryLedgerCopy
from core.memory.store import MemoryStore
from core.settings import Settings
from core.wiring import Core, Ports
from tests.fakes.builders import an_identity
from tests.fakes.clock import FakeClock
from tests.fakes.providers import FakeIssuer, FakeLinker, FakeSource, FakeTodoist
from tests.fakes.vault import FakeVault

KNOWN = {
    "todoist_client_id": "oo",
    "policy": "random",
    "shadows": (),
    "admin_seed_email": "",
    "todoist_personal_tokens": True,
}
"""What the tests rely on, whatever the machine's environment says."""


class BrokenTokens:
    """Tokens in cells that were moved or altered."""

    def __init__(self, tokens):
        self._tokens = tokens

    def __getattr__(self, name):
        return getattr(self._tokens, name)

    async def of(self, integration):
        raise VaultClosed


class RestlessStore:
    """Lets everybody else run before each transaction and after it, so that races happen."""

    def __init__(self, store):
        self._store = store
        self.before_writing = None
        self.after_reading = None
        self.writes = 0
        self._refused = set()
        self._broken = False

    def refuse_write(self, *numbers):
        """Let the n-th write from now on, each n, be one that somebody else was quicker with."""
        self._refused = {self.writes + number for number in numbers}

    @asynccontextmanager
    async def reading(self):
        await asyncio.sleep(0)
        async with self._store.reading() as work:
            yield self._through(work)
        await asyncio.sleep(0)
        if self.after_reading is not None:
            meanwhile, self.after_reading = self.after_reading, None
            await meanwhile()

    @asynccontextmanager
    async def writing(self):
        await asyncio.sleep(0)
        if self.before_writing is not None:
            meanwhile, self.before_writing = self.before_writing, None
            await meanwhile()
        async with self._store.writing() as work:
            self.writes += 1
            yield self._through(work)
            if self.writes in self._refused:
                raise StaleWrite
        await asyncio.sleep(0)

    def break_tokens(self):
        """Let every stored token be one that does not open any more."""
        self._broken = True

    def _through(self, work):
        return replace(work, tokens=BrokenTokens(work.tokens)) if self._broken else work

    async def check(self):
        await self._store.check()

    async def close(self):
        await self._store.close()


@dataclass
class World:
    """A core, and the levers of everything around it."""

    core: Core
    clock: FakeClock
    store: RestlessStore
    todoist: FakeTodoist
    issuers: dict[str, FakeIssuer]
    ended: list[tuple[str, ...]] = field(default_factory=list)

    async def begin(self, provider="google", path="/"):
        """Begin to sign in; return the answer that the provider will send back."""
        begun = await self.core.begin_sign_in(provider, path)
        return Answer(provider, state_of(begun), begun.cookie, code="code")

    async def sign_in(self, identity=None, *, provider="google", path="/"):
        answer = await self.begin(provider, path)
        self.issuers[provider].people["code"] = identity or an_identity()
        return await self.core.finish_sign_in(answer, "Firefox on Linux")

    async def principal(self, arrival):
        return await self.core.resolve_session(arrival.session_id)

    async def a_person(self, identity=None):
        """Sign somebody in and return their id."""
        return (await self.principal(await self.sign_in(identity))).user_id

    async def consent_url(self, user_id):
        """Begin to connect; return the answer that Todoist will send back."""
        begun = await self.core.begin_connect(user_id, Provider.TODOIST)
        return Answer(Provider.TODOIST, state_of(begun), begun.cookie, code="yes")

    async def connect(self, user_id):
        await self.core.finish_connect(user_id, await self.consent_url(user_id))

    async def a_reader(self, identity=None):
        """Return the id of somebody whose tasks are connected and read."""
        user_id = await self.a_person(identity)
        await self.connect(user_id)
        await self.core.sync_tasks(user_id, Provider.TODOIST)
        return user_id

    async def tip(self, user_id, **how):
        return await self.core.request_tip(user_id, Surface.PAGE, **how)

    async def nothing(self, user_id, **how):
        """Return why there is no tip."""
        try:
            shown = await self.tip(user_id, **how)
        except NothingToTip as found:
            return found
        raise AssertionError(shown)

    async def answer(self, user_id, kind=ReactionKind.DONE, *, key=None):
        """Ask for a tip and answer it; return both."""
        shown = await self.tip(user_id)
        key = key or f"key-{shown.tip_id}"
        return shown, await self.core.record_reaction(user_id, shown.tip_id, kind, key)

    async def look(self, question):
        """Read from the store: `await world.look(lambda work: work.users.get(user_id))`."""
        async with self.store.reading() as work:
            return await question(work)

    async def do(self, act):
        """Write to the store."""
        async with self.store.writing() as work:
            return await act(work)

    async def link(self, user_id):
        return await self.look(lambda work: work.integrations.get(user_id, Provider.TODOIST))

    async def events(self, kind=None):
        """Return what the outbox holds and has not told, and hold none of it."""
        now = self.clock.now()
        waiting = await self.do(lambda work: work.outbox.claim(now, now, 1000))
        return [it for it in waiting if kind is None or isinstance(it, kind)]

    async def waiting_commands(self):
        now = self.clock.now()
        return await self.do(lambda work: work.commands.claim(now, now, 1000))

    async def waiting_revocations(self):
        now = self.clock.now()
        return await self.do(lambda work: work.revocations.claim(now, now, 1000))

    async def carry(self):
        """Let every carrier go once."""
        await self.core.relay_events()
        await self.core.send_commands()
        await self.core.send_revocations()

    async def allow(self, user_id, **answers):
        await self.core.record_consents(
            user_id, {Purpose(name): given for name, given in answers.items()}
        )


def state_of(begun):
    """Return the state in the address that the browser is sent to."""
    return parse_qs(urlsplit(begun.url).query)["state"][0]


def hash_of(arrival):
    return fingerprint(arrival.session_id)


def a_world(*tasks, **settings):
    """Return a world whose Todoist has these tasks."""
    clock = FakeClock()
    todoist = FakeTodoist(clock, *tasks)
    store = RestlessStore(MemoryStore())
    issuers = {"google": FakeIssuer("google"), "apple": FakeIssuer("apple", form_post=True)}
    core = a_core(store, clock, todoist, issuers, **settings)
    world = World(core, clock, store, todoist, issuers)

    async def hear(hashes):
        world.ended.append(hashes)

    core.on_sessions_ended.append(hear)
    return world


def a_core(store, clock, todoist, issuers, **settings):
    ports = Ports(
        store=store,
        vault=FakeVault(),
        clock=clock,
        providers=issuers,
        linkers={Provider.TODOIST: FakeLinker(todoist)},
        sources={Provider.TODOIST: FakeSource(todoist)},
        ledger=MemoryLedgerCopy(),
        hooks=hook_readers(Settings.of(**KNOWN | settings)),
    )
    return Core(Settings.of(**KNOWN | settings), ports)
