"""A made-up country for the page benches: 50 organisations with 20,000 cases each.

Rows of the organisations lie interleaved, as they would after years of work. The rows are laid
directly (history triggers rest meanwhile), since writing is not what these benches measure.
"""

import random
import sys
import time
from datetime import date, timedelta
from typing import Any

from django.db import connection

from bansou.commons.text import name_key, search_grams

ORGANISATIONS = 50
CASES_EACH = 20_000
STEPS_ON_THE_LONG_CASE = 60
_TABLES = (
    "commons_organisation",
    "commons_user",
    "commons_grant",
    "commons_membership",
    "people_person",
    "people_case",
    "people_enrolment",
    "people_assignment",
    "people_step",
    "support_consultation",
    "programmes_programme",
    "programmes_schemeversion",
)

_FAMILIES = (
    "佐藤 サトウ,鈴木 スズキ,髙橋 タカハシ,高橋 タカハシ,田中 タナカ,渡邊 ワタナベ,渡辺 ワタナベ,伊藤 イトウ,"
    "山本 ヤマモト,中村 ナカムラ,小林 コバヤシ,加藤 カトウ,吉田 ヨシダ,山田 ヤマダ,佐々木 ササキ,山口 ヤマグチ,"
    "松本 マツモト,井上 イノウエ,木村 キムラ,林 ハヤシ,斎藤 サイトウ,齋藤 サイトウ,清水 シミズ,山崎 ヤマザキ,"
    "森 モリ,池田 イケダ,橋本 ハシモト,阿部 アベ,石川 イシカワ,山下 ヤマシタ,中島 ナカジマ,石井 イシイ,"
    "小川 オガワ,前田 マエダ,岡田 オカダ,長谷川 ハセガワ,藤田 フジタ,後藤 ゴトウ,近藤 コンドウ,村上 ムラカミ,"
    "遠藤 エンドウ,青木 アオキ,坂本 サカモト,福田 フクダ,太田 オオタ,西村 ニシムラ,藤井 フジイ,岡本 オカモト,"
    "金子 カネコ,藤原 フジワラ,三浦 ミウラ,中野 ナカノ,原田 ハラダ,松田 マツダ,竹内 タケウチ,小野 オノ,"
    "田村 タムラ,中山 ナカヤマ,和田 ワダ,石田 イシダ,森田 モリタ,上田 ウエダ,原 ハラ,内田 ウチダ,柴田 シバタ"
)
_GIVEN = (
    "誠 マコト,浩 ヒロシ,修 オサム,隆 タカシ,学 マナブ,剛 ツヨシ,哲也 テツヤ,健一 ケンイチ,大輔 ダイスケ,直樹 ナオキ,"
    "和彦 カズヒコ,英樹 ヒデキ,達也 タツヤ,拓也 タクヤ,純子 ジュンコ,由香 ユカ,美穂 ミホ,裕美 ヒロミ,恵子 ケイコ,"
    "智子 トモコ,久美子 クミコ,香織 カオリ,亜希 アキ,麻衣 マイ,陽子 ヨウコ,真由美 マユミ,直美 ナオミ,典子 ノリコ,"
    "康弘 ヤスヒロ,正樹 マサキ,幸恵 ユキエ,千春 チハル,光 ヒカル,薫 カオル,翔 ショウ,渉 ワタル,豊 ユタカ,進 ススム"
)


