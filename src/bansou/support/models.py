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
from bansou.support.experience.models import (
    Experience,
    ExperienceConfirmation,
    ExperienceDay,
    ExperienceEvaluation,
    InsuredPerson,
    InternshipPolicy,
)
from bansou.support.training.models import (
    Attendance,
    CourseApplication,
    CourseRun,
    HeldQualification,
    RunDay,
    RunWish,
    SeatAllotment,
)

__all__ = [
    "Attendance",
    "Booking",
    "CalendarFeed",
    "Consultation",
    "CourseApplication",
    "CourseRun",
    "DeskHours",
    "Duty",
    "Experience",
    "ExperienceConfirmation",
    "ExperienceDay",
    "ExperienceEvaluation",
    "HeldQualification",
    "InsuredPerson",
    "InternshipPolicy",
    "RunDay",
    "RunWish",
    "SeatAllotment",
    "ServiceDesk",
    "TimeOff",
    "WaitingPerson",
]
