"""List what stands around the app, from the inside out."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from reflex_base.config import get_config
from starlette.types import ASGIApp

from core.settings import Settings
from oo_app.shared.faults import Net
from oo_app.shared.gate import Gate
from oo_app.shared.headers import SecurityHeaders
from oo_app.shared.same_origin import SameOrigin
from oo_app.shared.socket_gate import SocketGate

Wrap = Callable[[ASGIApp], ASGIApp]


def wraps(
    settings: Settings, build: Path, open_to_all: Sequence[re.Pattern[str]]
) -> tuple[Wrap, ...]:
    """Return the wraps in the order in which they are put on: the last one meets a request first.

    Args: build is the folder of the built pages; open_to_all are the paths strangers may post to.
    """
    config = get_config()
    # rxconfig adds the development server's origin to the settings' own while developing.
    origins = tuple(dict.fromkeys((*settings.exact_origins, *config.cors_allowed_origins)))
    namespace = config.get_event_namespace()
    return (
        partial(SocketGate, settings=settings, origins=origins, namespace=namespace),
        partial(SameOrigin, origins=origins, open_to_all=open_to_all),
        partial(Gate, settings=settings),
        Net,
        partial(SecurityHeaders, settings=settings, build=build),
    )
