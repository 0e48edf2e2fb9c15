"""Write HTML: whatever is not markup already is text, and text is escaped."""

from dataclasses import dataclass
from html import escape

VOID = frozenset({"br", "meta"})
"""Elements that have no end."""


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that was made here, out of escaped parts only."""

    source: str


Part = Markup | str
"""A piece of a page: markup, or text that somebody may have written."""
NOTHING = Markup("")
"""No element at all."""


def tag(name: str, /, *parts: Part, **attributes: str | None) -> Markup:
    """Return an element; attributes of None are left out.

    Of an attribute's name a last underline goes, and others become hyphens: class_, aria_label.
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{named}>")
    return Markup(f"<{name}{named}>{join(*parts).source}</{name}>")


def join(*parts: Part) -> Markup:
    """Return parts one after the other."""
    return Markup("".join(it.source if isinstance(it, Markup) else escape(it) for it in parts))
