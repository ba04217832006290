"""Let the categories of a recounted file belong to its edition, so that no resident is offered
them.
"""

import sqlalchemy as sa
from alembic import op

from neighbourhood.languages.names import UNKNOWN, code_of

revision = "0012"
down_revision = "0011"

#: Categories that stand only on projects of recounts, each with the first edition it came in with.
OF_RECOUNTS = """
UPDATE categories SET edition_id = (
  SELECT MIN(rounds.edition_id) FROM projects JOIN rounds ON rounds.id = projects.round_id
  WHERE projects.category_id = categories.id
)
WHERE EXISTS (SELECT 1 FROM projects WHERE projects.category_id = categories.id)
AND NOT EXISTS (
  SELECT 1 FROM projects JOIN rounds ON rounds.id = projects.round_id
  JOIN editions ON editions.id = rounds.edition_id
  WHERE projects.category_id = categories.id AND NOT editions.is_recount
)
"""


def upgrade() -> None:
    """Add the edition, and give it to categories that only recounts have used."""
    with op.batch_alter_table("categories") as categories:
        categories.add_column(sa.Column("edition_id", sa.Integer(), nullable=True))
        categories.create_foreign_key(
            op.f("fk_categories_edition_id"), "editions", ["edition_id"], ["id"]
        )
    op.create_index(op.f("ix_categories_edition_id"), "categories", ["edition_id"])
    op.execute(OF_RECOUNTS)
    _name_languages()


def _name_languages() -> None:
    """Put codes for the words, such as "polish", by which files named their languages."""
    projects = sa.table("projects", sa.column("language", sa.String()))
    categories = sa.table("categories", sa.column("id"), sa.column("name", sa.JSON()))
    connection = op.get_bind()
    for word in connection.scalars(sa.select(projects.c.language).distinct()).all():
        if _is_word(word):
            connection.execute(
                projects.update().where(projects.c.language == word).values(language=code_of(word))
            )
    for number, name in connection.execute(sa.select(categories.c.id, categories.c.name)).all():
        if any(map(_is_word, name)):
            # What already has a code stays before what gets one.
            named = {code_of(word): text for word, text in name.items() if _is_word(word)}
            kept = {code: text for code, text in name.items() if not _is_word(code)}
            connection.execute(
                categories.update().where(categories.c.id == number).values(name={**named, **kept})
            )


def _is_word(language: str) -> bool:
    # Our own codes are at most like `zh_Hant`, and begin with two or three small letters.
    base = language.partition("_")[0]
    return language != UNKNOWN and not (len(base) in (2, 3) and base.islower())
