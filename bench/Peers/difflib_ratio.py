"""Times difflib on the pairs of a JSON file: prints the seconds of one pass and the sum of the ratios."""

import json
import sys
import time
from difflib import SequenceMatcher

with open(sys.argv[1], encoding="utf-8") as file:
    pairs = json.load(file)
started = time.perf_counter()
total = sum(SequenceMatcher(None, a, b).ratio() for a, b in pairs)
print(time.perf_counter() - started, repr(total))
