"""Row policy, keys by keeper and write guard of consents."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("people", "0004_consents")]

    operations = [
        policies.same_keeper("people_consent", "case_id", "people_case"),
        policies.protect_own("people_consent"),
        policies.protect_own("people_consentevent"),
        policies.guard_writes("people_consent"),
    ]
