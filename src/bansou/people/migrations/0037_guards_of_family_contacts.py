"""Row policies, keys by keeper and write guards of contacts around somebody and what they said.

No grant opens them to another body: what a family says stays with whom they said it to.
"""

from bansou.commons.database import migrating, policies

CONTACT, STATEMENT = "people_familycontact", "people_familystatement"
NEW = (CONTACT, STATEMENT)


class Migration(migrating.Migration):
    dependencies = [("people", "0036_family_contacts")]

    operations = [
        policies.keeper_key(CONTACT),
        *[policies.same_keeper(table, "case_id", "people_case") for table in NEW],
        policies.same_keeper(STATEMENT, "contact_id", CONTACT),
        *[policies.protect_own(f"{table}{suffix}") for table in NEW for suffix in ("", "event")],
        *[policies.guard_writes(table) for table in NEW],
        migrating.no_way_back("people_familycontact", "TRUE", "家族等の連絡先があります"),
    ]
