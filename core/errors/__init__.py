"""Name everything that can go wrong in core, by who must act.

OoError
├── UserMust                 the user (or their client) can mend it
│   ├── NotSignedIn          no living session
│   ├── NotAllowed           signed in, but this is not theirs to do
│   ├── SignInAgain          theirs to do, but not with a sign-in this old
│   ├── LastOwner            somebody must own the console
│   ├── NotFound             absent, or not theirs: nobody is told which
│   ├── Malformed            what came in cannot be read
│   ├── KeyReused            the same idempotency key with another request
│   ├── AlreadyAnswered      the tip has its answer; a second one needs an undo first
│   ├── RunsAlready          the very same is being simulated
│   ├── TooMany              more requests than the limit allows
│   ├── HookRefused          a webhook does not prove itself, or is about nobody here
│   ├── Overloaded           more comes in than can be written down; the sender may try again
│   ├── SignInRefused        the provider's answer did not hold
│   ├── ConsentMissing       a purpose has not been allowed
│   ├── NothingToTip         no candidate is left, with the reason
│   ├── PersonaFileWrong     a persona file cannot be used, with file, line and field
│   ├── BudgetSpent          a judge has used up what it may cost
│   └── NoEvidence           the log carries no verdict; its kinds stand in core.bandit.refusals
├── IntegrationFault         an outside service must recover, or be reconnected
│   ├── IntegrationDown      no usable answer
│   ├── IntegrationBusy      it asked us to wait
│   ├── IntegrationRefused   it understood and said no
│   ├── AccessExpired        the access token is not taken any more: refresh, once
│   └── ReconnectNeeded      the tokens are dead
└── OurFault                 we must mend it
    ├── SettingsWrong        the process must not start like this
    ├── VaultClosed          a sealed cell does not open
    ├── StaleWrite           somebody else wrote first
    └── PosteriorCorrupt     stored policy bytes cannot be read
"""

from core.errors.integration_fault import (
    AccessExpired,
    IntegrationBusy,
    IntegrationDown,
    IntegrationFault,
    IntegrationRefused,
    ReconnectNeeded,
)
from core.errors.our_fault import OurFault, PosteriorCorrupt, SettingsWrong, StaleWrite, VaultClosed
from core.errors.root import OoError
from core.errors.user_must import (
    AlreadyAnswered,
    BudgetSpent,
    ConsentMissing,
    Emptiness,
    HookRefused,
    KeyReused,
    LastOwner,
    Malformed,
    NotAllowed,
    NotFound,
    NothingToTip,
    NotSignedIn,
    Overloaded,
    PersonaFileWrong,
    Refusal,
    RunsAlready,
    SignInAgain,
    SignInRefused,
    TooMany,
    UserMust,
)

__all__ = [
    "AccessExpired",
    "AlreadyAnswered",
    "BudgetSpent",
    "ConsentMissing",
    "Emptiness",
    "HookRefused",
    "IntegrationBusy",
    "IntegrationDown",
    "IntegrationFault",
    "IntegrationRefused",
    "KeyReused",
    "LastOwner",
    "Malformed",
    "NotAllowed",
    "NotFound",
    "NotSignedIn",
    "NothingToTip",
    "OoError",
    "OurFault",
    "Overloaded",
    "PersonaFileWrong",
    "PosteriorCorrupt",
    "ReconnectNeeded",
    "Refusal",
    "RunsAlready",
    "SettingsWrong",
    "SignInAgain",
    "SignInRefused",
    "StaleWrite",
    "TooMany",
    "UserMust",
    "VaultClosed",
]
