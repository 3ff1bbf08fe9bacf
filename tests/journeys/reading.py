"""Reading the manager's pages: a programme's year and one indicator in its chart."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Tomakomai


def open_year(page: Page, office: Tomakomai, year: int) -> None:
    """From anywhere on the manager's desk to a programme."""
    programme = office.of_2021 if year == 2021 else office.this_year
    address = office.site.address("manager:programme", programme.pk)
    page.get_by_role("navigation").get_by_role("link", name="事業の状況").first.click()
    page.locator(f"a[href='{address.removeprefix(office.site.url)}']").first.click()
    expect(page).to_have_url(address)


def chart_row(page: Page, label: str) -> Locator:
    """One indicator in the chart of a programme."""
    chart = page.get_by_role("region", name=re.compile("^指標.目標"))
    link = page.get_by_role("link", name=label, exact=True)
    return chart.get_by_role("row").filter(has=link)
