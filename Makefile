# whydenied: build, test, install. `make help` lists the targets.
#
# Variants have build folders of their own: release, debug, asan, ubsan, cov, fuzz. Optional libraries are found by
# pkg-config; JSON=jansson INFLATE=zlib ZSTD=no XZ=no BZIP2=no gives the bare build.

.DEFAULT_GOAL := all
VERSION := 0.1.0
PREFIX ?= /usr/local
VARIANT ?= release

PKG_CONFIG ?= pkg-config
have = $(shell $(PKG_CONFIG) --exists $(1) 2>/dev/null && echo yes)

JSON    ?= $(if $(call have,simdjson),simdjson,jansson)
INFLATE ?= $(if $(call have,libisal),isal,zlib)
ZSTD    ?= $(if $(call have,libzstd),yes,no)
XZ      ?= $(if $(call have,liblzma),yes,no)
# Debian 12 has no bzip2.pc.
BZIP2   ?= $(if $(or $(call have,bzip2),$(wildcard /usr/include/bzlib.h)),yes,no)

FLAVOUR := $(if $(filter-out simdjson,$(JSON))$(filter-out isal,$(INFLATE))$(filter-out yes,$(ZSTD)),-$(JSON)-$(INFLATE)$(if $(filter yes,$(ZSTD)),-zstd))$(if $(filter-out yes,$(XZ)),-noxz)$(if $(filter-out yes,$(BZIP2)),-nobzip2)
BUILD ?= build/$(VARIANT)$(FLAVOUR)
B := $(BUILD)

# ---- sources: explicit, by room; a forgotten file is an error ------------------------------------
in = $(addprefix src/$(1)/,$(2))
BASE_SRC := $(call in,base,str.c find.c error.c arena.c base64.c buf.c columns.c digest.c timestamp.c timestamp_named.c zone.c escape.c escape_markdown.c \
            shell.c nearest.c redact.c redact_named.c json.c json_value.c json_pool.c json_view.c json_shape_course.c json_shape_find.c json_shape_learn.c json_shape_view.c json_mend.c json_put.c json_torn.c json_twice.c yaml.c yaml_json.c yaml_write.c \
            $(if $(filter simdjson,$(JSON)),json_simdjson.cc,json_jansson.c))
VOCABULARY_SRC := $(call in,vocabulary,cause.c lang.c log_kind.c remedy_kind.c resource.c say.c slot.c system.c vendor.c)
INGEST_SRC := $(call in,ingest,source.c inflate_$(INFLATE).c gzip.c bgzip.c zstd.c members.c xz.c bzip2.c decode.c blocks.c window.c magic.c scan.c \
              skim.c utf16.c charset.c convert.c frame.c frame_step.c frame_answer.c frame_json.c frame_page.c frame_streams.c frame_text.c frame_quiet.c frame_document.c frame_voice.c rewrite.c input_report.c \
              reader.c reader_end.c follow.c inputs.c)
EVENT_SRC := $(call in,event,event.c fields.c principal.c)
READ_SRC := $(call in,read,beside.c beside_acs.c beside_address.c beside_place.c oss_calls.c trail_calls.c oss_request.c normalise.c dialects.c recall.c fields.c entry.c status.c wrap.c wrap_line.c asked.c actiontrail.c trail_party.c alibaba.c \
            alibaba_codes.c alibaba_others.c alibaba_action.c alibaba_generic.c alibaba_reason.c audit.c audit_call.c audit_parts.c audit_view.c answered.c build.c columns.c denied_detail.c dlc.c failures.c failure_words.c gcp_log.c gcp_stream.c google_error.c inside.c kubernetes.c \
            policy_change.c policy_deltas.c policy_gone.c policy_made.c policy_place.c policy_rbac.c policy_role.c policy_sql.c policy_trail.c run_request.c scheduler.c wandb.c objects.c)
READ_SRC += $(call in,read/text,text.c error_info.c text_facts.c text_plain.c text_prefix.c logfmt.c lexicon.c tokens.c sayings.c vendors.c products.c talk.c talk_phrases.c page.c stage.c told.c source.c role_wanted.c leads.c \
            command.c command_google.c absent.c markers.c struck.c struck_negated.c coded.c set_in.c screen.c screen_make.c quiet.c facts.c context.c context_bucket.c context_image.c streams.c \
            carriers.c heads.c heads_dated.c times.c echo.c member.c rows.c surroundings.c addressed.c \
            awaited.c grams.c)
