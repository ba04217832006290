"""Make records append-only: what a resident must be able to trust cannot be changed, not even by
this program.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

#: Tables that only ever grow.
APPEND_ONLY = (
    "trail_entries",
    "fund_entries",
    "project_versions",
    "publications",
    "frozen_rules",
    "sealed_ballots",
    "receipt_hashes",
)
#: Tables of a round that close for good when it is sealed.
CLOSED_BY_SEALING = ("open_ballots", "sealed_ballots", "receipt_hashes")


def upgrade() -> None:
    """Add the triggers."""
    dialect = op.get_bind().dialect.name
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            forbid(
                dialect,
                f"{table}_no_{verb.lower()}",
                f"BEFORE {verb} ON {table}",
                "",
                f"{table} is append-only",
            )
    forbid(
        dialect,
        "trail_payloads_no_update",
        "BEFORE UPDATE ON trail_payloads",
        "",
        "trail_payloads is append-only",
    )
    forbid(
        dialect,
        "rounds_sealed_is_final",
        "BEFORE UPDATE ON rounds",
        "OLD.sealed_at IS NOT NULL AND (NEW.sealed_at IS NULL OR NEW.sealed_at <> OLD.sealed_at "
        "OR NEW.sealed_digest IS NULL OR NEW.sealed_digest <> OLD.sealed_digest)",
        "a sealed round is final",
    )
    for table in CLOSED_BY_SEALING:
        forbid(
            dialect,
            f"{table}_closed_by_sealing",
            f"BEFORE INSERT ON {table}",
            (
                "EXISTS (SELECT 1 FROM rounds WHERE rounds.id = NEW.round_id AND rounds.sealed_at "
                "IS NOT NULL)"
            ),
            "a sealed round is final",
        )


def forbid(dialect: str, name: str, event: str, condition: str, message: str) -> None:
    """Add a trigger that stops the event where the condition holds (always, without one)."""
    if dialect == "sqlite":
        when = f" WHEN {condition}" if condition else ""
        op.execute(
            f"CREATE TRIGGER {name} {event}{when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    body = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {condition} THEN {body} END IF;" if condition else body
    answer = "RETURN OLD;" if "DELETE" in event else "RETURN NEW;"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} {answer} "
        "END $$"
    )
    op.execute(f"CREATE TRIGGER {name} {event} FOR EACH ROW EXECUTE FUNCTION {name}()")
