// A plain file server: no compression, no headers but the content type. It can
// fail in the ways that servers and networks do, and be away altogether.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

export const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.geojson': 'application/geo+json',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
};

const typeOf = (file) => TYPES[extname(file)] ?? 'application/octet-stream';

/** What can become of a file: each of these fills in the answer. */
export const faults = {
  missing(response) {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('not here');
  },
  /** Asked for, and never answered. */
  stalled() {},
  /** The connection is closed without an answer. */
  dropped(response) {
    response.destroy();
  },
  /** The connection is closed halfway. */
  cut(response, content, file) {
    response.writeHead(200, { 'Content-Type': typeOf(file), 'Content-Length': content.length });
    response.write(content.subarray(0, content.length / 2), () => response.destroy());
  },
  /** Another type than its own, as of a server that was never told. */
  mistyped(response, content) {
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(content);
  },
  /** A page instead, as of a server that answers everything with one. */
  page(response) {
    response.writeHead(200, { 'Content-Type': TYPES['.html'] });
    response.end('<!DOCTYPE html><title>Elsewhere</title><p>Elsewhere');
  },
};

/** Some bytes of a file, as static hosts answer a range. */
function part(response, content, file, from, to) {
  const size = content.length;
  if (from >= size) {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` });
    return response.end();
  }
  const bytes = content.subarray(from, to + 1);
  const range = `bytes ${from}-${from + bytes.length - 1}/${size}`;
  response.writeHead(206, { 'Content-Type': typeOf(file), 'Content-Range': range, 'Content-Length': bytes.length });
  return response.end(bytes);
}

/**
 * Serves `folder` under `path` (which begins and ends with a slash). `spoil`
 * has files, by their name or a pattern of it, fail in one of the ways of
 * `faults` until what it answers is called; `put` has a file be another, or be there; `stop` and `start` take the whole
 * server away and bring it back.
 */
export async function serve(folder, path = '/') {
  const spoilt = new Set();
  const added = new Map();
  const fits = (name, file) => (name instanceof RegExp ? name.test(file) : name === file);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const asked = decodeURIComponent(pathname);
    const inside = asked.slice(path.length);
    // A folder is answered by its page, as every server of files does.
    const named = inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
    const file = asked.startsWith(path) ? normalize(named) : '..';
    try {
      if (file.startsWith('..')) throw new Error('outside of the folder');
      const content = added.get(file) ?? (await readFile(join(folder, file)));
      const spoil = [...spoilt].find(({ name }) => fits(name, file));
      if (spoil) return spoil.how(response, content, file);
      const [, from, to] = request.headers.range?.match(/^bytes=(\d+)-(\d+)$/) ?? [];
      if (from) return part(response, content, file, Number(from), Number(to));
      response.writeHead(200, { 'Content-Type': typeOf(file) });
      response.end(content);
    } catch {
      faults.missing(response);
    }
  });
  const start = (port) => new Promise((done) => server.listen(port, '127.0.0.1', done));
  await start(0);
  const { port } = server.address();
  // A story that ends must not wait for its server.
  server.unref();
  return {
    url: `http://127.0.0.1:${port}${path}`,
    spoil(name, how) {
      const one = { name, how };
      spoilt.add(one);
      return () => spoilt.delete(one);
    },
    put: (name, content) => added.set(name, Buffer.from(content)),
    start: () => start(port),
    stop() {
      const stopped = new Promise((done) => server.close(done));
      server.closeAllConnections();
      return stopped;
    },
    close: () => server.close(),
  };
}
