"""The draft that most stories of composing begin with."""

import pytest

from hiring.people.models import Member, Organization
from interviews.loops.models import Loop, Round
from rubrics.competencies.models import Competency
from tests.interviews.composer.drafts import make_draft, plan_round
from tests.making import make_competency


@pytest.fixture
def drift(organization: Organization) -> Competency:
    return make_competency(organization, "Drift")


@pytest.fixture
def loop(recruiter: Member, drift: Competency) -> Loop:
    return make_draft(recruiter, must_have=[drift])


@pytest.fixture
def mlops(loop: Loop, recruiter: Member, drift: Competency) -> Round:
    """A round of an hour that judges the must-have, for two questions of difficulty 3."""
    return plan_round(loop, judging=[drift], question_count=2, by=recruiter)
