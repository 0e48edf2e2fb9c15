"""Handlers as the console has them, so that the matrix can be tried before there are any."""

import reflex as rx

from core.domain.access import Right
from oo_app.shared.marks import public, requires


class FakePanel(rx.State):
    """One handler for readers, one for analysts, one for operators, one for owners."""

    __module__ = "oo_admin.fakes"  # where the guard and the matrix look for the console

    seen: str = ""

    @rx.event
    @requires(Right.OVERVIEW_READ)
    def load(self):
        """Show something."""
        self.seen = "loaded"

    @rx.event
    @requires(Right.USERS_READ, Right.EXPORTS_MAKE)
    def export(self):
        """Hand something out: two rights at once."""
        self.seen = "exported"

    @rx.event
    @requires(Right.POLICIES_PROMOTE)
    def promote(self):
        """Change something."""
        self.seen = "promoted"

    @rx.event
    @requires(Right.ROLES_WRITE)
    def rule(self):
        """Do what only owners may."""
        self.seen = "ruled"


class Careless(rx.State):
    """What must never stand in the console; it does not, so the matrix can be seen to fail."""

    @rx.event
    @public
    def wave(self):
        """Let everybody in."""

    @rx.event
    @requires("user")
    def look(self):
        """Let every user in."""

    @rx.event
    @requires("user", "overview:raed")
    def misspell(self):
        """Ask for a right that does not exist."""

    @rx.event
    def forget(self):
        """Ask for nothing."""
