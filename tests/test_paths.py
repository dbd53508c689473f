"""The shipped files are found, and records go where each platform keeps a program's data."""

from __future__ import annotations

from pathlib import Path

from ketacounsel import paths

HOME = Path("/h")


def test_a_checkout_reads_its_own_resources() -> None:
    assert (paths.resource_root() / "fonts" / "Inter_400Regular.ttf").is_file()


def test_linux_keeps_records_where_xdg_says() -> None:
    assert paths.data_folder("linux", {"XDG_DATA_HOME": "/d"}, HOME) == Path("/d/ketacounsel")
    assert paths.data_folder("linux", {}, HOME) == Path("/h/.local/share/ketacounsel")


def test_a_relative_xdg_folder_is_ignored() -> None:
    assert paths.data_folder("linux", {"XDG_DATA_HOME": "here"}, HOME) == Path("/h/.local/share/ketacounsel")


def test_macos_and_windows_have_their_own_place() -> None:
    assert paths.data_folder("darwin", {}, HOME) == Path("/h/Library/Application Support/KetaCounsel")
    assert paths.data_folder("win32", {}, HOME) == Path("/h/AppData/Local/KetaCounsel")


def test_the_practice_set_is_kept_apart_from_records() -> None:
    assert paths.practice_folder() != paths.records_folder()
    assert paths.practice_folder().parent == paths.records_folder().parent
