"""Answer what happens on the tip page: parse, one use case, show the next tip."""

import secrets
from contextlib import suppress
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

import reflex as rx

from core.domain import snooze
from core.domain.ids import TipId
from core.domain.reaction import DismissReason, Reaction, ReactionKind, Wish
from core.domain.snooze import Snooze
from core.domain.tip import Surface
from core.domain.views import Shown
from core.errors import NothingToTip, UserMust
from core.wiring import running
from oo_app.shared.door import me
from oo_app.shared.marks import requires
from oo_app.shared.moments import UTC, follow, moment_words
from oo_app.shared.words import NOTED
from oo_app.tip import views

Choice = TypeVar("Choice", bound=StrEnum)
MAX_DWELL_MS = 2**31 - 1
"""More than this is no time anybody looked."""


def parsed(kind: type[Choice], word: object) -> Choice | None:
    """Return the member that a browser's word names, or None."""
    return kind(word) if isinstance(word, str) and word in set(kind) else None


def dwell(claimed: object) -> int | None:
    """Return the milliseconds a browser says it showed the card, or None when it makes no sense."""
    if isinstance(claimed, bool) or not isinstance(claimed, int | float):
        return None
    return int(claimed) if 0 <= claimed <= MAX_DWELL_MS else None


class Tip(rx.State):
    """The one tip, the last answer, and the sheets; ids stay on the server."""

    tz: str = rx.LocalStorage("", name="oo_tz")
    phase: str = ""
    """"" before the first look, then "tip" or "empty"."""
    text: str = ""
    why: str = ""
    step: int = 1
    new: bool = False
    turn: str = ""
    """Names this card to its own buttons, so that a tap on an old one never answers a new one."""
    beat: int = 0
    """Counts what was handled, so that the page knows its press has arrived."""
    said: str = ""
    last_kind: str = ""
    last_text: str = ""
    nothing: views.Nothing = views.Nothing()
    receipt: views.Shown = views.Shown()
    rows: list[views.Row] = []  # noqa: RUF012 — Reflex copies defaults
    letters: bool = True
    reconnect: bool = False
    trouble: str = ""
    """What does not go as the user thinks, in one line."""
    trouble_ms: int = views.NEXT_LOOK_MS
    """How often the page looks whether that is still so."""
    _zone: str = UTC
    _tip_id: TipId | None = None
    _last_id: TipId | None = None

    @rx.event
    @requires("user")
    async def load(self):
        """Show the tip of this moment, the open one if there is one."""
        user = (await running().read_person(me())).user
        self.letters = user.letters
        self._zone = (await follow(user.id, user.timezone, self.tz)).key
        await self._show(fresh=True)
        await self._look_at_link()

    @rx.event
    @requires("user")
    async def look_at_link(self):
        """Say what does not go as the user thinks, or that it does again."""
        await self._look_at_link()

    @rx.event
    @requires("user")
    async def answer(self, kind: str, turn: str, dwell_ms: int):
        """Record an answer to this very card, and show the next tip."""
        reaction = parsed(ReactionKind, kind)
        if reaction is not None and self._mine(turn):
            await self._record(reaction, dwell(dwell_ms))
        self.beat += 1

    @rx.event
    @requires("user")
    async def snooze_as(self, choice: str, turn: str, dwell_ms: int):
        """Snooze this very card until a chosen time, and show the next tip."""
        chosen = parsed(Snooze, choice)
        if chosen is not None and self._mine(turn):
            await self._record(ReactionKind.SNOOZE, dwell(dwell_ms), chosen)
        self.beat += 1

    @rx.event
    @requires("user")
    async def change_snooze(self, choice: str, turn: str):
        """Choose another time for the task that was snoozed last."""
        chosen = parsed(Snooze, choice)
        if chosen is not None and turn == self.turn and self._last_id is not None:
            try:
                await self._rest_until(self._last_id, chosen)
            except UserMust:
                self._forget()
            if chosen is Snooze.NOT_TODAY:
                await self._show()
        self.beat += 1

    @rx.event
    @requires("user")
    async def say_why(self, reason: str, turn: str):
        """Say what was wrong with the tip that was dismissed last."""
        chosen = parsed(DismissReason, reason)
        if chosen is not None and turn == self.turn and self._last_id is not None:
            try:
                await running().give_reason(me(), self._last_id, chosen)
            except UserMust:
                self._forget()
            else:
                self.said, self.last_kind = NOTED, "noted"
        self.beat += 1

    @rx.event
    @requires("user")
    async def undo(self, turn: str):
        """Take the last answer back, and show its tip again."""
        if turn == self.turn and self._last_id is not None:
            with suppress(UserMust):  # another tab was quicker, or too much time has passed
                await running().undo_reaction(me(), self._last_id)
            self._forget()
            await self._show()
        self.beat += 1

    @rx.event
    @requires("user")
    async def explain(self):
        """Fill the receipt of the tip on the page."""
        if self._tip_id is not None:
            try:
                found = await running().explain_tip(me(), self._tip_id)
            except UserMust:
                return
            now = running().clock.now()
            self.receipt = views.receipt(found, now, self._here())

    @rx.event
    @requires("user")
    async def offer_snooze(self):
        """Fill the rows of the snooze sheet with the times of this moment."""
        now, here = running().clock.now(), self._here()
        self.rows = list(views.rows(snooze.choices(now, here), now, here))

    @rx.event
    @requires("user")
    async def look_again(self):
        """Look whether there is a tip now."""
        await self._show(fresh=True)
        await self._look_at_link()
        self.beat += 1

    @rx.event
    @requires("user")
    async def anyway(self):
        """Show one although everything rests, or although silence was asked for."""
        await self._show(anyway=True)
        self.beat += 1

    @rx.event
    @requires("user")
    async def end_quiet(self):
        """End the silence."""
        await running().lift_quiet(me())
        await self._show()
        self.beat += 1

    @rx.event
    @requires("user")
    async def use_letters(self, on: bool):  # noqa: FBT001 — a checkbox sends one boolean
        """Switch the single-letter keys on or off."""
        if isinstance(on, bool):
            self.letters = (await running().save_preferences(me(), letters=on)).letters

    def _mine(self, turn: str) -> bool:
        return self.phase == "tip" and turn == self.turn and self._tip_id is not None

    def _here(self) -> ZoneInfo:
        return ZoneInfo(self._zone)

    async def _record(
        self, kind: ReactionKind, dwell_ms: int | None, chosen: Snooze | None = None
    ) -> None:
        tip_id = self._tip_id
        if tip_id is None:
            return
        try:
            done = await running().answer_tip(
                me(), tip_id, Wish(kind, self.turn, dwell_ms), Surface.PAGE
            )
        except UserMust:
            self._forget()  # answered elsewhere, or gone: show what is true
            await self._show()
            return
        self._remember(done.reaction)
        if self.trouble:
            await self._look_at_link()  # what was told before an answer is not told after it
        if chosen is not None:
            await self._rest_until(tip_id, chosen)
        if chosen is Snooze.NOT_TODAY:
            await self._show()  # silence was asked for: the next tip waits
        elif isinstance(done.next, NothingToTip):
            self._show_nothing(done.next)
        else:
            self._show_card(done.next)

    async def _rest_until(self, tip_id: TipId, chosen: Snooze) -> None:
        until = await running().change_snooze(me(), tip_id, chosen)
        words = moment_words(until, running().clock.now(), self._here())
        self.said = f"Snoozed until {words}."

    async def _look_at_link(self) -> None:
        found = await running().read_trouble(me())
        self.reconnect = found.reconnect
        self.trouble = views.trouble(found, running().clock.now(), self._here())
        self.trouble_ms = views.TROUBLE_LOOK_MS if self.trouble else views.NEXT_LOOK_MS

    async def _show(self, *, fresh: bool = False, anyway: bool = False) -> None:
        try:
            shown = await running().request_tip(me(), Surface.PAGE, fresh=fresh, anyway=anyway)
        except NothingToTip as found:
            self._show_nothing(found)
        else:
            self._show_card(shown)

    def _show_nothing(self, found: NothingToTip) -> None:
        if self.phase != "empty":
            self._turn_over(None)
        self.phase = "empty"
        self.text = self.why = ""
        self.nothing = views.nothing(found, running().clock.now(), self._here())

    def _show_card(self, shown: Shown) -> None:
        if self.phase != "tip" or shown.tip_id != self._tip_id:
            self._turn_over(shown.tip_id)
        self.phase = "tip"
        card = shown.card
        self.text, self.why, self.step, self.new = card.text, card.why, card.step, card.new
        if shown.last is None:
            self._forget()
        elif shown.last.tip_id != self._last_id:
            self._last_id, self.last_kind = shown.last.tip_id, shown.last.kind.value
            self.last_text = shown.last.text
            self.said = views.answered(shown.last, running().clock.now(), self._here())

    def _turn_over(self, tip_id: TipId | None) -> None:
        self._tip_id = tip_id
        self.turn = secrets.token_urlsafe(12)
        self.receipt = views.Shown()

    def _remember(self, reaction: Reaction) -> None:
        self._last_id, self.last_kind = reaction.tip_id, reaction.kind.value
        self.last_text = self.text
        self.said = views.answered(reaction, running().clock.now(), self._here())

    def _forget(self) -> None:
        self._last_id = None
        self.said = self.last_kind = self.last_text = ""
