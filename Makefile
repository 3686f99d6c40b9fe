# whydenied: build, test, install. `make help` lists the targets.
#
# Variants have build folders of their own: release, debug, asan, ubsan, cov, fuzz. Optional libraries are found by
# pkg-config; JSON=jansson INFLATE=zlib ZSTD=no YAML=no gives the bare build.

.DEFAULT_GOAL := all
VERSION := 0.1.0
PREFIX ?= /usr/local
VARIANT ?= release

PKG_CONFIG ?= pkg-config
have = $(shell $(PKG_CONFIG) --exists $(1) 2>/dev/null && echo yes)

JSON    ?= $(if $(call have,simdjson),simdjson,jansson)
INFLATE ?= $(if $(call have,libisal),isal,zlib)
ZSTD    ?= $(if $(call have,libzstd),yes,no)
YAML    ?= $(if $(call have,yaml-0.1),yes,no)

FLAVOUR := $(if $(filter-out simdjson,$(JSON))$(filter-out isal,$(INFLATE))$(filter-out yes,$(ZSTD))$(filter-out yes,$(YAML)),-$(JSON)-$(INFLATE)$(if $(filter yes,$(ZSTD)),-zstd)$(if $(filter yes,$(YAML)),-yaml))
BUILD ?= build/$(VARIANT)$(FLAVOUR)
B := $(BUILD)

# ---- sources: explicit, a forgotten file is an error --------------------------------------------
BASE_SRC := $(addprefix src/base/,str.c error.c arena.c buf.c digest.c cause.c timestamp.c escape.c escape_markdown.c shell.c redact.c)
BASE_SRC += $(addprefix src/base/,json.c json_mend.c $(if $(filter simdjson,$(JSON)),json_simdjson.cc,json_jansson.c))
INGEST_SRC :=
EVENT_SRC := $(addprefix src/event/,event.c principal.c)
NORMALISE_SRC :=
MATCH_SRC :=
INCIDENT_SRC :=
ADVISE_SRC :=
HISTORY_SRC :=
REPORT_SRC :=
APP_SRC := $(addprefix src/app/,main.c options.c option_table.c help.c paths.c common.c select.c \
           input_list.c engine.c pipeline.c progress.c cmd_analyze.c cmd_report.c)

# One cmocka program a module.
UNIT_TESTS :=
UNIT_TESTS += test_json
FUZZERS :=

LIB_SRC := $(BASE_SRC) $(INGEST_SRC) $(EVENT_SRC) $(NORMALISE_SRC) $(MATCH_SRC) $(INCIDENT_SRC) \
           $(ADVISE_SRC) $(HISTORY_SRC) $(REPORT_SRC)

# ---- flags --------------------------------------------------------------------------------------
PKGS := jansson libpcre2-8 zlib sqlite3 libxxhash libmd \
        $(if $(filter simdjson,$(JSON)),simdjson) $(if $(filter isal,$(INFLATE)),libisal) \
        $(if $(filter yes,$(ZSTD)),libzstd) $(if $(filter yes,$(YAML)),yaml-0.1)

CFLAGS   ?= -O2 -g
CXXFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wformat=2 -Wundef -Wvla \
        -Wcast-qual -Wpointer-arith -Wimplicit-fallthrough -fno-common
CWARN := -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wwrite-strings
ifdef DEVELOPER
WARN += -Werror
endif
HARDEN := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
LDHARDEN := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed

