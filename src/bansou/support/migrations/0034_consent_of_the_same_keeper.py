"""The consent by which somebody is shown something at a conference is of the same keeper."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("support", "0033_called_off")]

    operations = [
        policies.same_keeper("support_conferencemember", "consent_id", "people_sharingconsent"),
    ]
