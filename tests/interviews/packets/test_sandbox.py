"""The wall around the renderer: whatever happens inside, the caller lives and hears a sentence."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import billiard
import pytest

from interviews.packets.render import RenderedPacket, RenderFailed, render_packet
from interviews.packets.sandbox import in_sandbox, render_in_sandbox
from tests.interviews.packets.samples import sample


def hang(_tell):
    time.sleep(60)


def devour(_tell):
    hoard = []
    while True:
        hoard.append(bytes(10**7))


def die(_tell):
    """As the kernel kills when the machine runs out of memory."""
    signal.raise_signal(signal.SIGKILL)


def recurse(_tell):
    return recurse(_tell)


def decline(_tell):
    raise RenderFailed("The fonts are elsewhere.", "fonts_missing")


def leave(_tell):
    raise SystemExit(3)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(path: Path) -> int:
    """The process id that the child wrote into the file."""
    end = time.monotonic() + 5
    while not path.exists() or not path.read_text():
        assert time.monotonic() < end
        time.sleep(0.01)
    return int(path.read_text())


@pytest.mark.parametrize(
    ("work", "code", "sentence"),
    [
        (hang, "too_slow", "The packet took longer than 0.5 seconds, so it was stopped."),
        (devour, "too_large", "The packet needed more than 100 MB of memory, so it was stopped."),
        (die, "stopped", "The packet’s renderer stopped without an answer (SIGKILL)."),
        (leave, "stopped", "The packet’s renderer stopped without an answer (no reason given)."),
        (recurse, "unexpected", "The packet could not be laid out (RecursionError)."),
        (decline, "fonts_missing", "The fonts are elsewhere."),
    ],
)
def test_every_end_of_the_child_is_a_clear_failure(work, code, sentence):
    started = time.monotonic()

    with pytest.raises(RenderFailed) as caught:
        in_sandbox(work, seconds=0.5, megabytes=100)

    assert caught.value.code == code
    assert caught.value.message.startswith(sentence)
    assert time.monotonic() - started < 3


def test_no_child_outlives_its_packet(tmp_path):
    def note_and_hang(_tell):
        (tmp_path / "pid").write_text(str(os.getpid()))
        time.sleep(60)

    with pytest.raises(RenderFailed):
        in_sandbox(note_and_hang, seconds=0.5, megabytes=100)

    assert not is_alive(wait_for(tmp_path / "pid"))


def test_a_limit_on_the_caller_ends_the_child_too(tmp_path):
    class SoftTimeLimit(Exception):
        pass

    def note_and_hang(tell):
        (tmp_path / "pid").write_text(str(os.getpid()))
        tell("Laying out page 1", 10)
        time.sleep(60)

    def give_up(step: str, percent: int) -> None:
        raise SoftTimeLimit

    with pytest.raises(SoftTimeLimit):
        in_sandbox(note_and_hang, seconds=30, megabytes=100, report=give_up)

    assert not is_alive(wait_for(tmp_path / "pid"))


def test_the_child_of_a_killed_worker_dies_at_its_deadline(tmp_path):
    def note_and_hang(_tell):
        (tmp_path / "pid").write_text(str(os.getpid()))
        time.sleep(60)

    worker = os.fork()
    if worker == 0:
        in_sandbox(note_and_hang, seconds=0.5, megabytes=100)
        os._exit(0)
    child = wait_for(tmp_path / "pid")
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)

    assert is_alive(child)
    end = time.monotonic() + 5
    while is_alive(child) and _state_of(child) != "Z":
        assert time.monotonic() < end
        time.sleep(0.05)


def _state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


def test_progress_arrives_in_order_and_not_too_often(fonts):
    heard: list[tuple[str, int]] = []

    render_in_sandbox(
        sample(interviewers=2), fonts, report=lambda step, percent: heard.append((step, percent))
    )

    percents = [percent for _, percent in heard]
    assert heard[0] == ("Writing the document", 5)
    assert heard[-1] == ("Tagging and closing the file", 92)
    assert percents == sorted(set(percents))
    assert len(heard) <= 20


def test_the_sandbox_gives_the_very_bytes(fonts):
    inside = render_in_sandbox(sample(interviewers=1), fonts)

    assert inside == render_packet(sample(interviewers=1), fonts)


def build_in_worker(fonts: Path) -> RenderedPacket:
    return render_in_sandbox(sample(interviewers=1), fonts)


def test_it_works_inside_a_worker_that_may_have_no_children(fonts):
    """Celery's processes are daemons to billiard, which forbids them children of its own making."""
    with billiard.get_context("fork").Pool(1) as pool:
        packet = pool.apply(build_in_worker, [fonts])

    assert packet.pdf.startswith(b"%PDF-1.7")


def test_missing_fonts_are_a_clear_failure(tmp_path):
    with pytest.raises(RenderFailed, match=r"manage\.py build_fonts") as caught:
        render_in_sandbox(sample(), tmp_path)

    assert caught.value.code == "fonts_missing"


EXHAUSTING = {
    "line breaks": "\n" * 20_000,
    "short lines": "a\n" * 10_000,
    "one word": "x" * 20_000,
    "long words": ("y" * 79 + " ") * 250,
    "nested quotes": "«" * 137 + "deep" + "»" * 137,
    "wide letters": "W" * 19_999,
}


@pytest.mark.parametrize("text", EXHAUSTING.values(), ids=EXHAUSTING.keys())
def test_exhausting_texts_still_make_a_packet(fonts, text):
    snapshot = sample(interviewers=1, voters=0)
    (card,) = snapshot.scorecards
    exhausting = replace(snapshot, scorecards=(replace(card, summary=text),))

    assert render_in_sandbox(exhausting, fonts, seconds=40).pages >= 6
