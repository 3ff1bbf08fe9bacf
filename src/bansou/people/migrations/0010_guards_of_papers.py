"""Row policies, keys by keeper and write guards of papers, comments, signatures and goals."""

from bansou.commons.database import migrating, policies

ON_PAPERS = ("people_papercomment", "people_papersignature", "people_goal")
ALL = ("people_paper", *ON_PAPERS)


class Migration(migrating.Migration):
    dependencies = [("people", "0009_papers"), ("commons", "0014_guards_of_attachments")]

    operations = [
        policies.keeper_key("people_paper"),
        policies.same_keeper("people_paper", "file_id", "commons_attachment"),
        policies.same_keeper("commons_attachment", "case_id", "people_case"),
        *[policies.same_keeper(table, "case_id", "people_case") for table in ALL],
        *[policies.same_keeper(table, "paper_id", "people_paper") for table in ON_PAPERS],
        *[
            policies.protect_case(f"{table}{suffix}", level="level")
            for table in ALL
            for suffix in ("", "event")
        ],
        *[policies.guard_writes(table) for table in ALL],
    ]
