"""Addresses of the counsellor's desk."""

from django.urls import path

from bansou.desks.counsellor.benefits import claiming, receipts
from bansou.desks.counsellor.benefits import page as benefits
from bansou.desks.counsellor.board import views as board
from bansou.desks.counsellor.bookings import changing as booking_changes
from bansou.desks.counsellor.bookings import closing, desks, feed, making, turns, waiting, week
from bansou.desks.counsellor.bookings import listing as booking_lists
from bansou.desks.counsellor.cases import (
    accepting,
    accounts,
    barring,
    breaking,
    changing,
    consenting,
    household,
    left_open,
    lists,
    page,
    readying,
    registering,
    sharing,
)
from bansou.desks.counsellor.consultations import correcting, recording, settling, telling_them
from bansou.desks.counsellor.counselling import booking as counselling_booking
from bansou.desks.counsellor.counselling import emergency as counselling_emergency
from bansou.desks.counsellor.counselling import page as counselling
from bansou.desks.counsellor.counselling import reading as counselling_reading
from bansou.desks.counsellor.counselling import recording as counselling_recording
from bansou.desks.counsellor.counselling import releasing as counselling_releasing
from bansou.desks.counsellor.counselling import teams as counselling_teams
from bansou.desks.counsellor.doubles import views as doubles
from bansou.desks.counsellor.experience import page as experience
from bansou.desks.counsellor.families import views as families
from bansou.desks.counsellor.handing import agreeing as handing_consents
from bansou.desks.counsellor.handing import bodies as outside_bodies
from bansou.desks.counsellor.handing import letters as handing_letters
from bansou.desks.counsellor.handing import page as handing
from bansou.desks.counsellor.handing import referring as handing_on
from bansou.desks.counsellor.hires import correcting as hire_correcting
from bansou.desks.counsellor.hires import following_up, regular
from bansou.desks.counsellor.hires import recording as hiring
from bansou.desks.counsellor.papers import agreeing, handing_over, reading, writing
from bansou.desks.counsellor.remarks import views as remarks
from bansou.desks.counsellor.today import views as today
from bansou.desks.counsellor.training import applying, certificates
from bansou.desks.counsellor.training import page as training

