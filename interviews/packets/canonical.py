"""Snapshots as text: written as canonical JSON (RFC 8785), and read back strictly."""

import hashlib
import json
from typing import Any

import rfc8785

from hiring.foundations.reading import Fault, Unreadable, adapter_of, json_of, made
from interviews.packets.snapshot import Snapshot

# A text that is no snapshot, or a snapshot that could not be read again; `faults` says why.
SnapshotInvalid = Unreadable


def canonical(snapshot: Snapshot) -> str:
    """Write the snapshot as canonical JSON (RFC 8785, JSON Canonicalization Scheme).

    What was written can be read again: raises SnapshotInvalid, as `parse` would, naming each fault's path.
    """
    return rfc8785.dumps(adapter_of(Snapshot).dump_python(_checked(snapshot), mode="json")).decode()


def sha256_of(snapshot: Snapshot) -> str:
    """SHA-256 of the canonical JSON as 64 lower-case hexadecimal digits; raises as `canonical` does."""
    return hashlib.sha256(canonical(snapshot).encode()).hexdigest()


def parse(text: str) -> Snapshot:
    """Read a snapshot back; `canonical(parse(text)) == text` for every canonical text.

    Raises SnapshotInvalid with every fault of shape, type, range or cross-reference, each with its path.
    """
    return _checked(json_of(text))


def schema() -> str:
    """The JSON Schema of what `parse` takes, for readers of a packet's JSON twin."""
    tree = {"$schema": "https://json-schema.org/draft/2020-12/schema", **adapter_of(Snapshot).json_schema()}
    return json.dumps(tree, indent=2) + "\n"


def _checked(tree: Any) -> Snapshot:
    snapshot = made(Snapshot, tree)
    known = {competency.id for competency in snapshot.competencies}
    named = [(f"requirements[{i}]", one.competency_id) for i, one in enumerate(snapshot.requirements)]
    named += [
        (f"scorecards[{i}].ratings[{j}].criterion", rating.criterion.competency_id)
        for i, scorecard in enumerate(snapshot.scorecards)
        for j, rating in enumerate(scorecard.ratings)
    ]
    if dangling := [(path, key) for path, key in named if key not in known]:
        sentence = "names competency {}, which is not listed"
        raise SnapshotInvalid(
            [Fault(f"{path}.competency_id", sentence.format(key)) for path, key in dangling]
        )
    return snapshot
