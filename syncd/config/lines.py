"""On which line of a TOML file each key stands; the standard parser does not say.

Only for text that `tomllib` has accepted, so nothing here validates.
"""

from __future__ import annotations

KeyPath = tuple[str | int, ...]


def key_lines(text: str) -> dict[KeyPath, int]:
    """From the path of every key, table and array element to its line, counted from 1."""
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.lines: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}

    def run(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while self._skip_blank():
            if self.text[self.pos] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _line(self) -> int:
        return self.text.count("\n", 0, self.pos) + 1

    def _skip_blank(self, stop: str = "") -> bool:
        while self.pos < len(self.text):
            char = self.text[self.pos]
            if char == "#":
                end = self.text.find("\n", self.pos)
                self.pos = len(self.text) if end < 0 else end
            elif char.isspace() or char in stop:
                self.pos += 1
            else:
                return True
        return False

    def _header(self) -> KeyPath:
        line, double = self._line(), self.text.startswith("[[", self.pos)
        self.pos += 2 if double else 1
        keys = self._dotted()
        self.pos = self.text.index("]", self.pos) + (2 if double else 1)
        path = self._inside_last(keys[:-1])
        last: KeyPath = (*path, keys[-1])
        if double:
            index = self.counts.get(last, 0)
            self.counts[last] = index + 1
            self.lines.setdefault(last, line)
            last = (*last, index)
        self.lines[last] = line
        return last

    def _inside_last(self, keys: list[str]) -> KeyPath:
        path: KeyPath = ()
        for key in keys:
            path = (*path, key)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _dotted(self) -> list[str]:
        keys = []
        while True:
            self._skip_spaces()
            keys.append(self._key())
            self._skip_spaces()
            if self.text[self.pos] != ".":
                return keys
            self.pos += 1

    def _skip_spaces(self) -> None:
        while self.text[self.pos] in " \t":
            self.pos += 1

    def _key(self) -> str:
        if self.text[self.pos] in "\"'":
            return self._string()
        start = self.pos
        while self.text[self.pos].isalnum() or self.text[self.pos] in "_-":
            self.pos += 1
        return self.text[start : self.pos]

    def _string(self) -> str:
        quote = self.text[self.pos]
        mark = quote * 3 if self.text.startswith(quote * 3, self.pos) else quote
        start = self.pos = self.pos + len(mark)
        while not self.text.startswith(mark, self.pos):
            self.pos += 2 if quote == '"' and self.text[self.pos] == "\\" else 1
        value = self.text[start : self.pos]
        self.pos += len(mark)
        while len(mark) == 3 and self.text.startswith(quote, self.pos):  # up to two more quotes may end the value
            self.pos += 1
        return value

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = table
        for key in self._dotted():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self.pos += 1  # the equals sign
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._skip_blank()
        match self.text[self.pos]:
            case '"' | "'":
                self._string()
            case "[":
                self._array(path)
            case "{":
                self._inline(path)
            case _:
                while self.pos < len(self.text) and self.text[self.pos] not in ",]}\n#":
                    self.pos += 1

    def _array(self, path: KeyPath) -> None:
        self.pos += 1
        index = 0
        while self._skip_blank(",") and self.text[self.pos] != "]":
            self.lines[*path, index] = self._line()
            self._value((*path, index))
            index += 1
        self.pos += 1

    def _inline(self, path: KeyPath) -> None:
        self.pos += 1
        while self._skip_blank(",") and self.text[self.pos] != "}":
            self._pair(path)
        self.pos += 1