READ_SRC += $(call in,read/text/join,joins.c delivered.c join_blocks.c join_apt.c join_dialog.c fold.c join_gcloud.c join_failure.c failure_folds.c failure_address.c failure_rbac.c failure_labels.c failure_lines.c failure_parts.c failure_body.c join_partial.c join_traceback.c join_wandb.c)
READ_SRC += $(call in,read/text/around,around.c signs.c tested.c tried.c succeeded.c named.c attached.c console.c cited.c listing.c headings.c constant.c commits.c announced.c overtaken.c walled.c settled.c mended.c bound.c emulated.c accounts.c detailed.c chat.c framed.c headed.c speakers.c done.c far.c created.c foretold.c)
READ_SRC += $(call in,read/refusal,vocabulary.c vocabulary_words.c vocabulary_services.c vocabulary_signs.c \
            token_bytes.c token_gap.c token.c token_shape.c camel.c past.c tone.c needs.c turned_away.c kept_out.c off.c walk.c note.c cast.c cast_word.c cast_loose.c cast_object.c cast_permission.c titles.c kind.c parts.c parts_path.c parts_address.c acs.c wandb_names.c derive.c derive_rest.c derive_made.c derive_command.c merge.c cloud.c refusal.c)
MATCH_SRC := $(call in,match,ruleset.c order.c expression.c anchors.c regex.c when.c candidates.c memo.c matcher.c \
             match.c loose.c accept.c masked.c setting.c trace.c)
MATCH_SRC += $(call in,match/pack,load.c scan.c source.c shared.c yaml.c folder.c fields.c unknown.c when.c parts.c rule.c read.c late.c codes.c lint.c lint_tell.c lint_expression.c lint_advice.c \
             lint_text.c lint_shared.c repeats.c lint_hostile.c)
NAMES_SRC := $(call in,names,settle.c made.c passing.c said_read.c evidence.c evidence_facts.c evidence_party.c evidence_principal.c evidence_signed_in.c product.c called.c said.c said_object.c said_resource.c said_second.c home.c alias.c alias_words.c oss_action.c resource.c resource_acs.c resource_bigquery.c resource_paths.c ident.c) \
          $(call in,names/doubt,trailed.c folded.c echoed.c two_places.c two_resources.c half_address.c stump.c unlike.c wrapped.c marked.c example.c beside.c cluster.c scope.c other_account.c layer.c registry.c listed.c labelled.c prefixed.c walls.c credential.c second.c unnamed.c view.c once.c visitor.c assumed.c commented.c)
INCIDENT_SRC := $(call in,incident/entry,incident.c facts.c samples.c members.c histogram.c distinct.c sighting.c shape.c fingerprint.c)
INCIDENT_SRC += $(call in,incident/table,table.c allowed.c place.c unmatched.c merge.c caps.c dedup.c totals.c repeat.c echo.c homes.c coverage.c codec.c codec_read.c codec_entry.c codec_words.c codec_facts.c codec_seen.c codec_own.c  \
                codec_values.c codec_coverage.c)
INCIDENT_SRC += $(call in,incident/verdict,finish.c correlate.c enumeration.c changes.c changed.c explained.c member.c sets.c set_held.c cluster.c outranked.c next_wall.c made.c reach.c denied.c written.c context.c ours.c claimed.c allowed.c allowed_trail.c success.c let_since.c heard.c level.c anonymise.c)
ROLES_SRC := $(call in,roles,breadth.c catalogue.c catalogue_breadth.c catalogue_cover.c curated.c curated_line.c curated_nearest.c role_names.c further.c weights.c rank.c \
             roles_db.c roles_import.c table_file.c)
POLICY_SRC := $(call in,policy,set.c want.c facts.c name.c chain.c who.c permission.c condition.c org.c take.c bindings.c take_access.c take_asset.c take_guard.c \
              groups.c load.c allow.c judge.c ram_take.c ram_principal.c ram_statement.c ram_judge.c say.c)
HISTORY_SRC := $(call in,history,night.c sql.c state.c kept.c open.c input.c rebuild.c  rows.c standing.c ignore.c)
ADVISE_SRC := $(call in,advise,advisor.c danger.c plan.c incident.c work.c remedy_fill.c vendor.c step.c link.c taken.c place.c slots.c fill.c bind.c \
              accounts.c member.c withhold.c words.c words_warning.c words_change.c judged.c judged_remedy.c chains.c next.c journey.c)
