import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models


def empty_words(apps, schema_editor):
    """The words are rebuilt by load_reference; their stems could not be derived here."""
    apps.get_model("market", "HsWord").objects.all().delete()


class Migration(migrations.Migration):
    """Indonesian words are indexed as they are (the stemmer reads keranjang, basket, as ranjang, bed); the level says the digits."""

    dependencies = [("market", "0001_initial")]

    operations = [
        migrations.RunPython(empty_words, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="hsword", name="market_hsword_stem_id"),
        migrations.RemoveIndex(model_name="hsword", name="market_hsword_stem_en"),
        migrations.RemoveField(model_name="hsword", name="stem_id"),
        migrations.RenameField(model_name="hsword", old_name="stem_en", new_name="stem"),
        migrations.AddIndex(model_name="hsword", index=models.Index(fields=["stem"], name="market_hsword_stem")),
        migrations.RemoveIndex(model_name="hscode", name="market_hscode_words"),
        migrations.RemoveField(model_name="hscode", name="search_vector"),
        migrations.AddField(
            model_name="hscode",
            name="search_vector",
            field=models.GeneratedField(
                expression=SearchVector("search_id", config="simple", weight="A")
                + SearchVector("search_en", config="english", weight="A")
                + SearchVector("context_id", config="simple", weight="B")
                + SearchVector("context_en", config="english", weight="B"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
                db_persist=True,
                editable=False,
            ),
        ),
        migrations.AddIndex(
            model_name="hscode",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="market_hscode_words"),
        ),
        migrations.RemoveConstraint(model_name="hscode", name="market_hscode_digits_match_level"),
        migrations.AddConstraint(
            model_name="hscode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("code__regex", "^[0-9]{2}([0-9]{2}){0,2}$"),
                    models.Q(
                        models.Q(("code__regex", "^..$"), ("level", 2), ("parent__isnull", True)),
                        models.Q(("code__regex", "^....$"), ("level", 4)),
                        models.Q(("code__regex", "^......$"), ("level", 6)),
                        _connector="OR",
                    ),
                ),
                name="market_hscode_digits_match_level",
                violation_error_message="An HS code has 2, 4 or 6 digits, as its level says.",
            ),
        ),
    ]
