import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hiring", "0003_notices"),
        ("interviews", "0006_staffing"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="mail",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="hiring.mail"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="told_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
    ]
