"""Keys are read from settings exactly, and never quoted."""

import base64

import pytest

from core.crypto import parse_keys

ONE, TWO = bytes(range(220, 252)), bytes(range(32))


def b64(key):
    return base64.b64encode(key).decode()


def test_the_first_key_comes_first():
    keys = parse_keys(f"k2:{b64(TWO)}, k1:{b64(ONE)}")

    assert list(keys.items()) == [("k2", TWO), ("k1", ONE)]


@pytest.mark.parametrize(
    "encoded",
    [b64(ONE), b64(ONE).rstrip("="), base64.urlsafe_b64encode(ONE).decode()],
    ids=["standard", "unpadded", "url-safe"],
)
def test_both_base64_alphabets_are_read(encoded):
    assert parse_keys(f"k1:{encoded}") == {"k1": ONE}


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",",
        "k1",
        "k1:",
        f":{b64(ONE)}",
        b64(ONE),
        f"K1:{b64(ONE)}",
        f"user.1:{b64(ONE)}",
        f"{'k' * 33}:{b64(ONE)}",
        f"k1:{b64(ONE[:31])}",
        f"k1:{b64(ONE + b'x')}",
        f"k1:{b64(ONE)}!",
        f"k1:{b64(ONE)[:20]} {b64(ONE)[20:]}",
        f"k1:{b64(ONE)},",
        f"k1:{b64(ONE)},k1:{b64(TWO)}",
        f"k1:{b64(ONE)},k2:{b64(ONE)}",
        f"k1:{b64(ONE)}:more",
        "k1:ключ",
    ],
)
def test_anything_else_is_refused_without_being_quoted(text):
    with pytest.raises(ValueError, match=r"^key \d must|^key \d repeats") as refused:
        parse_keys(text)

    assert b64(ONE)[:8] not in str(refused.value)
    assert refused.value.__cause__ is None
