"""What a form really left in the database: every text with the mark is read back, before it is taken back.

The reading goes on in the connection that has written, past all row policies, by a function that the
owner of the server lays beside the tables of a proof's own database.
"""

import html
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from proofs.payloads import MARK
from proofs.stage import Answer

#: Histories hold again what the tables hold, and a session only what somebody is in the middle of.
_NOT_READ = r"(event|^django_session)$"
_COLUMNS = f"""
    SELECT format('SELECT x.v FROM %I.%I, LATERAL (VALUES %s) AS x(v) WHERE x.v LIKE ''%%{MARK}%%''',
                  c.table_schema, c.table_name, string_agg(format('(%I::text)', c.column_name), ', '))
    FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema NOT IN ('pg_catalog', 'information_schema') AND t.table_type = 'BASE TABLE'
      AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY')
      AND c.table_name !~ '{_NOT_READ}'
    GROUP BY c.table_schema, c.table_name ORDER BY 1
"""


def lay_reader() -> None:
    """Lay the function beside the tables of the database in use."""
    import psycopg
    from django.conf import settings
    from django.db import connection

    from bansou.config.embedded import SUPERUSER

    login = settings.EMBEDDED_DATABASE.login(SUPERUSER, connection.settings_dict["NAME"])
    with psycopg.connect(**login) as unbound:
        read = " UNION ALL ".join(row[0] for row in unbound.execute(_COLUMNS))
        unbound.execute(
            "CREATE OR REPLACE FUNCTION public.proof_marked() RETURNS SETOF text "
            f"LANGUAGE plpgsql SECURITY DEFINER AS $read$ BEGIN RETURN QUERY {read}; END $read$"
        )
        unbound.execute("GRANT EXECUTE ON FUNCTION public.proof_marked() TO PUBLIC")


def marked() -> Counter[str]:
    """How often each text with the mark stands in the tables now, written or not yet for good."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.proof_marked()")
        return Counter(row[0] for row in cursor.fetchall())


@dataclass
class Keeping:
    """What has come into the tables since it was looked last."""

    before: Counter[str] = field(default_factory=marked)

    def come(self) -> list[str]:
        """The texts that stand there now and did not before."""
        now = marked()
        fresh, self.before = now - self.before, now
        return [alike(it) for it in fresh]


def alike(text: str) -> str:
    """A text without what tidying changes: widths of letters, spaces, ends of lines."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def is_kept(text: str, kept: Iterable[str]) -> bool:
    """Whether a text that was sent stands in what is kept, as it is or as JSON writes it."""
    as_json = json.dumps(text, ensure_ascii=False)[1:-1]
    forms = {alike(text), alike(as_json)}
    return any(form in it for it in kept for form in forms)


def standing_in(answer: Answer, texts: Iterable[str]) -> set[str]:
    """Which of these texts stand whole in a page or a file, however it writes them."""
    if MARK.encode() not in (content := _content(answer)):
        return set()
    read = alike(html.unescape(content.decode("utf-8", "replace")))
    return {text for text in texts if alike(text) in read}


def read_in(answer: Answer) -> list[str]:
    """What a page says, as a text to look in."""
    return [alike(html.unescape(_content(answer).decode("utf-8", "replace")))]


def _content(answer: Answer) -> bytes:
    """What an answer says; of a workbook its cells."""
    if not answer.content.startswith(b"PK"):
        return answer.content
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        return b"\n".join(file.read(it) for it in file.namelist() if it.endswith(".xml"))
