"""Row policies, keys by keeper and write guards of notes of visits."""

from bansou.commons.database import migrating, policies

NOTE = "support_visitnote"


class Migration(migrating.Migration):
    dependencies = [("support", "0031_notes_of_visits")]

    operations = [
        policies.keeper_key("support_outreachvisit"),
        policies.same_keeper(NOTE, "case_id", "people_case"),
        policies.same_keeper(NOTE, "visit_id", "support_outreachvisit"),
        *[policies.protect_case(f"{NOTE}{suffix}", level="level") for suffix in ("", "event")],
        policies.guard_writes(NOTE),
    ]
