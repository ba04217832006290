"""The past of the demo city: the real vote of 2022, counted again from its files; nobody decides
anything on it here.
"""

from neighbourhood import clock
from neighbourhood.demo.sources import past_votes, source
from neighbourhood.demo.town import Town
from neighbourhood.pabulib import read
from neighbourhood.results.services import edition_for, import_round
from neighbourhood.rounds.services import change_edition

TITLE = {
    "fr": "Budget participatif de Toulouse 2022 – notre recomptage",
    "en": "Participatory budget of Toulouse 2022 – our recount",
    "nl": "Burgerbegroting van Toulouse 2022 – onze hertelling",
    "ar": "الميزانية التشاركية لتولوز 2022 – إعادة فرزنا",
    "tr": "Toulouse 2022 katılımcı bütçesi – bizim yeniden sayımımız",
    "fa": "بودجه‌ریزی مشارکتی تولوز ۲۰۲۲ – بازشماری ما",
    "uk": "Громадський бюджет Тулузи 2022 – наш перерахунок",
}


def recount_past_votes(town: Town) -> None:
    """Let the staff read the twenty files as sealed rounds of one edition, each in its
    neighbourhood.
    """
    actor = town.acting("staff")
    elections = {number: read(file) for number, file in past_votes().items()}
    edition = edition_for(town.session, elections[1], actor=actor, now=clock.now())
    change_edition(town.session, edition, title=TITLE, actor=actor, now=clock.now())
    for neighbourhood in source("neighbourhoods")["neighbourhoods"]:
        import_round(
            town.session,
            elections[neighbourhood["number"]],
            town.places[neighbourhood["slug"]],
            edition=edition,
            actor=actor,
            now=clock.now(),
        )
