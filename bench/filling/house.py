"""The organization that all the loops belong to: its people, openings, library and the plan of a loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from bench.filling.words import Pen
from hiring.candidates.models import Opening
from hiring.people.models import Member, Organization, Role, User
from interviews.loop_templates.models import LoopTemplate, TemplateRound
from interviews.loop_templates.stocking import stock_templates
from rubrics.competencies.models import Competency, Requirement
from rubrics.library.models import Question
from rubrics.library.starter import read_library
from rubrics.library.states import QuestionStatus
from rubrics.library.stocking import stock_library
from rubrics.scales.models import RubricVersion

TEMPLATE = "senior-ml-engineer"
OPENINGS = 12
# Five sit in each loop, so six loops can be held at a time.
INTERVIEWERS = 30
# The newest of 10,000 loops was held a little while ago.
HISTORY = timedelta(days=900)
STAFF = {Role.ADMIN: 1, Role.RECRUITER: 2, Role.HIRING_MANAGER: 3, Role.COMMITTEE: 4}


@dataclass(frozen=True)
class RoundPlan:
    """One round of every loop: as the template has it, with what its scorecard answers."""

    planned: TemplateRound
    rubric_version: RubricVersion
    criteria: Sequence[int]
    red_flags: Sequence[int]
    questions: Sequence[int]


@dataclass(frozen=True)
class House:
    """Whoever and whatever the loops refer to."""

    organization: Organization
    since: datetime
    people: dict[Role, list[Member]]
    openings: list[Opening]
    committees: list[list[Member]]
    plans: list[RoundPlan]

    @property
    def recruiter(self) -> Member:
        return self.people[Role.RECRUITER][0]

    @property
    def interviewers(self) -> list[Member]:
        return self.people[Role.INTERVIEWER]


def build_house() -> House:
    organization = Organization.objects.create(slug="bench", name="Bench", time_zone="Europe/Berlin")
    stock_library(organization, read_library())
    stock_templates(organization)
    pen = Pen(seed=1)
    people = {role: _hire(organization, role, count, pen) for role, count in STAFF.items()}
    people[Role.INTERVIEWER] = _hire(organization, Role.INTERVIEWER, INTERVIEWERS, pen)
    openings = _open(organization, people[Role.HIRING_MANAGER])
    return House(
        organization=organization,
        since=timezone.now().replace(minute=0, second=0, microsecond=0) - HISTORY,
        people=people,
        openings=openings,
        committees=[_seat_committee(opening, at, people) for at, opening in enumerate(openings)],
        plans=_plans(organization),
    )


def _hire(organization: Organization, role: Role, count: int, pen: Pen) -> list[Member]:
    """Members with this role; every third interviewer is on call for committees too."""
    unusable = make_password(None)
    users = User.objects.bulk_create(
        User(email=f"{role.value}{n}@bench.example", name=pen.name(), password=unusable) for n in range(count)
    )
    return Member.objects.bulk_create(
        Member(
            organization=organization,
            user=user,
            name=user.name,
            title=str(role.label),
            time_zone="Europe/Berlin",
            is_committee=role == Role.COMMITTEE or (role == Role.INTERVIEWER and at % 3 == 2),
            **({} if role == Role.COMMITTEE else {f"is_{role.value}": True}),
        )
        for at, user in enumerate(users)
    )


def _open(organization: Organization, managers: Sequence[Member]) -> list[Opening]:
    openings = Opening.objects.bulk_create(
        Opening(
            organization=organization,
            title=f"Senior ML engineer, team {n}",
            hiring_manager=managers[n % len(managers)],
        )
        for n in range(1, OPENINGS + 1)
    )
    competencies = list(Competency.objects.filter(organization=organization))
    Requirement.objects.bulk_create(
        Requirement(opening=opening, competency=competency, is_must_have=position < 4)
        for opening in openings
        for position, competency in enumerate(competencies[:6])
    )
    return openings


def _seat_committee(opening: Opening, at: int, people: dict[Role, list[Member]]) -> list[Member]:
    """Two who only read and two who interview as well."""
    readers = people[Role.COMMITTEE]
    peers = [member for member in people[Role.INTERVIEWER] if member.is_committee]
    committee = [
        *(readers[(at + step) % len(readers)] for step in (0, 1)),
        *(peers[(2 * at + step) % len(peers)] for step in (0, 1)),
    ]
    opening.committee.set(committee)
    return committee


def _plans(organization: Organization) -> list[RoundPlan]:
    template = LoopTemplate.objects.select_related("current").get(organization=organization, slug=TEMPLATE)
    approved = Question.objects.filter(
        organization=organization, current__status=QuestionStatus.APPROVED
    ).order_by("pk")
    rounds = TemplateRound.objects.filter(version=template.current).select_related("rubric__current")
    return [
        RoundPlan(
            planned=planned,
            rubric_version=version,
            criteria=list(version.criteria.order_by("position").values_list("pk", flat=True)),
            red_flags=list(version.red_flags.values_list("pk", flat=True)),
            questions=list(approved.filter(round_kind=planned.kind).values_list("current", flat=True))[
                : planned.question_count
            ],
        )
        for planned in rounds.order_by("position")
        if (version := planned.rubric.current)
    ]
