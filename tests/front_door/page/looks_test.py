"""The page of --report as a browser shows it: nothing is loaded, nothing overflows, all can be read and used."""

import json
import re

import pytest
from program import ffmpeg, smarttag

WIDTHS = [1280, 700, 360]

# Contrast of an element's text with what is behind it, as WCAG 2 defines it; the least of all that have text.
CONTRAST = """(() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => { const f = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const behind = node => { for (; node; node = node.parentElement) { const c = parse(getComputedStyle(node).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  let least = [99, ""];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !node.offsetParent || node.tagName === "SCRIPT") continue;
    const a = luminance(parse(getComputedStyle(node).color)), b = luminance(behind(node));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < least[0]) least = [ratio, node.className + ": " + node.textContent.slice(0, 40)];
  }
  return least;
})()"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_shows_everything_without_a_complaint(chromium, news_page, width, scheme):
    with chromium.page(news_page, width=width, scheme=scheme) as page:
        titles = page.run("[...document.querySelectorAll('h2')].map(n => n.textContent.replace(/ \\(.*/, ''))")
        assert [title for title in titles if title != "Sounds"] == ["Shots", "Persons", "Timeline", "Tags", "Text and speech"]
        assert page.run("Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().then(() => i.naturalWidth > 0) }))")
        assert page.run("document.documentElement.scrollWidth") <= width, "it is wider than the window"
        assert page.complaints() == []
        ratio, where = page.run(CONTRAST)
        assert ratio >= 4.5, where


def test_dark_is_dark_and_can_be_turned(chromium, news_page):
    background = "getComputedStyle(document.body).backgroundColor"
    with chromium.page(news_page, scheme="dark") as page:
        dark = page.run(background)
        page.run("document.getElementById('theme').click()")
        light = page.run(background)
    with chromium.page(news_page) as page:
        assert page.run(background) == light
    assert max(map(int, re.findall(r"\d+", dark))) < 64 < 200 < min(map(int, re.findall(r"\d+", light)))


def test_search_leaves_what_fits(chromium, news_page):
    with chromium.page(news_page) as page:
        def search(text: str) -> tuple[int, int]:
            page.run(f"(() => {{ const s = document.getElementById('search'); s.value = {json.dumps(text)};"
                     " s.dispatchEvent(new Event('input')); })()")
            return tuple(page.run("[document.querySelectorAll('.rows li:not(.gone)').length, document.querySelectorAll('mark').length]"))

        rows, marks = search("")
        assert rows > 3 and marks == 0
        some, marks = search("google")
        assert 0 < some < rows and marks == some
        assert search("no such words anywhere")[0] == 0
        assert page.run("document.getElementById('nothing').offsetHeight") > 0, "it says that nothing fits"
        assert search("")[0] == rows


def test_a_click_shows_the_moment_and_zoom_widens_the_timeline(chromium, news_page):
    with chromium.page(news_page) as page:
        assert page.run("getComputedStyle(document.querySelector('.cursor')).display") == "none"
        page.run("document.querySelectorAll('.board figure')[1].click()")
        place = "document.querySelector('.cursor').offsetLeft / document.querySelector('.lanes').scrollWidth"
        assert page.run("getComputedStyle(document.querySelector('.cursor')).display") == "block"
        assert 0.1 < page.run(place) < 0.9
        wide = page.run("document.querySelector('.track').offsetWidth")
        page.run("(() => { const z = document.querySelector('.zoom input'); z.value = 2; z.dispatchEvent(new Event('input')); })()")
        assert page.run("document.querySelector('.track').offsetWidth") == pytest.approx(4 * wide, rel=0.05)
        assert page.run("document.documentElement.scrollWidth") <= 1280


def test_all_that_can_be_clicked_can_be_reached_by_keys(chromium, news_page):
    with chromium.page(news_page) as page:
        assert page.run("[...document.querySelectorAll('[data-at]')].every(n => n.tabIndex >= 0)")
        page.run("(() => { const f = document.querySelectorAll('.board figure')[1]; f.focus();"
                 " f.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); })()")
        assert page.run("getComputedStyle(document.querySelector('.cursor')).display") == "block"


def test_it_prints_on_paper(chromium, news_page):
    with chromium.page(news_page, width=794, media="print", scheme="dark") as page:
        assert page.run("getComputedStyle(document.querySelector('.controls')).display") == "none"
        assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.run("document.documentElement.scrollWidth") <= 794
        pdf = page.pdf()
    assert pdf.startswith(b"%PDF") and 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 8


def test_sounds_have_lanes_and_names(chromium, media, tmp_path):
    sound = tmp_path / "concert.wav"
    ffmpeg("-i", media / "speech" / "libri.wav", "-f", "lavfi", "-i", "aevalsrc=0.2*sin(2*PI*440*t)+0.2*sin(2*PI*660*t):d=12",
           "-filter_complex", "[0]atrim=0:6[a];[1]aresample=16000[b];[a][b]concat=n=2:v=0:a=1", sound)
    run = smarttag("analyze", "--quiet", "--report", tmp_path / "page.html", "--types", "ASR", sound)
    assert run.code == 0, run.err
    with chromium.page(tmp_path / "page.html") as page:
        heard = page.run("data.sounds.map(s => s.name)")
        assert heard, "a tone is heard as music or the like"
        assert page.run("document.querySelectorAll('.bar.heard').length") >= len(heard)
        assert page.run("[...document.querySelectorAll('h2')].some(n => n.textContent.startsWith('Sounds'))")
        assert page.complaints() == []


def test_a_photograph_has_a_page(chromium, media, tmp_path):
    run = smarttag("analyze", "--quiet", "--report", tmp_path / "page.html", "--types", "ImageLabel", media / "photos" / "obama.jpg")
    assert run.code == 0, run.err
    with chromium.page(tmp_path / "page.html", width=700) as page:
        assert page.run("document.querySelector('.board.one img').decode().then(() => true)")
        assert page.run("document.documentElement.scrollWidth") <= 700
        assert page.complaints() == []
