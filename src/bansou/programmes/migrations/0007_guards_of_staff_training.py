"""Row policies and write guards of courses for the staff: the keeper's alone."""

from bansou.commons.database import migrating, policies

TABLES = (
    "programmes_staffcourse",
    "programmes_staffcourseday",
    "programmes_staffcourseseat",
    "programmes_staffattendance",
)


class Migration(migrating.Migration):
    dependencies = [("programmes", "0006_staff_training")]

    operations = [
        policies.keeper_key("programmes_staffcourse"),
        policies.keeper_key("programmes_staffcourseday"),
        policies.keeper_key("programmes_staffcourseseat"),
        policies.same_keeper("programmes_staffcourseday", "course_id", "programmes_staffcourse"),
        policies.same_keeper("programmes_staffcourseseat", "course_id", "programmes_staffcourse"),
        policies.same_keeper("programmes_staffattendance", "seat_id", "programmes_staffcourseseat"),
        policies.same_keeper("programmes_staffattendance", "day_id", "programmes_staffcourseday"),
        *(policies.protect_own(table) for table in TABLES),
        *(policies.protect_own(f"{table}event") for table in TABLES),
        *(policies.guard_writes(table) for table in TABLES),
    ]
