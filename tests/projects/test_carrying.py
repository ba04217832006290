"""Who proposes a project and who carries it out: organisations are confirmed, asked, and agree."""

import pytest
from sqlalchemy import select

from neighbourhood import clock
from neighbourhood.committees import queries as committees
from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.organisations.services import end_organisation
from neighbourhood.outbox.models import Message
from neighbourhood.projects import services
from neighbourhood.projects.models import CarrierRequest
from neighbourhood.projects.rules import Incomplete, Judgement
from neighbourhood.refusals import Invalid, NotAllowed, NotFound, NotNow
from tests import builders as b
from tests.projects.writing import a_text, begin_of


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose", fund=1_000_000)


@pytest.fixture
def author(session, round_):
    return b.a_resident(session, round_.place)


@pytest.fixture
def member(session):
    return b.a_person(session)


@pytest.fixture
def host(session, round_, member):
    return b.an_organisation(session, round_.place, member, name="The workshop")


@pytest.fixture
def category(session):
    return b.a_category(session)


def write(session, round_, author, category, **values):
    return services.write_draft(
        session,
        round_,
        a_text(category_id=category.id, **values),
        actor=b.actor_of(session, author),
        now=clock.now(),
    )


def hand_in(session, project):
    return services.submit_project(
        session, project, actor=b.actor_of(session, project.author), now=clock.now()
    )


def answer(session, project, member, *, agrees, reason=""):
    return services.answer_carrier(
        session,
        project,
        agrees=agrees,
        reason=reason,
        actor=b.actor_of(session, member),
        now=clock.now(),
    )


def lacking(session, project):
    with pytest.raises(Incomplete) as refused:
        hand_in(session, project)
    return [(part.code, part.field) for part in refused.value.parts]


def hosted(host):
    return {"carried_out_by": "organisation", "host_organisation_id": host.id}


def test_an_organisation_proposes_by_its_name(session, round_, author, category):
    own = b.an_organisation(session, round_.place, author, name="جمعية")
    project = write(
        session, round_, author, category, carried_by="organisation", organisation_id=own.id
    )
    assert (project.carrier_name, hand_in(session, project).state) == ("جمعية", "submitted")


def test_nobody_proposes_for_an_organisation_of_others(session, round_, author, category, host):
    with pytest.raises(Invalid, match="organisation_not_yours"):
        write(session, round_, author, category, carried_by="organisation", organisation_id=host.id)


def test_an_unconfirmed_one_stands_in_a_draft_alone(session, round_, author, category):
    own = b.an_organisation(session, round_.place, author, state="asked")
    project = write(
        session, round_, author, category, carried_by="organisation", organisation_id=own.id
    )
    assert lacking(session, project) == [("proposer_unconfirmed", "organisation_id")]


def test_a_name_alone_is_no_organisation_of_the_register(session, round_, author, category):
    project = write(
        session, round_, author, category, carried_by="organisation", carrier_name="A name"
    )
    assert lacking(session, project) == [("organisation_missing", "organisation_id")]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"carried_out_by": "king"}, "carried_out_unknown"),
        ({"carried_out_by": "organisation"}, "host_missing"),
        ({"carried_out_by": "group"}, "group_carries_its_own"),
        ({"carried_out_by": "organisation", "host_organisation_id": 999_999}, "host_unconfirmed"),
    ],
)
def test_who_carries_it_out_must_be_possible(session, round_, author, category, values, code):
    with pytest.raises(Invalid, match=code):
        write(session, round_, author, category, **values)


def test_who_shall_carry_it_out_is_asked_and_agrees(
    session, round_, author, category, host, member
):
    project = write(session, round_, author, category, **hosted(host))
    asked = session.scalars(select(Message)).one()
    assert (asked.kind, asked.person_id) == ("carrier_asked", member.id)
    assert lacking(session, project) == [("host_has_not_answered", "host_organisation_id")]
    request = answer(session, project, member, agrees=True)
    assert (request.is_agreed, request.answered_by_id) == (True, member.id)
    assert hand_in(session, project).host_name == "The workshop"
    with pytest.raises(NotNow, match="carrier_is_fixed"):
        answer(session, project, member, agrees=False, reason="We cannot.")


