"""Keep pictures and documents of projects."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the two tables; the files lie under UPLOADS_URL."""
    op.create_table(
        "project_pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alternative", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 5", name=op.f("ck_project_pictures_position")),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_project_pictures_size")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_pictures_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_pictures")),
        sa.UniqueConstraint(
            "project_id", "position", name=op.f("uq_project_pictures_project_id_position")
        ),
    )
    op.create_index(op.f("ix_project_pictures_key"), "project_pictures", ["key"])
    op.create_table(
        "project_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 3", name=op.f("ck_project_documents_position")),
        sa.CheckConstraint("size > 0", name=op.f("ck_project_documents_size")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_documents_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_documents")),
        sa.UniqueConstraint(
            "project_id", "position", name=op.f("uq_project_documents_project_id_position")
        ),
    )
    op.create_index(op.f("ix_project_documents_key"), "project_documents", ["key"])
