#!/usr/bin/env bash
# A browser for the tests: one that is there, else Debian's, else one line that says how.
set -u
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests…"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/tmp/tinkuy-chromium.log 2>&1 && exit 0
  tail -3 /tmp/tinkuy-chromium.log
fi
echo "The browser tests need Chromium or Chrome, and none was found: install the package chromium (or google-chrome) and run make test again."
exit 1
