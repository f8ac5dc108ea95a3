# the statements' texts, in the order of enum sql_id
BEGIN { print "static const struct { const char *name, *text; } sql_table[] = {" }
function flush() { if (open) { print "\t}," } open = 0 }
FNR == 1 { flush(); skip = 0 }
/^-- name: / { flush(); print "\t{ \"" $3 "\","; open = 1; next }
/^--/ { next }
open { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); print "\t  \"" $0 "\\n\"" }
END { flush(); print "};" }
