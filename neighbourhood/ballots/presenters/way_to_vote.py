"""What it takes to vote, for whoever cannot yet: the steps, and which of them are done."""

from dataclasses import dataclass

from flask import request, url_for

from neighbourhood.ballots.presenters.names import place_of
from neighbourhood.ballots.queries import OpenVote, has_voted_online
from neighbourhood.languages import _
from neighbourhood.people.presenters import ResidencyView, residency_view
from neighbourhood.people.queries import residency_history
from neighbourhood.places.models import Place
from neighbourhood.places.presenters import place_name
from neighbourhood.web.panels import Reading, Way
from neighbourhood.web.times import show_deadline


@dataclass(frozen=True)
class VotingStep:
    """One step on the way to the ballot, with where it is done; ticked once it is."""

    name: str
    text: str
    is_done: bool
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class WayToVote:
    """The way to a ballot for a reader who cannot fill it in yet."""

    slug: str
    place: str
    #: Where the reader's home is confirmed, if elsewhere.
    lives_in: str
    has_voted: bool
    until: str
    steps: tuple[VotingStep, ...]


def way_to_vote(reader: Reading, open_vote: OpenVote) -> WayToVote:
    """Return what the reader has still to do before they can vote in a round."""
    actor = reader.actor
    claims = residency_history(reader.session, actor.person_id) if actor.person_id else []
    home = reader.session.get(Place, actor.place_id) if actor.place_id else None
    residency = residency_view(claims, reader.now)
    place = place_of(open_vote)
    end = show_deadline(open_vote.closes_at or open_vote.instant)
    return WayToVote(
        slug=open_vote.slug,
        place=place,
        lives_in=str(place_name(home)) if home else "",
        has_voted=has_voted_online(reader.session, open_vote.slug, actor),
        until=_("You can vote until %(end)s, and change your vote until then.", end=end),
        steps=(
            _account(actor.is_signed_in),
            _saying_where(residency, place, is_signed_in=actor.is_signed_in),
            _confirmed(residency),
            _voting(),
        ),
    )


def _account(is_done: bool) -> VotingStep:
    # Both come back here afterwards, also by the mailed link.
    ways = (
        Way(_("Sign in"), url_for("people.sign_in", next=request.path)),
        Way(_("Sign up"), url_for("people.sign_up", next=request.path)),
    )
    text = _(
        "You need a name to be called by and an e-mail address. It takes about two minutes: we "
        "mail you a link."
    )
    return VotingStep(_("Have an account"), text, is_done, () if is_done else ways)


def _saying_where(residency: ResidencyView, place: str, *, is_signed_in: bool) -> VotingStep:
    is_done = residency.asked is not None
    way = Way(_("Say where you live"), url_for("people.residency"))
    text = _(
        "Only people who live in %(place)s vote here. Nobody asks for your nationality.",
        place=place,
    )
    return VotingStep(
        _("Say where you live"),
        text,
        is_done,
        (way,) if is_signed_in and not is_done else (),
    )


def _confirmed(residency: ResidencyView) -> VotingStep:
    if residency.asked is not None:
        return VotingStep(
            _("An officer confirms it"),
            # Both ways together would contradict the one that this person has chosen.
            residency.what_next,
            False,
            (Way(_("See your request"), url_for("people.residency")),),
        )
    text = _(
        "You show an officer a document with your address, or you talk to them: you need no "
        "papers. How long it takes depends on when you meet, so do not wait for the last day."
    )
    return VotingStep(_("An officer confirms it"), text, False)


def _voting() -> VotingStep:
    text = _(
        "You choose projects, see what will be counted, and cast your ballot. You get a receipt."
    )
    return VotingStep(_("Vote"), text, False)