def is_loaded() -> bool:
    """Tell whether an earlier run has laid the country already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('public.people_case'::regclass)")
        return bool(cursor.fetchone()[0] == "bench")


def load(scheme_text: str, scheme_digest: str, today: date) -> None:
    """Lay the country; takes some minutes, once."""
    began = time.monotonic()
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE public.{table} DISABLE TRIGGER USER")
            cursor.execute(f"ALTER TABLE public.{table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for title, statements in _steps(scheme_text, scheme_digest, today):
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
            print(f"  {time.monotonic() - began:6.1f} s  {title}", file=sys.stderr)
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE public.{table} ENABLE TRIGGER USER")
            cursor.execute(f"ALTER TABLE public.{table} FORCE ROW LEVEL SECURITY")
        cursor.execute("COMMENT ON TABLE public.people_case IS 'bench'")
        cursor.execute("ANALYZE")


def _steps(scheme_text: str, digest: str, today: date) -> Any:
    yield "names", [_names()]
    yield "organisations and staff", _organisations(today)
    yield "programmes", _programmes(scheme_text, digest, today)
    yield "persons", [("DROP INDEX public.person_by_grams", None), _PERSONS]
    yield "cases", [(_CASES, [today] * 6)]
    yield "enrolments and grants", [(_ENROLMENTS, []), (_ASSIGNMENTS, []), (_GRANTS, [])]
    yield "steps", [(_STEPS, [today]), (_LONG_STEPS, [STEPS_ON_THE_LONG_CASE, today])]
    yield "index of names", [(_INDEX, None)]


def _names() -> tuple[str, list[Any]]:
    rows = []
    for family in _FAMILIES.split(","):
        for given in _GIVEN.split(","):
            (f, fk), (g, gk) = family.split(), given.split()
            rows.append((f"{f} {g}", f"{fk} {gk}"))
    random.Random(1).shuffle(rows)
    names = [r[0] for r in rows]
    kana = [r[1] for r in rows]
    keys = [name_key(k) for k in kana]
    grams = ["{" + ",".join(search_grams(n, k)) + "}" for n, k in rows]
    sql = """
        CREATE TEMP TABLE bench_name AS
        SELECT (i - 1)::int AS n, name, kana, key, grams::text[] AS grams
        FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
            WITH ORDINALITY AS t(name, kana, key, grams, i)
    """
    return sql, [names, kana, keys, grams]


def _organisations(today: date) -> list[tuple[str, Any]]:
    return [
        (
            """
            INSERT INTO commons_organisation (id, name, kind, lg_code, corporate_number)
            SELECT gen_random_uuid(), '市' || n, 'municipality', '', ''
            FROM generate_series(1, %s) n
            """,
            [ORGANISATIONS],
        ),
        (
            """
            CREATE TEMP TABLE bench_org AS
            SELECT id, (row_number() OVER (ORDER BY name) - 1)::int AS n FROM commons_organisation
            """,
            None,
        ),
        (
            """
            INSERT INTO commons_user (id, password, last_login, email, name, is_active, is_service,
                                      is_demo)
            SELECT gen_random_uuid(), '!', NULL, 'm' || o.n || '-' || k || '@bench.invalid',
                   '相談員 ' || k, true, false, true
            FROM bench_org o, generate_series(0, 9) k
            """,
            None,
        ),
        (
            """
            INSERT INTO commons_membership (id, user_id, organisation_id, role, from_on)
            SELECT gen_random_uuid(), u.id, o.id,
                   CASE WHEN u.email LIKE '%%-0@%%' THEN 'supervising_counsellor'
                        ELSE 'counsellor' END, %s
            FROM commons_user u JOIN bench_org o ON u.email LIKE 'm' || o.n || '-%%'
            """,
            [today - timedelta(days=900)],
        ),
        (
            """
            CREATE TEMP TABLE bench_member AS
            SELECT m.id, o.n AS org, (row_number() OVER (PARTITION BY o.n ORDER BY m.id) - 1)::int
                AS k FROM commons_membership m JOIN bench_org o ON o.id = m.organisation_id
            """,
            None,
        ),
        ("ANALYZE bench_org", None),
        ("ANALYZE bench_member", None),
    ]


def _programmes(text: str, digest: str, today: date) -> list[tuple[str, Any]]:
    year = today.year - (today.month < 4)
    return [
        (
            """
            INSERT INTO programmes_programme (id, organisation_id, scheme_id, name, fiscal_year,
                                              starts_on, ends_on, version)
            SELECT gen_random_uuid(), id, 'tomakomai', '就職応援事業', %s, %s, %s, 1 FROM bench_org
            """,
            [year, date(year, 4, 1), date(year + 1, 3, 31)],
        ),
        (
            """
            INSERT INTO programmes_schemeversion (id, organisation_id, programme_id, number, text,
                                                  digest, valid_from, taken_at, note)
            SELECT gen_random_uuid(), organisation_id, id, 1, %s, %s, starts_on, now(), ''
            FROM programmes_programme
            """,
            [text, digest],
        ),
    ]


_INDEX = "CREATE INDEX person_by_grams ON public.people_person USING gin ((grams::text[]))"
_TOTAL = ORGANISATIONS * CASES_EACH

_PERSONS = (
    f"""
    CREATE TEMP TABLE bench_case AS
    SELECT i, gen_random_uuid() AS id, gen_random_uuid() AS person_id, o.id AS organisation_id,
           o.n AS org, (i / {ORGANISATIONS})::int AS j
    FROM generate_series(0, {_TOTAL - 1}) i JOIN bench_org o ON o.n = i %% {ORGANISATIONS};
    ANALYZE bench_case;
    INSERT INTO people_person (id, organisation_id, name, kana, birth_on, phone, email, address,
                               contact_wishes, name_key, grams, version)
    SELECT c.person_id, c.organisation_id, n.name, n.kana,
           date '1968-04-02' + (c.i * 37 %% 7300)::int, '090-0000-0000', '', '苫小牧市', '',
           n.key, n.grams, 1
    FROM bench_case c
    JOIN bench_name n ON n.n = (c.i::bigint * 7919 %% (SELECT count(*) FROM bench_name))
    """.replace("%%", "%"),
    None,
)

_CASES = """
    INSERT INTO people_case (id, organisation_id, recorded_by_id, person_id, client, number, alias,
                             opened_on, closing_reason, category, pathway, stage, responsible_id,
                             next_action, next_action_on, last_contact_on, avoid, fields, version,
                             closed_on)
    SELECT c.id, c.organisation_id, c.organisation_id, c.person_id, 'person',
           'T-' || lpad(c.j::text, 5, '0'), '', %s::date - 400, '', 'unstable_employment',
           'qualification', 'consulting', m.id, '次の面談の日取りを決める',
           %s::date + (c.i %% 90)::int - 20, %s::date - (c.i %% 60)::int,
           CASE WHEN c.i %% 7 = 0 THEN array['午前9時より前の電話'] ELSE '{}' END, '{}', 1,
           CASE WHEN c.i %% 4 = 0 THEN %s::date - 30 END
    FROM bench_case c JOIN bench_member m ON m.org = c.org AND m.k = c.j %% 10
    WHERE %s::date IS NOT NULL AND %s::date IS NOT NULL
