"""Play Google, Apple or any OpenID Connect issuer over real HTTP, for the demo and the tests."""

from oo_app.sandbox.issuer.app import assemble, build
from oo_app.sandbox.issuer.clients import AppleKey, Client, demo_apple_key
from oo_app.sandbox.issuer.faults import Faults, JwksFault
from oo_app.sandbox.issuer.flavour import Flavour
from oo_app.sandbox.issuer.issuer import Issuer, Setting
from oo_app.sandbox.issuer.keys import SigningKey

__all__ = [
    "AppleKey",
    "Client",
    "Faults",
    "Flavour",
    "Issuer",
    "JwksFault",
    "Setting",
    "SigningKey",
    "assemble",
    "build",
    "demo_apple_key",
]
