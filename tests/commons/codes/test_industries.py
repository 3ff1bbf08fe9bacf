"""The divisions of the industry classification."""

from bansou.commons.codes.industries import Industry


def test_has_the_divisions_from_a_to_t() -> None:
    assert list(Industry.values) == list("ABCDEFGHIJKLMNOPQRST")
    assert len(set(Industry.labels)) == 20


def test_labels_are_the_official_ones() -> None:
    assert Industry("H").label == "運輸業，郵便業"
    assert Industry("P").label == "医療，福祉"
    assert Industry.OTHER_SERVICES.label == "サービス業（他に分類されないもの）"
