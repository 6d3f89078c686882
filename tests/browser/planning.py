"""What a recruiter plans, made through the API, so that a test begins where its own story does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, cycle
from typing import Any

from tests.browser.people import Person
from tests.running import House


@dataclass(frozen=True)
class PlannedLoop:
    """A loop of coding rounds: the rounds' ids in order, and the seats' ids by e-mail address."""

    id: int
    rounds: Sequence[int]
    seats: dict[str, int]

    @property
    def path(self) -> str:
        return f"/loops/{self.id}/"


class Planner:
    def __init__(self, house: House, token: str) -> None:
        self.house, self.token = house, token
        self._number = count(1)

    def get(self, path: str) -> Any:
        return self.house.api(path, token=self.token).json

    def results(self, path: str) -> list[dict[str, Any]]:
        return list(self.get(path)["results"])

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        answer = self.house.api(path, token=self.token, method="POST", body=body)
        assert answer.status in {200, 201}, answer.body
        return dict(answer.json)

    @cached_property
    def opening(self) -> int:
        """One that asks for nothing in particular, so that any loop does for it."""
        manager = self.results("openings/?status=open")[-1]["hiring_manager"]
        body = {"title": "Engineer", "level": "senior", "hiring_manager": manager, "must_have": []}
        return int(self.post("openings/", **body)["id"])

    @cached_property
    def coding_rubric(self) -> int:
        return next(int(found["id"]) for found in self.results("rubrics/") if found["slug"] == "coding")

    @cached_property
    def coding_questions(self) -> Iterator[int]:
        """Each in its turn, for none may be asked too often."""
        found = self.results("questions/?kind=coding&form=question&state=approved")
        return cycle([int(question["id"]) for question in found])

    @cached_property
    def ids(self) -> dict[str, int]:
        """Members' ids by e-mail address."""
        return {member["email"]: member["id"] for member in self.results("members/")}

    def candidacy(self, name: str = "") -> int:
        name = name or f"Candidate {next(self._number)}"
        candidate = self.post("candidates/", name=name, opening=self.opening)
        [candidacy] = self.results(f"candidacies/?candidate={candidate['id']}")
        return int(candidacy["id"])

    def draft(self, *titles: str) -> PlannedLoop:
        """A draft with a round of each title."""
        loop = self.post("loops/", candidacy=self.candidacy(), title="Interviews")["id"]
        rounds = [
            self.post("rounds/", loop=loop, kind="coding", rubric=self.coding_rubric, title=title, minutes=60)
            for title in titles
        ]
        return PlannedLoop(loop, [int(round["id"]) for round in rounds], {})

    def one_sided(self, competency: str, *, manager: Person, interviewer: Person) -> PlannedLoop:
        """A staffed draft for an opening of the manager's whose one must-have one coding round judges."""
        must_have = self.competency(competency)
        opening = self.post(
            "openings/",
            title=f"Opening {next(self._number)}",
            level="senior",
            hiring_manager=self.ids[manager.email],
            must_have=[must_have],
        )["id"]
        candidate = self.post("candidates/", name=f"Candidate {next(self._number)}", opening=opening)
        [candidacy] = self.results(f"candidacies/?candidate={candidate['id']}")
        loop = self.post("loops/", candidacy=candidacy["id"], title="Interviews")["id"]
        body = {"kind": "coding", "rubric": self.coding_rubric, "title": "Pairing", "minutes": 60}
        round = int(self.post("rounds/", loop=loop, **body)["id"])
        fitting = self.results(f"questions/?kind=coding&form=question&state=approved&competency={must_have}")
        short = next(question for question in fitting if question["current"]["minutes"] <= 60)
        self.post(f"rounds/{round}/questions/", question=short["id"])
        self.seat(interviewer, round)
        return PlannedLoop(loop, [round], {})

    def competency(self, name: str) -> int:
        return next(int(found["id"]) for found in self.results("competencies/") if found["name"] == name)

    def seat(self, person: Person, round: int) -> int:
        return int(self.post("seats/", round=round, member=self.ids[person.email])["id"])

    def rounds_of(self, loop: PlannedLoop) -> list[int]:
        """The ids of the loop's rounds in their order."""
        rounds = self.results(f"rounds/?loop={loop.id}")
        return [int(round["id"]) for round in sorted(rounds, key=lambda round: round["position"])]

    def published(self, *people: Person) -> PlannedLoop:
        """A published loop, each of the people in a round of their own."""
        loop = self.draft(*(f"Coding with {person.name}" for person in people))
        for round, person in zip(loop.rounds, people, strict=True):
            self.post(f"rounds/{round}/questions/", question=next(self.coding_questions))
            seat = self.post("seats/", round=round, member=self.ids[person.email])
            loop.seats[person.email] = seat["id"]
        self.post(f"loops/{loop.id}/publish/")
        return loop
