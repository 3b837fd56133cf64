"""TOML (1.0) as the program writes it into files in which people may leave comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from .errors import OutputError
from .files import decoded
from .saving import save


def write(path: Path, text: str) -> bool:
    """Write a file of this text, `updated` if it is there; say whether that changed it.

    Raises `OutputError`. A file that does not parse is replaced; whoever wants to know has
    read it before.
    """
    return change(path, lambda _before: text)


def change(path: Path, make: Callable[[str], str]) -> bool:
    """Write what ``make`` makes of the file's text ("" if there is none), `updated`.

    Whatever somebody saves in between goes through ``make`` once more (`saving.save`), and what
    that raises goes on to the caller. Says whether it changed the file. Raises `OutputError`.
    """

    def made(data: bytes | None) -> bytes:
        before = decoded(data or b"", path, OutputError)
        after = make(before)
        with suppress(ValueError):
            after = updated(before, after)
        return after.encode()

    return save(path, made)


def quoted(text: str) -> str:
    """Return ``text`` as a basic string."""
    import tomlkit  # noqa: PLC0415 - whoever writes nothing does not wait for it

    return tomlkit.string(text).as_string()


def updated(before: str, after: str) -> str:
    """Return a text that says what ``after`` says, with the comments and the form of ``before``.

    Both are TOML. What is the same in both stays byte for byte; a table that is gone takes its
    comments with it. Tables stand in the order of ``after``. Raises `ValueError` where
    ``before`` does not parse.
    """
    if not before.strip():
        return after
    import tomlkit  # noqa: PLC0415

    old, new = tomlkit.parse(before), tomlkit.parse(after)
    if old.unwrap() == new.unwrap():
        return before
    made = _in_order(tomlkit.document(), old, new)
    head = re.match(r"(?:[ \t]*(?:#.*)?\n)*", before)
    return _spaced(f"{head[0] if head else ''}{made.as_string().lstrip()}")


def _in_order(made: Any, old: Any, new: Any) -> Any:
    """``made`` with the items of ``old`` in the order of ``new``."""
    keys = {key.key: key for key, _item in old.body if key is not None}
    for name in new:
        made.append(keys.get(name, name), _updated(old.get(name), new.item(name)))
    return made


def _updated(old: Any, new: Any) -> Any:
    """The old item, changed as little as possible; the new one where nothing is left of it."""
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import AoT, Table  # noqa: PLC0415

    if old is None or type(old) is not type(new):
        return new
    if isinstance(old, AoT) and isinstance(new, AoT):
        pairs = zip([*old.body, *[None] * len(new.body)], new.body, strict=False)
        return AoT([_updated(one, other) for one, other in pairs])
    if not isinstance(old, Table) or not isinstance(new, Table):
        return old if old.unwrap() == new.unwrap() else new
    if new.is_super_table():
        return _in_order(tomlkit.table(is_super_table=True), old.value, new.value)
    for name in [name for name in old if name not in new]:
        old.remove(name)
    for name in new:
        item = new.value.item(name)
        if name not in old:
            old.append(name, item)
        elif (kept := _updated(old.value.item(name), item)) is not old.value.item(name):
            old[name] = kept
    return old


def _spaced(text: str) -> str:
    """With one empty line before every table, unless a comment stands there, and at most one."""
    apart = re.sub(r"^([^#\n].*)\n(?=\[)", r"\1\n\n", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", apart).rstrip("\n") + "\n"
