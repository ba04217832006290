"""`neighbourhood backup FILE` and `neighbourhood restore FILE`: database, uploads and sealed files
in one file, never a round key.
"""

import io
import os
import shutil
import sys
import tarfile
from pathlib import Path

import click
from flask.cli import with_appcontext

from neighbourhood.commands.ready import require_migrated
from neighbourhood.database import begin, commit, db
from neighbourhood.database.copy import NotEmpty, lines, put_back
from neighbourhood.settings import Settings
from neighbourhood.uploads import uploads_at
from neighbourhood.web.installation import the_settings

DATABASE = "database.jsonl"


def folders(settings: Settings) -> dict[str, Path]:
    """Return the folders that belong to a backup, by their name in it."""
    return {
        "uploads": uploads_at(settings.uploads_url).folder,
        "sealed": settings.sealed_directory,
    }


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write database, uploads and sealed files to FILE (.tar.gz), which must not exist yet."""
    if file.exists():
        raise click.ClickException(f"{file} exists already; give the backup another name.")
    session = db.session()
    begin(session, is_read_only=True)
    # In one transaction: all tables are of the same moment.
    content = "\n".join(lines(session)).encode()
    # Under another name until it is whole: a backup that was cut off must not look like one.
    partial = file.with_name(f"{file.name}.partial")
    # It holds everybody's addresses: for the server's own user alone.
    partial.touch(mode=0o600)
    with partial.open("wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
        entry = tarfile.TarInfo(DATABASE)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
        for name, folder in folders(the_settings()).items():
            if folder.is_dir():
                archive.add(folder, arcname=name)
        raw.flush()
        # On the disk before it gets its name: a power cut leaves no half backup under it.
        os.fsync(raw.fileno())
    partial.replace(file)
    click.echo(f"Written: {file}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Put a backup back into an empty, migrated database."""
    require_migrated()
    session = db.session()
    begin(session, is_read_only=False)
    try:
        with tarfile.open(file, mode="r:gz") as archive:
            rows = archive.extractfile(DATABASE)
            if rows is None:
                raise KeyError(DATABASE)
            number = put_back(session, (line.decode() for line in rows))
            _extract(archive, folders(the_settings()))
    except NotEmpty:
        sys.exit(_refused("The database is not empty; restore only into an empty, migrated one."))
    except (tarfile.TarError, KeyError, OSError):
        sys.exit(_refused(f"{file} is not a backup of Neighbourhood."))
    # Last: where a file cannot be unpacked, the database stays empty as well.
    commit(session)
    click.echo(
        f"Restored {number} rows. Round keys are never in a backup: bring them back with "
        "restore-key where a vote is open."
    )


def _extract(archive: tarfile.TarFile, targets: dict[str, Path]) -> None:
    # Folders are for the server's own user alone, as they were.
    mask = os.umask(0o077)
    try:
        for member in archive.getmembers():
            # Only files inside the known folders, so that a foreign archive writes nowhere else.
            name, _slash, rest = member.name.partition("/")
            if name in targets and rest and member.isfile():
                _write_out(archive, member, targets[name], rest)
    finally:
        os.umask(mask)


def _write_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, name: str) -> None:
    # By hand: what `extract` needs to be safe, Python has only from 3.11.4 on.
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise tarfile.TarError(f"{member.name} lies outside of {folder.name}")
    content = archive.extractfile(member)
    if content is None:
        raise tarfile.TarError(f"{member.name} holds nothing")
    path.parent.mkdir(parents=True, exist_ok=True)
    with content, path.open("wb") as file:
        shutil.copyfileobj(content, file)


def _refused(sentence: str) -> int:
    db.session.rollback()
    click.echo(sentence, err=True)
    return 1
