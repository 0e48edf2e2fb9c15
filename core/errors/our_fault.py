"""Name what is our own fault."""

from core.errors.root import OoError


class OurFault(OoError):
    """We must mend it."""

    code = "our_fault"


class SettingsWrong(OurFault):
    """The process must not start like this; names settings, never their values."""

    code = "settings_wrong"

    def __init__(self, complaints: tuple[str, ...]) -> None:
        super().__init__("; ".join(complaints))
        self.complaints = complaints


class VaultClosed(OurFault):
    """A sealed cell does not open: moved, altered, or its key is gone."""

    code = "vault_closed"


class StaleWrite(OurFault):
    """Somebody else wrote first; read again and decide again."""

    code = "stale_write"


class PosteriorCorrupt(OurFault):
    """Stored policy bytes cannot be read."""

    code = "posterior_corrupt"
