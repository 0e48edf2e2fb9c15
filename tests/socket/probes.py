"""Handlers of every kind, so that the guard can be tried from outside."""

import asyncio

import reflex as rx

from oo_app.shared.guard import current, public, requires

DAWDLE_S = 0.3
CANARY = "canary-of-a-private-var"


class Probe(rx.State):
    """One handler of each kind."""

    seen: str = ""
    _private: str = CANARY

    @rx.event
    @requires("user")
    def look(self):
        """Show who is acting."""
        self.seen = f"user {current().user_id}"

    @rx.event
    @requires("admin")
    def rule(self):
        """Do what only admins may."""
        self.seen = "ruled"

    @rx.event
    @public
    def wave(self, hand: str = "left"):
        """Do what everybody may."""
        self.seen = f"waved {hand}"

    @rx.event
    def forgotten(self):
        """Carry no mark."""
        self.seen = "forgotten"

    def undecorated(self):
        """Carry nothing at all: the framework lets clients call this too."""
        self.seen = "undecorated"

    @rx.event
    @requires("user")
    def crash(self):
        """Fail as nobody expected."""
        msg = "canary-of-a-fault"
        raise RuntimeError(msg)

    @rx.event(background=True)
    @requires("user")
    async def later(self):
        """Act beside the queue."""
        async with self:
            self.seen = f"later {current().user_id}"

    @rx.event(background=True)
    @requires("user")
    async def dawdle(self):
        """Act when the tab may be long gone."""
        await asyncio.sleep(DAWDLE_S)
        async with self:
            self.seen = f"dawdled {current().user_id}"

    @rx.event
    @public
    def chain(self):
        """Hand on to a handler that needs more than this one."""
        return Probe.look
