from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rubrics", "0002_library_in_work"),
    ]

    operations = [
        migrations.AddField(
            model_name="questionversion",
            name="sample_answer",
            field=models.TextField(blank=True, max_length=20000, verbose_name="sample answer"),
        ),
    ]
