"""The whole loop as seven people on real servers and a real worker: from a product photo to a verified report and the share.

Maker, ministry staff, three experts, aggregator, visitor. It ends with the text of the PDF and its QR code read from the
page as a picture, which a stranger opens.
"""

import io
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.browser.people import DESK, PHONE, Person, picture
from tests.browser.platform import Platform

LENSES = {"design": "pakar", "buying": "pakar2", "aggregation": "pakar3"}
BRAND = "Rotan Cisadane"
PRODUCT = "Keranjang cuci rotan"


def test_loop(browser: Browser, running: Platform, tmp_path: Path) -> None:
    maker, staff = Person(browser, running, PHONE), Person(browser, running, DESK)
    maker.sign_up("Sari Wulandari", "sari@exportready.example")
    register_company(maker)
    product = add_product(maker, picture(tmp_path, "first", "basket", 5))
    staff.demo("kementerian@exportready.example")
    verify_company(staff)
    maker.open_newest_notice()
    maker.go(f"/produk/{product}/")
    maker.press(f"form[action='/produk/{product}/terbitkan/'] button")

    assign_experts(staff, product)
    experts = {lens: Person(browser, running, PHONE if lens == "design" else DESK) for lens in LENSES}
    for lens, expert in experts.items():
        expert.demo(f"{LENSES[lens]}@exportready.example")
        review(expert, finding=f"Anyaman tepi belum rapi ({lens}).", verdict="after_changes", score=3)
    first = wait_for_report(maker, product)

    answer_findings(maker, product)
    improve(maker, product, picture(tmp_path, "second", "basket", 5, revision=2))
    maker.go(f"/ulasan/produk/{product}/")
    maker.press("button[name=send]")
    for expert in experts.values():
        review(expert, verdict="export_ready", score=5)
    second = wait_for_report(maker, product)

    visitor, aggregator = Person(browser, running, PHONE), Person(browser, running, DESK)
    check_reports(maker, visitor, (first, second), tmp_path)
    aggregator.demo("agregator@exportready.example")
    find_and_keep(aggregator, product)
    staff.go("/kementerian/corong/")
    staff.go("/pangsa-ekspor/")
    staff.see("17")
    for person in (maker, staff, *experts.values(), visitor, aggregator):
        person.clean()


def check_reports(maker: Person, visitor: Person, addresses: tuple[str, str], folder: Path) -> None:
    """The newest report says what it is about on four pages at most; both codes tell a stranger what they are worth."""
    first, second = (maker.page.request.get(address).body() for address in addresses)
    pages = PdfReader(io.BytesIO(second)).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert PRODUCT in text
    assert BRAND in text
    assert len(pages) <= 4
    assert_code(visitor, code_of(first, folder), "superseded")
    assert_code(visitor, code_of(second, folder), "valid")


def register_company(maker: Person) -> None:
    maker.fill(kind="sme", name=BRAND)
    maker.press("main form button:not([name])")
    maker.go("/perusahaan/data/identity/")
    maker.fill(legal_name="UD Rotan Cisadane", brand=BRAND, nib="12 3456 789 0123", npwp="09.876.543.2-109.876")
    maker.press("main form button:not([name])")
    maker.page.wait_for_selector("select[name=province]")
    with maker.page.expect_response("**/wilayah/kabupaten/**"):
        maker.fill(province="36")
    expect(maker.page.locator("select[name=regency] option[value='36.71']")).to_have_count(1)
    maker.fill(regency="36.71", address="Kampung Anyar 7, Neglasari", phone="081234567890")
    maker.press("main form button:not([name])")
    maker.fill(basis="sales", amount="900.000.000")
    maker.press("main form button:not([name])")
    maker.fill(story="Kami menganyam rotan sejak 1998 bersama tiga belas tetangga.")
    maker.press("main form button:not([name])")
    maker.go("/perusahaan/periksa/")
    maker.press("main form button:not([name])")


def add_product(maker: Person, photo: str) -> str:
    maker.go("/produk/baru/")
    maker.fill(name=PRODUCT)
    maker.press("main form button:not([name])")
    maker.page.wait_for_url("**/produk/*/ubah/")
    send_photo(maker.page, photo, expected=1)
    fill_product(maker, "Keranjang cucian dengan tutup, dianyam tangan.")
    with maker.page.expect_response("**/hs/cari/**"):
        maker.page.locator("#hs-q").press_sequentially("keranjang rotan")
    maker.page.locator("#hs-options input[value='460212']").check()
    save(maker)
    return maker.page.url.split("/produk/")[1].split("/")[0]


def send_photo(page: Page, path: str, expected: int) -> None:
    with page.expect_response("**/foto/kirim/") as sent:
        page.locator("[data-photo-uploader] input[type=file]").set_input_files(path)
    assert sent.value.status == 201, sent.value.text()
    expect(page.locator("[data-photos] > li img")).to_have_count(expected)


def fill_product(maker: Person, description: str) -> None:
    maker.fill(
        description=description,
        materials="Rotan sega dari Kalimantan Tengah, katun",
        price="125.000",
        unit="piece",
        incoterm="FOB",
        incoterm_place="Tanjung Priok",
        moq="50",
        monthly_capacity="600",
        lead_days="30",
    )