ADVISE_SRC += $(call in,advise/google,grant.c grant_words.c grant_describe.c caveats.c agent_restore.c grant_role.c by_rest.c beside.c grant_custom.c custom_write.c temporary.c entitlement.c terraform.c agent.c already.c tenant.c wanted.c)
ADVISE_SRC += $(call in,advise/alibaba,already.c ram.c ram_keeper.c ram_policy.c ram_facts.c trust.c trust_condition.c trust_files.c maxcompute.c)
ADVISE_SRC += $(call in,advise/kubernetes,own.c rbac.c)
REPORT_SRC := $(call in,report,words.c words_fill.c notes.c formats.c remedy.c comments.c csv.c json.c denials.c openmetrics.c script.c github.c subject.c terraform.c ticket.c)
REPORT_SRC += $(call in,report/document,output.c value.c value_json.c document.c stand.c brief.c document_make.c \
              document_incident.c document_group.c document_parts.c document_coverage.c document_remedy.c document_sums.c document_zone.c \
              merge.c merge_values.c merge_finish.c merge_incident.c merge_remedies.c merge_sums.c load.c check.c check_terraform.c)
REPORT_SRC += $(call in,report/text,text.c text_head.c text_index.c text_cell.c text_first.c text_asked.c text_incident.c text_detail.c text_sentence.c text_remedy.c text_health.c text_layout.c)
REPORT_SRC += $(call in,report/html,html.c html_parts.c html_assets.c html_sums.c html_timeline.c html_nights.c \
              html_incident.c html_remedy.c html_health.c)
REPORT_SRC += $(call in,report/markdown,markdown.c markdown_incident.c)
RUN_SRC := $(call in,run,session.c engine.c late.c told_before.c recognise.c read_records.c workers.c night_tables.c nights.c bench.c select.c input_list.c listed.c strip.c keyed.c shard.c map.c gather.c key_order.c reduce.c records.c watch.c show.c denials.c)
APP_SRC := $(call in,app,main.c say.c commands.c own_projects.c paths.c common.c app_run.c progress.c sandbox.c sandbox_calls.c emit.c \
            finding.c cmd_analyze.c cmd_watch.c cmd_show.c cmd_report.c cmd_map.c cmd_reduce.c array_job.c \
            cmd_nightly.c night_view.c cmd_check.c)
APP_SRC += $(call in,app/options,options.c slips.c option_table.c option_choice.c option_value.c config.c help.c manual.c completion.c completion_bash.c completion_zsh.c completion_fish.c)
APP_SRC += $(call in,app/roles,cmd_roles.c roles_for.c roles_check.c)
APP_SRC += $(call in,app/rules,cmd_rules.c rules_test.c rules_tell.c rules_example.c rules_expect.c rules_benign.c rules_new.c rules_pack.c)
APP_SRC += $(call in,app/explain,cmd_explain.c explain_text.c explain_trace.c explain_words.c explain_json.c explain_cut.c explain_mend.c)

# One cmocka program a module.
UNIT_TESTS :=
UNIT_TESTS += test_refusal
UNIT_TESTS += test_oss_calls test_event test_alias test_evidence test_home test_resource test_normalise_gcp test_normalise_alibaba test_normalise_wandb test_text test_around test_join test_normalise_memory
UNIT_TESTS += test_fingerprint test_state test_merge test_coverage test_allowed test_incident test_correlate test_finish test_history test_ignore
UNIT_TESTS += test_say test_keyed test_quiet
UNIT_TESTS += test_policy test_next
UNIT_TESTS += test_str test_nearest test_arena test_buf test_json_pool test_json_shape test_yaml test_digest test_timestamp test_zone test_escape test_redact
UNIT_TESTS += test_json test_inflate test_frame test_reader test_inputs test_skim
UNIT_TESTS += test_rule test_pack test_match test_lint
UNIT_TESTS += test_ident test_member test_remedy test_ram test_quote_property test_snapshot test_catalogue test_plan test_gcloud test_script
UNIT_TESTS += test_output test_document test_report_text test_html test_markdown test_csv test_openmetrics
FUZZERS :=
FUZZERS += fuzz_text fuzz_refusal
FUZZERS += fuzz_json fuzz_frame fuzz_inflate
FUZZERS += fuzz_normalise
FUZZERS += fuzz_pack fuzz_match
FUZZERS += fuzz_report
FUZZERS += fuzz_state
FUZZERS += fuzz_policy
FUZZERS += fuzz_whole fuzz_files fuzz_history fuzz_config fuzz_records

