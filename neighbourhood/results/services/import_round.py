"""A past vote from a Pabulib file as a round of ours: projects, sealed ballots, and our recount,
marked as such.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.ballots.services import take_sealed_ballots
from neighbourhood.ballots.services.opening import frozen_document
from neighbourhood.database import flush
from neighbourhood.pabulib import Election
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places.models import Place
from neighbourhood.places.queries import the_city
from neighbourhood.projects.models import Category, Project
from neighbourhood.projects.queries import categories_of_recount
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.results.publication import pabulib_import
from neighbourhood.results.services.answer_request import grant, publish
from neighbourhood.results.services.compose import compose_publication
from neighbourhood.rounds.ballot_kinds import kind_of
from neighbourhood.rounds.documents.schemes import all_schemes
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.queries import currency
from neighbourhood.rounds.rules import Dates, DecidedBy, PhaseKind
from neighbourhood.rounds.services import add_round, freeze, open_edition
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

CITATION = (
    "Pabulib, https://pabulib.org; Faliszewski, Flis, Peters, Pierczyński, Skowron, Stolicki, "
    "Szufa, Talmon: Participatory Budgeting: Data, Tools, and Analysis. IJCAI 2023."
)


def edition_for(session: Session, election: Election, *, actor: Actor, now: datetime) -> Edition:
    """Return the edition of recounts that a file belongs to, by its city and year; opened where
    there is none yet.
    """
    require(actor, Action.OPEN_EDITIONS)
    pabulib_import.require_importable(election, currency(session))
    unit = election.meta.get("unit", "Pabulib")
    instance = election.meta.get("instance", "")
    slug = pabulib_import.slug_of(f"{unit} {instance}")
    edition = session.scalar(select(Edition).where(Edition.slug == slug))
    if edition is not None:
        if edition.is_draft:
            raise NotNow("edition_is_draft")
        return edition
    settings = pabulib_import.settings_of(election)
    return open_edition(
        session,
        scheme=_scheme_for(settings["rule"]),
        actor=actor,
        now=now,
        slug=slug,
        title={"en": f"{unit} {instance}".strip()},
        decided_by=DecidedBy.VOTE,
        source=CITATION,
        is_recount=True,
        **settings,
    )


def import_round(
    session: Session,
    election: Election,
    neighbourhood: Place,
    *,
    edition: Edition,
    actor: Actor,
    now: datetime,
) -> Round:
    """Add the file's vote as a sealed round of the neighbourhood and publish our recount of it;
    raises Invalid for a file unfit.
    """
    require(actor, Action.OPEN_EDITIONS)
    money = currency(session)
    pabulib_import.require_importable(election, money)
    _require_same_settings(edition, election)
    rows = pabulib_import.rows_of(election, money)
    fund = pabulib_import.minor_units(election.budget, money)
    city = the_city(session)
    begins, ends = pabulib_import.vote_dates(election, ZoneInfo(city.timezone if city else "UTC"))
    phases = [
        Dates(str(PhaseKind.VOTE), begins, ends),
        Dates(str(PhaseKind.PUBLISH), ends, ends + timedelta(days=14)),
    ]
    round_ = add_round(
        session, edition, neighbourhood, fund=fund, phases=phases, actor=actor, now=now
    )
    language = pabulib_import.language_of(election.meta)
    projects = [_project(session, round_, row, language, begins) for row in rows]
    session.add_all(projects)
    flush(session)
    rules = frozen_document(session, round_, projects).with_source(
        pabulib_import.source_of(election)
    )
    # The same way as a vote of our own, step by step, so that a recount can be checked by the same
    # program.
    freeze(session, round_, rules, actor=actor, now=now)
    ballots = pabulib_import.ballots_of(election, kind_of(edition.ballot))
    take_sealed_ballots(session, round_, ballots, actor=actor, now=now)
    _publish(session, round_, actor=actor, now=now)
    return round_


def _scheme_for(rule: str) -> str:
    usable = [scheme for scheme in all_schemes() if scheme.is_usable]
    alike = [
        scheme
        for scheme in usable
        if scheme.rule and scheme.rule.split("-")[0] == rule.split("-")[0]
    ]
    # The rule itself comes from the file; the preset only gives what a file does not say.
    return (alike or usable)[0].name


def _require_same_settings(edition: Edition, election: Election) -> None:
    settings = pabulib_import.settings_of(election)
    is_same = all(getattr(edition, name) == settings[name] for name in ("ballot", "rule"))
    is_same = is_same and settings["rule_parameters"].items() <= edition.rule_parameters.items()
    if not edition.is_recount or not is_same:
        raise Invalid("import_edition_differs", edition=edition.slug)


def _project(
    session: Session, round_: Round, row: pabulib_import.Row, language: str, at: datetime
) -> Project:
    return Project(
        round=round_,
        number=row.number,
        reference=row.reference,
        state="feasible",
        title=row.title,
        summary="",
        description="",
        language=language,
        category=_category(session, round_.edition, row.category, language),
        cost=row.cost,
        created_at=at,
        submitted_at=at,
    )


def _category(session: Session, edition: Edition, name: str, language: str) -> Category | None:
    """Return the category of that name which belongs to the recount, added where it is missing:
    the city's own stay the city's.
    """
    if not name:
        return None
    known = categories_of_recount(session, edition.id)
    alike = [category for category in known if _is_called(category, name)]
    if alike:
        return alike[0]
    # In the slug stands the edition too, so that none of the city's is in its way.
    slug = pabulib_import.slug_of(f"{edition.id} {len(known) + 1} {name}")
    category = Category(
        slug=slug, name={language: name}, position=len(known), edition_id=edition.id
    )
    session.add(category)
    flush(session)
    return category


def _is_called(category: Category, name: str) -> bool:
    return name.casefold() in (text.casefold() for text in category.name.values())


def _publish(session: Session, round_: Round, *, actor: Actor, now: datetime) -> None:
    draft = compose_publication(session, round_, now=now)
    grant(session, round_, draft.result, actor=actor, now=now)
    publication = publish(session, round_, draft, reason="", request=None, now=now)
    record(
        session,
        "import_round",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        digest=publication.digest,
    )
