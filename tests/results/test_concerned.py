"""Who is told of a change of a round."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.models import VotingRight
from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Person
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import people_concerned_by
from neighbourhood.rounds.services import tell_those_concerned
from tests import builders
from tests.builders import added


def a_right(session: Session, round_: Round, person: Person | None, channel: str) -> VotingRight:
    return added(
        session,
        VotingRight(
            edition_id=round_.edition_id,
            level=round_.level,
            round_id=round_.id,
            person_id=person.id if person else None,
            channel=channel,
        ),
    )


def test_a_round_concerns_authors_voters_committee_and_keepers_of_its_key(
    session: Session,
) -> None:
    round_ = builders.a_round(session)
    author, online, paper, unused, member, keeper, stranger = (
        builders.a_person(session) for _number in range(7)
    )
    builders.a_project(session, round_, author_id=author.id)
    builders.a_project(session, round_)
    a_right(session, round_, online, "online")
    a_right(session, round_, paper, "paper")
    a_right(session, round_, unused, "")
    a_right(session, round_, None, "online")
    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1)}
    for number, holder in ((1, member), (2, None)):
        added(
            session,
            CommitteeSeat(
                round_id=round_.id, number=number, person_id=holder and holder.id, **term
            ),
        )
    round_.first_key_holder_id = keeper.id
    other = builders.a_round(session)
    builders.a_project(session, other, author_id=stranger.id)
    session.flush()
    expected = {author.id, online.id, paper.id, member.id, keeper.id}
    assert people_concerned_by(session, round_.id) == expected


def test_who_has_several_parts_is_told_once(session: Session) -> None:
    round_ = builders.a_round(session)
    person = builders.a_person(session)
    builders.a_project(session, round_, author_id=person.id)
    builders.a_project(session, round_, author_id=person.id)
    a_right(session, round_, person, "online")
    tell_those_concerned(session, round_, "result_published", now=clock.now(), title="Trees")
    session.flush()
    messages = session.scalars(select(Message)).all()
    assert [(message.person_id, message.content) for message in messages] == [
        (
            person.id,
            {"slug": round_.slug, "place": round_.place.name, "title": "Trees"},
        )
    ]
