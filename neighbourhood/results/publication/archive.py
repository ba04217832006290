"""The whole publication as one zip file with the same bytes whenever it is made."""

import io
import zipfile
from collections.abc import Mapping

from neighbourhood.canonical import digest
from neighbourhood.results.documents import FORMAT_1, FORMAT_2, from_json

NAMES = ("result.json", "ballots.pb", "projects.csv", "rules.json", "README.txt", "digests.txt")
#: A zip file wants a time; the same one each time, so that the bytes do not change.
INSTANT = (1980, 1, 1, 0, 0, 0)

README = """\
The result of a vote, for everybody to recount
==============================================

result.json    the result: every project with its votes, its cost, whether it was chosen and why, step by step;
               what was decided; how many took part; the hashes of the receipts
ballots.pb     the ballots without their voters, in the Pabulib format (a text file, see https://pabulib.org/format)
projects.csv   the projects as a table for a spreadsheet
rules.json     the rules as they were frozen when the vote opened: fund, projects, costs, ballot, and the rule of the count
digests.txt    the SHA-256 of each file

With a computer: install this program on any machine and run

    neighbourhood recount publication.zip

It says what it checked, and ends with exit code 0 where the count gives the published result, with 1 where it does not.
`sha256sum -c digests.txt` checks the files alone. Compare the SHA-256 of result.json with the one on the results page:

    {digest}

By hand: ballots.pb can be opened with any spreadsheet (the cells are parted by semicolons). Count in how many ballots each
project stands; result.json says under "projects" how many it should be. The rule is named under "count", and
"count" / "steps" tells in order what was done with which project, with the amounts in the smallest unit of the currency.

Where fewer than 30 people voted, or the city said so before the vote, ballots.pb holds no ballots: they could tell who
voted for what. Then the votes of each project are in its PROJECTS section, and `recount` says how far it can go.

A receipt shows that somebody's taking part is in the published number. It does not show what was counted.
"""  # noqa: E501 (the bytes of every publication hang on these lines)
#: What the third format says instead of a line of the first two.
SAID_BEFORE = "With a computer: install this program on any machine and run"
SAID_NOW = """\
With a computer: the program is called "neighbourhood". It is free software under the European
Union Public Licence 1.2: the city that gave you these files runs it and can tell you where to have
it. Install it on any machine and run"""
TABLE_BEFORE = "projects.csv   the projects as a table for a spreadsheet"
TABLE_NOW = """\
projects.csv   the projects as a table for programs: the cells parted by commas, amounts with a
               decimal point; the results page also has it as a workbook for spreadsheets"""
LICENCE = """
The city gives these data away under the licence {name}: {url}
"""
LICENCE_OF_RECOUNT = """
The city gives this recount away under the licence {name}: {url}
The votes are not its own; result.json names their source under "edition".
"""


def readme(result_json: str) -> str:
    """Return the README that goes with a result: the text of that result's own format, so that old
    publications stay as they are.
    """
    result = from_json(result_json)
    text = README
    if result.format not in (FORMAT_1, FORMAT_2):
        text = text.replace(SAID_BEFORE, SAID_NOW).replace(TABLE_BEFORE, TABLE_NOW)
    text = text.format(digest=digest(result_json))
    if result.format == FORMAT_1 or result.licence is None:
        return text
    licence = LICENCE_OF_RECOUNT if result.edition.is_recount else LICENCE
    return text + licence.format(name=result.licence.name, url=result.licence.url)


def files(
    result_json: str, ballots_pb: str, projects_csv: str, rules_json: str
) -> dict[str, bytes]:
    """Return the files of a publication by name, with their hashes in `digests.txt`."""
    texts = {
        "result.json": result_json,
        "ballots.pb": ballots_pb,
        "projects.csv": projects_csv,
        "rules.json": rules_json,
        "README.txt": readme(result_json),
    }
    # Last, over all the others.
    texts["digests.txt"] = "".join(f"{digest(text)}  {name}\n" for name, text in texts.items())
    return {name: text.encode() for name, text in texts.items()}


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """Return the files as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            entry = zipfile.ZipInfo(name, INSTANT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Else some unzip programs write files that nobody may read.
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[name])
    return out.getvalue()
