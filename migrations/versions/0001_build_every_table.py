"""Build every table."""

import sqlalchemy as sa
from alembic import op

from neighbourhood.database.columns import Instant, MinorUnits, RandomId, Texts

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Change the tables forward; there is no way back."""
    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", Texts(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("slug", name=op.f("uq_categories_slug")),
    )
    op.create_table(
        "cities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("programme", Texts(), nullable=False),
        sa.Column("accent", sa.String(length=7), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("contact_text", sa.Text(), nullable=False),
        sa.Column("emblem", sa.LargeBinary(), nullable=True),
        sa.Column("emblem_digest", sa.String(length=64), nullable=False),
        sa.Column("strategy", Texts(), nullable=False),
        sa.Column("strategy_decision", sa.String(length=200), nullable=False),
        sa.Column("strategy_decided_on", sa.String(length=10), nullable=False),
        sa.Column("strategy_responsible", sa.String(length=200), nullable=False),
        sa.Column("equal_treatment", Texts(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_cities_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cities")),
    )
    op.create_table(
        "data_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_data_versions_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_versions")),
    )
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", Texts(), nullable=False),
        sa.Column("aims", Texts(), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=12), nullable=False),
        sa.Column("ballot_kind", sa.String(length=20), nullable=False),
        sa.Column("least_choices", sa.Integer(), nullable=False),
        sa.Column("most_choices", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("rule_parameters", sa.JSON(), nullable=False),
        sa.Column("who_proposes", sa.JSON(), nullable=False),
        sa.Column("youngest_voter", sa.Integer(), nullable=True),
        sa.Column("oldest_voter", sa.Integer(), nullable=True),
        sa.Column("quorum", sa.Integer(), nullable=True),
        sa.Column("published_ballots", sa.String(length=10), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("is_recount", sa.Boolean(), nullable=False),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("ballot_kind IN ('approval')", name=op.f("ck_editions_ballot_kind")),
        sa.CheckConstraint(
            "decided_by IN ('committee', 'vote')", name=op.f("ck_editions_decided_by")
        ),
        sa.CheckConstraint(
            "published_ballots IN ('ballots', 'counts')", name=op.f("ck_editions_published_ballots")
        ),
        sa.CheckConstraint(
            "least_choices >= 0 AND (most_choices IS NULL OR most_choices >= least_choices)",
            name=op.f("ck_editions_choices"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("slug", name=op.f("uq_editions_slug")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", Instant(timezone=True), nullable=False),
        sa.Column("send_after", Instant(timezone=True), nullable=False),
        sa.Column("sent_at", Instant(timezone=True), nullable=True),
        sa.Column("kept_at", Instant(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("message_id", name=op.f("uq_messages_message_id")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("ix_messages_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "ix_messages_sent_at_send_after", ["sent_at", "send_after"], unique=False
        )

    op.create_table(
        "neighbourhoods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("boundary", sa.JSON(), nullable=True),
        sa.Column("profile", Texts(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("population >= 0", name=op.f("ck_neighbourhoods_population")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhoods")),
        sa.UniqueConstraint("slug", name=op.f("uq_neighbourhoods_slug")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_confirmed_at", Instant(timezone=True), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("sign_in_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(timezone=True), nullable=False),
        sa.Column("demo_part", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("demo_part", name=op.f("uq_people_demo_part")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
    )
    op.create_table(
        "sign_ups",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("expires_at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_ups")),
    )
    op.create_table(
        "trail_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("payload_digest", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_entries")),
        sa.UniqueConstraint("digest", name=op.f("uq_trail_entries_digest")),
        sa.UniqueConstraint("previous", name=op.f("uq_trail_entries_previous")),
    )
    with op.batch_alter_table("trail_entries", schema=None) as batch_op:
        batch_op.create_index("ix_trail_entries_act", ["act"], unique=False)
        batch_op.create_index("ix_trail_entries_subject", ["subject"], unique=False)

    op.create_table(
        "tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tries")),
    )
    with op.batch_alter_table("tries", schema=None) as batch_op:
        batch_op.create_index("ix_tries_key_at", ["key", "at"], unique=False)

    op.create_table(
        "given_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", Instant(timezone=True), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["people.id"], name=op.f("fk_given_roles_given_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_given_roles_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_roles")),
    )
    with op.batch_alter_table("given_roles", schema=None) as batch_op:
        batch_op.create_index("ix_given_roles_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "uq_given_roles_city",
            ["person_id", "role"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND neighbourhood_id IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND neighbourhood_id IS NULL"),
        )
        batch_op.create_index(
            "uq_given_roles_neighbourhood",
            ["person_id", "role", "neighbourhood_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "mailed_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("expires_at", Instant(timezone=True), nullable=False),
        sa.Column("used_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_mailed_links_person_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_mailed_links")),
    )
    with op.batch_alter_table("mailed_links", schema=None) as batch_op:
        batch_op.create_index("ix_mailed_links_person_id", ["person_id"], unique=False)

    op.create_table(
        "residencies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("evidence_note", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", Instant(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("expires_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'confirmed' OR evidence_note = ''",
            name=op.f("ck_residencies_evidence_deleted"),
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'confirmed', 'refused', 'ended')", name=op.f("ck_residencies_state")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> person_id",
            name=op.f("ck_residencies_not_by_oneself"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name=op.f("fk_residencies_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_residencies_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residencies")),
    )
    with op.batch_alter_table("residencies", schema=None) as batch_op:
        batch_op.create_index("ix_residencies_neighbourhood_id", ["neighbourhood_id"], unique=False)
        batch_op.create_index("ix_residencies_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "uq_residencies_asked",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )
        batch_op.create_index(
            "uq_residencies_confirmed",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'confirmed'"),
            postgresql_where=sa.text("state = 'confirmed'"),
        )

    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=True),
        sa.Column("key_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("first_key_holder_id", sa.Integer(), nullable=True),
        sa.Column("second_key_holder_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", Instant(timezone=True), nullable=True),
        sa.Column("sealed_at", Instant(timezone=True), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("key_destroyed_at", Instant(timezone=True), nullable=True),
        sa.Column("alarm", sa.String(length=60), nullable=False),
        sa.Column("settling_asked_by_id", sa.Integer(), nullable=True),
        sa.Column("online_ballots", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_rounds_edition_id")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhoods.id"], name=op.f("fk_rounds_neighbourhood_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint(
            "edition_id", "neighbourhood_id", name=op.f("uq_rounds_edition_id_neighbourhood_id")
        ),
        sa.UniqueConstraint("id", "edition_id", name=op.f("uq_rounds_id_edition_id")),
        sa.UniqueConstraint("key_id", name=op.f("uq_rounds_key_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_rounds_slug")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index("ix_rounds_neighbourhood_id", ["neighbourhood_id"], unique=False)

    op.create_table(
        "trail_payloads",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["trail_entries.id"], name=op.f("fk_trail_payloads_entry_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_trail_payloads")),
    )
    op.create_table(
        "committee_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("chosen_as", sa.String(length=20), nullable=False),
        sa.Column("is_chair", sa.Boolean(), nullable=False),
        sa.Column("is_substitute", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "chosen_as IN ('resident', 'organisation', 'officer')",
            name=op.f("ck_committee_seats_chosen_as"),
        ),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_committee_seats_term")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_committee_seats_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_committee_seats_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_seats")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_committee_seats_round_id_number")),
        sa.UniqueConstraint(
            "round_id", "person_id", name=op.f("uq_committee_seats_round_id_person_id")
        ),
    )
    with op.batch_alter_table("committee_seats", schema=None) as batch_op:
        batch_op.create_index("ix_committee_seats_person_id", ["person_id"], unique=False)

    op.create_table(
        "council_acts",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_council_acts_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_council_acts")),
    )
    op.create_table(
        "frozen_rules",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("frozen_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_frozen_rules_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_frozen_rules")),
    )
    op.create_table(
        "funds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("amount", MinorUnits(), nullable=False),
        sa.Column("allocated", MinorUnits(), nullable=False),
        sa.Column("paid", MinorUnits(), nullable=False),
        sa.CheckConstraint(
            "allocated >= 0 AND allocated <= amount", name=op.f("ck_funds_allocated")
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_funds_amount")),
        sa.CheckConstraint("paid >= 0 AND paid <= allocated", name=op.f("ck_funds_paid")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_funds_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funds")),
        sa.UniqueConstraint("round_id", name=op.f("uq_funds_round_id")),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("held_at", Instant(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("published_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_meetings_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index("ix_meetings_round_id", ["round_id"], unique=False)

    op.create_table(
        "open_ballots",
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_open_ballots_round_id")),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_open_ballots")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("open_ballots", schema=None) as batch_op:
        batch_op.create_index("ix_open_ballots_round_id", ["round_id"], unique=False)

    op.create_table(
        "phases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts_at", Instant(timezone=True), nullable=False),
        sa.Column("ends_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name=op.f("ck_phases_order")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_phases_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phases")),
        sa.UniqueConstraint("round_id", "kind", name=op.f("uq_phases_round_id_kind")),
    )
    op.create_table(
        "projects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("cost", MinorUnits(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("carried_by", sa.String(length=20), nullable=False),
        sa.Column("carrier_name", sa.String(length=120), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(timezone=True), nullable=False),
        sa.Column("submitted_at", Instant(timezone=True), nullable=True),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=500), nullable=False),
        sa.Column(
            "search_text",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "carried_by IN ('resident', 'group', 'organisation')",
            name=op.f("ck_projects_carried_by"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'feasible', 'not_feasible', 'withdrawn')",
            name=op.f("ck_projects_state"),
        ),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_projects_cost")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_projects_author_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_projects_category_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_projects_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint(
            "author_id", "submission_key", name=op.f("uq_projects_author_id_submission_key")
        ),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_projects_round_id_number")),
        sa.UniqueConstraint("round_id", "reference", name=op.f("uq_projects_round_id_reference")),
    )
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.create_index("ix_projects_author_id", ["author_id"], unique=False)
        batch_op.create_index("ix_projects_round_id_state", ["round_id", "state"], unique=False)

    op.create_table(
        "publication_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("tie_seed", sa.String(length=200), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", Instant(timezone=True), nullable=True),
        sa.Column("is_confirmed", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "answered_by_id IS NULL OR answered_by_id <> asked_by_id",
            name=op.f("ck_publication_requests_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_publication_requests_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_publication_requests_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_publication_requests_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_requests")),
    )
    with op.batch_alter_table("publication_requests", schema=None) as batch_op:
        batch_op.create_index("ix_publication_requests_round_id", ["round_id"], unique=False)

    op.create_table(
        "receipt_hashes",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_receipt_hashes_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "digest", name=op.f("pk_receipt_hashes")),
    )
    op.create_table(
        "sealed_ballots",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("multiplicity", sa.Integer(), nullable=False),
        sa.CheckConstraint("multiplicity > 0", name=op.f("ck_sealed_ballots_multiplicity")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_sealed_ballots_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "choices", name=op.f("pk_sealed_ballots")),
    )
    op.create_table(
        "voting_rights",
        sa.Column("id", RandomId(length=16), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("casts", sa.Integer(), nullable=False),
        sa.Column("last_submission", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "channel IN ('', 'online', 'paper')", name=op.f("ck_voting_rights_channel")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_voting_rights_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "edition_id"],
            ["rounds.id", "rounds.edition_id"],
            name=op.f("fk_voting_rights_round_id_edition_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voting_rights")),
        sa.UniqueConstraint(
            "edition_id", "person_id", name=op.f("uq_voting_rights_edition_id_person_id")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("voting_rights", schema=None) as batch_op:
        batch_op.create_index("ix_voting_rights_round_id", ["round_id"], unique=False)

    op.create_table(
        "attendances",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_attendances_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["committee_seats.id"], name=op.f("fk_attendances_seat_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "seat_id", name=op.f("pk_attendances")),
    )
    op.create_table(
        "cost_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("amount", MinorUnits(), nullable=False),
        sa.Column("corrected_amount", MinorUnits(), nullable=True),
        sa.Column("correction_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "corrected_amount IS NULL OR correction_reason <> ''",
            name=op.f("ck_cost_lines_correction"),
        ),
        sa.CheckConstraint(
            "amount >= 0 AND (corrected_amount IS NULL OR corrected_amount >= 0)",
            name=op.f("ck_cost_lines_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_cost_lines_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_lines")),
        sa.UniqueConstraint(
            "project_id", "position", name=op.f("uq_cost_lines_project_id_position")
        ),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("amount", MinorUnits(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("abstentions", sa.Integer(), nullable=False),
        sa.Column("recused", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("replaced_at", Instant(timezone=True), nullable=True),
        sa.Column("submission_key", sa.String(length=64), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_decisions_reason")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_decisions_amount")),
        sa.CheckConstraint(
            "votes_for >= 0 AND votes_against >= 0 AND abstentions >= 0",
            name=op.f("ck_decisions_votes"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_decisions_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_decisions_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_decisions_submission_key")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index("ix_decisions_meeting_id", ["meeting_id"], unique=False)
        batch_op.create_index(
            "uq_decisions_standing",
            ["project_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "fund_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fund_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("amount", MinorUnits(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('granted', 'allocated', 'released', 'paid', 'returned')",
            name=op.f("ck_fund_entries_kind"),
        ),
        sa.ForeignKeyConstraint(["fund_id"], ["funds.id"], name=op.f("fk_fund_entries_fund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_entries")),
    )
    with op.batch_alter_table("fund_entries", schema=None) as batch_op:
        batch_op.create_index("ix_fund_entries_fund_id", ["fund_id"], unique=False)

    op.create_table(
        "interests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("declared_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ground IN ('author', 'carrier', 'declared')", name=op.f("ck_interests_ground")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_interests_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["committee_seats.id"], name=op.f("fk_interests_seat_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
        sa.UniqueConstraint("seat_id", "project_id", name=op.f("uq_interests_seat_id_project_id")),
    )
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.create_index("ix_interests_project_id", ["project_id"], unique=False)

    op.create_table(
        "moved_dates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("old_end", Instant(timezone=True), nullable=False),
        sa.Column("new_end", Instant(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> asked_by_id",
            name=op.f("ck_moved_dates_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_moved_dates_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["people.id"], name=op.f("fk_moved_dates_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(["phase_id"], ["phases.id"], name=op.f("fk_moved_dates_phase_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moved_dates")),
    )
    with op.batch_alter_table("moved_dates", schema=None) as batch_op:
        batch_op.create_index("ix_moved_dates_phase_id", ["phase_id"], unique=False)

    op.create_table(
        "project_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_versions_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_versions")),
        sa.UniqueConstraint(
            "project_id", "number", name=op.f("uq_project_versions_project_id_number")
        ),
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("result_json", sa.Text(), nullable=False),
        sa.Column("ballots_pb", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("trail_head", sa.String(length=64), nullable=False),
        sa.Column("published_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["publication_requests.id"], name=op.f("fk_publications_request_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_publications_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("request_id", name=op.f("uq_publications_request_id")),
        sa.UniqueConstraint("round_id", "version", name=op.f("uq_publications_round_id_version")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=120), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("verdict = 'feasible' OR reason <> ''", name=op.f("ck_reviews_reason")),
        sa.CheckConstraint(
            "verdict IN ('feasible', 'not_feasible')", name=op.f("ck_reviews_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_reviews_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index("ix_reviews_project_id", ["project_id"], unique=False)
    op.execute("INSERT INTO data_versions (id, number) VALUES (1, 0)")
