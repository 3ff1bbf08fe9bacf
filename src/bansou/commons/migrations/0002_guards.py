"""Row policies and write guards of this room's tables."""

from django.db import migrations

from bansou.commons.database import migrating, policies

OWN_DRAFTS = f"{policies.OWN} AND membership_id = (SELECT public.bansou_membership())"
#: A reading is written into the keeper's log by whoever may see the case, and read by the keeper.
LOGGED_CASE = f"({policies.OWN} OR {policies.granted('case_id', 1)})"
#: A grant is written by the keeper alone, and read by whom it names as well.
NAMED = (
    f"({policies.OWN}"
    " OR to_organisation_id = ANY ((SELECT public.bansou_organisations())::uuid[])"
    " OR to_membership_id = (SELECT public.bansou_membership()))"
)

# The history of memberships is written by its trigger alone, for contractors' staff as well,
# hence writes="true": the serving role has no right to add event rows.


class Migration(migrating.Migration):
    dependencies = [("commons", "0001_tables")]

    operations = [
        migrations.RunSQL(policies.FUNCTIONS, policies.DROP_FUNCTIONS),
        policies.protect_by("commons_grant", reads=NAMED, writes=policies.OWN),
        policies.protect_by("commons_grantevent", reads=NAMED, writes=policies.OWN),
        migrations.RunSQL(policies.GRANTED, policies.DROP_GRANTED),
        policies.protect_by("commons_accesslog", reads=policies.OWN, writes=LOGGED_CASE),
        policies.protect_by("commons_membershipevent", reads=policies.OWN, writes="true"),
        policies.protect_by("commons_draft", reads=OWN_DRAFTS, writes=OWN_DRAFTS),
        policies.protect_own("commons_requestkey"),
        policies.protect_case("commons_task"),
        policies.protect_case("commons_taskevent"),
        *[
            policies.guard_writes(table)
            for table in (
                "commons_accesslog",
                "commons_draft",
                "commons_grant",
                "commons_membership",
                "commons_requestkey",
                "commons_task",
            )
        ],
    ]
