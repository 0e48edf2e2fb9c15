"""Draw the legal pages: complete in the first answer of the server, without any script."""

import reflex as rx
from reflex_components_core.react_router import link

from core.domain.consent import TEXT_DATE, TEXT_VERSION
from core.settings import Settings
from oo_app.legal.texts import IN_FORCE, NOBODY, PRIVACY, TERMS, WHO, Part
from oo_app.shared import shell
from oo_app.shared.parts.rows import facts


def privacy() -> rx.Component:
    """Return the page at `/legal/privacy`."""
    return _document("Privacy", PRIVACY, link("Terms", to="/legal/terms"))


def terms() -> rx.Component:
    """Return the page at `/legal/terms`."""
    return _document("Terms", TERMS, link("Privacy", to="/legal/privacy"))


def _document(heading: str, parts: tuple[Part, ...], other: rx.Component) -> rx.Component:
    version = IN_FORCE.format(version=TEXT_VERSION, date=TEXT_DATE)
    who = Part(WHO, Settings().operator or NOBODY)
    return shell.scroll(
        heading,
        "/",
        rx.el.p(f"{version} ", other, class_name="meta"),
        *(_part(part) for part in (*parts, who)),
        look="doc",
    )


def _part(part: Part) -> rx.Component:
    content: list[rx.Component] = [rx.el.h2(part.heading)]
    if part.text:
        content.append(rx.el.p(part.text))
    if part.facts:
        content.append(facts(part.facts))
    if part.points:
        content.append(
            rx.el.ul(*(rx.el.li(rx.el.b(name), f" {text}") for name, text in part.points))
        )
    return rx.el.section(*content)
