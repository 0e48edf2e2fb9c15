"""List the pages of the console: address, view, title, and what happens on arrival."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from core.domain.access import Right
from oo_admin.audit import page as audit
from oo_admin.audit.export import table as audit_table
from oo_admin.audit.state import Audit
from oo_admin.experiments import one_page as one_experiment
from oo_admin.experiments import page as experiments
from oo_admin.experiments.export import table as experiments_table
from oo_admin.experiments.one_state import OneExperiment
from oo_admin.experiments.state import Experiments
from oo_admin.exporting import Export
from oo_admin.gatehouse import Gatehouse
from oo_admin.log import page as log
from oo_admin.log.export import table as log_table
from oo_admin.log.state import Log
from oo_admin.notes import page as notes
from oo_admin.notes.export import table as notes_table
from oo_admin.notes.state import NoteList
from oo_admin.overview import page as overview
from oo_admin.overview.export import table as overview_table
from oo_admin.overview.state import Overview
from oo_admin.policies import page as policies
from oo_admin.policies.rows import table as policies_table
from oo_admin.policies.state import Policies
from oo_admin.rewards import page as rewards
from oo_admin.rewards.export import table as rewards_table
from oo_admin.rewards.state import Rewards
from oo_admin.simulations import page as simulations
from oo_admin.simulations.export import table as simulations_table
from oo_admin.simulations.state import Simulations
from oo_admin.users import page as users
from oo_admin.users import user_page as one_user
from oo_admin.users.export import table as users_table
from oo_admin.users.state import Users
from oo_admin.users.user_state import OneUser
from oo_app.shared.door import Door


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `load` fills it. Any: Reflex gives handlers a type of their own each."""

    route: str
    view: Callable[[], rx.Component]
    name: str
    load: Any

    @property
    def on_load(self) -> Any:
        """Return what is called on arrival, in order."""
        return [Door.knock_at_console, Gatehouse.enter, self.load]


PAGES = (
    Page("/admin", overview.page, "Overview", Overview.load),
    Page("/admin/log", log.page, "Recommendation log", Log.load),
    Page("/admin/users", users.page, "Users", Users.load),
    Page("/admin/users/[pseudonym]", one_user.page, "User", OneUser.load),
    Page("/admin/rewards", rewards.page, "Rewards", Rewards.load),
    Page("/admin/experiments", experiments.page, "Experiments", Experiments.load),
    Page("/admin/experiments/[name]", one_experiment.page, "Experiment", OneExperiment.load),
    Page("/admin/policies", policies.page, "Policies", Policies.load),
    Page("/admin/audit", audit.page, "Audit", Audit.load),
    Page("/admin/notes", notes.page, "Annotations", NoteList.load),
    Page("/admin/simulations", simulations.page, "Simulations", Simulations.load),
)
"""Every page of the console."""

EXPORTS: dict[str, Export] = {
    "overview": Export(Right.OVERVIEW_READ, overview_table),
    "users": Export(Right.USERS_READ, users_table),
    "log": Export(Right.PICKS_READ, log_table),
    "rewards": Export(Right.REWARDS_READ, rewards_table),
    "experiments": Export(Right.EXPERIMENTS_READ, experiments_table),
    "policies": Export(Right.POLICIES_READ, policies_table),
    "simulations": Export(Right.SIMULATIONS_READ, simulations_table),
    "audit": Export(Right.AUDIT_READ, audit_table),
    "notes": Export(Right.OVERVIEW_READ, notes_table),
}
"""What each page hands over as a file, by the name in its address."""
