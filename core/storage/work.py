"""Put the repositories of one transaction together."""

from dataclasses import dataclass

from core.storage.actives import SqlActives
from core.storage.annotations import SqlAnnotations
from core.storage.asides import SqlAsides
from core.storage.attempts import SqlAttempts
from core.storage.audit import SqlAudit
from core.storage.changes import SqlChanges
from core.storage.commands import SqlCommands
from core.storage.consents import SqlConsents
from core.storage.counting import SqlCounting
from core.storage.courses import SqlCourses
from core.storage.deliveries import SqlDeliveries
from core.storage.deployments import SqlDeployments
from core.storage.experiments import SqlExperiments
from core.storage.exposures import SqlExposures
from core.storage.facts import SqlFacts
from core.storage.history import SqlHistory
from core.storage.inbox import SqlInbox
from core.storage.integrations import SqlIntegrations
from core.storage.leases import SqlLeases
from core.storage.ledger import SqlLedger
from core.storage.letters import SqlLetters
from core.storage.outbox import SqlOutbox, SqlSentEvents
from core.storage.outcomes import SqlOutcomes
from core.storage.overview import SqlOverviews
from core.storage.pick_log import SqlPickLog
from core.storage.posterior_memo import PosteriorMemo
from core.storage.posteriors import SqlPosteriors
from core.storage.priors import SqlPriors
from core.storage.reactions import SqlReactions
from core.storage.replies import SqlReplies
from core.storage.resets import SqlResets
from core.storage.revocations import SqlRevocations
from core.storage.rewards import SqlRewards
from core.storage.rollups import SqlRollups
from core.storage.saved_views import SqlSavedViews
from core.storage.sessions import SqlSessions
from core.storage.sim_lives import SqlSimLives
from core.storage.simulation import SqlSimRuns, SqlSimShards
from core.storage.task_memo import TaskMemo
from core.storage.tasks import SqlTasks
from core.storage.tips import SqlTips
from core.storage.tokens import SqlTokens
from core.storage.traces import SqlTraces
from core.storage.trail import SqlTrail
from core.storage.transaction import Transaction
from core.storage.user_facts import SqlUserFacts
from core.storage.user_search import SqlUserSearch
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
    outcomes: SqlOutcomes
    rewards: SqlRewards
    posteriors: SqlPosteriors
    priors: SqlPriors
    experiments: SqlExperiments
    deployments: SqlDeployments
    changes: SqlChanges
    annotations: SqlAnnotations
    resets: SqlResets
    saved_views: SqlSavedViews
    audit: SqlAudit
    pick_log: SqlPickLog
    history: SqlHistory
    traces: SqlTraces
    asides: SqlAsides
    replies: SqlReplies
    outbox: SqlOutbox
    sent_events: SqlSentEvents
    inbox: SqlInbox
    letters: SqlLetters
    deliveries: SqlDeliveries
    leases: SqlLeases
    commands: SqlCommands
    revocations: SqlRevocations
    ledger: SqlLedger
    sim_runs: SqlSimRuns
    sim_shards: SqlSimShards
    sim_lives: SqlSimLives
    courses: SqlCourses
    facts: SqlFacts
    rollups: SqlRollups
    counting: SqlCounting
    user_facts: SqlUserFacts
    actives: SqlActives
    overviews: SqlOverviews
    user_search: SqlUserSearch
    trail: SqlTrail
    exposures: SqlExposures


def work_on(tx: Transaction, memo: TaskMemo, learned: PosteriorMemo) -> SqlWork:
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
        outcomes=SqlOutcomes(tx),
        rewards=SqlRewards(tx),
        posteriors=SqlPosteriors(tx, learned),
        priors=SqlPriors(tx),
        experiments=SqlExperiments(tx),
        deployments=SqlDeployments(tx),
        changes=SqlChanges(tx),
        annotations=SqlAnnotations(tx),
        resets=SqlResets(tx),
        saved_views=SqlSavedViews(tx),
        audit=SqlAudit(tx),
        pick_log=SqlPickLog(tx),
        history=SqlHistory(tx),
        traces=SqlTraces(tx),
        asides=SqlAsides(tx),
        replies=SqlReplies(tx),
        outbox=SqlOutbox(tx),
        sent_events=SqlSentEvents(tx),
        inbox=SqlInbox(tx),
        letters=SqlLetters(tx),
        deliveries=SqlDeliveries(tx),
        leases=SqlLeases(tx),
        commands=SqlCommands(tx),
        revocations=SqlRevocations(tx),
        ledger=SqlLedger(tx, memo, learned),
        sim_runs=SqlSimRuns(tx),
        sim_shards=SqlSimShards(tx),
        sim_lives=SqlSimLives(tx),
        courses=SqlCourses(tx),
        facts=SqlFacts(tx),
        rollups=SqlRollups(tx),
        counting=SqlCounting(tx),
        user_facts=SqlUserFacts(tx),
        actives=SqlActives(tx),
        overviews=SqlOverviews(tx),
        user_search=SqlUserSearch(tx),
        trail=SqlTrail(tx),
        exposures=SqlExposures(tx),
    )
