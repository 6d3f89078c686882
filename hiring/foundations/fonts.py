"""Makes the product's typeface out of the Inter that its package brings: a file for pages, three for PDFs."""

import os
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import fontpkg_inter
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SOURCES = fontpkg_inter.ROOT / "files"
UPRIGHT, ITALIC = SOURCES / "Inter[opsz,wght].ttf", SOURCES / "Inter-Italic[opsz,wght].ttf"
PAGES = "inter.woff2"
# The files for PDFs, each with its source, its weight and its style's name.
PRINT = {
    "Inter-Regular.ttf": (UPRIGHT, 400, "Regular"),
    "Inter-SemiBold.ttf": (UPRIGHT, 600, "SemiBold"),
    "Inter-Italic.ttf": (ITALIC, 400, "Italic"),
}
# The cut of the letters that is drawn for running text.
OPTICAL_SIZE = 14
# What pages and packets use of the typeface's abilities: shaping, and figures of equal width.
FEATURES = ["calt", "case", "ccmp", "frac", "kern", "locl", "mark", "mkmk", "tnum", "zero"]
# Latin with extensions, combining marks, Greek, Cyrillic, punctuation, currencies, arrows, common symbols.
SCRIPTS = (
    range(0x0020, 0x0370),
    range(0x0370, 0x0530),
    range(0x1E00, 0x2070),
    range(0x2070, 0x20D0),
    range(0x2100, 0x2300),
    range(0x25A0, 0x2800),
)
# Raise it whenever this module would make other files than before.
RECIPE = 1


def build(folder: Path) -> bool:
    """Put the typeface's files into the folder; False when they are there, made from the same source."""
    stamp = folder / "made-from.txt"
    origin = f"Inter {version('fontpkg-inter')}, recipe {RECIPE}\n"
    names = [PAGES, *PRINT]
    if stamp.exists() and stamp.read_text() == origin and all((folder / name).exists() for name in names):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for name, font in _fonts():
        _save(font, folder / name)
    stamp.write_text(origin)
    return True


def _fonts() -> Iterator[tuple[str, TTFont]]:
    cuts = {source: _cut(source) for source in (UPRIGHT, ITALIC)}
    pages = TTFont(BytesIO(cuts[UPRIGHT]), recalcTimestamp=False)
    pages.flavor = "woff2"
    yield PAGES, pages
    for name, (source, weight, style) in PRINT.items():
        font = TTFont(BytesIO(cuts[source]), recalcTimestamp=False)
        instantiateVariableFont(font, {"wght": weight}, inplace=True)
        _call(font, style)
        yield name, font


def _cut(source: Path) -> bytes:
    """The typeface with the scripts and features above only, of any weight, drawn for running text."""
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=FEATURES, notdef_outline=True))
    subsetter.populate(unicodes=[character for script in SCRIPTS for character in script])
    subsetter.subset(font)
    instantiateVariableFont(font, {"opsz": OPTICAL_SIZE}, inplace=True)
    cut = BytesIO()
    font.save(cut)
    return cut.getvalue()


def _call(font: TTFont, style: str) -> None:
    """Name a static font after its style, so that a PDF's list of fonts tells the weights apart."""
    for number, text in {2: style, 4: f"Inter {style}", 6: f"Inter-{style}"}.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def _save(font: TTFont, path: Path) -> None:
    """Write beside the place and rename, so that whoever reads meanwhile sees a whole file."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    font.save(draft)
    draft.replace(path)
