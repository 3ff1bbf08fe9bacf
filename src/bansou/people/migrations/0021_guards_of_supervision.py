"""Row policies, keys by keeper and write guards of readings, comments, and persons who are one."""

from bansou.commons.database import migrating, policies

READING, COMMENT = "people_stepreading", "people_stepcomment"
DISTINCT, MERGE = "people_distinctpersons", "people_personmerge"
OWN = (READING, DISTINCT, MERGE)


class Migration(migrating.Migration):
    dependencies = [("people", "0020_supervision_and_merged_persons")]

    operations = [
        policies.same_keeper("people_person", "merged_into_id", "people_person"),
        *[policies.same_keeper(table, "case_id", "people_case") for table in (READING, COMMENT)],
        *[policies.same_keeper(table, "step_id", "people_step") for table in (READING, COMMENT)],
        *[
            policies.same_keeper(table, f"{column}_id", "people_person")
            for table in (DISTINCT, MERGE)
            for column in ("person", "other")
        ],
        *[policies.protect_own(f"{table}{suffix}") for table in OWN for suffix in ("", "event")],
        *[policies.protect_case(f"{COMMENT}{suffix}", level="level") for suffix in ("", "event")],
        *[policies.guard_writes(table) for table in (*OWN, COMMENT)],
    ]
