"""Names stay as typed; keys and grams find them however they are asked for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansou.commons import text
from bansou.commons.text import bigrams, clean_text, name_key, query_grams, search_grams

JAPANESE = st.text(
    st.one_of(
        st.sampled_from("　 ー々ゝゞヽヾ・髙﨑邉齋斎𠮷\U000e0100"),
        st.characters(min_codepoint=0x3041, max_codepoint=0x30FF),
        st.characters(min_codepoint=0xFF61, max_codepoint=0xFF9F),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0xF900, max_codepoint=0xFAFF),
    ),
    max_size=12,
)


def finds(asked: str, name: str, kana: str = "") -> bool:
    grams = query_grams(asked)
    return bool(grams) and set(grams) <= set(search_grams(name, kana))


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("佐\x00藤", "佐藤"),
        ("一行目\r\n二行目\r三行目\u2028四行目", "一行目\n二行目\n三行目\n四行目"),
        ("項目\t値", "項目\t値"),
        ("\ufeff氏名", "氏名"),
        ("\x1b[31m赤\x7f\x9b", "[31m赤"),
        ("逆\u202eさま\u2066に\u2069", "逆さまに"),
        ("欠\ud842け", "欠け"),
        ("髙﨑 神(\ufa19) 葛\U000e0100 ①㈱～", "髙﨑 神(\ufa19) 葛\U000e0100 ①㈱～"),
        (" 前後の空白 ", " 前後の空白 "),
    ],
)
def test_takes_out_only_what_cannot_be_seen_or_stored(typed: str, clean: str) -> None:
    assert clean_text(typed) == clean


@given(st.text())
def test_a_clean_text_can_be_stored_and_stays(typed: str) -> None:
    clean = clean_text(typed)

    assert clean_text(clean) == clean
    assert "\x00" not in clean.encode("utf-8").decode("utf-8")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("佐藤", "佐藤"),
        ("サトウ", "サトウ"),
        ("さとう", "サトウ"),
        ("ｻﾄｳ", "サトウ"),
        ("サトー", "サトウ"),
        ("さとお", "サトウ"),
        ("ｶﾞｯｺｳ ﾊﾟﾝｼﾞｰ", "ガツコウパンジイ"),
        ("か゛く", "ガク"),
        ("か\u3099く", "ガク"),
        ("きょうこ", "キヨウコ"),
        ("ケーコ", "ケイコ"),
        ("けえこ", "ケイコ"),
        ("まーや", "マアヤ"),
        ("りー", "リイ"),
        ("ゆーき", "ユウキ"),
        ("千鶴 ちづる", "千鶴チズル"),
        ("かをり", "カオリ"),
        ("みすゞ", "ミスズ"),
        ("いすゞ", "イスズ"),
        ("佐々木", "佐佐木"),
        ("髙橋", "高橋"),
        ("山﨑", "山崎"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("齋藤", "斉藤"),
        ("斎藤", "斉藤"),
        ("齊藤", "斉藤"),
        ("𠮷田", "吉田"),
        ("濵田", "浜田"),
        ("澤", "沢"),
        ("神谷\ufa19", "神谷神"),
        ("葛\U000e0100城", "葛城"),
        ("辻\ufe00", "辻"),
        ("山田\u3000太郎", "山田太郎"),
        ("マリア・サントス", "マリアサントス"),
        ("Ｏ’Brien", "obrien"),
        ("", ""),
        ("々ー", "々"),
    ],
)
def test_folds_what_people_do_not_remember(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(("long", "short"), [("オオノ", "オノ"), ("ユウコ", "ユコ"), ("高", "尚")])
def test_keeps_apart_what_is_another_name(long: str, short: str) -> None:
    assert name_key(long) != name_key(short)


@given(JAPANESE)
def test_folding_again_changes_nothing(name: str) -> None:
    key = name_key(name)

    assert name_key(key) == key


@given(JAPANESE)
def test_spaces_and_kind_of_kana_do_not_matter(name: str) -> None:
    as_katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in name)

    assert name_key(as_katakana) == name_key(name) == name_key(f" {name}　")


def test_the_list_of_variants_leads_to_one_form_each() -> None:
    variants = text._variants()

    assert len(variants) >= 120
    assert not {ord(base) for base in variants.values()} & variants.keys()
    for variant in variants:
        assert unicodedata.normalize("NFKC", chr(variant)) == chr(variant)


@pytest.mark.parametrize(
    ("key", "grams"),
    [
        ("佐藤", {"佐藤"}),
        ("サトウ", {"サト", "トウ"}),
        ("森", {"森"}),
        ("", set()),
    ],
)
def test_cuts_a_key_into_pairs(key: str, grams: set[str]) -> None:
    assert bigrams(key) == grams


@pytest.mark.parametrize(
    "asked",
    [
        *("佐藤", "サトウ", "ｻﾄｳ", "さとう", "さとー", "サト", "花子", "ﾊﾅｺ", "ウハ"),
        *("佐", "藤", "サ", "さ", "ｳ", "子"),
        *("佐藤花子", "佐藤 花子", "花子\u3000佐藤", "佐藤 はなこ", "サトウハナコ"),
    ],
)
def test_finds_a_person_by_any_part_and_any_spelling(asked: str) -> None:
    assert finds(asked, "佐藤 花子", "サトウ ハナコ")


@pytest.mark.parametrize(
    "asked", ["佐田", "藤佐", "さとみ", "加", "佐藤 太郎", "", " ", "・", "ー"]
)
def test_does_not_find_who_was_not_asked_for(asked: str) -> None:
    assert not finds(asked, "佐藤 花子", "サトウ ハナコ")


@pytest.mark.parametrize(
    ("asked", "name", "kana"),
    [
        ("高橋", "髙橋 健", "タカハシ ケン"),
        ("髙橋", "高橋 健", "タカハシ ケン"),
        ("高", "髙橋 健", ""),
        ("渡邊", "渡邉 誠", ""),
        ("渡辺", "渡邉 誠", ""),
        ("山崎", "山﨑 学", ""),
        ("吉田", "𠮷田 学", ""),
        ("葛城", "葛\U000e0100城 学", ""),
        ("オーノ", "大野 詩", "オオノ ウタ"),
        ("オオノ", "大野 詩", "オーノ ウタ"),
        ("オノ", "大野 詩", "オオノ ウタ"),
        ("ノウ", "大野 詩", "オオノ ウタ"),
        ("おと", "佐渡 音", "サド オト"),
        ("さどおと", "佐渡 音", "サド オト"),
        ("佐々木", "佐佐木 学", ""),
        ("々木", "佐々木 学", ""),
        ("佐木", "佐々木 学", ""),
        ("々", "佐々木 学", ""),
        ("マリア", "サントス・マリア", ""),
        ("santos", "ＳＡＮＴＯＳ Maria", ""),
    ],
)
def test_finds_variants_long_vowels_and_beginnings_within(asked: str, name: str, kana: str) -> None:
    assert finds(asked, name, kana)


@given(JAPANESE)
def test_finds_every_word_of_a_name(name: str) -> None:
    for word in name.split():
        if query_grams(word):
            assert finds(word, name)


def test_grams_are_in_order_and_each_once() -> None:
    grams = search_grams("森 森", "モリ モリ")

    assert list(grams) == sorted(set(grams))
    assert query_grams("森 森") == ("森",)


def test_writes_a_reading_as_forms_ask_for_it() -> None:
    assert text.in_hiragana("ミウラ カズヒコ") == "みうら かずひこ"
    assert text.in_hiragana("ヴァレリー・ﾀ 三浦") == "ゔぁれりー・ﾀ 三浦"
