from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from hiring.foundations import fonts


@pytest.fixture(scope="module")
def folder() -> Path:
    """Made once for all tests; `make test` has made it already."""
    folder: Path = settings.VAR / "fonts"
    fonts.build(folder)
    return folder


def test_what_is_there_is_left_alone(folder: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert fonts.build(folder) is False
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_pages_choose_the_weight(folder: Path) -> None:
    with TTFont(folder / fonts.PAGES) as font:
        assert [axis.axisTag for axis in font["fvar"].axes] == ["wght"]
        assert font.flavor == "woff2"
    assert (folder / fonts.PAGES).stat().st_size < 200_000


@pytest.mark.parametrize(
    ("name", "weight"), [("Inter-Regular", 400), ("Inter-SemiBold", 600), ("Inter-Italic", 400)]
)
def test_print_has_one_file_a_weight(folder: Path, name: str, weight: int) -> None:
    with TTFont(folder / f"{name}.ttf") as font:
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == weight
        assert font["name"].getDebugName(6) == name


@pytest.mark.parametrize("name", [fonts.PAGES, *fonts.PRINT])
@pytest.mark.parametrize("text", ["Łukasz Źródło", "Nguyễn Thị Ánh", "Ελένη", "Юлія Ґудзь", "“4½” – € → ✓"])
def test_every_script_we_promise(folder: Path, name: str, text: str) -> None:
    with TTFont(folder / name) as font:
        missing = [character for character in text if ord(character) not in font.getBestCmap()]
    assert missing == []
