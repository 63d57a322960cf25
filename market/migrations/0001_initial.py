import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=2, primary_key=True, serialize=False, verbose_name="Ministry of Home Affairs code"
                    ),
                ),
                ("bps_code", models.CharField(max_length=2, unique=True, verbose_name="BPS code")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
            ],
            options={
                "verbose_name": "province",
                "verbose_name_plural": "provinces",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="HsWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="word")),
                ("stem_id", models.CharField(max_length=60)),
                ("stem_en", models.CharField(max_length=60)),
                ("documents", models.PositiveIntegerField(verbose_name="codes that use it")),
            ],
            options={
                "verbose_name": "search word",
                "verbose_name_plural": "search words",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="market_hsword_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(fields=["stem_id"], name="market_hsword_stem_id"),
                    models.Index(fields=["stem_en"], name="market_hsword_stem_en"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HsCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.CharField(default="2022", max_length=4, verbose_name="HS edition")),
                ("code", models.CharField(max_length=6, verbose_name="HS code")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(2, "chapter"), (4, "heading"), (6, "subheading")], verbose_name="level"
                    ),
                ),
                ("name_en", models.TextField(verbose_name="name in English")),
                ("name_id", models.TextField(blank=True, verbose_name="name in Indonesian")),
                (
                    "keywords",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="everyday words",
                    ),
                ),
                ("search_id", models.TextField(blank=True, editable=False)),
                ("search_en", models.TextField(blank=True, editable=False)),
                ("context_id", models.TextField(blank=True, editable=False)),
                ("context_en", models.TextField(blank=True, editable=False)),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.CombinedSearchVector(
                                    django.contrib.postgres.search.SearchVector(
                                        "search_id", config="indonesian", weight="A"
                                    ),
                                    "||",
                                    django.contrib.postgres.search.SearchVector(
                                        "search_en", config="english", weight="A"
                                    ),
                                    django.contrib.postgres.search.SearchConfig("indonesian"),
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "context_id", config="indonesian", weight="B"
                                ),
                                django.contrib.postgres.search.SearchConfig("indonesian"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector("context_en", config="english", weight="B"),
                            django.contrib.postgres.search.SearchConfig("indonesian"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="market.hscode",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "verbose_name": "HS code",
                "verbose_name_plural": "HS codes",
                "ordering": ("edition", "code"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="market_hscode_words")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "code"),
                        name="market_hscode_once_per_edition",
                        violation_error_message="This edition already has this HS code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__regex", "^[0-9]{2}([0-9]{2}){0,2}$"),
                            models.Q(
                                models.Q(("code__regex", "^..$"), ("level", 2), ("parent__isnull", True)),
                                models.Q(("code__regex", "^....$"), ("level", 4), ("parent__isnull", False)),
                                models.Q(("code__regex", "^......$"), ("level", 6), ("parent__isnull", False)),
                                _connector="OR",
                            ),
                        ),
                        name="market_hscode_digits_match_level",
                        violation_error_message="An HS code has 2, 4 or 6 digits, as its level says.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regency",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=5, primary_key=True, serialize=False, verbose_name="Ministry of Home Affairs code"
                    ),
                ),
                ("bps_code", models.CharField(blank=True, max_length=4, verbose_name="BPS code")),
                (
                    "kind",
                    models.CharField(
                        choices=[("kabupaten", "Regency"), ("kota", "City")], max_length=9, verbose_name="kind"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regencies",
                        to="market.province",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "regency or city",
                "verbose_name_plural": "regencies and cities",
                "ordering": ("code",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("province", "kind", "name"),
                        name="market_regency_name_in_province",
                        violation_error_message="This province already has a regency or city of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__startswith", models.F("province_id"))),
                        name="market_regency_code_in_province",
                        violation_error_message="The code of a regency starts with the code of its province.",
                    ),
                ],
            },
        ),
    ]
