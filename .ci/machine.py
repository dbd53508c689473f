"""Prepares a computer to run KetaCounsel from a checkout: system packages, then .venv with pinned packages.

Runs on a bare Python, before anything is installed: the standard library only.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

DRAWING = {  # what Qt loads even without a display
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
}
WINDOW = {  # what it loads on top for a window on X11 or Wayland, and for printers
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",
}

COMPILER = ("gcc", "libc6-dev")  # the fault programs stand between a program and the disk; that part is C


class NotReadyError(Exception):
    """Something is missing that only the person at the keyboard can provide."""


def loads(library: str) -> bool:
    """Whether the system finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(libraries: Iterable[tuple[str, str]]) -> list[str]:
    """Debian's names of the packages whose library does not load, and of venv if that is missing."""
    packages = [package for library, package in libraries if not loads(library)]
    if not VENV_PYTHON.exists() and not importlib.util.find_spec("ensurepip"):
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return packages


def install(packages: Sequence[str], prefix: Sequence[str] | None) -> None:
    """Install system packages, or say in one line how the person can.

    The prefix is what makes a command run as root, None when nothing does.
    """
    install_line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise NotReadyError(
            "These libraries are missing, by their Debian names; install them with your system's tools:\n"
            f"  {' '.join(packages)}"
        )
    if prefix is None:
        raise NotReadyError(
            "Some system packages are missing. Run this line, then the same make command again:\n"
            f"  sudo apt-get update && sudo {shlex.join(install_line)}"
        )
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    if package_lists_are_there() and run_quietly([*prefix, *install_line]):
        return
    run_quietly([*prefix, "apt-get", "update"])
    if not run_quietly([*prefix, *install_line]):
        raise NotReadyError(f"The system packages could not be installed:\n  {shlex.join(install_line)}")


def root_prefix() -> list[str] | None:
    """What to put before a command that needs root: nothing, sudo, or None when neither will do."""
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive"]
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def package_lists_are_there() -> bool:
    """A fresh container has none, and apt-get then knows no package."""
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def run_quietly(command: Sequence[str]) -> bool:
    """Run; show what it said only when it failed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.stderr.write(done.stdout)
    return done.returncode == 0


def prepare_system(*, window: bool, tests: bool = False) -> None:
    """Make sure Qt's libraries load. macOS and Windows bring their own. Tests need a C compiler too."""
    if sys.platform != "linux":
        return
    libraries = [*DRAWING.items(), *(WINDOW.items() if window else ())]
    packages = missing_packages(libraries)
    if tests and not shutil.which("cc"):
        packages += COMPILER
    if packages:
        install(packages, root_prefix())
    if still := missing_packages(libraries):
        raise NotReadyError(f"Still missing after the installation: {' '.join(still)}")


def prepare_venv(requirements: Path) -> None:
    """A .venv that holds exactly what the requirements pin, each file checked by its hash."""
    if not usable(VENV_PYTHON):
        print(f"Creating {VENV.name} with Python {sys.version.split()[0]}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    print(f"Installing the packages of {requirements.relative_to(ROOT)}", flush=True)
    command: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    command += ["--no-input", "--only-binary=:all:", "--require-hashes", "-r", requirements]
    if subprocess.run(command).returncode:
        raise NotReadyError("The Python packages could not be installed; the lines above say why.")


def usable(python: Path) -> bool:
    """Whether this environment starts, has pip, and is of a version that fits."""
    probe = "import pip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))"
    return python.exists() and subprocess.run([python, "-c", probe], capture_output=True).returncode == 0


def main(arguments: Sequence[str]) -> int:
    """``run`` or ``dev``, with ``window`` when a window will be opened."""
    try:
        prepare_system(window="window" in arguments, tests=arguments[0] == "dev")
        prepare_venv(ROOT / ".ci" / "requirements" / f"{arguments[0]}.txt")
    except NotReadyError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
