"""The visitor's address is what our own proxies say, and nobody else."""

import pytest

from oo_app.shared.address import address_of


def scope(client, *forwarded):
    headers = [(b"x-forwarded-for", line.encode("latin-1")) for line in forwarded]
    return {"type": "http", "client": (client, 1) if client else None, "headers": headers}


@pytest.mark.parametrize(
    ("client", "forwarded", "hops", "expected"),
    [
        ("10.0.0.1", (), 0, "10.0.0.1"),
        ("10.0.0.1", ("1.2.3.4",), 0, "10.0.0.1"),
        ("10.0.0.1", ("1.2.3.4",), 1, "1.2.3.4"),
        ("10.0.0.1", ("6.6.6.6, 1.2.3.4",), 1, "1.2.3.4"),
        ("10.0.0.1", ("6.6.6.6", "1.2.3.4"), 1, "1.2.3.4"),
        ("10.0.0.1", ("6.6.6.6, 1.2.3.4, 10.0.0.9",), 2, "1.2.3.4"),
        ("10.0.0.1", ("1.2.3.4",), 2, "10.0.0.1"),
        ("10.0.0.1", ("",), 1, "10.0.0.1"),
        ("10.0.0.1", ("not an address",), 1, "unknown"),
        ("10.0.0.1", ("1.2.3.4\xff",), 1, "unknown"),
        ("2001:db8:1:2:3:4:5:6", (), 0, "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", (), 0, "1.2.3.4"),
        ("", (), 0, "unknown"),
    ],
)
def test_the_address(client, forwarded, hops, expected):
    assert address_of(scope(client, *forwarded), hops) == expected
