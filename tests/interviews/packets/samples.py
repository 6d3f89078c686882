"""Snapshots to render: a believable loop of any size, the same one every time."""

import random
from dataclasses import replace
from itertools import count

from interviews.packets.snapshot import (
    FORMAT,
    AnchoredCriterion,
    Competency,
    Criterion,
    Debrief,
    Decision,
    Loop,
    MissingScorecard,
    Opening,
    Organization,
    Person,
    Question,
    Rating,
    RedFlag,
    Requirement,
    Round,
    RoundName,
    Rubric,
    Scorecard,
    Snapshot,
    Template,
    TimelineEntry,
    Versions,
    Vote,
)

COMPETENCIES = (
    Competency(id=1, name="ML fundamentals", description="Knows how models learn and where they break."),
    Competency(id=2, name="Software engineering", description="Writes code that colleagues can change."),
    Competency(id=3, name="System design", description="Turns a vague need into parts that fit."),
    Competency(id=4, name="MLOps", description="Makes training and release repeatable."),
    Competency(id=5, name="Communication", description="Says what they mean, and listens."),
)

PEOPLE = (
    ("Keiko Tanaka", "Staff ML engineer"),
    ("Tomás Oliveira", "Senior data scientist"),
    ("Ragnhild Søndergaard", "Principal engineer"),
    ("Adaeze Okonkwo", "Engineering manager"),
    ("Piotr Wiśniewski", "ML platform engineer"),
    ("Leila Haddad", "Applied scientist"),
    ("Jonas Berger", "Senior backend engineer"),
    ("Mei-Ling Chou", "Data engineer"),
    ("Oluwaseun Adeyemi", "Research engineer"),
    ("Sofia Papadopoulou", "Product manager"),
    ("Kwame Boateng", "Site reliability engineer"),
    ("Ingrid Falk", "Staff engineer"),
)

# Title, kind, minutes, and the criteria of its rubric, each with the competency it speaks for.
ROUNDS = (
    ("ML foundations", "ml-foundations", 60, (
        ("Diagnosis from learning curves", 1), ("Choice of metric and loss", 1),
        ("Evaluation that can be trusted", 1), ("Explaining to others", 5))),
    ("Coding for machine learning", "coding", 75, (
        ("Working code", 2), ("Structure and tests", 2), ("Care with data", 1),
        ("Modelling judgement in code", 1), ("Thinking aloud", 5))),
    ("ML system design", "system-design", 60, (
        ("Framing the need", 3), ("Parts, flows and numbers", 3), ("Serving and fallbacks", 3),
        ("Feedback and drift", 4), ("Trade-offs in the open", 5))),
    ("Training and release", "mlops", 60, (
        ("Reproducible training", 4), ("Gates before release", 4), ("Rollback and incident", 4),
        ("Costs", 3), ("Working with platform teams", 5))),
    ("Experience deep dive", "oral", 45, (
        ("Own part in the result", 5), ("Depth under questions", 1), ("What was learned", 5),
        ("Judging one’s own work", 2))),
    ("Ways of working", "behavioural", 45, (
        ("Disagreeing well", 5), ("Mentoring", 5), ("Ownership", 2), ("Responsible use of data", 1))),
)  # fmt: skip

SENTENCES = (
    "Asked what to check first when validation loss climbs, she looked at the split before the model.",
    "She named leakage through the customer table before I did, and wrote the assertion that finds it.",
    "The first answer leaned on a bigger model; after one hint she went to the labels and found the cause.",
    "She estimated 40 ms for retrieval and 25 ms for ranking, and kept both in view while redesigning.",
    "Her example was a recommender that lost four per cent of revenue after a silent schema change.",
    "She described what she did herself and what the team did, and kept them apart when asked twice.",
    "We spent ten minutes on calibration; she chose isotonic regression and knew its price on small data.",
    "The code ran on the given input and on the empty one, but failed on a duplicated index until prompted.",
    "“I would ship the rule first and learn what the error costs,” she said, and drew the rollback path.",
    "She asked who reads the score and what they do with it, which none of the others had asked.",
    "Monitoring came up only after a question, and stayed at the level of dashboards rather than of alarms.",
    "She compared a shadow deployment with a canary and picked the canary for a reason that fits.",
    "I gave one hint about class imbalance; she turned it into the general point about the base rate.",
    "Under time pressure she said what she would leave untested and why, and wrote it down.",
    "She did not know this feature store, said so, and reasoned from its interface to its failures.",
    "When I disagreed she restated my view correctly, then showed the case in which it fails.",
)