LIB_SRC := $(BASE_SRC) $(VOCABULARY_SRC) $(INGEST_SRC) $(EVENT_SRC) $(READ_SRC) $(MATCH_SRC) $(NAMES_SRC) \
           $(INCIDENT_SRC) $(ROLES_SRC) $(POLICY_SRC) $(HISTORY_SRC) $(ADVISE_SRC) $(REPORT_SRC) $(RUN_SRC)

# ---- flags --------------------------------------------------------------------------------------
PKGS := jansson libpcre2-8 zlib sqlite3 libxxhash nettle libutf8proc yaml-0.1 \
        $(if $(filter simdjson,$(JSON)),simdjson) $(if $(filter isal,$(INFLATE)),libisal) \
        $(if $(filter yes,$(ZSTD)),libzstd) $(if $(filter yes,$(XZ)),liblzma)

CFLAGS   ?= -O2 -g
CXXFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wformat=2 -Wundef -Wvla \
        -Wcast-qual -Wpointer-arith -Wimplicit-fallthrough -fno-common
CWARN := -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wwrite-strings
ifdef DEVELOPER
WARN += -Werror
endif
HARDEN := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
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
CFLAGS := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CXXFLAGS := $(CFLAGS)
HARDEN := -fPIE -U_FORTIFY_SOURCE
LDFLAGS += -fsanitize=address,undefined
endif

DEFS := -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DWD_VERSION='"$(VERSION)"' \
        -DWD_SHARE_DIR='"$(PREFIX)/share/whydenied"' \
        -DWD_JSON_SIMDJSON=$(if $(filter simdjson,$(JSON)),1,0) \
        -DWD_INFLATE_ISAL=$(if $(filter isal,$(INFLATE)),1,0) \
        -DWD_HAVE_ZSTD=$(if $(filter yes,$(ZSTD)),1,0) -DWD_HAVE_XZ=$(if $(filter yes,$(XZ)),1,0) \
        -DWD_HAVE_BZIP2=$(if $(filter yes,$(BZIP2)),1,0) \
        $(if $(filter asan cov fuzz,$(VARIANT)),-DWD_NO_SANDBOX)
CPPFLAGS += $(DEFS) -Iinclude -Isrc -include include/whydenied/base/banned.h
PKG_CFLAGS = $(shell $(PKG_CONFIG) --cflags $(PKGS))
PKG_LIBS = $(shell $(PKG_CONFIG) --libs $(PKGS)) $(if $(filter yes,$(BZIP2)),-lbz2)
ALL_CFLAGS = -std=c17 -pthread $(WARN) $(CWARN) $(HARDEN) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS)
ALL_CXXFLAGS = -std=c++17 -pthread -fno-exceptions -fno-rtti $(WARN) $(HARDEN) $(DEFS) -Iinclude -Isrc $(PKG_CFLAGS) $(CXXFLAGS)
LINK = $(if $(filter simdjson,$(JSON)),$(CXX),$(CC)) -pthread $(LDHARDEN) $(LDFLAGS)
LIBS = $(PKG_LIBS) -lm

# ---- building -----------------------------------------------------------------------------------
# Short lines unless V=1.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-4s %s\n' $(1) $(2))
objects = $(patsubst src/%.c,$(B)/%.o,$(filter %.c,$(1))) $(patsubst src/%.cc,$(B)/%.o,$(filter %.cc,$(1)))
LIB := $(B)/libwhydenied.a
PROGRAM := $(B)/whydenied
UNIT := $(addprefix $(B)/tests/,$(UNIT_TESTS))
PACKS := build/patterns/.packed

## all: build the program (build/whydenied) and its packs (build/patterns)
all: build/whydenied $(PACKS)

build/whydenied: $(PROGRAM)
	@mkdir -p build && cp -f $< $@.new && mv -f $@.new $@

$(PROGRAM): $(call objects,$(APP_SRC)) $(LIB)
	$(call say,LD,$@)
	$(Q)$(LINK) -o $@ $(call objects,$(APP_SRC)) $(LIB) $(LIBS)

$(LIB): $(call objects,$(LIB_SRC))
	$(call say,AR,$@)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The rules, compiled by the program itself: what it loads from a checkout and what is installed. Folders are
