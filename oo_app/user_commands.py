"""The commands about people in the console: who has a role, and who gets one."""

from typing import Annotated, NoReturn
from uuid import UUID

import typer

from core.domain.audit import SYSTEM
from core.domain.ids import UserId
from core.domain.pseudonym import pseudonym
from core.domain.user import Role, User
from core.wiring import Core
from oo_app.policy_commands import refuse, run

app = typer.Typer(no_args_is_help=True, help="People: who may open the console, and as what.")


@app.command("list")
def list_people() -> None:
    """Print who has a role in the console; by id, for names are nobody's business here."""
    people = run(lambda core: core.find_people.in_console(SYSTEM))
    for it in people:
        off = " disabled" if it.disabled else ""
        typer.echo(f"{it.role:9} {pseudonym(it.id)} {it.id} since {it.created_at:%Y-%m-%d}{off}")
    typer.echo(f"{len(people)} people have a role.", err=True)


@app.command("role")
def set_role(
    who: Annotated[str, typer.Argument(help="Their e-mail address, or their id.")],
    role: Annotated[Role, typer.Argument(help="What they shall be; `user` takes a role away.")],
    reason: Annotated[str, typer.Option(help="Why; it stands in the audit.")] = "by command",
) -> None:
    """Give somebody a role; they sign in anew, and the last owner stays one."""
    changed = run(lambda core: _set_role(core, who, role, reason))
    typer.echo(f"{pseudonym(changed.id)} is {changed.role} now.")


async def _set_role(core: Core, who: str, role: Role, reason: str) -> User:
    user_id = _id_in(who)
    if user_id is None:
        found = await core.find_people.with_address(SYSTEM, who)
        user_id = found[0].id if len(found) == 1 else _not_one(found)
    return await core.set_role(SYSTEM, user_id, role, reason)


def _id_in(who: str) -> UserId | None:
    try:
        return UserId(UUID(who))
    except ValueError:
        return None


def _not_one(found: tuple[User, ...]) -> NoReturn:
    if not found:
        refuse("Nobody has signed in with that verified address.", "`oo login-link` lets them in.")
    ids = (f"{it.id} {it.role} since {it.created_at:%Y-%m-%d}" for it in found)
    refuse("Several people sign in with that address; name one by id:", *ids)
