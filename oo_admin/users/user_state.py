"""Fill the page of one user, and carry what is done there to its use cases."""

from typing import Any
from uuid import UUID

import reflex as rx

from core.domain.access import Right
from core.domain.audit import Revealed, Sought
from core.domain.chain import Entry
from core.domain.ids import UserId
from core.domain.trail import Stretch
from core.domain.user_panel import UserPanel
from core.errors import NotFound, OoError, SignInAgain
from core.wiring import running
from oo_admin.frame import Frame, Here
from oo_admin.moments import clock_words
from oo_admin.parts.peek import Peek
from oo_admin.seen import Choice
from oo_admin.users import acts, person, rewards, tabs, trail_words, user_links
from oo_admin.users.asked import asked_of
from oo_admin.users.peeked import TipRow, tip_row
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current


class OneUser(Frame):
    """What the page of one user shows."""

    name: str = ""
    nobody: bool = False
    mark: person.Item = person.Item()
    headline: str = ""
    side: person.Side = person.Side()
    chart: rewards.RewardChart = rewards.RewardChart()
    walk: Peek = Peek()
    buttons: list[Choice] = []  # noqa: RUF012 — Reflex copies defaults
    more: list[Choice] = []  # noqa: RUF012 — Reflex copies defaults
    ways: list[Choice] = []  # noqa: RUF012 — Reflex copies defaults
    tab: str = ""
    kinds: list[Choice] = []  # noqa: RUF012 — Reflex copies defaults
    days: list[trail_words.Day] = []  # noqa: RUF012 — Reflex copies defaults
    older: str = ""
    picks: list[TipRow] = []  # noqa: RUF012 — Reflex copies defaults
    features: tabs.Features = tabs.Features()
    history: list[tabs.Deed] = []  # noqa: RUF012 — Reflex copies defaults
    may_read_history: bool = False
    act: str = ""
    preview: acts.Preview = acts.Preview()
    cancel: str = ""
    trouble_words: str = ""
    sign_in: str = ""
    told: str = ""
    undo: str = ""
    reveal: str = ""
    """Where a reveal is asked for; empty for who may not."""
    revealed: tabs.Known = tabs.Known()
    last: tabs.LastCard = tabs.LastCard()
    _user: str = ""
    _news: str = ""
    _undo: str = ""

    @rx.event
    @requires(Right.USERS_READ)
    async def load(self):
        """Show the user that the address names."""
        here = self._arrive()
        self.name = here.address.path.rsplit("/", 1)[-1]
        self.told, self._news, self.undo, self._undo = self._news, "", self._undo, ""
        self.trouble_words = self.sign_in = ""
        try:
            panel = await running().read_user(self.name, asked_of(here))
        except NotFound:
            self.nobody, self.ready, self._user = True, True, ""
            return
        self.nobody, self._user = False, str(panel.user.id)
        self._show(here, panel)
        await self._show_tab(here, panel)
        await self._show_act(here, panel)
        self.ready = True

    @rx.event
    @requires(Right.POSTERIORS_RESET)
    async def reset_posterior(self, form: dict[str, Any]):
        """Let policies forget the user."""
        return await self._do("reset", form)

    @rx.event
    @requires(Right.POSTERIORS_RESET)
    async def restore_posterior(self, form: dict[str, Any]):
        """Undo a reset."""
        return await self._do("restore", form)

    @rx.event
    @requires(Right.INTEGRATIONS_REVOKE)
    async def revoke_integration(self, form: dict[str, Any]):
        """Unlink the user's integration."""
        return await self._do("revoke", form)

    @rx.event
    @requires(Right.PUSHES_PAUSE)
    async def pause_pushes(self, form: dict[str, Any]):
        """Stop pushes to the user."""
        return await self._do("pause", form)

    @rx.event
    @requires(Right.PUSHES_PAUSE)
    async def resume_pushes(self, form: dict[str, Any]):
        """Let pushes come to the user again."""
        return await self._do("resume", form)

    @rx.event
    @requires(Right.USER_EXPORTS_START)
    async def start_export(self, form: dict[str, Any]):
        """Begin the export of everything kept about the user."""
        return await self._do("export", form)

    @rx.event
    @requires(Right.IDENTITIES_REVEAL)
    async def reveal_identity(self, form: dict[str, Any]):
        """Show who the user is."""
        return await self._do("reveal", form)

    def _show(self, here: Here, panel: UserPanel) -> None:
        address, rights = here.address, current().rights
        self.mark, self.headline = person.headline(panel, here)
        self.side = person.side(panel, here)
        self.chart = rewards.reward_chart(panel.tips, panel.listed.lived, here.period)
        self.ways, self.tab = user_links.tabs(address)
        found = acts.offered(
            rights,
            paused=bool(getattr(panel.user, "pushes_paused", False)),
            linked=bool(panel.integrations),
        )
        self.buttons, self.more = user_links.buttons(address, found)
        self.reveal = user_links.act(address, "reveal") if Right.IDENTITIES_REVEAL in rights else ""
        self.last = tabs.last_card(panel.last, here)

    async def _show_tab(self, here: Here, panel: UserPanel) -> None:
        address, name = here.address, self.name
        self.walk = await self._panel("walk", user_links.walk(here, name), Peek())
        if self.tab == "timeline":
            before = user_links.older_in(address)
            reading = running().read_trail(name, here.period, before)
            stretch = await self._panel("trail", reading, Stretch())
            self.kinds, kind = user_links.kinds(address)
            self.days = trail_words.days(stretch.moments, here, kind)
            self.older = user_links.older(address, stretch)
        if self.tab == "picks":
            self.picks = [tip_row(it, here) for it in panel.tips[: tabs.PICKS]]
        if self.tab == "features":
            logged = await self._panel("features", running().read_user.features(name), None)
            self.features = tabs.features(logged, here)
        if self.tab == "history":
            await self._show_history(here)

    async def _show_history(self, here: Here) -> None:
        self.may_read_history = Right.AUDIT_READ in current().rights
        none: tuple[Entry, ...] = ()
        if self.may_read_history:
            sought = Sought(kind="user", object=self._user)
            found = running().read_audit.page(acting(), sought, None, tabs.DEEDS)
            none = await self._panel("history", found, none)
        self.history = [tabs.deed(it, here) for it in none]

    async def _show_act(self, here: Here, panel: UserPanel) -> None:
        """Show the act that the address begins, with what it would do; and who was revealed."""
        address, actor = here.address, acting()
        self.act, self.preview = "", acts.Preview()
        self.cancel = address.without("act", "reset").href
        self.revealed = tabs.Known()
        if Right.IDENTITIES_REVEAL in current().rights:
            still = await running().reveal_identity.still(actor, panel.user.id)
            self.revealed = tabs.known(still, here)
        wanted = acts.BY_NAME.get(address.get("act"))
        if wanted is None or wanted.right not in current().rights:
            return
        wish = acts.Wish(wanted.name, panel.user.id, about=address.get("reset"))
        try:
            self.preview = await acts.preview(wish, actor, self.name, here.zone)
        except OoError as error:
            self.preview = acts.Preview(wanted.words.removesuffix("…"), note=acts.in_words(error))
        self.act = wanted.name

    async def _do(self, name: str, form: dict[str, Any]) -> Any:
        if not self._user:
            return None
        address = user_links.read(self.router.url)
        user_id = UserId(UUID(self._user))
        wish = acts.Wish(name, user_id, acts.reason_in(form), address.get("reset"))
        try:
            told = await acts.do(wish, acting())
        except OoError as error:
            self.trouble_words = acts.in_words(error)
            self.sign_in = (
                acts.sign_in_again(address.href) if isinstance(error, SignInAgain) else ""
            )
            return None
        self._news = _said(name, told)
        if name == "reset" and isinstance(told, str):
            self._undo = user_links.act(address.put(reset=told), "restore")
        return rx.redirect(address.without("act", "reset").href)


def _said(name: str, told: Revealed | str) -> str:
    if isinstance(told, Revealed):
        zone = running().settings.console_timezone
        return f"Revealed until {clock_words(told.until, zone)}; the user is told."
    return f"{acts.BY_NAME[name].done} It stands in the audit."
