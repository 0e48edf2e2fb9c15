"""Read the environment: the one door for configuration. Values are parsed here or refused here."""

import base64
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]
"""The project's folder."""

KEY_BYTES = 32
"""Bytes of a key, and letters of a secret, at least."""
DISTINCT = 12
"""A secret with fewer different letters was typed, not drawn."""

NOBODY = "none"
"""What a list that is empty on purpose says; an empty value means the default."""

Source = PydanticBaseSettingsSource


class Mode(StrEnum):
    """How the process is meant to be used."""

    DEMO = "demo"
    DEV = "dev"
    PRODUCTION = "production"


class JudgeStyle(StrEnum):
    """Whose protocol a model's endpoint speaks."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"


class Settings(BaseSettings):
    """Everything that can be set from outside, each as `OO_<NAME>`; see `.env.example`."""

    model_config = SettingsConfigDict(
        env_prefix="OO_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    mode: Mode = Mode.DEV
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    base_url: str = ""
    """How browsers reach us, without a trailing slash; empty means `http://localhost:<port>`."""
    origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Further exact origins that may open the websocket; the base URL's always may."""
    trusted_proxy_hops: Annotated[int, Field(ge=0, le=9)] = 0
    """How many proxies in front of us may be believed about the visitor's address."""
    surfaces: Annotated[tuple[str, ...], NoDecode] = ("app", "admin")
    database_url: str = ""
    """Empty means the SQLite file `var/oo.sqlite3`."""
    ledger_file: Path = ROOT / "var" / "erasures.jsonl"
    """Where deletions are remembered outside the database; a restore repeats them from there."""
    redis_url: SecretStr = SecretStr("")
    nats_url: SecretStr = SecretStr("")
    """`nats://[user:password@]host:port` of a server with JetStream; empty carries in process."""
    nats_prefix: Annotated[str, Field(pattern="^[a-z0-9_-]{1,16}$")] = "oo"
    """What this oO's subjects and streams begin with, where several share a server."""
    loops: bool = True
    """Whether a process that serves pages also runs loops; `oo worker` always does."""
    sandbox: bool = False
    """Whether the stand-in providers are mounted at /sandbox; never in production."""
    sandbox_url: str = ""
    """Where the stand-ins are if `oo sandbox` serves them alone; empty means our own URL."""
    sandbox_state: Path = ROOT / "var" / "demo"
    """Where the stand-ins keep what they know."""

    token_keys: SecretStr = SecretStr("")
    """`name:base64,…` 32-byte keys that seal what is stored; the first one writes."""
    pepper: SecretStr = SecretStr("")
    """At least 32 letters that key our digests."""

    google_client_id: str = ""
    google_client_secret: SecretStr = SecretStr("")
    apple_client_id: str = ""
    apple_team_id: str = ""
    apple_key_id: str = ""
    apple_private_key: SecretStr = SecretStr("")
    """The .p8 key itself, PEM."""
    oidc_issuer: str = ""
    oidc_name: str = "Another way in"
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    todoist_client_id: str = ""
    todoist_client_secret: SecretStr = SecretStr("")
    todoist_client_secret_previous: SecretStr = SecretStr("")
    """The secret before this one: while a rotation spreads, webhooks signed by either are taken."""
    todoist_personal_tokens: bool = True
    """Whether a user may paste a personal API token instead of using OAuth."""

    admin_seed_email: str = ""
    """Whoever signs in first with this verified address becomes the first owner."""
    policy: str = "bayes-v1"
    """The policy that picks for everybody who is in no experiment and has none of their own."""
    shadows: Annotated[tuple[str, ...], NoDecode] = ("egreedy-v1",)
    """Policies that score and pick beside it, never to be shown; `none` for nobody."""
    judge_url: str = ""
    """Where a model that judges simulations is reached, such as `https://api.example/v1`."""
    judge_style: JudgeStyle = JudgeStyle.OPENAI
    """Which protocol is spoken there."""
    judge_model: str = ""
    judge_key: SecretStr = SecretStr("")
    judge_price_in: Annotated[float, Field(ge=0, le=10_000)] = 0.0
    """Dollars for a million tokens that are read; 0 for a model of one's own."""
    judge_price_out: Annotated[float, Field(ge=0, le=10_000)] = 0.0
    """Dollars for a million tokens that are written."""
    judge_budget: Annotated[float, Field(ge=0, le=100_000)] = 5.0
    """Dollars that a run may cost; it stops before it costs more."""
    judge_command: str = ""
    """A command that judges: it reads a question and writes an answer, such as `claude -p`."""
    judge_timeout_s: Annotated[float, Field(gt=0, le=3600)] = 60.0
    judge_folder: Path = ROOT / "var" / "judgements"
    """Where judgements are kept, so that none is paid for twice."""
    console_timezone: ZoneInfo = ZoneInfo("UTC")
    """Where the console's days begin and end: an IANA name, such as `Europe/Berlin`."""
    operator: str = ""
    """Name, address and e-mail of who runs this copy, as the legal pages show them."""
    log_json: bool = False

    @field_validator("origins", "surfaces", "shadows", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("shadows", mode="after")
    @classmethod
    def _nobody(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return () if value == (NOBODY,) else value

    @property
    def public_url(self) -> str:
        """Return the base URL without a trailing slash."""
        return (self.base_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def stand_ins_url(self) -> str:
        """Return where the stand-ins' /sandbox is, without a trailing slash."""
        return (self.sandbox_url or self.public_url).rstrip("/")

    @property
    def secure(self) -> bool:
        """Return whether browsers reach us over https."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def public_host(self) -> str:
        """Return the name that people reach us by."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def exact_origins(self) -> tuple[str, ...]:
        """Return every origin that may open the websocket or post a form."""
        parts = urlsplit(self.public_url)
        return tuple(dict.fromkeys((f"{parts.scheme}://{parts.netloc}", *self.origins)))

    @property
    def database(self) -> str:
        """Return the database's URL with its async driver."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{ROOT / 'var' / 'oo.sqlite3'}"
        url = self.database_url
        for plain, driven in _DRIVERS:
            if url.startswith(plain):
                return driven + url.removeprefix(plain)
        return url

    def complaints(self) -> tuple[str, ...]:
        """Return why this process must not serve strangers: settings by name, never by value (A6)."""
        wrong = (
            (self.mode is not Mode.PRODUCTION, "OO_MODE: must be production"),
            (self.sandbox, "OO_SANDBOX: no stand-in providers"),
            (not self.secure, "OO_BASE_URL: must be https"),
            ("*" in "".join(self.exact_origins), "OO_ORIGINS: exact origins only, no *"),
            (
                not _keys_fine(self.token_keys),
                "OO_TOKEN_KEYS: 32 random bytes each; make them with `oo keys new`",
            ),
            (
                not _secret_fine(self.pepper),
                "OO_PEPPER: at least 32 random letters; `oo keys new` makes one",
            ),
            (self.admin_seed_email.endswith(".example"), "OO_ADMIN_SEED_EMAIL: a real address"),
            *self._half_configured(),
        )
        return tuple(complaint for is_wrong, complaint in wrong if is_wrong)

    def _half_configured(self) -> tuple[tuple[bool, str], ...]:
        google = (self.google_client_id, self.google_client_secret.get_secret_value())
        apple = (
            self.apple_client_id,
            self.apple_team_id,
            self.apple_key_id,
            self.apple_private_key.get_secret_value(),
        )
        generic = (self.oidc_issuer, self.oidc_client_id)
        todoist = (self.todoist_client_id, self.todoist_client_secret.get_secret_value())
        return tuple(
            (any(parts) and not all(parts), f"OO_{name}_*: some are set, some are missing")
            for name, parts in (
                ("GOOGLE", google),
                ("APPLE", apple),
                ("OIDC", generic),
                ("TODOIST", todoist),
            )
        )

    @classmethod
    def of(cls, **values: Any) -> "Settings":  # each is parsed like text from outside
        """Return settings from these values alone, whatever the environment says: for tests."""
        return _Given(**values)


class _Given(Settings):
    """Settings that come from their maker alone."""

    @classmethod
    def settings_customise_sources(  # noqa: PLR0917 — the framework's signature
        cls,
        settings_cls: type[BaseSettings],
        init_settings: Source,
        env_settings: Source,
        dotenv_settings: Source,
        file_secret_settings: Source,
    ) -> tuple[Source, ...]:
        """Return the one source there is."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


_DRIVERS = (
    ("postgresql://", "postgresql+psycopg://"),
    ("postgres://", "postgresql+psycopg://"),
    ("sqlite:///", "sqlite+aiosqlite:///"),
)

TO_STANDARD = str.maketrans("-_", "+/")
"""Both alphabets of base64 are taken, with or without padding."""


def _keys_fine(keys: SecretStr) -> bool:
    parts = [part.partition(":")[2].strip() for part in keys.get_secret_value().split(",")]
    standard = [part.translate(TO_STANDARD).rstrip("=") for part in parts]
    try:
        raw = [base64.b64decode(part + "=" * (-len(part) % 4), validate=True) for part in standard]
    except ValueError:
        return False
    return all(len(key) == KEY_BYTES and len(set(key)) >= DISTINCT for key in raw)


def _secret_fine(secret: SecretStr) -> bool:
    text = secret.get_secret_value()
    return len(text) >= KEY_BYTES and len(set(text)) >= DISTINCT


def new_key_text(name: str) -> str:
    """Return a fresh key as OO_TOKEN_KEYS spells it."""
    return f"{name}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"