# named for their times: a rule may have gone.
RULES := $(wildcard patterns patterns/* patterns/*/*.yaml patterns/roles/*.json)
$(PACKS): $(RULES) $(wildcard src/match/pack/*.[ch]) src/app/rules/rules_pack.c | $(PROGRAM)
	$(call say,PACK,build/patterns)
	@rm -rf build/patterns && mkdir -p build/patterns/roles
	$(Q)$(PROGRAM) rules pack --no-examples patterns -o build/patterns
	@cp patterns/roles/*.json build/patterns/roles/ && touch $@

# The page's style and script are read by the assembler.
$(B)/report/html/html_assets.o: src/report/html/report.css src/report/html/report.js

$(B)/%.o: src/%.cc
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(Q)$(CXX) $(ALL_CXXFLAGS) -MMD -MP -c -o $@ $<

# Test programs run once: what the compiler would make of them is not worth two thirds of its time.
TEST_CFLAGS = $(subst -O2,-O0,$(subst -D_FORTIFY_SOURCE=3,-U_FORTIFY_SOURCE,$(ALL_CFLAGS)))
.SECONDEXPANSION:
$(UNIT): $(B)/tests/%: $$(or $$(wildcard tests/unit/*/%.c),tests/unit/ROOM/%.c) $(LIB)
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(if $(filter simdjson,$(JSON)),$(CC) $(TEST_CFLAGS) -MMD -MP -c -o $@.o $< && $(LINK) -o $@ $@.o,$(CC) $(TEST_CFLAGS) -MMD -MP $(LDHARDEN) $(LDFLAGS) -o $@ $<) $(LIB) -lcmocka $(LIBS)

# The program that reads its rules once for many requests: tests/many.c.
MANY := $(B)/many
READ_BEFORE := main wd_ruleset_load wd_matcher_new wd_catalogue_open wd_bind_load wd_accounts_load wd_chains_load wd_danger_load \
               wd_ram_facts_load wd_normaliser_new wd_refusal_reader_new wd_ruleset_free wd_matcher_free wd_advisor_free \
               wd_normaliser_free wd_refusal_reader_free wd_repeats_free wd_table_free
$(MANY): tests/many.c $(call objects,$(APP_SRC)) $(LIB)
	$(call say,TEST,$<)
	$(Q)$(CC) $(TEST_CFLAGS) -MMD -MP -c -o $@.o $<
	$(Q)$(LINK) $(addprefix -Wl$(comma)--wrap=,$(READ_BEFORE)) -o $@ $@.o $(call objects,$(APP_SRC)) $(LIB) $(LIBS)
comma := ,

## unit: build and run the unit tests; UNIT_TESTS=test_x for one
unit: $(UNIT)
	@set -e; for t in $(UNIT); do $(PREFIX_CMD) $$t; done

# ---- testing ------------------------------------------------------------------------------------
J := -j$(shell nproc 2>/dev/null || echo 2)
SUB := +@$(MAKE) --no-print-directory $(J)
# Recipes with a plus run under `make -n`, too: these then only say what they would do.
dry = $(if $(findstring n,$(firstword -$(MAKEFLAGS))),echo)

## deps: install the packages that building and the tests need (DEPS=ci: all gates too); `make` itself never does
DEPS ?= check
deps:
	@sh scripts/install-packages.sh $(DEPS)

## demo: install what is missing, saying so, build, analyse samples/
demo:
	@sh scripts/install-packages.sh build
	$(SUB) all
	build/whydenied samples/

## check: install what is missing, saying so, build, run all tests (about two minutes)
check:
	@sh scripts/install-packages.sh check
	$(SUB) all test-programs
	$(SUB) tests

test-programs: $(PROGRAM) $(PACKS) $(UNIT) $(MANY)

## tests: all tests of this variant, without installing anything; tests/run alone does parts of it
tests: test-programs
	+@$(dry) tests/run --program $(PROGRAM)

## test-rules: every example and counterexample of the packs
test-rules: $(PROGRAM) $(PACKS)
	+@$(dry) tests/run --program $(PROGRAM) rules

## test-cli: golden tests of the program; make test-cli UPDATE=--update CASES=usage
test-cli: $(PROGRAM) $(PACKS)
	+@$(dry) tests/run --program $(PROGRAM) $(UPDATE) cli $(CASES)

## test-html: the HTML report in a browser, where node and chromium are there
test-html: $(PROGRAM) $(PACKS)
	tests/html/run.sh $(PROGRAM)

## torture: allocations and calls to the system fail one by one; TORTURE_FULL=1 for every one of them
torture: $(PROGRAM) $(PACKS) $(B)/oom.so $(B)/faults.so
	tests/torture/run $(PROGRAM) $(B)/oom.so
	tests/torture/faults $(PROGRAM) $(B)/faults.so
