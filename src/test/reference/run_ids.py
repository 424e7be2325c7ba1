"""Ids of the run identities in src/test/resources/golden/run-ids.txt: the first 16 digits of the SHA-256 of the JSON.

Usage: python3 src/test/reference/run_ids.py < identities > src/test/resources/golden/run-ids.txt
with one identity a line, an old id before it or not.
"""
import hashlib
import sys

for line in sys.stdin:
    identity = line[line.index("{") :].strip()
    print(hashlib.sha256(identity.encode()).hexdigest()[:16], identity)
