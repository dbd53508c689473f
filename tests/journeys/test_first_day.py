"""The very first start on the real program: from an empty folder to Today, and locked again."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.remote import program

WORDS = "maple tuba fjord ninety oxen gauze"
FIND = """
from ketacounsel.ui.screens.first_run.view import FirstRunWindow
from ketacounsel.ui.screens.unlock.view import UnlockWindow
from ketacounsel.ui.shell import Shell
def window(kind):
    return next((w for w in app.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)
"""


def test_from_nothing_to_today_and_behind_the_lock(tmp_path: Path) -> None:
    with program(tmp_path / "records", tmp_path / "desk") as remote:
        remote.start()
        remote.until(FIND + "answer = window(FirstRunWindow) is not None")
        remote.do(FIND + "w = window(FirstRunWindow); w.go_on.click(); answer = w.at")
        remote.do(
            FIND + "w = window(FirstRunWindow)\n"
            "for key, said in (('name', 'Dana Whitfield'), ('practice', 'Harbor Lane Counseling')):\n"
            "    w.vm.put(key, said)\n"
            "w.go_on.click()\n"
            f"w.vm.put('passphrase', {WORDS!r}); w.vm.again = {WORDS!r}; w.vm.put('pin', '274951')\n"
            "w.go_on.click(); answer = True"
        )
        remote.until(FIND + "answer = window(FirstRunWindow).at == 3")
        remote.do(
            FIND
            + "w = window(FirstRunWindow); w.later.click(); w.go_on.click(); w.later.click(); answer = True"
        )
        remote.until(FIND + "answer = window(Shell) is not None")
        place = "window(Shell).place()['go']['screen']"
        assert remote.do(FIND + f"answer = {place}") == "today"
        assert remote.do(FIND + "answer = window(FirstRunWindow) is None")
        assert remote.do(FIND + "answer = window(Shell).desk.practice.setting('recovery_checked')") is False
        remote.do(FIND + "window(Shell).lock_requested.emit('you'); answer = True")
        remote.until(FIND + "answer = window(UnlockWindow) is not None")
    assert (tmp_path / "records" / "records.db").stat().st_mode & 0o777 == 0o600
