"""Only sealing can read a ballot: nobody else imports the question or the decryption. Held against
the source itself.
"""

import ast
import re
from pathlib import Path

import neighbourhood

PACKAGE = Path(neighbourhood.__file__).parent
SEALING = "ballots/services/sealing.py"


def sources() -> dict[str, str]:
    return {
        path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
    }


def imported(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_only_sealing_imports_the_ballot_box() -> None:
    assert [
        name
        for name, source in sources().items()
        if "neighbourhood.ballots.vault.ballot_box" in imported(source)
    ] == [SEALING]


def test_only_sealing_decrypts() -> None:
    users = [
        name
        for name, source in sources().items()
        if re.search(r"\bdecrypted\b|\.decrypt\(", source)
    ]
    assert sorted(users) == [SEALING, "ballots/vault/secrecy.py"]


def test_ciphertexts_are_named_where_they_are_written_and_where_they_are_sealed_only() -> None:
    users = [name for name, source in sources().items() if "ciphertext" in source]
    assert sorted(users) == [
        "ballots/models.py",
        "ballots/services/casting.py",
        SEALING,
        "ballots/vault/ballot_box.py",
        "ballots/vault/secrecy.py",
    ]


def test_casting_writes_ciphertexts_and_reads_none() -> None:
    source = sources()["ballots/services/casting.py"]
    assert "select(" not in source
    assert re.findall(r".*ciphertext.*", source) == [
        line for line in re.findall(r".*ciphertext.*", source) if "values(" in line
    ]


def test_nothing_reads_the_table_of_open_ballots_as_a_whole() -> None:
    assert [
        name
        for name, source in sources().items()
        if re.search(r"select\(OpenBallot\)|get\(OpenBallot", source)
    ] == []


def test_no_key_is_made_but_at_opening() -> None:
    users = [name for name, source in sources().items() if re.search(r"keys\.make\(", source)]
    assert users == ["ballots/services/opening.py"]
