"""What cards, projects, rounds and one's account say of support."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import _, _n
from neighbourhood.permissions import Action, decide
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import round_at_hand, rounds_at_hand
from neighbourhood.rounds.rules import PhaseKind, awaits_shortlist, has_begun, is_in, phase_of
from neighbourhood.rounds.rules.endings import bad_end
from neighbourhood.shortlists import queries, words
from neighbourhood.shortlists.documents import from_json
from neighbourhood.shortlists.models import JurySeat, ShortlistTerms
from neighbourhood.shortlists.presenters.outcome import reason_view, sentence_of
from neighbourhood.shortlists.rules import Way
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.panels import ButtonView, MarkView, PanelView, Reading
from neighbourhood.web.panels import Way as Link
from neighbourhood.web.times import show_day, show_deadline

#: How many of the most supported projects stand on the page of a short list while it is made.
MOST_STANDING = 50


def has_shortlist(round_: Round) -> bool:
    """Say whether a round has a phase for a short list."""
    return phase_of(round_.phases, PhaseKind.SHORTLIST) is not None


def is_supporting(round_: Round, reader: Reading) -> bool:
    """Say whether the time for support runs in a round, as far as its dates say."""
    runs = is_in(round_.phases, PhaseKind.SHORTLIST, reader.now)
    return runs and bad_end(round_, reader.now) is None


def marks_of_projects(reader: Reading, things: Sequence[ThingRef]) -> Mapping[ThingRef, MarkView]:
    """Return the button of support for each project of a list that one can support now, and how
    many support it where everybody may know.
    """
    # The list has loaded them, so this asks nothing.
    projects = {thing: reader.session.get_one(Project, thing.id) for thing in things}
    open_now = {
        thing: project
        for thing, project in projects.items()
        if project.state == ProjectState.SUBMITTED and is_supporting(project.round, reader)
    }
    marks: dict[ThingRef, MarkView] = {}
    for round_ in {project.round for project in open_now.values()}:
        of_round = {thing: one for thing, one in open_now.items() if one.round_id == round_.id}
        marks |= _marks_of_round(reader, round_, of_round)
    return marks


def _marks_of_round(
    reader: Reading, round_: Round, projects: Mapping[ThingRef, Project]
) -> dict[ThingRef, MarkView]:
    terms = queries.terms_of(reader.session, round_.id)
    if terms is None or terms.way != Way.SUPPORT:
        return {}
    numbers = [project.id for project in projects.values()]
    counts = queries.numbers_of_supports(reader.session, numbers) if terms.is_open else {}
    mine = _mine(reader, round_)
    return {
        thing: MarkView(
            words.support_sentence(counts.get(project.id, 0)) if terms.is_open else "",
            None if mine is None else _button(project, terms, mine),
        )
        for thing, project in projects.items()
        if terms.is_open or mine is not None
    }


def _mine(reader: Reading, round_: Round) -> frozenset[int] | None:
    """Return which projects the reader supports; None for those who cannot support any."""
    if not decide(reader.actor, Action.SUPPORT_PROJECT, round_).is_allowed:
        return None
    return queries.supported_by(reader.session, round_.id, reader.actor.person_id or 0)


def _button(project: Project, terms: ShortlistTerms, mine: frozenset[int]) -> ButtonView | None:
    is_mine, left = project.id in mine, terms.supports_each - len(mine)
    if not is_mine and left <= 0:
        return None
    page = "shortlists.take_back" if is_mine else "shortlists.support"
    return ButtonView(
        _("Take my support back") if is_mine else _("Support (%(left)s left)", left=left),
        url_for(page, slug=project.round.slug, number=project.number),
        about=project.title,
        anchor=f"support-{project.id}",
        is_quiet=is_mine,
    )


def of_project(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Tell on a project's page how it can be supported, or why it is on the short list or not."""
    project = reader.session.get_one(Project, thing.id)
    round_ = project.round
    if not has_shortlist(round_) or project.state == ProjectState.DRAFT:
        return None
    terms = queries.terms_of(reader.session, round_.id)
    if terms is None:
        return None
    way = Link(_("How the short list is made"), url_for("shortlists.show", slug=round_.slug))
    if terms.outcome is not None:
        return _what_became(reader, project, terms)
    if project.state != ProjectState.SUBMITTED or not is_supporting(round_, reader):
        return None
    if terms.way == Way.JURY:
        return PanelView(_("Short list"), (_("The jury looks at this project."),), (way,))
    sentences, mine = list(_standing(reader, project, terms)), _mine(reader, round_)
    if mine is None:
        sentences.append(_("Residents whose residency here is confirmed can support it."))
        return PanelView(_("Support for the short list"), tuple(sentences), (way,))
    sentences.append(_left(terms.supports_each - len(mine)))
    button = _button(project, terms, mine)
    return PanelView(_("Support for the short list"), tuple(sentences), (way,), button)


def _standing(reader: Reading, project: Project, terms: ShortlistTerms) -> list[str]:
    phase = phase_of(project.round.phases, PhaseKind.SHORTLIST)
    sentences = []
    if phase is not None and phase.ends_at is not None:
        end = show_deadline(phase.ends_at)
        sentences.append(_("Projects can be supported until %(end)s.", end=end))
    if terms.is_open:
        counts = queries.numbers_of_supports(reader.session, [project.id])
        sentences.append(words.support_sentence(counts.get(project.id, 0)))
    return sentences


