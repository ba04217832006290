"""What rounds ask the room of short lists, which stands above this one."""

from sqlalchemy.orm import Session

from neighbourhood.questions import Question
from neighbourhood.rounds.models import Round

#: Its answer gives a round that is added to an edition the short list that the others have.
give_shortlist_of_edition: Question[[Session, Round], None] = Question(
    "which short list a round gets that is added to an edition"
)
#: Its answer raises NotNow where a phase for a short list has no terms.
require_shortlist_terms: Question[[Session, Round], None] = Question(
    "by which terms the short list of a round is made"
)
