"""How the count went, step by step: a heading, sentences and a drawn bar for each step of the published record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from neighbourhood.results import figures, why, words
from neighbourhood.web import drawings
from neighbourhood.web.filters import show_money
from neighbourhood.web.markup import _, _n


@dataclass(frozen=True)
class Shown:
    """One step as it is shown: its project's reference (None: about all), heading, sentences, bar; `kind` colours it."""

    heading: Any
    sentences: Sequence[Any]
    kind: str
    bar: drawings.Bar | None = None
    is_purse: bool = False
    rest_label: Any = None


def steps_of(result: Mapping[str, Any], names: why.Names) -> list[Shown]:
    """Return the steps of a published count in their order."""
    projects = {project["reference"]: project for project in result["projects"]}
    return [shown for step in result["count"]["steps"] for shown in _shown(step, result, projects, names)]


def _shown(step: Mapping[str, Any], result: Mapping[str, Any], projects: Mapping[str, Any], names: why.Names) -> Iterator[Shown]:
    if step["kind"] == "endowment":
        yield Shown(words.STEPS["endowment"], _endowment(step, result), "plain")
    elif step["kind"] == "comparison":
        yield Shown(words.STEPS["comparison"], _comparison(step), "plain")
    else:
        project = projects[step["project"]]
        is_taken = step["kind"] in ("selected", "prefunded")
        told = why.reasons({**project, "reason": {"code": step["kind"], "values": step}}, names)
        bar = _purse_bar(step, project) if "payment" in step else _fund_bar(step, result["fund"], project) if "fund_left" in step else None
        yield Shown(names[step["project"]], told, "leaf" if is_taken else "clay", bar, is_purse="payment" in step)


def _endowment(step: Mapping[str, Any], result: Mapping[str, Any]) -> list[Any]:
    voters = result["count"]["voters"]
    first, final = show_money(figures.rounded(step["first_endowment"])), show_money(figures.rounded(step["endowment"]))
    told = [_n(
        "The fund of %(fund)s is shared out: %(num)s voter gets %(share)s to spend.",
        "The fund of %(fund)s is shared out: each of the %(num)s voters gets %(share)s to spend.",
        voters, fund=show_money(result["fund"]), share=first,
    )]
    if step["increments"]:
        told.append(_(
            "Not every share could be used, so the share was raised step by step to %(share)s.",
            share=final,
        ))
    if "next_spent" in step:
        then = show_money(figures.rounded(step["next_endowment"]))
        told.append(_("At %(share)s the projects would cost %(spent)s, more than the fund.", share=then, spent=show_money(figures.rounded(step["next_spent"]))))
    return told


def _comparison(step: Mapping[str, Any]) -> list[Any]:
    shares, greedy, alike = step["prefer_equal_shares"], step["prefer_greedy"], step["indifferent"]
    won = (
        _("So equal shares decide.") if step["chosen"] == "equal-shares" else _("So the projects with the most votes decide.")
    )
    return [
        _n("%(num)s voter gets more of their projects by equal shares.", "%(num)s voters get more of their projects by equal shares.", shares),
        _n("%(num)s voter gets more by most votes first.", "%(num)s voters get more by most votes first.", greedy),
        _n("For %(num)s voter it makes no difference.", "For %(num)s voters it makes no difference.", alike), won,
    ]


def _fund_bar(step: Mapping[str, Any], fund: int, project: Mapping[str, Any]) -> drawings.Bar:
    is_taken = step["kind"] in ("selected", "prefunded")
    given = fund - figures.rounded(step["fund_left"])
    parts = [(_("Given before"), given, "plain"), (_("This project"), project["cost"], "leaf" if is_taken else "clay")]
    return drawings.fund_bar(fund, parts)


def _purse_bar(step: Mapping[str, Any], project: Mapping[str, Any]) -> drawings.Bar:
    in_full = figures.rounded(figures.exact(step["payment"]) * step["paid_in_full"]) if step["paid_in_full"] else 0
    full = min(in_full, project["cost"])
    parts = [(_("Paid in full"), full, "accent"), (_("Gave all they had left"), project["cost"] - full, "sun")]
    return drawings.fund_bar(project["cost"], parts)