"""

_ENROLMENTS = """
    INSERT INTO people_enrolment (id, organisation_id, case_id, programme_id, from_on, until_on,
                                  ended_because, version)
    SELECT gen_random_uuid(), c.organisation_id, c.id, p.id, p.starts_on, NULL, '', 1
    FROM bench_case c JOIN programmes_programme p ON p.organisation_id = c.organisation_id
"""
_ASSIGNMENTS = """
    INSERT INTO people_assignment (id, organisation_id, case_id, membership_id, from_on,
                                   handover_note)
    SELECT gen_random_uuid(), c.organisation_id, c.id, c.responsible_id, c.opened_on, ''
    FROM people_case c
"""
_GRANTS = """
    INSERT INTO commons_grant (id, organisation_id, recorded_by_id, case_id, to_membership_id,
                               level, items, purpose, basis, from_on, source, source_id)
    SELECT gen_random_uuid(), a.organisation_id, a.organisation_id, a.case_id, a.membership_id, 3,
           '{}', '担当', 'own_duty', a.from_on, 'assignment', a.id
    FROM people_assignment a
"""
_STEPS = """
    INSERT INTO people_step (id, organisation_id, recorded_by_id, case_id, kind, "on", title, note,
                             level, by_id, minutes, fields, ledger_key, withdrawn_because,
                             recorded_at, version)
    SELECT gen_random_uuid(), c.organisation_id, c.organisation_id, c.id, 'consultation.held',
           %s::date - (c.i %% 60)::int, '継続面談（来所）',
           '前回からの変化を聞いた。生活の時間は整い始めている。次の一歩を一緒に決めた。',
           2, NULL, 45, '{"channel": "visit", "consultation_kind": "follow_up"}', '', '', now(), 1
    FROM bench_case c
"""
_LONG_STEPS = """
    INSERT INTO people_step (id, organisation_id, recorded_by_id, case_id, kind, "on", title, note,
                             level, by_id, minutes, fields, ledger_key, withdrawn_because,
                             recorded_at, version)
    SELECT gen_random_uuid(), c.organisation_id, c.organisation_id, c.id, 'consultation.held',
           c.last_contact_on - n, '継続面談（来所）',
           '求人票を2枚読み合わせた。本人は日勤を望んでいる。検定料が自己負担になることを伝えた。',
           2, c.responsible_id, 45,
           '{"channel": "visit", "consultation_kind": "follow_up"}', '', '', now(), 1
    FROM people_case c, generate_series(1, %s) n
    WHERE c.number = 'T-00123' AND %s::date IS NOT NULL
"""
