# test.mk - set-up, tests, demo and measurements.
# SPDX-License-Identifier: MIT

STOCK := build/stock/duk
STOCK_SRC = $(addprefix $(DUKTAPE)/,src/duktape.c examples/cmdline/duk_cmdline.c \
  extras/print-alert/duk_print_alert.c)
CHECK_LIBS = $(shell pkg-config --libs check)
UNIT_OBJS := $(patsubst test/unit/%.c,$(BUILD)/glibc/test/unit/%.o,$(wildcard test/unit/*.c))
TEST_ENV = BUILD=$(abspath $(BUILD)) GEN=$(abspath $(BUILD)/gen_snapshot) \
  JSRUN=$(abspath $(BUILD)/jsrun) DUK=$(abspath $(STOCK)) INPUTS=$(INPUTS) CC="$(CC)" MAKE="$(MAKE)"
BENCH_TOOLS := $(addprefix $(BUILD)/,bench floor-musl floor-glibc)

setup:
	@scripts/setup.sh

# Set-up may install what the rest of this file asks about: a second make sees it.
PARALLEL = $(if $(findstring j,$(MAKEFLAGS)),,-j$(shell nproc))
check demo bench torture: setup
	@+$(MAKE) --no-print-directory $(PARALLEL) all
	@+$(MAKE) --no-print-directory run-$@

# ---- stock Duktape, from the same source, is what every restored program is compared with
$(STOCK): $(DUKTAPE)/src/duktape.c
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) -std=c99 -O2 -w -DDUK_CMDLINE_PRINTALERT_SUPPORT -I$(DUKTAPE)/src \
	  -I$(DUKTAPE)/examples/cmdline -I$(DUKTAPE)/extras/print-alert -o $@ $(STOCK_SRC) -lm

# ---- tests
$(BUILD)/unit: $(UNIT_OBJS) $(BUILD)/libjsboot.a
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) -o $@ $^ $(CHECK_LIBS) -lm

run-check: check-lint check-unit check-split check-torture check-runtime check-cli check-damage check-install \
  $(if $(SAN)$(ASSERT),,check-identity check-cross check-aarch64 check-versions check-assert)
	@echo "make check: all passed"

check-lint:
	@scripts/lint.sh
check-unit: $(BUILD)/unit
	@CK_DEFAULT_TIMEOUT=$(if $(SAN)$(ASSERT),120,30) $(BUILD)/unit
check-split: all $(STOCK)
	@$(TEST_ENV) test/split.sh
# The same cuts each time; make torture makes thousands, or cuts the programs of a folder.
TORTURE = $(TEST_ENV) KEEP=$(abspath $(BUILD)/torture) $(foreach v,CUTS SEED ONLY LIMIT JOBS VERBOSE,$(if \
  $($v),$v='$($v)')) node test/torture/torture.js
check-torture: CUTS := $(or $(CUTS),$(if $(SAN)$(ASSERT),2,4))
check-torture: LIMIT := $(or $(LIMIT),60)
check-torture: ONLY := $(or $(ONLY),^(split/|octane/(richards|deltablue)|less/7|es5-shim/(date|string)|commonmark/6))
check-torture: all $(STOCK)
	@$(TEST_ENV) bats test/torture
	@$(TORTURE)
run-torture: all $(STOCK)
	@$(TORTURE) $(SUITE)
check-runtime: all
	@$(TEST_ENV) test/runtime.sh
check-cli: all
	@$(TEST_ENV) env --default-signal bats --timing test/cli
check-damage: all
	@$(TEST_ENV) $(if $(SAN),STRIDE=16) test/damage.sh
check-install: all
	@$(TEST_ENV) test/install.sh

# The same bytes from other compilers and optimisation levels, and a heap that the engine's
# own assertions look at.
OTHER_GENS := build/O0/gen_snapshot build/clang/gen_snapshot
other-gens:
	@+$(MAKE) --no-print-directory $(PARALLEL) BUILD=build/O0 OPT=-O0 build/O0/gen_snapshot
	@+$(MAKE) --no-print-directory $(PARALLEL) BUILD=build/clang CC=clang build/clang/gen_snapshot
check-identity: all other-gens
	@$(TEST_ENV) GEN_OTHERS="$(abspath $(OTHER_GENS))" test/identity.sh
check-assert: $(STOCK)
	@+$(MAKE) --no-print-directory $(PARALLEL) ASSERT=1 OPT=-O1 all
	@+$(MAKE) --no-print-directory ASSERT=1 OPT=-O1 check-split check-torture

# ---- blobs across C libraries and machines
$(BUILD)/freeze: $(BUILD)/glibc/test/cross/freeze.o $(BUILD)/libjsboot.a
	@echo "  LD $@"
	$(Q)$(CC) $(if $(findstring musl,$(CC)),-static) -o $@ $^ -lm
$(BUILD)/glibc/test/cross/freeze.o: CFLAGS += -Isnapshot
check-cross: all $(BUILD)/freeze
	@+$(MAKE) --no-print-directory $(PARALLEL) OPT=-O1 BUILD=build/musl CC=$(MUSL_CC) build/musl/freeze
	@+$(MAKE) --no-print-directory $(PARALLEL) OPT=-O1 HARDEN=1 build/harden/jsrun
	@+$(MAKE) --no-print-directory $(PARALLEL) OPT=-O1 BUILD=build/glibc-run GLIBC_RUN=1 build/glibc-run/jsrun
	@$(TEST_ENV) test/cross.sh
check-aarch64: all $(BUILD)/freeze
	@+$(MAKE) --no-print-directory $(PARALLEL) OPT=-O1 CROSS=aarch64-linux-gnu build/aarch64/jsrun build/aarch64/freeze
	@$(TEST_ENV) MAKERS="main aarch64" RUNNERS="main aarch64" EVERY=$(or $(EVERY),4) test/cross.sh
check-versions: all
	@$(TEST_ENV) test/versions.sh

# ---- demo and measurements
$(BUILD)/bench: $(filter-out test/bench/floor.c,$(wildcard test/bench/*.c)) test/bench/bench.h
	$(Q)$(MUSL_CC) -std=c11 -D_GNU_SOURCE -O2 $(WARN) -static -o $@ $(filter %.c,$^)
$(BUILD)/floor-musl: test/bench/floor.c
	$(Q)$(MUSL_CC) -O2 -static -no-pie -Wl,-z,noseparate-code -Wl,-z,norelro -o $@ $<
$(BUILD)/floor-glibc: test/bench/floor.c
	$(Q)$(CC) -O2 -static -o $@ $<
run-demo: all $(BENCH_TOOLS)
	@$(TEST_ENV) scripts/demo.sh
run-bench: all $(BENCH_TOOLS) $(STOCK)
	@mkdir -p $(BUILD)/stock && cp $(STOCK) $(BUILD)/stock/duk
	@$(TEST_ENV) ROUNDS=$(or $(ROUNDS),41) $(if $(JSON),JSON=$(JSON)) test/bench/run.sh


.PHONY: other-gens $(addprefix run-,check demo bench torture) $(addprefix check-,lint unit split torture runtime \
  cli damage install identity cross aarch64 versions assert)
