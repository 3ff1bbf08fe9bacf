"""Row policy and write guard of attachments."""

from bansou.commons.database import migrating, policies


class Migration(migrating.Migration):
    dependencies = [("commons", "0013_attachments")]

    operations = [
        policies.keeper_key("commons_attachment"),
        policies.protect_case("commons_attachment", level="level"),
        policies.protect_case("commons_attachmentevent", level="level"),
        policies.guard_writes("commons_attachment"),
    ]
