"""Say where Todoist is and who we are to it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TodoistConfig:
    """One registered Todoist app; the URLs change only where a stand-in plays Todoist.

    No URL ends with a slash.
    """

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    authorize_url: str = "https://app.todoist.com/oauth/authorize"
    token_url: str = "https://api.todoist.com/oauth/access_token"  # noqa: S105 - an address
    api_url: str = "https://api.todoist.com/api/v1"
    web_url: str = "https://app.todoist.com"
    """Where people open their tasks."""
