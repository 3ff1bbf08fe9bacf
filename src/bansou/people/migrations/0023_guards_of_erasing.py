"""Row policies, keys by keeper and write guards of erasures, holds and periods; accounts of one's people."""

from django.db import migrations

from bansou.commons.database import migrating, policies

ERASURE, HOLD, PERIOD = "people_erasure", "people_legalhold", "people_retentionperiod"
NEW = (ERASURE, HOLD, PERIOD)

# Whoever checks the seals asks by which decision something was erased. An erasure takes the name off
# the account of the person too, in its history as well, which else only an employer's body reads.
READING = f"""
GRANT SELECT ON public.{ERASURE} TO bansou_search;
CREATE POLICY for_verifying ON public.{ERASURE} FOR SELECT TO bansou_search USING (true);
CREATE POLICY of_own_people ON public.commons_userevent FOR SELECT TO bansou_owner USING (
    pgh_obj_id IN (SELECT a.user_id FROM public.people_personaccount a WHERE a.{policies.OWN})
);
"""  # noqa: S608 - the pieces are this file's own
NOT_READING = f"""
DROP POLICY of_own_people ON public.commons_userevent;
DROP POLICY for_verifying ON public.{ERASURE};
REVOKE SELECT ON public.{ERASURE} FROM bansou_search;
DROP FUNCTION IF EXISTS public.bansou_erase(uuid);
"""  # noqa: S608 - the pieces are this file's own


class Migration(migrating.Migration):
    dependencies = [("people", "0022_erasing")]

    operations = [
        *[policies.same_keeper(table, "case_id", "people_case") for table in (ERASURE, HOLD)],
        policies.same_keeper(ERASURE, "person_id", "people_person"),
        *[policies.protect_own(f"{table}{suffix}") for table in NEW for suffix in ("", "event")],
        *[policies.guard_writes(table) for table in NEW],
        migrations.RunSQL(READING, NOT_READING),
    ]
