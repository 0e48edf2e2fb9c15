"""Tell a page what it must know even when its events are no longer heard."""

import json

from reflex_base.constants.event import SocketEvent
from reflex_base.constants.state import FIELD_MARKER

from oo_app.shared.session import Binding


def flags(*names: str) -> dict[str, dict[str, bool]]:
    """Return the change that raises these flags of the tab's binding."""
    return {Binding.get_full_name(): {f"{name}{FIELD_MARKER}": True for name in names}}


def news(number: str) -> dict[str, dict[str, str]]:
    """Return the change that tells a tab to look again; the number makes each one another."""
    return {Binding.get_full_name(): {f"news{FIELD_MARKER}": number}}


def flood_notice(namespace: str) -> str:
    """Return the Socket.IO frame that tells a page it is sending too fast."""
    event = [str(SocketEvent.EVENT), {"delta": flags("ended", "hurried")}]
    return f"42{namespace},{json.dumps(event)}"
