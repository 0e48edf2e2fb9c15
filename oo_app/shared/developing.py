"""Know when a developer runs the pages apart from the server: `reflex run`, two ports."""

from reflex_base.constants import CompileContext, Env
from reflex_base.environment import environment

from core.settings import Settings

PAGES = "http://localhost:3000"
"""Where Reflex serves pages while somebody develops."""


def apart() -> bool:
    """Return whether pages and server have different ports in this process."""
    running = environment.REFLEX_COMPILE_CONTEXT.get() is CompileContext.RUN
    return running and environment.REFLEX_ENV_MODE.get() is Env.DEV


def server() -> str:
    """Return what a page puts before a path of the server: nothing, unless they are apart."""
    return Settings().public_url if apart() else ""
