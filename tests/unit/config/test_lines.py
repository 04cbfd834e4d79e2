"""Every key of any TOML file is found on the line it stands on."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from syncd.config.lines import key_lines


def test_tables_arrays_inline_tables_and_long_strings():
    text = '''\
a = """
[no]
"""   # comment
[b.c]
d = { e = 1, f = [1,
  2, { g = 3 }] }
[[h]]
i = 1
[h.j]
k.l = "]"
[[h]]
"m n" = 'x'
'''
    tomllib.loads(text)
    lines = key_lines(text)
    assert lines == {
        ("a",): 1,
        ("b", "c"): 4,
        ("b", "c", "d"): 5,
        ("b", "c", "d", "e"): 5,
        ("b", "c", "d", "f"): 5,
        ("b", "c", "d", "f", 0): 5,
        ("b", "c", "d", "f", 1): 6,
        ("b", "c", "d", "f", 2): 6,
        ("b", "c", "d", "f", 2, "g"): 6,
        ("h",): 7,
        ("h", 0): 7,
        ("h", 0, "i"): 8,
        ("h", 0, "j"): 9,
        ("h", 0, "j", "k"): 10,
        ("h", 0, "j", "k", "l"): 10,
        ("h", 1): 11,
        ("h", 1, "m n"): 12,
    }


words = st.text("abcxyz", min_size=1, max_size=5)
values = st.sampled_from(['"a = 1"', "'# no'", "12", "[1, 2]", '{ q = "z" }', '"""two\nlines"""', "2026-05-04", "true"])


@given(st.lists(st.tuples(words, values), unique_by=lambda pair: pair[0]))
def test_each_key_stands_where_it_was_written(pairs: list[tuple[str, str]]):
    text, wanted, line = "", {}, 1
    for key, value in pairs:
        wanted[key,] = line
        text += f"{key} = {value}\n"
        line += 1 + value.count("\n")
    tomllib.loads(text)
    found = key_lines(text)
    assert {path: found[path] for path in wanted} == wanted
