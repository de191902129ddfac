"""Every test and its tools. Where the environment forbids bytecode it is written all the same: else each worker would
compile the product and rewrite every test anew, ten seconds of each. `make clean` takes it away."""

import sys

sys.dont_write_bytecode = False
