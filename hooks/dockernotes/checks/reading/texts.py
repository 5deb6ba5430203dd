"""The pages of a folder, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping


class Texts(Mapping[str, str]):
    """Texts by name."""

    def __init__(self, names: Iterable[str], read: Callable[[str], str]) -> None:
        self._read = read
        self._texts: dict[str, str | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> str:
        text = self._texts[name]
        if text is None:
            text = self._texts[name] = self._read(name)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
