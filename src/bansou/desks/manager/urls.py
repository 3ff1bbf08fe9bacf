"""Addresses of the manager's desk."""

from django.urls import path

from bansou.desks.manager.views import (
    import_steps,
    imports,
    indicators,
    joint,
    log,
    measures,
    programmes,
    schemes,
    sheets,
    staff,
    targets,
)

app_name = "manager"

urlpatterns = [
    path("", programmes.index, name="programmes"),
    path("sheets/", sheets.index, name="sheets"),
    path("sheets/<uuid:key>/", sheets.page, name="sheet"),
    path("sheets/<uuid:key>/sheet.<str:form>", sheets.file, name="sheet_file"),
    path("imports/", imports.index, name="imports"),
    path("imports/new/", imports.new, name="import_new"),
    path("imports/<uuid:key>/", import_steps.page, name="import"),
    path("imports/<uuid:key>/mapping/", imports.mapping, name="import_mapping"),
    path("imports/<uuid:key>/mapping.toml", import_steps.mapping_file, name="import_mapping_file"),
    path("imports/<uuid:key>/marked.xlsx", import_steps.marked, name="import_marked"),
    path("imports/<uuid:key>/people/", import_steps.answer, name="import_answer"),
    path("imports/<uuid:key>/take-in/", import_steps.take_in, name="import_take_in"),
    path("imports/<uuid:key>/give-up/", import_steps.give_up, name="import_give_up"),
    path("imports/<uuid:key>/undo/", import_steps.undo, name="import_undo"),
    path("staff/", staff.index, name="staff"),
    path("log/", log.index, name="log"),
    path("log/log.<str:form>", log.export, name="log_export"),
    path("<uuid:key>/", programmes.page, name="programme"),
    path("<uuid:key>/figures.<str:form>", programmes.export, name="figures_export"),
    path("<uuid:key>/indicators/<str:indicator>/", indicators.page, name="indicator"),
    path(
        "<uuid:key>/indicators/<str:indicator>/evidence.<str:form>",
        indicators.export,
        name="evidence_export",
    ),
    path("<uuid:key>/joint/", joint.page, name="joint"),
    path("<uuid:key>/joint/begin/", joint.begin, name="joint_begin"),
    path("<uuid:key>/joint/join/", joint.join, name="joint_join"),
    path("<uuid:key>/joint/count/", joint.count, name="joint_count"),
    path("<uuid:key>/joint/leave/", joint.leave, name="joint_leave"),
    path("<uuid:key>/measures/", measures.index, name="measures"),
    path("<uuid:key>/measures/new/", measures.freeze, name="freeze"),
    path("<uuid:key>/measures/<uuid:measure>/", measures.page, name="measure"),
    path("<uuid:key>/targets/", targets.index, name="targets"),
    path("<uuid:key>/targets/<str:indicator>/", targets.page, name="target"),
    path("<uuid:key>/scheme/", schemes.page, name="scheme"),
    path("<uuid:key>/scheme/revision/", schemes.revise, name="scheme_revise"),
    path("<uuid:key>/scheme/<int:number>/", schemes.version, name="scheme_version"),
    path("<uuid:key>/sheets/new/", sheets.draw_up, name="sheet_draw_up"),
]
