// A plain file server: no compression, no headers but the content type.
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
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
};

/** Serves `folder` under `path` (which begins and ends with a slash). */
export async function serve(folder, path = '/') {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const asked = decodeURIComponent(pathname);
    const inside = asked.startsWith(path) ? normalize(asked.slice(path.length) || 'index.html') : '..';
    try {
      if (inside.startsWith('..')) throw new Error('outside of the folder');
      const content = await readFile(join(folder, inside));
      response.writeHead(200, { 'Content-Type': TYPES[extname(inside)] ?? 'application/octet-stream' });
      response.end(content);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('not here');
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  // A story that ends must not wait for its server.
  server.unref();
  return { url: `http://127.0.0.1:${server.address().port}${path}`, close: () => server.close() };
}
