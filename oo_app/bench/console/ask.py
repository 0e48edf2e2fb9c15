"""Ask for pages as admins do, by their addresses; a new page adds its own here."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx
from reflex.istate.data import RouterData
from reflex.utils import format as formats

from core.domain.access import granted
from core.domain.ids import UserId
from core.domain.session import Principal
from core.domain.user import Role
from oo_admin.experiments.one_state import OneExperiment
from oo_admin.experiments.state import Experiments
from oo_admin.log.state import Log
from oo_admin.overview.state import Overview
from oo_admin.policies.state import Policies
from oo_admin.rewards.state import Rewards
from oo_admin.users.state import Users
from oo_admin.users.user_state import OneUser
from oo_app.bench.console.log import POLICIES
from oo_app.shared.session import act_as


@dataclass(frozen=True, slots=True)
class Question:
    """A page at an address, and how long it may take; `{user}` in it is somebody who is here often."""

    name: str
    page: type[rx.State]
    address: str
    limit_ms: float = 500.0


PANELS = (
    Question("overview with compare", Overview, "/admin?p=28d&cmp=prev", limit_ms=150.0),
    Question("overview, 90 days by week", Overview, "/admin?p=90d&by=week&cmp=none"),
    Question("overview, a day by the hour", Overview, "/admin?p=1d&by=hour&cmp=weekday"),
    Question("users", Users, "/admin/users?p=28d"),
    Question("users of a policy, by tips", Users, "/admin/users?f=policy:bayes-v1&sort=-tips"),
    Question("users who lost their link", Users, "/admin/users?f=link:lost&sort=tenure"),
    Question("rewards with compare", Rewards, "/admin/rewards?p=28d&cmp=prev"),
    Question("rewards, 90 days of a policy", Rewards, "/admin/rewards?p=90d&f=policy:bayes-v1"),
    Question("rewards, a day by the hour", Rewards, "/admin/rewards?p=1d&by=hour&cmp=weekday"),
    Question("policies", Policies, "/admin/policies"),
    Question("experiments", Experiments, "/admin/experiments"),
    Question("an experiment", OneExperiment, "/admin/experiments/bandit-or-rule"),
    Question("a user", OneUser, "/admin/users/{user}?p=28d"),
)
"""Pages that add up sums, or list users."""
FILTERS = {
    "newest": "",
    "of a policy": f"f=policy:{POLICIES[3]}",
    "dismissed": "f=reaction:dismiss",
    "dismissed at seven, explored": "f=reaction:dismiss&f=hour:07&f=choice:explored",
    "fallbacks": "f=fallback:any",
    "shadows disagree": "f=shadow:disagrees",
    "by API, new, overdue": "f=surface:api&f=tenure:under_14d&f=due:overdue_more",
    "of an arm": "f=experiment:bandit-or-rule&f=policy:bayes-v1",
    "done elsewhere": "f=elsewhere:yes",
    "not page": "f=-surface:page",
    "never served": "f=policy:nobody",
    "improbable first": "sort=propensity",
    "slow first": "sort=-took",
    "slow first, fallbacks": "sort=-took&f=fallback:any",
    "of a user": "f=user:{user}",
}
"""Filters of the recommendation log, some of them for what hardly ever happened, or never."""
LOG = tuple(
    Question(f"log, 90 days: {name}", Log, f"/admin/log?p=90d&{asked}")
    for name, asked in FILTERS.items()
)
"""The recommendation log over all that there is."""


class Admin:
    """An owner with a tab of their own, as the server keeps it."""

    def __init__(self, user: str) -> None:
        """Open the tab; `user` is the pseudonym of whom is asked about."""
        self._user = user
        make: Any = rx.State  # its framework-only argument is not in its signature
        self._root: Any = make(_reflex_internal_init=True)
        rights = frozenset({"user", *(right.value for right in granted(Role.OWNER))})
        self._who = Principal(UserId(UUID(int=1)), "bench", rights, Role.OWNER.value)

    async def load(self, question: Question) -> rx.State:
        """Open a page, and return what its tab then holds. Raises: LookupError when a panel failed."""
        act_as(self._who)
        address = question.address.format(user=self._user)
        path = address.partition("?")[0]
        url = f"http://localhost:8000{address}"
        self._root.router = RouterData.from_router_data({"asPath": url, "pathname": path})
        state: Any = self._root.get_substate(question.page.get_full_name().split("."))
        await question.page.event_handlers["load"].fn(state)
        if state.trouble:
            raise LookupError(question.name, state.trouble)
        return state


def state_bytes(state: rx.State) -> int:
    """Return how much a page keeps for its tab, as a browser gets it."""
    (told,) = state.dict().values()
    own: Any = {name: value for name, value in told.items() if not name.startswith("_")}
    return len(formats.json_dumps(own))
