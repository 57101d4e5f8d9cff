"""How shells are told what a word may become, where what click has does not do."""

from __future__ import annotations

from typing import Final

from click.shell_completion import BashComplete, add_completion_class

_BASH: Final = r"""%(complete_func)s() {
    local IFS=$'\n' type value number words=() count
    for number in "${!COMP_WORDS[@]}"; do
        if (( number == COMP_CWORD )); then
            count=${#words[@]}
        elif [[ ${COMP_WORDS[number]} == = ]]; then
            continue  # bash parts --option=value
        fi
        words+=("${COMP_WORDS[number]}")
    done
    COMPREPLY=()
    while IFS=',' read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                case ${words[count]} in
                    [\"\']*) ;;
                    *) printf -v value '%%q' "$value" ;;
                esac
                COMPREPLY+=("$value") ;;
        esac
    done < <(env COMP_WORDS="${words[*]}" COMP_CWORD="$count" \
        %(complete_var)s=bash_complete "$1")
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    """Bash, with names that hold spaces: they are quoted unless a quote is open."""

    source_template = _BASH


def prepare() -> None:
    """Have click know the shells as they are here."""
    add_completion_class(_Bash)
