"""A place for keys and sealed files, and an open vote."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from neighbourhood.ballots.vault import Vault
from neighbourhood.ballots.vault.archive import Archive
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.rounds.models import Round
from tests.ballots.builders import an_open_vote


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(KeyRing(tmp_path / "keys"), Archive(tmp_path / "sealed"))


@pytest.fixture
def round_(session: Session, vault: Vault) -> Round:
    return an_open_vote(session, vault.keys)
