"""qdaPy: its reader of projects, without the statistics and figures of the package. The coder is that of the coding."""

import importlib.util
import sys
from pathlib import Path

from rows import row

# The package without running its beginning, which loads everything else.
sys.modules["qdapy"] = importlib.util.module_from_spec(importlib.util.find_spec("qdapy"))

from qdapy.qdpx import read_qdpx  # noqa: E402

(found,) = Path(sys.argv[1]).glob("*.qdpx")
read = read_qdpx(found, warn=False)
assert not read.skipped.keys() - {"Variables", "Links"}, read.skipped
for fragment in [*read.fragments.to_dict("records"), *read.uncoded.to_dict("records")]:
    words = fragment["comment"]
    words = "" if words.startswith("[Obelus]") else words.split("\n\n[Obelus]\n")[0]
    label = fragment["code"].rsplit("/", 1)[-1]
    start, end = int(fragment["positionStart"]), int(fragment["positionEnd"])
    row(fragment["title"], fragment["codedBy"], label, start, end, fragment["text"], words.strip())
