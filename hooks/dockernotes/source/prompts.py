"""What a shell prints before a command: prompts.json, which the page's JavaScript reads too.

`shown`: a prompt that can't be mistaken for a session's output; `pasted`: a prompt with everything that people paste
along with it, where everything else is a command. A prompt without `shown` may well be output.
"""

from __future__ import annotations

from dockernotes.shared import read_table

_ROWS = read_table(__file__)
PASTED: list[str] = [row["pasted"] for row in _ROWS]
SHOWN = "|".join(row["shown"] for row in _ROWS if "shown" in row)
OF_WINDOWS = "|".join(row["shown"] for row in _ROWS if row.get("windows"))
