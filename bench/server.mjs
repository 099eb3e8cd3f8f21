// A file server on one origin for all pages: brotli copies where they lie beside
// a file, kept connections. Caching is as the bundle's own headers have it, and as hosts
// have it for files named by their content: each visit begins without any copy.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.geojson': 'application/geo+json',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
};

const BLANK = '<!doctype html><html lang="en" data-state="ready"><title>empty</title><div id="map"></div></html>';

/** A name that has the hash of its content. */
const HASHED = /[-.][0-9a-zA-Z_]{8,}(_bg)?\.[a-z0-9]+$/;

const statOf = (file) => stat(file).then((found) => (found.isFile() ? found : null), () => null);
const sizeOf = async (file) => (await statOf(file))?.size ?? null;

/** Serves `mounts` (path of a folder's address → folder) on any free port. */
export async function serve(mounts) {
  const server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const answer = (status, headers, body) => {
      response.writeHead(status, { 'Cache-Control': 'no-cache', ...headers });
      if (typeof body === 'string') response.end(body);
      else body.pipe(response);
    };
    if (pathname === '/blank/') return answer(200, { 'Content-Type': TYPES['.html'] }, BLANK);
    const path = normalize(decodeURIComponent(pathname));
    const mount = Object.keys(mounts).find((prefix) => path.startsWith(prefix));
    const inside = mount && (path.slice(mount.length) || 'index.html');
    const file = await chosen(mount && mounts[mount], inside, searchParams);
    if (!file) return answer(404, { 'Content-Type': 'text/plain' }, 'not here');
    const accepts = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    const packed = accepts ? await sizeOf(`${file.path}.br`) : null;
    const tag = `"${file.size}-${Math.round(file.changed)}"`;
    const headers = { 'Content-Type': TYPES[extname(file.path)] ?? 'application/octet-stream', Vary: 'Accept-Encoding', ETag: tag };
    if (HASHED.test(file.path)) headers['Cache-Control'] = 'public, max-age=31536000, immutable';
    if (request.headers['if-none-match'] === tag) return answer(304, headers, '');
    if (packed === null) {
      answer(200, { ...headers, 'Content-Length': file.size }, createReadStream(file.path));
    } else {
      const length = { 'Content-Encoding': 'br', 'Content-Length': packed };
      answer(200, { ...headers, ...length }, createReadStream(`${file.path}.br`));
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

/** A page with hints for the default atlas has a twin without, for every other. */
async function chosen(folder, inside, searchParams) {
  if (!folder || inside.startsWith('..')) return null;
  const names = inside === 'index.html' && searchParams.has('atlas') ? ['any.html', inside] : [inside];
  for (const name of names) {
    const path = join(folder, name);
    const found = await statOf(path);
    if (found) return { path, size: found.size, changed: found.mtimeMs };
  }
  return null;
}
