"""What is done to results, one verb a file."""

from neighbourhood.results.services.answer_request import confirm_publication, refuse_publication
from neighbourhood.results.services.ask_publication import ask_publication
from neighbourhood.results.services.compose import compose_publication
from neighbourhood.results.services.enter_council_act import enter_council_act
from neighbourhood.results.services.export_round import export_round
from neighbourhood.results.services.import_round import edition_for, import_round

__all__ = [
    "ask_publication",
    "compose_publication",
    "confirm_publication",
    "edition_for",
    "enter_council_act",
    "export_round",
    "import_round",
    "refuse_publication",
]
