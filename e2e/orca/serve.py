"""Serves a folder on a free port of this machine, and says where."""
import functools, http.server, sys

class Handler(http.server.SimpleHTTPRequestHandler):
    # Whatever the machine's own table of types says.
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map,
        '.wasm': 'application/wasm', '.js': 'text/javascript', '.webp': 'image/webp',
        '.svg': 'image/svg+xml', '.geojson': 'application/geo+json',
        '.webmanifest': 'application/manifest+json'}

handler = functools.partial(Handler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
print(f'http://127.0.0.1:{server.server_port}/', flush=True)
server.serve_forever()
