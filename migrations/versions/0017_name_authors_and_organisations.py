"""Keep organisations, and who writes a project together."""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add those who write a project together with its first author, the register of organisations,
    the codes by which people join either, and the organisations behind a project.
    """
    _write_together()
    _join_by_codes()
    _keep_organisations()
    _name_those_behind()


def _write_together() -> None:
    op.create_table(
        "project_authors",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", Instant(timezone=True), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_authors_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_project_authors_person_id")
        ),
        sa.PrimaryKeyConstraint("project_id", "person_id", name=op.f("pk_project_authors")),
    )
    op.create_index(op.f("ix_project_authors_person_id"), "project_authors", ["person_id"])
    op.create_table(
        "join_requests",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("answered_at", Instant(timezone=True), nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_join_requests_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_join_requests_person_id")
        ),
        sa.PrimaryKeyConstraint("project_id", "person_id", name=op.f("pk_join_requests")),
    )
    op.create_index(op.f("ix_join_requests_person_id"), "join_requests", ["person_id"])
    op.add_column(
        "projects",
        sa.Column("is_author_named", sa.Boolean(), nullable=False, server_default=sa.true()),
    )


def _join_by_codes() -> None:
    op.create_table(
        "join_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("expires_at", Instant(timezone=True), nullable=False),
        sa.Column("used_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_join_codes_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_join_codes_code_hash")),
    )
    op.create_index(op.f("ix_join_codes_thing"), "join_codes", ["thing"])


def _keep_organisations() -> None:
    found = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("search_text", found, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=600), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("officer_contact", sa.String(length=300), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", Instant(timezone=True), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=True),
        sa.Column("confirmed_at", Instant(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'confirmed', 'refused', 'ended')",
            name=op.f("ck_organisations_state"),
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_at IS NOT NULL",
            name=op.f("ck_organisations_confirmed_by_somebody"),
        ),
        sa.CheckConstraint(
            "state <> 'refused' OR reason <> ''",
            name=op.f("ck_organisations_refused_with_reason"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_organisations_{column}")
            )
            for column, table in (
                ("place_id", "places"),
                ("entered_by_id", "people"),
                ("confirmed_by_id", "people"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_organisations_submission_key")),
    )
    op.create_index(op.f("ix_organisations_place_id"), "organisations", ["place_id"])
    op.create_index(op.f("ix_organisations_entered_by_id"), "organisations", ["entered_by_id"])
    is_living = sa.text("state IN ('asked', 'confirmed')")
    op.create_index(
        "uq_organisations_name",
        "organisations",
        ["place_id", "search_text"],
        unique=True,
        sqlite_where=is_living,
        postgresql_where=is_living,
    )
    op.create_table(
        "organisation_members",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_members_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_organisation_members_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "person_id", name=op.f("pk_organisation_members")
        ),
    )
    op.create_index(
        op.f("ix_organisation_members_person_id"), "organisation_members", ["person_id"]
    )


def _name_those_behind() -> None:
    by = "carried_out_by"
    with op.batch_alter_table("projects") as projects:
        projects.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        projects.add_column(
            sa.Column(by, sa.String(length=20), nullable=False, server_default="city")
        )
        projects.add_column(sa.Column("host_organisation_id", sa.Integer(), nullable=True))
        projects.add_column(
            sa.Column("host_name", sa.String(length=120), nullable=False, server_default="")
        )
        for column in ("organisation_id", "host_organisation_id"):
            projects.create_foreign_key(
                op.f(f"fk_projects_{column}"), "organisations", [column], ["id"]
            )
        projects.create_check_constraint(
            op.f("ck_projects_carried_out_by"),
            "carried_out_by IN ('city', 'organisation', 'group')",
        )
        projects.create_check_constraint(
            op.f("ck_projects_host_carries"),
            "(carried_out_by = 'city') = (host_organisation_id IS NULL)",
        )
    for column in ("organisation_id", "host_organisation_id"):
        op.create_index(op.f(f"ix_projects_{column}"), "projects", [column])
    op.create_table(
        "carrier_requests",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("answered_at", Instant(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("is_agreed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "NOT is_agreed OR answered_at IS NOT NULL", name=op.f("ck_carrier_requests_answered")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_carrier_requests_{column}")
            )
            for column, table in (
                ("project_id", "projects"),
                ("organisation_id", "organisations"),
                ("answered_by_id", "people"),
            )
        ),
        sa.PrimaryKeyConstraint("project_id", "organisation_id", name=op.f("pk_carrier_requests")),
    )
    op.create_index(
        op.f("ix_carrier_requests_organisation_id"), "carrier_requests", ["organisation_id"]
    )
