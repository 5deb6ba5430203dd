"""Small pictures for kinds of things. Each is a path in a square of 24 by 24 pixels."""

from __future__ import annotations

GLYPHS = {
    "store": "M4,6c0,-4 16,-4 16,0v12c0,4 -16,4 -16,0zM4,6c0,4 16,4 16,0M4,12c0,4 16,4 16,0",
    "artifact": "M6,2h8l5,5v15h-13zM14,2v5h5M9,12h7M9,16h7",
    "process": "M2,5h20v14h-20zM7,8v8M12,8v8M17,8v8",
    "host": "M2,4h20v13h-20zM8,21h8M12,17v4",
    "actor": "M2,4h20v16h-20zM6,9l3,3l-3,3M12,15h5",
    "network": "M12,2v8M12,10l-8,8M12,10l8,8M4,18v4M20,18v4",
    "thing": "M12,3l8,4.5v9l-8,4.5l-8,-4.5v-9zM4,7.5l8,4.5l8,-4.5M12,12v9",
    "danger": "M12,3l10,18h-20zM12,9v6M12,17v1.5",
    "change": "M5,19l2,-6l9,-9l4,4l-9,9zM14,6l4,4",
}
