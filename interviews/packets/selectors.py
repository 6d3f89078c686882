"""The debrief as one person may read it, frozen into a snapshot at a fixed number of queries."""

from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from typing import cast

from django.db.models import Prefetch

from hiring.candidates.models import Opening
from hiring.foundations.version import VERSION
from hiring.people.models import Member
from interviews.composer.models import Waiver
from interviews.debriefs import models as debriefs
from interviews.debriefs.services import seats_without_scorecard
from interviews.debriefs.states import DebriefStatus
from interviews.loops.models import Loop, Round
from interviews.packets import snapshot as shown
from interviews.packets.document import TEMPLATE_VERSION
from interviews.packets.timeline import Clock, timeline_of
from interviews.scorecards.content import from_json
from interviews.scorecards.models import Evidence, Rating, Scorecard
from rubrics.competencies.models import Competency, Requirement
from rubrics.scales.models import Criterion, RubricVersion

# What the packet's fonts are called; another release of them is another packet.
FONTS = f"Inter {version('fontpkg-inter')}"


def take_snapshot(debrief: debriefs.Debrief, *, eyes_of: Member) -> shown.Snapshot:
    """Everything the packet will show: what this member may read now, whatever the clock says."""
    at = Clock(debrief.organization.time_zone)
    loop = Loop.objects.select_related(
        "candidacy__candidate", "candidacy__opening__hiring_manager__user", "template_version__template"
    ).get(pk=debrief.loop_id)
    rounds = list(_rounds_of(loop))
    scorecards = list(_scorecards_of(loop, eyes_of))
    decision = debrief.decisions.select_related("decided_by__user").order_by("-number").first()
    # Until the decision, a packet carries no votes: whoever has not voted yet could read them there.
    is_decided = debrief.status == DebriefStatus.DECIDED
    votes = list(debrief.votes.select_related("member__user").order_by("pk")) if is_decided else []
    opening = loop.candidacy.opening
    requirements = list(opening.requirements.select_related("competency"))
    return shown.Snapshot(
        format=shown.FORMAT,
        versions=shown.Versions(template=TEMPLATE_VERSION, product=VERSION, fonts=FONTS),
        as_of=at(_last_change(debrief, scorecards, votes, decision)),
        organization=shown.Organization(
            id=debrief.organization_id, name=debrief.organization.name, slug=debrief.organization.slug
        ),
        candidate=shown.Person(id=loop.candidacy.candidate_id, name=loop.candidacy.candidate.name, title=""),
        candidacy_id=loop.candidacy_id,
        opening=_opening(opening),
        loop=shown.Loop(id=loop.pk, title=loop.title, template=_template(loop)),
        debrief=shown.Debrief(id=debrief.pk, opened_at=at(debrief.opened_at)),
        decision=_decision(decision, at) if decision else None,
        competencies=_competencies(requirements, rounds),
        requirements=tuple(_requirement(requirement, rounds) for requirement in requirements),
        waivers=tuple(_waiver(waiver, at) for waiver in loop.waivers.select_related("waived_by__user")),
        scorecards=tuple(_scorecard(scorecard, at) for scorecard in scorecards),
        missing=_missing(loop),
        votes=tuple(_vote(vote, at) for vote in votes),
        rubrics=_rubrics(rounds),
        timeline=timeline_of(loop, debrief, scorecards, votes, decision, at),
    )


def _rounds_of(loop: Loop) -> Iterable[Round]:
    criteria = Criterion.objects.select_related("competency").prefetch_related("anchors").order_by("position")
    return (
        loop.rounds.order_by("position")
        .select_related("rubric_version__rubric")
        .prefetch_related("seats", Prefetch("rubric_version__criteria", queryset=criteria))
    )


def _scorecards_of(loop: Loop, reader: Member) -> Iterable[Scorecard]:
    ratings = Rating.objects.select_related("criterion").prefetch_related("criterion__anchors")
    return (
        Scorecard.objects.readable_by(reader)
        .counted()
        .filter(seat__round__loop=loop)
        .select_related("seat__member__user", "seat__round")
        .prefetch_related(
            Prefetch("ratings", queryset=ratings.order_by("criterion__position")),
            Prefetch("evidence", queryset=Evidence.objects.order_by("pk")),
            "raised_flags__red_flag",
            "seat__round__questions__question_version",
        )
        .order_by("seat__round__position", "seat__part", "pk")
    )


def _last_change(
    debrief: debriefs.Debrief,
    scorecards: Iterable[Scorecard],
    votes: Iterable[debriefs.Vote],
    decision: debriefs.Decision | None,
) -> datetime:
    moments = [scorecard.submitted_at for scorecard in scorecards] + [vote.cast_at for vote in votes]
    return max(
        moment
        for moment in [debrief.opened_at, decision.decided_at if decision else None, *moments]
        if moment is not None
    )


def _person(member: Member) -> shown.Person:
    return shown.Person(id=member.pk, name=member.name, title=member.title)


def _opening(opening: Opening) -> shown.Opening:
    return shown.Opening(
        id=opening.pk,
        title=opening.title,
        level=opening.get_level_display(),
        hiring_manager=_person(opening.hiring_manager),
    )


def _template(loop: Loop) -> shown.Template | None:
    planned = loop.template_version
    if planned is None:
        return None
    return shown.Template(id=planned.template_id, name=planned.template.name, version=planned.number)


def _decision(decision: debriefs.Decision, at: Clock) -> shown.Decision:
    return shown.Decision(
        id=decision.pk,
        outcome=cast(shown.Outcome, decision.outcome),
        label=str(decision.get_outcome_display()),
        rationale=decision.rationale,
        decided_by=_person(decision.decided_by),
        decided_at=at(decision.decided_at),
    )