app_name = "counsellor"

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/tasks/", today.tasks, name="tasks"),
    path("today/tasks/<uuid:pk>/done/", today.done, name="task_done"),
    path("board/", board.board, name="board"),
    path("board/board.<str:form>", board.export, name="board_export"),
    path("board/unread/", board.unread, name="board_unread"),
    path("board/plans/", board.plans, name="board_plans"),
    path("doubles/", doubles.doubles, name="doubles"),
    path("doubles/<uuid:one>/<uuid:other>/", doubles.pair, name="pair"),
    path("doubles/<uuid:one>/<uuid:other>/two/", doubles.two, name="pair_two"),
    path("doubles/merges/<uuid:pk>/undo/", doubles.undo, name="merge_undo"),
    path("bookings/", week.week, name="bookings"),
    path("bookings/list/", booking_lists.listed, name="bookings_list"),
    path("bookings/day/", booking_lists.day_sheet, name="bookings_day"),
    path("bookings/calls/", booking_changes.calls, name="calls"),
    path("bookings/new/", making.make, name="book"),
    path("bookings/waiting/", waiting.waiting, name="waiting"),
    path("bookings/waiting/new/", waiting.add, name="waiting_add"),
    path("bookings/waiting/<uuid:pk>/end/", waiting.end, name="waiting_end"),
    path("bookings/calendar/", feed.own, name="feed"),
    path("bookings/calendar/<str:secret>.ics", feed.calendar, name="calendar"),
    path("bookings/<uuid:pk>/", making.booking, name="booking"),
    path("bookings/<uuid:pk>/cancel/", booking_changes.cancel, name="booking_cancel"),
    path("bookings/<uuid:pk>/no-show/", booking_changes.no_show, name="booking_no_show"),
    path("bookings/<uuid:pk>/join/", booking_changes.join, name="booking_join"),
    path("bookings/<uuid:pk>/move/", booking_changes.move_to, name="booking_move"),
    path("bookings/<uuid:pk>/move-back/", booking_changes.undo_move, name="booking_move_back"),
    path("bookings/<uuid:pk>/agree/", booking_changes.agree, name="booking_agree"),
    path("bookings/<uuid:pk>/reminded/", booking_changes.reminded, name="booking_reminded"),
    path("desks/", desks.desks, name="desks"),
    path("desks/new/", desks.add, name="desk_add"),
    path("desks/<uuid:pk>/", desks.desk, name="desk"),
    path("desks/<uuid:pk>/change/", desks.change, name="desk_change"),
    path("desks/<uuid:pk>/hours/", turns.hours_add, name="hours_add"),
    path("desks/<uuid:pk>/off/", closing.off_add, name="off_add"),
    path("desks/hours/<uuid:pk>/end/", turns.hours_end, name="hours_end"),
    path("desks/hours/<uuid:pk>/duty/", turns.duty_add, name="duty_add"),
    path("desks/duty/<uuid:pk>/end/", turns.duty_end, name="duty_end"),
    path("desks/off/<uuid:pk>/end/", closing.off_end, name="off_end"),
    path("cases/", lists.cases, name="cases"),
    path("cases/export/", lists.export, name="cases_export"),
    path("cases/left-open/", left_open.left_open, name="left_open"),
    path("cases/left-open/take-back/", left_open.take_back, name="left_open_take_back"),
    path("cases/new/", registering.register, name="register"),
    path("cases/<uuid:pk>/", page.case, name="case"),
    path("cases/<uuid:pk>/next/", changing.next_action, name="next_action"),
    path("cases/<uuid:pk>/care/", changing.care, name="care"),
    path("cases/<uuid:pk>/household/", household.household, name="household"),
    path("cases/<uuid:pk>/onset/", household.onset, name="onset"),
    path("cases/<uuid:pk>/family/", families.family, name="family"),
    path("cases/<uuid:pk>/family/new/", families.add, name="family_add"),
    path("family/<uuid:pk>/change/", families.change, name="family_change"),
    path("family/<uuid:pk>/say/", families.say, name="family_say"),
    path("family/statements/<uuid:pk>/telling/", families.telling, name="family_telling"),
    path("family/statements/<uuid:pk>/withdraw/", families.withdraw, name="family_withdraw"),
    path("cases/<uuid:pk>/contact/", changing.contact, name="contact"),
    path("cases/<uuid:pk>/readiness/", readying.readiness, name="readiness"),
    path("cases/<uuid:pk>/readiness/withdraw/", readying.withdraw, name="readiness_withdraw"),
    path("cases/<uuid:pk>/joint-consent/", consenting.joint_consent, name="joint_consent"),
    path("cases/<uuid:pk>/elsewhere/", consenting.elsewhere, name="elsewhere"),
    path("cases/<uuid:pk>/handing/", handing.handing, name="handing"),
    path("cases/<uuid:pk>/handing/consent/", handing_consents.agree, name="handing_agree"),
    path(
        "sharing-consents/<uuid:pk>/withdraw/", handing_consents.withdraw, name="handing_withdraw"
    ),
    path("sharing-consents/<uuid:pk>/refer/", handing_on.refer, name="handing_refer"),
    path("referrals/<uuid:pk>/answer/", handing_on.answer, name="referral_answer"),
    path("referrals/<uuid:pk>/letter/", handing_letters.letter, name="referral_letter"),
    path("partners/", outside_bodies.bodies, name="bodies"),
    path("partners/new/", outside_bodies.add, name="body_add"),
    path("partners/<uuid:pk>/", outside_bodies.change, name="body"),
    path("cases/<uuid:pk>/account/", accounts.account, name="account"),
    path("cases/<uuid:pk>/account/letter/", accounts.letter, name="account_letter"),
    path("cases/<uuid:pk>/account/renew/", accounts.renew, name="account_renew"),
    path("cases/<uuid:pk>/account/end/", accounts.end, name="account_end"),
    path("cases/<uuid:pk>/person/", registering.name_person, name="name_person"),
    path("cases/<uuid:pk>/enrol/", changing.enrolment, name="enrol"),
    path("cases/<uuid:pk>/close/", changing.close, name="close"),
    path("cases/<uuid:pk>/take-over/", sharing.take, name="take_over"),
    path("cases/<uuid:pk>/assign/", sharing.hand_over, name="assign"),
    path("cases/<uuid:pk>/handover/", accepting.handover, name="handover"),
    path("cases/<uuid:pk>/handover/accept/", accepting.accept, name="handover_accept"),
    path("cases/<uuid:pk>/emergency/", breaking.broken, name="break_glass"),
    path("cases/<uuid:pk>/emergency/done/", breaking.done, name="break_glass_done"),
    path("cases/<uuid:pk>/conflict/", barring.bar, name="bar"),
    path("cases/<uuid:pk>/conflict/<uuid:user>/end/", barring.lift, name="lift_bar"),
    path("cases/<uuid:pk>/refer/", sharing.referring, name="refer"),
    path("cases/referrals/<uuid:pk>/end/", sharing.ending, name="end_referral"),
    path("cases/<uuid:pk>/record/", recording.record, name="record"),
    path("cases/<uuid:pk>/record/draft/", recording.save_draft, name="record_draft"),
    path("cases/<uuid:pk>/record/discard/", recording.discard_draft, name="record_discard"),
    path("cases/<uuid:pk>/plan/", reading.plan, name="plan"),
    path("cases/<uuid:pk>/plan/write/", writing.write_plan, name="plan_write"),
    path("cases/<uuid:pk>/plan/write/draft/", writing.save_plan_draft, name="plan_draft"),
    path("cases/<uuid:pk>/plan/print/", handing_over.print_plan, name="plan_print"),
    path("cases/<uuid:pk>/plan/comment/", reading.comment_on_plan, name="plan_comment"),
    path("cases/<uuid:pk>/plan/sign/", agreeing.sign, name="plan_sign"),
    path("cases/<uuid:pk>/plan/unsign/", agreeing.unsign, name="plan_unsign"),
    path("cases/goals/<uuid:pk>/", agreeing.goal, name="goal"),
    path("cases/<uuid:pk>/papers/", reading.overview, name="papers"),
    path("cases/<uuid:pk>/papers/<slug:kind>/new/", writing.begin, name="paper_new"),
    path(
        "cases/<uuid:pk>/papers/<slug:kind>/new/draft/",
        writing.save_new_draft,
        name="paper_new_draft",
    ),
    path("cases/<uuid:pk>/interview/", agreeing.interview, name="interview"),
    path("cases/papers/<uuid:pk>/", reading.paper, name="paper"),
    path("cases/papers/<uuid:pk>/write/", writing.write, name="paper_write"),
    path("cases/papers/<uuid:pk>/write/draft/", writing.save_draft, name="paper_draft"),
    path("cases/papers/<uuid:pk>/print/", handing_over.print_paper, name="paper_print"),
    path("cases/papers/<uuid:pk>/comment/", reading.comment_on_paper, name="paper_comment"),
    path("cases/papers/<uuid:pk>/file/", handing_over.file, name="paper_file"),
    path("cases/<uuid:pk>/training/", training.training, name="training"),
    path("cases/<uuid:pk>/training/apply/", applying.apply, name="training_apply"),
    path("cases/<uuid:pk>/training/held/", applying.hold, name="training_held"),
    path(
        "cases/training/held/<uuid:pk>/certificate/",
        certificates.keep,
        name="training_certificate",
    ),
    path(
        "cases/training/held/<uuid:pk>/certificate/file/",
        certificates.file,
        name="training_certificate_file",
    ),
    path("cases/training/<uuid:pk>/approve/", applying.approve, name="training_approve"),
    path("cases/training/<uuid:pk>/withdraw/", applying.withdraw, name="training_withdraw"),
    path("cases/training/<uuid:pk>/notice/", training.notice, name="training_notice"),
    path("cases/<uuid:pk>/experience/", experience.experience, name="experience"),
    path("cases/<uuid:pk>/experience/request/", experience.ask_for, name="experience_request"),
    path("cases/<uuid:pk>/counselling/", counselling.counselling, name="counselling"),
    path("cases/<uuid:pk>/counselling/new/", counselling_recording.record, name="counselling_new"),
    path(
        "cases/<uuid:pk>/counselling/summary/",
        counselling_recording.summary,
        name="counselling_summary",
    ),
    path("cases/<uuid:pk>/counselling/book/", counselling_booking.book, name="counselling_book"),
    path(
        "cases/<uuid:pk>/counselling/bookings/<uuid:booking>/",
        counselling_booking.booking,
        name="counselling_booking",
    ),
    path(
        "cases/<uuid:pk>/counselling/wait/end/",
        counselling_booking.wait_end,
        name="counselling_wait_end",
    ),
    path(
        "cases/<uuid:pk>/counselling/releases/new/",
        counselling_releasing.propose,
        name="counselling_release",
    ),
    path(
        "cases/<uuid:pk>/counselling/releases/<uuid:release>/",
        counselling_releasing.hand_over,
        name="counselling_hand_over",
    ),
    path("cases/<uuid:pk>/counselling/team/", counselling_teams.team, name="counselling_team"),
    path("cases/<uuid:pk>/counselling/team/lead/", counselling_teams.lead, name="counselling_lead"),
    path(
        "cases/<uuid:pk>/counselling/emergency/",
        counselling_emergency.broken,
        name="counselling_emergency",
    ),
    path(
        "cases/<uuid:pk>/counselling/emergency/done/",
        counselling_emergency.done,
        name="counselling_emergency_done",
    ),
    path(
        "cases/<uuid:pk>/counselling/members/<uuid:member>/leave/",
        counselling_teams.leave,
        name="counselling_leave",
    ),
    path(
        "cases/<uuid:pk>/counselling/<uuid:record>/",
        counselling_reading.record,
        name="counselling_record",
    ),
    path(
        "cases/<uuid:pk>/counselling/<uuid:record>/rewrite/",
        counselling_recording.rewrite,
        name="counselling_rewrite",
    ),
    path(
        "cases/<uuid:pk>/counselling/<uuid:record>/files/new/",
        counselling_recording.file_add,
        name="counselling_file_add",
    ),
    path(
        "cases/<uuid:pk>/counselling/files/<uuid:file>/",
        counselling_reading.file,
        name="counselling_file",
    ),
    path("cases/<uuid:pk>/benefits/", benefits.benefits, name="benefits"),
    path("cases/<uuid:pk>/benefits/claim/", claiming.claim, name="claim"),
    path("cases/claims/<uuid:pk>/again/", claiming.again, name="claim_again"),
    path("cases/claims/<uuid:pk>/withdraw/", claiming.take_back, name="claim_withdraw"),
    path("cases/claims/<uuid:pk>/receipt/", receipts.add, name="claim_receipt"),
    path("cases/claims/receipts/<uuid:pk>/", receipts.file, name="receipt_file"),
    path("cases/claims/receipts/<uuid:pk>/take-off/", receipts.take_off, name="receipt_take_off"),
    path("cases/<uuid:pk>/benefits/outside/", claiming.outside, name="outside_benefit"),
    path(
        "cases/<uuid:pk>/benefits/outside/<uuid:outside>/take-back/",
        claiming.outside_take_back,
        name="outside_take_back",
    ),
    path("cases/<uuid:pk>/hires/new/", hiring.record, name="record_hire"),
    path("cases/hires/<uuid:step>/", hire_correcting.hire, name="hire"),
    path("cases/hires/<uuid:step>/correct/", hire_correcting.correct, name="hire_correct"),
    path("cases/hires/<uuid:step>/withdraw/", hire_correcting.withdraw, name="hire_withdraw"),
    path("cases/hires/<uuid:step>/regular/", regular.convert, name="hire_regular"),
    path(
        "cases/hires/<uuid:step>/regular/withdraw/",
        regular.withdraw,
        name="hire_regular_withdraw",
    ),
    path(
        "cases/hires/<uuid:step>/follow-ups/<slug:key>/",
        following_up.answer_gone_by,
        name="follow_up_gone_by",
    ),
    path("cases/follow-ups/<uuid:pk>/", following_up.answer, name="follow_up"),
    path("cases/follow-ups/<uuid:pk>/withdraw/", following_up.withdraw, name="follow_up_withdraw"),
    path("cases/records/<uuid:pk>/", remarks.record, name="remarks"),
    path("cases/records/<uuid:pk>/remark/", remarks.remark, name="remark"),
    path("cases/records/<uuid:pk>/read/", remarks.read, name="record_read"),
    path("cases/consultations/<uuid:step>/", correcting.consultation, name="consultation"),
    path("cases/consultations/<uuid:step>/correct/", correcting.correct, name="correct"),
    path(
        "cases/consultations/<uuid:step>/correct/draft/",
        correcting.save_correction_draft,
        name="correct_draft",
    ),
    path("cases/consultations/<uuid:step>/share/", telling_them.share, name="share_with_person"),
    path("cases/consultations/<uuid:step>/settle/", settling.settle, name="settle"),
    path("cases/consultations/<uuid:step>/withdraw/", correcting.withdraw, name="withdraw"),
]
