"""What pip installs works on its own: the wheel carries its resources and starts from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ketacounsel import __version__

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without an isolated environment and so without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip put the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(folder), str(wheel)], check=True, capture_output=True)
    return folder


def run_installed(installed: Path, elsewhere: Path, *arguments: str) -> str:
    """What a Python says that finds our package only where pip put it."""
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_wheel_carries_every_resource_and_no_test(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = [file for file in (ROOT / "resources").rglob("*") if file.is_file()]
    files = [file for file in files if file.parent.name != "pictures"]  # they are the README's
    wanted = {f"ketacounsel/_resources/{file.relative_to(ROOT / 'resources').as_posix()}" for file in files}
    assert wanted <= packed
    assert not [
        name for name in packed if not name.startswith(("ketacounsel/", f"ketacounsel-{__version__}."))
    ]


def test_the_installed_app_finds_its_resources_from_another_folder(installed: Path, tmp_path: Path) -> None:
    root = run_installed(
        installed, tmp_path, "-c", "from ketacounsel.paths import resource_root; print(resource_root())"
    )
    assert Path(root) == installed / "ketacounsel" / "_resources"


def test_the_installed_command_starts_from_another_folder(installed: Path, tmp_path: Path) -> None:
    assert (
        run_installed(installed, tmp_path, "-m", "ketacounsel", "--version") == f"ketacounsel {__version__}"
    )
    assert (installed / "bin" / "ketacounsel").exists()
