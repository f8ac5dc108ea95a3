# toiyaba: build, test, demo.  `make` builds build/toiyaba.
# `make demo` and `make test` install what they need on Debian 12 first.

BUILD	?= build
CC	?= cc
PREFIX	?= /usr/local
PKGS	:= libarchive gpgme sqlite3 libxml-2.0 libxslt libexslt gmime-3.0 jansson \
	   libseccomp libidn2 libpsl libgcrypt zlib
CFLAGS	?= -O2 -g
WARN	:= -Wall -Wextra -Werror -Wshadow -Wpointer-arith -Wstrict-prototypes \
	   -Wmissing-prototypes -Wwrite-strings -Wformat=2 -Wundef
# Of these, what the compiler takes: it is asked.
WISHED	:= -fstack-protector-strong -fstack-clash-protection \
	   -ftrivial-auto-var-init=zero -fcf-protection
TAKEN	:= $(foreach f,$(WISHED),$(shell echo 'int x;' | $(CC) -Werror $(f) -x c -c -o /dev/null - 2>/dev/null && echo $(f)))
FORTIFY	:= $(shell printf '\043include <features.h>\n__USE_FORTIFY_LEVEL\n' | $(CC) -O2 -D_FORTIFY_SOURCE=3 -E -P - 2>/dev/null | tail -1)
HARDEN	?= -fPIE $(TAKEN) -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$(if $(filter 3,$(FORTIFY)),3,2)
VERSION	:= 0.1
ALLC	= -std=c17 -D_GNU_SOURCE -DTOIYABA_VERSION='"$(VERSION)"' -I. -I$(BUILD)/gen $(WARN) $(HARDEN) $(CFLAGS)
PKGC	:= $(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g')
LIBS	:= $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lunistring -lloc -lm
LINK	= -pie -Wl,-z,relro,-z,now

SRC	:= $(wildcard formats/*/*.c keys/*.c batch/*.c batch/*/*.c)
OBJ	:= $(SRC:%.c=$(BUILD)/obj/%.o)
LIBOBJ	:= $(filter-out $(BUILD)/obj/batch/cmd/main.o,$(OBJ))
GEN	:= $(BUILD)/gen/reason-enum.h $(BUILD)/gen/reason-table.h \
	   $(BUILD)/gen/say-enum.h $(BUILD)/gen/say-table.h \
	   $(BUILD)/gen/sql-enum.h $(BUILD)/gen/sql-table.h \
	   $(BUILD)/gen/kanji-table.h $(BUILD)/gen/common-table.h \
	   $(BUILD)/gen/region-table.h
UNIT	:= $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/t-*.c))

all: $(BUILD)/toiyaba

$(BUILD)/toiyaba: $(OBJ)
	@echo "LD $@"
	@$(CC) $(ALLC) $(LINK) -o $@ $(OBJ) $(LIBS)

$(BUILD)/libtoiyaba.a: $(LIBOBJ)
	@rm -f $@
	@ar rcs $@ $(LIBOBJ)

$(BUILD)/obj/%.o: %.c | $(GEN)
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(ALLC) $(PKGC) -MMD -MP -c -o $@ $<

# What EMBED() takes into an object is seen by the assembler only: make has to
# be told.
embedded = $(shell sed -n 's/^EMBED.*"\([^"]*\)".*/\1/p' $(1))
embed = $(eval $(BUILD)/obj/$(1:.c=.o) $(BUILD)/fuzz/obj/$(1:.c=.o): $(embedded))
$(foreach c,$(shell grep -l '^EMBED' $(SRC)),$(call embed,$(c)))

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libtoiyaba.a
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(ALLC) $(PKGC) -MMD -MP -o $@ $< $(BUILD)/libtoiyaba.a $(LINK) \
	    $(LIBS) -lcmocka

$(BUILD)/hostile/%: tests/hostile/%.c $(BUILD)/libtoiyaba.a
	@mkdir -p $(@D)
	@$(CC) $(ALLC) $(PKGC) -o $@ $< $(BUILD)/libtoiyaba.a $(LINK) $(LIBS)

