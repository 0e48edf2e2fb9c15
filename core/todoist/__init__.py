"""Link users to Todoist, and read and close their tasks there."""

from core.todoist.config import TodoistConfig
from core.todoist.oauth import SCOPES, TodoistLinker
from core.todoist.source import TodoistSource

__all__ = ["SCOPES", "TodoistConfig", "TodoistLinker", "TodoistSource"]
