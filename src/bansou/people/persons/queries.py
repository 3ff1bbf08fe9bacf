"""Finding persons by any part and any spelling of their name."""

from uuid import UUID

from django.db import connection

from bansou.commons.text import query_grams

#: More hits than this help nobody; the desk asks for more letters instead.
MOST_HITS = 200


def find_persons(asked: str, most: int = MOST_HITS) -> list[UUID]:
    """Keys of persons the transaction may see whose name or reading holds `asked`.

    佐藤, サトウ, ｻﾄｳ and さとう find the same people, 高橋 finds 髙橋, one letter is enough. The
    database function looks in the index (which a row policy would keep it from) and gives back
    keys only; whoever reads the rows reads them under the policy again.
    """
    grams = list(query_grams(asked))
    if not grams:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT bansou_find_persons(%s, %s)", [grams, most])
        return [key for (key,) in cursor.fetchall()]
