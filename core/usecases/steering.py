"""Put all acts of steering together: what the console and the commands call."""

from dataclasses import dataclass
from typing import Self

from core.domain.deployment import Policies
from core.ports import Clock, Store
from core.usecases.acting import Acts
from core.usecases.annotate import Annotate, ReadAnnotations
from core.usecases.apply_change import ApplyChange
from core.usecases.keep_views import ReadViews, RemoveView, SaveView
from core.usecases.propose_change import (
    CheckChange,
    EvidenceOf,
    ProposeChange,
    WithdrawChange,
    nothing_known,
)
from core.usecases.read_live import ReadLive
from core.usecases.reset_arm import ResetArm
from core.usecases.reset_posterior import ResetPosterior
from core.usecases.restore_posterior import RestorePosterior
from core.usecases.roll_back import RollBack
from core.usecases.run_experiment import RunExperiment
from core.usecases.start_export import StartExport
from core.usecases.stop_for_user import PausePushes, RevokeIntegration
from core.usecases.wake import Bell


@dataclass(frozen=True, slots=True)
class Steering:
    """Every act; each asks for its right itself, and is written down."""

    read_live: ReadLive
    propose: ProposeChange
    apply: ApplyChange
    withdraw: WithdrawChange
    roll_back: RollBack
    experiment: RunExperiment
    reset_posterior: ResetPosterior
    restore_posterior: RestorePosterior
    reset_arm: ResetArm
    revoke_integration: RevokeIntegration
    pause_pushes: PausePushes
    start_export: StartExport
    annotate: Annotate
    read_annotations: ReadAnnotations
    save_view: SaveView
    read_views: ReadViews
    remove_view: RemoveView

    @classmethod
    def on(
        cls,
        ports: tuple[Store, Clock],
        settings: Policies,
        bell: Bell,
        read_evidence: EvidenceOf = nothing_known,
    ) -> Self:
        """Return all of it on a store and a clock.

        Args: settings are what serves before the first deployment was written down.
        """
        store, clock = ports
        acts, check = Acts(store, clock), CheckChange(read_evidence)
        return cls(
            read_live=ReadLive(store, clock, settings),
            propose=ProposeChange(acts, settings, check),
            apply=ApplyChange(acts, settings, check),
            withdraw=WithdrawChange(acts),
            roll_back=RollBack(acts, settings),
            experiment=RunExperiment(acts),
            reset_posterior=ResetPosterior(acts),
            restore_posterior=RestorePosterior(acts),
            reset_arm=ResetArm(acts),
            revoke_integration=RevokeIntegration(acts, bell),
            pause_pushes=PausePushes(acts),
            start_export=StartExport(acts),
            annotate=Annotate(acts),
            read_annotations=ReadAnnotations(store),
            save_view=SaveView(acts),
            read_views=ReadViews(store),
            remove_view=RemoveView(acts),
        )
