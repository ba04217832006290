"""Let the categories of a recounted file belong to its edition, so that no resident is offered
them.
"""

import sqlalchemy as sa
from alembic import op

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
