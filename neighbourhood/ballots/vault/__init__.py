"""What keeps a vote secret: round keys, the box of encrypted ballots, how they are encrypted, and
the files of what was sealed.
"""

from dataclasses import dataclass

from neighbourhood.ballots.vault.archive import Archive
from neighbourhood.ballots.vault.keys import KeyRing


@dataclass(frozen=True)
class Vault:
    """Where keys lie while a vote is open, and where sealed files are kept."""

    keys: KeyRing
    archive: Archive
