"""Mark event handlers with the rights they need; what carries no mark cannot be called."""

from collections.abc import Callable
from typing import TypeVar

Handler = TypeVar("Handler", bound=Callable[..., object])

_MARK = "_oo_rights"


def requires(right: str, *more: str) -> Callable[[Handler], Handler]:
    """Return a decorator for handlers that need these rights; it stands below `@rx.event`."""
    return _marking(frozenset((right, *more)))


def public(handler: Handler) -> Handler:
    """Mark a handler that everybody may call, also signed out; it stands below `@rx.event`."""
    return _marking(frozenset())(handler)


def rights_of(handler: Callable[..., object]) -> frozenset[str] | None:
    """Return the rights a handler needs; None when nobody has marked it."""
    return getattr(handler, _MARK, None)


def _marking(rights: frozenset[str]) -> Callable[[Handler], Handler]:
    def mark(handler: Handler) -> Handler:
        setattr(handler, _MARK, rights)
        return handler

    return mark
