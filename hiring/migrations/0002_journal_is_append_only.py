"""The database itself refuses to change or delete an event."""

from typing import Any

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION refuse_journal_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER journal_refuses_changes BEFORE UPDATE OR DELETE ON hiring_event
    FOR EACH ROW EXECUTE FUNCTION refuse_journal_change();
"""

SQLITE = [
    f"""
CREATE TRIGGER journal_refuses_{verb} BEFORE {verb.upper()} ON hiring_event
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""
    for verb in ("update", "delete")
]


def guard(apps: Any, schema_editor: Any) -> None:
    statements = [POSTGRESQL] if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("hiring", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
