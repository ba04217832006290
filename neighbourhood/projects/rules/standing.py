"""When a project may be written, changed, handed in, taken back and judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from neighbourhood.projects.rules.content import LARGEST_AMOUNT, require_length
from neighbourhood.projects.rules.reasons import require_known_reason
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.documents import FrozenProject
from neighbourhood.rounds.rules import PhaseKind, awaits_shortlist, phase_of, require_phase
from neighbourhood.rounds.rules.constraints import Candidate, Constraints, effective
from neighbourhood.rounds.rules.endings import Endable, require_going_on

MOST_REASON = 2000
MOST_CORRECTION = 300
MOST_DEPARTMENT = 120
MOST_WITHDRAWAL = 500


class ProjectState(StrEnum):
    """Where a project stands, from its first sentence to the city's verdict."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ASKED_BACK = "asked_back"
    FEASIBLE = "feasible"
    NOT_FEASIBLE = "not_feasible"
    WITHDRAWN = "withdrawn"
    #: It went on in another project, with the consent of all its authors.
    MERGED = "merged"
    #: Others had more support, or the jury chose others; the round's departments do not look at it.
    NOT_SHORTLISTED = "not_shortlisted"


class Verdict(StrEnum):
    """What a review finds; the project passes into the state of the same name."""

    FEASIBLE = "feasible"
    NOT_FEASIBLE = "not_feasible"
    #: No verdict yet but a question: the author may change the text until a date.
    ASKED_BACK = "asked_back"


AFTER_SUBMISSION = (
    ProjectState.FEASIBLE,
    ProjectState.NOT_FEASIBLE,
    ProjectState.ASKED_BACK,
    ProjectState.WITHDRAWN,
    ProjectState.MERGED,
)
#: State -> the states it may pass into.
TRANSITIONS: dict[str, tuple[ProjectState, ...]] = {
    ProjectState.DRAFT: (ProjectState.SUBMITTED, ProjectState.WITHDRAWN),
    ProjectState.SUBMITTED: (*AFTER_SUBMISSION, ProjectState.NOT_SHORTLISTED),
    ProjectState.ASKED_BACK: (ProjectState.SUBMITTED, *AFTER_SUBMISSION),
    ProjectState.FEASIBLE: AFTER_SUBMISSION,
    # Only what may still come onto the ballot becomes a part of something.
    ProjectState.NOT_FEASIBLE: tuple(
        state for state in AFTER_SUBMISSION if state != ProjectState.MERGED
    ),
    ProjectState.WITHDRAWN: (),
    ProjectState.MERGED: (),
    ProjectState.NOT_SHORTLISTED: (ProjectState.WITHDRAWN,),
}
PUBLIC_STATES = (
    ProjectState.SUBMITTED,
    ProjectState.ASKED_BACK,
    ProjectState.FEASIBLE,
    ProjectState.NOT_FEASIBLE,
    ProjectState.WITHDRAWN,
    ProjectState.MERGED,
    ProjectState.NOT_SHORTLISTED,
)
HIDDEN_STATES = tuple(state for state in ProjectState if state not in PUBLIC_STATES)
JUDGED_STATES = (ProjectState.FEASIBLE, ProjectState.NOT_FEASIBLE)
#: Projects that may still come onto the ballot.
HOPEFUL_STATES = (ProjectState.SUBMITTED, ProjectState.ASKED_BACK, ProjectState.FEASIBLE)
#: A special rule may name a project until its author takes it back; one that is refused may still
#: turn out feasible.
NAMED_STATES = (ProjectState.SUBMITTED, ProjectState.ASKED_BACK, *JUDGED_STATES)


@dataclass(frozen=True)
class Judgement:
    """A department's verdict with its public reason, which is the question where it asks back;
    `corrections` are {cost line position: (amount, reason)}. Before `answer_by` the author may
    answer what is asked back.
    """

    verdict: str
    reason: str
    language: str
    department: str = ""
    corrections: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    answer_by: datetime | None = None
    #: A code of `reasons.StandardReason`, "" where the reason is in the reviewer's words alone.
    standard_reason: str = ""


class Listing(Endable, Protocol):
    """A round as far as it says whether its list of projects still changes."""

    @property
    def list_closed_at(self) -> datetime | None:
        """Return when its list was closed."""
        ...


def require_transition(state: str, to: str) -> None:
    """Raise NotNow unless a project may pass from `state` to `to`."""
    if to not in TRANSITIONS[state]:
        raise NotNow(f"project_is_{state}")


