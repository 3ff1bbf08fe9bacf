"""Row policy, keys by keeper and write guard of consents."""

from django.db import migrations

from bansou.commons.database import policies


class Migration(migrations.Migration):
    dependencies = [("people", "0004_consents")]

    operations = [
        policies.same_keeper("people_consent", "case_id", "people_case"),
        policies.protect_own("people_consent"),
        policies.protect_own("people_consentevent"),
        policies.guard_writes("people_consent"),
    ]
