// What a reader on a slow line has to fetch.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist, manifest, newPage, ready, told } from './support.mjs';

/** What a file of the bundle weighs on the line: its brotli copy, where there is one. */
const weight = (file) => {
  const copy = join(dist, `${file}.br`);
  return statSync(existsSync(copy) ? copy : join(dist, file)).size;
};

const atMost = (what, size, limit) =>
  assert.ok(size <= limit, `${what} weighs ${size} bytes, expected at most ${limit}: see docs/size.md`);

test('the first map, which is the page itself, weighs at most 45 KB in brotli', () => {
  atMost('index.html', weight('index.html'), 45_000);
});

test('the relief weighs at most 60 KB', () => {
  atMost('the relief', weight(`geodata/${manifest.relief.file}`), 60_000);
});

test('a page that is ready has fetched at most 240 KB in brotli', async () => {
  const page = await newPage();
  await told(page, async () => {
    await page.addInitScript(() => {
      new MutationObserver(() => {
        if (document.documentElement.dataset.state === 'ready') window.readyAt ??= performance.now();
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-state'] });
    });
    await page.goto(page.at);
    await ready(page);
    const asked = await page.evaluate(() =>
      performance.getEntriesByType('resource').filter((e) => e.startTime <= window.readyAt).map((e) => e.name),
    );
    // The relief has a budget of its own, above.
    const files = asked.map((url) => new URL(url).pathname.slice(1)).filter((file) => !file.endsWith(manifest.relief.file));
    const all = ['index.html', ...new Set(files)];
    assert.ok(all.some((file) => file.endsWith('.wasm')), `the wasm is not among ${all}`);
    const sizes = all.map((file) => [file, weight(file)]);
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    atMost(sizes.map(([file, size]) => `${file} ${size}`).join(', '), total, 240_000);
  });
});

test('the program holds at most 16 MB of memory once the page is ready', async () => {
  const page = await newPage();
  await told(page, async () => {
    // The memory that the program exports, as whoever starts it sees it.
    await page.addInitScript(() => {
      const { instantiateStreaming } = WebAssembly;
      WebAssembly.instantiateStreaming = async (...given) => {
        const made = await instantiateStreaming(...given);
        window.programMemory = Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
        return made;
      };
    });
    await page.goto(page.at);
    await ready(page);
    const bytes = await page.evaluate(() => window.programMemory.buffer.byteLength);
    atMost('the program’s memory', bytes, 16 * 1024 * 1024);
  });
});
