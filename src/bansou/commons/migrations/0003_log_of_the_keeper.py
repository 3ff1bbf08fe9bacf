"""A reading by grant is logged with the organisation that granted it, and with no other."""

from django.db import migrations

from bansou.commons.database import migrating, policies

# The policy of grants shows a contractor those that name it; the foreign key by keeper and case
# says whose case it is. Log entries have no such key, since they outlive the case.
GRANTED_BY_THE_KEEPER = f"""({policies.granted("case_id", 1)} AND EXISTS (
    SELECT FROM public.commons_grant g
    WHERE g.case_id = commons_accesslog.case_id
      AND g.organisation_id = commons_accesslog.organisation_id))"""


class Migration(migrating.Migration):
    dependencies = [("commons", "0002_guards")]

    operations = [
        migrations.RunSQL(
            "ALTER POLICY tenant_adds ON public.commons_accesslog"
            f" WITH CHECK ({policies.OWN} OR {GRANTED_BY_THE_KEEPER});",
            "ALTER POLICY tenant_adds ON public.commons_accesslog"
            f" WITH CHECK ({policies.OWN} OR {policies.granted('case_id', 1)});",
        ),
    ]
