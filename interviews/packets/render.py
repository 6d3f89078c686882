"""A snapshot made into a tagged PDF (PDF/UA-1): the same snapshot, the same bytes, wherever and whenever.

Dates come from the snapshot alone, fonts from one folder, and nothing is fetched: the only addresses that
open are those of the packet's own fonts. Rendering takes about 50 ms of CPU a page, and memory that grows
with the text, so it belongs into `sandbox.render_in_sandbox`, never into a web process.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydyf
import weasyprint
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from interviews.packets.canonical import canonical, sha256_of
from interviews.packets.document import wording
from interviews.packets.document.figures import figures_of
from interviews.packets.progress import Report, reported, unwatched
from interviews.packets.snapshot import Snapshot

TWIN_NAME = "packet.json"
FONT_FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Italic.ttf")
LEVEL_COLOURS = ("#ab382c", "#f4c9b8", "#cfd8f6", "#3f46b5")

DOCUMENT = Path(__file__).parent / "document"
SCHEME = "packet:"


class RenderFailed(Exception):
    """The packet could not be made; the message is a sentence for its reader, `code` one word for a machine.

    Codes: fonts_missing, address_refused, too_slow, too_large, stopped, unexpected.
    """

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class RenderedPacket:
    """The PDF's bytes and its number of pages."""

    pdf: bytes
    pages: int


class PacketFonts:
    """What WeasyPrint may fetch: the packet's own fonts, by name; any other address ends the rendering.

    It inherits from no opener on purpose: there is no network code and no file code in it to be talked into.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, address: str) -> URLFetcherResponse:
        return self.fetch(address)

    def fetch(self, address: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The font's bytes; raises FatalURLFetchingError for every other address."""
        name = address.removeprefix(SCHEME)
        if name == address or name not in FONT_FILES:
            raise FatalURLFetchingError(address)
        return URLFetcherResponse(address, (self.folder / name).read_bytes(), {"Content-Type": "font/ttf"})


@dataclass(frozen=True, slots=True)
class _Press:
    """What every packet of this process shares: templates, the parsed stylesheet and its fonts."""

    templates: Environment
    stylesheet: Any
    fonts: Any
    fetcher: PacketFonts
    font_copies: tuple[Path, ...]

    def is_whole(self) -> bool:
        """Whether the copies of the fonts still lie in the machine's temporary folder."""
        return all(copy.is_file() for copy in self.font_copies)


_presses: dict[Path, _Press] = {}


def warm(fonts: Path) -> None:
    """Load templates, stylesheet and fonts now and keep them for ever, so that forked processes share them.

    Call it in a worker's main process before it forks; a second call is free. Raises RenderFailed when a font
    is missing.
    """
    known = _presses.get(fonts)
    if _press(fonts) is not known:
        gc.collect()
        gc.freeze()


def render_packet(snapshot: Snapshot, fonts: Path, report: Report = unwatched) -> RenderedPacket:
    """Render the snapshot with the Inter fonts of the folder `fonts`, and attach its JSON twin.

    `report` hears what is being done and how far it is, from 0 to 100. Raises RenderFailed when a font is
    missing or the document asks for an address, and SnapshotInvalid when a value of the snapshot is out of
    its range. It knows no limit of time or memory: those are the sandbox's.
    """
    press = _press(fonts)
    options = _options(snapshot)
    with _quiet_collector(), reported(report, expected_pages=8 + 2 * len(snapshot.scorecards)):
        try:
            document = weasyprint.HTML(string=_html(press, snapshot), url_fetcher=press.fetcher).render(
                font_config=press.fonts, stylesheets=[press.stylesheet], **options
            )
            pdf = document.write_pdf(finisher=_relate_twin, **options)
        except FatalURLFetchingError as refused:
            message = "The packet’s document asked for something outside itself, so it was not made."
            raise RenderFailed(message, "address_refused") from refused
    if not press.is_whole():
        # Letters would be missing without a word of warning, in a file that never changes again.
        message = "The packet’s fonts were cleared away while it was made. Build it again."
        raise RenderFailed(message, "fonts_missing")
    return RenderedPacket(pdf=pdf, pages=len(document.pages))


def packet_html(snapshot: Snapshot, fonts: Path) -> str:
    """The packet's document before it is laid out, every text in it escaped."""
    return _html(_press(fonts), snapshot)


def _press(fonts: Path) -> _Press:
    press = _presses.get(fonts)
    if press is None or not press.is_whole():
        press = _presses[fonts] = _new_press(fonts)
    return press


def _new_press(fonts: Path) -> _Press:
    missing = [name for name in FONT_FILES if not (fonts / name).is_file()]
    if missing:
        message = (
            f"Fonts for packets are missing: {', '.join(missing)}. Run manage.py build_fonts, then retry."
        )
        raise RenderFailed(message, "fonts_missing")
    fetcher = PacketFonts(fonts)
    configuration = FontConfiguration()
    css = (DOCUMENT / "packet.css").read_text(encoding="utf-8")
    stylesheet = weasyprint.CSS(string=css, font_config=configuration, url_fetcher=fetcher)
    copies = Path(configuration._folder).iterdir()  # noqa: SLF001 - it tells nobody else where it keeps them
    return _Press(_templates(), stylesheet, configuration, fetcher, tuple(sorted(copies)))


def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(DOCUMENT),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.filters |= {
        "one_line": wording.name,
        "printable": wording.printable,
        "excerpt": wording.excerpt,
        "moment": wording.moment,
        "day": wording.day,
        "counted": wording.counted,
        "shares": wording.shares,
    }
    templates.globals |= {
        "stances": wording.STANCES,
        "stance_levels": wording.STANCE_LEVELS,
        "stance_signs": wording.STANCE_SIGNS,
        "level_colours": LEVEL_COLOURS,
    }
    return templates


def _html(press: _Press, snapshot: Snapshot) -> str:
    return press.templates.get_template("packet.html.jinja").render(
        packet=snapshot,
        figures=figures_of(snapshot),
        sha256=sha256_of(snapshot),
        created=wording.universal(snapshot.as_of).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _options(snapshot: Snapshot) -> dict[str, Any]:
    created = wording.universal(snapshot.as_of)
    twin = weasyprint.Attachment(
        string=canonical(snapshot),
        name=TWIN_NAME,
        description="Everything this packet shows, as canonical JSON (RFC 8785)",
        created=created,
        modified=created,
    )
    return {
        "pdf_variant": "pdf/ua-1",
        "pdf_identifier": sha256_of(snapshot).encode(),
        "attachments": [twin],
    }


def _relate_twin(document: Any, pdf: Any) -> None:
    """Mark the twin as the packet's data (ISO 32000-2, 14.13), which WeasyPrint does for PDF/A alone."""
    dictionaries = (thing for thing in pdf.objects if isinstance(thing, pydyf.Dictionary))
    twin = next(thing for thing in dictionaries if thing.get("Type") == "/Filespec")
    twin["AFRelationship"] = "/Data"
    pdf.catalog["AF"] = pydyf.Array([twin.reference])


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """Collecting garbage in the middle of a layout costs a tenth of its time and frees nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
