"""What contradicts itself in the benefits and the minimum wages of a scheme."""

from collections.abc import Iterator, Sequence

from bansou.schemes.basis import Dated
from bansou.schemes.benefits import Benefit
from bansou.schemes.definitions import Unsound
from bansou.schemes.locate import Path
from bansou.schemes.shape import Scheme


def unsound_benefits(scheme: Scheme) -> Iterator[Unsound]:
    """Yield each place that contradicts another one, with a sentence on what to do."""
    known = {benefit.key for benefit in scheme.benefits}
    for at, benefit in enumerate(scheme.benefits):
        if benefit.is_crossed:
            yield ("benefits", at, "valid_to"), _CROSSED
        yield from _in_time(("benefits", at, "prices"), benefit.prices, _PRICES_MEET)
        yield from _of_its_kind(at, benefit)
        for number, key in enumerate(benefit.not_with):
            if key not in known - {benefit.key}:
                sentence = f"「{key}」という別の給付がbenefitsにありません。keyをそろえてください。"
                yield ("benefits", at, "not_with", number), sentence


def unsound_wages(scheme: Scheme) -> Iterator[Unsound]:
    """Yield each minimum wage that holds on a day of another one."""
    yield from _in_time(("minimum_wages",), scheme.minimum_wages, _WAGES_MEET)


_CROSSED = "終わりの日が始まりの日より前です。日付を入れ替えてください。"
_PRICES_MEET = "前の単価と期間が重なっています。valid_fromかvalid_toを直してください。"
_WAGES_MEET = "前の最低賃金と期間が重なっています。valid_fromかvalid_toを直してください。"


def _in_time(path: Path, parts: Sequence[Dated], meeting: str) -> Iterator[Unsound]:
    """On no day two of them hold."""
    for number, part in enumerate(parts):
        if part.is_crossed:
            yield (*path, number), _CROSSED
        elif any(part.meets(earlier) for earlier in parts[:number]):
            yield (*path, number), meeting


def _of_its_kind(at: int, benefit: Benefit) -> Iterator[Unsound]:
    """Days of attendance belong to stipends, receipts to travel."""
    if benefit.kind == "stipend":
        if benefit.part == "other":
            sentence = "給付金は、partをtrainingかexperienceにしてください。"
            yield ("benefits", at, "part"), sentence
        if benefit.needs_receipt:
            sentence = "needs_receiptは交通費（travel）だけに書けます。行を消してください。"
            yield ("benefits", at, "needs_receipt"), sentence
    else:
        for name in ("prices", "minimum_hours"):
            if getattr(benefit, name):
                sentence = f"{name}は給付金（stipend）だけに書けます。行を消してください。"
                yield ("benefits", at, name), sentence
