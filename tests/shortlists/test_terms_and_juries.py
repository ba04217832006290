"""Terms in a draft, and a jury from its first seat to its list."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Person
from neighbourhood.permissions import SYSTEM, Actor
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Judgement, require_may_edit, require_may_review
from neighbourhood.projects.services import review_project
from neighbourhood.refusals import Invalid, NotAllowed, NotFound, NotNow
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.rules import consecutive
from neighbourhood.rounds.services import add_round, delete_edition, make_public, open_edition
from neighbourhood.shortlists import queries, services
from neighbourhood.shortlists.documents import from_json
from neighbourhood.shortlists.models import ShortlistTerms
from neighbourhood.shortlists.rules import Terms
from tests import builders as b
from tests.shortlists.conftest import NOW, Choosing, choosing

TERMS = Terms("support", 3, 2, 10, by_category=False, is_open=True)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def a_draft(session: Session, *places: str) -> Edition:
    b.a_city(session)
    edition = open_edition(
        session,
        scheme="district-programme",
        slug="ideas",
        title={"en": "Ideas"},
        actor=SYSTEM,
        now=NOW,
    )
    for place in places or ("mirail",):
        a_round_of(session, edition, place)
    return edition


def a_round_of(session: Session, edition: Edition, place: str) -> Round:
    lengths = [("propose", 10), ("review", 10), ("vote", 10), ("publish", None)]
    zone = queries.city_zone(session)
    return add_round(
        session,
        edition,
        b.a_neighbourhood(session, place),
        fund=1_000_000,
        phases=consecutive(lengths, (NOW + timedelta(days=5)).date(), zone),
        actor=SYSTEM,
        now=NOW,
    )


def days(round_: Round) -> list[tuple[str, str]]:
    """Return each phase with its first day on the city's clocks."""
    zone = queries.city_zone(Session.object_session(round_))  # type: ignore[arg-type]
    return [(phase.kind, f"{phase.starts_at.astimezone(zone):%d.%m.}") for phase in round_.phases]


BEFORE = [("propose", "27.11."), ("review", "07.12."), ("vote", "17.12."), ("publish", "27.12.")]
AFTER = [
    ("propose", "27.11."),
    ("shortlist", "07.12."),
    ("review", "04.01."),
    ("vote", "14.01."),
    ("publish", "24.01."),
]


def test_a_draft_gets_the_phase_with_the_terms_and_loses_it_without(session: Session) -> None:
    edition = a_draft(session, "mirail", "minimes")
    services.set_shortlist(session, edition, TERMS, actor=SYSTEM, now=NOW)
    assert [days(round_) for round_ in edition.rounds] == [AFTER, AFTER]
    services.set_shortlist(session, edition, replace(TERMS, least=3), actor=SYSTEM, now=NOW)
    assert [days(round_) for round_ in edition.rounds] == [AFTER, AFTER]
    known = queries.terms_of_edition(session, edition.id)
    assert known is not None and known.least == 3
    services.set_shortlist(session, edition, None, actor=SYSTEM, now=NOW)
    assert [days(round_) for round_ in edition.rounds] == [BEFORE, BEFORE]
    assert queries.terms_of_edition(session, edition.id) is None


def test_a_round_that_is_added_later_gets_the_same_short_list(session: Session) -> None:
    edition = a_draft(session)
    services.set_shortlist(session, edition, TERMS, actor=SYSTEM, now=NOW)
    added = a_round_of(session, edition, "minimes")
    assert days(added) == AFTER
    known = queries.terms_of(session, added.id)
    assert known is not None and known.terms == TERMS


def test_a_draft_is_deleted_with_its_terms(session: Session) -> None:
    edition = a_draft(session)
    services.set_shortlist(session, edition, TERMS, actor=SYSTEM, now=NOW)
    session.expire_all()
    delete_edition(session, edition, actor=SYSTEM, now=NOW)
    assert session.scalars(select(ShortlistTerms)).all() == []


