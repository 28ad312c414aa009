# jsboot - the only build file.  `make help` lists the targets; config.mak holds local changes.
# SPDX-License-Identifier: MIT
-include config.mak
, := ,

ifeq ($(origin CC),default)
CC := gcc
endif
MUSL_CC ?= musl-gcc
PREFIX ?= /usr/local
Q := $(if $(V),,@)
OPT ?= -O2
CACHE ?= $(or $(JSBOOT_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/jsboot)
DUKTAPE ?= $(or $(DUKTAPE_DIR),$(CACHE)/duktape-2.7.0)
INPUTS ?= $(CACHE)/inputs/node_modules
CORE_JS ?= $(CACHE)/library/node_modules/core-js
VARIANT := $(if $(CROSS),$(firstword $(subst -, ,$(CROSS))),$(if $(SAN),san$(if $(ASSERT),-assert),$(if \
  $(GCTORTURE),gctorture,$(if $(ASSERT),assert,$(if $(HARDEN),harden,main)))))
BUILD ?= build/$(VARIANT)

# CROSS=aarch64-linux-gnu builds for another machine, whose programs an emulator runs here.
ifdef CROSS
CC := $(CROSS)-gcc
MUSL_CC := $(CC)
EMULATOR ?= qemu-$(VARIANT) -L /usr/$(CROSS)
endif

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Werror
SANFLAGS := $(if $(SAN),-fsanitize=address$(,)undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE $(OPT) -g $(WARN) -MMD -MP -Ilib -I$(BUILD)/engine \
  $(if $(ASSERT)$(GCTORTURE),-DJSB_ASSERTIONS) $(if $(GCTORTURE),-DJSB_GC_TORTURE) \
  $(if $(MATH),-DJSB_ONE_MATH) $(CFLAGS)
GLIBC_FLAGS = -fPIE $(SANFLAGS)
# The runner is static; without position independence its base image is mapped with it.
RUN_CC = $(if $(SAN)$(GLIBC_RUN),$(CC),$(MUSL_CC))
RUN_FLAGS = $(if $(SAN),-fPIE $(SANFLAGS),-ffunction-sections -fdata-sections \
  $(if $(HARDEN),-fPIE,-fno-pie -fno-asynchronous-unwind-tables -DJSB_BASE_IN_PLACE))
# $(call run_layout,IMAGE): where the header of the image says that it has to be; see snapshot/format.h.
number_at = $$(od -An -t u8 -j $(1) -N 8 $(2) | tr -d ' ')
run_layout = -Wl,-z,max-page-size=0x200000 -Wl,-z,norelro -Wl,--build-id=none -Wl,--sort-section=name -Wl,-T,lib/run.ld \
  -Wl,--defsym=jsb_base=$(call number_at,32,$(1)) -Wl,--defsym=jsb_room=$(or $(2),0x80000)
# musl's memcpy and its kin are slow for what an engine moves.
BYTES = $(if $(SAN)$(GLIBC_RUN)$(CROSS),,lib/musl/bytes.o)
# jsrun's engine is compiled twice, with gcc: TRAIN= saves the time, and costs W1 a tenth of its instructions.
TRAIN ?= $(if $(CROSS)$(SAN)$(ASSERT)$(GCTORTURE)$(HARDEN)$(findstring clang,$(CC))$(filter-out -O2,$(OPT)),,$(BUILD)/train)
# musl-gcc knows no -static-pie: the start files are named by hand.
MUSL_LIB ?= /usr/lib/$(shell uname -m)-linux-musl
PIE_LDFLAGS = -static -nostartfiles -Wl,-pie,--no-dynamic-linker,-z,text \
  $(addprefix $(MUSL_LIB)/,rcrt1.o crti.o crtn.o)
run_ldflags = $(if $(SAN),-pie $(SANFLAGS),$(if $(HARDEN),$(PIE_LDFLAGS),-static -no-pie $(run_layout)))

LIB := $(wildcard lib/*.c)
# What needs libsodium: in the library, for those who call it, but not in the runner.
SIGN := $(addprefix snapshot/,minisign.c sign.c verify_signature.c)
# What looks into blobs: neither.
LOOK := $(addprefix snapshot/,build_id.c dominators.c graph.c)
SNAP := $(filter-out snapshot/base.c $(SIGN) $(LOOK),$(wildcard snapshot/*.c))
CORE := $(LIB:%.c=%.o) $(SNAP:%.c=%.o)
CORE_OBJS = $(addprefix $(BUILD)/glibc/,$(CORE) snapshot/base.o snapshot/base_image.o) $(MATH)
RUN_OBJS = $(addprefix $(BUILD)/run/,$(CORE) snapshot/base.o snapshot/base_image.o $(BYTES) \
  $(addprefix cmd/,address.o cli.o code_server.o compile_cache.o exe_run.o exe_section.o explain.o guard.o io.o jsrun.o modern.o \
  run_options.o trust.o)) $(MATH)
SIGN_OBJS := $(patsubst %.c,$(BUILD)/glibc/%.o,$(SIGN) $(LOOK))
GEN_OBJS := $(addprefix $(BUILD)/glibc/cmd/,gen_snapshot.o gen_names.o gen_options.o inspect.o cli.o \
  explain.o modern.o guard.o inputs.o base_blob.o contexts.o sign.o steps.o verity.o archive.o \
  archive_stream.o assets.o extract.o files.o package.o tree.o digest.o gen_build.o policy.o \
  timeout.o ending.o outside.o targets.o again.o depfile.o key.o report.o text_file.o exe_section.o exe_write.o config.o look.o \
  look_diff.o look_dump.o look_why.o cache.o cache_entry.o cache_folder.o cache_server.o \
  cache_sets.o address.o gen_precompile.o gen_result.o gen_train.o io.o ship.o) \
  $(SIGN_OBJS)
ENGINE := $(addprefix $(BUILD)/engine/,duktape.c duktape.h duk_config.h xxhash.h unicode_tables.h engine_id.h)
MATH := $(if $(CROSS),,$(BUILD)/engine/math.o)
RUNTIME = $(wildcard lib/runtime/*.js) $(BUILD)/library.js
LIBRARY := $(shell find lib/library -name "*.js" -o -name "*.patch")
SODIUM = $(shell pkg-config --libs libsodium)
# The readers that gen_snapshot names, and not the libraries of all the others: these would take
# the start of each run a millisecond.
GEN_LIBS = -l:libarchive.a $(shell pkg-config --libs libsodium nettle json-c zlib liblzma) -lbz2 -l:libzstd.so.1

COMPLETIONS := $(addprefix $(BUILD)/completion/,gen_snapshot jsrun _gen_snapshot _jsrun)
all: $(addprefix $(BUILD)/,gen_snapshot jsrun jsboot-verify jsboot-line jsboot-transfer libjsboot.a) $(COMPLETIONS)

help:
	@sed -n 's/^## //p' Makefile
## make             build gen_snapshot, jsrun and libjsboot.a in build/
## make demo        set up, build, freeze a real library, run it
## make check       set up, build, run all tests (SAN=1 with sanitizers, ASSERT=1 with engine assertions)
## make torture-gc  programs booted from blobs with a garbage collection at each allocation (an hour)
## make torture-damage  bits flipped in blobs (FLIPS=20000 SEED=20)
## make fuzz        search for bytes that break the checks of a blob (SECONDS=60 for each harness)
## make torture     cut programs in two at thousands of places (SUITE=folder, CUTS=n, SEED=n, ONLY=regexp)
## make torture-programs  programs made at random, against stock Duktape (COUNT=n, SEED=n, ONLY=regexp)
## make bench       measure (ROUNDS=n, JSON=file, MARKDOWN=file)
## make peers       other engines for the benchmarks to compare with: QuickJS, Hermes, bun
## make bench-many  memory and throughput of many processes at once (the same, PROCESSES=n)
## make bench-cpu   how fast programs run (ROUNDS=n, ONLY=regexp, JSON=file, MARKDOWN=file, GLIBC=1)
## make bench-scale how time and memory grow with the heap
## make install     DESTDIR= PREFIX=
## make clean

# ---- the engine: upstream's files, our patches, in the build folder
$(BUILD)/engine/duktape.c: $(wildcard lib/engine/*.patch) $(addprefix scripts/,join-errors.awk stock-lines.awk setup.sh)
	@[ -e $(DUKTAPE)/src/duktape.c ] || { echo "Duktape is not in $(DUKTAPE): run scripts/setup.sh" >&2; exit 1; }
	@scripts/setup.sh --check-duktape $(DUKTAPE)
	@mkdir -p $(@D)
	@echo "  PATCH $@"
	$(Q)awk -f scripts/join-errors.awk $(DUKTAPE)/src/duktape.c > $@.stock
	$(Q)cp $@.stock $@.tmp
	$(Q)for p in $(sort $(wildcard lib/engine/*.patch)); do patch -s $@.tmp $$p || exit 1; done
	$(Q)diff --unchanged-group-format='#stock %df%c'\''\012'\''%=' --changed-group-format='%>' \
	  --old-group-format= --new-group-format='%>' $@.stock $@.tmp | awk -f scripts/stock-lines.awk > $@
	$(Q)rm -f $@.stock $@.tmp $@.tmp.orig
$(BUILD)/engine/duktape.h $(BUILD)/engine/duk_config.h: $(BUILD)/engine/duktape.c
	$(Q)cp $(DUKTAPE)/src/$(@F) $@
$(BUILD)/engine/unicode_tables.h: scripts/unicode-tables $(BUILD)/engine/duktape.c
	@echo "  TABLES $@"
	$(Q)scripts/unicode-tables $(DUKTAPE)/src-input/UnicodeData.txt > $@.tmp && mv $@.tmp $@
# musl-gcc sees no system headers: xxhash is header-only.
$(BUILD)/engine/xxhash.h: | $(BUILD)/engine/duktape.c
	$(Q)cp $$(pkg-config --variable=includedir libxxhash)/xxhash.h $@
# Whatever changes code that the engine makes, or what it makes of it, changes this number.
$(BUILD)/engine/engine_id.h: $(BUILD)/engine/duktape.c $(wildcard lib/engine/*.h) lib/engine.c lib/code_format.h
	$(Q)echo "#define JSB__ENGINE_ID UINT64_C(0x$$(cat $^ | sha256sum | cut -c 1-16))" > $@.tmp && mv $@.tmp $@
# sin(1) must be the same number before a snapshot and after it, whatever C library either
# command has: both take the functions whose last digits differ from musl's archive.
MATH_FUNCTIONS := acos asin atan atan2 cbrt cos exp fmod log log2 log10 pow sin tan
$(BUILD)/engine/math.o: $(MUSL_LIB)/libc.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	$(Q)$(LD) -r $(MATH_FUNCTIONS:%=-u %) -o $@.tmp $<
	$(Q)objcopy --strip-debug --prefix-symbols=jsb__math_ $@.tmp
	$(Q)objcopy --redefine-sym jsb__math__GLOBAL_OFFSET_TABLE_=_GLOBAL_OFFSET_TABLE_ $@.tmp $@ && rm $@.tmp

# ---- objects
$(BUILD)/glibc/%.o: %.c | $(ENGINE)
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) $(CFLAGS_ALL) $(GLIBC_FLAGS) $(if $(filter cmd/%,$<),-Isnapshot) -c -o $@ $<
$(BUILD)/run/%.o: %.c | $(ENGINE)
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(RUN_CC) $(CFLAGS_ALL) $(RUN_FLAGS) $(if $(filter cmd/%,$<),-Isnapshot) -c -o $@ $<
# With both gcc loses sight of what is set before a setjmp() and never after.
%/lib/engine.o: private WARN += $(if $(SAN),$(if $(ASSERT),$(if $(findstring clang,$(CC)),,-Wno-clobbered)))
# The engine is what runs programs: a twentieth less time.
%/lib/engine.o: private OPT := $(if $(SAN)$(ASSERT)$(GCTORTURE),$(OPT),$(OPT:-O2=-O3))
# What a run executes once takes few pages.
$(BUILD)/run/cmd/%.o: private OPT := $(OPT:-O2=-Os)
$(BUILD)/glibc/snapshot/base_image.o: ASSEMBLE = $(CC) $(GLIBC_FLAGS)
$(BUILD)/run/snapshot/base_image.o: ASSEMBLE = $(RUN_CC) $(RUN_FLAGS) -DJSB_WRITABLE=$(call number_at,256,$(BUILD)/base.bin)
%/snapshot/base_image.o: snapshot/base_image.S $(BUILD)/base.bin
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(ASSEMBLE) -I$(BUILD) -c -o $@ $<
$(BUILD)/boot/snapshot/base.o: snapshot/base.c | $(ENGINE)
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) $(CFLAGS_ALL) $(GLIBC_FLAGS) -DJSB_BASE_NONE -c -o $@ $<

# ---- stage one: a program that knows no runtime freezes the runtime
$(BUILD)/bootstrap: $(addprefix $(BUILD)/glibc/,$(CORE) cmd/bootstrap.o) $(BUILD)/boot/snapshot/base.o $(MATH)
	@echo "  LD $@"
	$(Q)$(CC) $(SANFLAGS) -o $@ $^ -lm
# What of ES2015 and later the engine lacks, from core-js and files of ours.
$(BUILD)/library.js: scripts/bundle-library $(LIBRARY) $(CORE_JS)/package.json
	@mkdir -p $(@D)
	@echo "  JOIN $@"
	$(Q)scripts/bundle-library $(CORE_JS) lib/library > $@.tmp && mv $@.tmp $@
$(CORE_JS)/package.json:
	@echo "core-js is not in $(@D): run scripts/setup.sh" >&2; exit 1
BOOTSTRAP ?= $(BUILD)/bootstrap
$(BUILD)/base.bin: $(BOOTSTRAP) $(wildcard lib/runtime/*.js lib/training/*.js) $(BUILD)/library.js
	@mkdir -p $(@D)
	@echo "  FREEZE $@"
	$(Q)$(EMULATOR) $(BOOTSTRAP) $@ 'lib/training/main.js lib/training/first.js' $(RUNTIME)

# ---- stage two: the commands and the library
$(BUILD)/gen_snapshot: $(GEN_OBJS) $(CORE_OBJS)
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) -o $@ $^ $(GEN_LIBS) -lm
$(BUILD)/jsboot-verify: $(addprefix $(BUILD)/glibc/cmd/,verify.o cli.o explain.o io.o modern.o) $(BUILD)/libjsboot.a
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) -o $@ $^ $(SODIUM) -lm
# It edits lines in sessions: jsrun starts it when a person is to type.
$(BUILD)/jsboot-line: $(BUILD)/glibc/cmd/line.o
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) -o $@ $^ $(shell pkg-config --libs libedit)
$(BUILD)/jsboot-transfer: $(addprefix $(BUILD)/glibc/cmd/,transfer.o share.o batch.o http.o cache_entry.o digest.o inputs.o) \
  $(BUILD)/libjsboot.a
	@echo "  LD $@"
	$(Q)$(CC) -pie $(SANFLAGS) -o $@ $^ $(shell pkg-config --libs libcurl nettle) -lm
# A first build of the engine counts what it does with usual programs; the compiler then knows which way
# a branch goes, and puts what is seldom needed apart.  It knows functions by the name of the object too:
# both builds need the same.  Counts of calls that end in an error do not add up; values that were seen
# would be other addresses each time.  The counters need more room than the variables do.
ifneq ($(TRAIN),)
$(TRAIN)/lib/engine.o: lib/engine.c | $(ENGINE)
	@mkdir -p $(@D) $(BUILD)/run/lib
	@echo "  CC $@"
	$(Q)$(RUN_CC) $(CFLAGS_ALL) -MT $@ -MF $(@:.o=.d) $(RUN_FLAGS) -fprofile-generate -fprofile-update=single -fno-profile-values \
	  -c -o $(BUILD)/run/lib/engine.o $<
	$(Q)mv $(BUILD)/run/lib/engine.o $@
$(TRAIN)/jsrun: $(TRAIN)/lib/engine.o scripts/train_exit.c $(filter-out $(BUILD)/run/lib/engine.o,$(RUN_OBJS))
	@echo "  LD $@"
	$(Q)$(RUN_CC) $(call run_ldflags,$(BUILD)/base.bin,0x400000) -Wl,--wrap=_exit -o $@ $^ -lgcov -lm
$(BUILD)/run/lib/engine.gcda: $(TRAIN)/jsrun scripts/train $(BUILD)/library.js
	@echo "  TRAIN $@"
	$(Q)rm -f $@
	$(Q)GCOV_PREFIX=$(abspath $(@D)) GCOV_PREFIX_STRIP=99 scripts/train $< $(BUILD)/library.js
	$(Q)test -s $@
$(BUILD)/run/lib/engine.o: $(BUILD)/run/lib/engine.gcda
# The first build has warned.  lib/boot.ld says which functions lie together.
$(BUILD)/run/lib/engine.o: private OPT := $(OPT:-O2=-O3) -fprofile-use -fprofile-partial-training \
  -fprofile-correction -fno-profile-values -w -fno-reorder-functions
endif
# $(call in_pieces,FROM,TO): pieces in which a program is written are folios of the page cache.  The
# second two megabytes are mapped as a huge page, see lib/run.ld; of what comes before, more is mapped
# at once than from the small writes of the linker and of install, and less than is in vain.
in_pieces = dd if=$(1) of=$(2) bs=256K count=8 status=none && \
  dd if=$(1) of=$(2) bs=2M skip=1 seek=1 iflag=fullblock conv=notrunc status=none && chmod 755 $(2)
LAYOUT := $(addprefix lib/,run.ld boot.ld boot_text.ld boot_data.ld boot_more.ld)
$(BUILD)/jsrun: $(RUN_OBJS) $(LAYOUT)
	@echo "  LD $@"
	$(Q)$(RUN_CC) $(call run_ldflags,$(BUILD)/base.bin) $(LINK_MAP) -o $@.tmp $(RUN_OBJS) -lm
	$(Q)$(call in_pieces,$@.tmp,$@) && rm $@.tmp
$(BUILD)/libjsboot.a: $(CORE_OBJS) $(SIGN_OBJS)
	@echo "  AR $@"
	$(Q)rm -f $@ && ar rcsD $@ $^

# Made from --help: they cannot differ from it.  zsh wants the underscore.
$(COMPLETIONS): scripts/completion.awk $(addprefix $(BUILD)/,gen_snapshot jsrun)
	@mkdir -p $(@D)
	$(Q)$(EMULATOR) $(BUILD)/$(@F:_%=%) --help > $@.help
	$(Q)awk -v shell=$(if $(filter _%,$(@F)),zsh,bash) -v command=$(@F:_%=%) -f scripts/completion.awk $@.help > $@
	@rm $@.help

include test/test.mk

install: all
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin libexec/jsboot lib/pkgconfig include/jsboot share/man/man1 share/man/man3 share/man/man5 \
	  share/bash-completion/completions share/zsh/site-functions share/jsboot)
	install $(BUILD)/gen_snapshot $(DESTDIR)$(PREFIX)/bin
	$(Q)to=$(DESTDIR)$(PREFIX)/bin/jsrun; $(call in_pieces,$(BUILD)/jsrun,$$to.tmp) && mv $$to.tmp $$to || \
	  { rm -f $$to.tmp; exit 1; }
	install $(addprefix $(BUILD)/,jsboot-verify jsboot-line jsboot-transfer) $(DESTDIR)$(PREFIX)/libexec/jsboot
	install -m 644 $(BUILD)/libjsboot.a $(DESTDIR)$(PREFIX)/lib
	install -m 644 lib/jsboot.h lib/errors.def snapshot/snapshot.h \
	  $(addprefix $(BUILD)/engine/,duktape.h duk_config.h) $(DESTDIR)$(PREFIX)/include/jsboot
	install -m 644 cmd/report.schema.json $(DESTDIR)$(PREFIX)/share/jsboot
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.3 $(DESTDIR)$(PREFIX)/share/man/man3
	install -m 644 man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 $(filter-out %/_gen_snapshot %/_jsrun,$(COMPLETIONS)) \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 644 $(filter %/_gen_snapshot %/_jsrun,$(COMPLETIONS)) $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	sed 's|@PREFIX@|$(PREFIX)|' lib/jsboot.pc.in > $(DESTDIR)$(PREFIX)/lib/pkgconfig/jsboot.pc

clean:
	rm -rf build

-include $(wildcard $(BUILD)/*/*/*.d $(BUILD)/*/*/*/*.d)
.PHONY: all help demo check bench bench-cpu bench-many bench-scale torture torture-programs install clean setup
.DELETE_ON_ERROR:
