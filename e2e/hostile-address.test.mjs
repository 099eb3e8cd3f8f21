// An address that means harm: every part of it, as long as it may be, and more
// often than anyone can read.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { address, drawn, eventually, expectClaims, expectContents, newPage, ready, told } from './support.mjs';
import { kinds, payload } from './payloads.mjs';
import { expectHarmless, settled, tasks, watch } from './evil.mjs';

const KEYS = ['map', 'region', 'claim', 'step', 'lang', 'layers', 'asof', 'view', '__proto__', 'constructor', ''];

/** A story on a page that is watched, opened at `at`. */
const watched = (at, tell, expected = []) => async (t) => {
  const page = await newPage({ expected });
  await told(page, async () => {
    await watch(page);
    await page.goto(`${page.at}${at}`);
    await settled(page);
    await tell(page, t);
    await expectHarmless(page);
  });
};

/**
 * The longest task that comes of going to `hash` and on to a region, in
 * milliseconds: of three times the shortest, since the machine has other things
 * to do.
 */
async function longest(page, hash) {
  const times = [];
  for (const region of ['karki', 'artsvashen', 'syunik']) {
    const before = (await tasks(page)).length;
    await go(page, hash);
    await go(page, `region=${region}`);
    await expectClaims(page, region);
    times.push(Math.max(0, ...(await tasks(page)).slice(before)));
  }
  return Math.min(...times);
}

/** Goes to a hash; a browser that would not go so often is told that it went. */
const go = (page, hash) =>
  page.evaluate((to) => {
    window.history.replaceState(null, '', `#${to}`);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  }, hash);

describe('the hash', { concurrency: 2 }, () => {
  for (const key of KEYS) {
    test(`${kinds} payloads for “${key}”, as they are and percent-encoded`, watched('', async (page) => {
      await page.evaluate(async ([name, texts]) => {
        for (const text of texts) {
          for (const written of [text, encodeURIComponent(text.toWellFormed?.() ?? text), `a,${text}`, `8/40/45/${text}`]) {
            window.history.replaceState(null, '', `#${name}=${written}`);
            window.dispatchEvent(new HashChangeEvent('hashchange'));
            await new Promise((done) => setTimeout(done, 5));
          }
        }
      }, [key, Array.from({ length: kinds }, (_, n) => payload(n))]);
      await go(page, 'region=karki');
      await expectClaims(page, 'karki');
    }));
  }

  for (const hash of ['%', '%E0%A4%A', '&&&&====', '#####', 'map', 'map=', 'map=//', 'step=-1&step=1e99&step=99999999999999999999']) {
    test(`“${hash}” is passed over`, watched(`#${hash}`, expectContents));
  }

  const numbers = ['1e308/1e308/1e308', '-1e308/40/45', '8/NaN/Infinity', '8/1e-400/45', '0/0/0', '24/90/180', '8/40/45/1', '١/٢/٣'];
  for (const map of numbers) {
    test(`map=${map} leaves a map that answers`, watched(`#map=${map}`, async (page) => {
      await page.locator('#map .controls [data-act=home]').click();
      await page.locator('#panel [data-link=karki]').first().click();
      await expectClaims(page, 'karki');
    }));
  }

  const long = {
    'of one word': (n) => `region=${'a'.repeat(n)}`,
    'of parts': (n) => 'region=karki&'.repeat(n / 13),
    'of layers': (n) => `layers=${'a,'.repeat(n / 2)}`,
    'of per cents': (n) => `layers=${'%2C'.repeat(n / 3)}`,
    'of numbers': (n) => `map=${'9'.repeat(n / 2)}/${'9'.repeat(n / 2)}/1`,
  };
  for (const [what, made] of Object.entries(long)) {
    // What it takes is told, not judged: the browser alone takes a tenth of a second to set such an address.
    test(`a megabyte ${what} is passed over`, watched('', async (page, t) => {
      const plain = await longest(page, 'x=1');
      const evil = await longest(page, made(1_000_000));
      t.diagnostic(`longest task: ${Math.round(plain)} ms with a plain hash, ${Math.round(evil)} ms with this`);
    }));
  }

  test('of two thousand changes in a second the last is shown, and the page stays its reader’s', watched('', async (page, t) => {
    const before = (await tasks(page)).length;
    const taken = await page.evaluate(async () => {
      const ids = ['karki', 'artsvashen', 'syunik', 'armenia'];
      const fills = { count: 0 };
      const watcher = new MutationObserver(() => (fills.count += 1));
      watcher.observe(document.querySelector('#panel .text'), { childList: true });
      for (let burst = 0; burst < 40; burst += 1) {
        for (let at = 0; at < 50; at += 1) {
          window.history.replaceState(null, '', `#region=${ids[(burst + at) % 4]}&step=${at % 2}`);
          window.dispatchEvent(new HashChangeEvent('hashchange'));
        }
        await new Promise((done) => setTimeout(done, 25));
      }
      window.history.replaceState(null, '', '#region=karki');
      window.dispatchEvent(new HashChangeEvent('hashchange'));
      await new Promise((done) => setTimeout(done, 400));
      watcher.disconnect();
      return fills.count;
    });
    assert.ok(taken < 200, `the panel was written ${taken} times`);
    t.diagnostic(`written ${taken} times; tasks over 50 ms: ${(await tasks(page)).slice(before).map(Math.round).join(', ')}`);
    await expectClaims(page, 'karki');
    await eventually(page, async () => assert.equal((await address(page)).get('region'), 'karki'));
  }));
});

describe('the history', () => {
  test('a browser that allows no more entries is lived with', async () => {
    const page = await newPage();
    await told(page, async () => {
      await page.addInitScript(() => {
        let left = 5;
        for (const name of ['pushState', 'replaceState']) {
          const own = window.history[name];
          window.history[name] = function limited(...how) {
            if (left === 0) throw new DOMException('too many calls', 'SecurityError');
            left -= 1;
            return own.apply(this, how);
          };
        }
      });
      await page.goto(page.at);
      await ready(page);
      for (let round = 0; round < 8; round += 1) {
        for (const id of ['karki', 'artsvashen']) {
          await page.locator(`#panel [data-link=${id}]`).first().click();
          await expectClaims(page, id);
          await page.locator('#panel .back').click();
          await drawn(page);
        }
      }
      await expectContents(page);
    });
  });
});

describe('the query', { concurrency: 2 }, () => {
  const queries = ['?embed', `?x=${'a'.repeat(7_000)}`, '?__proto__=1&constructor=2', '?atlas', '?%', `?${encodeURIComponent('"><img data-evil src=x>')}`];
  for (const query of queries) {
    test(`${query.slice(0, 40)} is passed over or refused`, watched(query, () => {}, [/404.*atlas\.json/]));
  }
});
