// The bundle under any path of a plain file server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serve } from './server.mjs';
import { dist, eventually, expectClaims, expectInView, langOf, newPage, ready, told } from './support.mjs';

test('under a deep path of a plain file server everything works, and no request leaves the path', async () => {
  const server = await serve(dist, '/some/deep/path/');
  const page = await newPage({ at: server.url });
  await told(page, async () => {
    await page.goto(server.url);
    await ready(page);
    await page.waitForLoadState('networkidle');
    await page.locator('#panel nav [data-link=karki]').click();
    await expectClaims(page, 'karki');
    await expectInView(page, 'karki');
    await page.getByRole('button', { name: 'English' }).click();
    await eventually(page, async () => assert.equal(await langOf(page), 'en'));
    await expectClaims(page, 'karki');
    await page.getByText('Legend and layers').click();
    await page.getByRole('checkbox', { name: 'Relief' }).uncheck();
    await eventually(page, async () => assert.match(page.url(), /region=karki&lang=en&layers=/));
    await page.reload();
    await ready(page);
    await expectClaims(page, 'karki');
    assert.equal(await page.locator('input[name=layer][value=relief]').isChecked(), false);
    const beside = page.requests.filter((url) => !url.startsWith(server.url));
    assert.deepEqual(beside, []);
  });
  server.close();
});

test('by the name of its file, too', async () => {
  const server = await serve(dist, '/some/deep/path/');
  const page = await newPage({ at: server.url });
  await told(page, async () => {
    await page.goto(`${server.url}index.html#region=artsvashen`);
    await ready(page);
    await expectClaims(page, 'artsvashen');
  });
  server.close();
});

test('the page carries a policy that lets in no foreign inline script, no eval and no other origin', async () => {
  const server = await serve(dist, '/some/deep/path/');
  const page = await newPage({ at: server.url, expected: [/inline script|Trusted/i] });
  await told(page, async () => {
    await page.goto(server.url);
    await ready(page);
    const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
    const rules = Object.fromEntries(policy.split(';').map((rule) => [rule.trim().split(' ')[0], rule.trim()]));
    assert.equal(rules['default-src'], "default-src 'none'");
    // What the build wrote into the page is let in by its hash, and nothing else.
    assert.match(rules['script-src'], /^script-src 'self' 'wasm-unsafe-eval' 'sha256-[\w+/=]{44}'$/);
    assert.match(rules['style-src'], /^style-src 'self' 'sha256-[\w+/=]{44}'$/);
    assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|\*|https?:/);
    assert.equal(await page.locator('script:not([src], [type$=json], [type="text/plain"])').count(), 1);
    assert.equal(await page.locator('style').count(), 1);
    assert.equal(rules['require-trusted-types-for'], "require-trusted-types-for 'script'");
    assert.equal(rules['trusted-types'], 'trusted-types confins');
    const { ran, refused } = await page.evaluate(() => {
      const script = document.createElement('script');
      script.append('window.inlineRan = true');
      document.head.append(script);
      const tries = {
        text: () => { script.textContent = 'window.inlineRan = true'; },
        html: () => { document.createElement('p').innerHTML = '<b>a</b>'; },
        worker: () => new Worker('start.js'),
        policy: () => window.trustedTypes.createPolicy('another', {}),
      };
      const refused = Object.keys(tries).filter((name) => {
        try { tries[name](); return false; } catch { return true; }
      });
      return { ran: Boolean(window.inlineRan), refused };
    });
    assert.equal(ran, false, 'an inline script runs');
    assert.deepEqual(refused, ['text', 'html', 'worker', 'policy']);
  });
  server.close();
});
