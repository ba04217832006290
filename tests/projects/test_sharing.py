"""Two projects marked as one that stands on two lists, before either vote opens."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects import services
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotAllowed, NotFound, Refusal
from neighbourhood.rounds.models import ProjectFunding, Round, SharedProject
from neighbourhood.rounds.rules import LedgerKind
from neighbourhood.rounds.rules.constraints import NOTHING, Constraints
from neighbourhood.rounds.services import change_edition, freeze, write_ledger
from neighbourhood.things import ThingKind, ThingRef
from tests import builders as b
from tests.projects.test_races import at_once
from tests.visitor import Visitor


class Lists:
    """A list of a neighbourhood and one of the city, in the phase of review."""

    def __init__(self, session: Session) -> None:
        edition = b.an_edition(session, quorum=5)
        self.city = b.a_neighbourhood(session, "toulouse", level=Level.CITY)
        quarter = b.a_neighbourhood(session, "minimes", parent=self.city)
        self.low = b.a_round(session, "review", edition=edition, place=quarter)
        self.high = b.a_round(session, "review", edition=edition, place=self.city)
        self.lower = b.a_project(session, self.low, "Bridge", number=4)
        self.higher = b.a_project(session, self.high, "Footbridge", number=7)


@pytest.fixture
def lists(session: Session) -> Lists:
    return Lists(session)


def share(session: Session, project: Project, other: Project) -> SharedProject:
    return services.share_project(session, project, other, actor=SYSTEM, now=clock.now())


def pairs(session: Session) -> list[tuple[int, int, int | None]]:
    rows = session.execute(
        select(SharedProject.lower_id, SharedProject.higher_id, SharedProject.funded_id)
    )
    return [tuple(row) for row in rows]


def test_two_projects_become_one_whichever_is_named_first(session: Session, lists: Lists) -> None:
    share(session, lists.higher, lists.lower)
    share(session, lists.lower, lists.higher)
    assert pairs(session) == [(lists.lower.id, lists.higher.id, None)]


def test_they_become_two_again(session: Session, lists: Lists) -> None:
    share(session, lists.higher, lists.lower)
    services.stop_sharing(session, lists.lower, actor=SYSTEM, now=clock.now())
    assert pairs(session) == []
    with pytest.raises(NotFound):
        services.stop_sharing(session, lists.lower, actor=SYSTEM, now=clock.now())


def test_only_who_opens_editions_may_do_it(session: Session, lists: Lists) -> None:
    reviewer = b.actor_of(session, b.a_reviewer(session))
    with pytest.raises(NotAllowed):
        services.share_project(session, lists.lower, lists.higher, actor=reviewer, now=clock.now())


def same_level(session: Session, lists: Lists) -> None:
    other = b.a_round(session, "review", edition=lists.low.edition)
    lists.higher = b.a_project(session, other, "Bridge")


def other_edition(session: Session, lists: Lists) -> None:
    other = b.a_round(session, "review", place=lists.city)
    lists.higher = b.a_project(session, other, "Bridge")


def opened(session: Session, lists: Lists) -> None:
    lists.low.opened_at = clock.now()


def withdrawn(session: Session, lists: Lists) -> None:
    lists.higher.state = "withdrawn"


def beforehand(session: Session, lists: Lists) -> None:
    b.added(session, ProjectFunding(project_id=lists.lower.id, round_id=lists.low.id, payer=""))


def shared_already(session: Session, lists: Lists) -> None:
    share(session, b.a_project(session, lists.low, "Quay", number=9), lists.higher)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (same_level, "shared_not_two_levels"),
        (other_edition, "shared_not_two_levels"),
        (opened, "shared_after_opening"),
        (withdrawn, "shared_not_hopeful"),
        (beforehand, "shared_funded_beforehand"),
        (shared_already, "shared_already"),
    ],
)
def test_what_cannot_be_one_is_refused_and_nothing_changes(
    session: Session, lists: Lists, change: Callable[[Session, Lists], None], code: str
) -> None:
    change(session, lists)
    session.flush()
    before = pairs(session)
    with pytest.raises(Refusal) as refusal:
        share(session, lists.lower, lists.higher)
    assert refusal.value.code == code
    assert pairs(session) == before


def test_after_the_opening_they_stay_one(session: Session, lists: Lists) -> None:
    share(session, lists.lower, lists.higher)
    lists.high.opened_at = clock.now()
    session.flush()
    with pytest.raises(Refusal) as refusal:
        services.stop_sharing(session, lists.lower, actor=SYSTEM, now=clock.now())
    assert refusal.value.code == "shared_after_opening"


@pytest.mark.parametrize(
    "rules", [Constraints((), (), ("4",)), Constraints((), (), (), ("4",), "X")]
)
def test_a_shared_project_is_not_paid_beforehand(
    session: Session, lists: Lists, rules: Constraints
) -> None:
    lists.lower.reference = "4"
    share(session, lists.lower, lists.higher)
    with pytest.raises(Refusal) as refusal:
        services.set_constraints(
            session, lists.low, rules, known=NOTHING.fingerprint, actor=SYSTEM, now=clock.now()
        )
    assert refusal.value.code == "shared_funded_beforehand"


def test_the_database_lets_only_one_of_the_two_be_funded(session: Session, lists: Lists) -> None:
    pair = share(session, lists.lower, lists.higher)
    pair.funded_id = b.a_project(session, lists.low, "Quay", number=9).id
    with pytest.raises(IntegrityError):
        session.flush()


def go_first(session: Session, lists: Lists, which: str) -> None:
    change_edition(session, lists.low.edition, settled_first=which, actor=SYSTEM, now=clock.now())


def test_which_lists_go_first_binds_once_a_vote_has_opened(session: Session, lists: Lists) -> None:
    go_first(session, lists, "higher")
    with pytest.raises(Refusal) as unknown:
        go_first(session, lists, "both")
    freeze(session, lists.low, b.frozen_rules(), actor=SYSTEM, now=clock.now())
    with pytest.raises(Refusal) as frozen:
        go_first(session, lists, "lower")
    assert (unknown.value.code, frozen.value.code) == ("settled_first_unknown", "rules_are_frozen")
    assert lists.low.edition.settled_first == "higher"


def test_of_two_lists_that_fund_it_at_once_one_is_refused(session: Session, lists: Lists) -> None:
    share(session, lists.lower, lists.higher)
    both = [(lists.low.id, lists.lower.id), (lists.high.id, lists.higher.id)]

    def fund(own: Session, n: int) -> str:
        round_id, project_id = both[n % 2]
        write_ledger(
            own,
            own.get_one(Round, round_id).fund,
            LedgerKind.ALLOCATED,
            1_000,
            subject=ThingRef(ThingKind.PROJECT, project_id),
            actor=SYSTEM,
            now=clock.now(),
        )
        return str(project_id)

    answers = at_once(session, fund, 8)
    funded = session.scalar(select(SharedProject.funded_id))
    assert sorted(map(str, answers)) == sorted([str(funded)] * 4 + ["funded_on_other_list"] * 4)
    allocated = {
        lists.lower.id: lists.low.fund.allocated,
        lists.higher.id: lists.high.fund.allocated,
    }
    assert sorted(allocated.values()) == [0, 4_000]
    assert allocated[funded or 0] == 4_000


@pytest.mark.backend("sqlite")
def test_everybody_reads_that_it_stands_on_two_lists(
    visitor: Visitor, session: Session, lists: Lists
) -> None:
    share(session, lists.lower, lists.higher)
    session.commit()
    page = visitor.get("projects.show", slug=lists.low.slug, number=4)
    assert (
        "This project also stands on the list of Toulouse. It can only be funded once." in page.text
    )
    listed = visitor.get("projects.list", slug=lists.high.slug)
    assert "Also on the list of Minimes" in listed.text
    rules = visitor.get("pages.round", slug=lists.high.slug).text
    assert "The lists of the smaller places are settled first." in rules
    assert "also stands on the list of Minimes, which is settled first" in rules


@pytest.mark.backend("sqlite")
def test_the_desk_marks_two_as_one_and_parts_them_again(
    visitor: Visitor, session: Session, lists: Lists
) -> None:
    visitor.sign_in(b.a_staff_member(session))
    desk = {"endpoint": "projects_desk.shared", "slug": lists.low.slug}
    page = visitor.get(**desk)
    assert "Toulouse: 7 Footbridge" in page.text
    sent = visitor.fill(**desk, data={"project": lists.lower.id, "other": lists.higher.id})
    assert "The two are one project now" in visitor.follow(sent).text
    visitor.post("projects_desk.stop_sharing", project_id=lists.lower.id, status=303)
    assert pairs(session) == []


@pytest.mark.backend("sqlite")
def test_the_desk_says_which_lists_go_first(
    visitor: Visitor, session: Session, lists: Lists
) -> None:
    visitor.sign_in(b.a_staff_member(session))
    address = {"endpoint": "rounds_desk.edition", "slug": lists.low.edition.slug}
    visitor.fill(**address, data={"settled_first": "higher"})
    session.refresh(lists.low.edition)
    assert lists.low.edition.settled_first == "higher"


def test_what_stands_on_two_lists_becomes_no_part_of_another(
    session: Session, lists: Lists
) -> None:
    writer = b.a_person(session, "Writer")
    lists.lower.author_id = writer.id
    whole = b.a_project(session, lists.low, "Bridge and path", author=writer)
    share(session, lists.lower, lists.higher)
    with pytest.raises(Refusal, match="merge_on_two_lists"):
        services.propose_merge(
            session,
            whole,
            [lists.lower],
            reason="They are alike.",
            language="en",
            answer_by=clock.now() + timedelta(days=3),
            actor=b.actor_of(session, writer),
            now=clock.now(),
        )
