"""List the pages of the console: address, view, title, and what happens on arrival."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from oo_admin.gatehouse import Gatehouse
from oo_admin.overview import page as overview
from oo_admin.overview.state import Overview
from oo_admin.simulations import page as simulations
from oo_admin.simulations.state import Simulations
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
    Page("/admin/simulations", simulations.page, "Simulations", Simulations.load),
)
"""Every page of the console."""
