"""All layouts together, for what must hold in each of them."""

from __future__ import annotations

from tests.unit.mail.foreign_layouts import FOREIGN_LAYOUTS
from tests.unit.mail.html_layouts import HTML_LAYOUTS
from tests.unit.mail.program_layouts import PROGRAM_LAYOUTS, THREADS
from tests.unit.mail.rare_layouts import RARE_LAYOUTS
from tests.unit.mail.text_layouts import TEXT_LAYOUTS

LAYOUTS = TEXT_LAYOUTS + HTML_LAYOUTS + FOREIGN_LAYOUTS + PROGRAM_LAYOUTS + RARE_LAYOUTS + THREADS
