"""Packets as files, each under the SHA-256 of its own bytes: written whole or not at all, never changed."""

import hashlib
import os
import re
import tempfile
import time
from pathlib import Path

STRAY_SECONDS = 3600
_INCOMING = "incoming-"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class PacketFileMissing(Exception):
    """No file stands under this hash, or what stands there is no longer what was stored."""


def path_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with this hash stand, whether or not they are there.

    Raises ValueError unless `sha256` is 64 lower-case hexadecimal digits: no path can leave the folder.
    """
    if not _SHA256.fullmatch(sha256):
        raise ValueError("A packet's name is a SHA-256: 64 lower-case hexadecimal digits.")
    return folder / f"{sha256}.pdf"


def store(folder: Path, pdf: bytes) -> str:
    """Keep the bytes durably in `folder`, which is made if need be, and return their SHA-256.

    Storing the same bytes again changes nothing, except that a damaged file is put right. After a crash there
    is the whole file or none. Raises OSError when the disk refuses.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    path = path_of(folder, sha256)
    folder.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == pdf:
        return sha256
    descriptor, incoming = tempfile.mkstemp(prefix=_INCOMING, dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        Path(incoming).replace(path)
    except BaseException:
        Path(incoming).unlink(missing_ok=True)
        raise
    _sync_folder(folder)
    return sha256


def read(folder: Path, sha256: str) -> bytes:
    """The stored bytes, checked against their hash.

    Raises PacketFileMissing when they are not there or damaged, and ValueError as `path_of` does.
    """
    try:
        pdf = path_of(folder, sha256).read_bytes()
    except FileNotFoundError:
        raise PacketFileMissing("This packet's file is not in the store. Build the packet again.") from None
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise PacketFileMissing("This packet's file is damaged. Build the packet again to put it right.")
    return pdf


def collect_strays(folder: Path, *, older_than_seconds: float = STRAY_SECONDS) -> int:
    """Remove temporary files that no writer has touched for an hour, and return how many."""
    horizon = time.time() - older_than_seconds
    strays = [path for path in folder.glob(f"{_INCOMING}*") if _changed_at(path) < horizon]
    for stray in strays:
        stray.unlink(missing_ok=True)
    return len(strays)


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
