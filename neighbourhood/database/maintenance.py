"""Clearing what deleted rows leave behind in the database's files."""

from sqlalchemy import Engine, text


def clear_deleted_rows(engine: Engine, table: str) -> bool:
    """Rewrite the database (SQLite) or the table (PostgreSQL) without deleted rows; say whether
    nothing of them is left in the log.

    On SQLite a reader in the middle of a page may hold the log for a moment: then ask again later.
    """
    # A deleted row stays in the file until it is rewritten, readable by whoever gets a copy.
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f'VACUUM (FULL) "{table}"'))
        return True
    # SQLAlchemy would begin a transaction, inside which SQLite cannot rewrite its file.
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        # The connection comes from the pool, where its last user may have left it for reading only.
        cursor.execute("PRAGMA query_only = OFF")
        cursor.execute("VACUUM")
        # The log still holds the pages as they were; TRUNCATE empties it down to no byte.
        is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
    finally:
        raw.close()
    return not is_busy
