"""Organisations and accounts keep a history and ask who acts; the codes of organisations are codes."""

from collections.abc import Iterable

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import bansou.commons.keys
from bansou.commons.database import migrating, policies
from bansou.commons.database.triggers import AddTriggers, InstallTriggers

# Tables without an organisation of their own: a body reads its own history, and the accounts'
# of those who work or worked in it. The triggers alone write, hence writes="true".
OWN_BODY = policies.OWN.replace("organisation_id", "pgh_obj_id")
_STAFF = f"SELECT m.user_id FROM public.commons_membership m WHERE m.{policies.OWN}"  # noqa: S608
OWN_STAFF = f"pgh_obj_id IN ({_STAFF})"


def weighed(column: str, first: int, weights: Iterable[int]) -> str:
    """SQL: the digits of a column from a place on, each times its weight, added up."""
    places = enumerate(weights, start=first)
    return " + ".join(f"{by} * substr({column}, {place}, 1)::int" for place, by in places)


# Both check digits as commons/codes computes them; a test holds them together. The form is asked
# first (CASE), since a letter cannot be counted.
CODES = f"""
ALTER TABLE public.commons_organisation
    ADD CONSTRAINT organisation_lg_code_is_one CHECK (
        CASE WHEN lg_code ~ '^[0-9]{{6}}$' THEN
            (11 - ({weighed("lg_code", 1, (6, 5, 4, 3, 2))}) % 11) % 10
                = substr(lg_code, 6, 1)::int
        ELSE lg_code = '' END),
    ADD CONSTRAINT organisation_corporate_number_is_one CHECK (
        CASE WHEN corporate_number ~ '^[0-9]{{13}}$' THEN
            9 - ({weighed("corporate_number", 2, (2, 1) * 6)}) % 9
                = substr(corporate_number, 1, 1)::int
        ELSE corporate_number = '' END);
"""
DROP_CODES = """
ALTER TABLE public.commons_organisation
    DROP CONSTRAINT organisation_corporate_number_is_one,
    DROP CONSTRAINT organisation_lg_code_is_one;
"""


class Migration(migrating.Migration):
    dependencies = [("commons", "0006_ledger_imports")]

    operations = [
        migrations.CreateModel(
            name="OrganisationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=bansou.commons.keys.uuid7, editable=False, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prefecture", "都道府県"),
                            ("designated_city", "指定都市"),
                            ("municipality", "市区町村"),
                            ("contractor", "受託者"),
                            ("partner", "関係機関"),
                            ("employer", "企業"),
                            ("grant_office", "交付金事務局"),
                        ],
                        max_length=20,
                    ),
                ),
                ("lg_code", models.CharField(blank=True, max_length=6)),
                ("corporate_number", models.CharField(blank=True, max_length=13)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=bansou.commons.keys.uuid7, editable=False, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=100)),
                ("is_active", models.BooleanField(default=True)),
                ("is_service", models.BooleanField(default=False)),
                ("is_demo", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddTriggers(
            "Organisation",
            [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "commons_organisationevent" ("corporate_number", "id", "kind", "lg_code", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."corporate_number", NEW."id", NEW."kind", NEW."lg_code", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="c0e4da60a747e0a8b2570b955f8a30f26b434868",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_09f91",
                        table="commons_organisation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "commons_organisationevent" ("corporate_number", "id", "kind", "lg_code", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."corporate_number", NEW."id", NEW."kind", NEW."lg_code", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="1fc4583285744ca7341ac39a9662ce044d007678",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_439d0",
                        table="commons_organisation",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "commons_organisationevent" ("corporate_number", "id", "kind", "lg_code", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."corporate_number", OLD."id", OLD."kind", OLD."lg_code", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="0e13e82380aece03c095a6c5362b515e595a4bf1",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_21f2f",
                        table="commons_organisation",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        AddTriggers(
            "User",
            [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "commons_userevent" ("email", "id", "is_active", "is_demo", "is_service", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_demo", NEW."is_service", NEW."joined_at", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="08a049b895dcbe6149ccad57f452c4c7d821daa7",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c2ce4",
                        table="commons_user",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."is_service" IS DISTINCT FROM (NEW."is_service") OR OLD."joined_at" IS DISTINCT FROM (NEW."joined_at") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                        func='INSERT INTO "commons_userevent" ("email", "id", "is_active", "is_demo", "is_service", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_demo", NEW."is_service", NEW."joined_at", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="ddd0298f0c3ab2343e554bb2d515aaec859631f2",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_df851",
                        table="commons_user",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "commons_userevent" ("email", "id", "is_active", "is_demo", "is_service", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."email", OLD."id", OLD."is_active", OLD."is_demo", OLD."is_service", OLD."joined_at", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="f7ba80f0f0fb6843239202fd0c145493650959ae",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2cc1e",
                        table="commons_user",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="password_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."password" IS DISTINCT FROM (NEW."password"))',
                        func='INSERT INTO "commons_userevent" ("email", "id", "is_active", "is_demo", "is_service", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_demo", NEW."is_service", NEW."joined_at", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'password\', NEW."id"); RETURN NULL;',
                        hash="8500a61a6e323d02d0ab4b43b807438dc26e1560",
                        operation="UPDATE",
                        pgid="pgtrigger_password_update_591d7",
                        table="commons_user",
                        when="AFTER",
                    ),
                ),
            ],
        ),
        InstallTriggers(["Organisation", "User"]),
        policies.protect_by("commons_organisationevent", reads=OWN_BODY, writes="true"),
        policies.protect_by("commons_userevent", reads=OWN_STAFF, writes="true"),
        policies.require_actor("commons_organisation"),
        policies.require_actor("commons_user", but=["last_login", "password"]),
        migrations.RunSQL(CODES, DROP_CODES),
    ]
