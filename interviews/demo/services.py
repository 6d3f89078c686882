"""Making the demo, once: two organizations whose past was played through the product's own services."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from hiring.connections.models import ApiToken
from hiring.connections.services import digest_of, issue_token
from hiring.notices.sending import forget_mail
from hiring.people.models import Member, Organization, Role
from hiring.people.services import add_member, change_member, found_organization
from interviews.availability.calendars import upload_calendar
from interviews.demo import doors
from interviews.demo.calendar import as_icalendar, clock_at, meetings, moment
from interviews.demo.cast import ORGANIZATIONS, Cast, OpeningPlan, Person, read_cast
from interviews.demo.library import LibraryWork
from interviews.demo.selectors import demo_members
from interviews.demo.story import Act, Scene, Story
from interviews.interviewers.models import Stage
from interviews.interviewers.services import change_profile, qualify
from interviews.loop_templates.stocking import stock_templates
from interviews.loops.asking import note_held_rounds
from rubrics.competencies.models import Competency
from rubrics.competencies.services import open_opening
from rubrics.library.starter import read_library
from rubrics.library.stocking import stock_library
from rubrics.quizzes.stocking import stock_quiz_items

FOUNDED = (-30, "09:00")


@transaction.atomic
def seed_demo() -> bool:
    """Make the demo's organizations unless they are there, and say whether any is new.

    All or nothing, and for a process that answers no requests: the clock is moved while the past is played.
    """
    now = timezone.now()
    missing = [slug for slug in ORGANIZATIONS if not Organization.objects.filter(slug=slug).exists()]
    for slug in missing:
        forget_mail(_play(read_cast(slug), now))
    for member in demo_members():
        _hand_out_token(member)
    return bool(missing)


def _hand_out_token(member: Member) -> None:
    token = doors.token_of(member.user.email)
    if not ApiToken.objects.filter(digest=digest_of(token)).exists():
        issue_token(label="Demo", token=token, by=member)


def _play(cast: Cast, now: datetime) -> Organization:
    """Found the organization, then let everything that happened in it happen, in the order of its moments."""
    scene = _found(cast, now)
    acts = [Act(scene.moment((plan.day, "10:00")), partial(_open, plan, scene)) for plan in cast.openings]
    acts += [act for plan in cast.candidates for act in Story(plan, scene).acts()]
    acts += LibraryWork(cast.library, scene).acts()
    acts.append(Act(now, partial(_hand_in_calendars, cast, scene)))
    for act in sorted(acts):
        with clock_at(act.at):
            act.do()
    note_held_rounds()
    return scene.organization


def _found(cast: Cast, now: datetime) -> Scene:
    """The organization with its people, their qualifications, and a stocked library."""
    founder, *others = cast.people
    with clock_at(moment(now, zone=cast.time_zone, day=FOUNDED[0], at=FOUNDED[1])):
        admin = found_organization(
            name=cast.name,
            slug=cast.slug,
            time_zone=cast.time_zone,
            admin_email=cast.email_of(founder),
            admin_name=founder.name,
        )
        admin = change_member(
            admin,
            roles=founder.roles,
            title=founder.title,
            time_zone=founder.time_zone,
            is_active=True,
            version=admin.version,
            by=admin,
        )
        members = {founder.slug: admin} | {
            person.slug: _join(cast.email_of(person), person, by=admin) for person in others
        }
        library = read_library()
        stock_library(admin.organization, library, by=admin)
        stock_quiz_items(admin.organization, library, by=admin)
        stock_templates(admin.organization, by=admin)
    recruiter = next(member for member in members.values() if Role.RECRUITER in member.roles)
    return Scene(organization=admin.organization, members=members, recruiter=recruiter, now=now)


def _join(email: str, person: Person, *, by: Member) -> Member:
    member = add_member(
        by.organization,
        email=email,
        name=person.name,
        roles=person.roles,
        title=person.title,
        time_zone=person.time_zone,
        by=by,
    )
    stages = [(kind, Stage.QUALIFIED) for kind in person.qualified]
    stages += [(kind, Stage.SHADOW) for kind in person.shadowing]
    stages += [(kind, Stage.REVERSE_SHADOW) for kind in person.reverse_shadowing]
    for kind, stage in stages:
        qualify(member, round_kind=kind, stage=stage, by=by)
    if person.interviews:
        change_profile(member, **person.said_of_interviewing, version=1, by=by)
    return member


def _hand_in_calendars(cast: Cast, scene: Scene) -> None:
    """Everybody's own calendar, today, so that it is fresh."""
    for person in cast.people:
        if Role.INTERVIEWER in person.roles or person.qualified:
            member = scene.members[person.slug]
            times = meetings(person.busy, now=scene.now, zone=person.time_zone)
            upload_calendar(member, content=as_icalendar(times), by=member)


def _open(plan: OpeningPlan, scene: Scene) -> None:
    competencies = {row.slug: row for row in Competency.objects.filter(organization=scene.organization)}
    scene.openings[plan.slug] = open_opening(
        title=plan.title,
        level=plan.level,
        description=plan.description,
        hiring_manager=scene.members[plan.hiring_manager],
        committee=[scene.members[slug] for slug in plan.committee],
        must_have=[competencies[slug] for slug in plan.must_have],
        nice_to_have=[competencies[slug] for slug in plan.nice_to_have],
        by=scene.recruiter,
    )
