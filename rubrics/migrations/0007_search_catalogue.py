"""The search's tables, and the full-text and trigram indexes of each database upon them.

The indexes are not Django's: a later migration that lets SQLite make one of these tables anew (it does so for
most changes of a column) must call `index` afterwards, for the triggers go with the old table.
"""

import django.db.models.deletion
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, migrations, models

POSTGRESQL = """
-- So dear that PostgreSQL always looks into the index, and never through the cards.
CREATE FUNCTION search_words(words text) RETURNS tsvector AS $$
BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END;
$$ LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000;
CREATE INDEX search_card_words ON rubrics_searchcard USING gin (search_words(words));
CREATE INDEX search_word_beginning ON rubrics_searchword (shelf_id, word varchar_pattern_ops);
CREATE INDEX search_word_trigrams ON rubrics_searchword USING gin (edged gin_trgm_ops);
"""

# Tables of words only, kept in step with the rows by triggers. A mark is one word to the tokenizer.
SQLITE = (
    """
CREATE VIRTUAL TABLE rubrics_searchcard_words USING fts5(
    words, content='rubrics_searchcard', content_rowid='id', detail=none, columnsize=0,
    tokenize="ascii tokenchars ':=+#'"
)""",
    """
CREATE VIRTUAL TABLE rubrics_searchword_edged USING fts5(
    edged, content='rubrics_searchword', content_rowid='id', detail=none, columnsize=0, tokenize='trigram'
)""",
    """
CREATE TRIGGER search_card_added AFTER INSERT ON rubrics_searchcard BEGIN
    INSERT INTO rubrics_searchcard_words (rowid, words) VALUES (new.id, new.words);
END""",
    """
CREATE TRIGGER search_card_changed AFTER UPDATE OF words ON rubrics_searchcard WHEN old.words <> new.words BEGIN
    INSERT INTO rubrics_searchcard_words (rubrics_searchcard_words, rowid, words)
        VALUES ('delete', old.id, old.words);
    INSERT INTO rubrics_searchcard_words (rowid, words) VALUES (new.id, new.words);
END""",
    """
CREATE TRIGGER search_card_removed AFTER DELETE ON rubrics_searchcard BEGIN
    INSERT INTO rubrics_searchcard_words (rubrics_searchcard_words, rowid, words)
        VALUES ('delete', old.id, old.words);
END""",
    """
CREATE TRIGGER search_word_added AFTER INSERT ON rubrics_searchword BEGIN
    INSERT INTO rubrics_searchword_edged (rowid, edged) VALUES (new.id, new.edged);
END""",
    """
CREATE TRIGGER search_word_removed AFTER DELETE ON rubrics_searchword BEGIN
    INSERT INTO rubrics_searchword_edged (rubrics_searchword_edged, rowid, edged)
        VALUES ('delete', old.id, old.edged);
END""",
)
SQLITE_AWAY = (
    "DROP TRIGGER search_card_added",
    "DROP TRIGGER search_card_changed",
    "DROP TRIGGER search_card_removed",
    "DROP TRIGGER search_word_added",
    "DROP TRIGGER search_word_removed",
    "DROP TABLE rubrics_searchcard_words",
    "DROP TABLE rubrics_searchword_edged",
)


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        extend(schema_editor)
        schema_editor.execute(POSTGRESQL)
        return
    try:
        for statement in SQLITE:
            schema_editor.execute(statement)
    except DatabaseError as error:
        raise ImproperlyConfigured(
            "This SQLite has no full-text search (FTS5 with trigrams). Use a Python whose SQLite is 3.34 or newer "
            "and compiled with FTS5, or set DATABASE_URL to a PostgreSQL database."
        ) from error


def extend(schema_editor):
    try:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        raise ImproperlyConfigured(
            "PostgreSQL did not let us add its extension pg_trgm. Make this user the owner of the database, or "
            "have its administrator run: CREATE EXTENSION pg_trgm;"
        ) from error


def unindex(apps, schema_editor):
    """On PostgreSQL the other indexes go with their tables; on SQLite they have tables of their own."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_card_words; DROP FUNCTION search_words")
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE_AWAY:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("hiring", "0002_journal_is_append_only"),
        ("rubrics", "0006_import_flow"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchShelf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("places", models.PositiveIntegerField(default=0)),
                ("settled", models.PositiveIntegerField(default=0)),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="hiring.organization",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField(null=True)),
                ("facets", models.TextField()),
                ("words", models.TextField()),
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_card",
                        to="rubrics.question",
                    ),
                ),
                (
                    "shelf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards",
                        to="rubrics.searchshelf",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LooseCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="rubrics.searchcard"
                    ),
                ),
                (
                    "shelf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="loose",
                        to="rubrics.searchshelf",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=48)),
                ("stem", models.CharField(max_length=48)),
                ("edged", models.CharField(max_length=50)),
                (
                    "shelf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="rubrics.searchshelf",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=80)),
                ("is_facet", models.BooleanField()),
                ("places", models.BinaryField()),
                (
                    "shelf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="rubrics.searchshelf",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_facet", True)), fields=["shelf"], name="search_sheet_of_facet"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("shelf", "mark"), name="search_sheet_is_unique")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="searchcard",
            constraint=models.UniqueConstraint(fields=("shelf", "place"), name="search_card_has_its_place"),
        ),
        migrations.AddConstraint(
            model_name="searchword",
            constraint=models.UniqueConstraint(fields=("shelf", "word"), name="search_word_is_unique"),
        ),
        migrations.RunPython(index, unindex),
    ]
