"""Put the repositories of one transaction together."""

from dataclasses import dataclass

from core.storage.attempts import SqlAttempts
from core.storage.commands import SqlCommands
from core.storage.consents import SqlConsents
from core.storage.history import SqlHistory
from core.storage.integrations import SqlIntegrations
from core.storage.ledger import SqlLedger
from core.storage.outbox import SqlOutbox
from core.storage.reactions import SqlReactions
from core.storage.replies import SqlReplies
from core.storage.revocations import SqlRevocations
from core.storage.sessions import SqlSessions
from core.storage.task_memo import TaskMemo
from core.storage.tasks import SqlTasks
from core.storage.tips import SqlTips
from core.storage.tokens import SqlTokens
from core.storage.transaction import Transaction
from core.storage.users import SqlUsers


@dataclass(frozen=True, slots=True)
class SqlWork:
    """One transaction's view of the database."""

    users: SqlUsers
    consents: SqlConsents
    sessions: SqlSessions
    attempts: SqlAttempts
    integrations: SqlIntegrations
    tokens: SqlTokens
    tasks: SqlTasks
    tips: SqlTips
    reactions: SqlReactions
    history: SqlHistory
    replies: SqlReplies
    outbox: SqlOutbox
    commands: SqlCommands
    revocations: SqlRevocations
    ledger: SqlLedger


def work_on(tx: Transaction, memo: TaskMemo) -> SqlWork:
    """Return every repository on one transaction."""
    return SqlWork(
        users=SqlUsers(tx),
        consents=SqlConsents(tx),
        sessions=SqlSessions(tx),
        attempts=SqlAttempts(tx),
        integrations=SqlIntegrations(tx, memo),
        tokens=SqlTokens(tx),
        tasks=SqlTasks(tx, memo),
        tips=SqlTips(tx),
        reactions=SqlReactions(tx),
        history=SqlHistory(tx),
        replies=SqlReplies(tx),
        outbox=SqlOutbox(tx),
        commands=SqlCommands(tx),
        revocations=SqlRevocations(tx),
        ledger=SqlLedger(tx, memo),
    )
