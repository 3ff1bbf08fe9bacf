"""職員: accounts without a password, memberships, and how other sheets name them."""

from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import Membership, Role, User
from bansou.people.cases.models import Case
from tests.bodies import change
from tests.plugins.ledgers import CENTRE, Importing, Refused

KUDO = "kudo@city.example.jp"


def test_makes_members_whose_accounts_have_no_password(
    import_book: Importing, book: Workbook
) -> None:
    import_book(book)

    kudo = Membership.objects.get(user__email=KUDO)
    mikami = Membership.objects.get(user__email="mikami@center.example.jp")
    assert (kudo.organisation.name, kudo.role) == ("苫小牧市", Role.COUNSELLOR)
    assert (mikami.organisation.name, mikami.role) == (CENTRE, Role.TRAINING_STAFF)
    assert not kudo.user.has_usable_password()


def test_puts_name_and_term_right(import_book: Importing, book: Workbook) -> None:
    import_book(book)
    book["職員"]["A4"], book["職員"]["F4"] = "工藤 直子（旧姓 村井）", "令和4年3月31日"
    book["対象者"]["P4"] = book["対象者"]["P5"] = KUDO
    book["相談記録"]["H4"] = book["相談記録"]["H5"] = KUDO
    book["企業訪問"]["D4"] = KUDO

    result = import_book(book)

    kudo = Membership.objects.get(user__email=KUDO)
    assert (kudo.user.name, str(kudo.until_on)) == ("工藤 直子（旧姓 村井）", "2022-03-31")
    assert result.tally.updated == 6


def test_takes_on_who_is_a_member_already(import_book: Importing, book: Workbook) -> None:
    import_book(book)
    change(User.objects.get(email=KUDO), name="別の名前")
    book["職員"]["B4"] = KUDO.upper()

    result = import_book(book)

    assert result.tally.updated == 0
    assert Membership.objects.filter(user__email=KUDO).count() == 1


def test_may_be_named_by_address_and_with_other_spaces(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["対象者"]["P4"], book["対象者"]["P5"] = KUDO, "工藤　直子"

    import_book(book)

    with acting(clerk, why="test"):
        assert {c.responsible.user.email for c in Case.objects.all()} == {KUDO}


def test_refuses_people_nobody_knows(refused: Refused, book: Workbook) -> None:
    book["相談記録"]["H4"] = "工藤 尚子"

    assert refused(book) == [
        "相談記録!H4：「工藤 尚子」という職員は登録されていません。職員のシートに書いてください。"
    ]


def test_refuses_a_name_that_two_people_bear(refused: Refused, book: Workbook) -> None:
    book["職員"].append(["工藤直子", "kudo2@city.example.jp", None, "相談員", "R3.4.1", None])
    book["対象者"]["P4"] = book["対象者"]["P5"] = book["企業訪問"]["D4"] = KUDO
    book["相談記録"]["H5"] = KUDO

    assert refused(book) == [
        "相談記録!H4：「工藤 直子」という職員は2人います。メールアドレスで書いてください。"
    ]


def test_refuses_somebody_who_was_not_there_yet(refused: Refused, book: Workbook) -> None:
    book["職員"]["E4"] = "R3.5.1"
    book["企業訪問"]["C4"] = "R3.5.2"

    assert refused(book) == [
        (
            "相談記録!H4：工藤 直子さんは、令和3年4月5日には所属していません。"
            "職員のシートの期間を確かめてください。"
        )
    ]


def test_refuses_an_unknown_body(refused: Refused, book: Workbook) -> None:
    book["職員"]["C5"] = "訓練センター"

    assert refused(book)[0].startswith("職員!C5：「訓練センター」という団体は登録されていません。")


def test_tells_a_broken_row_once_however_often_it_is_named(
    refused: Refused, book: Workbook
) -> None:
    book["職員"]["E4"] = "いつか"

    assert refused(book) == [
        "職員!E4：「いつか」は日付として読めません。令和3年11月24日か2021-11-24のように書いてください。"
    ]


def test_refuses_new_accounts_where_only_the_operator_opens_them(
    refused: Refused, book: Workbook
) -> None:
    problems = refused(book, opens_accounts=False)

    assert problems[0].startswith("職員!B4：工藤 直子さんは、まだ職員として登録されていません。")
    assert not User.objects.filter(email=KUDO).exists()


def test_refuses_another_employer_for_the_same_row(
    import_book: Importing, refused: Refused, book: Workbook
) -> None:
    import_book(book)
    book["職員"]["C4"] = CENTRE

    assert refused(book)[0].startswith(
        "職員!C4：工藤 直子さんは、苫小牧市の職員として取り込まれています。"
    )
