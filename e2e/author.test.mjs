// What an author does with the program `confins` and a bundle, without a toolchain: begins
// an atlas, sees each change of it, is told what is wrong, corrects the article, bakes the
// site and reads it.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist, eventually, newPage, ready, told, touch } from './support.mjs';
import { desk, program } from './program.mjs';
import { serve } from './server.mjs';

const run = (...args) => execFileSync(program, args, { cwd: desk, encoding: 'utf8' });
/** Runs what does not succeed; what it said, with how it ended. */
const fails = (...args) => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: desk, encoding: 'utf8' });
  return { status, said: stdout + stderr };
};
const rewrite = (atlas, file, from, to) => {
  const path = join(desk, atlas, file);
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(from), `${file} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
};

/** Serves an atlas as it is written, as long as `tell` takes; with the address. */
async function served(atlas, tell) {
  const server = spawn(program, ['serve', atlas, '--watch', '--port', '0', '--bundle', dist], { cwd: desk });
  try {
    let said = '';
    const url = await new Promise((found, lost) => {
      server.stdout.on('data', (data) => {
        said += data;
        const listening = /listening on (\S+)/.exec(said);
        if (listening) found(listening[1]);
      });
      server.on('exit', () => lost(new Error(said)));
    });
    await tell(url);
  } finally {
    server.kill();
  }
}

/** The panel is about this: a place, or the article. */
const about = (page, name) => page.locator('#panel').getByRole('heading', { name, exact: true }).waitFor();

test('an atlas is shown as it is written: where the reader is stays, and what is wrong is said', async () => {
  run('new', 'written');
  await served('written', async (url) => {
    const page = await newPage({ at: url, lang: 'en' });
    await told(page, async () => {
      await page.goto(url);
      await ready(page);
      await page.locator('#panel nav [data-link=island]').click();
      await about(page, 'The island');
      // The address is written once its reader has done anything, and has come to rest.
      await touch(page);
      await eventually(page, async () => assert.match(page.url(), /map=.*region=island/));
      const view = new URL(page.url()).hash;
      rewrite('written', 'regions.json', '"label": {"en": "The island"}', '"label": {"en": "The isle"}');
      await about(page, 'The isle');
      await ready(page);
      assert.equal(new URL(page.url()).hash, view);

      const wrong = page.locator('#confins-live');
      rewrite('written', 'regions.json', '"feature": "island"', '"feature": "ile"');
      await wrong.getByText('feature "ile", expected one of island, bridge').waitFor();
      // Of a file that is none the page stays as it was, and says why.
      rewrite('written', 'regions.json', '{', '');
      await wrong.getByText('error[json]').waitFor();
      await about(page, 'The isle');
      rewrite('written', 'regions.json', '', '{');
      rewrite('written', 'regions.json', '"feature": "ile"', '"feature": "island"');
      await wrong.waitFor({ state: 'detached' });
      await ready(page);
      assert.equal(new URL(page.url()).hash, view);
    });
  });
});

test('an article that was corrected is looked through again', () => {
  run('new', 'corrected');
  rewrite('corrected', 'article.txt', 'The council of Westbank', 'On Monday a ferry was late.\n\nThe council of Westbank');
  rewrite('corrected', 'article.txt', 'asks for a bridge to the island', 'asks for no bridge to the island');
  const { status, said } = fails('anchor', 'corrected', '--write');
  assert.equal(status, 1);
  assert.match(said, /whole-island: moved/);
  assert.match(said, /a-bridge: lost, it says something else now: .*negation/);
  const { findings } = JSON.parse(fails('check', 'corrected', '--format', 'json').said);
  assert.deepEqual(findings.map(({ at, rule }) => [at, rule]), [['/claims/a-bridge/selectors', 'excerpt']]);
});

test('a site is baked that a reader reads, and nothing of the author’s own is in it', async () => {
  run('new', 'baked');
  run('bake', 'baked', '--to', 'site', '--bundle', dist, '--url', 'https://example.org/map');
  assert.ok(!readdirSync(join(desk, 'site', 'geodata')).some((name) => /article|README/.test(name)));
  const { html, version } = JSON.parse(readFileSync(join(desk, 'site', 'oembed.json'), 'utf8'));
  assert.equal(version, '1.0');
  assert.match(html, /src="https:\/\/example\.org\/map\/\?embed"/);

  const { url } = await serve(join(desk, 'site'));
  const page = await newPage({ at: url, lang: 'en' });
  await told(page, async () => {
    await page.goto(url);
    await ready(page);
    await about(page, 'An island for two towns');
    await page.locator('#panel nav [data-link=bridge]').click();
    await page.getByText('asks for a bridge to the island instead').waitFor();
    // Nothing of the first atlas is left.
    const text = await page.evaluate(() => document.documentElement.outerHTML);
    assert.doesNotMatch(text, /Karabakh|Libération/);
    const links = await page.locator('link[type="application/json+oembed"], link[rel=canonical]').evaluateAll((all) => all.map(({ href }) => href));
    assert.deepEqual(links, ['https://example.org/map/', 'https://example.org/map/oembed.json']);
  });

  // Without an address it says none, and a broken atlas leaves the site as it is.
  run('bake', 'baked', '--to', 'site', '--bundle', dist);
  assert.ok(!existsSync(join(desk, 'site', 'oembed.json')));
  const before = readFileSync(join(desk, 'site', 'index.html'), 'utf8');
  assert.doesNotMatch(before, /example\.org/);
  rewrite('baked', 'claims.json', '"speaker": "mayor"', '"speaker": "major"');
  const { status, said } = fails('bake', 'baked', '--to', 'site', '--bundle', dist);
  assert.equal(status, 1);
  assert.match(said, /error\[reference\].*major/);
  assert.equal(readFileSync(join(desk, 'site', 'index.html'), 'utf8'), before);
});

test('a folder of somebody else’s is not written over', () => {
  run('new', 'mine');
  const { status, said } = fails('bake', 'mine', '--to', 'mine', '--bundle', dist);
  assert.equal(status, 1);
  assert.match(said, /mine is not empty and no site of Confins, expected a new folder/);
  assert.ok(existsSync(join(desk, 'mine', 'article.txt')));
});
