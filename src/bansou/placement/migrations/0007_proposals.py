"""What people wish of work, and openings proposed to them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.db import migrations, models

import bansou.commons.database.triggers
import bansou.commons.keys
from bansou.commons.database import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("commons", "0010_counts_drafts_of_others"),
        ("employers", "0010_refer_to_openings"),
        ("people", "0011_consent_to_introduction"),
        ("placement", "0006_versions_of_new_rows_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bansou.commons.keys.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[
                            (0, "0 集計・公開"),
                            (1, "1 連絡と予定"),
                            (2, "2 支援記録"),
                            (3, "3 要配慮個人情報をふくむ"),
                            (4, "4 心理・精神の記録"),
                        ],
                        default=2,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "本人の返事待ち"),
                            ("wanted", "企業に聞く前"),
                            ("offered", "企業の返事待ち"),
                            ("welcomed", "紹介の前"),
                            ("introduced", "面接・結果待ち"),
                            ("chosen", "採用・就職の記録待ち"),
                            ("hired", "就職"),
                            ("declined", "本人が見送り"),
                            ("turned_down", "企業が見送り"),
                            ("not_chosen", "不採用"),
                            ("withdrew", "本人が辞退"),
                            ("ended", "取りやめ"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                ("proposed_on", models.DateField()),
                ("remark", models.TextField(blank=True)),
                ("score", models.PositiveSmallIntegerField()),
                ("policy", models.CharField(max_length=40)),
                ("terms", models.JSONField(default=list)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=40)),
                ("decline_note", models.CharField(blank=True, max_length=200)),
                ("offered_on", models.DateField(blank=True, null=True)),
                ("company_answered_on", models.DateField(blank=True, null=True)),
                ("company_reason", models.CharField(blank=True, max_length=40)),
                ("company_note", models.CharField(blank=True, max_length=200)),
                ("introduced_on", models.DateField(blank=True, null=True)),
                ("interview_on", models.DateField(blank=True, null=True)),
                ("interview_at", models.TimeField(blank=True, null=True)),
                ("interview_place", models.CharField(blank=True, max_length=200)),
                ("result_on", models.DateField(blank=True, null=True)),
                ("result_reason", models.CharField(blank=True, max_length=40)),
                ("result_note", models.CharField(blank=True, max_length=200)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.case",
                    ),
                ),
                (
                    "hire",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="placement.hire",
                    ),
                ),
                (
                    "opening",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employers.opening",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "-proposed_on"], name="proposal_by_case"),
                    models.Index(fields=["opening"], name="proposal_by_opening"),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "proposed",
                                    "wanted",
                                    "offered",
                                    "welcomed",
                                    "introduced",
                                    "chosen",
                                ],
                            )
                        ),
                        fields=["organisation", "state", "proposed_on"],
                        name="proposal_awaited",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ended"), _negated=True),
                        fields=("organisation", "case", "opening"),
                        name="proposal_once_an_opening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ["introduced", "chosen", "hired", "not_chosen", "withdrew"],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                ("answered_on__isnull", False),
                                ("company_answered_on__isnull", False),
                                ("introduced_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_introduced_after_both_answers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result_on", None),
                            ("result_on__gte", models.F("interview_on")),
                            _connector="OR",
                        ),
                        name="proposal_result_after_interview",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("interview_on", None),
                            ("interview_on__gte", models.F("introduced_on")),
                            _connector="OR",
                        ),
                        name="proposal_interview_after_introduction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "hired"), _negated=True),
                            ("hire__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_hired_has_hire",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "placement_proposalevent" ("answered_on", "case_id", "company_answered_on", "company_note", "company_reason", "decline_note", "decline_reason", "ended_because", "ended_on", "hire_id", "id", "interview_at", "interview_on", "interview_place", "introduced_on", "level", "offered_on", "opening_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "proposed_on", "recorded_at", "recorded_by_id", "remark", "result_note", "result_on", "result_reason", "score", "state", "terms", "version") VALUES (NEW."answered_on", NEW."case_id", NEW."company_answered_on", NEW."company_note", NEW."company_reason", NEW."decline_note", NEW."decline_reason", NEW."ended_because", NEW."ended_on", NEW."hire_id", NEW."id", NEW."interview_at", NEW."interview_on", NEW."interview_place", NEW."introduced_on", NEW."level", NEW."offered_on", NEW."opening_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy", NEW."proposed_on", NEW."recorded_at", NEW."recorded_by_id", NEW."remark", NEW."result_note", NEW."result_on", NEW."result_reason", NEW."score", NEW."state", NEW."terms", NEW."version"); RETURN NULL;',
                            hash="cb8e25b5652576320a5e66e55f259dbdce6088a0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_18154",
                            table="placement_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "placement_proposalevent" ("answered_on", "case_id", "company_answered_on", "company_note", "company_reason", "decline_note", "decline_reason", "ended_because", "ended_on", "hire_id", "id", "interview_at", "interview_on", "interview_place", "introduced_on", "level", "offered_on", "opening_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "proposed_on", "recorded_at", "recorded_by_id", "remark", "result_note", "result_on", "result_reason", "score", "state", "terms", "version") VALUES (NEW."answered_on", NEW."case_id", NEW."company_answered_on", NEW."company_note", NEW."company_reason", NEW."decline_note", NEW."decline_reason", NEW."ended_because", NEW."ended_on", NEW."hire_id", NEW."id", NEW."interview_at", NEW."interview_on", NEW."interview_place", NEW."introduced_on", NEW."level", NEW."offered_on", NEW."opening_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy", NEW."proposed_on", NEW."recorded_at", NEW."recorded_by_id", NEW."remark", NEW."result_note", NEW."result_on", NEW."result_reason", NEW."score", NEW."state", NEW."terms", NEW."version"); RETURN NULL;',
                            hash="8fa0fb79075e1dd6988d29a50db7febbd234e948",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cbeae",
                            table="placement_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "placement_proposalevent" ("answered_on", "case_id", "company_answered_on", "company_note", "company_reason", "decline_note", "decline_reason", "ended_because", "ended_on", "hire_id", "id", "interview_at", "interview_on", "interview_place", "introduced_on", "level", "offered_on", "opening_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "proposed_on", "recorded_at", "recorded_by_id", "remark", "result_note", "result_on", "result_reason", "score", "state", "terms", "version") VALUES (OLD."answered_on", OLD."case_id", OLD."company_answered_on", OLD."company_note", OLD."company_reason", OLD."decline_note", OLD."decline_reason", OLD."ended_because", OLD."ended_on", OLD."hire_id", OLD."id", OLD."interview_at", OLD."interview_on", OLD."interview_place", OLD."introduced_on", OLD."level", OLD."offered_on", OLD."opening_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy", OLD."proposed_on", OLD."recorded_at", OLD."recorded_by_id", OLD."remark", OLD."result_note", OLD."result_on", OLD."result_reason", OLD."score", OLD."state", OLD."terms", OLD."version"); RETURN NULL;',
                            hash="b2b22af99389cab5331a3c3120cdc1521748ea62",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_72391",
                            table="placement_proposal",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalEvent",
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
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[
                            (0, "0 集計・公開"),
                            (1, "1 連絡と予定"),
                            (2, "2 支援記録"),
                            (3, "3 要配慮個人情報をふくむ"),
                            (4, "4 心理・精神の記録"),
                        ],
                        default=2,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "本人の返事待ち"),
                            ("wanted", "企業に聞く前"),
                            ("offered", "企業の返事待ち"),
                            ("welcomed", "紹介の前"),
                            ("introduced", "面接・結果待ち"),
                            ("chosen", "採用・就職の記録待ち"),
                            ("hired", "就職"),
                            ("declined", "本人が見送り"),
                            ("turned_down", "企業が見送り"),
                            ("not_chosen", "不採用"),
                            ("withdrew", "本人が辞退"),
                            ("ended", "取りやめ"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                ("proposed_on", models.DateField()),
                ("remark", models.TextField(blank=True)),
                ("score", models.PositiveSmallIntegerField()),
                ("policy", models.CharField(max_length=40)),
                ("terms", models.JSONField(default=list)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=40)),
                ("decline_note", models.CharField(blank=True, max_length=200)),
                ("offered_on", models.DateField(blank=True, null=True)),
                ("company_answered_on", models.DateField(blank=True, null=True)),
                ("company_reason", models.CharField(blank=True, max_length=40)),
                ("company_note", models.CharField(blank=True, max_length=200)),
                ("introduced_on", models.DateField(blank=True, null=True)),
                ("interview_on", models.DateField(blank=True, null=True)),
                ("interview_at", models.TimeField(blank=True, null=True)),
                ("interview_place", models.CharField(blank=True, max_length=200)),
                ("result_on", models.DateField(blank=True, null=True)),
                ("result_reason", models.CharField(blank=True, max_length=40)),
                ("result_note", models.CharField(blank=True, max_length=200)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.case",
                    ),
                ),
                (
                    "hire",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="placement.hire",
                    ),
                ),
                (
                    "opening",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="employers.opening",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="placement.proposal",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkWish",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bansou.commons.keys.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[
                            (0, "0 集計・公開"),
                            (1, "1 連絡と予定"),
                            (2, "2 支援記録"),
                            (3, "3 要配慮個人情報をふくむ"),
                            (4, "4 心理・精神の記録"),
                        ],
                        default=2,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("heard_on", models.DateField()),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, null=True
                    ),
                ),
                (
                    "occupations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                            max_length=2,
                        ),
                        blank=True,
                        null=True,
                    ),
                ),
                (
                    "industries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("A", "農業，林業"),
                                ("B", "漁業"),
                                ("C", "鉱業，採石業，砂利採取業"),
                                ("D", "建設業"),
                                ("E", "製造業"),
                                ("F", "電気・ガス・熱供給・水道業"),
                                ("G", "情報通信業"),
                                ("H", "運輸業，郵便業"),
                                ("I", "卸売業，小売業"),
                                ("J", "金融業，保険業"),
                                ("K", "不動産業，物品賃貸業"),
                                ("L", "学術研究，専門・技術サービス業"),
                                ("M", "宿泊業，飲食サービス業"),
                                ("N", "生活関連サービス業，娯楽業"),
                                ("O", "教育，学習支援業"),
                                ("P", "医療，福祉"),
                                ("Q", "複合サービス事業"),
                                ("R", "サービス業（他に分類されないもの）"),
                                ("S", "公務（他に分類されるものを除く）"),
                                ("T", "分類不能の産業"),
                            ],
                            max_length=1,
                        ),
                        blank=True,
                        null=True,
                    ),
                ),
                (
                    "employment_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, null=True
                    ),
                ),
                ("hourly_floor_yen", models.PositiveIntegerField(blank=True, null=True)),
                ("monthly_floor_yen", models.PositiveIntegerField(blank=True, null=True)),
                ("least_minutes_a_week", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("most_minutes_a_week", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "refuses",
                    django.contrib.postgres.fields.ArrayField(
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
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
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
                ("are_licences_told", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "case"), name="work_wish_once_a_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("least_minutes_a_week", None), ("most_minutes_a_week", None)),
                            ("most_minutes_a_week__gte", models.F("least_minutes_a_week")),
                            _connector="OR",
                        ),
                        name="work_wish_hours_in_order",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "placement_workwishevent" ("are_licences_told", "areas", "case_id", "employment_types", "heard_on", "hourly_floor_yen", "id", "industries", "least_minutes_a_week", "level", "monthly_floor_yen", "most_minutes_a_week", "needs", "occupations", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "refuses", "version", "words") VALUES (NEW."are_licences_told", NEW."areas", NEW."case_id", NEW."employment_types", NEW."heard_on", NEW."hourly_floor_yen", NEW."id", NEW."industries", NEW."least_minutes_a_week", NEW."level", NEW."monthly_floor_yen", NEW."most_minutes_a_week", NEW."needs", NEW."occupations", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."refuses", NEW."version", NEW."words"); RETURN NULL;',
                            hash="56a3433a435dfcc1989c11f4e5b1c663d91a0eb4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f0e61",
                            table="placement_workwish",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "placement_workwishevent" ("are_licences_told", "areas", "case_id", "employment_types", "heard_on", "hourly_floor_yen", "id", "industries", "least_minutes_a_week", "level", "monthly_floor_yen", "most_minutes_a_week", "needs", "occupations", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "refuses", "version", "words") VALUES (NEW."are_licences_told", NEW."areas", NEW."case_id", NEW."employment_types", NEW."heard_on", NEW."hourly_floor_yen", NEW."id", NEW."industries", NEW."least_minutes_a_week", NEW."level", NEW."monthly_floor_yen", NEW."most_minutes_a_week", NEW."needs", NEW."occupations", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."refuses", NEW."version", NEW."words"); RETURN NULL;',
                            hash="67628bebce02ea89bad8f69d79a52414d9240fcf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0a47a",
                            table="placement_workwish",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "placement_workwishevent" ("are_licences_told", "areas", "case_id", "employment_types", "heard_on", "hourly_floor_yen", "id", "industries", "least_minutes_a_week", "level", "monthly_floor_yen", "most_minutes_a_week", "needs", "occupations", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "refuses", "version", "words") VALUES (OLD."are_licences_told", OLD."areas", OLD."case_id", OLD."employment_types", OLD."heard_on", OLD."hourly_floor_yen", OLD."id", OLD."industries", OLD."least_minutes_a_week", OLD."level", OLD."monthly_floor_yen", OLD."most_minutes_a_week", OLD."needs", OLD."occupations", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."refuses", OLD."version", OLD."words"); RETURN NULL;',
                            hash="aa2331d5187c9ede9a4c1f69b402ba1bbe02ee1e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_438f8",
                            table="placement_workwish",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkWishEvent",
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
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[
                            (0, "0 集計・公開"),
                            (1, "1 連絡と予定"),
                            (2, "2 支援記録"),
                            (3, "3 要配慮個人情報をふくむ"),
                            (4, "4 心理・精神の記録"),
                        ],
                        default=2,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("heard_on", models.DateField()),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, null=True
                    ),
                ),
                (
                    "occupations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                            max_length=2,
                        ),
                        blank=True,
                        null=True,
                    ),
                ),
                (
                    "industries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("A", "農業，林業"),
                                ("B", "漁業"),
                                ("C", "鉱業，採石業，砂利採取業"),
                                ("D", "建設業"),
                                ("E", "製造業"),
                                ("F", "電気・ガス・熱供給・水道業"),
                                ("G", "情報通信業"),
                                ("H", "運輸業，郵便業"),
                                ("I", "卸売業，小売業"),
                                ("J", "金融業，保険業"),
                                ("K", "不動産業，物品賃貸業"),
                                ("L", "学術研究，専門・技術サービス業"),
                                ("M", "宿泊業，飲食サービス業"),
                                ("N", "生活関連サービス業，娯楽業"),
                                ("O", "教育，学習支援業"),
                                ("P", "医療，福祉"),
                                ("Q", "複合サービス事業"),
                                ("R", "サービス業（他に分類されないもの）"),
                                ("S", "公務（他に分類されるものを除く）"),
                                ("T", "分類不能の産業"),
                            ],
                            max_length=1,
                        ),
                        blank=True,
                        null=True,
                    ),
                ),
                (
                    "employment_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, null=True
                    ),
                ),
                ("hourly_floor_yen", models.PositiveIntegerField(blank=True, null=True)),
                ("monthly_floor_yen", models.PositiveIntegerField(blank=True, null=True)),
                ("least_minutes_a_week", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("most_minutes_a_week", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "refuses",
                    django.contrib.postgres.fields.ArrayField(
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
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
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
                ("are_licences_told", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.organisation",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="placement.workwish",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        bansou.commons.database.triggers.InstallTriggers(
            models=["Proposal", "WorkWish"],
        ),
    ]
