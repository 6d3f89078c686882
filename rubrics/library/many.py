"""One change to many questions, by whoever writes the library: each stands for itself."""

from collections.abc import Mapping, Sequence

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.each import Outcome, for_each
from hiring.people.models import Member
from rubrics.library.models import Question
from rubrics.library.services import approve_question, tag_questions

# So many questions are changed by one click, or one request.
MOST_AT_ONCE = 200


def approve_each(
    questions: Sequence[Question], *, versions: Mapping[int, int], by: Member
) -> list[Outcome[Question]]:
    """Approve each as it was read: `versions` holds that by the question's id."""
    require(by.may(Capability.WRITE_LIBRARY))

    def approve(question: Question) -> None:
        approve_question(question, version=versions.get(question.pk, 0), by=by)

    return for_each(questions, approve)


def tag_each(
    questions: Sequence[Question], *, add: Sequence[str] = (), remove: Sequence[str] = (), by: Member
) -> list[Outcome[Question]]:
    """Tag each; one that has its tags already is as done as the others."""
    require(by.may(Capability.WRITE_LIBRARY))

    def tag(question: Question) -> None:
        tag_questions([question], add=add, remove=remove, by=by)

    return for_each(questions, tag)