$(B)/oom.so $(B)/faults.so: $(B)/%.so: tests/torture/%.c
	@mkdir -p $(@D)
	$(CC) -O2 -Wall -Wextra -shared -fPIC -o $@ $< -ldl

## check-scale: reading in parts is reading at once, at length: 500 random splits, 1 GB, GNU parallel, DuckDB, schemas (SPLITS=, SCALE_MB=)
SPLITS ?= 500
SCALE_MB ?= 1024
check-scale: $(PROGRAM) $(PACKS) $(B)/bench-generate
	@sh scripts/install-packages.sh scale
	SPLITS=$(SPLITS) tests/program/scale/run $(PROGRAM)
	@$(MAKE) --no-print-directory check-recipes
	tests/program/scale/large $(PROGRAM) $(B)/bench-generate $(SCALE_MB)

## check-recipes: manifests against their makers' schemas, the image's tree in an empty root, DuckDB; brings tools under build/
check-recipes: $(PROGRAM) $(PACKS)
	@scripts/scale/install.sh || echo "no environment of Python's: without validators and DuckDB"
	tests/program/scale/recipes $(PROGRAM)

## deps-spark: PySpark and Hadoop Streaming under build/ and a Java runtime, for check-spark alone
deps-spark:
	@scripts/spark/install.sh

## check-spark: Hadoop Streaming and a Spark cluster of this machine: same report, also with a worker killed (SPARK_MB=40; below it, as in CI, Spark alone)
SPARK_MB ?= 40
check-spark: $(PROGRAM) $(PACKS) $(B)/bench-generate
	@scripts/spark/install.sh || echo "PySpark or Java cannot be had here"
	[ $(SPARK_MB) -lt 40 ] || tests/program/spark/hadoop $(PROGRAM)
	tests/program/spark/run $(PROGRAM) $(B)/bench-generate $(SPARK_MB)

## score: accuracy over the labelled corpus, and over the reference samples where present
score: $(PROGRAM) $(PACKS)
	+@$(dry) tests/run --program $(PROGRAM) data

## floors: no include from a lower floor to a higher one
floors:
	python3 scripts/floors.py

## figures: files, lines, lengths of functions, circles: the table of the house
figures:
	python3 scripts/floors.py --figures

## asan: all tests under AddressSanitizer and UndefinedBehaviorSanitizer
asan:
	$(SUB) VARIANT=asan test-programs
	FLIPS=200 ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1 \
	    $(MAKE) --no-print-directory VARIANT=asan tests

## ubsan: unit tests, rules, golden runs and labelled records under UndefinedBehaviorSanitizer alone, optimised; asan has it for all
ubsan:
	$(SUB) VARIANT=ubsan test-programs
	UBSAN_OPTIONS=print_stacktrace=1 $(MAKE) --no-print-directory VARIANT=ubsan some-tests AREAS='unit rules cli data'

# Areas one after the other.
some-tests: test-programs
	+@set -e; for area in $(AREAS); do $(dry) tests/run --program $(PROGRAM) $$area; done

## bare: all tests without the optional libraries
BARE := JSON=jansson INFLATE=zlib ZSTD=no XZ=no BZIP2=no
bare:
	$(SUB) BUILD=build/bare $(BARE) test-programs
	$(SUB) -j1 BUILD=build/bare $(BARE) tests

## engines: the build with simdjson and ISA-L and the bare one, with jansson and zlib, answer alike (MUTATIONS=300)
MUTATIONS ?= 300
engines:
	$(SUB) all
	$(SUB) BUILD=build/bare $(BARE) build/bare/whydenied
	$(dry) tests/engines.py $(PROGRAM) build/bare/whydenied --mutations $(MUTATIONS)

## valgrind: unit tests under memcheck
valgrind: $(UNIT)
	$(MAKE) --no-print-directory unit PREFIX_CMD='valgrind -q --error-exitcode=9 --leak-check=full'

## coverage: lines and branches that the tests, the failing of everything and the fuzz targets' inputs run; the floors
coverage:
	$(SUB) VARIANT=cov test-programs build/cov/oom.so build/cov/faults.so
	$(SUB) VARIANT=cov $(patsubst %,build/cov/fuzz/%,$(FUZZERS))
	find build/cov -name '*.gcda' -delete
	+@failed=0; for part in tests torture fuzz-replay; do \
	    TORTURE_SECONDS=$(COVERAGE_TORTURE) $(MAKE) --no-print-directory VARIANT=cov $$part || failed=1; done; \
	    $(dry) tests/coverage.py build/cov --explained docs/reliability.md || failed=1; exit $$failed
