# enum sql_id from the "-- name: X" lines of the .sql files
BEGIN { print "enum sql_id {" }
/^-- name: / { print "\tSQL_" $3 "," }
END { print "\tSQL_COUNT\n};" }
