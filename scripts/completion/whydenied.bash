# shellcheck shell=bash
# Completion of whydenied for bash. Options and rule ids are asked of the program itself, so they are always those
# of the version that is installed; the words below are what its values may be (tests/program/docs/completion.sh).

_whydenied_commands='analyze explain nightly report rules roles'
_whydenied_formats='text json ndjson markdown html csv openmetrics script terraform'
_whydenied_causes='missing_role missing_trust act_as unauthenticated principal_dead app_auth explicit_deny org_policy
perimeter boundary condition guardrail scope service_disabled wrong_target platform_acl not_grantable propagating
not_permission unknown'
_whydenied_systems='cloud_audit cloud_build cloud_run cloud_scheduler vertex_ai ml_engine gke alibaba_dlc alibaba_ram
alibaba_oss alibaba_sls alibaba_maxcompute alibaba_acr wandb other'

# The options of one command, a line each: "-o --output=FILE".
_whydenied_options() {
    "$1" "$2" --help 2>/dev/null | sed -n 's/^  \(-.\|  \)[, ] \(--[^ ]*\).*/\1 \2/p'
}

# Ids go through the shell's expansions below: nothing but an id may pass.
_whydenied_rules() {
    "$1" rules list 2>/dev/null | sed -n 's/^\([a-z0-9._-]*\) .*/\1/p'
}

# Sets COMPREPLY to those of the words that begin with $current. $2 says that file names are wanted too.
_whydenied_offer() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
    if [[ ${2-} == files ]]; then
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
        compopt -o filenames
    else
        compopt +o default +o bashdefault
    fi
}

# The value of an option: known words, or nothing, or (left to the shell) a file name.
_whydenied_value() {
    case $1 in
    --format) _whydenied_offer "$_whydenied_formats" ;;
    --detail) _whydenied_offer 'low med high' ;;
    --lang) _whydenied_offer 'en ja' ;;
    --color) _whydenied_offer 'auto always never' ;;
    --cause) _whydenied_offer "$_whydenied_causes" ;;
    --system) _whydenied_offer "$_whydenied_systems" ;;
    --rule) _whydenied_offer "$(_whydenied_rules "$program")" ;;
    --fail-on) _whydenied_offer "any new high medium low $_whydenied_causes" ;;
    --since | --until) _whydenied_offer 'today yesterday 2h 24h 7d' ;;
    --keep | --last) _whydenied_offer '7d 30d 400d' ;;
    -j | --jobs | --columns | --quiet-nights | --principal | --project | --own-* | --night | --now) _whydenied_offer '' ;;
    esac
}

# What stands after the command's word.
_whydenied_argument() {
    local place=$1
    case $command:$place in
    rules:1) _whydenied_offer 'list show test new' ;;
    rules:*) _whydenied_offer "$(_whydenied_rules "$program")" ;;
    roles:1) _whydenied_offer 'for show import check' ;;
    roles:*) [[ ${COMP_WORDS[2]} == import ]] || _whydenied_offer '' ;;
    explain:*) _whydenied_offer '-' ;;
    esac
}

_whydenied() {
    local program=${1/#\~/$HOME} current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local command=analyze first=${COMP_WORDS[1]} option value=
    COMPREPLY=()
    [[ " $_whydenied_commands " != *" $first "* ]] || command=$first

    case $current:$previous in # --format=json comes as three words
    =:*) current='' ;;
    *:=) previous=${COMP_WORDS[COMP_CWORD - 2]} ;;
    esac
    if [[ $previous == -* ]]; then
        while read -r option; do
            [[ $option != *=* || " ${option%%=*} " != *" $previous "* ]] || value=yes
        done < <(_whydenied_options "$program" "$command")
    fi

    if [[ $value ]]; then
        _whydenied_value "$previous"
    elif [[ $current == -?* ]]; then
        _whydenied_offer "$(_whydenied_options "$program" "$command" | sed 's/=.*//')"
    elif ((COMP_CWORD == 1)); then
        _whydenied_offer "$_whydenied_commands" files
    else
        _whydenied_argument $((COMP_CWORD - 1))
    fi
}

complete -o bashdefault -o default -F _whydenied whydenied
