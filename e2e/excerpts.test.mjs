// The article's words, as the page shows them, against the article.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { test } from 'node:test';
import { expectClaims, regionIds, story, view } from './support.mjs';

const article = process.env.CONFINS_ARTICLE;
const skip = article ? false : 'the article is not here (CONFINS_ARTICLE); it is never in the repository';

test(
  'every quotation on the page stands in the article word for word, exactly once, and they are few',
  { skip },
  story('', async (page) => {
    const text = readFileSync(article, 'utf8');
    const quoted = new Set();
    for (const id of regionIds) {
      await view(page, `#region=${id}`);
      await expectClaims(page, id);
      const shown = await page.$$eval('#panel blockquote', (all) => all.map((one) => one.innerText.trim()));
      shown.forEach((quotation) => quoted.add(quotation));
    }
    assert.ok(quoted.size > 10, `only ${quoted.size} quotations`);
    for (const quotation of quoted) {
      assert.equal(text.split(quotation).length - 1, 1, quotation);
      assert.ok(words(quotation) <= 15, `${words(quotation)} words: ${quotation}`);
    }
    const all = [...quoted].map(words).reduce((a, b) => a + b, 0);
    assert.ok(all < words(text) / 4, `${all} of the article’s ${words(text)} words`);
  }),
);

const words = (text) => text.trim().split(/\s+/u).length;
