"""The Japanese sentence for each kind of problem that pydantic finds in a scheme."""

from typing import Any

_SENTENCES = {
    "missing": "この項目がありません。書き加えてください。",
    "extra_forbidden": "この項目名は使えません。つづりを確かめるか、行を消してください。",
    "string_type": "ここには文字を書いてください。引用符で囲みます。",
    "int_type": "ここには整数を書いてください。引用符は付けません。",
    "bool_type": "ここには true か false を書いてください。",
    "date_from_datetime_parsing": "ここには日付を書いてください。例　2021-04-01",
    "date_type": "ここには日付を書いてください。例　2021-04-01",
    "tuple_type": "ここには一覧を書いてください。[ ] で囲みます。",
    "model_type": "ここには項目の組を書いてください。{ } で囲みます。",
    "too_short": "1つ以上書いてください。",
    "string_too_short": "空のままです。文字を書いてください。",
    "string_pattern_mismatch": "書き方がちがいます。ほかの行の書き方にそろえてください。",
    "union_tag_invalid": "この種類は使えません。つづりを確かめてください。",
    "union_tag_not_found": "種類を示す項目（kind や op）がありません。書き加えてください。",
}


def sentence_for(error: Any) -> str:
    """A whole sentence that says what to do about one of pydantic's errors."""
    kind = str(error["type"])
    if kind == "bansou":
        return str(error["msg"])
    if kind == "literal_error":
        return f"使えるのは {error['ctx']['expected']} のどれかです。書き直してください。"
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = error["ctx"].get("ge", error["ctx"].get("le"))
        side = "以上" if "ge" in error["ctx"] else "以下"
        return f"{limit}{side}の数を書いてください。"
    if kind == "string_too_long":
        return f"{error['ctx']['max_length']}文字までにしてください。"
    return _SENTENCES.get(kind, "この値は使えません。ほかの行の書き方にそろえてください。")
