# SPDX-License-Identifier: MIT
# servers.bash - servers that the tests of caches talk to.
# shellcheck shell=bash disable=SC2034 # whoever loads this uses url

server=''
# find_server NAME: where scripts/setup.sh has put it, or an installed one.
find_server() { PATH=${SERVERS:-}/usr/sbin:${SERVERS:-}/usr/bin:$PATH:/usr/sbin command -v "$1"; }
teardown() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; }

# free_port: one that nobody listens on.
free_port() { node -e 'var s = require("net").createServer().listen(0, "127.0.0.1", function () { console.log(s.address().port); s.close(); })'; }

# nginx_on [LINE..]: starts the distribution's nginx with WebDAV's PUT in the folder web; sets url
# and server.
nginx_on() {
    local nginx port
    nginx=$(find_server nginx) || skip 'no nginx here'
    port=$(free_port)
    mkdir -p web tmp
    {
        printf '%s\n' 'daemon off;' 'master_process off;' "pid $PWD/nginx.pid;" 'events {}' 'http {'
        printf '  %s_temp_path tmp;\n' client_body proxy fastcgi uwsgi scgi
        printf '%s\n' "  access_log $PWD/access;" '  client_max_body_size 0;' '  server {' \
            "    listen 127.0.0.1:$port;" '    root web;' '    dav_methods PUT;' '    create_full_put_path on;' "$@" '  }' '}'
    } >nginx.conf
    "$nginx" -p "$PWD" -e "$PWD/errors" -c "$PWD/nginx.conf" 3>&- &
    server=$!
    url=http://127.0.0.1:$port/blobs
    wait_for nginx.pid
}

# liar_on: serves the folder web as liar.js does; sets url and server.
liar_on() {
    node "$BATS_TEST_DIRNAME/liar.js" web port 3>&- &
    server=$!
    wait_for port
    url=http://127.0.0.1:$(cat port)
}
