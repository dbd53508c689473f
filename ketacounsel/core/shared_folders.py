"""Folders that other computers write to as well: no place for open records, a good one for backups."""

from __future__ import annotations

import re
from typing import Final

from ketacounsel.core.errors import KetaCounselError

BACKUPS: Final = "Choose a folder on this computer’s own disk; backups may go to this one."
AGAIN: Final = "Choose it once more to keep them there all the same."


class SharedFolder(KetaCounselError):
    safe = "Nothing was written there."
    todo = f"{BACKUPS} {AGAIN}"
    notice = ""
    """For records that are there already."""


class SyncedFolder(SharedFolder):
    def __init__(self, program: str) -> None:
        self.program = program
        super().__init__(
            f"{program} copies the files of this folder while they are written, and may put an older copy "
            "in their place."
        )
        self.notice = (
            f"These records are in a folder of {program}, which may put an older copy in their place. "
            "Move them to this computer’s own disk, and keep backups here instead."
        )


class NetworkFolder(SharedFolder):
    what = "This folder is on another computer. Open records there can be damaged when the network fails."
    notice = (
        "These records are on another computer. They can be damaged when the network fails. Move them to "
        "this computer’s own disk, and keep backups here instead."
    )


PROGRAMS: Final = {
    "Dropbox": re.compile(r"dropbox(\b.*)?", re.IGNORECASE),
    "OneDrive": re.compile(r"onedrive(\b.*)?", re.IGNORECASE),
    "Google Drive": re.compile(r"google ?drive(\b.*)?|my drive", re.IGNORECASE),
    "iCloud": re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents", re.IGNORECASE),
    "Nextcloud": re.compile(r"nextcloud\d*", re.IGNORECASE),
    "ownCloud": re.compile(r"owncloud\d*", re.IGNORECASE),
    "pCloud": re.compile(r"pcloud ?drive", re.IGNORECASE),
    "MEGA": re.compile(r"megasync( downloads)?", re.IGNORECASE),
    "Syncthing": re.compile(r"syncthing", re.IGNORECASE),
    "Box": re.compile(r"box sync", re.IGNORECASE),
}
"""What each program calls its folder."""

MARKS: Final = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".stversions": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
    ".synologyworkingdirectory": "Synology Drive",
}
"""What each program leaves in its folder."""

NETWORK_KINDS: Final = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "afpfs",
        "ceph",
        "glusterfs",
        "lustre",
        "davfs",
        "webdav",
        "ncpfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.davfs2",
        "fuse.s3fs",
    }
)
"""File systems of another computer, as the operating system calls them."""

_COPY: Final = re.compile(
    r"conflicted copy|conflict copy|\.sync-conflict-|\(.*\bconflict\b.*\)|_conf\(\d+\)|-[\w-]+-conflict",
    re.IGNORECASE,
)


def program_of(names: tuple[str, ...]) -> str:
    """The program in whose folder a path lies, by the names on the way to it; empty when in none."""
    for name in names:
        for program, pattern in PROGRAMS.items():
            if pattern.fullmatch(name):
                return program
    return ""


def is_conflict_copy(name: str) -> bool:
    """Whether a sync program made this file of two that differed."""
    return bool(_COPY.search(name))
