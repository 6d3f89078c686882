"""PostgreSQL refuses overlapping seats by itself; SQLite has one writer at a time, and the service checks."""

from typing import Any

from django.db import migrations

EXCLUSION = """
ALTER TABLE interviews_seat ADD CONSTRAINT seat_overlaps_no_other
    EXCLUDE USING gist (member_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (starts_at IS NOT NULL) DEFERRABLE INITIALLY IMMEDIATE
"""


def guard(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(EXCLUSION)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