def _competencies(requirements: list[Requirement], rounds: list[Round]) -> tuple[shown.Competency, ...]:
    named: dict[int, Competency] = {
        requirement.competency_id: requirement.competency for requirement in requirements
    }
    for round in rounds:
        for criterion in round.rubric_version.criteria.all():
            named.setdefault(criterion.competency_id, criterion.competency)
    return tuple(
        shown.Competency(id=competency.pk, name=competency.name, description=competency.description)
        for competency in named.values()
    )


def _requirement(requirement: Requirement, rounds: list[Round]) -> shown.Requirement:
    judging = [
        round
        for round in rounds
        if any(
            criterion.competency_id == requirement.competency_id
            for criterion in round.rubric_version.criteria.all()
        )
    ]
    people = {seat.member_id for round in judging for seat in round.seats.all() if not seat.is_training}
    return shown.Requirement(
        competency_id=requirement.competency_id,
        name=requirement.competency.name,
        is_must_have=requirement.is_must_have,
        rounds=tuple(shown.RoundName(id=round.pk, title=round.title) for round in judging),
        interviewers=len(people),
    )


def _waiver(waiver: Waiver, at: Clock) -> shown.Waiver:
    return shown.Waiver(
        subject=waiver.says,
        reason=waiver.reason,
        granted_by=_person(waiver.waived_by),
        granted_at=at(waiver.waived_at),
    )


def _scorecard(scorecard: Scorecard, at: Clock) -> shown.Scorecard:
    return shown.Scorecard(
        id=scorecard.pk,
        part=cast(shown.Part, scorecard.seat.part),
        round=_round(scorecard.seat.round, at),
        author=_person(scorecard.seat.member),
        recommendation=cast(shown.Stance, scorecard.recommendation),
        summary=scorecard.summary,
        submitted_at=at(cast(datetime, scorecard.submitted_at)),
        ratings=_ratings(scorecard),
        red_flags=_red_flags(scorecard),
        questions=_questions(scorecard),
    )


def _round(round: Round, at: Clock) -> shown.Round:
    return shown.Round(
        id=round.pk,
        title=round.title,
        kind=str(round.get_kind_display()),
        minutes=round.minutes,
        starts_at=at(round.starts_at) if round.starts_at else None,
    )


def _ratings(scorecard: Scorecard) -> tuple[shown.Rating, ...]:
    said = {evidence.criterion_id: evidence.text for evidence in scorecard.evidence.all()}
    return tuple(_rating(rating, said.get(rating.criterion_id, "")) for rating in scorecard.ratings.all())


def _red_flags(scorecard: Scorecard) -> tuple[shown.RedFlag, ...]:
    seen = {evidence.red_flag_id: evidence.text for evidence in scorecard.evidence.all()}
    return tuple(
        shown.RedFlag(
            id=raised.red_flag_id,
            statement=raised.red_flag.statement,
            evidence=seen.get(raised.red_flag_id, ""),
        )
        for raised in scorecard.raised_flags.all()
    )


def _questions(scorecard: Scorecard) -> tuple[shown.Question, ...]:
    notes = from_json(scorecard.content).notes
    return tuple(
        shown.Question(
            id=chosen.question_version.question_id,
            version=chosen.question_version.number,
            prompt=chosen.question_version.prompt,
            minutes=chosen.question_version.minutes,
            note=notes.get(chosen.pk, ""),
        )
        for chosen in scorecard.seat.round.questions.all()
    )


def _rating(rating: Rating, evidence: str) -> shown.Rating:
    anchors = {anchor.level: anchor.text for anchor in rating.criterion.anchors.all()}
    return shown.Rating(
        criterion=shown.Criterion(
            id=rating.criterion_id,
            name=rating.criterion.name,
            competency_id=rating.criterion.competency_id,
            weight=rating.criterion.weight,
        ),
        value=rating.value,
        not_assessed=rating.not_assessed_reason,
        anchor=anchors.get(rating.value, "") if rating.value else "",
        evidence=evidence,
    )


def _missing(loop: Loop) -> tuple[shown.MissingScorecard, ...]:
    return tuple(
        shown.MissingScorecard(
            round=shown.RoundName(id=seat.round_id, title=seat.round.title), author=_person(seat.member)
        )
        for seat in seats_without_scorecard(loop)
    )


def _vote(vote: debriefs.Vote, at: Clock) -> shown.Vote:
    return shown.Vote(
        id=vote.pk,
        member=_person(vote.member),
        phase=cast(shown.Phase, vote.phase),
        value=cast(shown.Stance, vote.value),
        sentence=vote.sentence,
        cast_at=at(vote.cast_at),
    )


def _rubrics(rounds: list[Round]) -> tuple[shown.Rubric, ...]:
    versions: dict[int, RubricVersion] = {round.rubric_version_id: round.rubric_version for round in rounds}
    return tuple(_rubric(version) for version in versions.values())


def _rubric(version: RubricVersion) -> shown.Rubric:
    return shown.Rubric(
        id=version.rubric_id,
        name=version.rubric.name,
        version=version.number,
        criteria=tuple(
            shown.AnchoredCriterion(
                id=criterion.pk,
                name=criterion.name,
                description=criterion.description,
                anchors=tuple(anchor.text for anchor in criterion.anchors.all()),  # type: ignore[arg-type]
                weight=criterion.weight,
            )
            for criterion in version.criteria.all()
        ),
    )
