"""Commands on records: made, read beside a window, checked, and refused in words when they are damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ketacounsel import practice_set
from ketacounsel.services import vault
from ketacounsel.store import engine, presence
from tests.commands.terminal import ketacounsel
from tests.practice_set.made import a_copy

MAREN = "HL-0147"


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(f"{practice_set.PASSPHRASE}\n", encoding="utf-8")
    return file


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return a_copy(tmp_path)


def test_sound_records_are_said_to_be_sound(records: Path, passphrase_file: Path) -> None:
    ran = ketacounsel("check", records, "--passphrase-file", passphrase_file)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("The records are sound.")
    assert "signed notes and addenda match their signatures" in ran.out


def test_a_check_for_a_script_names_what_was_looked_at(records: Path, passphrase_file: Path) -> None:
    ran = ketacounsel("check", records, "--deep", "--json", "--passphrase-file", passphrase_file)
    told = json.loads(ran.out)
    assert (ran.code, told["sound"]) == (0, True)
    looked_at = ["Pages", "Structure", "Links", "Audit", "Newest state", "Signatures"]
    assert [line["name"] for line in told["lines"]] == looked_at


def test_what_was_done_is_told_line_by_line(records: Path, passphrase_file: Path) -> None:
    whole = ketacounsel("audit", records, "--passphrase-file", passphrase_file).out.splitlines()
    assert "Set up these records" in whole[0] and "Dana Whitfield" in whole[0]
    own = ketacounsel("audit", records, "--client", MAREN, "--json", "--passphrase-file", passphrase_file)
    lines = [json.loads(line) for line in own.out.splitlines()]
    assert 10 < len(lines) < len(whole)
    assert {line["client"] for line in lines} == {MAREN}


def test_the_audit_is_verified_from_a_terminal(records: Path, passphrase_file: Path) -> None:
    ran = ketacounsel("audit", records, "--verify", "--passphrase-file", passphrase_file)
    assert ran.code == 0 and "lines of the audit fit together" in ran.out
    keys = vault.derive(records, practice_set.PASSPHRASE)
    lock = engine.Lock(records / presence.RECORDS, keys.use("db"), keys.salt, keys.records_uuid)
    by_hand = engine.connect(lock)
    by_hand.execute("DROP TRIGGER audit_stays")
    by_hand.execute("UPDATE audit SET act = 'Nothing' WHERE seq = 3")
    by_hand.close()
    ran = ketacounsel("audit", records, "--verify", "--json", "--passphrase-file", passphrase_file)
    assert ran.code == 1 and json.loads(ran.out)["sound"] is False


def test_a_signed_note_changed_behind_the_program_is_named(records: Path, passphrase_file: Path) -> None:
    keys = vault.derive(records, practice_set.PASSPHRASE)
    lock = engine.Lock(records / presence.RECORDS, keys.use("db"), keys.salt, keys.records_uuid)
    by_hand = engine.connect(lock)
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'note'"
    for (name,) in by_hand.execute(triggers).fetchall():
        by_hand.execute(f"DROP TRIGGER {name}")
    one = "SELECT id FROM note WHERE state = 'signed' LIMIT 1"
    by_hand.execute(f"UPDATE note SET body = body || ' and better' WHERE id = ({one})")
    by_hand.close()
    ran = ketacounsel("check", records, "--passphrase-file", passphrase_file)
    assert ran.code == 1 and "does not match its signature" in ran.err and "and better" not in ran.err


def test_the_passphrase_may_come_by_standard_input(records: Path) -> None:
    ran = ketacounsel("check", records, "--passphrase-file", "-", typed=f"{practice_set.PASSPHRASE}\r\n")
    assert ran.code == 0


def test_without_a_terminal_nobody_is_asked(records: Path) -> None:
    ran = ketacounsel("check", records)
    assert ran.code == 2 and "--passphrase-file" in ran.err


def test_the_environment_opens_nothing(records: Path) -> None:
    ran = ketacounsel("check", records, KETACOUNSEL_PASSPHRASE=practice_set.PASSPHRASE)
    assert ran.code == 2


def test_a_wrong_passphrase_is_told_from_damage(records: Path) -> None:
    ran = ketacounsel("check", records, "--passphrase-file", "-", typed="something else altogether\n")
    assert ran.code == 1 and "passphrase doesn’t open these records" in ran.err


@pytest.mark.parametrize("damage", ["a byte", "the end", "everything"])
def test_damaged_records_are_named_and_left_alone(records: Path, passphrase_file: Path, damage: str) -> None:
    file = records / presence.RECORDS
    data = bytearray(file.read_bytes())
    if damage == "a byte":
        data[len(data) // 2] ^= 0x10
    elif damage == "the end":
        del data[len(data) - 4096 :]
    else:
        data[16:] = bytes(len(data) - 16)
    file.write_bytes(data)
    ran = ketacounsel("check", records, "--passphrase-file", passphrase_file)
    assert ran.code == 1
    assert "damaged" in ran.err or "cut off" in ran.err
    assert "Traceback" not in ran.err
    assert file.read_bytes() == bytes(data)


def test_reading_works_beside_a_window(records: Path, passphrase_file: Path, tmp_path: Path) -> None:
    held = vault.open_records(records, vault.derive(records, practice_set.PASSPHRASE))
    checked = ketacounsel("check", records, "--passphrase-file", passphrase_file)
    out = tmp_path / "report.pdf"
    reported = ketacounsel(
        "report", records, "--client", MAREN, "--out", out, "--passphrase-file", passphrase_file
    )
    held.close()
    assert (checked.code, reported.code) == (0, 0), checked.err + reported.err
    assert out.read_bytes().startswith(b"%PDF")


def test_a_report_is_made_and_the_records_stay_as_they_were(
    records: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    before = (records / presence.RECORDS).read_bytes()
    out = tmp_path / "report.pdf"
    words = ["--from", "2026-09-14", "--to", "2026-10-16", "--paper", "a4", "--for", "prescriber"]
    ran = ketacounsel(
        "report", records, "--client", "hl-0147", *words, "--out", out, "--passphrase-file", passphrase_file
    )
    assert ran.code == 0 and str(out) in ran.out
    assert out.stat().st_mode & 0o077 == 0
    assert (records / presence.RECORDS).read_bytes() == before


@pytest.mark.parametrize(
    ("client", "out", "more", "said"),
    [
        ("HL-9999", "r.pdf", [], "no client has the file number"),
        (MAREN, "nowhere/r.pdf", [], "there is no folder"),
        (MAREN, "r.pdf", ["--from", "2026-10-16", "--to", "2026-10-01"], "--to lies before --from"),
    ],
)
def test_an_order_that_can_not_be_met_ends_with_2(
    records: Path, passphrase_file: Path, tmp_path: Path, client: str, out: str, more: list[str], said: str
) -> None:
    words: list[str | Path] = ["--client", client, "--out", tmp_path / out]
    words += ["--passphrase-file", passphrase_file]
    ran = ketacounsel("report", records, *words, *more)
    assert ran.code == 2 and said in ran.err
    assert not (tmp_path / out).exists()


def test_demo_tells_how_to_open_what_it_made(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    ran = ketacounsel("demo", folder, "--clients", "1", "--today", "2026-10-15")
    assert (ran.code, ran.err) == (0, "")
    assert practice_set.PASSPHRASE in ran.out and practice_set.PIN in ran.out
    again = ketacounsel("demo", folder, "--clients", "1")
    assert again.code == 1 and "already holds records" in again.err


def test_without_a_display_the_practice_set_and_its_report_are_made(tmp_path: Path) -> None:
    ran = ketacounsel("--practice", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert vault.exists(tmp_path / "build" / "practice")
    assert (tmp_path / "build" / "progress-report.pdf").read_bytes().startswith(b"%PDF")
    for word in (str(tmp_path / "build" / "practice"), "progress-report.pdf", "make run"):
        assert word in ran.out
    assert ketacounsel("--practice", cwd=tmp_path).code == 0
