"""Writing, handing in, taking back and judging projects, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from neighbourhood import clock
from neighbourhood.outbox.models import Message
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import Project, ProjectVersion, Review
from neighbourhood.projects.rules import Cost, Incomplete, Judgement
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.projects.writing import a_text, begin_of

FINE = Judgement("feasible", "Nothing stands against it.", "en", "Parks")


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose", fund=1_000_000)


@pytest.fixture
def author(session, round_):
    return b.actor_of(session, b.a_resident(session, round_.place))


@pytest.fixture
def reviewer(session):
    return b.actor_of(session, b.a_reviewer(session))


def write(session, round_, author, **values):
    return services.write_draft(
        session, round_, a_text(**values), submission_key=None, actor=author, now=clock.now()
    )


def hand_in(session, round_, author, **values):
    values = {
        "category_id": (queries.category_by_slug(session, "nature") or b.a_category(session)).id
    } | values
    return services.submit_project(
        session, write(session, round_, author, **values), actor=author, now=clock.now()
    )


def counted(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_drafts_are_numbered_one_after_the_other_in_each_round(session, round_, author):
    other = b.a_round(session, "propose", edition=round_.edition)
    neighbour = b.actor_of(session, b.a_resident(session, other.place))
    assert [write(session, round_, author).number, write(session, round_, author).number] == [1, 2]
    assert [
        write(session, other, neighbour).number,
        write(session, other, neighbour).reference,
    ] == [1, "2"]


def test_a_draft_keeps_everything_and_its_first_version(session, round_, author):
    project = write(session, round_, author, latitude=43.6, longitude=1.43)
    assert (project.state, project.cost, project.author_id) == ("draft", 150_000, author.person_id)
    assert [(line.position, line.label, line.amount) for line in project.cost_lines] == [
        (1, "Trees", 120_000),
        (2, "Soil", 30_000),
    ]
    [version] = queries.history(session, project)
    assert (version.number, version.content["title"]) == (1, "Shade on the square")


def test_the_same_form_twice_makes_one_draft(session, round_, author):
    first, second = (
        services.write_draft(
            session, round_, a_text(), submission_key="k" * 32, actor=author, now=clock.now()
        )
        for _ in range(2)
    )
    assert first.id == second.id
    assert counted(session, Project) == 1


def test_only_residents_of_the_neighbourhood_write(session, round_):
    elsewhere = b.actor_of(session, b.a_resident(session, b.a_neighbourhood(session)))
    with pytest.raises(NotAllowed, match="lives_in_place"):
        write(session, round_, elsewhere)
    assert counted(session, Project) == 0


def test_nobody_writes_after_the_propose_phase(session, author, round_):
    with pytest.raises(NotNow, match="propose_over"):
        services.write_draft(
            session, round_, a_text(), actor=author, now=begin_of(round_, "review")
        )


def test_groups_write_only_where_the_edition_says_so(session):
    round_ = b.a_round(session, "propose", who_proposes=["resident"])
    author = b.actor_of(session, b.a_resident(session, round_.place))
    with pytest.raises(Invalid, match="may_not_propose"):
        write(session, round_, author, carried_by="group", carrier_name="The gardeners")


def test_an_unknown_category_is_refused(session, round_, author):
    with pytest.raises(Invalid, match="category_unknown"):
        write(session, round_, author, category_id=987)
    assert counted(session, Project) == 0


def test_every_change_keeps_a_version_and_counts_the_cost(session, round_, author):
    project = write(session, round_, author)
    changed = a_text(title="More shade on the square", costs=(Cost("Trees", 200_000),))
    services.edit_project(session, project, changed, version=1, actor=author, now=clock.now())
    assert (project.version, project.title, project.cost, len(project.cost_lines)) == (
        2,
        "More shade on the square",
        200_000,
        1,
    )
    assert [v.content["title"] for v in queries.history(session, project)] == [
        "Shade on the square",
        "More shade on the square",
    ]


def test_of_two_open_tabs_the_later_one_is_told(session, round_, author):
    project = write(session, round_, author)
    services.edit_project(
        session,
        project,
        a_text(title="From the first tab"),
        version=1,
        actor=author,
        now=clock.now(),
    )
    with pytest.raises(NotNow, match="changed_meanwhile"):
        services.edit_project(
            session,
            project,
            a_text(title="From the second tab"),
            version=1,
            actor=author,
            now=clock.now(),
        )
    assert project.title == "From the first tab"


def test_sending_the_same_change_twice_changes_once(session, round_, author):
    project = write(session, round_, author)
    for _ in range(2):
        services.edit_project(
            session,
            project,
            a_text(title="A better title"),
            version=1,
            actor=author,
            now=clock.now(),
        )
    assert (project.version, counted(session, ProjectVersion)) == (2, 2)


def test_only_the_author_changes_it(session, round_, author):
    project = write(session, round_, author)
    neighbour = b.actor_of(session, b.a_resident(session, round_.place))
    with pytest.raises(NotAllowed, match="is_author"):
        services.edit_project(
            session,
            project,
            a_text(title="Something else"),
            version=1,
            actor=neighbour,
            now=clock.now(),
        )


def test_handing_in_says_all_that_is_missing_at_once(session, round_, author):
    project = write(session, round_, author, summary="", description="", place="", costs=())
    with pytest.raises(Incomplete) as refused:
        services.submit_project(session, project, actor=author, now=clock.now())
    assert [part.field for part in refused.value.parts] == [
        "summary",
        "description",
        "category_id",
        "place",
        "cost_lines-1-label",
    ]
    assert project.state == "draft"


def test_handing_in_twice_changes_nothing(session, round_, author):
    project = hand_in(session, round_, author)
    first = project.submitted_at
    services.submit_project(session, project, actor=author, now=first + timedelta(hours=1))
    assert (project.state, project.submitted_at) == ("submitted", first)


def test_more_than_the_fund_cannot_be_handed_in(session, round_, author):
    with pytest.raises(Incomplete) as refused:
        hand_in(session, round_, author, costs=(Cost("A castle", 1_000_001),))
    assert [part.code for part in refused.value.parts] == ["cost_beyond_fund"]


def test_what_was_handed_in_changes_until_review_begins_and_stays_complete(session, round_, author):
    project = hand_in(session, round_, author)
    text = services.content_of(project)
    late = begin_of(round_, "review")
    services.edit_project(
        session,
        project,
        replace(text, place="The park"),
        version=1,
        actor=author,
        now=late - timedelta(hours=2),
    )
    with pytest.raises(Incomplete):
        services.edit_project(
            session,
            project,
            replace(text, place=""),
            version=2,
            actor=author,
            now=late - timedelta(hours=2),
        )
    with pytest.raises(NotNow, match="review_has_begun"):
        services.edit_project(
            session, project, replace(text, place="The lake"), version=2, actor=author, now=late
        )
    assert project.place == "The park"


def test_taking_back_keeps_the_reason_and_leaves_a_trail(session, round_, author):
    project = hand_in(session, round_, author)
    services.withdraw_project(
        session, project, reason="We found the money elsewhere.", actor=author, now=clock.now()
    )
    assert (project.state, project.withdrawal_reason, project.is_public) == (
        "withdrawn",
        "We found the money elsewhere.",
        True,
    )
    assert session.scalars(select(TrailEntry.act)).all() == ["withdraw_project"]


def test_a_draft_that_was_taken_back_stays_private(session, round_, author):
    project = write(session, round_, author)
    services.withdraw_project(session, project, reason="A mistake.", actor=author, now=clock.now())
    assert project.is_public is False
    assert queries.projects_of_round(session, round_.id).total == 0


def test_once_the_vote_was_opened_nothing_changes(session, round_, author, reviewer):
    project = hand_in(session, round_, author)
    now = round_.opened_at = begin_of(round_, "vote")
    session.flush()
    acts = [
        lambda: services.edit_project(session, project, a_text(), version=1, actor=author, now=now),
        lambda: services.withdraw_project(
            session, project, reason="Too late.", actor=author, now=now
        ),
        lambda: services.review_project(session, project, FINE, actor=reviewer, now=now),
    ]
    for act in acts:
        with pytest.raises(NotNow, match="projects_frozen"):
            act()
    assert (project.state, project.version) == ("submitted", 1)


def test_a_verdict_corrects_lines_tells_the_author_and_leaves_a_trail(
    session, round_, author, reviewer
):
    project = hand_in(session, round_, author)
    judgement = Judgement(
        "feasible", "The soil must be replaced.", "en", "Parks", {2: (50_000, "Deeper pits")}
    )
    services.review_project(
        session, project, judgement, actor=reviewer, now=begin_of(round_, "review")
    )
    assert (project.state, project.cost) == ("feasible", 170_000)
    assert [
        (line.amount, line.corrected_amount, line.correction_reason) for line in project.cost_lines
    ] == [
        (120_000, None, ""),
        (30_000, 50_000, "Deeper pits"),
    ]
    message = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert (message.kind, message.person_id, message.content["verdict"]) == (
        "project_reviewed",
        author.person_id,
        "feasible",
    )
    assert session.scalars(select(TrailEntry.act)).all() == ["review_project"]


def test_the_same_verdict_twice_is_one(session, round_, author, reviewer):
    project = hand_in(session, round_, author)
    for _ in range(2):
        services.review_project(
            session, project, FINE, actor=reviewer, now=begin_of(round_, "review")
        )
    # One letter for handing in, one for the verdict.
    assert (counted(session, Review), counted(session, Message)) == (1, 2)


def test_a_verdict_can_change_and_takes_its_corrections_along(session, round_, author, reviewer):
    project = hand_in(session, round_, author)
    now = begin_of(round_, "review")
    services.review_project(
        session, project, replace(FINE, corrections={1: (1, "Given")}), actor=reviewer, now=now
    )
    services.review_project(
        session,
        project,
        Judgement("not_feasible", "A pipe runs there.", "en"),
        actor=reviewer,
        now=now,
    )
    assert (project.state, project.cost, len(project.reviews)) == ("not_feasible", 150_000, 2)


def test_nobody_judges_a_draft_or_before_review_begins(session, round_, author, reviewer):
    with pytest.raises(NotNow, match="project_is_draft"):
        services.review_project(
            session,
            write(session, round_, author),
            FINE,
            actor=reviewer,
            now=begin_of(round_, "review"),
        )
    with pytest.raises(NotNow, match="review_not_yet"):
        services.review_project(
            session, hand_in(session, round_, author), FINE, actor=reviewer, now=clock.now()
        )


def test_nobody_judges_a_project_of_their_own(session, round_):
    person = b.a_reviewer(session)
    b.added(
        session,
        b.Residency(
            person_id=person.id,
            place_id=round_.place_id,
            method="in_person",
            state="confirmed",
            asked_at=b.LONG_AGO,
        ),
    )
    both = b.actor_of(session, person)
    project = hand_in(session, round_, both)
    with pytest.raises(NotAllowed, match="is_not_author"):
        services.review_project(session, project, FINE, actor=both, now=begin_of(round_, "review"))


def test_a_correction_needs_a_reason_and_a_line(session, round_, author, reviewer):
    project, now = hand_in(session, round_, author), begin_of(round_, "review")
    with pytest.raises(Invalid, match="correction_reason_missing"):
        services.review_project(
            session, project, replace(FINE, corrections={1: (5, "")}), actor=reviewer, now=now
        )
    with pytest.raises(Invalid, match="line_unknown"):
        services.review_project(
            session, project, replace(FINE, corrections={9: (5, "Why")}), actor=reviewer, now=now
        )
    assert (project.state, project.cost) == ("submitted", 150_000)


def test_categories_are_added_by_staff_once(session, author):
    staff = b.actor_of(session, b.a_staff_member(session))
    services.add_category(
        session, slug="water", name={"en": "Water", "fr": ""}, actor=staff, now=clock.now()
    )
    assert [(c.slug, c.name) for c in queries.all_categories(session)] == [
        ("water", {"en": "Water"})
    ]
    with pytest.raises(Invalid, match="category_exists"):
        services.add_category(
            session, slug="water", name={"en": "Water"}, actor=staff, now=clock.now()
        )
    with pytest.raises(NotAllowed):
        services.add_category(
            session, slug="fire", name={"en": "Fire"}, actor=author, now=clock.now()
        )


def test_only_what_can_be_judged_now_waits(session):
    for phase, expected in (("propose", 0), ("review", 1)):
        round_ = b.a_round(session, phase)
        b.a_project(session, round_, state="submitted")
        found = queries.projects_waiting_for_review(session, now=clock.now())
        assert [project.round.id for project in found] == [round_.id] * expected
        assert queries.waiting_for_review(session, now=clock.now())[0] == expected
