import hashlib
import os
import time

import pytest

from interviews.packets.storage import PacketFileMissing, collect_strays, path_of, read, store

PDF = b"%PDF-1.7 a packet"


def test_a_packet_stands_under_the_hash_of_its_bytes(tmp_path):
    sha256 = store(tmp_path / "packets", PDF)

    assert sha256 == hashlib.sha256(PDF).hexdigest()
    assert path_of(tmp_path / "packets", sha256).read_bytes() == PDF
    assert read(tmp_path / "packets", sha256) == PDF


def test_storing_it_again_changes_nothing(tmp_path):
    path = path_of(tmp_path, store(tmp_path, PDF))
    before = path.stat()

    store(tmp_path, PDF)

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(tmp_path.iterdir()) == [path]


def test_only_its_owner_may_read_it(tmp_path):
    assert path_of(tmp_path, store(tmp_path, PDF)).stat().st_mode & 0o077 == 0


def test_a_damaged_file_is_not_handed_out_and_is_put_right_by_storing(tmp_path):
    sha256 = store(tmp_path, PDF)
    path_of(tmp_path, sha256).write_bytes(PDF[:-1])

    with pytest.raises(PacketFileMissing, match="damaged"):
        read(tmp_path, sha256)

    store(tmp_path, PDF)
    assert read(tmp_path, sha256) == PDF


def test_a_packet_that_is_not_there_says_so(tmp_path):
    with pytest.raises(PacketFileMissing, match="not in the store"):
        read(tmp_path, "0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "0" * 63, "0" * 65, "A" * 64, "0" * 63 + "\n"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(ValueError, match="SHA-256"):
        path_of(tmp_path, name)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path, monkeypatch, step):
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, refuse)

    with pytest.raises(OSError, match="No space left"):
        store(tmp_path, PDF)

    assert list(tmp_path.iterdir()) == []


def test_strays_go_after_an_hour_and_packets_stay(tmp_path):
    packet = path_of(tmp_path, store(tmp_path, PDF))
    old, young = tmp_path / "incoming-old", tmp_path / "incoming-young"
    for path, age in ((old, 3700), (young, 3500), (packet, 900_000)):
        path.touch()
        os.utime(path, (time.time() - age,) * 2)

    assert collect_strays(tmp_path) == 1

    assert sorted(tmp_path.iterdir()) == sorted([packet, young])


def test_a_folder_that_was_never_made_has_no_strays(tmp_path):
    assert collect_strays(tmp_path / "nowhere") == 0
