"""Bodies with records of their own, the people who work in them, and in which role.

These tables carry no row policy: they are read before anybody is known to act.
"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed


@tracked
class Organisation(Keyed):
    """A body with its own records: municipality, contractor, partner, grant office.

    The database checks the digits of both codes (migration 0007).
    """

    class Kind(models.TextChoices):
        PREFECTURE = "prefecture", _("都道府県")
        DESIGNATED_CITY = "designated_city", _("指定都市")
        MUNICIPALITY = "municipality", _("市区町村")
        CONTRACTOR = "contractor", _("受託者")
        PARTNER = "partner", _("関係機関")
        EMPLOYER = "employer", _("企業")
        GRANT_OFFICE = "grant_office", _("交付金事務局")

    #: Bodies that keep people's records in their own name.
    KEEPERS = (Kind.PREFECTURE, Kind.DESIGNATED_CITY, Kind.MUNICIPALITY)

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    lg_code = models.CharField(max_length=6, blank=True)
    corporate_number = models.CharField(max_length=13, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lg_code"],
                condition=~Q(lg_code=""),
                name="organisation_lg_code_once",
            ),
            models.UniqueConstraint(
                fields=["corporate_number"],
                condition=~Q(corporate_number=""),
                name="organisation_corporate_number_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address; letters of the address are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


@tracked(exclude=["password", "last_login"], secret="password")  # noqa: S106 - a column's name
class User(Keyed, AbstractBaseUser):
    """Somebody (or a named service) that can act. What they may do hangs on their memberships.

    Signing in writes `last_login`, and `password` where a hash is renewed, before anybody acts:
    these two columns alone are changed without an actor.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    is_service = models.BooleanField(default=False)
    #: Two-step sign-in is waived for the accounts of the demo only, and the pages say so.
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody is in an organisation (職種・役割)."""

    COUNSELLOR = "counsellor", _("相談員")
    SUPERVISING_COUNSELLOR = "supervising_counsellor", _("統括カウンセラー")
    MATCHING_OFFICER = "matching_officer", _("マッチング支援員")
    TRAINING_STAFF = "training_staff", _("訓練センター職員")
    PSYCHOLOGIST = "psychologist", _("心理職")
    IBASHO_STAFF = "ibasho_staff", _("居場所スタッフ")
    PROGRAMME_MANAGER = "programme_manager", _("事業担当者")
    PRIVACY_OFFICER = "privacy_officer", _("個人情報保護管理者")
    EMPLOYER = "employer", _("企業の担当者")
    PERSON = "person", _("本人")
    SERVICE = "service", _("自動処理")


#: Roles in which somebody works for a body that supports people or is entrusted with it. Employers
#: are let in by an invitation, people by a letter, and services are nobody.
STAFF_ROLES = tuple(role for role in Role if role not in (Role.EMPLOYER, Role.PERSON, Role.SERVICE))


@tracked
class Membership(Keyed):
    """A user's role in an organisation, from–until."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=Role)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "from_on"],
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
                name="membership_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}（{self.organisation}　{self.get_role_display()}）"
