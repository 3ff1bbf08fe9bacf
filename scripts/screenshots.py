"""Takes the README's pictures from a running demo: `python scripts/screenshots.py [ADDRESS]`."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bansou.desks.management.commands.load_demo import PASSWORD  # noqa: E402
from tests.plugins.browser import find_chromium  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = ROOT / "docs" / "images"
COUNSELLOR, MANAGER = "kudo@city.example.jp", "kawamura@city.example.jp"
DESK, PHONE = (1280, 1000), (390, 1400)
#: More than this makes the README slow to open.
LARGEST = 250_000


def signed_in(browser: Browser, address: str, email: str, size: tuple[int, int]) -> Page:
    """Open the demo as somebody, in a window of this size."""
    width, height = size
    context = browser.new_context(
        locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": width, "height": height}
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_label("メールアドレス").fill(email)
    page.get_by_role("textbox", name="パスワード").fill(PASSWORD)
    page.get_by_role("button", name="次へ").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    return page


def keep(name: str, picture: Image.Image) -> None:
    """Save a picture with as few colours as it can bear."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    few = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    file = IMAGES / name
    few.save(file, optimize=True)
    size = file.stat().st_size
    print(f"{file.relative_to(ROOT)}  {size // 1000} kB")
    if size > LARGEST:
        sys.exit(f"{name} is larger than {LARGEST // 1000} kB")


def shoot(page: Page, name: str) -> None:
    """Keep what the window shows."""
    page.evaluate("window.scrollTo(0, 0)")
    keep(name, Image.open(io.BytesIO(page.screenshot())))


def counsellor(browser: Browser, address: str) -> None:
    """今日 on a desk, and one of its cases on a phone."""
    page = signed_in(browser, address, COUNSELLOR, DESK)
    shoot(page, "today-1280.png")
    case = page.locator("#case-table tbody a").first.get_attribute("href")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(address.rstrip("/") + str(case))
    shoot(page, "case-390.png")


def manager(browser: Browser, address: str) -> None:
    """The figures of 令和3年度, and the sheet that is drawn up from them."""
    page = signed_in(browser, address, MANAGER, DESK)
    page.get_by_role("row").filter(has_text="令和3年度").get_by_role("link").first.click()
    shoot(page, "programme-1280.png")
    page.get_by_role("link", name="事例シートを作る").click()
    page.get_by_role("button", name="事例シートを作る").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDFを受け取る").click()
    pdf = pypdfium2.PdfDocument(download.value.path())
    keep("sheet.png", pdf[0].render(scale=1.6).to_pil())


def main(address: str) -> None:
    """Take all pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        counsellor(browser, address)
        manager(browser, address)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/")
