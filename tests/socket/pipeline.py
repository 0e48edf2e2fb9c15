"""Send events through the real pipeline, without a network."""

from reflex_base.event import Event

import oo_app.main
import tests.socket.probes

APP = oo_app.main.app
"""The one app of this process: without one the framework runs nothing."""
PROBES = tests.socket.probes.__name__
"""Where the probes are; imported here, so that they are registered."""


async def send(processor, token, name, cookie="", **payload):
    """Run one event and all it chains, and return the changes a page would get."""
    place = {
        "pathname": "/",
        "asPath": "/",
        "query": {},
        "token": token,
        "sid": "s",
        "ip": "10.0.0.1",
    }
    event = Event(name=name, payload=payload, router_data=place | {"headers": {"cookie": cookie}})
    return [delta async for delta in processor.enqueue_stream_delta(token, event)]
