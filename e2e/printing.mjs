// A browser that prints into nothing.
import assert from 'node:assert/strict';
import { eventually } from './support.mjs';

/** Prints into nothing from now on, and remembers that it did and what was made for it: addresses of what was made
    cannot be fetched, by the page's policy. */
export const forget = (page) =>
  page.evaluate(() => {
    window.printed = 0;
    window.print = () => { window.printed += 1; };
    const { createObjectURL } = URL;
    URL.createObjectURL = (made) => {
      window.made = made;
      return createObjectURL(made);
    };
  });

export const expectPrinted = (page) =>
  eventually(page, async () => assert.equal(await page.evaluate(() => window.printed), 1));
