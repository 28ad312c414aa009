# test.mk - what `make check`, `make demo` and `make bench` need.
