"""The review site as a reviewer meets it, opened from the disk."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import small_dataset as small
from browser.conftest import dataset, written
from sijill import codebook, review
from sijill.review import files

ROOT = Path(__file__).parents[2]
HOSTILE = '<script>document.title="taken"</script><img src=x onerror=alert(1)>"\' =HYPERLINK("x")'
VIEWS = ("overview", "quality", "events", "queue", "corrections", f"event/{small.STRIKE}")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_opens_in_its_direction_and_fits(opened, site, language, width):
    one = opened(site, language=language, width=width)
    for view in VIEWS:
        one.go(view)
        one.page.wait_for_selector("h1")
        root = one.page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        assert root == [language, {"ar": "rtl", "en": "ltr"}[language]]
        assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), view


def test_the_language_and_the_theme_are_switched_and_kept(opened, site):
    one = opened(site)
    assert one.page.inner_text("h1") == "نظرة عامة"
    one.page.click("#language")
    assert one.page.inner_text("h1") == "Overview"
    one.page.click("#theme")
    one.page.click("#theme")
    one.page.reload()
    assert one.page.inner_text("h1") == "Overview"
    assert one.page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_flow_adds_up_on_the_page(opened, site):
    one = opened(site, language="en")
    assert "= 2 kept + 2 rejected" in one.page.inner_text(".flow")
    one.page.click(".bars a >> text=air strike")
    one.page.wait_for_selector("#count:has-text('1 of 2')")


def test_filters_work_together_on_table_map_and_timeline(opened, site):
    one = opened(site, "events", language="en")
    page = one.page
    page.wait_for_selector("#count:has-text('2 of 2')")
    page.wait_for_selector(".u-wrap")
    assert page.locator(".tabulator-row").count() == 2
    page.select_option("#f-realis", "actual")
    page.wait_for_selector("#count:has-text('1 of 2')")
    page.wait_for_function("() => sijill.plots.shapes.length === 1 && sijill.plots.chart.data[1].length === 1")
    assert page.locator(".tabulator-row").count() == 1
    page.select_option("#f-actor", "factions")  # takes part in the planned attack alone
    page.wait_for_selector("#count:has-text('0 of 2')")
    page.wait_for_function("() => sijill.plots.shapes.length === 0 && sijill.plots.chart === null")
    page.click("#clear")
    page.wait_for_selector("#count:has-text('2 of 2')")
    page.fill("#f-q", "النيرب محلي")
    page.wait_for_selector("#count:has-text('1 of 2')")
    page.fill("#f-q", "")
    page.fill("#f-from", "2024-03-05")
    page.wait_for_selector("#count:has-text('0 of 2')")
    page.fill("#f-from", "2024-03-04")
    page.wait_for_selector("#count:has-text('1 of 2')")
    assert "from=2024-03-04" in page.url


def test_dragging_over_the_timeline_chooses_a_period(opened, site):
    page = opened(site, "events", language="en").page
    box = page.wait_for_selector(".u-over").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + 30, steps=5)
    page.mouse.up()
    page.wait_for_selector("#count:has-text('1 of 2')")  # the event without a day is out
    assert page.input_value("#f-from") <= "2024-03-04" <= page.input_value("#f-to")


def test_an_event_opened_from_the_map_shows_its_sentence(opened, site):
    page = opened(site, "events").page
    page.wait_for_function("() => sijill.plots.shapes && sijill.plots.shapes.length === 1")
    at = page.evaluate("""(() => {
        const point = sijill.plots.map.latLngToContainerPoint(sijill.plots.shapes[0].getLatLng());
        const box = sijill.plots.holder.getBoundingClientRect();
        return [box.left + point.x, box.top + point.y];
    })()""")
    page.mouse.click(*at)
    page.click(".popup a")
    page.wait_for_selector("blockquote")
    sentence = page.inner_text("blockquote .said")
    assert "قصفت" in sentence and sentence in small.TEXT_A
    assert page.inner_text("blockquote mark.k-trigger") == "قصفت"
    assert page.evaluate("getComputedStyle(document.querySelector('blockquote')).direction") == "rtl"


def test_tellings_stand_side_by_side_and_differences_show(opened, site):
    page = opened(site, f"event/{small.STRIKE}", language="en").page
    page.wait_for_selector("table.side")
    assert page.locator("table.side thead th").count() == 2
    assert page.locator("table.side td.differs").count() >= 1
    assert "محلي" in page.inner_text(".evidence .origin:last-child")
    assert page.inner_text("ul.links li").startswith("followed by")


def test_offending_rows_lead_to_their_event(opened, site):
    page = opened(site, "quality", language="en").page
    page.click("details.expectation summary")
    page.click(f".expectation a:has-text('{small.STRIKE}')")
    page.wait_for_selector("blockquote")


def test_the_selection_is_saved_as_csv_without_formulas(opened, tmp_path):
    tables = dataset()
    tables["reports"] = small.changed(tables["reports"], 0, outlet=HOSTILE[HOSTILE.index("=") :].lstrip())
    tables["reports"] = small.changed(tables["reports"], 1, outlet="=1+1")
    page = opened(written(tmp_path, tables), "events").page
    page.wait_for_selector(".tabulator-row")
    with page.expect_download() as saved:
        page.click("form.search button >> nth=0")
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["event_id"] for row in rows] == [small.STRIKE, small.PLAN]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "@")]


def test_hostile_text_is_shown_and_not_run(opened, tmp_path):
    tables = dataset()
    text = small.TEXT_A + "\n" + HOSTILE
    tables["reports"] = small.changed(
        tables["reports"],
        0,
        text_raw=text,
        title=HOSTILE,
        outlet=HOSTILE,
        source_file=HOSTILE,
        url="javascript:alert(3)",
    )
    for name, columns in {
        "actors": ("name_ar", "name_en"), "places": ("name_ar", "name_en"), "participants": ("surface", "rule_id"),
        "attributions": ("surface", "name"), "quantities": ("as_written",), "event_links": ("reason",),
        "rejected": ("detail", "reason"), "corrections": ("reviewer", "why"), "spans": ("normal_form", "surface"),
    }.items():  # fmt: skip
        tables[name] = small.changed(tables[name], 0, **dict.fromkeys(columns, HOSTILE))
    one = opened(written(tmp_path, tables))
    for view in VIEWS:
        one.go(view)
        one.page.wait_for_selector("h1")
        one.page.wait_for_timeout(400)
        assert one.page.title() != "taken"
        assert not one.page.locator("main script, main img, main [onerror]").count()
        assert not one.page.locator("a[href^='javascript']").count()
    assert HOSTILE.split(">")[0] in one.page.inner_text("main")


def test_a_correction_saved_in_the_page_changes_the_next_build(opened, site, tmp_path):
    page = opened(site, f"event/{small.STRIKE}", language="en").page
    page.fill("input.reviewer", "سلمى")
    page.click("button[data-slot=killed]")
    for name in ("low", "best", "high"):
        page.fill(f".form input[name={name}]", "4")
    page.fill(".form input[aria-label=Why]", "=the second report says so")
    page.click(".form button.main")
    page.wait_for_selector(".pending")
    page.reload()  # kept in the browser
    page.wait_for_selector(".pending")
    page.click("#nav a >> text=Corrections")
    with page.expect_download() as saved:
        page.click("#save-json")
    path = tmp_path / "corrections" / saved.value.suggested_filename
    path.parent.mkdir()
    path.write_bytes(Path(saved.value.path()).read_bytes())
    assert path.suffix == ".json" and json.loads(path.read_text(encoding="utf-8"))["corrections"]

    tables = dataset()
    made = review.run(tables, codebook.load(ROOT / "resources/codebook"), files.read(files.listed(path.parent)))
    made.pop("rejected")
    rebuilt = opened(written(tmp_path / "site", {**tables, **made}), f"event/{small.STRIKE}", language="en").page
    rebuilt.wait_for_selector("table.fields")
    row = rebuilt.inner_text("table.fields tr:has(button[data-slot=killed])")
    assert "4" in row and "3" not in row.split("«")[0]
    assert "edited" in rebuilt.inner_text("h1")
    assert "3/3/5 → 4/4/4" in rebuilt.inner_text("main") and "=the second report says so" in rebuilt.inner_text("main")


def test_keys_accept_and_reject_and_a_rejection_needs_a_reason(opened, site):
    page = opened(site, f"event/{small.STRIKE}", language="en").page
    page.fill("input.reviewer", "N")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("r")
    assert "needs a reason" in page.inner_text("#says")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    page.wait_for_selector(".verdict.accept[aria-pressed=true]")
    assert page.evaluate("sijill.marks.all().map((one) => one.action)") == ["accept"]


def test_the_queue_names_what_to_look_at(opened, tmp_path):
    tables = dataset()
    tables["spans"] = small.changed(
        tables["spans"], 0, resolution_status="not_in_registry", actor_id=None, place_id=None
    )
    tables["event_links"] = small.changed(tables["event_links"], 0, kind="conflicts_with")
    page = opened(written(tmp_path, tables), "queue", language="en").page
    page.wait_for_selector("ol.queue > li")
    scores = [float(text) for text in page.locator(".queue .score").all_inner_texts()]
    assert scores == sorted(scores, reverse=True) and len(scores) >= 1
    assert page.locator(".badge.conflict").count() == 1


def test_everything_can_be_reached_by_the_keyboard(opened, site):
    page = opened(site, "events", language="en").page
    page.wait_for_selector(".tabulator-row a")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "f-q"
    page.focus(".tabulator-row a")
    page.keyboard.press("Enter")
    page.wait_for_selector("blockquote")
    page.keyboard.press("2")
    page.wait_for_selector(".expectation")
