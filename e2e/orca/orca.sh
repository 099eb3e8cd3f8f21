#!/bin/sh
# What Orca says of the page in Firefox, key by key, as text on stdout.
#
#   ./orca.sh BUNDLE [STORY…]     BUNDLE: the folder of a built page
#   HEAR_LANG="fr en"             in which languages (both)
# One run at a time: a second Orca of the same user does not start.
#
# Debian: apt-get install firefox-esr orca xdotool openbox xvfb dbus-x11 at-spi2-core
#         speech-dispatcher python3 locales   (and the locales fr_FR.UTF-8, en_GB.UTF-8)
set -eu
bundle=$(realpath "${1:?the folder of a built page}")
shift
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
display=:${HEAR_DISPLAY:-97}
server='' screen=''
# Only what was started here is ended here.
trap 'kill $server $screen 2>/dev/null || true; [ -n "${KEEP:-}" ] && echo "kept: $work" >&2 || rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

/usr/bin/python3 "$here/serve.py" "$bundle" >"$work/url" 2>"$work/serve.log" & server=$!
Xvfb "$display" -screen 0 1280x900x24 -nolisten tcp >"$work/xvfb.log" 2>&1 & screen=$!
sleep 2

export DISPLAY="$display" HOME="$work/home" XDG_RUNTIME_DIR="$work/run"
# Nobody is to hear it: without a voice Orca still writes down what it says.
export SPEECHD_ADDRESS=inet_socket:127.0.0.1:1
export GNOME_ACCESSIBILITY=1 MOZ_ENABLE_WAYLAND=0 NO_AT_BRIDGE=0
export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share"
mkdir -p "$HOME" "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME/orca" "$XDG_CONFIG_HOME/speech-dispatcher"
chmod 700 "$XDG_RUNTIME_DIR"
cp "$here/user-settings.conf" "$XDG_DATA_HOME/orca/"

for lang in ${HEAR_LANG:-fr en}; do
    case $lang in fr) locale=fr_FR.UTF-8 ;; *) locale=en_GB.UTF-8 ;; esac
    # A session bus of its own: Orca and Firefox find each other on it.
    LANG=$locale LC_ALL=$locale dbus-run-session -- \
        /usr/bin/python3 "$here/hear.py" "$(cat "$work/url")" "$lang" "$work" "$@"
done