$(BUILD)/gen/reason-%.h: formats/base/reason-%.xsl formats/base/reasons.xml
	@mkdir -p $(@D)
	xsltproc --nonet -o $@ $< formats/base/reasons.xml

# What the program says to people: one table of all files of texts.
TEXTS	:= $(wildcard formats/texts/*.xml)
$(BUILD)/gen/say-table.h: formats/texts/say-table.xsl $(TEXTS)
	@mkdir -p $(@D)
	xsltproc --nonet $^ >$@
$(BUILD)/gen/say-enum.h: formats/texts/say-enum.xsl $(TEXTS)
	@mkdir -p $(@D)
	{ echo 'enum say {'; xsltproc --nonet $^; echo 'SAY_COUNT };'; } >$@

$(BUILD)/gen/sql-enum.h: batch/store/sql-enum.awk $(wildcard batch/*/*.sql)
	@mkdir -p $(@D)
	awk -f $< $(filter %.sql,$^) > $@
$(BUILD)/gen/sql-table.h: batch/store/sql-table.awk $(wildcard batch/*/*.sql)
	@mkdir -p $(@D)
	awk -f $< $(filter %.sql,$^) > $@

# Old and variant forms of kanji: Debian's unicode-data, and our own list.
UNIHAN	:= /usr/share/unicode/Unihan_OtherMappings.txt.bz2
$(BUILD)/gen/kanji-table.h: formats/names/kanji-table.py formats/names/kanji.txt $(UNIHAN)
	@mkdir -p $(@D)
	@python3 $< $(UNIHAN) formats/names/kanji.txt >$@.new
	@mv $@.new $@

# Names of regions: ICU's, which libxml2 has brought along, and our own words.
$(BUILD)/gen/region-table.h: formats/names/build/region-table.c formats/names/region-names.txt
	@mkdir -p $(@D)
	@$(CC) -std=c17 -O1 $(WARN) $(shell pkg-config --cflags icu-uc | sed 's/-I/-isystem /g') -o $(BUILD)/region-table $< $(shell pkg-config --libs icu-uc)
	$(BUILD)/region-table formats/names/region-names.txt >$@.new
	@mv $@.new $@

# Words and places of two kanji, of Debian's dictionaries.
EDICT	:= /usr/share/edict/edict /usr/share/edict/enamdict
$(BUILD)/gen/common-table.h: formats/names/common-table.py $(EDICT)
	@mkdir -p $(@D)
	@python3 $^ >$@.new
	@mv $@.new $@

unit: packages-test
	@$(MAKE) --no-print-directory BUILD=$(BUILD) $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

# The unit tests under valgrind, but for the one that replaces syscall().
valgrind: packages-test
	@$(MAKE) --no-print-directory BUILD=$(BUILD) $(UNIT)
	@bash tests/unit/valgrind.sh $(filter-out %/t-lockdown,$(UNIT))

# What Debian 12 must have, from tests/packages: a line "SECTION PACKAGE".
packages-%:
	@sh tests/packages.sh $*

# What only shows more of it is installed where that can be done.
demo: packages-build
	@sh tests/packages.sh demo || echo "what is missing of these is not shown"
	@$(MAKE) --no-print-directory BUILD=$(BUILD) all
	@bash samples/demo.sh $(BUILD)

test: packages-test
	@$(MAKE) --no-print-directory -j $$(nproc) BUILD=$(BUILD) all
	@BUILD=$(BUILD) MAKE=$(MAKE) bash tests/run.sh

# What work costs: tests/cost/README.
COST	:= tests/cost/count.c tests/cost/prose.c
$(BUILD)/cost/%: tests/cost/%.c $(COST) $(wildcard tests/cost/grow-*.c) \
    $(wildcard tests/cost/*.h) $(BUILD)/libtoiyaba.a
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(ALLC) $(PKGC) -o $@ $(filter %/$*.c %/count.c %/prose.c \
	    tests/cost/$*-%,$^) $(BUILD)/libtoiyaba.a $(LINK) $(LIBS)
	@# Valgrind 3.19 cannot read what clang writes for debuggers.
	@strip --strip-debug $@

$(BUILD)/cost/%.so: tests/cost/%.c
	@mkdir -p $(@D)
	@$(CC) $(ALLC) -fPIC -shared -o $@ $< -ldl

# Instructions a byte of each inner part, into tests/cost/bytes.
cost: packages-test
	@$(MAKE) --no-print-directory BUILD=$(BUILD) $(BUILD)/cost/parts
	@BUILD=$(BUILD) CC="$(CC)" CFLAGS="$(CFLAGS)" python3 tests/cost/parts.py write

# axe-core judges pages for people who do not see or point: of npm, this version
# with this digest, for tests alone.  Where it cannot be fetched they say so.
AXE	:= axe-core-4.10.3.tgz
AXESUM	:= 0f2b4d7dcdf7d1219df8d1959ad68e565f51d14c3f0d88bb71cd59abeb956292
$(BUILD)/axe.min.js:
	@mkdir -p $(@D)/axe
	@cd $(@D)/axe && npm pack --silent axe-core@4.10.3 >/dev/null && \
	    echo "$(AXESUM)  $(AXE)" | sha256sum -c --quiet && \
	    tar -xzf $(AXE) package/axe.min.js package/LICENSE
	@cp $(@D)/axe/package/axe.min.js $@

# What several tests want; made before they run beside each other.
tests-built: $(BUILD)/toiyaba $(UNIT) $(BUILD)/hostile/read-one \
    $(BUILD)/hostile/gate-one $(BUILD)/hostile/own-one $(BUILD)/hostile/open-one \
    $(BUILD)/hostile/mail-one $(BUILD)/hostile/picture-one \
    $(BUILD)/crash-shim.so $(BUILD)/crash-visitor.so $(BUILD)/cost/parts \
    $(BUILD)/cost/grow man
	-@[ -s $(BUILD)/axe.min.js ] || timeout 60 $(MAKE) -s BUILD=$(BUILD) $(BUILD)/axe.min.js

# The sweeps in full; make test takes a sample of each.
soak: packages-test
	@$(MAKE) --no-print-directory -j $$(nproc) BUILD=$(BUILD) all
	@BUILD=$(BUILD) bash tests/soak.sh

# Fuzz targets, by clang's libFuzzer.  What each took of the objects is left
# beside it: tests/fuzz/weigh.py.
FUZZ	:= $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/*.c))
# What is read from outside: no fuzzer takes more than these rooms.
FUZZOBJ	:= $(filter $(addprefix $(BUILD)/fuzz/obj/,formats/% keys/% batch/apart/% batch/gate/%), \
	   $(LIBOBJ:$(BUILD)/obj/%=$(BUILD)/fuzz/obj/%))
FUZZC	= clang -fsanitize=address,undefined -fno-sanitize-recover=all \
	  -fno-omit-frame-pointer -O1 -g -std=c17 -D_GNU_SOURCE \
	  -DTOIYABA_VERSION='"$(VERSION)"' -I. -I$(BUILD)/gen $(PKGC)
$(BUILD)/fuzz/obj/%.o: %.c | $(GEN)
	@mkdir -p $(@D)
	@$(FUZZC) -fsanitize=fuzzer-no-link -MMD -MP -c -o $@ $<
$(BUILD)/fuzz/objects.a: $(FUZZOBJ)
	@rm -f $@
	@ar rcsT $@ $(FUZZOBJ)
$(BUILD)/fuzz/%: tests/fuzz/%.c $(BUILD)/fuzz/objects.a
	@echo "LD $@"
	@$(FUZZC) -fsanitize=fuzzer -Wl,--trace -o $@ $< \
	    $(BUILD)/fuzz/objects.a $(LIBS) >$@.trace
	@grep '^$(BUILD)/fuzz/obj/' $@.trace >$@.uses
$(BUILD)/fuzz/seeds: tests/fuzz/seeds.py $(BUILD)/toiyaba
	@rm -rf $@
	@python3 tests/fuzz/seeds.py $@ $(BUILD)/toiyaba
fuzzers: $(FUZZ) $(BUILD)/fuzz/seeds
fuzz: packages-test
	@$(MAKE) --no-print-directory BUILD=$(BUILD) fuzzers
	@BUILD=$(BUILD) bash tests/fuzz/run.sh

# Sizes: BENCH_ROUNDS and what each of these says of itself.
# BENCH names some: make bench BENCH='memory books'.
BENCH	?= run memory history release audiences books same find
bench: packages-test
	@$(MAKE) --no-print-directory BUILD=$(BUILD) all
	@for b in $(BENCH); do \
	    TOIYABA=$(BUILD)/toiyaba bash tests/bench/$$b.sh || exit 1; done

# Disturbs the calls of a run: tests/crash.
$(BUILD)/crash-%.so: tests/crash/%.c
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(ALLC) -fPIC -shared -o $@ $< -ldl

# The program with a fault that the tests must find: tests/README.
$(BUILD)/planted/%: tests/planted/%.diff $(BUILD)/libtoiyaba.a $(OBJ)
	@mkdir -p $(@D)
	@CC="$(CC) $(ALLC) $(PKGC) -w" LINK="$(BUILD)/obj/batch/cmd/main.o \
	    $(BUILD)/libtoiyaba.a $(LINK) $(LIBS)" sh tests/planted/build.sh $< $@

# Static checks; slow, and apart from the tests.
lint: all
	clang-tidy --quiet $(SRC) -- $(filter-out -ftrivial-auto-var-init=%,$(ALLC)) $(PKGC)
	cppcheck --quiet --enable=warning,portability --inline-suppr \
	    '-Djson_array_foreach(a,i,v)=while (each(a, &i, &v))' \
	    --suppress=varFuncNullUB --suppress=comparePointers \
	    --error-exitcode=1 -I. -I$(BUILD)/gen $(SRC)

# Manual pages: what schemas and the table of reasons say is taken from there.
MAN	:= $(BUILD)/toiyaba.1 $(BUILD)/toiyaba-hub.5 $(BUILD)/toiyaba-package.5 \
	   $(BUILD)/toiyaba-operator.7
MANJA	:= $(MAN:$(BUILD)/%=$(BUILD)/ja/%)
SENTENCES = sed 's/\. \([A-Z]\)/.\n\1/g; s/。/。\n/g; s/\n$$//'

$(BUILD)/man/reasons $(BUILD)/man/ja/reasons: batch/reasons-man.xsl formats/base/reasons.xml
	@mkdir -p $(@D)
	xsltproc --nonet --stringparam language $(if $(findstring /ja/,$@),ja,en) $^ | sed 's/\\/\\e/g' | $(SENTENCES) >$@
$(BUILD)/man/package: formats/package/package.rng
$(BUILD)/man/roster: formats/config/roster.rng
$(BUILD)/man/history: formats/config/history.rng
$(BUILD)/man/package $(BUILD)/man/roster $(BUILD)/man/history: formats/xml/elements-man.xsl
	@mkdir -p $(@D)
	xsltproc --nonet formats/xml/elements-man.xsl $(filter %.rng,$^) | $(SENTENCES) >$@

# Examples stand in the pages as they are: their own backslashes and dots.
$(BUILD)/man/example-%: samples/examples/%.xml
	@mkdir -p $(@D)
	sed -e 's/\\/\\e/g' -e "s/^\([.']\)/\\\\\&\1/" $< >$@

# The same in Japanese, and a page with what is generated where its name stands.
$(BUILD)/man/ja/%: $(BUILD)/man/% batch/ja/elements.sed
	@mkdir -p $(@D)
	sed -f batch/ja/elements.sed $< >$@

fill = -e '/^@$(1)@$$/{r $(BUILD)/man/$(2)' -e 'd}'
$(BUILD)/ja/%: OF = ja/
$(BUILD)/toiyaba.1: $(BUILD)/man/reasons
$(BUILD)/ja/toiyaba.1: $(BUILD)/man/ja/reasons
$(BUILD)/toiyaba-package.5: $(BUILD)/man/package
$(BUILD)/ja/toiyaba-package.5: $(BUILD)/man/ja/package
$(BUILD)/toiyaba-package.5 $(BUILD)/ja/toiyaba-package.5: $(BUILD)/man/example-manifest \
    $(BUILD)/man/example-answers $(BUILD)/man/example-ruling
$(BUILD)/toiyaba-hub.5: $(BUILD)/man/roster $(BUILD)/man/history
$(BUILD)/ja/toiyaba-hub.5: $(BUILD)/man/ja/roster $(BUILD)/man/ja/history
$(BUILD)/toiyaba-hub.5 $(BUILD)/ja/toiyaba-hub.5: $(BUILD)/man/example-roster
$(MAN) $(MANJA): $(BUILD)/%: batch/%
	@mkdir -p $(@D)
	sed $(call fill,REASONS,$(OF)reasons) $(call fill,ELEMENTS,$(OF)package) \
	    $(call fill,MANIFEST,example-manifest) $(call fill,ANSWERS,example-answers) \
	    $(call fill,RULING,example-ruling) $(call fill,ROSTER,$(OF)roster) \
	    $(call fill,EXAMPLE,example-roster) $(call fill,HISTORY,$(OF)history) $< >$@

man: $(MAN) $(MANJA)

install: all man
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 755 $(BUILD)/toiyaba $(DESTDIR)$(PREFIX)/bin/toiyaba
	install -d $(DESTDIR)$(PREFIX)/sbin
	install -m 755 batch/deploy/toiyaba-drop $(DESTDIR)$(PREFIX)/sbin/
	install -m 755 batch/deploy/toiyaba-pdf $(DESTDIR)$(PREFIX)/bin/
	install -m 644 $(filter %.1,$(MAN)) $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 $(filter %.5,$(MAN)) $(DESTDIR)$(PREFIX)/share/man/man5/
	install -m 644 $(filter %.7,$(MAN)) $(DESTDIR)$(PREFIX)/share/man/man7/
	install -d $(DESTDIR)$(PREFIX)/share/man/ja/man1 \
	    $(DESTDIR)$(PREFIX)/share/man/ja/man5 $(DESTDIR)$(PREFIX)/share/man/ja/man7
	install -m 644 $(filter %.1,$(MANJA)) $(DESTDIR)$(PREFIX)/share/man/ja/man1/
	install -m 644 $(filter %.5,$(MANJA)) $(DESTDIR)$(PREFIX)/share/man/ja/man5/
	install -m 644 $(filter %.7,$(MANJA)) $(DESTDIR)$(PREFIX)/share/man/ja/man7/
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system \
	    $(DESTDIR)$(PREFIX)/lib/sysusers.d \
	    $(DESTDIR)$(PREFIX)/share/doc/toiyaba
	for u in service timer; do \
	    sed 's|/usr/\(s*bin\)/|$(PREFIX)/\1/|' batch/deploy/toiyaba@.$$u \
	    >$(DESTDIR)$(PREFIX)/lib/systemd/system/toiyaba@.$$u || exit 1; done
	install -m 644 batch/deploy/sysusers.conf \
	    $(DESTDIR)$(PREFIX)/lib/sysusers.d/toiyaba.conf
	install -m 644 batch/deploy/sshd.conf samples/member/guide.ja.html \
	    samples/member/guide.en.html $(DESTDIR)$(PREFIX)/share/doc/toiyaba/

clean:
	rm -rf $(BUILD)

-include $(OBJ:.o=.d) $(UNIT:=.d) $(FUZZOBJ:.o=.d)

.PHONY: all unit valgrind demo test tests-built soak fuzzers fuzz bench cost lint \
	man install clean
.SECONDARY:
