"""The face of this app towards Django: its rooms' models, in one migration history."""

from interviews.availability.models import AvailabilityRequest, BusyCalendar, CandidateWindow
from interviews.composer.models import Composing, Waiver
from interviews.debriefs.models import Debrief, Decision, Vote
from interviews.exposure.models import Asking
from interviews.interviewers.models import (
    ConflictOfInterest,
    InterviewerProfile,
    Qualification,
    StaffingPolicy,
    TrainingPath,
)
from interviews.invitations.models import CalendarFeed, Invitation
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.packets.models import Packet
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scorecards.models import Evidence, RaisedFlag, Rating, Revision, Scorecard
from interviews.staffing.models import Seat

__all__ = [
    "Asking",
    "AvailabilityRequest",
    "BusyCalendar",
    "CalendarFeed",
    "CandidateWindow",
    "Composing",
    "ConflictOfInterest",
    "Debrief",
    "Decision",
    "Evidence",
    "HiringDay",
    "InterviewerProfile",
    "Invitation",
    "Loop",
    "LoopTemplate",
    "LoopTemplateVersion",
    "Packet",
    "Proposal",
    "Qualification",
    "RaisedFlag",
    "Rating",
    "Revision",
    "Round",
    "RoundQuestion",
    "Scorecard",
    "Seat",
    "StaffingPolicy",
    "TemplateRound",
    "TrainingPath",
    "Vote",
    "Waiver",
]