def save(maker: Person) -> None:
    """Check the answers, then freeze the revision."""
    maker.press("form[data-autosave] .actions button:not([name])")
    maker.page.wait_for_url("**/periksa/")
    maker.press("main form .actions button")


def verify_company(staff: Person) -> None:
    staff.go("/perusahaan/verifikasi/")
    staff.press(f"main a:has-text('{BRAND}')")
    staff.press("button[name=verify]")


def assign_experts(staff: Person, product: str) -> None:
    staff.go(f"/ulasan/penugasan/{product}/")
    names = {"design": "Laras Wening", "buying": "Hendra Gunawan", "aggregation": "Emma de Vries"}
    for lens, name in names.items():
        option = staff.page.locator(f"select[name={lens}] option", has_text=name).get_attribute("value")
        staff.fill(**{lens: str(option)})
    staff.fill(due_on=(date.today() + timedelta(days=7)).isoformat())  # noqa: DTZ011 - the form's own day
    staff.press("main form.card .actions button")


def review(expert: Person, *, verdict: str, score: int, finding: str = "") -> None:
    expert.go("/ulasan/")
    expert.press("main article a, main li a")
    page = expert.page
    page.wait_for_selector("#rubric")
    if finding:
        page.locator("[data-pins] img").first.click(position={"x": 120, "y": 90})
        form = page.locator("#findings-part form[data-active]")
        form.locator("[name=text]").fill(finding)
        choose(form.locator("[name=severity][value=must]"))
        with page.expect_response("**/temuan/"):
            form.locator("button:not([type=button])").last.click()
        expect(page.locator("#finding-1")).to_contain_text(finding)
    for scale in page.locator("[data-scale]").all():
        choose(scale.locator(f"input[value='{score}']"))
    for resolved in page.locator("input[name^=resolved_][value=yes]").all():
        choose(resolved)
    choose(page.locator(f"input[name=verdict][value={verdict}]"))
    page.locator("[name=summary]").fill("Bentuk kuat dan bahan baik; kerapian tepi menentukan harga di pasar ekspor.")
    expert.press("button[name=hand_in]")


def choose(radio: Locator) -> None:
    """Choose a radio card as a finger would: scrolled to the middle, clear of the bar at the bottom."""
    card = radio.locator("xpath=ancestor::label[1]")
    card.evaluate("e => e.scrollIntoView({block: 'center'})")
    card.click()
    expect(radio).to_be_checked()


def wait_for_report(maker: Person, product: str) -> str:
    """The address of the newest Indonesian report, once the worker has made it."""
    for _ in range(60):
        maker.go(f"/ulasan/produk/{product}/")
        links = maker.page.locator("#report #id-report a[href^='/dokumen/']")
        if links.count():
            return str(links.first.get_attribute("href"))
        maker.page.wait_for_timeout(500)
    raise AssertionError("no report: " + maker.page.locator("#report").inner_text())


def answer_findings(maker: Person, product: str) -> None:
    maker.go(f"/ulasan/produk/{product}/")
    fields = maker.page.locator("textarea[name^=text_]")
    expect(fields).to_have_count(3)
    for field in fields.all():
        field.fill("Tepi kini dililit ganda dan dipotong rata.")
    maker.press("button[formaction]")


def improve(maker: Person, product: str, photo: str) -> None:
    maker.go(f"/produk/{product}/ubah/")
    send_photo(maker.page, photo, expected=2)
    maker.fill(changes="Tepi dililit ganda; foto baru dengan label.", lead_days="25")
    save(maker)


def code_of(pdf: bytes, folder: Path) -> str:
    """Read the QR code from the printed page, as a phone would."""
    (folder / "report.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "report.pdf", "page"], cwd=folder, check=True)
    for path in sorted(folder.glob("page-*.png")):
        found = zxingcpp.read_barcodes(Image.open(path))
        path.unlink()
        if found:
            return found[0].text
    raise AssertionError("no QR code in the report")


def assert_code(visitor: Person, url: str, state: str) -> None:
    """A stranger's phone opens the code: the state is said, nothing private is."""
    assert url.startswith(f"{visitor.platform.url}/v/")
    visitor.go(url)
    expect(visitor.page.locator(f"[data-state={state}]")).to_have_count(1)
    for secret in ("125.000", "081234567890", "Anyaman tepi"):
        assert secret not in visitor.page.content()
    response = visitor.page.request.get(url[:-6] + ("A" if url[-6] != "A" else "B") + url[-5:])
    assert response.status == 404


def find_and_keep(aggregator: Person, product: str) -> None:
    aggregator.go("/direktori/?q=keranjang+rotan")
    aggregator.press(f"main a[href='/produk/{product}/']")
    aggregator.see("125.000")
    aggregator.press("form[action*='daftar-pilihan'] button")
    aggregator.go("/daftar-pilihan/")
    aggregator.see(PRODUCT)


@pytest.mark.parametrize("path", ["/", "/direktori/", "/pangsa-ekspor/", "/masuk/"])
def test_first_pages_have_no_errors(browser: Browser, running: Platform, path: str) -> None:
    visitor = Person(browser, running, PHONE)
    visitor.go(path)
    visitor.clean()
