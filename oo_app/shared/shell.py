"""Put a page into its frame, and around all pages what must be said on any of them."""

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx
from reflex.event import noop
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_too_many_connection_errors
from reflex_components_core.react_router import link

from oo_app.shared.labels import Key, Line
from oo_app.shared.parts import glyphs
from oo_app.shared.parts.dial import dial_broken, dial_outside
from oo_app.shared.parts.keys import Node, Text, answers, key, key_away, keys
from oo_app.shared.session import Binding
from oo_app.shared.words import BROKEN, ENDED, REFERENCE, Said

Wrap = Callable[[bool], rx.Component | None]
"""What Reflex asks for one layer around all pages."""


def page(*content: Node) -> rx.Component:
    """Return a page, or what stands in its place when the session is over or something broke."""
    return rx.cond(
        Binding.ended,
        _ended(),
        rx.cond(Binding.trouble != "", _broken(), rx.fragment(*content)),
    )


def frame(*content: Node, **props: Any) -> rx.Component:
    """Return the frame: a sentence, and at most three keys under it."""
    return rx.el.main(*content, class_name="frame", **props)


def say(*content: Node, **props: Any) -> rx.Component:
    """Return the place of the sentence."""
    return rx.el.div(*content, class_name="say", **props)


def room() -> rx.Component:
    """Return the free room between sentence and keys."""
    return rx.el.div(class_name="room")


def title(words: Text, **props: Any) -> rx.Component:
    """Return the heading of a page that is not a tip."""
    return rx.el.h1(words, class_name="title", **props)


def quiet(words: Text, **props: Any) -> rx.Component:
    """Return a quiet line."""
    return rx.el.p(words, class_name="quiet", **props)


def settings_corner() -> rx.Component:
    """Return the one quiet glyph of the tip page."""
    return link(glyphs.sliders(), class_name="corner", to="/settings", aria_label="Settings")


def close_corner(to: str, label: str = "Close") -> rx.Component:
    """Return the cross that leads back."""
    return link(glyphs.cross(), class_name="corner", to=to, aria_label=label)


def scroll(heading: str, back: str, *content: Node, look: str = "") -> rx.Component:
    """Return a page that scrolls: settings, data, legal."""
    bar = rx.el.header(
        title(heading),
        link(glyphs.cross(), class_name="corner in-bar", to=back, aria_label="Back"),
        class_name="bar",
    )
    return rx.el.main(bar, *content, class_name=f"frame page {look}".strip())


def said_with(dial: rx.Component, words: Said, *foot: Node) -> rx.Component:
    """Return a whole frame: a dial, its words, and keys."""
    return frame(say(dial, title(words.title), quiet(words.line)), room(), *foot)


def connection_notice() -> rx.Component:
    """Return the line that says the server cannot be reached."""
    line = rx.cond(has_too_many_connection_errors, "down", "up")
    return rx.el.p(Line.OFFLINE, class_name="notice", role="status", data_line=line)


def wraps() -> Mapping[tuple[int, str], Wrap]:
    """Return what `rx.App(app_wraps=…)` needs instead of Reflex's own layers.

    Reflex's error boundary shows a stack and its overlay prints the server's address; ours shows
    one sentence, and the line about the connection belongs to the tip page.
    """
    return {(55, "ErrorBoundary"): lambda _stateful: _boundary()}


def _boundary() -> rx.Component:
    return ErrorBoundary.create(on_error=noop(), fallback_render=rx.Var.create(crashed()))


def crashed() -> rx.Component:
    """Return what a visitor sees when a page cannot be drawn; it works without any state."""
    again = key_away(Key.TRY_AGAIN, "", data_first="")
    return said_with(dial_broken(), BROKEN, answers(keys("What next", again)))


def _broken() -> rx.Component:
    number = rx.el.p(REFERENCE.format(number=""), Binding.trouble, class_name="meta")
    again = key(Key.TRY_AGAIN, on_click=Binding.recover, data_reloads="", data_first="")
    return frame(
        say(dial_broken(), title(BROKEN.title), quiet(BROKEN.line), number, role="status"),
        room(),
        answers(keys("What next", again)),
    )


def _ended() -> rx.Component:
    line = rx.cond(Binding.hurried, Line.HURRIED, ENDED.line)
    again = key_away(Key.RELOAD, "", data_first="")
    return frame(
        say(dial_outside(), title(ENDED.title), quiet(line), role="status"),
        room(),
        answers(keys("What next", again)),
    )
