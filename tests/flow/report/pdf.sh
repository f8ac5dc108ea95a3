#!/bin/sh
# pdf.sh IN.fo OUT.pdf: sets a report with Apache FOP as tagged PDF/A-1b;
# anything that FOP only warns of (a glyph it lacks, a line that runs over) is a
# failure.
set -eu
in=$1 out=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fonts=/usr/share/fonts/truetype/bizud-gothic
cat >"$dir/fop.xconf" <<X
<?xml version="1.0"?>
<fop version="1.0">
 <base>.</base><strict-configuration>true</strict-configuration>
 <strict-validation>true</strict-validation>
 <use-cache>false</use-cache>
 <accessibility>true</accessibility>
 <renderers><renderer mime="application/pdf">
  <version>1.4</version><use-object-streams>false</use-object-streams>
  <pdf-a-mode>PDF/A-1b</pdf-a-mode>
  <filterList><value>flate</value></filterList>
  <fonts>
   <font embed-url="file:$fonts/BIZUDPGothic-Regular.ttf"><font-triplet name="BIZ UDPGothic" style="normal" weight="normal"/><font-triplet name="BIZ UDPGothic" style="italic" weight="normal"/></font>
   <font embed-url="file:$fonts/BIZUDPGothic-Bold.ttf"><font-triplet name="BIZ UDPGothic" style="normal" weight="bold"/></font>
  </fonts></renderer></renderers>
</fop>
X
# The dates within must be those that the report says of itself.
made=$(sed -n 's|.*<xmp:CreateDate>\([^<]*\)<.*|\1|p' "$in")
SOURCE_DATE_EPOCH=$(date -d "$made" +%s)
export SOURCE_DATE_EPOCH TZ=UTC
JAVA_ARGS="-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" fop -c "$dir/fop.xconf" -fo "$in" -pdf "$out" >"$dir/log" 2>&1 ||
    { cat "$dir/log" >&2; exit 1; }
# FOP says nothing else where all is well.
if grep -vE '^\[warning\] /usr/bin/fop: JVM flavor|^\[INFO\] FOUserAgent - Rendered page #' "$dir/log" >&2; then
	echo "pdf.sh: $in does not set cleanly" >&2
	exit 1
fi
python3 "$(dirname "$0")/outline.py" "$out"
