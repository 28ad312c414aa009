# test.mk - set-up, tests, demo and measurements.
# SPDX-License-Identifier: MIT

STOCK := build/stock/duk
STOCK_SRC = $(addprefix $(DUKTAPE)/,src/duktape.c examples/cmdline/duk_cmdline.c \
  extras/print-alert/duk_print_alert.c)
CHECK_LIBS = $(shell pkg-config --libs check)
UNIT_OBJS := $(patsubst test/unit/%.c,$(BUILD)/glibc/test/unit/%.o,$(wildcard test/unit/*.c))
TEST_ENV = BUILD=$(abspath $(BUILD)) GEN=$(abspath $(BUILD)/gen_snapshot) \
  JSRUN=$(abspath $(BUILD)/jsrun) DUK=$(abspath $(STOCK)) INPUTS=$(INPUTS) MODERN=$(CACHE)/modern/node_modules \
  SERVERS=$(CACHE)/servers CC="$(CC)" MAKE="$(MAKE)"
BYTECODE_OBJS := $(patsubst %.c,$(BUILD)/glibc/%.o,$(wildcard test/bytecode/*.c))
BENCH_TOOLS := $(addprefix $(BUILD)/,bench many vms floor-musl floor-glibc)

setup:
	@scripts/setup.sh

# Set-up may install what the rest of this file asks about: a second make sees it.
PARALLEL = $(if $(findstring j,$(MAKEFLAGS)),,-j$(shell nproc))
check demo bench bench-cpu bench-many bench-scale torture torture-programs: setup
	@+$(MAKE) --no-print-directory $(PARALLEL) all
	@+$(MAKE) --no-print-directory run-$@

# ---- stock Duktape, from the same source, is what every restored program is compared with
$(STOCK): $(DUKTAPE)/src/duktape.c
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) -std=c99 -O2 -w -DDUK_CMDLINE_PRINTALERT_SUPPORT -I$(DUKTAPE)/src \
	  -I$(DUKTAPE)/examples/cmdline -I$(DUKTAPE)/extras/print-alert -o $@ $(STOCK_SRC) -lm

# ---- tests
UNIT_CMD := $(addprefix $(BUILD)/glibc/,$(addprefix cmd/,tree.o assets.o files.o cli.o explain.o io.o modern.o) \
  test/damage/repair.o)
$(BUILD)/unit: $(UNIT_OBJS) $(UNIT_CMD) $(BUILD)/libjsboot.a
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) -o $@ $^ $(CHECK_LIBS) $(SODIUM) -lm

$(BUILD)/bytecode: $(BYTECODE_OBJS) $(BUILD)/libjsboot.a
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) -o $@ $^ -lm

$(BUILD)/damage: $(addprefix $(BUILD)/glibc/test/damage/,damage.o flips.o inuse.o recipes.o repair.o) \
  $(BUILD)/libjsboot.a
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) -o $@ $^ -lm
$(BUILD)/glibc/test/damage/recipes.o: CFLAGS += -Isnapshot
# Behind the folder of the test library, which has a check.h too.
$(BUILD)/glibc/test/unit/check_tree.o: CFLAGS += -idirafter snapshot

# Bits of a blob's body flipped under right checksums.
$(BUILD)/mutate: $(BUILD)/glibc/test/mutate.o $(BUILD)/libjsboot.a
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) -o $@ $^ -lm

# One suite a line: those that every variant runs, then the rest.
SUITES := lint unit bytecode split code-cache \
  torture programs generations \
  runtime cli damage \
  failures \
  install
MAIN_SUITES := kill \
  identity cross aarch64 versions \
  assert gctorture scale bench
run-check: $(SUITES:%=check-%) $(if $(SAN)$(ASSERT),,$(MAIN_SUITES:%=check-%))
	@echo "make check: all passed"

check-lint:
	@scripts/lint.sh
check-unit: $(BUILD)/unit
	@CK_DEFAULT_TIMEOUT=$(if $(SAN)$(ASSERT),120,30) $(BUILD)/unit
# Compiled code of some programs passes; a few mutants of it that pass are harmless.
BYTECODE_INPUTS = $(wildcard test/split/*/*.js test/bytecode/*.js) $(addprefix $(INPUTS)/, \
  lodash/lodash.js handlebars/dist/handlebars.js moment/moment.js core-js-bundle/index.js \
  acorn/dist/acorn.js jshint/dist/jshint.js typescript/lib/typescript.js)
check-bytecode: $(BUILD)/bytecode
	@$(BUILD)/bytecode verify $(BYTECODE_INPUTS)
	@$(if $(SAN),$(BUILD)/bytecode torture 600 1 test/bytecode/corpus.js)
	@$(if $(SAN),$(BUILD)/bytecode regexps 600 1)
	@$(if $(SAN),$(BUILD)/bytecode lines 200 1)
	@$(BUILD)/bytecode entries $(if $(SAN),200,600) 1 test/bytecode/corpus.js
# The long run, for SAN=1: COUNT=n mutants, SEED=n.
# Programs print the same with a code cache and without.
check-code-cache: all
	@$(TEST_ENV) test/code_cache.sh
torture-bytecode: $(BUILD)/bytecode
	@find $(INPUTS) -name '*.js' -print0 | xargs -0 -n 2000 $(BUILD)/bytecode verify
	@$(BUILD)/bytecode torture $(or $(COUNT),30000) $(or $(SEED),1) test/bytecode/corpus.js
	@$(BUILD)/bytecode torture $(or $(COUNT),30000) $(or $(SEED),1) $(addprefix $(INPUTS)/, \
	  lodash/lodash.js handlebars/dist/handlebars.js moment/moment.js acorn/dist/acorn.js)
	@$(BUILD)/bytecode regexps $(or $(COUNT),30000) $(or $(SEED),1)
	@$(BUILD)/bytecode lines $(or $(COUNT),30000) $(or $(SEED),1)
	@$(BUILD)/bytecode entries $(or $(COUNT),30000) $(or $(SEED),1) test/bytecode/corpus.js
check-split: all $(STOCK)
	@$(TEST_ENV) test/split.sh
	@$(TEST_ENV) GEN_FLAGS='--train main.js' test/split.sh
check-generations: all $(STOCK)
	@$(TEST_ENV) test/generations.sh
# The same cuts each time; make torture makes thousands, or cuts the programs of a folder.
TORTURE = $(TEST_ENV) KEEP=$(abspath $(BUILD)/torture) $(foreach v,CUTS SEED ONLY LIMIT JOBS VERBOSE LEARN,$(if \
  $($v),$v='$($v)')) node test/torture/torture.js
check-torture: CUTS := $(or $(CUTS),$(if $(SAN)$(ASSERT),2,4))
check-torture: LIMIT := $(or $(LIMIT),60)
check-torture: ONLY := $(or $(ONLY),^(split/|octane/(richards|deltablue)|less/7|es5-shim/(date|string)|commonmark/6))
check-torture: all $(STOCK)
	@$(TEST_ENV) bats test/torture
	@$(TORTURE)
run-torture: all $(STOCK)
	@$(TORTURE) $(SUITE)
# Programs made at random: the same ones each time, which take half a minute, or COUNT= from SEED=.
PROGRAMS = $(TEST_ENV) KEEP=$(abspath $(BUILD)/programs) $(foreach v,COUNT SEED SIZE ONLY WAYS LIMIT TRIES JOBS VERBOSE \
  LEARN,$(if $($v),$v='$($v)')) node test/programs/torture_programs.js
check-programs: COUNT := $(or $(COUNT),$(if $(SAN)$(ASSERT),40,200))
check-programs: LIMIT := $(or $(LIMIT),60)
check-programs: all $(STOCK)
	@$(TEST_ENV) bats test/programs
	@$(PROGRAMS)
run-torture-programs: all $(STOCK)
	@$(PROGRAMS)
check-runtime: all
	@$(TEST_ENV) test/runtime.sh
check-cli: all
	@$(TEST_ENV) env --default-signal bats --timing test/cli
check-mutate: all $(BUILD)/mutate
	@$(TEST_ENV) FLIPS=$(or $(FLIPS),4000) test/mutate.sh
check-damage: all $(BUILD)/damage $(BUILD)/mutate
	@$(TEST_ENV) $(if $(SAN),STRIDE=16 ALL_MOVED=1) $(if $(HARDEN)$(SAN),FREE_BASE=1) test/damage.sh
# Bits flipped at random, many: FLIPS in each of two blobs.
torture-damage: all $(BUILD)/damage
	@$(TEST_ENV) FLIPS=$(or $(FLIPS),20000) SEED=$(or $(SEED),20) test/damage.sh
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
	@+$(MAKE) --no-print-directory ASSERT=1 OPT=-O1 check-split check-torture check-programs

# ---- the Nth call fails
FAILING := jsb__memory_alloc jsb__memory_realloc malloc calloc realloc free open_memstream open fcntl fstat \
  read pread mmap munmap mkostemp write pwrite fsync close rename
$(BUILD)/failures: $(addprefix $(BUILD)/glibc/test/failures/,failures.o inject.o) $(BUILD)/libjsboot.a
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) $(FAILING:%=-Wl,--wrap=%) -o $@ $^ -lm
$(BUILD)/glibc/test/failures/%.o: CFLAGS += -Isnapshot
check-kill: all
	@$(TEST_ENV) test/kill.sh $(or $(TIMES),500)
# In the commands too; a sanitizer has the C library's functions for itself.
check-failures: all $(BUILD)/failures
	@folder=$$(mktemp -d) && $(BUILD)/failures $$folder $(or $(STRIDE),9); status=$$?; rm -rf $$folder; exit $$status
	@$(if $(SAN),,$(TEST_ENV) test/failures/commands.sh $(or $(STRIDE),9))
# A garbage collection at each allocation and call after boot, under the engine's assertions.
# The cases that are named take seconds; all take an hour.
GCTORTURE_CASES := $(addprefix stress-,buffers coroutines everything functions objects) \
  $(addprefix finalizer-,at-exit cycle errors kinds lifetimes refzero rescue) \
  $(addprefix coroutine-,eval-scope in-finally in-with nested-threads open-environments states) \
  array-part bound-functions direct-eval-closure plain-calls string-sums proxy-traps shared-array-buffers symbols-registry
GCTORTURE_ENV = $(TEST_ENV) GEN=$(abspath build/assert/gen_snapshot) \
  JSRUN=$(abspath build/gctorture/jsrun)
gctorture: $(STOCK)
	@+$(MAKE) --no-print-directory $(PARALLEL) ASSERT=1 OPT=-O1 build/assert/gen_snapshot
	@+$(MAKE) --no-print-directory $(PARALLEL) GCTORTURE=1 OPT=-O1 \
	  BOOTSTRAP=build/assert/bootstrap build/gctorture/jsrun
check-gctorture: gctorture
	@$(GCTORTURE_ENV) test/split.sh $(GCTORTURE_CASES)
	@$(GCTORTURE_ENV) test/code_cache.sh $(abspath test/code_cache)/*.js
torture-gc: gctorture
	@$(GCTORTURE_ENV) CASE_TIMEOUT=3600 test/split.sh
	@$(GCTORTURE_ENV) KEEP=$(abspath build/gctorture/programs) SIZE=2 COUNT=$(or $(COUNT),200) SEED=$(or $(SEED),1) LIMIT=600 \
	  node test/programs/torture_programs.js

# ---- blobs across C libraries and machines
$(BUILD)/freeze: $(BUILD)/glibc/test/cross/freeze.o $(CORE_OBJS)
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

# ---- fuzzing: clang's libFuzzer with sanitizers, in a build of its own
FUZZ := build/fuzz
FUZZERS := $(addprefix $(FUZZ)/,fuzz_blob fuzz_code fuzz_meta)
.PHONY: fuzz
fuzz: all
	@scripts/setup.sh --fuzz
	@+$(MAKE) --no-print-directory BUILD=$(FUZZ) SAN=1 CC=clang OPT=-O1 \
	  CFLAGS=-fsanitize=fuzzer-no-link $(FUZZERS) $(FUZZ)/seeds
	@$(TEST_ENV) FUZZ=$(abspath $(FUZZ)) FUZZ_SECONDS=$(or $(SECONDS),60) test/fuzz/run.sh
$(FUZZERS): $(FUZZ)/%: $(addprefix $(FUZZ)/glibc/,$(CORE) test/fuzz/%.o test/damage/repair.o) \
  $(FUZZ)/boot/snapshot/base.o $(MATH)
	@echo "  LD $@"
	$(Q)$(CC) -fsanitize=fuzzer $(SANFLAGS) -o $@ $^ -lm
# Duktape adds 0 to null pointers, which clang's sanitizer calls undefined, as C does.
$(FUZZ)/glibc/lib/engine.o: SANFLAGS := -fsanitize=address -fno-omit-frame-pointer
$(FUZZ)/seeds: test/fuzz/seeds.c test/damage/repair.c | $(ENGINE)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE -O2 $(WARN) -I$(BUILD)/engine -o $@ $^

# ---- demo and measurements
BENCH_SRC := $(wildcard test/bench/bench_*.c)
$(BUILD)/bench: test/bench/bench.c
$(BUILD)/many: test/bench/many.c test/bench/many_report.c
$(BUILD)/bench $(BUILD)/many: $(BENCH_SRC) test/bench/bench.h
	$(Q)$(MUSL_CC) -std=c11 -D_GNU_SOURCE -O2 $(WARN) -static -o $@ $(filter %.c,$^)
$(BUILD)/vms: test/bench/vms.c $(BUILD)/libjsboot.a
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE -O2 $(WARN) -Ilib -Isnapshot $(SANFLAGS) -o $@ $^ -lm
$(BUILD)/floor-musl: test/bench/floor.c
	$(Q)$(MUSL_CC) -O2 -static -no-pie -Wl,-z,noseparate-code -Wl,-z,norelro -o $@ $<
$(BUILD)/floor-glibc: test/bench/floor.c
	$(Q)$(CC) -O2 -static -o $@ $<
$(BUILD)/usage: test/bench/usage.c
	$(Q)$(MUSL_CC) -std=c11 -D_GNU_SOURCE -O2 $(WARN) -static -o $@ $<
# The same program over a base image of the runtime's core only.
$(BUILD)/core/base.bin: test/bench/core.sh $(BOOTSTRAP) $(RUNTIME)
	@mkdir -p $(@D)
	@echo "  FREEZE $@"
	$(Q)files=$$(test/bench/core.sh $(@D)) && $(BOOTSTRAP) $@ '' $$files
$(BUILD)/core/base_image.o: snapshot/base_image.S $(BUILD)/core/base.bin
	$(Q)$(RUN_CC) $(RUN_FLAGS) -DJSB_WRITABLE=$(call number_at,256,$(BUILD)/core/base.bin) -I$(BUILD)/core -c -o $@ $<
CORE_OBJS_OF_RUN = $(RUN_OBJS:%/snapshot/base_image.o=$(BUILD)/core/base_image.o)
$(BUILD)/core/jsrun: $(RUN_OBJS) $(BUILD)/core/base_image.o $(LAYOUT)
	@echo "  LD $@"
	$(Q)$(RUN_CC) $(call run_ldflags,$(BUILD)/core/base.bin) -o $@.tmp $(CORE_OBJS_OF_RUN) -lm
	$(Q)$(call in_pieces,$@.tmp,$@) && rm $@.tmp
run-demo: all $(BENCH_TOOLS)
	@$(TEST_ENV) scripts/demo.sh
check-scale: all $(BUILD)/usage
	@$(TEST_ENV) test/bench/scale.sh --check
run-bench-scale: all $(BUILD)/usage
	@$(TEST_ENV) test/bench/scale.sh
# Engines that "make peers" has brought come before those of PATH.
PEERS_ENV = PATH="$(CACHE)/peers/bin:$$PATH"
peers: setup
	@scripts/peers.sh $(CACHE)/peers
run-bench: all $(BENCH_TOOLS) $(BUILD)/core/jsrun $(STOCK)
	@$(TEST_ENV) $(PEERS_ENV) $(if $(JSON),JSON=$(JSON)) test/bench/run.sh
run-bench-many: all $(BENCH_TOOLS) $(STOCK)
	@$(TEST_ENV) $(PEERS_ENV) $(if $(JSON),JSON=$(JSON)) test/bench/many.sh
# The same with few runs: that they work, never how fast.
check-bench: all $(BENCH_TOOLS) $(BUILD)/core/jsrun $(BUILD)/usage $(STOCK)
	@$(TEST_ENV) bats test/bench

# Programs that keep the processor busy.  GLIBC=1: also a runner with the other C library.
run-bench-cpu: all $(BUILD)/usage $(STOCK)
	@+$(if $(GLIBC),$(MAKE) --no-print-directory $(PARALLEL) BUILD=build/glibc-run GLIBC_RUN=1 build/glibc-run/jsrun)
	@$(TEST_ENV) $(if $(GLIBC),OTHERS="glibc=$(abspath build/glibc-run/jsrun) $(OTHERS)") \
	  $(foreach v,ROUNDS ONLY JSON MARKDOWN,$(if $($v),$v='$($v)')) node test/bench/cpu.js

.PHONY: other-gens peers $(addprefix run-,check demo bench bench-cpu bench-many bench-scale torture torture-programs) \
  $(addprefix check-,$(SUITES) $(MAIN_SUITES)) \
  gctorture torture-gc torture-damage torture-bytecode check-mutate
