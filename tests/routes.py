"""An address for every route of the application, with parts that exist in the demo city."""

from typing import Any

from flask import Flask, url_for
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

VOTING, PROPOSING, ALLOCATING, PUBLISHING = (
    "agir-2026-saint-cyprien",
    "agir-2026-mirail",
    "agir-2026-saint-michel",
    "agir-2026-bonnefoy",
)
MERGING = "district-2026-minimes"
ORGANISATION = "entraide-des-ponts-jumeaux"
SUPPORTING, JUDGING = "idees-2026-toulouse", "coups-de-pouce-2026-jolimont"
RECOUNTED, EDITION, PLACE = "toulouse-2022-saint-cyprien", "agir-2026", "saint-cyprien"
DRAFT, DRAFT_ROUND = "agir-2027", "agir-2027-toulouse"

#: Where an endpoint's round is; the longest fitting beginning counts.
ROUNDS = {
    "pages.round": VOTING,
    "pages.fund": RECOUNTED,
    "pages.sign": VOTING,
    "projects.": VOTING,
    "projects.authors": PROPOSING,
    "projects.invite_author": PROPOSING,
    "projects.drop_author_invitation": PROPOSING,
    "projects.remove_author": PROPOSING,
    "projects.show_name": PROPOSING,
    "projects.answer_join_request": PROPOSING,
    "projects.call_off_merge": MERGING,
    "projects.merge": MERGING,
    "projects.propose": PROPOSING,
    "projects.propose_merge": PROPOSING,
    "projects.edit": PROPOSING,
    "projects.slip": PROPOSING,
    "projects.submit": PROPOSING,
    "projects.withdraw": PROPOSING,
    "projects_desk.": PROPOSING,
    "projects_desk.delete_category": "nature-en-ville",
    "reviews_desk.": PROPOSING,
    "shortlists.": SUPPORTING,
    "shortlists.ask": JUDGING,
    "shortlists.jury": JUDGING,
    "shortlists.judge": JUDGING,
    "shortlists.reason": JUDGING,
    "shortlists_desk.": JUDGING,
    "shortlists_desk.terms": "idees-2026",
    "reviews_desk.department": "espace-public",
    "ballots.": VOTING,
    "ballots_desk.": VOTING,
    "committees.": ALLOCATING,
    "committees_desk.": ALLOCATING,
    "results.": RECOUNTED,
    "results_desk.": PUBLISHING,
    "previews.": DRAFT_ROUND,
    "rounds.edition": EDITION,
    "rounds_desk.dates": EDITION,
    "rounds_desk.edition": EDITION,
    "rounds_desk.add_round": EDITION,
    "rounds_desk.renew_preview": DRAFT,
    "rounds_desk.make_public": DRAFT,
    "rounds_desk.delete_edition": DRAFT,
    "rounds_desk.delete_round": DRAFT_ROUND,
    "rounds_desk.": VOTING,
    "organisations.": ORGANISATION,
    "places.": PLACE,
    "neighbourhoods.": PLACE,
    "places_desk.": PLACE,
}
#: One number out of the demo city for each part of an address; `:slug` is the round above.
NUMBERS = {
    "project_id": (
        "SELECT min(projects.id) FROM projects JOIN rounds ON rounds.id = round_id WHERE slug = "
        "'agir-2026-bagatelle'"
    ),
    "price_id": "SELECT min(id) FROM price_items",
    "question_id": "SELECT min(id) FROM sheet_questions",
    "assignment_id": (
        "SELECT min(assignments.id) FROM assignments JOIN projects ON projects.id = project_id "
        "JOIN rounds ON rounds.id = round_id WHERE slug = 'agir-2026-bagatelle'"
    ),
    "residency_id": "SELECT min(id) FROM residencies WHERE state = 'asked'",
    "person_id": "SELECT id FROM people WHERE demo_part = 'reviewer'",
    "invitation_id": "SELECT min(id) FROM invitations",
    "role_id": "SELECT min(id) FROM given_roles WHERE role = 'translator'",
    "merge_id": "SELECT min(id) FROM merges",
    "message_id": "SELECT min(id) FROM messages",
    "ending_id": "SELECT min(id) FROM round_endings",
    "move_id": "SELECT coalesce(min(id), 1) FROM moved_dates",
    "request_id": "SELECT coalesce(max(id), 1) FROM publication_requests",
    "seat_id": (
        "SELECT min(committee_seats.id) FROM committee_seats JOIN rounds ON rounds.id = round_id "
        "WHERE slug = 'agir-2026-saint-michel'"
    ),
    "jury_seat_id": "SELECT min(id) FROM jury_seats",
    "meeting_id": (
        "SELECT min(meetings.id) FROM meetings JOIN rounds ON rounds.id = round_id WHERE slug = "
        "'agir-2026-saint-michel'"
    ),
    "number": (
        "SELECT min(number) FROM projects JOIN rounds ON rounds.id = round_id WHERE rounds.slug = "
        ":slug AND state <> 'draft'"
    ),
}
#: The secret of the draft's preview.
PREVIEW = "SELECT preview_token FROM editions WHERE public_at IS NULL"
#: The organisation that waits for an officer.
WAITING = "SELECT min(id) FROM organisations WHERE state = 'asked'"
#: The author's own project is where authors act.
AUTHORS = (
    "SELECT min(number) FROM projects JOIN people ON people.id = author_id WHERE demo_part = "
    "'author'"
)


def rules(app: Flask) -> list[Rule]:
    """Return the routes in a stable order, the joined files aside."""
    return sorted(
        (rule for rule in app.url_map.iter_rules() if rule.endpoint not in {"static", "accent"}),
        key=lambda rule: (rule.rule, rule.endpoint),
    )


def address(app: Flask, session: Session, rule: Rule, language: str = "en") -> str:
    """Return an address of the route in the demo city."""
    slug = round_of(rule.endpoint)
    parts: dict[str, Any] = {}
    for name in rule.arguments:
        if name in NUMBERS:
            is_own = name == "number" and slug == PROPOSING
            if rule.endpoint == "organisations_desk.one":
                parts[name] = session.scalar(text(WAITING))
                continue
            parts[name] = session.execute(
                text(AUTHORS if is_own else NUMBERS[name]),
                {} if ":slug" not in NUMBERS[name] or is_own else {"slug": slug},
            ).scalar()
        else:
            parts[name] = {
                "language": language,
                "slug": slug,
                "code": "fr",
                "token": "unknown",
                "secret": "unknown",
                "digest": "0" * 64,
                "file": 1,
                "key": "0" * 32,
                "size": "small",
            }[name]
    if rule.endpoint.startswith("previews."):
        parts["token"] = session.execute(text(PREVIEW)).scalar()
    with app.test_request_context():
        return url_for(rule.endpoint, **parts)


def round_of(endpoint: str) -> str:
    """Return the slug that an endpoint's address takes."""
    fitting = [beginning for beginning in ROUNDS if endpoint.startswith(beginning)]
    return ROUNDS[max(fitting, key=len)] if fitting else ""
