// Served by a plain file server under a deep path.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { dist } from './atlas.mjs';
import { serve } from './server.mjs';
import { camera, expectClaims, newPage, ready, told } from './support.mjs';

const PATH = '/some/deep/path/';
const server = await serve(dist, PATH);
after(() => server.close());

test('everything works under a deep path, and nothing is asked for outside of it', async () => {
  const page = await newPage({ origin: new URL(server.url).origin });
  await told(page, async () => {
    const answers = [];
    page.on('response', (response) => answers.push(response.status()));
    await page.goto(server.url);
    await ready(page);
    await page.goto(`${server.url}#map=10/40.64/45.526`);
    const { x, y } = (await camera(page)).toPixel([45.526, 40.64]);
    await page.mouse.click(x, y);
    await expectClaims(page, 'artsvashen');
    await page.reload();
    await ready(page);
    await expectClaims(page, 'artsvashen');
    assert.ok(page.requests.length > 15, `${page.requests.length} requests`);
    for (const url of page.requests) assert.ok(url.startsWith(server.url), `outside of the path: ${url}`);
    assert.ok(answers.every((status) => status < 400), `${answers}`);
  });
});

test('the page works from its index.html too', async () => {
  const page = await newPage({ origin: new URL(server.url).origin });
  await told(page, async () => {
    await page.goto(`${server.url}index.html`);
    await ready(page);
    for (const url of page.requests) assert.ok(url.startsWith(server.url), url);
  });
});

test('the policy allows no inline script or style and no eval, and nothing by default', async () => {
  const html = await (await fetch(server.url)).text();
  const policy = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
  assert.match(policy, /^default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|(?<!wasm-)unsafe-eval|https?:|\*/);
  const body = html.replaceAll(/<!--[^]*?-->/g, '');
  assert.doesNotMatch(body, /<script(?![^>]*\ssrc=)/, 'a script in the page');
  assert.doesNotMatch(body, /<style|\sstyle=|\son[a-z]+=/, 'a style or a handler in the page');
});