ifeq ($(VARIANT),debug)
CFLAGS := -O0 -g
CXXFLAGS := -O1 -g
HARDEN := -fPIE
else ifeq ($(VARIANT),asan)
CFLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CXXFLAGS := $(CFLAGS)
HARDEN := -fPIE -U_FORTIFY_SOURCE
LDFLAGS += -fsanitize=address,undefined
else ifeq ($(VARIANT),ubsan)
CFLAGS := -O2 -g -fsanitize=undefined -fno-sanitize-recover=all
CXXFLAGS := $(CFLAGS)
HARDEN := -fPIE -U_FORTIFY_SOURCE
LDFLAGS += -fsanitize=undefined
else ifeq ($(VARIANT),cov)
CFLAGS := -O0 -g --coverage -fprofile-abs-path
CXXFLAGS := $(CFLAGS)
HARDEN := -fPIE -U_FORTIFY_SOURCE
LDFLAGS += --coverage
else ifeq ($(VARIANT),fuzz)
CC := clang
CXX := clang++
CFLAGS := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer
CXXFLAGS := $(CFLAGS)
HARDEN := -fPIE -U_FORTIFY_SOURCE
LDFLAGS += -fsanitize=address,undefined
endif

DEFS := -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DWD_VERSION='"$(VERSION)"' \
        -DWD_SHARE_DIR='"$(PREFIX)/share/whydenied"' \
        -DWD_JSON_SIMDJSON=$(if $(filter simdjson,$(JSON)),1,0) \
        -DWD_INFLATE_ISAL=$(if $(filter isal,$(INFLATE)),1,0) \
        -DWD_HAVE_ZSTD=$(if $(filter yes,$(ZSTD)),1,0) -DWD_HAVE_YAML=$(if $(filter yes,$(YAML)),1,0)
CPPFLAGS += $(DEFS) -Iinclude -Isrc -include include/whydenied/banned.h
PKG_CFLAGS = $(shell $(PKG_CONFIG) --cflags $(PKGS))
PKG_LIBS = $(shell $(PKG_CONFIG) --libs $(PKGS))
ALL_CFLAGS = -std=c17 -pthread $(WARN) $(CWARN) $(HARDEN) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS)
ALL_CXXFLAGS = -std=c++17 -pthread -fno-exceptions -fno-rtti $(WARN) $(HARDEN) $(DEFS) -Iinclude -Isrc $(PKG_CFLAGS) $(CXXFLAGS)
LINK = $(if $(filter simdjson,$(JSON)),$(CXX),$(CC)) -pthread $(LDHARDEN) $(LDFLAGS)
LIBS = $(PKG_LIBS) -lm

# ---- building -----------------------------------------------------------------------------------
objects = $(patsubst src/%.c,$(B)/%.o,$(filter %.c,$(1))) $(patsubst src/%.cc,$(B)/%.o,$(filter %.cc,$(1)))
LIB := $(B)/libwhydenied.a
PROGRAM := $(B)/whydenied
UNIT := $(addprefix $(B)/tests/,$(UNIT_TESTS))

## all: build the program (build/whydenied)
all: build/whydenied

build/whydenied: $(PROGRAM)
	@mkdir -p build && cp -f $< $@

$(PROGRAM): $(call objects,$(APP_SRC)) $(LIB)
	$(LINK) -o $@ $(call objects,$(APP_SRC)) $(LIB) $(LIBS)

$(LIB): $(call objects,$(LIB_SRC))
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/%.o: src/%.cc
	@mkdir -p $(@D)
	$(CXX) $(ALL_CXXFLAGS) -MMD -MP -c -o $@ $<

$(B)/tests/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(if $(filter simdjson,$(JSON)),$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@.o $< && $(LINK) -o $@ $@.o,$(CC) $(ALL_CFLAGS) -MMD -MP $(LDHARDEN) $(LDFLAGS) -o $@ $<) $(LIB) -lcmocka $(LIBS)

## unit: build and run the unit tests; UNIT_TESTS=test_x for one
unit: $(UNIT)
	@set -e; for t in $(UNIT); do $(PREFIX_CMD) $$t; done

-include $(shell find $(B) -name '*.d' 2>/dev/null)

## help: this list
help:
	@sed -n 's/^## //p' Makefile

## clean: remove everything that was built
clean:
	rm -rf build

.PHONY: all unit help clean
