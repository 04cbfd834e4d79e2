"""`python -m syncd`, and the console command."""

from __future__ import annotations

import sys

from syncd.cli.frame import main

if __name__ == "__main__":
    sys.exit(main())
