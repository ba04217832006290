"""A city's first day: nine steps, each ticked by what is in the database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from flask import url_for

from neighbourhood.languages import _d, _dn, offered_languages
from neighbourhood.pages.queries import FirstDayFacts, RoundFacts
from neighbourhood.permissions import Action, Actor, Role, decide

#: How many people must hold each role before the first vote can be carried through.
NEEDED = {Role.STAFF: 2, Role.OFFICER: 1, Role.REVIEWER: 1}


@dataclass(frozen=True)
class StepView:
    """One step: what it is, whether it is done, what there is or what is missing, and the page that
    does it, for those who may; for others, who may.
    """

    title: str
    is_done: bool
    state: str
    label: str
    url: str | None
    who: str


@dataclass(frozen=True)
class FirstDayView:
    """All steps, how many are done, and the page to show the edition, once all before it are."""

    steps: tuple[StepView, ...]
    done: int
    #: Whether the reader is an administrator alone, who opens no edition.
    needs_staff: bool
    publish_url: str | None

    @property
    def next(self) -> StepView | None:
        """Return the first step that is not done."""
        return next((step for step in self.steps if not step.is_done), None)

    @property
    def is_ready(self) -> bool:
        """Say whether an edition can be shown: committees are filled later, by residents."""
        return all(step.is_done for step in self.steps[:-1])


@dataclass(frozen=True)
class _Page:
    """The page that does a step, what one must be allowed to do there, and who may."""

    endpoint: str
    label: str
    action: Action
    slug: str | None = None
    anchor: str | None = None


class _Step(NamedTuple):
    """A step before it is asked who reads it."""

    title: str
    is_done: bool
    state: str
    page: _Page


def first_day(facts: FirstDayFacts, reader: Actor) -> FirstDayView:
    """Return the steps as the reader sees them."""
    parts: tuple[Callable[[FirstDayFacts], _Step], ...] = (
        _city,
        _languages,
        _places,
        _categories,
        _colleagues,
        _strategy,
        _edition,
        _key_holders,
        _committee,
    )
    steps = tuple(_view(part(facts), reader) for part in parts)
    edition = facts.edition
    may_publish = decide(reader, Action.OPEN_EDITIONS).is_allowed
    url = None
    if edition is not None and edition.is_draft and may_publish:
        url = url_for("rounds_desk.edition", slug=edition.slug)
    sets_up = decide(reader, Action.SEE_ROLES).is_allowed
    done = sum(step.is_done for step in steps)
    return FirstDayView(steps, done, needs_staff=sets_up and not may_publish, publish_url=url)


def _view(step: _Step, reader: Actor) -> StepView:
    page = step.page
    is_allowed = decide(reader, page.action).is_allowed
    url = url_for(page.endpoint, _anchor=page.anchor, slug=page.slug) if is_allowed else None
    who = "" if url else _who(page.action)
    return StepView(step.title, step.is_done, step.state, page.label, url, who)


def _who(action: Action) -> str:
    if action is Action.SEE_ROLES:
        return _d("Only an administrator can do this.")
    if action in (Action.OPEN_EDITIONS, Action.MANAGE_COMMITTEE):
        return _d("Only city staff can do this.")
    return _d("City staff and administrators can do this.")


def _city(facts: FirstDayFacts) -> _Step:
    city = facts.city
    state = _d("The city has no name yet.")
    if city is not None:
        state = _d(
            "%(name)s, in %(currency)s, on the clocks of %(zone)s.",
            name=city.name,
            currency=city.currency,
            zone=city.timezone,
        )
    page = _Page("places_desk.city", _d("Set up the city"), Action.SET_UP_CITY)
    return _Step(_d("Name, time zone, currency and language"), city is not None, state, page)


def _languages(facts: FirstDayFacts) -> _Step:
    state = _d("Tick the languages that people can choose, on the same page.")
    if facts.city is not None:
        names = {known.code: known.own_name for known in offered_languages()}
        listed = ", ".join(names.get(code, code) for code in facts.city.languages)
        state = _d("People can choose: %(languages)s.", languages=listed)
    page = _Page(
        "places_desk.city",
        _d("Choose the languages"),
        Action.SET_UP_CITY,
        anchor="section-languages",
    )
    return _Step(_d("Languages"), facts.city is not None, state, page)


def _places(facts: FirstDayFacts) -> _Step:
    page = _Page("places_desk.import_places", _d("Add neighbourhoods"), Action.EDIT_PLACES)
    state = _d("There is none yet. One file of a map tool brings them all, with their boundaries.")
    if facts.places:
        page = _Page("places_desk.neighbourhoods", _d("See them"), Action.EDIT_PLACES)
        state = _dn("There is %(num)s place.", "There are %(num)s places.", facts.places)
    return _Step(_d("Neighbourhoods"), facts.places > 0, state, page)


def _categories(facts: FirstDayFacts) -> _Step:
    page = _Page("projects_desk.first_categories", _d("Choose categories"), Action.SET_UP_CITY)
    state = _d("There is none yet, and nobody can submit a project without one.")
    if facts.categories:
        page = _Page("projects_desk.categories", _d("See them"), Action.SET_UP_CITY)
        state = _dn("There is %(num)s category.", "There are %(num)s categories.", facts.categories)
    return _Step(_d("Categories of projects"), facts.categories > 0, state, page)


def _colleagues(facts: FirstDayFacts) -> _Step:
    lacking = {
        role: number - facts.holders.get(role, 0)
        for role, number in NEEDED.items()
        if facts.holders.get(role, 0) < number
    }
    sentences = [_lacks(role, number) for role, number in lacking.items()]
    if not lacking:
        sentences = [_d("There are two city staff, an officer and a reviewer.")]
    if facts.invitations:
        sentences.append(
            _dn(
                "%(num)s invitation is not accepted yet.",
                "%(num)s invitations are not accepted yet.",
                facts.invitations,
            )
        )
    page = _Page("people_desk.invitations", _d("Invite colleagues"), Action.SEE_ROLES)
    return _Step(_d("Colleagues and their roles"), not lacking, " ".join(sentences), page)


def _lacks(role: Role, number: int) -> str:
    if role is Role.STAFF:
        return _dn(
            "%(num)s member of the city staff is missing: publishing a result needs two.",
            "%(num)s members of the city staff are missing: publishing a result needs two.",
            number,
        )
    if role is Role.OFFICER:
        return _d("An officer is missing, who confirms where people live.")
    return _d("A reviewer is missing, who says whether a project can be built.")


def _strategy(facts: FirstDayFacts) -> _Step:
    is_written = facts.city is not None and any(facts.city.strategy.values())
    state = _d("It is written.") if is_written else _d("It is not written yet.")
    page = _Page("places_desk.strategy", _d("Write the strategy"), Action.SET_UP_CITY)
    return _Step(_d("Participation strategy"), is_written, state, page)


def _edition(facts: FirstDayFacts) -> _Step:
    title = _d("An edition as a draft, with its dates")
    if facts.edition is None:
        state = _d("There is none yet. Only the desk sees a draft until you make it public.")
        page = _Page("rounds_desk.new_edition", _d("Open an edition"), Action.OPEN_EDITIONS)
        return _Step(title, False, state, page)
    slug = facts.edition.slug
    if not facts.rounds:
        state = _d("The edition has no round yet.")
        page = _Page("rounds_desk.add_round", _d("Add a round"), Action.OPEN_EDITIONS, slug)
        return _Step(title, False, state, page)
    state = _dn(
        "It has %(num)s round. Check all dates on one sheet.",
        "It has %(num)s rounds. Check all dates on one sheet.",
        len(facts.rounds),
    )
    page = _Page("rounds_desk.dates", _d("See the dates"), Action.OPEN_EDITIONS, slug)
    return _Step(title, all(round_.has_dates for round_ in facts.rounds), state, page)


def _key_holders(facts: FirstDayFacts) -> _Step:
    title = _d("Key holders")
    lacking = [round_ for round_ in facts.rounds if round_.key_holders < 2]
    if not facts.rounds:
        state = _d(
            "Two people for each round, who each keep one half of its key. First open an edition."
        )
        page = _Page("rounds_desk.editions", _d("See the editions"), Action.OPEN_EDITIONS)
        return _Step(title, False, state, page)
    state = (
        _d("Each round has two.")
        if not lacking
        else _d("Not yet two people in: %(places)s.", places=_named(lacking))
    )
    return _Step(title, not lacking, state, _of_round("rounds_desk.key_holders", lacking, facts))


def _committee(facts: FirstDayFacts) -> _Step:
    title = _d("Committee")
    if facts.edition is None or not facts.rounds:
        state = _d("Where a committee decides, its seats are filled with confirmed residents.")
        page = _Page("rounds_desk.editions", _d("See the editions"), Action.OPEN_EDITIONS)
        return _Step(title, False, state, page)
    lacking = [round_ for round_ in facts.rounds if not round_.seats]
    if not facts.edition.has_committee:
        state, lacking = _d("None is needed: in this edition the vote decides."), []
    elif lacking:
        state = _d(
            "No seat is filled in: %(places)s. Seats go to confirmed residents, so this can wait "
            "until people have signed up.",
            places=_named(lacking),
        )
    else:
        state = _d("Each round has members.")
    return _Step(title, not lacking, state, _of_round("committees_desk.committee", lacking, facts))


def _of_round(endpoint: str, lacking: list[RoundFacts], facts: FirstDayFacts) -> _Page:
    """Return the page about the first round that lacks something, else about the first of all."""
    round_ = (lacking or facts.rounds)[0]
    is_committee = endpoint == "committees_desk.committee"
    action = Action.MANAGE_COMMITTEE if is_committee else Action.OPEN_EDITIONS
    # Translators: leads to the page of one round; %(place)s is its neighbourhood.
    label = _d("Go to %(place)s", place=round_.place)
    return _Page(endpoint, label, action, round_.slug)


def _named(rounds: list[RoundFacts]) -> str:
    return ", ".join(round_.place for round_ in rounds)
