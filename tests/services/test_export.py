"""A file the user asked for is there whole, or the one before it is."""

from __future__ import annotations

import resource
import signal
from typing import TYPE_CHECKING

import pytest

from ketacounsel.core.errors import NotOnDisk
from ketacounsel.services import export

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_written_over_the_old_one_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    export.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_said_without_its_name(tmp_path: Path) -> None:
    with pytest.raises(NotOnDisk) as caught:
        export.write(tmp_path / "Whitfield" / "report.pdf", b"new")
    assert "Whitfield" not in str(caught.value)


def test_a_disk_that_fills_up_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(NotOnDisk):
            export.write(path, b"n" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
