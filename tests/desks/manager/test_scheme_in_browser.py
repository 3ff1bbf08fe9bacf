"""An indicator said in a browser: read out while it is chosen, and complete without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bansou.commons.organisations.models import Role
from bansou.evidence.indicators.queries import readings
from tests.desks.manager.office import NOON, Office, member, open_office
from tests.plugins.site import Site, seat


@pytest.fixture(scope="module")
def own_office(site: Site) -> Office:
    """Tomakomai's office, whose rows the server sees as well."""
    return open_office()


@pytest.fixture(params=[True, False], ids=["scripts", "plain"])
def manager_page(
    request: pytest.FixtureRequest, browser: Browser, site: Site, own_office: Office
) -> Iterator[tuple[Page, bool]]:
    """The form of a new indicator before the manager, with scripts and without."""
    context = browser.new_context(java_script_enabled=request.param)
    context.set_default_timeout(20_000)
    manager = member(own_office.body, Role.PROGRAMME_MANAGER, "小林 恵")
    seat(context, site, manager.user)
    page = context.new_page()
    page.goto(site.address("manager:indicator_add", own_office.programme.pk, "event"))
    yield page, request.param
    context.close()


def test_says_what_is_counted_and_puts_it_in_force(
    manager_page: tuple[Page, bool], own_office: Office
) -> None:
    page, has_scripts = manager_page
    label = "正規で働き始めた人" if has_scripts else "資格を取った人"
    page.get_by_label("指標の名前").fill(label)
    page.get_by_label("印字する単位").fill("人")
    events = page.get_by_role("group", name="数える記録")
    events.get_by_label("就職" if has_scripts else "資格取得", exact=True).check()
    if has_scripts:
        page.locator("summary", has_text="雇用形態").first.click()
        page.get_by_role("group", name="雇用形態").first.get_by_label("正規", exact=True).check()
    else:
        page.get_by_role("button", name="数え方を読む").click()

    counting = page.locator("#counting, .side .reading").first
    expected = "雇用形態が「正規」の記録だけを数えます。" if has_scripts else "資格を取得した人を"
    expect(counting).to_contain_text(expected, timeout=20_000)
    page.get_by_role("button", name="数字への影響を確かめる").click()
    expect(page.get_by_role("heading", name="数字への影響")).to_be_visible()
    expect(page.locator(".effects tbody").first).to_contain_text("加わる")
    page.get_by_label("月", exact=True).fill("4")
    page.get_by_label("日", exact=True).fill("1")
    page.get_by_label("年", exact=True).fill("3")
    page.get_by_role("button", name="この内容で適用する").click()
    expect(page.get_by_role("heading", name="事業スキーム", exact=True)).to_be_visible()

    with own_office.at_work():
        found = {r.definition.label: r.value for r in readings(own_office.programme, NOON.date())}
    assert found[label]