def test_a_public_edition_keeps_its_phase_but_may_change_terms_until_it_begins(
    session: Session,
) -> None:
    edition = a_draft(session)
    services.set_shortlist(session, edition, TERMS, actor=SYSTEM, now=NOW)
    make_public(session, edition, actor=SYSTEM, now=NOW)
    services.set_shortlist(session, edition, replace(TERMS, least=5), actor=SYSTEM, now=NOW)
    with pytest.raises(NotNow, match="shortlist_only_in_draft"):
        services.set_shortlist(session, edition, None, actor=SYSTEM, now=NOW)
    begun = edition.rounds[0].phases[1].starts_at
    with clock.at(begun), pytest.raises(NotNow, match="shortlist_terms_bound"):
        services.set_shortlist(session, edition, TERMS, actor=SYSTEM, now=begun)


def test_a_phase_without_terms_keeps_an_edition_from_being_public(session: Session) -> None:
    edition = a_draft(session)
    services.set_shortlist(session, edition, TERMS, actor=SYSTEM, now=NOW)
    session.delete(queries.terms_of(session, edition.rounds[0].id))
    session.flush()
    with pytest.raises(NotNow, match="shortlist_terms_missing"):
        make_public(session, edition, actor=SYSTEM, now=NOW)


def test_only_what_is_on_a_list_that_was_made_is_reviewed(session: Session) -> None:
    here = choosing(session, phase="review")
    project = here.project(1)
    with pytest.raises(NotNow, match="shortlist_awaited"):
        require_may_review(here.round, project.state, NOW)
    reviewer = b.actor_of(session, b.a_reviewer(session))
    with pytest.raises(NotNow, match="shortlist_awaited"):
        verdict = Judgement("feasible", "", "en")
        review_project(session, project, verdict, actor=reviewer, now=NOW)
    here.round.shortlisted_at = NOW
    require_may_review(here.round, project.state, NOW)


def test_a_text_stays_as_it_was_supported(session: Session) -> None:
    here = choosing(session)
    project = here.project(1)
    with pytest.raises(NotNow, match="shortlist_has_begun"):
        require_may_edit(here.round, project.state, NOW)
    before = here.phase.starts_at - timedelta(seconds=1)
    require_may_edit(here.round, project.state, before)


