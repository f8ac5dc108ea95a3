# What is typed on a page of the manual: its words and paths, by section.
/^\.S[hs] / { section++; next }
/^\.Bd/ { block = 1 }
/^\.Ed/ { block = 0 }
block || !/^\./ { next }
{
	kind = ""
	for (i = 1; i <= NF; i++) {
		word = i == 1 ? substr($i, 2) : $i
		if (word ~ /^(Cm|Fl|Ev|Pa|Li|Ql|Ar|Xr)$/)
			kind = word
		else if (word ~ /^[A-Z][a-z]$/)
			kind = ""
		else if (kind && word ~ /^[!-~]+$/ && word !~ /^[][().,:;|]$/)
			print section, kind, word
	}
}
