"""Name the ways in which a log cannot say what a policy is worth."""

from typing import ClassVar

from core.errors import UserMust


class NoEvidence(UserMust):
    """The log does not carry a verdict; as text it says why, and what would change that.

    Args: found is what the log has, limit what it takes, both in the unit that `why` names.
    """

    code = "no_evidence"
    why: ClassVar[str] = "The log has {found:g} of at least {limit:g}."
    advice: ClassVar[str] = "Collect more settled picks."

    def __init__(self, found: float, limit: float) -> None:
        super().__init__(found, limit)
        self.found = found
        self.limit = limit

    def __str__(self) -> str:
        """Return why, and what to do."""
        return f"{self.why.format(found=self.found, limit=self.limit)} {self.advice}"


class NoPicks(NoEvidence):
    """There is no settled pick at all."""

    why = "The log has {found:g} settled picks."


class TooFewUsers(NoEvidence):
    """So few users do not show how much users differ."""

    why = "The picks belong to {found:g} users; it takes {limit:g}."
    advice = "Wait for more users, or let a user's weeks count as users when there is only one."


class OutsideSupport(NoEvidence):
    """The policy would often pick what the log could never pick."""

    why = "{found:.1%} of what the policy would pick had no chance in the log; {limit:.1%} may."
    advice = "Raise the floor of the policy that serves, or serve a mixture of both."


class TooFewEffective(NoEvidence):
    """A few picks carry nearly all of the weight."""

    why = "The weighted log is worth {found:.0f} picks; it takes {limit:.0f}."
    advice = "Serve a mixture of both policies: their picks differ too much to judge from this log."


class WeightsOff(NoEvidence):
    """The weights do not have the mean that they must have: a logged propensity is wrong."""

    why = "The mean weight is {found:.1f} standard errors from what it must be; {limit:.0f} may."
    advice = "Compare the logged propensities with the policy that served: one of them is wrong."


class NotAMixture(NoEvidence):
    """A pick was not made by the mixture of the two policies that are compared."""

    why = "A weight is {found:.3g} where a mixture of both policies allows {limit:g}."
    advice = "Compare only picks that the mixture made, with its averaged propensity logged."
