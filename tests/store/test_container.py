"""The backup file tells what it is, whole or not, before any secret; and nobody else can write one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.audit import Mark
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.store import container

KEY = b"k" * 32
KEYS, DB = b"key file", b"database" * 100
WORDS = {"practice": "Harbor Lane", "tables": {"client": 49}}


def manifest() -> container.Manifest:
    return container.Manifest(
        records_uuid="a" * 32,
        history="",
        mark=Mark(7, b"m" * 32),
        made_at=datetime(2026, 10, 14, 18, 2, tzinfo=UTC),
        computer="studio-laptop",
        app="0.1.0",
        revision="0004",
        pinned="",
        keys=container.Part(len(KEYS), container.digest(KEYS)),
        db=container.Part(len(DB), container.digest(DB)),
        sealed=container.seal_words(KEY, "a" * 32, WORDS),
    )


WHOLE = container.encode_head(manifest(), KEY) + KEYS + DB


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.kibak"
    path.write_bytes(WHOLE)
    return path


def test_what_was_written_is_read(file: Path) -> None:
    head = container.read_head(file)
    assert replace(head.manifest, sealed=b"") == replace(manifest(), sealed=b"")
    assert head.key_file == KEYS and container.authentic(head, KEY)
    assert container.unseal_words(KEY, head.manifest) == WORDS


def test_no_name_and_no_count_stands_in_clear() -> None:
    assert b"Harbor" not in WHOLE and b"client" not in WHOLE.split(b"\n")[1]


def test_a_bit_in_every_byte_is_found(file: Path) -> None:
    for at in range(len(WHOLE)):
        bad = bytearray(WHOLE)
        bad[at] ^= 1 << at % 8
        assert not _good(file, bytes(bad)), at


def test_every_cut_and_every_addition_is_found(file: Path) -> None:
    for length in range(len(WHOLE)):
        assert not _good(file, WHOLE[:length])
    assert not _good(file, WHOLE + b"\0")


@given(st.binary(max_size=300), st.integers(0, len(WHOLE)))
def test_no_bytes_do_more_than_refuse(noise: bytes, at: int) -> None:
    for data in (noise, WHOLE[:at] + noise + WHOLE[at:], b"KETACOUNSEL-BACKUP 1\n" + noise):
        try:
            head = container.decode_head(data, len(data))
        except KetaCounselError:
            continue
        assert head.raw == WHOLE[: len(head.raw)]


def test_a_manifest_in_another_spelling_is_refused(tmp_path: Path) -> None:
    first = WHOLE.split(b"\n")[1]
    spaced = first.replace(b'":', b'": ', 1)
    body = b"\n".join([WHOLE.split(b"\n")[0], spaced, b""])
    mac = container.encode_head(manifest(), KEY).split(b"\n")[2]
    signed = body + mac + b"\n"
    path = tmp_path / "spaced.kibak"
    path.write_bytes(signed + container.digest(signed).encode() + b"\n" + KEYS + DB)
    with pytest.raises(KetaCounselError):
        container.read_head(path)


def test_sizes_beyond_reason_are_refused(tmp_path: Path) -> None:
    for db in (container.Part(-1, ""), container.Part(1 << 60, ""), container.Part(0, "")):
        raw = container.encode_head(replace(manifest(), db=db), KEY)
        with pytest.raises(KetaCounselError):
            container.decode_head(raw + KEYS, 1 << 62)


def _good(file: Path, data: bytes) -> bool:
    """Whether a reader with the key would take these bytes."""
    file.write_bytes(data)
    try:
        head = container.read_head(file)
        container.copy_db(file, head, None, lambda _: None)
    except KetaCounselError:
        return False
    return container.authentic(head, KEY)
