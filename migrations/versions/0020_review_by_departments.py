"""Keep departments, their sheets, and who looks at which project."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

ANSWER = "answer IN ('yes', 'no', 'not_applicable')"
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables, and the standard reason of a refusal."""
    _departments()
    _assignments()
    _sheets()
    with op.batch_alter_table("reviews") as table:
        table.add_column(
            sa.Column("standard_reason", sa.String(length=40), nullable=False, server_default="")
        )
        table.drop_constraint(op.f("ck_reviews_reason"), type_="check")
        table.create_check_constraint(
            op.f("ck_reviews_reason"),
            "verdict = 'feasible' OR reason <> '' OR standard_reason <> ''",
        )
        table.create_check_constraint(
            op.f("ck_reviews_standard_reason"),
            "standard_reason = '' OR verdict = 'not_feasible'",
        )
    with op.batch_alter_table("reviews") as table:
        table.alter_column("standard_reason", server_default=None)


def _departments() -> None:
    op.create_table(
        "departments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("mailbox", sa.String(length=254), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("slug", name=op.f("uq_departments_slug")),
    )
    op.create_table(
        "department_categories",
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        _key("department_categories", "department_id", "departments.id"),
        _key("department_categories", "category_id", "categories.id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(
            "department_id", "category_id", name=op.f("pk_department_categories")
        ),
    )
    _index("department_categories", "category_id")
    op.create_table(
        "department_members",
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _key("department_members", "department_id", "departments.id"),
        _key("department_members", "person_id", "people.id"),
        sa.PrimaryKeyConstraint("department_id", "person_id", name=op.f("pk_department_members")),
    )
    _index("department_members", "person_id")


def _assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("assigned_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("told_at", INSTANT, nullable=True),
        _key("assignments", "project_id", "projects.id"),
        _key("assignments", "department_id", "departments.id"),
        _key("assignments", "reviewer_id", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint(
            "project_id", "department_id", name=op.f("uq_assignments_project_id_department_id")
        ),
    )
    _index("assignments", "department_id", "answered_at")
    _index("assignments", "reviewer_id")
    op.create_table(
        "review_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        _key("review_notes", "project_id", "projects.id"),
        _key("review_notes", "written_by_id", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_notes")),
    )
    _index("review_notes", "project_id")
    _index("review_notes", "written_by_id")


def _sheets() -> None:
    op.create_table(
        "sheet_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("hint", sa.JSON(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("asked_since", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('formal', 'substance')", name=op.f("ck_sheet_questions_kind")),
        _key("sheet_questions", "department_id", "departments.id"),
        _key("sheet_questions", "replaces_id", "sheet_questions.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_questions")),
    )
    _index("sheet_questions", "department_id")
    op.create_table(
        "sheet_answers",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=False),
        sa.Column("project_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(ANSWER, name=op.f("ck_sheet_answers_answer")),
        _key("sheet_answers", "project_id", "projects.id"),
        _key("sheet_answers", "question_id", "sheet_questions.id"),
        _key("sheet_answers", "answered_by_id", "people.id"),
        sa.PrimaryKeyConstraint("project_id", "question_id", name=op.f("pk_sheet_answers")),
    )
    _index("sheet_answers", "question_id")
    _index("sheet_answers", "answered_by_id")
    op.create_table(
        "released_answers",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.CheckConstraint(ANSWER, name=op.f("ck_released_answers_answer")),
        _key("released_answers", "review_id", "reviews.id"),
        _key("released_answers", "question_id", "sheet_questions.id"),
        sa.PrimaryKeyConstraint("review_id", "question_id", name=op.f("pk_released_answers")),
    )
    _index("released_answers", "question_id")


def _key(
    table: str, column: str, to: str, *, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
