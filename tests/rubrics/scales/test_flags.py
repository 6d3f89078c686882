"""Red flags are added, reworded and retired by writers of the library."""

import pytest

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.people.models import Member
from rubrics.scales.flags import add_flag, reinstate_flag, retire_flag, reword_flag
from rubrics.scales.states import ScaleStatus


def test_a_flag_is_added_once(recruiter: Member) -> None:
    flag = add_flag(statement="Blames others", description="In each story.", by=recruiter)

    assert (flag.slug, flag.status) == ("blames-others", ScaleStatus.IN_USE)
    with pytest.raises(Invalid, match="with these words"):
        add_flag(statement="blames others", by=recruiter)


def test_a_retired_flag_is_taken_back_rather_than_written_again(recruiter: Member) -> None:
    flag = retire_flag(add_flag(statement="Blames others", by=recruiter), by=recruiter)

    with pytest.raises(DomainError, match="Take that one back"):
        add_flag(statement="Blames others", by=recruiter)
    assert reinstate_flag(flag, by=recruiter).status == ScaleStatus.IN_USE


def test_flags_with_one_slug_are_told_apart(recruiter: Member) -> None:
    first, second = (add_flag(statement=words, by=recruiter) for words in ("Blames: others", "Blames others"))

    assert first.slug != second.slug


def test_rewording_needs_the_version_that_was_read(recruiter: Member) -> None:
    flag = add_flag(statement="Blames others", by=recruiter)
    reword_flag(flag, statement="Every failure was another's", description="", version=1, by=recruiter)

    with pytest.raises(Stale):
        reword_flag(flag, statement="Mine", description="", version=1, by=recruiter)
    flag.refresh_from_db()
    assert (flag.statement, flag.version) == ("Every failure was another's", 2)


def test_an_interviewer_writes_no_flags(interviewer: Member, recruiter: Member) -> None:
    flag = add_flag(statement="Blames others", by=recruiter)

    for act in (
        lambda: add_flag(statement="New", by=interviewer),
        lambda: reword_flag(flag, statement="New", description="", version=1, by=interviewer),
        lambda: retire_flag(flag, by=interviewer),
        lambda: reinstate_flag(flag, by=interviewer),
    ):
        with pytest.raises(NotAllowed):
            act()