def is_public(state: str, submitted_at: datetime | None) -> bool:
    """Say whether everybody may read a project: all but drafts, also those taken back before they
    were handed in.
    """
    if state == ProjectState.WITHDRAWN:
        return submitted_at is not None
    return state != ProjectState.DRAFT


def require_not_frozen(round_: Listing) -> None:
    """Raise NotNow once the list was closed or the vote opened, since then nothing of a project
    changes.
    """
    require_unopened(round_)
    if round_.list_closed_at is not None:
        raise NotNow("list_is_closed", closed=round_.list_closed_at)


def require_unopened(round_: Listing) -> None:
    """Raise NotNow once the vote was opened."""
    if round_.opened_at is not None:
        raise NotNow("projects_frozen", opened=round_.opened_at)


class Reviewable(Listing, Protocol):
    """A round as far as its projects are changed and reviewed."""

    @property
    def shortlisted_at(self) -> datetime | None:
        """Return when its short list was made."""
        ...


def require_may_write(round_: Listing, now: datetime) -> None:
    """Raise NotNow unless projects may be written and handed in: in the propose phase."""
    require_going_on(round_, now)
    require_not_frozen(round_)
    require_phase(round_.phases, PhaseKind.PROPOSE, now)


def require_may_submit(round_: Listing, state: str, now: datetime) -> None:
    """Raise NotNow unless a project in this state may be handed in for the first time."""
    if state != ProjectState.DRAFT:
        raise NotNow(f"project_is_{state}")
    require_may_write(round_, now)


def require_may_edit(
    round_: Listing, state: str, now: datetime, *, answer_by: datetime | None = None
) -> None:
    """Raise NotNow unless the text may change: a draft while proposing runs, what was handed in
    until review begins, what was asked back before `answer_by`.
    """
    require_going_on(round_, now)
    require_not_frozen(round_)
    if state == ProjectState.ASKED_BACK:
        _require_time_to_answer(answer_by, now)
        return
    if state not in (ProjectState.DRAFT, ProjectState.SUBMITTED):
        raise NotNow(f"project_is_{state}")
    review = phase_of(round_.phases, PhaseKind.REVIEW)
    shortlist = phase_of(round_.phases, PhaseKind.SHORTLIST)
    # Nobody supports one text and gets another.
    if state == ProjectState.SUBMITTED and shortlist is not None and shortlist.starts_at <= now:
        raise NotNow("shortlist_has_begun", began=shortlist.starts_at)
    # What was handed in may be put right between the two phases; a draft may not, since it could no
    # longer be handed in.
    if state == ProjectState.SUBMITTED and review is not None:
        if review.starts_at <= now:
            raise NotNow("review_has_begun", began=review.starts_at)
        return
    require_phase(round_.phases, PhaseKind.PROPOSE, now)


def require_may_answer(
    round_: Listing, state: str, now: datetime, *, answer_by: datetime | None
) -> None:
    """Raise NotNow unless a project that was asked back may be handed in again."""
    require_going_on(round_, now)
    require_not_frozen(round_)
    if state != ProjectState.ASKED_BACK:
        raise NotNow(f"project_is_{state}")
    _require_time_to_answer(answer_by, now)


def _require_time_to_answer(answer_by: datetime | None, now: datetime) -> None:
    if answer_by is None or answer_by <= now:
        raise NotNow("answer_too_late", ended=answer_by)


def require_may_withdraw(round_: Listing, state: str) -> None:
    """Raise NotNow unless the author may take the project back: until the vote was opened, also
    from a closed list, where its number stays empty.
    """
    require_unopened(round_)
    require_transition(state, ProjectState.WITHDRAWN)


def require_may_review(round_: Reviewable, state: str, now: datetime) -> None:
    """Raise NotNow unless a verdict may be given or changed: from the review phase, and from when a
    short list was made, until the vote was opened.
    """
    require_going_on(round_, now)
    require_not_frozen(round_)
    if awaits_shortlist(round_):
        raise NotNow("shortlist_awaited")
    # A verdict may be changed, so a state that passes into one verdict passes into both.
    require_transition(state, ProjectState.FEASIBLE)
    review = phase_of(round_.phases, PhaseKind.REVIEW)
    if review is not None and now < review.starts_at:
        raise NotNow("review_not_yet", starts=review.starts_at)


