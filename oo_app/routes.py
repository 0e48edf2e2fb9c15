"""List the pages of the person's face: address, view, title, and what happens on arrival."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from oo_app.connect import page as connect
from oo_app.connect.state import Connect
from oo_app.legal import lost
from oo_app.legal import page as legal
from oo_app.settings import leaving
from oo_app.settings import page as settings
from oo_app.settings.looks import Looks
from oo_app.settings.state import Goodbye, Settings
from oo_app.shared.door import Door
from oo_app.sign_in import page as sign_in
from oo_app.sign_in import welcome
from oo_app.sign_in.state import SignIn, Welcome
from oo_app.tip import page as tip
from oo_app.tip.state import Tip

Arrival = rx.event.EventType[()]
"""What is called when a page is opened, in order."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    route: str
    view: Callable[[], rx.Component]
    title: str
    on_load: Arrival = ()


PAGES = (
    Page("/", tip.page, "oO", (Door.knock, Tip.load)),
    Page("/sign-in", sign_in.page, "Sign in · oO", (SignIn.load,)),
    Page("/welcome", welcome.page, "Welcome · oO", (Door.knock, Welcome.load)),
    Page("/connect", connect.page, "Connect · oO", (Door.knock, Connect.load)),
    Page("/settings", settings.page, "Settings · oO", (Door.knock, Settings.load)),
    Page("/data", leaving.data_page, "Your data · oO", (Door.knock, Looks.load)),
    Page("/delete", leaving.delete_page, "Delete · oO", (Door.knock,)),
    Page("/goodbye", leaving.goodbye_page, "Account closed · oO", (Goodbye.load,)),
    Page("/legal/privacy", legal.privacy, "Privacy · oO"),
    Page("/legal/terms", legal.terms, "Terms · oO"),
    Page("404", lost.page, "Not found · oO"),
)
"""Every page, in the order a person meets them."""
