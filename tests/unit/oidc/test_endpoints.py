"""An issuer out there cannot point oO at this machine (reliability A3)."""

import pytest

from core.oidc import OidcConfig
from core.oidc.discovery import endpoints_in

ISSUER = "https://id.example"
CONFIG = OidcConfig.generic(issuer=ISSUER, client_id="oo", redirect_uri="https://oo.example/back")
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": "https://tokens.example/token",
    "jwks_uri": f"{ISSUER}/keys",
    "id_token_signing_alg_values_supported": ["RS256"],
}


def test_an_honest_document_gives_its_endpoints():
    endpoints = endpoints_in(DOCUMENT, CONFIG)

    assert endpoints.authorize == f"{ISSUER}/authorize"
    assert endpoints.token == "https://tokens.example/token"  # noqa: S105 - an address
    assert endpoints.jwks == f"{ISSUER}/keys"


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_plain_http_to_this_machine_is_only_for_issuers_on_this_machine(name):
    assert endpoints_in(DOCUMENT | {name: "http://127.0.0.1:5432/"}, CONFIG) is None


@pytest.mark.parametrize(
    ("ways", "way"),
    [
        (["client_secret_basic", "client_secret_post"], "client_secret_post"),
        (["client_secret_basic"], "client_secret_basic"),
        (None, "client_secret_basic"),
        ("client_secret_post", "client_secret_basic"),
    ],
)
def test_the_way_to_prove_oneself_is_one_that_the_issuer_offers(ways, way):
    document = DOCUMENT | {"token_endpoint_auth_methods_supported": ways}

    assert endpoints_in(document, CONFIG).secret_way == way
