#!/usr/bin/env bash
# Prints the signed address of a card; needs openssl.
#
# sign.sh BASE_URL PROJECT_ID PATH KEY [NAME=VALUE ...]
#
# PATH is the page's path as it stands in its address, or as plain text. KEY is the secret of a signing key, used as it is printed.
# A parameter exp=SECONDS of Unix time ends the signature.
set -euo pipefail
export LC_ALL=C # text is bytes, and sorts by them

if [ $# -lt 4 ]; then
  echo "usage: sign.sh BASE_URL PROJECT_ID PATH KEY [NAME=VALUE ...]" >&2
  exit 2
fi

# Percent-encodes by RFC 3986: everything but letters, digits and -._~
# With "escaped" as the second argument, what is percent-encoded already counts as what it stands for.
encode() {
  local text=$1 at byte character
  for ((at = 0; at < ${#text}; at++)); do
    character=${text:at:1}
    if [ "${2:-}" = escaped ] && [[ ${text:at:3} =~ ^%[0-9A-Fa-f]{2}$ ]]; then
      byte=$((16#${text:at+1:2}))
      at=$((at + 2))
      printf -v character '%b' "\\x$(printf '%02x' "$byte")"
    else
      byte=$(($(printf '%d' "'$character") & 255))
    fi
    case $character in
      [A-Za-z0-9._~-]) printf '%s' "$character" ;;
      *) printf '%%%02X' "$byte" ;;
    esac
  done
}

base_url=${1%/}
target=/og/$(tr A-Z a-z <<<"$2")
path=$3
key=$4
shift 4

segments=()
IFS=/ read -r -d '' -a segments < <(printf '%s\0' "$path") || true
page=
for segment in ${segments[@]+"${segments[@]}"}; do
  [ -z "$segment" ] || page+=/$(encode "$segment" escaped)
done
target+=${page:-/}

# One pair a line, sorted by name; those of one name stay in their order.
query=$(for parameter in "$@"; do
  value=
  [[ $parameter != *=* ]] || value=${parameter#*=}
  printf '%s=%s\n' "$(encode "${parameter%%=*}")" "$(encode "$value")"
done | sort -s -t = -k 1,1 | paste -s -d '&' -)

sig=$(printf '%s?%s' "$target" "$query" | openssl dgst -sha256 -hmac "$key" -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')
printf '%s%s?%ssig=%s\n' "$base_url" "$target" "${query:+$query&}" "$sig"
