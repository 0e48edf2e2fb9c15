"""A restart of the demo keeps keys, first authorisations and refresh tokens."""

import json

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from oo_app.sandbox.issuer import AppleKey, Client, Flavour, build, demo_apple_key
from oo_app.sandbox.issuer.errors import ClientUnusable, StateUnreadable
from tests.services.sandbox.issuer.stage import BACK, StoppedClock, client_for, on_stage


def built(path, flavour=Flavour.OIDC, **fields):
    clients = fields.pop("clients", (client_for(flavour),))
    return build(
        flavour,
        "https://sandbox.example",
        StoppedClock(),
        clients=clients,
        state_file=path,
        **fields,
    ).state.issuer


async def test_a_restart_keeps_what_lasts(tmp_path):
    path = tmp_path / "state" / "apple.json"
    async with on_stage(Flavour.APPLE, path) as before:
        hidden = await before.allow(email="hide")
        tokens = (await before.exchange(hidden["code"])).json()
        kid = before.issuer.store.keys[0].kid

    async with on_stage(Flavour.APPLE, path) as after:
        answer = await after.allow()
        refreshed = await after.post_token(
            grant_type="refresh_token", refresh_token=tokens["refresh_token"]
        )
        claims = await after.claims((await after.exchange(answer["code"])).json()["id_token"])

        assert after.issuer.store.keys[0].kid == kid

    assert "user" in hidden
    assert "user" not in answer
    assert claims["is_private_email"] == "true"
    assert refreshed.status_code == 200


async def test_the_file_is_private_and_holds_no_token(tmp_path):
    path = tmp_path / "oidc.json"
    async with on_stage(Flavour.OIDC, path) as stage:
        tokens = await stage.sign_in(scope="openid offline_access", prompt="consent")

    assert path.stat().st_mode & 0o777 == 0o600
    assert tokens["refresh_token"] not in path.read_text()
    assert [file.name for file in tmp_path.iterdir()] == ["oidc.json"]


async def test_tokens_of_a_client_that_is_gone_are_forgotten(tmp_path):
    path = tmp_path / "oidc.json"
    async with on_stage(Flavour.OIDC, path) as stage:
        await stage.sign_in(scope="openid offline_access", prompt="consent")

    issuer = built(path, clients=(client_for(Flavour.OIDC, client_id="new"),))

    assert issuer.store.refresh == {}


@pytest.mark.parametrize(
    "change",
    [
        {"layout": 2},
        {"keys": [{"kid": "k", "private_pem": "not a key"}]},
        {"keys": 7},
        {"known": [["too", "short"]]},
        {"refresh": [{"digest": "d"}]},
        {"refresh": [{"digest": "d", "used_s": 1, "grant": {"scopes": [], "odd": 1}}]},
    ],
)
def test_a_damaged_file_is_named(tmp_path, change):
    path = tmp_path / "oidc.json"
    built(path)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))

    with pytest.raises(StateUnreadable) as caught:
        built(path)

    assert caught.value.path == path


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 50_000])
def test_a_file_of_something_else_is_named(tmp_path, text):
    path = tmp_path / "oidc.json"
    path.write_text(text)

    with pytest.raises(StateUnreadable):
        built(path)


def test_the_demos_apple_key_is_made_once(tmp_path):
    first_pem, first = demo_apple_key(tmp_path / "state", redirect_uris=(BACK,))
    second_pem, second = demo_apple_key(tmp_path / "state", redirect_uris=(BACK,))
    _, elsewhere = demo_apple_key(tmp_path / "other", redirect_uris=(BACK,))

    assert first_pem == second_pem
    assert first == second
    assert first.apple != elsewhere.apple
    assert load_pem_private_key(first_pem.encode(), None).curve.name == "secp256r1"
    assert (tmp_path / "state" / "apple-demo-key.pem").stat().st_mode & 0o777 == 0o600
    assert "PRIVATE" not in repr(first)


@pytest.mark.parametrize("content", [b"", b"junk", b"\xff"])
def test_a_damaged_apple_key_is_named(tmp_path, content):
    (tmp_path / "apple-demo-key.pem").write_bytes(content)

    with pytest.raises(StateUnreadable):
        demo_apple_key(tmp_path, redirect_uris=(BACK,))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"client_secret": "s", "apple": AppleKey("t", "k", "p")},
        {"client_secret": "s", "redirect_uris": ()},
        {"client_secret": "s", "redirect_uris": ("/relative",)},
        {"client_secret": "s", "redirect_uris": ("javascript:alert(1)",)},
        {"client_secret": "s", "redirect_uris": ("https://oo.example/#part",)},
    ],
)
def test_a_client_that_can_never_work_is_refused(fields):
    with pytest.raises(ClientUnusable):
        Client(**{"client_id": "oo", "redirect_uris": (BACK,), **fields})


def test_a_client_of_another_flavour_is_refused(tmp_path):
    with pytest.raises(ClientUnusable):
        built(None, Flavour.GOOGLE, clients=(client_for(Flavour.APPLE),))


def test_secrets_do_not_show():
    assert "the secret" not in repr(client_for(Flavour.GOOGLE))
