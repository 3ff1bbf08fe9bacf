"""What work asks of somebody, as typed conditions: areas, groups of occupations, licences, demands."""

import django.contrib.postgres.fields
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("employers", "0008_refer_to_host_places"),
    ]

    operations = [
        migrations.AddField(
            model_name="opening",
            name="area",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="opening",
            name="demands",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("nights", "夜勤"),
                        ("early_mornings", "早朝の勤務"),
                        ("saturdays", "土曜の出勤"),
                        ("sundays", "日曜・祝日の出勤"),
                        ("rotating_shifts", "交替制の勤務"),
                        ("overtime", "毎月の残業"),
                        ("heavy_loads", "重い物を持つ作業"),
                        ("standing", "一日じゅうの立ち仕事"),
                        ("heights", "高い所での作業"),
                        ("outdoors", "屋外の作業"),
                        ("telephone", "電話の応対"),
                        ("customers", "接客"),
                        ("driving", "車の運転"),
                        ("transfers", "転勤や泊まりの出張"),
                    ],
                    max_length=20,
                ),
                blank=True,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="lacks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("inexperienced", "未経験から始められる"),
                        ("career_gap", "働いていない期間を問わない"),
                        ("short_hours", "短い時間から始められる"),
                        ("flexible_start", "始業の時刻を選べる"),
                        ("clinic_visits", "通院の日を調整できる"),
                        ("no_telephone", "電話の応対がない"),
                        ("no_customers", "接客がない"),
                        ("tutor", "教える人が決まっている"),
                        ("car_commute", "車で通える"),
                        ("pick_up", "送迎がある"),
                        ("step_free", "段差が少ない"),
                    ],
                    max_length=20,
                ),
                blank=True,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="licences",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, null=True
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="occupation_group",
            field=models.CharField(
                blank=True,
                choices=[
                    ("01", "管理的職業"),
                    ("02", "研究・技術の職業"),
                    ("03", "法務・経営・文化芸術等の専門的職業"),
                    ("04", "医療・看護・保健の職業"),
                    ("05", "保育・教育の職業"),
                    ("06", "事務的職業"),
                    ("07", "販売・営業の職業"),
                    ("08", "福祉・介護の職業"),
                    ("09", "サービスの職業"),
                    ("10", "警備・保安の職業"),
                    ("11", "農林漁業の職業"),
                    ("12", "製造・修理・塗装・製図等の職業"),
                    ("13", "配送・輸送・機械運転の職業"),
                    ("14", "建設・土木・電気工事の職業"),
                    ("15", "運搬・清掃・包装・選別等の職業"),
                ],
                db_default="",
                default="",
                max_length=2,
            ),
        ),
        migrations.AddField(
            model_name="openingevent",
            name="area",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="openingevent",
            name="demands",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("nights", "夜勤"),
                        ("early_mornings", "早朝の勤務"),
                        ("saturdays", "土曜の出勤"),
                        ("sundays", "日曜・祝日の出勤"),
                        ("rotating_shifts", "交替制の勤務"),
                        ("overtime", "毎月の残業"),
                        ("heavy_loads", "重い物を持つ作業"),
                        ("standing", "一日じゅうの立ち仕事"),
                        ("heights", "高い所での作業"),
                        ("outdoors", "屋外の作業"),
                        ("telephone", "電話の応対"),
                        ("customers", "接客"),
                        ("driving", "車の運転"),
                        ("transfers", "転勤や泊まりの出張"),
                    ],
                    max_length=20,
                ),
                blank=True,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="openingevent",
            name="lacks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("inexperienced", "未経験から始められる"),
                        ("career_gap", "働いていない期間を問わない"),
                        ("short_hours", "短い時間から始められる"),
                        ("flexible_start", "始業の時刻を選べる"),
                        ("clinic_visits", "通院の日を調整できる"),
                        ("no_telephone", "電話の応対がない"),
                        ("no_customers", "接客がない"),
                        ("tutor", "教える人が決まっている"),
                        ("car_commute", "車で通える"),
                        ("pick_up", "送迎がある"),
                        ("step_free", "段差が少ない"),
                    ],
                    max_length=20,
                ),
                blank=True,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="openingevent",
            name="licences",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, null=True
            ),
        ),
        migrations.AddField(
            model_name="openingevent",
            name="occupation_group",
            field=models.CharField(
                blank=True,
                choices=[
                    ("01", "管理的職業"),
                    ("02", "研究・技術の職業"),
                    ("03", "法務・経営・文化芸術等の専門的職業"),
                    ("04", "医療・看護・保健の職業"),
                    ("05", "保育・教育の職業"),
                    ("06", "事務的職業"),
                    ("07", "販売・営業の職業"),
                    ("08", "福祉・介護の職業"),
                    ("09", "サービスの職業"),
                    ("10", "警備・保安の職業"),
                    ("11", "農林漁業の職業"),
                    ("12", "製造・修理・塗装・製図等の職業"),
                    ("13", "配送・輸送・機械運転の職業"),
                    ("14", "建設・土木・電気工事の職業"),
                    ("15", "運搬・清掃・包装・選別等の職業"),
                ],
                db_default="",
                default="",
                max_length=2,
            ),
        ),
        bansou.commons.database.triggers.ReplaceTriggers(
            model="Opening",
            triggers=[
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "employers_openingevent" ("accommodations", "area", "closed_on", "closing_note", "closing_reason", "company_id", "confirmed_on", "days_off", "demands", "employment_type", "hellowork_number", "id", "lacks", "ledger_key", "licences", "minutes_a_week", "note", "occupation", "occupation_group", "offers_trial", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_on", "qualifications", "recorded_at", "recorded_by_id", "seats", "title", "version", "wage_from_yen", "wage_kind", "wage_to_yen", "welcomes_generation", "withdrawn_at", "work_place", "works_from", "works_until") VALUES (NEW."accommodations", NEW."area", NEW."closed_on", NEW."closing_note", NEW."closing_reason", NEW."company_id", NEW."confirmed_on", NEW."days_off", NEW."demands", NEW."employment_type", NEW."hellowork_number", NEW."id", NEW."lacks", NEW."ledger_key", NEW."licences", NEW."minutes_a_week", NEW."note", NEW."occupation", NEW."occupation_group", NEW."offers_trial", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."posted_on", NEW."qualifications", NEW."recorded_at", NEW."recorded_by_id", NEW."seats", NEW."title", NEW."version", NEW."wage_from_yen", NEW."wage_kind", NEW."wage_to_yen", NEW."welcomes_generation", NEW."withdrawn_at", NEW."work_place", NEW."works_from", NEW."works_until"); RETURN NULL;',
                        hash="6e7c942acce58e5ee69f319dd9a72577119cdc6f",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_70df4",
                        table="employers_opening",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "employers_openingevent" ("accommodations", "area", "closed_on", "closing_note", "closing_reason", "company_id", "confirmed_on", "days_off", "demands", "employment_type", "hellowork_number", "id", "lacks", "ledger_key", "licences", "minutes_a_week", "note", "occupation", "occupation_group", "offers_trial", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_on", "qualifications", "recorded_at", "recorded_by_id", "seats", "title", "version", "wage_from_yen", "wage_kind", "wage_to_yen", "welcomes_generation", "withdrawn_at", "work_place", "works_from", "works_until") VALUES (NEW."accommodations", NEW."area", NEW."closed_on", NEW."closing_note", NEW."closing_reason", NEW."company_id", NEW."confirmed_on", NEW."days_off", NEW."demands", NEW."employment_type", NEW."hellowork_number", NEW."id", NEW."lacks", NEW."ledger_key", NEW."licences", NEW."minutes_a_week", NEW."note", NEW."occupation", NEW."occupation_group", NEW."offers_trial", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."posted_on", NEW."qualifications", NEW."recorded_at", NEW."recorded_by_id", NEW."seats", NEW."title", NEW."version", NEW."wage_from_yen", NEW."wage_kind", NEW."wage_to_yen", NEW."welcomes_generation", NEW."withdrawn_at", NEW."work_place", NEW."works_from", NEW."works_until"); RETURN NULL;',
                        hash="2ea9c47f205c2e83bb9a4c2d0ecadea93d3d16fd",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_dc1d1",
                        table="employers_opening",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "employers_openingevent" ("accommodations", "area", "closed_on", "closing_note", "closing_reason", "company_id", "confirmed_on", "days_off", "demands", "employment_type", "hellowork_number", "id", "lacks", "ledger_key", "licences", "minutes_a_week", "note", "occupation", "occupation_group", "offers_trial", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_on", "qualifications", "recorded_at", "recorded_by_id", "seats", "title", "version", "wage_from_yen", "wage_kind", "wage_to_yen", "welcomes_generation", "withdrawn_at", "work_place", "works_from", "works_until") VALUES (OLD."accommodations", OLD."area", OLD."closed_on", OLD."closing_note", OLD."closing_reason", OLD."company_id", OLD."confirmed_on", OLD."days_off", OLD."demands", OLD."employment_type", OLD."hellowork_number", OLD."id", OLD."lacks", OLD."ledger_key", OLD."licences", OLD."minutes_a_week", OLD."note", OLD."occupation", OLD."occupation_group", OLD."offers_trial", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."posted_on", OLD."qualifications", OLD."recorded_at", OLD."recorded_by_id", OLD."seats", OLD."title", OLD."version", OLD."wage_from_yen", OLD."wage_kind", OLD."wage_to_yen", OLD."welcomes_generation", OLD."withdrawn_at", OLD."work_place", OLD."works_from", OLD."works_until"); RETURN NULL;',
                        hash="e44d0927409455c41f1961e0681a1a5b03a9867e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2574f",
                        table="employers_opening",
                        when="AFTER",
                    ),
                ),
            ],
        ),
    ]
