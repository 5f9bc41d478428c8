# sheaf: `make books` builds the program and this repository's own editions, `make test` passes every test.
# Each installs what is missing first. `make check` is the inner loop: seconds, C libraries only.

BUILD ?= build
CC ?= cc
PREFIX ?= /usr/local
PACKAGES = libzip libxml-2.0 libxslt libcmark-gfm yaml-0.1 libjpeg libpng libwebp nettle jansson zlib
# loaded when first needed: see src/base/library.h
LOADED = libqpdf libqrencode librsvg-2.0 cairo pangocairo fontconfig harfbuzz harfbuzz-subset fribidi
VERSION = 0.1.0

CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Werror -Wno-unused-parameter -Wstrict-prototypes -Wmissing-prototypes -Wshadow
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -pthread -Isrc -DSHEAF_VERSION='"$(VERSION)"' $(WARNINGS) $(CFLAGS) $(SANITIZE) \
	$(shell pkg-config --cflags $(PACKAGES) $(LOADED) 2>/dev/null | sed 's/-I/-isystem /g')
LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcmark-gfm-extensions -lunistring -lm

SOURCES := $(sort $(wildcard src/*/*.c))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/builtins.o
LIBRARY_OBJECTS := $(filter-out $(BUILD)/src/cmd/main.o,$(OBJECTS))
BUILTINS := $(sort $(shell find templates covers -type f -not -path 'templates/blocks/*' 2>/dev/null)) # blocks are the manual's
UNIT_SOURCES := $(sort $(wildcard tests/unit/*/test_*.c))
UNIT_TESTS := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/tests/unit/%)

.PHONY: all books pictures test check setup setup-test unit golden bless asan replay levels clean install bench conformance

all: $(BUILD)/sheaf $(BUILD)/sheaf.1

books: setup
	@$(MAKE) --no-print-directory $(BUILD)/sheaf
	$(BUILD)/sheaf build

# The manual's pictures of exercises, after a change to how they look.
pictures: setup-test $(BUILD)/sheaf
	@tests/pictures.sh $(BUILD)/sheaf

setup:
	@tests/setup.sh build

setup-test:
	@tests/setup.sh test

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# Themes and covers are compiled in, so that the program is one file.
$(BUILD)/embed: src/base/embed/embed.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -O1 $< -o $@

$(BUILD)/builtins.c: $(BUILD)/embed $(BUILTINS) $(sort $(shell find templates covers -type d 2>/dev/null))
	@$(BUILD)/embed $(BUILTINS) > $@

$(BUILD)/builtins.o: $(BUILD)/builtins.c
	@$(CC) $(ALL_CFLAGS) -c $< -o $@

$(BUILD)/libsheaf.a: $(LIBRARY_OBJECTS)
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/sheaf: $(BUILD)/src/cmd/main.o $(BUILD)/libsheaf.a
	@echo "  LD $@"
	@$(CC) $(CFLAGS) $(SANITIZE) -pthread -o $@ $^ $(LIBS)

# Every tests/unit/FOLDER/test_FILE.c is a Check program of its own.
$(BUILD)/tests/unit/%: tests/unit/%.c $(BUILD)/libsheaf.a
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(ALL_CFLAGS) -Itests -MMD -MP -o $@ $< $(BUILD)/libsheaf.a $(LIBS) $(shell pkg-config --libs check)

unit: $(UNIT_TESTS)
	@tests/run-unit.sh $(UNIT_TESTS)

golden: $(BUILD)/sheaf
	@tests/golden.sh $(BUILD)/sheaf

bless: $(BUILD)/sheaf
	@tests/golden.sh --bless $(BUILD)/sheaf

# The inner loop: seconds, C libraries only.
check: unit golden
	@tests/lint.sh

$(BUILD)/sheaf.1: $(BUILD)/sheaf
	@$(BUILD)/sheaf help --man > $@

# The same tests with the address and undefined behaviour sanitizers, and the fuzz corpus replayed.
SANITIZED = BUILD=$(BUILD)/asan CFLAGS="-O1 -g -fno-omit-frame-pointer" SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=undefined"
asan:
	@ASAN_OPTIONS=detect_leaks=0 $(MAKE) --no-print-directory $(SANITIZED) unit golden replay

$(BUILD)/fuzz: tests/fuzz/fuzz.c tests/fuzz/replay.c $(BUILD)/libsheaf.a
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -o $@ tests/fuzz/fuzz.c tests/fuzz/replay.c $(BUILD)/libsheaf.a $(LIBS)

replay: $(BUILD)/fuzz
	@$(BUILD)/fuzz tests/fuzz/corpus tests/golden tests/books content

# Everything: minutes. Needs what setup-test installs.
test: setup-test
	@$(MAKE) --no-print-directory $(BUILD)/sheaf $(UNIT_TESTS)
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory asan
	@tests/cli.sh $(BUILD)/sheaf
	@tests/blocks.sh $(BUILD)/sheaf
	@$(MAKE) --no-print-directory levels
	@tests/import.sh $(BUILD)/sheaf
	@SHEAF=$(BUILD)/sheaf tests/validators.sh
	@tests/pdf.sh $(BUILD)/tests/unit/write
	@SHEAF=$(BUILD)/sheaf tests/spec.sh
	@SHEAF=$(BUILD)/sheaf tests/print.sh
	@SHEAF=$(BUILD)/sheaf tests/site.sh
	@SHEAF=$(BUILD)/sheaf tests/books.sh
	@SHEAF=$(BUILD)/sheaf tests/packages.sh

# What articles have to do with each other must not depend on how the program was compiled.
levels: $(BUILD)/sheaf $(BUILD)/corpus
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/plain CFLAGS=-O0 $(BUILD)/plain/sheaf
	@tests/levels.sh $(BUILD)/sheaf $(BUILD)/plain/sheaf $(BUILD)/corpus

# PDF/UA-1 and PDF/A-2a by veraPDF, which comes from a registry of its own: not part of `make test`.
conformance:
	@tests/setup.sh conformance
	@$(MAKE) --no-print-directory $(filter $(BUILD)/tests/unit/write/test_pdf%,$(UNIT_TESTS))
	@tests/conformance/conformance.sh $(BUILD)/tests/unit/write $(BUILD)/sheaf

bench: $(BUILD)/sheaf $(BUILD)/floor $(BUILD)/corpus
	@tests/bench/bench.sh $(BUILD)/sheaf $(BUILD)/floor $(BUILD)/corpus

$(BUILD)/corpus: tests/bench/corpus.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 -o $@ $<

$(BUILD)/floor: tests/bench/floor.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 -o $@ $< -lcmark-gfm-extensions $(shell pkg-config --libs libcmark-gfm zlib 2>/dev/null)

install: $(BUILD)/sheaf $(BUILD)/sheaf.1
	install -D $(BUILD)/sheaf $(DESTDIR)$(PREFIX)/bin/sheaf
	install -D -m 644 $(BUILD)/sheaf.1 $(DESTDIR)$(PREFIX)/share/man/man1/sheaf.1

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(UNIT_TESTS:=.d)
