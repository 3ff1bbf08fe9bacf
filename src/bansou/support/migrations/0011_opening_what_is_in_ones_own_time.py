"""A booking in one's own time at another keeper's desk is opened, and that keeper's log says so.

A booking without a name has no case whose grant would allow the entry; the policy of bookings
shows it while the contract runs.
"""

from django.db import migrations

from bansou.commons.database import migrating

LOGS = """
CREATE POLICY own_time_adds ON public.commons_accesslog FOR INSERT TO bansou_app, bansou_owner
WITH CHECK (
    case_id IS NULL AND kind = 'open' AND subject = 'booking'
    AND EXISTS (
        SELECT FROM public.support_booking b
        WHERE b.id = commons_accesslog.subject_id
          AND b.organisation_id = commons_accesslog.organisation_id
          AND b.member_id = (SELECT public.bansou_membership())
    )
);
"""
LOGS_NOT = "DROP POLICY own_time_adds ON public.commons_accesslog;"


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0010_bookings_while_a_contract_runs"),
        ("commons", "0008_lists_are_logged"),
    ]

    operations = [migrations.RunSQL(LOGS, LOGS_NOT)]
