"""The colours and the family of every chart: those of the page's theme (static/css/src/1-tokens.css), on paper too."""

# "Jakarta" is the page's own subset of the font; the PDF and the measuring of text have the whole of it.
FONT = "Jakarta, Plus Jakarta Sans, Noto Sans, sans-serif"
INK = "#1b241f"
MUTED = "#59625b"
GRID = "#e0d8c6"
LEAF = "#0d4a37"
GOLD = "#a87b1e"
CLAY = "#a3341c"
# In the order in which series take them; each stands 3:1 or more against the paper.
SERIES = (LEAF, GOLD, CLAY, "#2c5f8a", "#6d4c8f", "#5b6b2f")
