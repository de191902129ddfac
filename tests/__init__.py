"""The tests: offline, on real SQLite and real HTTP to 127.0.0.1; each name states what is promised.

Bytecode is written even where the environment forbids it: else each worker would compile the product and rewrite every
test anew, ten seconds of each. `make clean` takes it away."""

import sys

sys.dont_write_bytecode = False
