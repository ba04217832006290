"""The published result, `result.json`: its formats and its parts."""

from dataclasses import dataclass

#: The first format, which names no licence of the data.
FORMAT_1 = "neighbourhood-result/1"
#: What is written now.
FORMAT = "neighbourhood-result/2"
FORMATS = (FORMAT_1, FORMAT)


@dataclass(frozen=True)
class Licence:
    """The licence under which the data are given away: its own name, and where its text stands."""

    name: str
    url: str
