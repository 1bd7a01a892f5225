"""Each lecture as it was just cloned and opened: not trusted, nothing run, and all of its pictures there."""

import re

WIDGET_ERRORS = re.compile("model not found|error displaying widget|error creating widget|loading widget", re.I)


def test_it_shows_a_picture_for_every_explorer(cold_lecture):
    assert cold_lecture.page.locator(".rnnlab-explorer").count() == 0, "something ran by itself"
    assert cold_lecture.scenes.values()
    for cell in cold_lecture.scenes.values():
        image = cell.locator(".jp-OutputArea-output img")
        assert image.count() == 1
        image.scroll_into_view_if_needed()
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        assert image.get_attribute("alt").strip()
    assert WIDGET_ERRORS.findall(cold_lecture.page.locator(".jp-NotebookPanel").inner_text()) == []


def test_it_shows_every_picture(cold_lecture):
    images = cold_lecture.page.locator(".jp-NotebookPanel .jp-OutputArea-output img")
    outputs = [output for cell in cold_lecture.notebook.cells for output in cell.get("outputs", [])]
    stored = [output.get("data", {}).get("text/html", "") for output in outputs]
    assert images.count() == sum("<img" in html for html in stored)
    assert images.evaluate_all("all => all.filter(image => !image.naturalWidth).length") == 0
    assert cold_lecture.hosts <= cold_lecture.hosts_wanted


def test_it_shows_every_question_with_its_answer_folded(cold_lecture):
    folds = cold_lecture.page.locator(".jp-NotebookPanel .jp-OutputArea-output details")
    asked = [cell for cell in cold_lecture.notebook.cells if cell.source.startswith("predict(")]
    assert folds.count() == len(asked) >= 3
    for fold in folds.all():
        assert fold.locator("summary").is_visible()
        assert fold.locator("p").is_hidden()
