// Where an atlas and its files may be: in the page's own folder tree, and nowhere
// else. What leads out is refused before anything is asked, or when an answer
// comes from elsewhere.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { describe, test } from 'node:test';
import { dist, eventually, newPage, ready, told } from './support.mjs';
import { manifest } from './atlas.mjs';
import { read } from './evil.mjs';

const notice = (page) => page.getByRole('alert').filter({ hasText: /\S/ }).first();

/** What a page asked for that is no part of the program. */
const asked = (page) =>
  page.requests.filter((url) => {
    const { origin, pathname } = new URL(url);
    return origin !== new URL(page.at).origin || !/^\/(?:|[\w.-]+\.(?:html|js|css|wasm|svg|webmanifest))$/.test(pathname);
  });

describe('an atlas that lies elsewhere is refused before anything is asked', { concurrency: 2 }, () => {
  for (const path of [
    'https://elsewhere.example/', '//elsewhere.example/', '///elsewhere.example/', 'http:elsewhere.example', '\\\\elsewhere.example\\x',
    '/\\elsewhere.example', '\t//elsewhere.example', 'javascript:alert(1)', 'data:application/json,{}', 'blob:x', 'file:///etc/', 'about:blank',
    'ftp://elsewhere.example/', 'wss://elsewhere.example/', '..', '../', '../secret/', 'a/../../secret/', 'geodata/../../x/', '%2e%2e/', '%2E./',
    'a/%2e%2e/%2e%2e/x/', '..%2f..%2fsecret/', '..%5csecret/', '..\\secret/', 'geodata\\', '%5c%5celsewhere.example/', 'https://a@elsewhere.example/',
  ]) {
    test(JSON.stringify(path), async () => {
      const page = await newPage();
      await told(page, async () => {
        await page.goto(`${page.at}?atlas=${encodeURIComponent(path)}`);
        await page.waitForSelector('html[data-state=failed]');
        await notice(page).waitFor();
        assert.deepEqual(asked(page), []);
      });
    });
  }
});

/** Names of files that lead out of an atlas's folder. */
const OUTSIDE = [
  '../secret.json', 'a/../../secret.json', 'https://elsewhere.example/x.json', '//elsewhere.example/x.json', '\\\\elsewhere.example\\x.json',
  '/\\elsewhere.example/x.json', '%2e%2e/secret.json', '..%2fsecret.json', '..\\secret.json', 'data:application/json,{}', 'javascript:1', 'blob:x',
  '/secret.json', ' ../secret.json', '.\t./secret.json', '?x', '#x', '',
];

describe('a file that leads out of the atlas is refused before anything is asked', { concurrency: 2 }, () => {
  const places = {
    regions: (atlas, file) => Object.assign(atlas, { regions: file }),
    claims: (atlas, file) => Object.assign(atlas, { claims: file }),
    chronicle: (atlas, file) => Object.assign(atlas, { chronicle: file }),
    'a layer': (atlas, file) => Object.assign(atlas.layers[4], { file }),
    relief: (atlas, file) => Object.assign(atlas.relief, { file }),
  };
  for (const [place, put] of Object.entries(places)) {
    // One reader reads them all: every name for two of them, a few for the others.
    const names = ['regions', 'a layer'].includes(place) ? OUTSIDE : OUTSIDE.slice(0, 4);
    for (const file of names) {
      test(`${place}: ${JSON.stringify(file)}`, async () => {
        const page = await newPage();
        await told(page, async () => {
          await page.route('**/evil/**', async (route) => {
            const name = new URL(route.request().url()).pathname.split('/evil/')[1];
            if (name === 'atlas.json') return route.fulfill({ json: put(read(name), file) });
            return route.fulfill({ body: await readFile(join(dist, 'geodata', name)).catch(() => '{}') });
          });
          await page.goto(`${page.at}?atlas=evil/`);
          await page.waitForSelector('html[data-state=failed], html[data-state=ready]');
          await notice(page).waitFor();
          const out = asked(page).filter((url) => !new URL(url).pathname.startsWith('/evil/'));
          assert.deepEqual(out, []);
          const odd = asked(page).filter((url) => /secret|elsewhere|\?x/.test(url));
          assert.deepEqual(odd, []);
        });
      });
    }
  }
});

/** Serves the bundle, with the files under `evil/` sent on to where `to(name)` says. */
async function sendingOn(to) {
  const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.webp': 'image/webp' };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const evil = path.startsWith('/evil/') ? path.slice('/evil/'.length) : null;
    const there = evil && to(evil);
    if (there) return response.writeHead(302, { Location: there }).end();
    const file = normalize(path.replace(/^\/(evil|secret)\/(again\/)?/, '/geodata/')) || '/';
    try {
      const body = await readFile(join(dist, file === '/' ? 'index.html' : file));
      response.writeHead(200, { 'Content-Type': types[extname(file) || '.html'] ?? 'application/json', 'Access-Control-Allow-Origin': '*' });
      return response.end(body);
    } catch {
      return response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return `http://127.0.0.1:${server.address().port}/`;
}

describe('an answer that comes from elsewhere is refused', { concurrency: 2 }, () => {
  const layer = manifest.layers.find((l) => l.role === 'story').file;
  for (const file of ['atlas.json', manifest.regions, manifest.claims, manifest.chronicle, layer, manifest.relief.file]) {
    for (const [where, there] of Object.entries({
      'another folder': () => `/secret/${file}`,
      'another origin': (other) => `${other}geodata/${file}`,
    })) {
      test(`${file} sent on to ${where}`, async () => {
        const other = await sendingOn(() => null);
        const at = await sendingOn((name) => (name === file ? there(other) : null));
        const page = await newPage({ at, expected: [/left the origin|csp|Failed to fetch|violates|blocked|ERR_FAILED|Failed to load/] });
        await told(page, async () => {
          await page.goto(`${at}?atlas=evil/`);
          await page.waitForSelector('html[data-state=failed], html[data-state=ready]');
          await eventually(page, async () => assert.match(await page.getByRole('alert').allInnerTexts().then((all) => all.join()), new RegExp(file)));
        });
      });
    }
  }

  test('one that stays in the folder is taken', async () => {
    const at = await sendingOn((name) => (name === manifest.regions ? `/evil/again/${name}` : null));
    const page = await newPage({ at });
    await told(page, async () => {
      await page.goto(`${at}?atlas=evil/`);
      await ready(page);
    });
  });
});