COVERAGE_TORTURE ?= 40

C_FILES = $(shell git ls-files '*.c' '*.h')
SRC_C = $(filter src/%.c,$(C_FILES))
## format-check: the sources are as clang-format leaves them; `make format` does it
format-check:
	@clang-format --dry-run -Werror $(C_FILES)
format:
	@clang-format -i $(C_FILES)

## analyze: gcc -fanalyzer, clang-tidy, cppcheck, shellcheck; NODES=225000 for clang's own depth, three times as long
# 75,000 states of a function reach the same blocks of it; what comes after are further ways to them.
NODES ?= 75000
analyze: $(PROGRAM)
# Leaks are LeakSanitizer's and valgrind's: the analyzer loses strings that move into arrays and tables.
	$(SUB) BUILD=build/analyze CFLAGS='-O1 -fanalyzer -Wno-analyzer-malloc-leak -Werror -DWD_ANALYZED' build/analyze/libwhydenied.a
	cppcheck -q -j 2 --enable=warning,performance,portability --std=c11 --inline-suppr --error-exitcode=1 \
	    --suppress=missingIncludeSystem -Iinclude -Isrc $(SRC_C)
	printf '%s\n' $(SRC_C) | xargs -P 2 -I FILE clang-tidy --quiet FILE -- -std=c17 $(CPPFLAGS) $(PKG_CFLAGS) \
	    -Xclang -analyzer-config -Xclang max-nodes=$(NODES)
	$(PROGRAM) help --completion bash >build/completion.bash
	shellcheck -S warning scripts/*.sh scripts/*/*.sh build/completion.bash tests/program/docs/completion.sh tests/program/install/run .ci/run

# Fuzz targets: tests/fuzz/NAME.c, seeds in tests/fuzz/corpus/NAME/. Without VARIANT=fuzz they only replay.
FUZZ := $(addprefix $(B)/fuzz/,$(FUZZERS))
FUZZ_SECONDS ?= 20
FUZZ_SEED ?= 1
$(B)/fuzz/%: tests/fuzz/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(if $(filter fuzz,$(VARIANT)),,-DWD_FUZZ_REPLAY) -MMD -MP -c -o $@.o $<
	$(LINK) $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer) -o $@ $@.o $(filter %.o,$^) $(LIB) $(LIBS)
# The program's own floor is in no library.
$(B)/fuzz/fuzz_config: $(filter-out %/main.o %/say.o,$(call objects,$(APP_SRC)))

## fuzz-replay: the fuzz targets over their seeds and what was found
fuzz-replay: $(FUZZ)
	@tests/fuzz/found unpack $(B)/found
	@set -e; for f in $(FUZZERS); do mkdir -p $(B)/found/$$f; $(B)/fuzz/$$f tests/fuzz/corpus/$$f $(B)/found/$$f; done

## fuzz-smoke: each fuzz target for 20 seconds (FUZZ_SECONDS=…) from the seed 1 (FUZZ_SEED=…; 0: another each time); everything built by clang
fuzz-smoke:
	$(SUB) VARIANT=fuzz fuzz-programs build/fuzz/whydenied
	@$(MAKE) --no-print-directory VARIANT=fuzz fuzz-run
fuzz-programs: $(FUZZ)
# Two at a time; what each printed comes when it has ended.
fuzz-run:
	@tests/fuzz/found unpack $(B)/found
	@printf '%s\n' $(FUZZERS) | xargs -P 2 -I FUZZER sh -c 'mkdir -p $(B)/corpus/FUZZER $(B)/found/FUZZER; \
	    $(B)/fuzz/FUZZER -seed=$(FUZZ_SEED) -max_total_time=$(FUZZ_SECONDS) \
    -max_len=$$(case FUZZER in fuzz_history) echo 131072;; fuzz_records) echo 16384;; *) echo 4096;; esac) \
	    -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 -verbosity=0 -artifact_prefix=$(B)/FUZZER- \
	    $(B)/corpus/FUZZER tests/fuzz/corpus/FUZZER $(B)/found/FUZZER >$(B)/FUZZER.log 2>&1; status=$$?; \
	    echo "== FUZZER"; grep -E "ERROR|SUMMARY|number_of_executed|MUST|fuzz_.*c:[0-9]*:" $(B)/FUZZER.log; exit $$status'

## bench: speed against bare decompression and other tools; needs two idle processors (BENCH_MB=200)
BENCH_MB ?= 200
$(B)/bench-generate: tests/bench/generate.c
	@mkdir -p $(@D)
	$(CC) -std=c17 $(WARN) $(CWARN) -O2 -o $@ $<
