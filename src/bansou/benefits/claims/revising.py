"""A new version of a scheme beside the claims that name its benefits: none of them loses its own."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from bansou.benefits.claims.models import Claim
from bansou.commons.errors import Refusal
from bansou.programmes.actions import check_revision, revise_scheme
from bansou.programmes.models import Programme, SchemeVersion
from bansou.programmes.queries import read
from bansou.schemes.shape import Scheme


class BenefitInUse(Refusal):
    """Claims name a benefit that the new version has under another key, or not at all."""

    code = "benefits.in_use"
    message = _(
        "「%(label)s」には、取り下げられていない請求が%(count)d件あります。benefitsで、"
        'key = "%(key)s" と kind = "%(kind)s" をそのまま残してください。'
        "名前を変えるときはlabelを、もう支給しないときはvalid_toに終わりの日を書いてください。"
    )


def check_revision_with_claims(*, programme: Programme, text: str, valid_from: date) -> Scheme:
    """The scheme that a new version would put in force; refused as `revise_with_claims` would.

    :raises BenefitInUse: claims name a benefit that it has no more
    :raises Refusal: what `check_revision` refuses
    """
    scheme = check_revision(programme=programme, text=text, valid_from=valid_from)
    _refuse_lost(programme, scheme)
    return scheme


def revise_with_claims(
    *,
    programme: Programme,
    text: str,
    valid_from: date,
    at: datetime,
    note: str = "",
    follows: int | None = None,
) -> SchemeVersion:
    """Put a new version of a scheme in force that keeps every benefit that is claimed.

    Ceilings and days are counted by a benefit's key, and claims are checked again by it.

    :raises BenefitInUse: claims name a benefit that it has no more
    :raises Refusal: what `revise_scheme` refuses
    """
    with transaction.atomic():
        Programme.objects.select_for_update().get(
            organisation_id=programme.organisation_id, pk=programme.pk
        )
        made = revise_scheme(
            programme=programme,
            text=text,
            valid_from=valid_from,
            at=at,
            note=note,
            follows=follows,
        )
        _refuse_lost(programme, read(made.text))
    return made


def _refuse_lost(programme: Programme, scheme: Scheme) -> None:
    """Refuse a scheme in which a benefit that is claimed is not, or is of another kind."""
    standing = Claim.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    ).exclude(state__in=Claim.VOID)
    for claimed in (
        standing.order_by("benefit")
        .values("benefit", "kind")
        .annotate(count=Count("pk"), label=Max("label"))
    ):
        benefit = scheme.benefit(claimed["benefit"])
        if benefit is None or benefit.kind != claimed["kind"]:
            raise BenefitInUse(
                label=claimed["label"],
                key=claimed["benefit"],
                kind=claimed["kind"],
                count=claimed["count"],
                field="text",
            )