def _left(number: int) -> str:
    if number <= 0:
        return _("You have used all of your supports in this round.")
    return _n("You have %(num)s support left.", "You have %(num)s supports left.", number)


def _what_became(reader: Reading, project: Project, terms: ShortlistTerms) -> PanelView | None:
    assert terms.outcome is not None
    made = from_json(terms.outcome)
    choice = made.choice_of(project.number)
    if choice is None:
        return None
    slug = project.round.slug
    reason = queries.reason_of(reader.session, project.id)
    said = reason_view(reason)
    sentences = [sentence_of(made.terms, choice)]
    if said:
        sentences.append(_("The jury's reason: %(reason)s", reason=said))
    way = Link(_("See the short list"), url_for("shortlists.show", slug=slug))
    return PanelView(_("Short list"), tuple(sentences), (way,))


def my_part(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Tell somebody what they support and how much is left, and on which juries they sit: on a
    round's page of that round, on the first page where they live, on the account of all.
    """
    rounds = _rounds_of(reader, thing)
    if not reader.actor.is_signed_in or rounds == []:
        return None
    parts = queries.own_parts(
        reader.session,
        reader.actor.person_id or 0,
        reader.actor.place_ids,
        reader.now,
        rounds=rounds,
    )
    if not parts.supports and not parts.seats:
        return None
    return PanelView(
        _("Short lists"),
        (*map(_own_sentence, parts.supports), *map(_jury_sentence, parts.seats)),
        (*map(_way_to_projects, parts.supports), *map(_way_to_table, parts.seats)),
    )


def _rounds_of(reader: Reading, thing: ThingRef) -> list[int] | None:
    """Return the rounds that a page tells of; None for all."""
    if thing.kind is ThingKind.PERSON:
        return None
    known = (
        [round_at_hand(reader.session, thing.id)]
        if thing.kind is ThingKind.ROUND
        # The first page has loaded them all, and most of its readers have no round to support in.
        else [
            round_
            for round_ in rounds_at_hand(reader.session)
            if round_.place_id in reader.actor.place_ids
        ]
    )
    return [round_.id for round_ in known if awaits_shortlist(round_)]


def _way_to_projects(own: queries.OwnSupports) -> Link:
    return Link(
        _("Projects to support: %(place)s", place=own.round.place.name),
        url_for("projects.list", slug=own.round.slug),
    )


def _way_to_table(seat: JurySeat) -> Link:
    return Link(
        _("The jury's table: %(place)s", place=seat.round.place.name),
        url_for("shortlists.jury", slug=seat.round.slug),
    )


def _own_sentence(own: queries.OwnSupports) -> str:
    left, place = _left(own.left), own.round.place.name
    if not own.projects:
        return _("%(place)s: you support no project yet. %(left)s", place=place, left=left)
    # Titles in several languages on one line: each keeps its own direction.
    titles = ", ".join(f"{one.number} \u2068{one.title}\u2069" for one in own.projects)
    return _("%(place)s: you support %(titles)s. %(left)s", place=place, titles=titles, left=left)


def way_to_shortlist(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Lead from a round's page to its short list, where it makes one."""
    round_ = round_at_hand(reader.session, thing.id)
    if not has_shortlist(round_):
        return None
    return PanelView(
        ways=(Link(_("The short list"), url_for("shortlists.show", slug=round_.slug)),)
    )


def standing_of(session: Session, terms: ShortlistTerms, now: datetime) -> list[str]:
    """Return the projects in question with how many support each, the most supported first; none
    where the numbers are sealed or the list is made.
    """
    is_begun = has_begun(terms.round.phases, PhaseKind.SHORTLIST, now)
    if terms.way != Way.SUPPORT or not terms.is_open or terms.outcome or not is_begun:
        return []
    projects = queries.projects_in_question(session, terms.round_id)
    counts = queries.numbers_of_supports(session, [project.id for project in projects])
    first = sorted(projects, key=lambda one: (-counts.get(one.id, 0), one.number))[:MOST_STANDING]
    return [
        f"{one.number} \u2068{one.title}\u2069: {words.support_sentence(counts.get(one.id, 0))}"
        for one in first
    ]


def how_in_edition(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Tell on an edition's page how its short lists are made."""
    # Its page has loaded its rounds, of which few make a short list.
    rounds = [one for one in rounds_at_hand(reader.session) if one.edition_id == thing.id]
    if not any(map(has_shortlist, rounds)):
        return None
    terms = queries.terms_of_edition(reader.session, thing.id)
    if terms is None:
        return None
    return PanelView(_("How the short list is made"), tuple(words.terms_sentences(terms.terms)))


def how_in_round(session: Session, round_: Round) -> list[str]:
    """Return how a round makes its short list, empty where it makes none."""
    terms = queries.terms_of(session, round_.id) if has_shortlist(round_) else None
    return words.terms_sentences(terms.terms) if terms else []


def _jury_sentence(seat: JurySeat) -> str:
    phase = phase_of(seat.round.phases, PhaseKind.SHORTLIST)
    if phase is None or phase.ends_at is None:
        return _("You sit on the jury of %(place)s.", place=seat.round.place.name)
    return _(
        "You sit on the jury of %(place)s. It looks at the projects from %(start)s until %(end)s.",
        place=seat.round.place.name,
        start=show_day(phase.starts_at),
        end=show_deadline(phase.ends_at),
    )
