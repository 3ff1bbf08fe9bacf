"""Accounts of companies as the desks ask for them; those asked before anybody acts give keys only."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from bansou.commons.codes.one_time import digest_of
from bansou.employers.accounts.models import CompanyAccount, CompanyOffer
from bansou.employers.companies.models import Company


def companies_of(membership_id: UUID) -> list[tuple[UUID, UUID]]:
    """Body and company of each live account of a member, the first opened first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisation_id, company_id FROM bansou_companies_of(%s)", [membership_id]
        )
        return [(keeper_id, company_id) for keeper_id, company_id in cursor.fetchall()]


def keeper_of_invitation(code: str) -> UUID | None:
    """Which body has issued a code; None where nobody has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT bansou_keeper_of_invitation(%s)", [digest_of(code)])
        row = cursor.fetchone()
    return row[0] if row else None


def accounts_of(company: Company) -> QuerySet[CompanyAccount]:
    """Who may act for a company, or was invited to, the latest first."""
    return CompanyAccount.objects.filter(
        organisation_id=company.organisation_id, company=company, closed_at=None
    ).order_by("-id")


def offers_of(company: Company) -> QuerySet[CompanyOffer]:
    """What a company has offered, the latest first."""
    return CompanyOffer.objects.filter(
        organisation_id=company.organisation_id, company=company
    ).order_by("-sent_at", "-id")


def offers_to_decide(keeper_id: UUID) -> QuerySet[CompanyOffer]:
    """What companies have offered and nobody has decided, the first first."""
    return (
        CompanyOffer.objects.filter(organisation_id=keeper_id, state=CompanyOffer.State.SENT)
        .select_related("company", "sent_by__user")
        .order_by("sent_at", "id")
    )
