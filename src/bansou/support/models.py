"""The tables of this room, gathered for Django from its subjects."""

from bansou.support.consultation.booking.models import (
    Booking,
    CalendarFeed,
    DeskHours,
    Duty,
    ServiceDesk,
    TimeOff,
    WaitingPerson,
)
from bansou.support.consultation.models import Consultation
from bansou.support.counselling.models import (
    CounsellingBooking,
    CounsellingFile,
    CounsellingRecord,
    CounsellingSlot,
    CounsellingSummary,
    CounsellingWait,
    ProfessionalLicence,
)
from bansou.support.counselling.releases import SealedRelease
from bansou.support.experience.models import (
    Experience,
    ExperienceConfirmation,
    ExperienceDay,
    ExperienceEvaluation,
    InsuredPerson,
    InternshipPolicy,
)
from bansou.support.ibasho.models import (
    Ibasho,
    IbashoDay,
    IbashoGuest,
    IbashoIncident,
    IbashoLink,
    IbashoStage,
    IbashoVisit,
)
from bansou.support.outreach.conferences.models import CaseConference, ConferenceMember
from bansou.support.outreach.formulations.models import Dissent, Formulation
from bansou.support.outreach.posts.models import WardPosting
from bansou.support.outreach.teams.models import (
    DispatchRequest,
    ExpertTeam,
    TeamDuty,
    TeamMember,
)
from bansou.support.outreach.visits.models import OutreachVisit, VisitNote
from bansou.support.training.models import (
    Attendance,
    CourseApplication,
    CourseRun,
    HeldQualification,
    RunDay,
    RunWish,
    SealedSeed,
    SeatAllotment,
)

__all__ = [
    "Attendance",
    "Booking",
    "CalendarFeed",
    "CaseConference",
    "ConferenceMember",
    "Consultation",
    "CounsellingBooking",
    "CounsellingFile",
    "CounsellingRecord",
    "CounsellingSlot",
    "CounsellingSummary",
    "CounsellingWait",
    "CourseApplication",
    "CourseRun",
    "DeskHours",
    "DispatchRequest",
    "Dissent",
    "Duty",
    "Experience",
    "ExperienceConfirmation",
    "ExperienceDay",
    "ExperienceEvaluation",
    "ExpertTeam",
    "Formulation",
    "HeldQualification",
    "Ibasho",
    "IbashoDay",
    "IbashoGuest",
    "IbashoIncident",
    "IbashoLink",
    "IbashoStage",
    "IbashoVisit",
    "InsuredPerson",
    "InternshipPolicy",
    "OutreachVisit",
    "ProfessionalLicence",
    "RunDay",
    "RunWish",
    "SealedRelease",
    "SealedSeed",
    "SeatAllotment",
    "ServiceDesk",
    "TeamDuty",
    "TeamMember",
    "TimeOff",
    "VisitNote",
    "WaitingPerson",
    "WardPosting",
]
