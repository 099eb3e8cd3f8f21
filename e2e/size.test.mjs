// What a reader on a slow line has to fetch.
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist } from './atlas.mjs';

test('the wasm weighs at most 160 KB in brotli', () => {
  const [name] = readdirSync(dist).filter((file) => file.endsWith('.wasm.br'));
  const { size } = statSync(join(dist, name));
  assert.ok(size <= 160_000, `${name} has ${size} bytes, expected at most 160000: see docs/size.md`);
});
