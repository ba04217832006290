"""The register of organisations: entered, answered, changed, ended, joined and left."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood import clock
from neighbourhood.database import flush
from neighbourhood.organisations import queries, services
from neighbourhood.organisations.models import Organisation
from neighbourhood.organisations.rules import OrganisationFacts, normal_website
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import JoinCode
from neighbourhood.people.rules import in_groups, join_code_of, join_code_typed, token_hash
from neighbourhood.refusals import Invalid, NotAllowed, NotFound, NotNow
from neighbourhood.trail.models import TrailEntry
from tests import builders as b

KEY = "a-key-of-a-form-1234567890"


@pytest.fixture
def place(session):
    return b.a_neighbourhood(session)


@pytest.fixture
def speaker(session, place):
    return b.actor_of(session, b.a_resident(session, place))


@pytest.fixture
def officer(session, place):
    return b.actor_of(session, b.an_officer(session, place))


def facts(place, **values):
    return OrganisationFacts(
        **{
            "name": "The gardeners",
            "kind": "association",
            "about": "We garden.",
            "language": "en",
            "contact": "garden@example.org",
            "officer_contact": "0123",
            "place_id": place.id,
        }
        | values
    )


def enter(session, place, actor, **values):
    return services.enter_organisation(
        session, facts(place, **values), actor=actor, now=clock.now()
    )


@pytest.fixture
def waiting(session, place, speaker):
    return enter(session, place, speaker)


@pytest.fixture
def confirmed(session, waiting, officer):
    return services.confirm_organisation(session, waiting, actor=officer, now=clock.now())


def test_who_enters_it_is_its_first_member_and_it_waits(session, waiting, speaker):
    assert (waiting.state, waiting.member_ids) == ("asked", (speaker.person_id,))
    assert (waiting.is_public, waiting.slug) == (False, "the-gardeners")


def test_a_doubled_form_enters_one(session, place, speaker):
    one, two = (
        services.enter_organisation(
            session, facts(place), submission_key="key", actor=speaker, now=clock.now()
        )
        for _number in range(2)
    )
    assert one is two


@pytest.mark.parametrize("name", ["THE  GARDÉNERS", "the gardeners.", "\u202ethe gardeners\u202c"])
def test_no_two_of_a_place_read_the_same(session, place, waiting, speaker, name):
    with pytest.raises(Invalid, match="organisation_known"):
        enter(session, place, speaker, name=name)


def test_the_database_keeps_two_of_one_name_apart_too(session, place, waiting):
    session.add(
        Organisation(
            slug="other",
            entered_at=clock.now(),
            **{
                name: getattr(waiting, name)
                for name in ("name", "kind", "about", "language", "place_id")
            },
        )
    )
    with pytest.raises(NotNow, match="organisation_known"):
        flush(session)


def test_names_in_every_script_get_an_address(session, place, speaker):
    made = [enter(session, place, speaker, name=name).slug for name in ("جمعية", "关怀")]
    assert made == ["organisation", "organisation-2"]


def test_a_word_of_the_addresses_is_no_short_name(session, place, speaker):
    assert enter(session, place, speaker, name="Join").slug == "join-2"


def test_nobody_enters_more_than_the_desk_can_answer(session, place, speaker):
    for number in range(3):
        enter(session, place, speaker, name=f"Club {number}")
    with pytest.raises(NotNow, match="too_many_organisations_wait"):
        enter(session, place, speaker, name="Club 4")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " ​"}, "name"),
        ({"name": "…"}, "name"),
        ({"name": "n" * 121}, "name"),
        ({"kind": "king"}, "kind"),
        ({"about": " "}, "about"),
        ({"officer_contact": ""}, "officer_contact"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"place_id": 999_999}, "place_id"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(session, place, speaker, values, field):
    with pytest.raises(Invalid) as refused:
        enter(session, place, speaker, **values)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("example.org", "https://example.org"),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("HTTPS://bücher.example", "HTTPS://bücher.example"),
    ],
)
def test_web_addresses_are_made_whole(typed, kept):
    assert normal_website(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://bank.example@evil.example",
        "https://localhost",
        "https://example.org:99999",
        'https://example.org/"onmouseover=x',
        "https://exa mple.org",
        "https://example.org\\@evil.example",
    ],
)
def test_what_is_no_plain_address_of_a_page_is_refused(typed):
    with pytest.raises(Invalid, match="website_unreadable"):
        normal_website(typed)


def test_an_officer_of_the_place_confirms_and_who_entered_it_is_told(session, confirmed, speaker):
    assert (confirmed.is_confirmed, confirmed.is_public) == (True, True)
    letter = session.scalars(select(Message)).one()
    assert (letter.kind, letter.person_id) == ("organisation_confirmed", speaker.person_id)
    assert session.scalars(select(TrailEntry.act)).all() == ["confirm_organisation"]


def test_nobody_confirms_what_they_speak_for(session, place, officer):
    own = enter(session, place, officer, name="Officers' choir")
    with pytest.raises(NotAllowed, match="is_not_member"):
        services.confirm_organisation(session, own, actor=officer, now=clock.now())


def test_an_officer_elsewhere_does_not_confirm(session, waiting):
    other = b.actor_of(session, b.an_officer(session, b.a_neighbourhood(session)))
    with pytest.raises(NotAllowed, match="is_officer_here"):
        services.confirm_organisation(session, waiting, actor=other, now=clock.now())


def test_a_refusal_has_a_reason_and_can_be_answered_by_a_change(
    session, place, waiting, officer, speaker
):
    with pytest.raises(Invalid, match="organisation_reason_missing"):
        services.refuse_organisation(session, waiting, reason=" ", actor=officer, now=clock.now())
    services.refuse_organisation(
        session, waiting, reason="Who are you?", actor=officer, now=clock.now()
    )
    letter = session.scalars(select(Message)).one()
    assert (letter.kind, letter.content["reason"]) == ("organisation_refused", "Who are you?")
    services.edit_organisation(
        session, waiting, facts(place, about="We do."), actor=speaker, now=clock.now()
    )
    assert (waiting.state, waiting.reason) == ("asked", "")


def test_members_change_all_but_what_was_confirmed(session, place, confirmed, speaker, officer):
    services.edit_organisation(
        session, confirmed, facts(place, contact="new"), actor=speaker, now=clock.now()
    )
    assert confirmed.contact == "new"
    renamed = facts(place, name="City hall")
    with pytest.raises(Invalid, match="organisation_name_fixed"):
        services.edit_organisation(session, confirmed, renamed, actor=speaker, now=clock.now())
    services.edit_organisation(session, confirmed, renamed, actor=officer, now=clock.now())
    assert (confirmed.name, confirmed.search_text) == ("City hall", "city hall")


def test_one_that_ended_leaves_the_list_and_its_name_is_free(session, place, confirmed, speaker):
    services.end_organisation(
        session, confirmed, reason="We stopped.", actor=speaker, now=clock.now()
    )
    assert (confirmed.state, confirmed.is_public) == ("ended", True)
    assert enter(session, place, speaker).slug == "the-gardeners-2"
    with pytest.raises(NotNow, match="organisation_has_ended"):
        services.edit_organisation(session, confirmed, facts(place), actor=speaker, now=clock.now())


def test_a_code_lets_one_person_join_once(session, place, confirmed, speaker):
    code = services.invite_member(session, confirmed, key=KEY, actor=speaker, now=clock.now())
    assert session.scalars(select(JoinCode.code_hash)).one() == token_hash(code)
    first, second = (b.actor_of(session, b.a_person(session)) for _number in range(2))
    services.join_organisation(session, confirmed, code, actor=first, now=clock.now())
    assert confirmed.member_ids == (speaker.person_id, first.person_id)
    with pytest.raises(NotNow, match="join_code_over"):
        services.join_organisation(session, confirmed, code, actor=second, now=clock.now())


def test_a_form_sent_twice_shows_one_code(session, confirmed, speaker):
    codes = [
        services.invite_member(session, confirmed, key=KEY, actor=speaker, now=clock.now())
        for _number in range(2)
    ]
    assert codes[0] == codes[1]
    assert len(session.scalars(select(JoinCode)).all()) == 1


def test_a_code_expires_and_opens_nothing_else(session, place, confirmed, speaker):
    code = services.invite_member(session, confirmed, key=KEY, actor=speaker, now=clock.now())
    other = enter(session, place, speaker, name="Others")
    guest = b.actor_of(session, b.a_person(session))
    with pytest.raises(NotNow, match="join_code_over"):
        services.join_organisation(session, other, code, actor=guest, now=clock.now())
    later = clock.now() + timedelta(days=14, seconds=1)
    with pytest.raises(NotNow, match="join_code_over"):
        services.join_organisation(session, confirmed, code, actor=guest, now=later)


def test_only_so_many_invitations_are_open(session, confirmed, speaker):
    for number in range(10):
        services.invite_member(
            session, confirmed, key=f"{KEY}{number}", actor=speaker, now=clock.now()
        )
    with pytest.raises(NotNow, match="too_many_join_codes"):
        services.invite_member(session, confirmed, key=KEY, actor=speaker, now=clock.now())
    services.drop_invitation(
        session, confirmed, session.scalars(select(JoinCode.id)).first(), actor=speaker
    )
    services.invite_member(session, confirmed, key=KEY, actor=speaker, now=clock.now())


def test_members_leave_and_an_officer_removes(session, confirmed, speaker, officer):
    person = b.a_person(session)
    stranger = b.actor_of(session, b.a_person(session))
    code = services.invite_member(session, confirmed, key=KEY, actor=speaker, now=clock.now())
    other = b.actor_of(session, person)
    services.join_organisation(session, confirmed, code, actor=other, now=clock.now())
    with pytest.raises(NotAllowed):
        services.remove_member(session, confirmed, speaker.person_id, actor=other, now=clock.now())
    with pytest.raises(NotAllowed):
        services.remove_member(session, confirmed, other.person_id, actor=stranger, now=clock.now())
    services.remove_member(session, confirmed, speaker.person_id, actor=speaker, now=clock.now())
    services.remove_member(session, confirmed, other.person_id, actor=officer, now=clock.now())
    assert confirmed.member_ids == ()
    with pytest.raises(NotFound):
        services.remove_member(session, confirmed, other.person_id, actor=officer, now=clock.now())


def test_somebody_finds_what_they_speak_for(session, confirmed, speaker):
    assert queries.organisations_of(session, speaker.person_id) == [confirmed]


def test_a_code_is_typed_in_any_figures():
    code = join_code_of(KEY)
    assert len(code) == 25 and code == join_code_of(KEY) != join_code_of(f"{KEY}x")
    arabic = in_groups(code).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert join_code_typed(f" {arabic} ") == code
    with pytest.raises(Invalid, match="join_code_unreadable"):
        join_code_typed(code[1:])
