"""The face of this app towards Django: its rooms' models, in one migration history."""

from interviews.debriefs.models import Debrief, Decision, Vote
from interviews.exposure.models import Asking
from interviews.loops.models import (
    Loop,
    LoopTemplate,
    LoopTemplateVersion,
    Round,
    RoundQuestion,
    TemplateRound,
)
from interviews.packets.models import Packet
from interviews.scorecards.models import Evidence, RaisedFlag, Rating, Revision, Scorecard
from interviews.staffing.models import Qualification, Seat

__all__ = [
    "Asking",
    "Debrief",
    "Decision",
    "Evidence",
    "Loop",
    "LoopTemplate",
    "LoopTemplateVersion",
    "Packet",
    "Qualification",
    "RaisedFlag",
    "Rating",
    "Revision",
    "Round",
    "RoundQuestion",
    "Scorecard",
    "Seat",
    "TemplateRound",
    "Vote",
]
