"""Write down by which letters the companies registered so far are found; the key stays as it was.

The rows of all keepers are written at once, so the policy is lifted from the owner meanwhile. The
columns are derived and have no history.
"""

from typing import Any

from django.db import migrations

from bansou.commons.database import migrating
from bansou.commons.text import search_grams


def write_grams(apps: Any, schema_editor: Any) -> None:
    """Give every company its grams."""
    company = apps.get_model("employers", "Company")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', 'migration', true)")
    rows = list(company.objects.only("name", "kana"))
    for row in rows:
        row.grams = list(search_grams(row.name, row.kana))
    company.objects.bulk_update(rows, ["grams"], batch_size=500)


class Migration(migrating.Migration):
    dependencies = [("employers", "0006_guards_of_matching")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE public.employers_company NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE public.employers_company FORCE ROW LEVEL SECURITY",
        ),
        migrations.RunPython(write_grams, migrations.RunPython.noop),
        migrations.RunSQL(
            "ALTER TABLE public.employers_company FORCE ROW LEVEL SECURITY",
            "ALTER TABLE public.employers_company NO FORCE ROW LEVEL SECURITY",
        ),
    ]
