// A layer of the base map that is FlatGeobuf: of its file is fetched what is looked at.
// The file is 1,200 squares in rows, as lakes, every hundredth with a name; written by
// `cargo run -p fgb --example squares e2e/fixtures/squares.fgb 1200 42 38 49 42.5`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { colourAt, drawn, eventually, expectClaims, figure, manifest, newPage, ready, story, told, view } from './support.mjs';

const squares = readFileSync(new URL('fixtures/squares.fgb', import.meta.url));

/** Where the middle of a square is: 35 of them are in a row. */
function middle(i) {
  const [wide, high] = [7 / 35, 4.5 / 35];
  const [lon, lat] = [42 + ((i % 35) + 0.35) * wide, 38 + (Math.floor(i / 35) + 0.35) * high];
  return { lon: +lon.toFixed(5), lat: +lat.toFixed(5) };
}

/** As a host answers that knows ranges. */
function inParts(route, { bytes = squares, tag = '"one"' } = {}) {
  const [, from, to] = route.request().headers().range.match(/^bytes=(\d+)-(\d+)$/).map(Number);
  const body = bytes.subarray(from, to + 1);
  const headers = { 'Content-Range': `bytes ${from}-${from + body.length - 1}/${bytes.length}`, ETag: tag };
  return route.fulfill({ status: 206, headers, body });
}

/** A view of a square from close by. */
const closeBy = (i) => `#map=12/${middle(i).lat}/${middle(i).lon}`;

/** The figure comes to name a square. */
const expectName = (page, i, fetched) =>
  eventually(page, async () => {
    const svg = await figure(page);
    const names = svg.slice(svg.indexOf('figure-names')).match(/>[^<\n]{2,40}</g);
    assert.ok(svg.includes(`Qq${i}`), `no Qq${i} of ${fetched()} bytes in ${names} at ${page.url()}`);
  });

/** Opens the page's own atlas, a square in view, with squares in place of its water, answered by `answer`. */
const squared = (answer, tell, role = 'base') => async () => {
  const page = await newPage();
  await told(page, async () => {
    let fetched = 0;
    await page.route('**/squared/**', async (route) => {
      const name = new URL(route.request().url()).pathname.split('/squared/')[1];
      if (name === 'squares.fgb') {
        const [, from, to] = route.request().headers().range.match(/^bytes=(\d+)-(\d+)$/).map(Number);
        fetched += Math.min(to + 1, squares.length) - from;
        return answer(route);
      }
      const response = await route.fetch({ url: new URL(`geodata/${name}`, page.at).href });
      if (name !== 'atlas.json') return route.fulfill({ response });
      const atlas = await response.json();
      for (const layer of atlas.layers) if (layer.id === 'water') Object.assign(layer, { file: 'squares.fgb', role });
      return route.fulfill({ response, json: atlas });
    });
    await page.goto(`${page.at}?atlas=squared${closeBy(600)}`);
    await ready(page);
    await tell(page, () => fetched);
  });
};

/** The middle of the map's own box, where a view's centre is. */
const centre = async (page) => {
  const { left, top, width, height } = await page.locator('#map').evaluate((map) => map.getBoundingClientRect().toJSON());
  return { x: left + width / 2, y: top + height / 2 };
};

const notice = (page) => page.getByRole('alert').locator('.notice, p').filter({ hasText: 'squares.fgb' });

describe('a layer that is read by parts', { concurrency: 2 }, () => {
  test(
    'what is looked at is drawn and named, and little else is fetched',
    squared(inParts, async (page, fetched) => {
      await expectName(page, 600, fetched);
      assert.ok(fetched() < squares.length / 4, `${fetched()} of ${squares.length} bytes`);
      const water = await colourAt(page, await centre(page));
      const { lon, lat } = middle(600);
      // Between two squares there is land.
      await view(page, `#map=12/${(lat + 0.055).toFixed(5)}/${(lon + 0.085).toFixed(5)}`);
      await eventually(page, async () => assert.notEqual(await colourAt(page, await centre(page)), water));
    }),
  );

  test(
    'what comes into view is fetched then, and what was seen is not again',
    squared(inParts, async (page, fetched) => {
      for (const i of [300, 900]) {
        const before = fetched();
        await view(page, closeBy(i));
        await expectName(page, i, fetched);
        assert.ok(fetched() > before);
      }
      const before = fetched();
      await view(page, closeBy(300));
      await expectName(page, 300, fetched);
      assert.equal(fetched(), before);
    }),
  );

  const failures = {
    'a host that gives no parts': [(route) => route.fulfill({ status: 200, body: squares }), /206/],
    'another file than FlatGeobuf': [(route) => inParts(route, { bytes: Buffer.from('<!doctype html>'.repeat(99)) }), /FlatGeobuf/],
    'a file that ends too soon': [(route) => inParts(route, { bytes: squares.subarray(0, 51_600) }), /the file ends/],
  };
  for (const [what, [answer, why]] of Object.entries(failures)) {
    test(
      `${what} is named, and the rest works`,
      squared(answer, async (page) => {
        await notice(page).waitFor();
        assert.match(await notice(page).innerText(), why);
        await page.locator('#panel nav [data-link=karki]').click();
        await expectClaims(page, 'karki');
      }),
    );
  }

  test('a file that is published anew while it is read is named, and trying again reads it', async () => {
    let edition = 0;
    const changing = (route) => inParts(route, { tag: `"${edition}"` });
    await squared(changing, async (page) => {
      edition = 1;
      await view(page, closeBy(900));
      await notice(page).waitFor();
      await notice(page).getByRole('button', { name: 'Réessayer' }).click();
      await eventually(page, async () => assert.ok((await figure(page)).includes('Qq900'), 'it has no name'));
    })();
  });

  test(
    'what the article is about must be GeoJSON',
    squared(inParts, async (page) => {
      await notice(page).waitFor();
      assert.match(await notice(page).innerText(), /GeoJSON/);
    }, 'story'),
  );
});

test('the page’s own atlas asks for no part of a file', story('', async (page) => {
  await drawn(page);
  assert.ok(manifest.layers.every(({ file }) => file.endsWith('.geojson')));
  assert.ok(page.requests.every((url) => !url.endsWith('.fgb')));
}));
