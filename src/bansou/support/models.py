"""The tables of this room, gathered for Django from its subjects."""

from bansou.support.consultation.models import Consultation
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
    "Consultation",
    "CourseApplication",
    "CourseRun",
    "HeldQualification",
    "RunDay",
    "RunWish",
    "SeatAllotment",
]
