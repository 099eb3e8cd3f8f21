// The article's words: every excerpt is in the article, exactly once, and the
// page shows it unchanged. Needs the article, which is not in the repository.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { claims, excerpt, regionIds } from './atlas.mjs';
import { expectClaims, open, told, view } from './support.mjs';

const path = process.env.CONFINS_ARTICLE;
const skip = path ? false : 'CONFINS_ARTICLE does not say where the article is';
const article = () => readFileSync(path, 'utf8');
const words = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

test('every excerpt is in the article exactly once', { skip }, () => {
  for (const claim of claims) {
    assert.equal(article().split(excerpt(claim)).length - 1, 1, claim.id);
  }
});

test('no excerpt is longer than 15 words, and all together are under a quarter of the article', { skip }, () => {
  for (const claim of claims) assert.ok(words(excerpt(claim)) <= 15, claim.id);
  const all = claims.reduce((sum, claim) => sum + words(excerpt(claim)), 0);
  assert.ok(all < words(article()) / 4, `${all} words of ${words(article())}`);
});

test('every quotation that the page shows is in the article exactly once', { skip }, async () => {
  const page = await open();
  await told(page, async () => {
    const seen = new Set();
    for (const id of regionIds) {
      await view(page, `#region=${id}`);
      await expectClaims(page, id);
      const quotations = await page.$$eval('#panel blockquote', (all) => all.map((one) => one.textContent.trim()));
      for (const quotation of quotations) seen.add(quotation);
    }
    assert.equal(seen.size, claims.length, 'claims that no region shows');
    for (const quotation of seen) assert.equal(article().split(quotation).length - 1, 1, quotation);
  });
});
