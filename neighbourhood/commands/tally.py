"""`neighbourhood tally`: counts a Pabulib file without a database."""

import json
import os
from collections.abc import Sequence
from typing import Any

import click

from neighbourhood.commands.bad_input import BadInput
from neighbourhood.pabulib import Election, PabulibError, read
from neighbourhood.pabulib.errors import one_line
from neighbourhood.pabulib.numbers import whole_number
from neighbourhood.tally import STARTS, Outcome, Parameters, TallyError, count, from_election
from neighbourhood.tally.pabulib_votes import default_utility
from neighbourhood.tally.plain import amount
from neighbourhood.tally.rules import COMPLETIONS, UTILITIES, is_rule, rule_names


@click.command("tally")
@click.argument("file", type=click.Path())
@click.option(
    "--rule",
    default="greedy",
    show_default=True,
    metavar="RULE",
    help="One of: " + ", ".join(rule_names()),
)
@click.option(
    "--utility",
    metavar="NAME",
    help=f"Default: cost for approvals, else points. One of: {', '.join(UTILITIES)}",
)
@click.option(
    "--completion",
    default="none",
    metavar="NAME",
    help="Of equal shares, one of: " + ", ".join(COMPLETIONS),
)
@click.option(
    "--start",
    default="rounded-down",
    metavar="NAME",
    help="Of add1, the first share: " + " or ".join(STARTS),
)
@click.option(
    "--step", default="1", metavar="N", help="Of add1: whole units more for every voter at a time."
)
@click.option("--minimum-votes", default="0", metavar="N", help="Votes a project needs at least.")
@click.option(
    "--tie-seed", metavar="TEXT", help="Seed of the lot; without it the project id as text decides."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def tally(
    file: str, rule: str, utility: str | None, completion: str, as_json: bool, **more: Any
) -> None:
    """Count the votes of a Pabulib FILE.pb."""
    _check_choice(file, "--rule", rule, rule_names())
    _check_choice(file, "--utility", utility or "cost", UTILITIES)
    _check_choice(file, "--completion", completion, COMPLETIONS)
    _check_choice(file, "--start", more["start"], STARTS)
    more |= {
        "step": _number(file, "--step", more["step"], 1),
        "minimum_votes": _number(file, "--minimum-votes", more["minimum_votes"], 0),
    }
    # Only now: a wrong option is refused before a large file is read.
    election = _read(file)
    projects, ballots, fund, scale = from_election(election)
    utility = utility or default_utility(election.vote_type)
    parameters = Parameters(rule=rule, utility=utility, completion=completion, unit=scale, **more)
    try:
        outcome = count(projects, ballots, fund, parameters)
    except TallyError as error:
        raise BadInput(f"{file}: cannot count: {error}; expected other options") from None
    if as_json:
        click.echo(json.dumps(outcome.to_json(scale=scale), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(election, outcome, scale)))


def _check_choice(file: str, option: str, value: str, known: Sequence[str]) -> None:
    # A rule may also be named with its version, which the list for people leaves out.
    if value in known or (option == "--rule" and is_rule(value)):
        return
    raise BadInput(f"{file}: {option} is '{value}'; expected one of {', '.join(known)}")


def _number(file: str, option: str, text: str, least: int) -> int:
    number = whole_number(text)
    if number is None or number < least:
        raise BadInput(f"{file}: {option} is '{text}'; expected a whole number, {least} or more")
    return number


def _read(file: str) -> Election:
    try:
        return read(file)
    except PabulibError as error:
        raise BadInput(str(error.in_file(file))) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        raise BadInput(f"{file}, line 0: {reason}; expected a readable .pb file") from None


def _lines(election: Election, outcome: Outcome, scale: int) -> Sequence[str]:
    parameters = outcome.parameters
    names = {project.id: project.name for project in election.projects}
    lines = [
        f"{os.path.basename(election.name)}: {outcome.voters} ballots, {len(outcome.projects)} "
        "projects",
        f"rule {parameters.rule}, utility {parameters.utility}, completion {parameters.completion}",
        f"selected {len(outcome.selected)} for {amount(outcome.spent, scale)} of "
        f"{amount(outcome.fund, scale)}",
    ]
    for order, project in enumerate(outcome.selected, 1):
        result = outcome.projects[project]
        name = one_line(names[project])
        lines.append(
            f"{order:4}. {project}  {name}  cost {amount(result.cost, scale)}, votes {result.votes}"
        )
    lines.append("not selected")
    losers = [item for item in outcome.projects.items() if not item[1].is_selected]
    for project, result in sorted(losers, key=lambda item: (-item[1].votes, item[0])):
        lines.append(
            f"      {project}  {one_line(names[project])}  votes {result.votes}, {result.reason}"
        )
    return lines
