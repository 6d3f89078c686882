"""What the demo's team does to its library: it proposes, revises, reports a leak, brings a document."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from interviews.demo.cast import STAGE, Brought, LeakPlan, LibraryPlan, Proposal, RevisionPlan
from interviews.demo.story import Act, Scene
from rubrics.competencies.models import Competency
from rubrics.importing.services import import_document
from rubrics.library.drafts import QuestionDraft
from rubrics.library.models import Question
from rubrics.library.quarantine import report_leak
from rubrics.library.services import propose_question, revise_question, submit_question
from rubrics.library.states import QuestionStatus


class LibraryWork:
    """Yields the acts of an organization's work on its library."""

    def __init__(self, plan: LibraryPlan, scene: Scene) -> None:
        self.plan, self.scene = plan, scene

    def acts(self) -> Iterator[Act]:
        for proposal in self.plan.proposed:
            yield Act(self.scene.moment(proposal.at), partial(self.propose, proposal))
        for revision in self.plan.revised:
            yield Act(self.scene.moment(revision.at), partial(self.revise, revision))
        for leak in self.plan.leaked:
            yield Act(self.scene.moment(leak.at), partial(self.report, leak))
        for brought in self.plan.brought:
            yield Act(self.scene.moment(brought.at), partial(self.bring, brought))

    def propose(self, plan: Proposal) -> None:
        by = self.scene.members[plan.by]
        competencies = Competency.objects.filter(
            organization=self.scene.organization, slug__in=plan.competencies
        )
        draft = QuestionDraft(**plan.text, competencies=tuple(competencies))
        question = propose_question(draft, tags=plan.tags, by=by)
        if plan.submitted:
            submit_question(question, by=by)

    def revise(self, plan: RevisionPlan) -> None:
        by, question = self.scene.members[plan.by], self.question(plan.question)
        now = QuestionDraft.of(question.versions.get(status=QuestionStatus.APPROVED))
        draft = replace(
            now,
            follow_ups=(*now.follow_ups, plan.follow_up),
            strong_signals=(*now.strong_signals, plan.strong_signal),
        )
        revise_question(question, draft, version=0, by=by)
        if plan.submitted:
            submit_question(question, by=by)

    def report(self, plan: LeakPlan) -> None:
        report_leak(self.question(plan.question), reason=plan.reason, by=self.scene.members[plan.by])

    def bring(self, plan: Brought) -> None:
        file = STAGE / self.scene.organization.slug / plan.file
        import_document(
            plan.file, file.read_bytes(), round_kind=plan.round_kind, by=self.scene.members[plan.by]
        )

    def question(self, slug: str) -> Question:
        return Question.objects.get(organization=self.scene.organization, slug=slug)
