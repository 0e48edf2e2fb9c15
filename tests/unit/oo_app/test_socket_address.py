"""A built page speaks to the server it came from, wherever that is."""

import pytest

from oo_app.shared.socket_address import NoAddresses, OwnOrigin, relative


def test_each_address_becomes_the_pages_own():
    built = (
        'var e={PING:`http://localhost:8000/ping`,EVENT:"ws://localhost:8000/_event",T:`websocket`}'
    )

    assert relative(built) == (
        'var e={PING:(location.origin+"/ping"),'
        'EVENT:(location.origin.replace(/^http/,"ws")+"/_event"),T:`websocket`}'
    )


def test_the_chunk_is_rewritten_and_nothing_else(tmp_path):
    assets = tmp_path / "assets"
    assets.mkdir()
    chunk, other = assets / "reflex-env-a1.js", assets / "page-b2.js"
    chunk.write_text("E=`wss://one.example:444/_event`")
    other.write_text("E=`wss://one.example:444/_event`")

    OwnOrigin().post_build(static_dir=tmp_path)

    assert "one.example" not in chunk.read_text()
    assert "one.example" in other.read_text()


@pytest.mark.parametrize("script", [None, "var e={}"])
def test_a_build_without_addresses_is_refused(tmp_path, script):
    assets = tmp_path / "assets"
    assets.mkdir()
    if script is not None:
        (assets / "reflex-env-a1.js").write_text(script)

    with pytest.raises(NoAddresses):
        OwnOrigin().post_build(static_dir=tmp_path)