def test_who_declines_says_why_and_the_authors_have_a_way_out(
    session, round_, author, category, host, member
):
    project = write(session, round_, author, category, **hosted(host))
    with pytest.raises(Invalid, match="carrier_reason_missing"):
        answer(session, project, member, agrees=False)
    answer(session, project, member, agrees=False, reason="No room.")
    told = session.scalars(select(Message).where(Message.kind == "carrier_declined")).one()
    assert (told.person_id, told.content["reason"]) == (author.id, "No room.")
    assert lacking(session, project) == [("host_declined", "host_organisation_id")]
    text = a_text(category_id=category.id)
    actor = b.actor_of(session, author)
    services.edit_project(session, project, text, version=1, actor=actor, now=clock.now())
    assert hand_in(session, project).carried_out_by == "city"


def test_naming_it_again_asks_nobody_again(session, round_, author, category, host):
    project = write(session, round_, author, category, **hosted(host))
    actor = b.actor_of(session, author)
    for version, values in ((1, {}), (2, hosted(host))):
        text = a_text(category_id=category.id, **values)
        services.edit_project(session, project, text, version=version, actor=actor, now=clock.now())
    assert len(session.scalars(select(Message)).all()) == 1


def test_an_author_who_speaks_for_it_agrees_by_naming_it(session, round_, author, category):
    own = b.an_organisation(session, round_.place, author)
    values = {"carried_by": "group", "carrier_name": "Gardeners", "carried_out_by": "group"}
    project = write(session, round_, author, category, **values, host_organisation_id=own.id)
    assert session.scalars(select(CarrierRequest.is_agreed)).one() is True
    assert hand_in(session, project).state == "submitted"


def test_others_do_not_answer_for_an_organisation(session, round_, author, category, host):
    project = write(session, round_, author, category, **hosted(host))
    with pytest.raises(NotAllowed, match="is_member"):
        answer(session, project, author, agrees=True)
    plain = write(session, round_, author, category)
    with pytest.raises(NotFound):
        answer(session, plain, author, agrees=True)


def test_one_that_ended_meanwhile_carries_nothing_out(
    session, round_, author, category, host, member
):
    project = write(session, round_, author, category, **hosted(host))
    answer(session, project, member, agrees=True)
    end_organisation(
        session, host, reason="Over.", actor=b.actor_of(session, member), now=clock.now()
    )
    assert lacking(session, project) == [("host_unconfirmed", "host_organisation_id")]


def test_a_seat_steps_out_of_what_its_holders_organisation_carries_out(
    session, round_, author, category, host, member
):
    project = write(session, round_, author, category, **hosted(host))
    today = clock.now().date()
    seat = b.added(
        session,
        CommitteeSeat(
            round_id=round_.id,
            number=1,
            person_id=member.id,
            starts_on=today,
            ends_on=today.replace(year=today.year + 1),
        ),
    )
    stakes = committees.stakes_without_interest(session, round_.id)
    assert stakes == [(seat.id, project.id, False)]


def test_nobody_judges_what_their_organisation_carries_out(session, round_, author, category):
    reviewer = b.a_reviewer(session)
    host = b.an_organisation(session, round_.place, reviewer)
    project = b.a_project(session, round_, state="submitted", **hosted(host))
    with pytest.raises(NotAllowed, match="is_not_member"):
        services.review_project(
            session,
            project,
            Judgement("feasible", "Fine.", "en", "Parks"),
            actor=b.actor_of(session, reviewer),
            now=begin_of(round_, "review"),
        )


def test_from_the_step_to_the_answer_and_the_page(
    visitor, session, round_, author, category, host, member
):
    project = write(session, round_, author, category)
    session.commit()
    where = {"slug": round_.slug, "number": project.number}
    chosen = {"carried_out_by": "organisation", "host_organisation_id": str(host.id)}
    visitor.sign_in(author)
    visitor.fill("projects.edit_authors", chosen, **where)
    page = visitor.get("projects.edit_authors", most_queries=16, **where)
    assert "has not answered yet" in page.text
    visitor.get("projects.carrier", status=404, **where)
    visitor.sign_in(member)
    assert project.title in visitor.get("projects.mine").text
    visitor.follow(visitor.fill("projects.carrier", {"decision": "agree"}, **where))
    session.expire_all()
    hand_in(session, project)
    session.commit()
    visitor.sign_in(None)
    assert "The workshop" in visitor.get("projects.show", **where).text
    listed = visitor.get("projects.list", slug=round_.slug)
    assert "Carried out by The workshop" in listed.text
