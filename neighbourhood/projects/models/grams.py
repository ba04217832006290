"""The index of what projects say, which triggers of the database keep (migration 0023).

Apart from the other tables: no copy holds it, for it comes about again with each project.
"""

from sqlalchemy import Column, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

#: A full-text table, whose own name stands for all that it holds.
SQLITE_GRAMS = Table(
    "project_grams",
    MetaData(),
    Column("rowid", Integer),
    Column("project_grams", Text),
)
#: The pieces of title and summary, and those of all that search looks into.
POSTGRESQL_GRAMS = Table(
    "project_grams",
    MetaData(),
    Column("project_id", Integer),
    Column("named", ARRAY(Text)),
    Column("whole", ARRAY(Text)),
)
