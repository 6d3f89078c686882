import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hiring", "0002_journal_is_append_only"),
        ("rubrics", "0005_question_last_hand"),
    ]

    operations = [
        migrations.AddField(
            model_name="quizitem",
            name="revised_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hiring.member"
            ),
        ),
        migrations.AddConstraint(
            model_name="quizitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revised_by__isnull", True),
                    ("reviewer__isnull", True),
                    models.Q(("revised_by", models.F("reviewer")), _negated=True),
                    _connector="OR",
                ),
                name="quiz_item_is_not_reviewed_by_its_last_hand",
            ),
        ),
        migrations.AddField(
            model_name="importeddocument",
            name="round_kind",
            field=models.CharField(
                choices=[
                    ("ml-foundations", "ML foundations"),
                    ("coding", "Coding"),
                    ("system-design", "System design"),
                    ("mlops", "MLOps"),
                    ("production", "Production"),
                    ("oral", "Experience deep dive"),
                    ("behavioural", "Behavioural"),
                    ("quiz", "Quiz"),
                ],
                default="ml-foundations",
                max_length=20,
                verbose_name="round kind",
            ),
        ),
        migrations.AddField(
            model_name="importeddocument",
            name="preview",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="importeddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "round_kind__in",
                        [
                            "ml-foundations",
                            "coding",
                            "system-design",
                            "mlops",
                            "production",
                            "oral",
                            "behavioural",
                            "quiz",
                        ],
                    )
                ),
                name="imported_kind_is_known",
            ),
        ),
        migrations.AlterField(
            model_name="importeddocument",
            name="job",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hiring.job"
            ),
        ),
    ]
