"""Describe the clients that may use a stand-in issuer."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from oo_app.sandbox.issuer.errors import ClientUnusable, StateUnreadable
from oo_app.sandbox.issuer.flavour import Flavour
from oo_app.sandbox.issuer.private_file import write_private

DEMO_SERVICES_ID = "example.demo.oo"
"""The Services ID, which is Apple's name for a client id, of the demo."""

DEMO_TEAM_ID = "DEMOTEAM01"
"""Ten letters, as Apple's team ids are."""

KEY_FILE = "apple-demo-key.pem"
"""Name of the demo's Apple key in the state folder."""


@dataclass(frozen=True, slots=True)
class AppleKey:
    """What Apple knows of the key with which a team signs its client secrets."""

    team_id: str
    key_id: str
    public_pem: str


@dataclass(frozen=True, slots=True)
class Client:
    """One registered client: with `client_secret`, or with `apple` at Apple."""

    client_id: str
    redirect_uris: tuple[str, ...]
    client_secret: str = field(default="", repr=False)
    apple: AppleKey | None = None

    def __post_init__(self) -> None:
        """Refuse a client that no request could ever match.

        Raises: ClientUnusable.
        """
        if bool(self.client_secret) == bool(self.apple):
            raise ClientUnusable(self.client_id, "needs a secret, or an Apple key")
        if not self.redirect_uris or not all(map(_is_address, self.redirect_uris)):
            raise ClientUnusable(self.client_id, "needs absolute redirect addresses")

    def suits(self, flavour: Flavour) -> bool:
        """Return whether the client proves itself in the flavour's way."""
        return (self.apple is not None) == (flavour is Flavour.APPLE)

    def origins(self) -> tuple[str, ...]:
        """Return the origins of its redirect addresses, for a page's policy."""
        return tuple(sorted({origin_of(uri) for uri in self.redirect_uris}))


def origin_of(url: str) -> str:
    """Return scheme, host and port of `url` as a browser writes them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def demo_apple_key(
    state_dir: Path, *, redirect_uris: tuple[str, ...], client_id: str = DEMO_SERVICES_ID
) -> tuple[str, Client]:
    """Return the demo's Apple private key (PEM, PKCS 8) and its client; make the key once.

    Raises: StateUnreadable when the stored key is damaged.
    """
    path = state_dir / KEY_FILE
    if not path.exists():
        write_private(path, _private_pem(ec.generate_private_key(ec.SECP256R1())))
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise StateUnreadable(path) from error
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise StateUnreadable(path)
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key_id = hashlib.sha256(public).hexdigest()[:10].upper()
    key = AppleKey(DEMO_TEAM_ID, key_id, public.decode())
    return _private_pem(private), Client(client_id, redirect_uris, apple=key)


def _private_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _is_address(uri: str) -> bool:
    parts = urlsplit(uri)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not parts.fragment
