"""Files that visitors hand in, and the signed marks by which a form shows them again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest

from shipway.spec import FileRef
from shipway.supervisor import Inline, safe_name

DEPTH = 8
"""Folders that may lie inside each other in an uploaded folder."""


class Uploads:
    """Hold files with the supervisor. A mark names a held file to its owner alone."""

    def __init__(self, supervisor: Inline, secret: str) -> None:
        self._supervisor = supervisor
        self._signer = URLSafeSerializer(secret, salt="upload")

    def hold(self, file: FileStorage) -> FileRef:
        """Keep one file."""
        return self._supervisor.hold(file.stream, PurePosixPath(file.filename or "file").name or "file")

    def hold_folder(self, files: Sequence[FileStorage]) -> FileRef:
        """Keep the files of a folder as a folder, each below it where it was."""
        place = self._supervisor.folder / "uploads" / secrets.token_hex(16)
        for file in files:
            parts = [safe_name(part) for part in PurePosixPath(file.filename or "file").parts if part.strip("/.")]
            # A browser names "folder/inner/file"; the folder itself is the place.
            inner = (parts[1:] or parts or ["file"])[-DEPTH:]
            file.save(_free(place.joinpath(*inner)), 1024 * 1024)
        first = PurePosixPath(files[0].filename or "folder").parts
        return FileRef(str(place), first[0] if len(first) > 1 else f"{len(files)} files")

    def mark(self, ref: FileRef, owner: str) -> str:
        """Give the mark of a held file."""
        return str(self._signer.dumps([ref.path, ref.name, owner]))

    def marked(self, mark: str, owner: str) -> FileRef | None:
        """Give the file of a mark, None when it is not this owner's or is there no more."""
        try:
            path, name, whose = self._signer.loads(mark)
        except (BadSignature, ValueError):
            return None
        return FileRef(path, name) if whose == owner and Path(path).exists() else None


def _free(path: Path) -> Path:
    """Make the folder of a file, and give a name in it that no other file has: safe names of two may be the same."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (FileExistsError, NotADirectoryError):
        raise BadRequest("The uploaded folder names one thing as a file and as a folder.") from None
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free
