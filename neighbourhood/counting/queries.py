"""Reads the vote of a sealed round."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.ballots.queries import sealed_ballots
from neighbourhood.counting.documents import SealedVote, cast_ballots
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round


def sealed_vote(session: Session, round_: Round, *, tie_seed: str = "") -> SealedVote:
    """Return what the count of a round follows from; raises NotNow before the round is sealed."""
    if round_.sealed_at is None or round_.frozen is None:
        raise NotNow("results_not_sealed")
    rules = round_.frozen.rules
    listed = {project.reference for project in rules.projects}
    ballots = sealed_ballots(session, round_.id)
    return SealedVote(
        round_.frozen.document,
        rules,
        cast_ballots((ballot.choices, ballot.multiplicity) for ballot in ballots),
        tuple(
            reference
            for reference in withdrawn_references(session, round_.id)
            if reference in listed
        ),
        tie_seed,
    )


def withdrawn_references(session: Session, round_id: int) -> list[str]:
    """Return the references of projects that were taken back, also after the ballot was printed."""
    question = select(Project.reference).where(
        Project.round_id == round_id, Project.state == ProjectState.WITHDRAWN
    )
    return sorted(session.scalars(question))
