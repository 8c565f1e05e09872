
# Readline cuts words at '=' and ':', which parameters and IRIs hold. The words are put together again before khabar is
# asked, and what it offers is cut where Readline has cut.
_khabar() {
    local -a whole=()
    local i word gap rest="$COMP_LINE"
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word="${COMP_WORDS[i]}"
        gap=
        while [[ "$rest" == [[:space:]]* ]]; do
            rest="${rest:1}"
            gap=1
        done
        rest="${rest#"$word"}"
        # Of the word at the cursor, what stands before it.
        if ((i == COMP_CWORD)) && [[ "$word" == "$2"* && -n "$2" ]]; then
            word="$2"
        fi
        if [[ -z "$gap" ]] && ((i > 0)); then
            whole[${#whole[@]} - 1]+="$word"
        else
            whole+=("$word")
        fi
    done
    local -a COMP_WORDS=("${whole[@]}")
    local COMP_CWORD=$((${#whole[@]} - 1))
    local typed="${whole[COMP_CWORD]}" breaks= cut offered
    # Quoted as it may have to be on the command line; Readline quotes again what it inserts.
    typed="${typed//[\\\"\']/}"
    COMP_WORDS[COMP_CWORD]="$typed"
    _clap_complete_khabar "$1" "$typed" "$3"
    for cut in = :; do
        if [[ "$COMP_WORDBREAKS" == *"$cut"* ]]; then
            breaks+="$cut"
        fi
    done
    if [[ -n "$breaks" && "$typed" == *[$breaks]* ]] && ((${#COMPREPLY[@]})); then
        cut="${typed%"${typed##*[$breaks]}"}"
        COMPREPLY=("${COMPREPLY[@]#"$cut"}")
    fi
    for offered in "${COMPREPLY[@]}"; do
        if [[ "$offered" == *[[:space:]]* ]]; then
            compopt -o filenames 2> /dev/null
            break
        fi
    done
}
if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -o nospace -o bashdefault -o nosort -F _khabar khabar
else
    complete -o nospace -o bashdefault -F _khabar khabar
fi