ANCHORS = (
    "Repeats terms without using them; a direct question about the case gets no usable step.",
    "Finds a usual approach when prompted; limits and costs come up only after a question.",
    "Chooses an approach that fits the case, names what could go wrong and how one would notice.",
    "Does so unasked, weighs two options with their price, and plans the cheapest check that would tell.",
)

STANCES = (
    "no",
    "yes",
    "yes",
    "strong_yes",
    "no",
    "yes",
    "yes",
    "yes",
    "strong_no",
    "yes",
    "strong_yes",
    "yes",
)


def evidence(seed: int, words: int) -> str:
    """About so many words of interview notes, the same for the same seed."""
    source = random.Random(seed)
    text: list[str] = []
    while sum(len(sentence.split()) for sentence in text) < words:
        text.append(source.choice([sentence for sentence in SENTENCES if sentence not in text[-8:]]))
    return " ".join(text)


def sample(
    *,
    interviewers: int = 5,
    words: int = 70,
    candidate: str = "Amara Nwosu-Lindqvist",
    is_decided: bool = True,
    voters: int = 4,
    missing: int = 0,
) -> Snapshot:
    """A loop with so many submitted scorecards, each evidence of about `words` words."""
    cards = tuple(_scorecard(number, words) for number in range(interviewers))
    rounds = list(dict.fromkeys(number % len(ROUNDS) for number in range(interviewers + missing)))
    manager = Person(id=40, name="Adaeze Okonkwo", title="Engineering manager")
    return Snapshot(
        format=FORMAT,
        versions=Versions(template="1", product="0.1.0", fonts="Inter 4.1"),
        as_of="2026-11-26T14:00:00+01:00",
        organization=Organization(id=1, name="Nordlicht Analytics", slug="nordlicht"),
        candidate=Person(id=7, name=candidate, title=""),
        candidacy_id=9,
        opening=Opening(
            id=3, title="Senior machine learning engineer", level="Senior", hiring_manager=manager
        ),
        loop=Loop(
            id=12,
            title="Senior ML engineer, autumn",
            template=Template(id=2, name="Senior ML loop", version=3),
        ),
        debrief=Debrief(id=5, opened_at="2026-11-24T09:05:00+01:00"),
        decision=_decision(manager) if is_decided else None,
        competencies=COMPETENCIES,
        requirements=_requirements(rounds),
        waivers=(),
        scorecards=cards,
        missing=tuple(_missing(interviewers + number) for number in range(missing)),
        votes=_votes(voters, is_decided),
        rubrics=tuple(_rubric(number) for number in rounds),
        timeline=_timeline(cards, is_decided),
    )


def empty() -> Snapshot:
    """A debrief that was opened before anything was submitted."""
    return replace(
        sample(interviewers=0, voters=0, is_decided=False, missing=4),
        requirements=(),
        rubrics=(),
        timeline=(),
    )


def with_evidence(text: str, **options: int) -> Snapshot:
    """A loop of two scorecards in which every evidence, note and summary is this text."""
    plain = sample(**{"interviewers": 2, "voters": 1, **options})
    cards = tuple(
        replace(
            card,
            summary=text,
            ratings=tuple(replace(rating, evidence=text) for rating in card.ratings),
            questions=tuple(replace(question, note=text) for question in card.questions),
            red_flags=tuple(replace(flag, evidence=text) for flag in card.red_flags),
        )
        for card in plain.scorecards
    )
    return replace(plain, scorecards=cards)


def _scorecard(number: int, words: int) -> Scorecard:
    title, kind, minutes, criteria = ROUNDS[number % len(ROUNDS)]
    name, role = PEOPLE[number % len(PEOPLE)]
    source = random.Random(1000 + number)
    base = {"strong_no": 1, "no": 2, "yes": 3, "strong_yes": 4}[STANCES[number % len(STANCES)]]
    ratings = []
    for position, (criterion, competency) in enumerate(criteria):
        value: int | None = max(1, min(4, base + source.choice((-1, 0, 0, 0, 1))))
        if number == 2 and position == 3:
            value = None
        ratings.append(
            Rating(
                criterion=Criterion(
                    id=_criterion_id(number % len(ROUNDS), position), name=criterion, competency_id=competency
                ),
                value=value,
                not_assessed="" if value else "We ran out of time before the last part.",
                anchor=ANCHORS[value - 1] if value else "",
                evidence=evidence(number * 31 + position, words) if value else "",
            )
        )
    flags = (RedFlag(id=1, statement="Careless with data", evidence=evidence(77, 25)),) if number == 4 else ()
    return Scorecard(
        id=101 + number,
        part="lead" if number < len(ROUNDS) else "panel",
        round=Round(
            id=21 + number % len(ROUNDS),
            title=title,
            kind=kind,
            minutes=minutes,
            starts_at=f"2026-11-{16 + number % 5}T{9 + number % 6:02d}:15:00+01:00",
        ),
        author=Person(id=41 + number, name=name, title=role),
        recommendation=STANCES[number % len(STANCES)],  # type: ignore[arg-type]
        summary=evidence(500 + number, 45),
        submitted_at=f"2026-11-{17 + number % 5}T17:40:00+01:00",
        ratings=tuple(ratings),
        red_flags=flags,
        questions=_questions(number),
    )


