# How many of the first ROWS sentences hold WORD; as it is written, or in any case.
BEGIN { FS = "," }
NR > 1 && NR <= rows + 1 {
    line = match_case == "any" ? tolower($0) : $0
    if (index(line, match_case == "any" ? tolower(word) : word)) found++
}
END { printf "%s,%d,%s,%d\n", word, rows, match_case, found > out }
