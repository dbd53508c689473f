"""Joins open records with the places for rescue files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel import paths
from ketacounsel.services.records import Records
from ketacounsel.services.rescue import Rescue
from ketacounsel.services.rescue_places import RescuePlaces
from ketacounsel.store.rescue_file import Envelope
from ketacounsel.store.reserve import Reserve

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from ketacounsel.services.backups import Backups
    from ketacounsel.services.office import Office
    from ketacounsel.services.vault import Unlocked


def open_rescue(
    office: Office, unlocked: Unlocked, backups: Backups, clock: Callable[[], datetime]
) -> Rescue:
    """For the counselor who unlocked them."""
    keys = unlocked.keys
    own_key = keys.personal[keys.counselor_id]
    envelope = Envelope(keys.records_uuid, keys.counselor_id, keys.use("rescue"), own_key)
    places = RescuePlaces(unlocked.folder, paths.rescue_folder(), backup_places=backups.places)
    places.ask()
    return Rescue(office, Records(unlocked.store, clock, keys.counselor_id), envelope, places)


def keep_reserve(folder: Path) -> bool:
    """Have room for the last words on a disk that gets full. For the bench."""
    return Reserve(folder).make()
