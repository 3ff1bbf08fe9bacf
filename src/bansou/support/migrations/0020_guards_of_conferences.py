"""Row policies, keys by keeper and write guards of case conferences."""

from bansou.commons.database import migrating, policies

CONFERENCE, MEMBER = "support_caseconference", "support_conferencemember"


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0019_case_conferences"),
        ("people", "0002_guards"),
    ]

    operations = [
        policies.keeper_key(CONFERENCE),
        policies.same_keeper(MEMBER, "conference_id", CONFERENCE),
        *[policies.same_keeper(table, "case_id", "people_case") for table in (CONFERENCE, MEMBER)],
        *[
            policies.protect_case(f"{table}{suffix}", level="level")
            for table in (CONFERENCE, MEMBER)
            for suffix in ("", "event")
        ],
        *[policies.guard_writes(table) for table in (CONFERENCE, MEMBER)],
    ]
