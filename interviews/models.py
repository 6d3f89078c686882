"""The face of this app towards Django: its rooms' models, in one migration history."""

from interviews.composer.models import Composing, Waiver
from interviews.debriefs.models import Debrief, Decision, Vote
from interviews.exposure.models import Asking
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.packets.models import Packet
from interviews.scorecards.models import Evidence, RaisedFlag, Rating, Revision, Scorecard
from interviews.staffing.models import Qualification, Seat

__all__ = [
    "Asking",
    "Composing",
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
    "Waiver",
]
