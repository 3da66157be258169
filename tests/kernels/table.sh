# Prints the lane's tables, and writes each into docs/kernels.md between two marks. Sourced by lane.sh.
#
# A row includes everything that $out has of a kernel, also from earlier runs with the same native library.

page=$repository/docs/kernels.md

# The kernels of all architectures that have results, oldest first.
result_folders() {
	find "$(dirname "$out")" -name kernel.tsv -printf '%h\n' | while read -r folder; do
		printf '%s\t%s\n' "$(cut -f 1,3 "$folder/kernel.tsv" | tr '\t' ' ')" "$folder"
	done | sort -t $'\t' -k 1,1V | cut -f 2
}

# count FOLDER PART: "46 of 47", "79 of 79, 2 skipped", or "-" for a part that has not run.
count() {
	[ -s "$1/$2.tsv" ] || { echo - && return; }
	awk -F '\t' '
		{ passed += $2; all += $2 + $3; skipped += $5 }
		END { print passed " of " all (skipped ? ", " skipped " skipped" : "") }' "$1/$2.tsv"
}

# loads FOLDER: "build 2/2, clang 14 2/2", by library.
loads() {
	[ -s "$1/load.tsv" ] || { echo - && return; }
	awk -F '\t' '
		{ split($1, word, " "); sub(/^clang-/, "", word[1]); if (!(word[1] in all)) order[++n] = word[1]; passed[word[1]] += $2; all[word[1]] += $2 + $3 }
		END { for (i = 1; i <= n; i++) printf "%s%s %d/%d", (i > 1 ? ", " : ""), order[i], passed[order[i]], all[order[i]]; print "" }' "$1/load.tsv"
}

# probes FOLDER: for each library and build that passed, usually the same text.
probes() {
	[ -s "$1/load.tsv" ] || { echo - && return; }
	awk -F '\t' '$2 > 0 { print $4 }' "$1/load.tsv" | sort -u | paste -sd ' ' | sed 's/^$/none/'
}

seconds() {
	local part text=
	for part in load facts capabilities tests; do
		text+=${text:+ + }$(cat "$1/$part.seconds" 2>/dev/null || echo -)
	done
	echo "$text"
}

table() {
	local folder series version architecture
	echo "| kernel | package version | architecture | loads, by bytecode | probes attached | facts | capabilities | tests | seconds: load + facts + capabilities + tests |"
	echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
	result_folders | while read -r folder; do
		IFS=$'\t' read -r series version architecture <"$folder/kernel.tsv"
		printf '| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' "$series" "$version" "$architecture" "$(loads "$folder")" \
			"$(probes "$folder")" "$(count "$folder" facts)" "$(count "$folder" capabilities)" "$(count "$folder" tests)" "$(seconds "$folder")"
	done
}

differences() {
	echo "| kernel | program | field | why |"
	echo "| --- | --- | --- | --- |"
	awk -F '\t' '!/^#/ && NF { printf "| `%s` | `%s` | `%s` | %s |\n", $1, $2, $3, $5 }' "$here/differences.tsv"
}

# between MARK: replaces the text between its marks with the standard input.
between() {
	local new
	new=$(mktemp)
	awk -v mark="$1" '
		$0 == "<!-- /kernels:" mark " -->" { skip = 0 }
		!skip
		$0 == "<!-- kernels:" mark " -->" { print ""; while ((getline line < "/dev/stdin") > 0) print line; print ""; skip = 1 }' \
		"$page" >"$new"
	cat "$new" >"$page"
	rm "$new"
}

document() {
	table | between table
	differences | between differences
}
