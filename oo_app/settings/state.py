"""Show what a user may set, and sign browsers out."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import reflex as rx

from core.domain.erasure import Erasure, RevocationState
from core.domain.session import Session
from core.errors import NotFound
from core.wiring import running
from oo_app.shared.asked import asked
from oo_app.shared.door import me
from oo_app.shared.marks import public, requires
from oo_app.shared.moments import UTC, ago_words, date_words, follow
from oo_app.shared.session import current
from oo_app.shared.words import APPS, REVOKED

MAX_RECEIPT = 64
"""No receipt's number is longer."""
COUNTS = ("no devices", "one device", "two devices", "three devices")
"""Small counts in words."""


@dataclass(frozen=True, slots=True)
class Device:
    """One signed-in browser as the list shows it; `place` names it to its own button."""

    place: int
    name: str
    seen: str
    here: bool


def device(place: int, session: Session, now: datetime, mine: str) -> Device:
    """Return a session as a row: what it runs on, since when, and when it was last seen."""
    since = f"since {session.created_at.day}\u00a0{session.created_at:%B}"
    here = session.hash == mine
    seen = since if here else f"{since}, last seen {ago_words(session.seen_at, now)}"
    return Device(place, session.agent or "A browser", seen, here)


class Settings(rx.State):
    """What a user may set, and where they are signed in."""

    tz: str = rx.LocalStorage("", name="oo_tz")
    ready: bool = False
    letters: bool = True
    zone: str = UTC
    apps: str = ""
    devices: list[Device] = []  # noqa: RUF012 — Reflex copies defaults
    _hashes: tuple[str, ...] = ()

    @rx.event
    @requires("user")
    async def load(self):
        """Show what is set."""
        person = await running().read_person(me())
        self.letters = person.user.letters
        self.zone = (await follow(me(), person.user.timezone, self.tz)).key
        links = await running().read_integrations(me())
        self.apps = next((APPS[link.state] for link in links if link.state), APPS[None])
        self._list(person.devices)
        self.ready = True

    @rx.event
    @requires("user")
    async def use_letters(self, on: bool):  # noqa: FBT001 — a checkbox sends one boolean
        """Switch the single-letter keys on or off."""
        if isinstance(on, bool):
            self.letters = (await running().save_preferences(me(), letters=on)).letters

    @rx.event
    @requires("user")
    async def sign_out(self, place: int):
        """Sign out one other browser, by its place in the list this page was given."""
        if isinstance(place, bool) or not isinstance(place, int):
            return
        if not 0 <= place < len(self._hashes) or self._hashes[place] == current().session:
            return
        with suppress(NotFound):  # it was signed out already
            await running().end_session(me(), self._hashes[place])
        self._list((await running().read_person(me())).devices)

    def _list(self, sessions: tuple[Session, ...]) -> None:
        now, mine = running().clock.now(), current().session
        ordered = sorted(sessions, key=lambda one: (one.hash != mine, -one.seen_at.timestamp()))
        self._hashes = tuple(one.hash for one in ordered)
        self.devices = [device(at, one, now, mine) for at, one in enumerate(ordered)]


class Goodbye(rx.State):
    """The receipt of a deletion, for whoever holds its number."""

    phase: str = ""
    """"" before the first look, then "receipt" or "unknown"."""
    receipt: str = ""
    asked_at: str = ""
    signed_out: str = ""
    revoked: str = ""
    file: str = ""

    @rx.event
    @public
    async def load(self):
        """Show the receipt that the address names."""
        number = asked(self.router.url.query).get("receipt", "")
        self.reset()
        self.phase = "unknown"
        if not 0 < len(number) <= MAX_RECEIPT:
            return
        try:
            self._show(await running().read_erasure(number))
        except NotFound:
            return

    def _show(self, erasure: Erasure) -> None:
        self.phase = "receipt"
        self.receipt = erasure.receipt
        self.asked_at = date_words(erasure.asked_at)
        ended = erasure.sessions_ended
        self.signed_out = COUNTS[ended] if ended < len(COUNTS) else f"{ended}\u00a0devices"
        revoked_at = erasure.revoked_at or erasure.asked_at
        at = f"at\u00a0{revoked_at:%H:%M}\u00a0UTC"
        self.revoked = REVOKED[RevocationState(erasure.revocation)].format(at=at)
        self.file = receipt_file(self)


def receipt_file(shown: Goodbye) -> str:
    """Return the receipt as an address that holds a text file."""
    lines = (
        "oO: account closed",
        f"Receipt: {shown.receipt}",
        f"Asked: {shown.asked_at}",
        f"Signed out: {shown.signed_out}",
        f"Todoist: {shown.revoked}",
        "Key: destroyed at once",
    )
    return "data:text/plain;charset=utf-8," + quote("\n".join(lines).replace("\u00a0", " "))
