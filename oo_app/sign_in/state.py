"""Open the sign-in page and the page of optional purposes."""

from dataclasses import dataclass

import reflex as rx

from core.domain.arrival import safe_path
from core.domain.consent import Purpose
from core.errors import Refusal
from core.wiring import running
from oo_app.shared.asked import asked
from oo_app.shared.labels import Line
from oo_app.shared.marks import public, requires
from oo_app.shared.moments import follow
from oo_app.shared.session import current
from oo_app.shared.words import PROVIDERS, REFUSED, SOMEONE, Said

OPTIONAL = (Purpose.NUDGES, Purpose.RESEARCH)
"""What a user may allow; oO works without either."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to sign in, as a row of the page."""

    name: str
    label: str


def refusal(why: str, provider: str) -> Said | None:
    """Return what to say about a sign-in that did not happen; None when nothing was refused."""
    if why not in set(Refusal):
        return None
    said, there = REFUSED[Refusal(why)], PROVIDERS.get(provider, SOMEONE)
    return Said(said.title.format(there=there), said.line.format(there=there))


class SignIn(rx.State):
    """The ways in, and why the last one did not work."""

    ready: bool = False
    ways: list[Way] = []  # noqa: RUF012 — Reflex copies defaults
    next: str = "/"
    title: str = ""
    """Empty unless a sign-in was refused."""
    line: str = ""

    @rx.event
    @public
    async def load(self):
        """Show the configured ways in, or go on when nobody has to sign in."""
        query = asked(self.router.url.query)
        self.next = safe_path(query.get("next", "/"))
        said = refusal(query.get("why", ""), query.get("from", ""))
        if said is None and query.get("again") == "1" and current().user_id is not None:
            said = Said(Line.AGAIN, Line.AGAIN_WHY)
        self.title, self.line = (said.title, said.line) if said else ("", "")
        if current().user_id is not None and said is None:
            return rx.redirect(self.next, replace=True)
        self.ways = [Way(offer.name, offer.label) for offer in running().offers]
        self.ready = True
        return None


class Welcome(rx.State):
    """Two optional purposes, off until somebody says yes."""

    tz: str = rx.LocalStorage("", name="oo_tz")
    ready: bool = False
    back: bool = False
    """Whether the user was asked before, and comes from the settings."""
    nudges: bool = False
    research: bool = False

    @rx.event
    @requires("user")
    async def load(self):
        """Learn where the user is, and show what they allow now."""
        user_id = current().user_id
        if user_id is not None:
            person = await running().read_person(user_id)
            await follow(user_id, person.user.timezone, self.tz)
            self.back = person.user.welcomed
            self.nudges = Purpose.NUDGES in person.consents
            self.research = Purpose.RESEARCH in person.consents
        self.ready = True

    @rx.event
    @requires("user")
    async def decide(self, form: dict[str, str]):
        """Record both answers, a missing one as a no, and go on to what comes next."""
        user_id = current().user_id
        if user_id is None or not isinstance(form, dict):
            return None
        answers = {purpose: bool(form.get(purpose.value)) for purpose in OPTIONAL}
        await running().record_consents(user_id, answers)
        self.nudges, self.research = answers[Purpose.NUDGES], answers[Purpose.RESEARCH]
        if self.back:
            return rx.redirect("/settings")
        links = await running().read_integrations(user_id)
        connected = any(link.state is not None for link in links)
        return rx.redirect("/" if connected else "/connect")
