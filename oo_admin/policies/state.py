"""Fill the page of policies, and carry out what is asked for there."""

from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx

from core.domain.access import Right
from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.ids import ChangeId
from core.domain.policy_panel import PoliciesSeen, PolicyCard
from core.domain.preflight import Check
from core.errors import Malformed
from core.wiring import running
from oo_admin.acting import act, reason_in, text_in
from oo_admin.address import Address
from oo_admin.frame import Frame
from oo_admin.here import Here
from oo_admin.parts.act_sheet import Plan
from oo_admin.parts.filters import FilterBar
from oo_admin.parts.peek import Peek
from oo_admin.policies import card_words, plans, rows, words
from oo_admin.policies.seen import Card, Request, Row, Timeline
from oo_admin.policies.timeline import timeline
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current

ASKED = {ChangeKind.PROMOTE, ChangeKind.DEMOTE, ChangeKind.ENABLE_SHADOW, ChangeKind.DISABLE_SHADOW}
"""What a form may ask for."""


class Policies(Frame):
    """What the page of policies shows."""

    title: str = "Policies"
    pinned: str = ""
    """Which moment is shown; empty while it is now."""
    unpin: str = ""
    """Back to now."""
    history: Timeline = Timeline()
    requests: list[Request] = []  # noqa: RUF012 — Reflex copies defaults
    waiting: str = ""
    finding: str = ""
    rows: list[Row] = []  # noqa: RUF012 — Reflex copies defaults
    bar: FilterBar = FilterBar()
    peek: Peek = Peek()
    card: Card = Card()
    asks: dict[str, Plan] = plans.asking(None, "", ())
    """What each change of the open policy would do, by its kind."""
    back: Plan = Plan()
    may_roll_back: bool = False
    may_apply: bool = False
    may_propose: bool = False
    _since: datetime | None = None
    """Since when the deployment stands that a roll back would undo."""

    @rx.event
    @requires(Right.POLICIES_READ)
    async def load(self):
        """Show who is live, what each policy came to, and what waits to be applied."""
        here, core = self._arrive(), running()
        at = here.now if here.address.get("asof") else None
        seen = await self._panel("policies", core.read_policies(here.period, at), PoliciesSeen())
        self._show_moment(seen, here, pinned=at is not None)
        shown = rows.kept(here.address, seen.policies)
        self.history, self.rows = timeline(seen, here), rows.rows(here, shown)
        self.finding, self.bar = words.finding(seen), rows.filter_line(here, seen, len(shown))
        self.peek = rows.peek(here.address, shown)
        await self._show_card(seen, here, pinned=at is not None)
        await self._show_requests(seen, here, pinned=at is not None)
        self.ready = True

    @rx.event
    @requires(Right.POLICIES_PROPOSE)
    async def propose(self, form: dict[str, Any]):
        """Ask for a change of the open policy."""
        kind = text_in(form, "kind")
        name = Address.read(self.router.url).get("peek")
        if kind not in ASKED:
            return None
        asking = running().steering.propose(acting(), ChangeKind(kind), name, reason_in(form))
        if await act(self, kind, asking, "Asked for. It changes nothing until it is applied."):
            return Policies.load
        return None

    @rx.event
    @requires(Right.POLICIES_PROMOTE)
    async def apply(self, form: dict[str, Any]):
        """Put a change in force, or have it refused by its checks."""
        wanted = text_in(form, "change")
        applying = _apply(wanted, text_in(form, "despite"))
        if await act(self, f"apply-{wanted}", applying, _applied):
            return Policies.load
        return None

    @rx.event
    @requires(Right.POLICIES_PROPOSE)
    async def withdraw(self, form: dict[str, Any]):
        """Take a request back."""
        wanted = text_in(form, "change")
        if await act(self, f"withdraw-{wanted}", _withdraw(wanted), "Withdrawn."):
            return Policies.load
        return None

    @rx.event
    @requires(Right.POLICIES_PROMOTE)
    async def roll_back(self, form: dict[str, Any]):
        """Undo the change in force that this page shows, and no other."""
        undoing = running().steering.roll_back(acting(), reason_in(form), seen=self._since)
        if await act(self, "roll-back", undoing, lambda it: f"{it.policy} serves again."):
            return Policies.load
        return None

    def _show_moment(self, seen: PoliciesSeen, here: Here, *, pinned: bool) -> None:
        self.title = words.titled(seen, here, pinned=pinned)
        self.pinned = words.when(here.now, here) if pinned else ""
        self.unpin = here.address.without("asof").href
        self._since = seen.live.since if seen.live else None
        rights = current().rights
        self.may_apply = Right.POLICIES_PROMOTE in rights and not pinned
        self.may_propose = Right.POLICIES_PROPOSE in rights and not pinned
        self.may_roll_back = self.may_apply and seen.before is not None
        self.back = plans.rolling_back(seen, seen.changes)

    async def _show_card(self, seen: PoliciesSeen, here: Here, *, pinned: bool) -> None:
        name, standing = here.address.get("peek"), seen.live.policies if seen.live else None
        self.card, self.asks = Card(), plans.asking(None, "", ())
        if not self.peek.open:
            return
        found = await self._panel("card", running().read_policy_card(name), PolicyCard(name))
        rights = frozenset[str]() if pinned else current().rights
        offers = plans.offers(standing, name, rights)
        self.card = card_words.card(found, seen, here, offers)
        self.asks = plans.asking(standing, name, found.checks)

    async def _show_requests(self, seen: PoliciesSeen, here: Here, *, pinned: bool) -> None:
        self.requests, self.waiting = [], ""
        waiting = [it for it in seen.changes if it.state is ChangeState.OPEN]
        if pinned or not waiting:
            return
        none: tuple[Check, ...] = ()
        asked = {it.policy for it in waiting if it.kind is ChangeKind.PROMOTE}
        checks = {
            name: await self._panel("requests", running().read_policy_card.checks(name), none)
            for name in sorted(asked)
        }
        self.requests = plans.requests(seen, checks, here)
        one = len(waiting) == 1
        self.waiting = "One change waits" if one else f"{len(waiting)} changes wait"


async def _apply(change: str, despite: str) -> Change:
    """Apply what a form names. Raises: Malformed and what the use case raises."""
    return await running().steering.apply(acting(), _change_in(change), despite)


async def _withdraw(change: str) -> Change:
    """Withdraw what a form names. Raises: Malformed and what the use case raises."""
    return await running().steering.withdraw(acting(), _change_in(change))


def _change_in(text: str) -> ChangeId:
    """Return the id that a form names. Raises: Malformed."""
    try:
        return ChangeId(UUID(text))
    except ValueError as error:
        raise Malformed("change") from error


def _applied(change: Change) -> str:
    if change.state is ChangeState.REFUSED:
        return "Refused: its checks speak against it. Nothing has changed."
    return f"In force since {change.ended_at:%H:%M:%S} UTC, for every tip from now on."
