"""Without its extra the demo says what to install."""

from __future__ import annotations

import subprocess
import sys


def test_a_missing_imap_server_is_named_with_the_extra_to_install() -> None:
    code = "import sys; sys.modules['pymap'] = None\nimport syncd.demo.world"

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "pip install 'syncd[demo]'" in ended.stderr.splitlines()[-1]