bench: $(PROGRAM) $(PACKS) $(B)/bench-generate
	tests/bench/run.sh $(PROGRAM) $(B)/bench-generate build/bench $(BENCH_MB)

## bench-table: the measured tables of docs/performance.md from the last run of bench
bench-table:
	python3 tests/bench/table.py build/bench/results.tsv docs/performance.md

## budget: instructions executed against the stored budget; BUDGET=--update stores them
budget: $(PROGRAM) $(PACKS) $(B)/bench-generate
	tests/bench/budget.sh $(PROGRAM) $(B)/bench-generate $(B)/budget $(BUDGET)

## soak: by hand, an hour: 20 GB through a pipe (SOAK_GB=), 200 kills, every allocation fails once
soak: $(PROGRAM) $(PACKS) $(B)/bench-generate $(B)/oom.so $(B)/faults.so
	tests/bench/soak.sh $(PROGRAM) $(B)/bench-generate $(B)/soak
	KILLS=200 tests/program/nightly/run $(PROGRAM)
	FLIPS=20000 tests/program/bad/run $(PROGRAM) bits
	TORTURE_FULL=1 tests/torture/run $(PROGRAM) $(B)/oom.so
	TORTURE_FULL=1 tests/torture/faults $(PROGRAM) $(B)/faults.so

# ---- installing ---------------------------------------------------------------------------------
SHARE = $(DESTDIR)$(PREFIX)/share
COMPLETIONS = bash:$(SHARE)/bash-completion/completions/whydenied zsh:$(SHARE)/zsh/site-functions/_whydenied \
              fish:$(SHARE)/fish/vendor_completions.d/whydenied.fish
UNITS = $(DESTDIR)$(PREFIX)/lib/systemd/system
EXAMPLES = $(SHARE)/whydenied/examples
PLACES = $(SHARE)/whydenied/patterns/roles $(SHARE)/man/man1 $(UNITS) $(EXAMPLES)

## install: program, packs, man page, completions of three shells, systemd units, a cron example under PREFIX (DESTDIR is honoured)
install: all
	@$(MAKE) --no-print-directory install-files

# Packs of an earlier version go first: a rule must not be there twice. They are for everybody, whatever the umask.
install-files: $(PACKS)
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/whydenied
	rm -rf $(SHARE)/whydenied/patterns
	install -d -m 755 $(PLACES)
	cp build/patterns/*.json patterns/pack.schema.json $(SHARE)/whydenied/patterns/
	cp build/patterns/roles/*.json $(SHARE)/whydenied/patterns/roles/
	chmod -R u=rwX,go=rX $(SHARE)/whydenied
	install -m 644 docs/whydenied.1 $(SHARE)/man/man1/
	@set -e; for f in whydenied-nightly.service whydenied-nightly.timer; do \
	    sed 's#/usr/local/bin/#$(PREFIX)/bin/#' scripts/nightly/$$f >$(UNITS)/$$f; chmod 644 $(UNITS)/$$f; done
	sed 's#/usr/local/bin/#$(PREFIX)/bin/#' scripts/nightly/crontab >$(EXAMPLES)/crontab
	install -m 755 scripts/nightly/sync-and-report.sh $(EXAMPLES)/
	chmod 644 $(EXAMPLES)/crontab
	@set -e; for c in $(COMPLETIONS); do to=$${c#*:}; install -d -m 755 "$${to%/*}"; \
	    $(PROGRAM) help --completion "$${c%%:*}" >"$$to"; chmod 644 "$$to"; echo "$$to"; done

## uninstall: removes what install put there
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/whydenied $(SHARE)/man/man1/whydenied.1 $(foreach c,$(COMPLETIONS),$(lastword $(subst :, ,$(c))))
	rm -f $(UNITS)/whydenied-nightly.service $(UNITS)/whydenied-nightly.timer
	rm -rf $(SHARE)/whydenied

-include $(shell find $(B) -name '*.d' 2>/dev/null)

## help: this list
help:
	@sed -n 's/^## //p' Makefile

## clean: remove everything that was built
clean:
	rm -rf build

.PHONY: all unit help clean deps deps-spark demo check check-recipes check-scale check-spark test-programs tests test-rules test-cli floors figures asan ubsan score \
    bench budget soak fuzz-replay fuzz-smoke fuzz-programs fuzz-run bare engines valgrind torture coverage format format-check analyze install \
    install-files uninstall
