"""All tables of this room, gathered for Django."""

from bansou.employers.accounts.models import CompanyAccount, CompanyOffer
from bansou.employers.companies.models import Company
from bansou.employers.guide.models import EmploymentSubsidy, KitAnswer
from bansou.employers.hosts.models import HostPlace
from bansou.employers.lists.models import SupportingEmployer
from bansou.employers.openings.models import Accommodation, Demand, Opening
from bansou.employers.stance.models import HiringStance
from bansou.employers.surveys.models import EmployerSurveyAnswer
from bansou.employers.visits.models import EmployerVisit

__all__ = [
    "Accommodation",
    "Company",
    "CompanyAccount",
    "CompanyOffer",
    "Demand",
    "EmployerSurveyAnswer",
    "EmployerVisit",
    "EmploymentSubsidy",
    "HiringStance",
    "HostPlace",
    "KitAnswer",
    "Opening",
    "SupportingEmployer",
]
