// A site as publishers have them: compressed copies, entity tags, names with a
// hash for good; its folder can be exchanged, its answers be spoilt, its line cut.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { TYPES } from './server.mjs';

const COPIES = { br: '.br', gzip: '.gz' };
const HASHED = /-[0-9a-f]{10,16}(_bg)?\.\w+$/;

export class Site {
  /** What was asked, with the bytes that each answer had. */
  asked = [];
  #server = createServer((request, response) => this.#answer(request, response));
  #port = 0;

  /** Serves `folders`: by path, each of which begins and ends with a slash. */
  constructor(folders) {
    this.folders = folders;
    /** By the end of an address: what is answered instead; a function that never answers stalls. */
    this.spoilt = {};
  }

  /** The line is there, at the same address as before. */
  async open() {
    await new Promise((done) => this.#server.listen(this.#port, '127.0.0.1', done));
    this.#port = this.#server.address().port;
    // A story that ends must not wait for its site.
    this.#server.unref();
    return this;
  }

  /** The line is cut, in the middle of whatever is under way. */
  async cut() {
    const closed = new Promise((done) => this.#server.close(done));
    this.#server.closeAllConnections();
    await closed;
  }

  url(path = '/') {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  #answer(request, response) {
    const { pathname } = new URL(request.url, 'http://localhost');
    const asked = { path: pathname, bytes: 0, status: 200 };
    this.asked.push(asked);
    const answer = (status, headers, body = '') => {
      Object.assign(asked, { status, bytes: Buffer.byteLength(body) });
      response.writeHead(status, headers).end(body);
    };
    const spoilt = Object.entries(this.spoilt).find(([end]) => pathname.endsWith(end))?.[1];
    if (spoilt) return spoilt(answer, response);
    const root = Object.keys(this.folders).find((path) => pathname.startsWith(path));
    const name = root && normalize(decodeURIComponent(pathname.slice(root.length)) || 'index.html');
    const path = root && !name.startsWith('..') && join(this.folders[root], name);
    if (!path || !existsSync(path) || name.endsWith('/')) {
      return answer(404, { 'Content-Type': 'text/plain' }, 'not here');
    }
    const accepted = request.headers['accept-encoding'] ?? '';
    const coding = Object.keys(COPIES).find((known) => accepted.includes(known) && existsSync(path + COPIES[known]));
    const body = readFileSync(coding ? path + COPIES[coding] : path);
    const tag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    const headers = {
      'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      'Cache-Control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: tag,
      ...(coding && { 'Content-Encoding': coding, Vary: 'Accept-Encoding' }),
    };
    if (request.headers['if-none-match'] === tag) return answer(304, headers);
    return answer(200, headers, body);
  }
}
