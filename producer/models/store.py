"""Fetching, importing and verifying models. Only ``fetch_model`` goes to the network, and only when a person
asked for it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from producer.errors import ModelError
from producer.files import disk_errors
from producer.jobs import Job
from producer.models.catalogue import KNOWN, YUNET_FILE, KnownModel, known_model
from producer.models.download import RemoteFile, download
from producer.models.find import face_models, missing_files, models_folder, speech_models
from producer.models.manifest import FileSum, Manifest, file_sum, read_manifest, write_manifest

WANTED = ("config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.", YUNET_FILE)
"""The files of a repository that are taken, as faster-whisper's own downloader does; the rest is left."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of one installed model found: ``status`` is "ok", "damaged" or "unchecked" (nobody promised
    a checksum).
    """

    name: str
    folder: Path
    status: str
    broken: tuple[str, ...] = ()


def fetch_model(name: str, *, folder: Path | None = None, endpoint: str | None = None, job: Job | None = None) -> Path:
    """Fetch a known model into ``folder`` (the person's own) and return where it is; a stopped fetch goes on
    where it stopped.

    ``endpoint`` is the address of the model hub or of a mirror inside the company (also ``HF_ENDPOINT``).
    Raises ModelError, DiskError, Cancelled.
    """
    model, job = known_model(name), job or Job()
    place = (folder or models_folder()) / model.name
    revision, remotes = _list_remote(model, endpoint or os.environ.get("HF_ENDPOINT"))
    staging = place.with_name(f".fetch-{model.name}")
    total = sum(remote.size or 0 for remote in remotes) or 1
    done = 0
    for remote in remotes:
        share = (remote.size or 0) / total
        download(remote, staging / remote.name, job.part(done / total, done / total + share))
        done += remote.size or 0
    sums = tuple(file_sum(staging / remote.name) for remote in remotes)
    write_manifest(staging, Manifest(model.name, model.kind, model.repository, revision, model.licence, sums))
    return _install(staging, place)


def _list_remote(model: KnownModel, endpoint: str | None) -> tuple[str, list[RemoteFile]]:
    """Ask the hub which files there are, at which revision, with which checksums."""
    import huggingface_hub
    from huggingface_hub.errors import HfHubHTTPError, HTTPError

    try:
        info = huggingface_hub.HfApi(endpoint=endpoint, token=False).model_info(
            model.repository, files_metadata=True, timeout=20
        )
    except (HfHubHTTPError, HTTPError, OSError, ValueError) as error:
        raise _no_hub(model, error) from error
    revision = info.sha or "main"
    known = dict(model.sha256)
    remotes = [
        RemoteFile(
            file.rfilename,
            huggingface_hub.hf_hub_url(model.repository, file.rfilename, revision=revision, endpoint=endpoint),
            file.size,
            known.get(file.rfilename) or (file.lfs.sha256 if file.lfs else None),
            None if file.lfs else file.blob_id,
        )
        for file in info.siblings or ()
        if file.rfilename.startswith(WANTED)
    ]
    missing = set(model.files) - {remote.name for remote in remotes}
    if missing:
        raise _no_hub(model, FileNotFoundError(", ".join(sorted(missing))))
    return revision, remotes


def _no_hub(model: KnownModel, error: Exception) -> ModelError:
    return ModelError(
        f"The model {model.name} could not be fetched: the model hub did not answer as it should.",
        code="model-unreachable",
        kept="Nothing was changed.",
        cure="Check the connection and try again, or copy the model from another computer and run: "
        "producer models import FOLDER",
        detail=f"{type(error).__name__}: {error}",
        name=model.name,
    )


def _install(staging: Path, place: Path) -> Path:
    """Give the finished folder its name; what stood there goes only when the new one is complete."""
    with disk_errors(place):
        old = place.with_name(f".old-{place.name}")
        shutil.rmtree(old, ignore_errors=True)
        if place.exists():
            place.replace(old)
        staging.replace(place)
        shutil.rmtree(old, ignore_errors=True)
    return place


def import_model(source: Path, *, folder: Path | None = None, job: Job | None = None) -> Path:
    """Copy a model (a speech model's folder, or the face model's file) from a disk and return where it is now.

    Its files are held against what is known of them, or against the manifest that came with them.
    Raises ModelError where it is no model or is damaged; DiskError; Cancelled.
    """
    root, job = folder or models_folder(), job or Job()
    face = source if source.is_file() else source / YUNET_FILE
    if face.name == YUNET_FILE and face.is_file():
        return _copy(root / "yunet", (face,), known_model("yunet"), None, job)
    missing = missing_files(source)
    if not source.is_dir() or missing:
        raise ModelError(
            f"{source} is not a model" + (f": {', '.join(missing)} is missing." if source.is_dir() else "."),
            code="model-incomplete",
            kept="Nothing was changed.",
            cure=f"Name the folder that holds model.bin, or the file {YUNET_FILE}.",
            path=str(source),
        )
    name = source.resolve().name.removeprefix("faster-whisper-")
    known = next((model for model in KNOWN if model.name == name), None)
    files = tuple(sorted(path for path in source.iterdir() if path.is_file() and path.name.startswith(WANTED)))
    return _copy(root / name, files, known, read_manifest(source), job)


def _copy(place: Path, files: tuple[Path, ...], known: KnownModel | None, promised: Manifest | None, job: Job) -> Path:
    staging = place.with_name(f".import-{place.name}")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        with disk_errors(staging):
            staging.mkdir(parents=True)
            for index, path in enumerate(files):
                job.progress(index / len(files), "copy")
                shutil.copyfile(path, staging / path.name)
            sums = tuple(file_sum(staging / path.name) for path in files)
        _hold_against(sums, known, promised)
        manifest = promised or Manifest(
            place.name,
            known.kind if known else "speech",
            "imported",
            "",
            known.licence if known else "unknown",
            sums,
        )
        write_manifest(staging, manifest)
        return _install(staging, place)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _hold_against(sums: tuple[FileSum, ...], known: KnownModel | None, promised: Manifest | None) -> None:
    wanted = {file.name: file.sha256 for file in promised.files} if promised else {}
    wanted.update(known.sha256 if known else ())
    have = {file.name: file.sha256 for file in sums}
    broken = [name for name, digest in wanted.items() if have.get(name) != digest]
    if broken:
        raise ModelError(
            f"The model is damaged: {', '.join(broken)} is not what it should be.",
            code="model-damaged",
            kept="Nothing was changed.",
            cure="Copy it again from where it came.",
        )


def installed() -> Iterator[tuple[str, str, Path]]:
    """Yield ``(name, kind, folder)`` of every model on this machine, in the order in which they are used."""
    for name, folder in speech_models():
        yield name, "speech", folder
    for path in face_models():
        yield "yunet", "face", path.parent


def verify_models(job: Job | None = None) -> Iterator[Verdict]:
    """Hold every installed model against its checksums and yield what was found, one after the other."""
    found, job = list(installed()), job or Job()
    for index, (name, kind, folder) in enumerate(found):
        wanted = _wanted(name, kind, folder)
        part = job.part(index / len(found), (index + 1) / len(found))
        broken = tuple(file for file, digest in wanted.items() if not _holds(folder / file, digest, part))
        yield Verdict(name, folder, "damaged" if broken else "ok" if wanted else "unchecked", broken)


def _wanted(name: str, kind: str, folder: Path) -> dict[str, str]:
    """Return the SHA-256 that each file must have, as far as anybody promised it: the hub's cache, the manifest
    beside the model, the table of known models.
    """
    wanted = {path.name: path.resolve().name for path in sorted(folder.iterdir()) if _is_blob(path)}
    manifest = read_manifest(folder)
    wanted.update({file.name: file.sha256 for file in manifest.files} if manifest else {})
    for model in KNOWN:
        if model.name == name and model.kind == kind:
            wanted.update(model.sha256)
    return wanted


def _is_blob(path: Path) -> bool:
    """Say whether this is a link into the hub's cache, which names each large file by its SHA-256."""
    name = path.resolve().name
    return path.is_symlink() and len(name) == 64 and set(name) <= set("0123456789abcdef")


def _holds(path: Path, sha256: str, job: Job) -> bool:
    try:
        return file_sum(path, job).sha256 == sha256
    except OSError:  # gone, or the disk cannot read it
        return False
