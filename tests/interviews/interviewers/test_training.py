"""A stage of training ends once its rounds are held and a mentor says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hiring.foundations.errors import DomainError, NotAllowed, Stale
from hiring.people.models import Member, Organization
from interviews.interviewers.models import Qualification, Stage
from interviews.interviewers.services import qualify, set_training_path
from interviews.interviewers.training import approve_step
from interviews.loops.models import Loop
from interviews.staffing.models import Part
from interviews.staffing.services import cancel_loop, seat_member
from tests.making import in_days, make_loop, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(organization: Organization, recruiter: Member) -> Member:
    member = make_member(organization)
    qualify(member, round_kind="coding", stage=Stage.QUALIFIED, by=recruiter)
    return member


@pytest.fixture
def training(interviewer: Member, recruiter: Member) -> Qualification:
    """A trainee who began ten days ago."""
    qualify(interviewer, round_kind="coding", stage=Stage.SHADOW, by=recruiter)
    Qualification.objects.filter(member=interviewer).update(since=in_days(-10))
    return interviewer.qualifications.get()


def sit(training: Qualification, recruiter: Member, *, days: int, part: str = Part.SHADOW) -> Loop:
    loop = make_loop(
        recruiter.organization,
        interviewers=[make_member(recruiter.organization)],
        starts_at=in_days(days),
        by=recruiter,
    )
    seat_member(loop.rounds.get(), member=training.member, part=part, by=recruiter)
    return loop


def held(training: Qualification) -> int:
    return Qualification.objects.with_progress().get(pk=training.pk).held


def test_rounds_held_in_the_stages_part_since_it_began_count(
    training: Qualification, recruiter: Member
) -> None:
    for days in (-2, -3):
        sit(training, recruiter, days=days)
    assert held(training) == 2

    sit(training, recruiter, days=-11)
    sit(training, recruiter, days=1)
    sit(training, recruiter, days=-4, part=Part.REVERSE_SHADOW)
    cancel_loop(sit(training, recruiter, days=-5), by=recruiter)
    assert held(training) == 2


def test_another_kind_and_somebody_elses_rounds_do_not_count(
    training: Qualification, organization: Organization, recruiter: Member
) -> None:
    qualify(training.member, round_kind="mlops", stage=Stage.SHADOW, by=recruiter)
    other = make_member(organization)
    qualify(other, round_kind="coding", stage=Stage.SHADOW, by=recruiter)
    sit(training, recruiter, days=-2)

    counts = dict(Qualification.objects.with_progress().values_list("member__name", "held"))

    assert counts[other.name] == 0
    assert training.member.qualifications.with_progress().get(round_kind="mlops").held == 0


def test_a_mentor_leads_a_trainee_through_to_qualified(
    training: Qualification, mentor: Member, organization: Organization, recruiter: Member
) -> None:
    set_training_path(organization, round_kind="coding", shadows=1, reverse_shadows=1, by=recruiter)
    sit(training, recruiter, days=-2)

    moved = approve_step(training, stage=Stage.SHADOW, by=mentor)
    assert (moved.stage, moved.approved_by) == (Stage.REVERSE_SHADOW, mentor)
    assert moved.since is not None
    assert timezone.now() - moved.since < timedelta(minutes=1)

    with pytest.raises(DomainError, match="0 of 1 rounds"):
        approve_step(training, stage=Stage.REVERSE_SHADOW, by=mentor)

    Qualification.objects.filter(pk=training.pk).update(since=in_days(-1))
    sit(training, recruiter, days=-1, part=Part.REVERSE_SHADOW)
    Qualification.objects.filter(pk=training.pk).update(since=in_days(-2))
    assert approve_step(training, stage=Stage.REVERSE_SHADOW, by=mentor).stage == Stage.QUALIFIED
    with pytest.raises(DomainError, match="qualified already"):
        approve_step(training, stage=Stage.QUALIFIED, by=mentor)


def test_too_few_rounds_are_told_with_their_number(training: Qualification, mentor: Member) -> None:
    with pytest.raises(DomainError, match="0 of 2 rounds") as refused:
        approve_step(training, stage=Stage.SHADOW, by=mentor)

    assert refused.value.code == "too_early"


def test_two_mentors_at_once_take_one_step(
    training: Qualification, mentor: Member, organization: Organization, recruiter: Member
) -> None:
    set_training_path(organization, round_kind="coding", shadows=0, reverse_shadows=0, by=recruiter)
    approve_step(training, stage=Stage.SHADOW, by=mentor)

    with pytest.raises(Stale):
        approve_step(training, stage=Stage.SHADOW, by=mentor)


def test_only_a_qualified_colleague_approves(
    training: Qualification,
    organization: Organization,
    other_organization: Organization,
    recruiter: Member,
) -> None:
    set_training_path(organization, round_kind="coding", shadows=0, reverse_shadows=0, by=recruiter)
    in_other_kind, stranger = make_member(organization), make_member(other_organization)
    qualify(in_other_kind, round_kind="mlops", stage=Stage.QUALIFIED, by=recruiter)
    Qualification.objects.create(member=stranger, round_kind="coding", stage=Stage.QUALIFIED)

    for nobody in (recruiter, training.member, in_other_kind, stranger):
        with pytest.raises(NotAllowed):
            approve_step(training, stage=Stage.SHADOW, by=nobody)


def test_mentors_see_the_trainings_that_their_word_may_end(
    training: Qualification, mentor: Member, organization: Organization, recruiter: Member
) -> None:
    bystander = make_member(organization)
    qualify(make_member(organization), round_kind="mlops", stage=Stage.SHADOW, by=recruiter)
    colleague = make_member(organization)
    qualify(colleague, round_kind="coding", stage=Stage.QUALIFIED, by=recruiter)

    seen = Qualification.objects.visible_to(mentor)

    assert {row.member for row in seen} == {mentor, training.member}
    assert not Qualification.objects.visible_to(bystander).exists()
