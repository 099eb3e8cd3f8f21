// Going away and coming back: the browser keeps the page as it was.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { ARGS, reader } from './reader.mjs';
import { site } from './support.mjs';

// The test library turns the browser's cache of pages off.
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ARGS,
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
});
after(() => browser.close());

const until = async (check, what) => {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    if (await check().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(what);
};

for (const hash of ['', '#region=karki&lang=en']) {
  test(`back on ${hash || 'the first page'}, all is as it was, at once`, async () => {
    const context = await browser.newContext(reader());
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Page.enable');
    const reasons = [];
    cdp.on('Page.backForwardCacheNotUsed', (event) => reasons.push(...event.notRestoredExplanations.map((e) => `${e.reason} ${e.context ?? ''}`)));
    await page.goto(`${site}${hash}`);
    await page.waitForSelector('html[data-state=ready]');
    await page.waitForTimeout(1_500);
    await page.evaluate(() => {
      window.__shown = [];
      window.addEventListener('pageshow', (event) => window.__shown.push(event.persisted));
      document.querySelector('#panel .text').scrollTop = 40;
      window.location.href = 'favicon.svg';
    });
    await until(() => page.evaluate(() => window.location.pathname.endsWith('favicon.svg')), 'the page was not left');
    await page.evaluate(() => window.history.back());
    await until(() => page.evaluate(() => document.documentElement.dataset.state === 'ready'), 'the page did not come back');
    assert.deepEqual(reasons, [], 'the browser did not keep the page');
    assert.deepEqual(await page.evaluate(() => window.__shown), [true]);
    assert.equal(await page.evaluate(() => document.querySelector('#panel .text').scrollTop), 40);
    const link = page.locator(hash ? '#panel .back' : '#panel [data-link=karki]').first();
    await link.click();
    await until(() => page.evaluate((open) => Boolean(document.querySelector('#panel .region-page')) === open, !hash), 'the page does not answer');
    // The worker came back too: it paints what is wanted, and finds.
    await page.getByRole('combobox').fill('arts');
    await page.getByRole('option').first().waitFor({ timeout: 15_000 });
    await context.close();
  });
}
