"""Two servers never share a port: requests of one sign-in would reach both in turn."""

import socket

from core.settings import Settings
from oo_app.serving import is_taken


def test_a_port_where_somebody_listens_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert is_taken(Settings.of(port=other.getsockname()[1]))


def test_a_port_where_nobody_listens_is_free():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    assert not is_taken(Settings.of(port=port))
