import configparser
import shlex
from pathlib import Path
from types import SimpleNamespace

import pytest

from hiring.background.supervisor import Output, Program, configuration, programs


def test_the_broker_starts_first_and_stops_last() -> None:
    everything = programs(port=8001, var=Path("/srv/var"), broker=["valkey-server"])
    assert [program.name for program in everything] == ["broker", "web", "worker", "beat"]
    text = configuration(everything, home=Path("/srv"), var=Path("/srv/var"))
    parsed = configparser.RawConfigParser()
    parsed.read_string(text)
    priorities = {section: parsed[section].get("priority") for section in parsed.sections()}
    assert priorities == {
        "supervisord": None,
        "program:broker": "1",
        "program:web": "2",
        "program:worker": "3",
        "program:beat": "4",
    }


def test_a_broker_elsewhere_is_not_ours_to_start() -> None:
    assert [program.name for program in programs(port=8001, var=Path("/srv/var"), broker=[])] == [
        "web",
        "worker",
        "beat",
    ]


def test_odd_paths_arrive_as_they_are() -> None:
    odd = "/srv/100% ours; it's/var"
    text = configuration([Program("web", ["python", odd], patience_seconds=5)], home=Path(odd), var=Path(odd))
    parsed = configparser.ConfigParser(interpolation=configparser.BasicInterpolation())
    parsed.read_string(text)
    assert shlex.split(parsed["program:web"]["command"]) == ["python", odd]
    assert parsed["program:web"]["directory"] == odd


def test_lines_arrive_whole_and_named(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    output = Output()
    for name, piece in [("web", b"one\ntw"), ("beat", b"tick\n"), ("web", b"o\n"), ("web", b"unfinished")]:
        output.take(SimpleNamespace(process=SimpleNamespace(config=SimpleNamespace(name=name)), data=piece))
    assert capfdbinary.readouterr().out == b"web    | one\nbeat   | tick\nweb    | two\n"
