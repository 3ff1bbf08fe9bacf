"""What is handed over on the person's own page, or by a service, nobody at a desk handed over."""

from django.db import migrations, models
from django.db.models.deletion import DO_NOTHING, PROTECT

from bansou.commons.database import migrating

_BY = {"db_index": False, "null": True, "related_name": "+", "to": "commons.membership"}


class Migration(migrating.Migration):
    dependencies = [("people", "0027_rows_of_an_erased_person")]

    operations = [
        migrations.AlterField(
            model_name="disclosure",
            name="by",
            field=models.ForeignKey(on_delete=PROTECT, **_BY),
        ),
        migrations.AlterField(
            model_name="disclosureevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False, on_delete=DO_NOTHING, related_query_name="+", **_BY
            ),
        ),
        migrating.no_way_back(
            "people_disclosure", "by_id IS NULL", "本人のページから渡した記録があります"
        ),
    ]
