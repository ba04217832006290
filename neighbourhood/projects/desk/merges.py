"""What waits for officers: the authors of dictated projects who are asked about a merge."""

from datetime import datetime
from typing import Any

from neighbourhood.languages import _dl
from neighbourhood.permissions import Action, Actor, Role, decide
from neighbourhood.projects import queries
from neighbourhood.web.waiting import Waiting


def authors_to_ask(database: Any, reader: Actor, _now: datetime) -> list[Waiting]:
    """Tell officers for whose projects, entered for somebody without an account, an answer is
    missing.
    """
    if not reader.holds_anywhere(Role.OFFICER):
        return []
    return [
        Waiting(
            _dl("Ask the author of a dictated project: %(title)s", title=merge.whole.title),
            "projects.merge",
            merge.proposed_at,
            {"slug": merge.round.slug, "merge_id": merge.id},
        )
        for merge in queries.dictated_merges(database)
        if decide(reader, Action.ANSWER_MERGE, merge).is_allowed
    ]
