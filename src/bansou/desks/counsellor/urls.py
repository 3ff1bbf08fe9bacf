"""Addresses of the counsellor's desk."""

from django.urls import path

from bansou.desks.counsellor.cases import (
    accounts,
    changing,
    consenting,
    lists,
    page,
    registering,
    sharing,
)
from bansou.desks.counsellor.consultations import correcting, recording, settling, telling_them
from bansou.desks.counsellor.experience import page as experience
from bansou.desks.counsellor.hires import correcting as hire_correcting
from bansou.desks.counsellor.hires import following_up
from bansou.desks.counsellor.hires import recording as hiring
from bansou.desks.counsellor.today import views as today
from bansou.desks.counsellor.training import applying
from bansou.desks.counsellor.training import page as training

app_name = "counsellor"

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/tasks/", today.tasks, name="tasks"),
    path("today/tasks/<uuid:pk>/done/", today.done, name="task_done"),
    path("cases/", lists.cases, name="cases"),
    path("cases/export/", lists.export, name="cases_export"),
    path("cases/new/", registering.register, name="register"),
    path("cases/<uuid:pk>/", page.case, name="case"),
    path("cases/<uuid:pk>/next/", changing.next_action, name="next_action"),
    path("cases/<uuid:pk>/care/", changing.care, name="care"),
    path("cases/<uuid:pk>/contact/", changing.contact, name="contact"),
    path("cases/<uuid:pk>/joint-consent/", consenting.joint_consent, name="joint_consent"),
    path("cases/<uuid:pk>/account/", accounts.account, name="account"),
    path("cases/<uuid:pk>/account/letter/", accounts.letter, name="account_letter"),
    path("cases/<uuid:pk>/account/renew/", accounts.renew, name="account_renew"),
    path("cases/<uuid:pk>/account/end/", accounts.end, name="account_end"),
    path("cases/<uuid:pk>/person/", registering.name_person, name="name_person"),
    path("cases/<uuid:pk>/enrol/", changing.enrolment, name="enrol"),
    path("cases/<uuid:pk>/close/", changing.close, name="close"),
    path("cases/<uuid:pk>/take-over/", sharing.take, name="take_over"),
    path("cases/<uuid:pk>/assign/", sharing.hand_over, name="assign"),
    path("cases/<uuid:pk>/refer/", sharing.referring, name="refer"),
    path("cases/referrals/<uuid:pk>/end/", sharing.ending, name="end_referral"),
    path("cases/<uuid:pk>/record/", recording.record, name="record"),
    path("cases/<uuid:pk>/record/draft/", recording.save_draft, name="record_draft"),
    path("cases/<uuid:pk>/record/discard/", recording.discard_draft, name="record_discard"),
    path("cases/<uuid:pk>/training/", training.training, name="training"),
    path("cases/<uuid:pk>/training/apply/", applying.apply, name="training_apply"),
    path("cases/<uuid:pk>/training/held/", applying.hold, name="training_held"),
    path("cases/training/<uuid:pk>/approve/", applying.approve, name="training_approve"),
    path("cases/training/<uuid:pk>/withdraw/", applying.withdraw, name="training_withdraw"),
    path("cases/training/<uuid:pk>/notice/", training.notice, name="training_notice"),
    path("cases/<uuid:pk>/experience/", experience.experience, name="experience"),
    path("cases/<uuid:pk>/experience/request/", experience.ask_for, name="experience_request"),
    path("cases/<uuid:pk>/hires/new/", hiring.record, name="record_hire"),
    path("cases/hires/<uuid:step>/", hire_correcting.hire, name="hire"),
    path("cases/hires/<uuid:step>/correct/", hire_correcting.correct, name="hire_correct"),
    path("cases/hires/<uuid:step>/withdraw/", hire_correcting.withdraw, name="hire_withdraw"),
    path("cases/follow-ups/<uuid:pk>/", following_up.answer, name="follow_up"),
    path("cases/follow-ups/<uuid:pk>/withdraw/", following_up.withdraw, name="follow_up_withdraw"),
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