def require_answered(
    state: str, verdict: str, now: datetime, *, promised: datetime | None, asked: datetime | None
) -> None:
    """Raise a refusal for a verdict on a project whose author may still answer: until the instant
    that they were `promised`, they may only get more time, to `asked`.
    """
    if state != ProjectState.ASKED_BACK or promised is None or promised <= now:
        return
    if verdict != Verdict.ASKED_BACK:
        raise NotNow("author_may_answer", until=promised)
    if asked is not None and asked < promised:
        raise Invalid("answer_by_shorter", field="answer_by", until=promised)


def require_answer_by(round_: Listing, answer_by: datetime | None, now: datetime) -> None:
    """Raise Invalid unless there is a date for an answer, ahead of us and before the vote."""
    if answer_by is None:
        raise Invalid("answer_by_missing", field="answer_by")
    if answer_by <= now:
        raise Invalid("answer_by_past", field="answer_by")
    vote = phase_of(round_.phases, PhaseKind.VOTE)
    # Before it and not with it: somebody has to judge the answer.
    if vote is not None and vote.starts_at <= answer_by:
        raise Invalid("answer_by_beyond_vote", field="answer_by", starts=vote.starts_at)


def require_sound_judgement(judgement: Judgement, amounts: Mapping[int, int], *, fund: int) -> None:
    """Raise Invalid where a verdict lacks a part; `amounts` are {position: what the author wrote},
    in minor units.
    """
    if judgement.verdict not in set(Verdict):
        raise Invalid("verdict_unknown", field="verdict")
    require_length("reason", judgement.reason, MOST_REASON)
    require_length("department", judgement.department, MOST_DEPARTMENT)
    is_refusal = judgement.verdict == Verdict.NOT_FEASIBLE
    require_known_reason(judgement.standard_reason, is_refusal=is_refusal)
    if is_refusal and not judgement.reason and not judgement.standard_reason:
        raise Invalid("verdict_reason_missing", field="reason")
    if judgement.verdict == Verdict.ASKED_BACK and not judgement.reason:
        raise Invalid("question_missing", field="reason")
    for position, (amount, reason) in judgement.corrections.items():
        _require_sound_correction(position, amount, reason, amounts)
    # A refused project may cost anything; only what goes onto the ballot must fit into the fund.
    corrected = {position: amount for position, (amount, _reason) in judgement.corrections.items()}
    total = sum({**amounts, **corrected}.values())
    if judgement.verdict == Verdict.FEASIBLE and total > fund:
        raise Invalid("corrected_beyond_fund", field="verdict")
    if judgement.verdict == Verdict.FEASIBLE and total == 0:
        raise Invalid("corrected_to_zero", field="verdict")


def require_withdrawal_reason(reason: str) -> None:
    """Raise Invalid unless a reason is given, of a length that can be kept."""
    if not reason:
        raise Invalid("withdrawal_reason_missing", field="reason")
    require_length("reason", reason, MOST_WITHDRAWAL)


def require_same_version(known: int, current: int) -> None:
    """Raise NotNow where somebody changed the project since the writer opened it."""
    if known != current:
        raise NotNow("changed_meanwhile")


def as_frozen(project: Any) -> FrozenProject:
    """Return what the frozen rules keep of a project; `project` offers the model's fields, cost in
    minor units.
    """
    return FrozenProject(
        number=project.number,
        reference=project.reference,
        title=project.title,
        summary=project.summary,
        description=project.description,
        language=project.language,
        cost=project.cost,
        category=project.category.slug if project.category else "",
        category_name=project.category.name if project.category else {},
        place=project.place,
        list_number=project.list_number,
    )


def as_candidate(project: Any) -> Candidate:
    """Return what special rules see of a project; `project` offers the model's fields."""
    return Candidate(
        project.reference,
        project.title,
        project.cost,
        project.category.slug if project.category else "",
    )


def effective_among(constraints: Constraints, projects: Iterable[Any]) -> Constraints:
    """Return what of a round's special rules has an effect for these projects."""
    return effective(constraints, [as_candidate(project) for project in projects])


def _require_sound_correction(
    position: int, amount: int, reason: str, amounts: Mapping[int, int]
) -> None:
    if position not in amounts:
        raise Invalid("line_unknown", field="verdict", position=position)
    if not 0 <= amount <= LARGEST_AMOUNT:
        raise Invalid(
            "money_negative" if amount < 0 else "money_too_large",
            field=f"cost_lines-{position}-amount",
        )
    if not reason:
        raise Invalid("correction_reason_missing", field=f"cost_lines-{position}-reason")
    require_length(f"cost_lines-{position}-reason", reason, MOST_CORRECTION)