class Jurors:
    """Three jurors, the first of whom leads."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.staff, self.second = (
            b.actor_of(session, b.a_staff_member(session)) for _one in range(2)
        )
        self.here: Choosing = choosing(session, way="jury", least=2, most_projects=2)
        people = [b.a_resident(session, self.here.round.place) for _one in range(3)]
        for number, person in enumerate(people):
            self.seat(person, is_chair=number == 0)
        self.people = people
        self.actors = [b.actor_of(session, person) for person in people]

    def seat(self, person: Person, *, is_chair: bool = False) -> None:
        services.add_jury_seat(
            self.session,
            self.here.round,
            person,
            sits_as="Last year's winner",
            is_chair=is_chair,
            actor=self.staff,
            now=NOW,
        )

    def say(self, project: Project, *opinions: bool) -> None:
        for actor, is_yes in zip(self.actors, opinions, strict=False):
            services.give_opinion(self.session, project, is_yes=is_yes, actor=actor)

    def explain(self, project: Project, text: str = "") -> None:
        services.give_reason(
            self.session,
            project,
            reason=text,
            language="en",
            is_standard=not text,
            actor=self.actors[0],
            now=NOW,
        )

    def ask(self, actor: Actor | None = None) -> None:
        with clock.at(self.here.later):
            services.ask_for_jury_list(
                self.session,
                self.here.round,
                actor=actor or self.actors[0],
                now=self.here.later,
            )

    def confirm(self, actor: Actor) -> None:
        with clock.at(self.here.later):
            services.confirm_jury_list(
                self.session, self.here.round, actor=actor, now=self.here.later
            )


@pytest.fixture
def jurors(session: Session) -> Jurors:
    return Jurors(session)


def test_a_jury_makes_its_list_by_two_people(session: Session, jurors: Jurors) -> None:
    one, two, three = (jurors.here.project(number) for number in (1, 2, 3))
    jurors.say(one, True, True, False)
    jurors.say(two, True, False, False)
    jurors.say(three, False, True, True)
    with pytest.raises(NotNow, match="jury_reasons_missing"):
        jurors.ask()
    jurors.explain(two)
    jurors.ask()
    with pytest.raises(NotAllowed, match="needs_is_staff"):
        jurors.confirm(jurors.actors[1])
    jurors.confirm(jurors.second)
    assert [one.state, two.state, three.state] == ["submitted", "not_shortlisted", "submitted"]
    terms = queries.terms_of(session, jurors.here.round.id)
    assert terms is not None and terms.outcome is not None
    made = from_json(terms.outcome)
    found = {
        one.candidate.number: (one.candidate.voices, one.candidate.against, one.is_kept)
        for one in made.choices
    }
    assert found == {1: (2, 1, True), 2: (1, 2, False), 3: (2, 1, True)}


def test_whoever_asked_does_not_confirm_and_no_juror_does(jurors: Jurors) -> None:
    jurors.say(jurors.here.project(1), True, True)
    jurors.ask(jurors.staff)
    with pytest.raises(NotAllowed, match="second_is_first"):
        jurors.confirm(jurors.staff)


def test_a_list_that_has_changed_since_it_was_asked_is_not_confirmed(jurors: Jurors) -> None:
    project = jurors.here.project(1)
    jurors.say(project, True, True)
    jurors.ask()
    project.state = "withdrawn"
    with pytest.raises(NotNow, match="jury_list_changed"):
        jurors.confirm(jurors.second)


def test_another_reason_takes_the_list_back(session: Session, jurors: Jurors) -> None:
    project = jurors.here.project(1)
    jurors.say(project, False, True)
    jurors.explain(project)
    jurors.ask()
    jurors.explain(project, "Too dear.")
    with pytest.raises(NotNow, match="jury_list_not_asked"):
        jurors.confirm(jurors.second)


def test_nobody_judges_their_own_project(jurors: Jurors) -> None:
    own = jurors.here.project(1, author_id=jurors.people[1].id)
    with pytest.raises(NotAllowed, match="own_project_on_jury"):
        services.give_opinion(jurors.session, own, is_yes=True, actor=jurors.actors[1])


def test_nobody_judges_what_their_organisation_carries_out(
    session: Session, jurors: Jurors
) -> None:
    host = b.an_organisation(session, jurors.here.round.place, jurors.people[1])
    project = jurors.here.project(1, host_organisation_id=host.id, carried_out_by="group")
    with pytest.raises(NotAllowed, match="own_project_on_jury"):
        services.give_opinion(session, project, is_yes=True, actor=jurors.actors[1])
    services.give_opinion(session, project, is_yes=True, actor=jurors.actors[2])


def test_a_juror_changes_an_opinion_until_the_end(session: Session, jurors: Jurors) -> None:
    project = jurors.here.project(1)
    jurors.say(project, True)
    jurors.say(project, False)
    assert queries.opinions_counted(session, [project.id]) == ({}, {project.id: 1})
    with clock.at(jurors.here.over), pytest.raises(NotNow, match="shortlist_over"):
        jurors.say(project, True)


def test_seats_are_told_of_and_bound_to_the_rules(session: Session, jurors: Jurors) -> None:
    assert session.scalars(select(Message.kind)).all() == ["jury_seat_given"] * 3
    with pytest.raises(Invalid, match="person_on_jury"):
        jurors.seat(jurors.people[1])
    with pytest.raises(Invalid, match="jury_chair_is_taken"):
        jurors.seat(b.a_person(session), is_chair=True)
    jury = queries.jury_of(session, jurors.here.round)
    with pytest.raises(NotNow, match="jury_has_begun"):
        services.remove_jury_seat(session, jury.seats[1], actor=jurors.staff, now=NOW)
    with pytest.raises(NotFound):
        queries.jury_seat_by_id(session, 999)
