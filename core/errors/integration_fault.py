"""Name what went wrong at an outside service."""

from core.errors.root import OoError


class IntegrationFault(OoError):
    """An outside service must recover, or be reconnected."""

    code = "integration_fault"

    def __init__(self, provider: str) -> None:
        super().__init__(provider)
        self.provider = provider


class IntegrationDown(IntegrationFault):
    """The service gave no usable answer."""

    code = "integration_down"


class IntegrationBusy(IntegrationFault):
    """The service asked us to wait."""

    code = "integration_busy"

    def __init__(self, provider: str, retry_after_s: int) -> None:
        super().__init__(provider)
        self.retry_after_s = retry_after_s


class IntegrationRefused(IntegrationFault):
    """The service understood the request and said no; asking again will not help."""

    code = "integration_refused"

    def __init__(self, provider: str, tag: str) -> None:
        super().__init__(provider)
        self.tag = tag


class AccessExpired(IntegrationFault):
    """The access token is not taken any more; refresh it, once."""

    code = "access_expired"


class ReconnectNeeded(IntegrationFault):
    """The tokens are dead; only the user can make new ones."""

    code = "reconnect_needed"