def _questions(number: int) -> tuple[Question, ...]:
    prompts = (
        "Validation loss climbs after two epochs while training loss keeps falling. What do you do first?",
        "Write the loader for this file so that a second run gives the same batches.",
        "The ranking service must answer within 80 ms. Where does the time go, and what would you drop?",
    )
    return tuple(
        Question(
            id=60 + number * 3 + position,
            version=1 + position % 2,
            prompt=prompts[(number + position) % 3],
            minutes=(12, 20, 15)[position],
            note=evidence(900 + number * 3 + position, 30),
        )
        for position in range(3)
    )


def _criterion_id(rubric: int, position: int) -> int:
    return 200 + rubric * 10 + position


def _rubric(number: int) -> Rubric:
    return Rubric(
        id=31 + number,
        name=ROUNDS[number][0],
        version=2,
        criteria=tuple(
            AnchoredCriterion(
                id=_criterion_id(number, position),
                name=name,
                description="What the interviewer saw and heard, compared with what the work asks for.",
                anchors=ANCHORS,
            )
            for position, (name, _) in enumerate(ROUNDS[number][3])
        ),
    )


def _requirements(rounds: list[int]) -> tuple[Requirement, ...]:
    return tuple(
        Requirement(
            competency_id=competency.id,
            name=competency.name,
            is_must_have=competency.id in {1, 3, 4},
            rounds=tuple(
                RoundName(id=21 + number, title=ROUNDS[number][0])
                for number in rounds
                if competency.id in {key for _, key in ROUNDS[number][3]}
            ),
            interviewers=sum(competency.id in {key for _, key in ROUNDS[number][3]} for number in rounds),
        )
        for competency in COMPETENCIES
    )


def _missing(number: int) -> MissingScorecard:
    name, role = PEOPLE[number % len(PEOPLE)]
    title = ROUNDS[number % len(ROUNDS)][0]
    return MissingScorecard(
        round=RoundName(id=21 + number % len(ROUNDS), title=title),
        author=Person(id=41 + number, name=name, title=role),
    )


def _decision(manager: Person) -> Decision:
    return Decision(
        id=1,
        outcome="hire",
        label="Hire",
        rationale=evidence(3, 60),
        decided_by=manager,
        decided_at="2026-11-26T13:30:00+01:00",
    )


def _votes(voters: int, is_decided: bool) -> tuple[Vote, ...]:
    shifts = (("yes", "yes"), ("no", "yes"), ("yes", "strong_yes"), ("yes", "no"))
    key = count(1)
    votes = []
    for number in range(voters):
        name, role = PEOPLE[(number + 5) % len(PEOPLE)]
        before, after = shifts[number % len(shifts)]
        for phase, value in (("pre_vote", before), ("vote", after))[: 2 if is_decided else 1]:
            votes.append(
                Vote(
                    id=next(key),
                    member=Person(id=50 + number, name=name, title=role),
                    phase=phase,  # type: ignore[arg-type]
                    value=value,  # type: ignore[arg-type]
                    sentence=SENTENCES[(number * 2 + len(phase)) % len(SENTENCES)],
                    cast_at=f"2026-11-25T{10 if phase == 'pre_vote' else 16}:{10 + number}:00+01:00",
                )
            )
    return tuple(votes)


def _timeline(cards: tuple[Scorecard, ...], is_decided: bool) -> tuple[TimelineEntry, ...]:
    entries = [
        TimelineEntry(at="2026-11-09T10:12:00+01:00", label="Loop planned from the template Senior ML loop"),
        TimelineEntry(at="2026-11-11T15:30:00+01:00", label="Loop published, all seats taken"),
    ]
    entries += [
        TimelineEntry(at=card.submitted_at, label=f"{card.author.name} submitted {card.round.title}")
        for card in cards
    ]
    entries.append(TimelineEntry(at="2026-11-24T09:05:00+01:00", label="Debrief opened"))
    if is_decided:
        entries.append(TimelineEntry(at="2026-11-26T13:30:00+01:00", label="Decision: hire"))
    return tuple(entries)
