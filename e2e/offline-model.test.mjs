// Every order of what may happen to the service worker, within bounds, on the
// script itself (offline-model.mjs); and that faults put into it are found.
import assert from 'node:assert/strict';
import process from 'node:process';
import { describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';

/** Goes through all states within a bound, in a thread of its own: a test's would be slow. */
const check = (bound) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./offline-model.mjs', import.meta.url), { workerData: bound });
    worker.on('message', resolve);
    worker.on('error', reject);
  });

const told = ({ wrong, way, states }) => (wrong ? `${wrong}, after ${states} states:\n  ${way.join('\n  ')}` : '');

/** How many uploads beside two tabs; with two it takes minutes, and has found nothing that others did not. */
const UPLOADS = Number(process.env.CONFINS_UPLOADS ?? 1);

describe('in any order, a page is whole, what is kept is complete, and the newest edition is reached', () => {
  for (const [name, bound] of Object.entries({
    'a first visit; two faults, the worker ended': { visit: 1, fault: 2, kill: 1 },
    'two tabs at first; the worker ended': { visit: 2, kill: 1 },
    'a new edition, two tabs; a fault': { has: true, server: 2, visit: 2, fault: 1 },
    'a new edition, two tabs; the worker ended': { has: true, server: 2, visit: 2, kill: 1 },
    'a new edition, twice, while the old one opens in another tab': { has: true, server: 2, isNoted: true, visit: 2 },
    'the same, and the old one could not be noted': { has: true, server: 2, isNoted: false, visit: 2 },
    'a new edition about to be kept, a rollback, another tab': { has: true, server: 2, isRenewing: true, visit: 1, upload: 3 },
    'a new edition, two visits; an hour passes': { has: true, server: 2, visit: 2, hour: 1 },
    'an upload file by file, one visit': { has: true, visit: 1, upload: 4 },
    'an upload file by file, or a rollback; two tabs': { has: true, server: 2, visit: 2, upload: UPLOADS },
    'the script taken away; two tabs': { has: true, server: 2, visit: 2, retire: 1 },
    'the script taken away; the worker ended': { has: true, server: 2, visit: 1, retire: 1, kill: 1, fault: 1 },
  })) {
    test(name, async (t) => {
      const found = await check(bound);
      assert.equal(told(found), '');
      t.diagnostic(`${found.states} states`);
    });
  }
});

const POINTER = `const early = copy(answer, html);
  early.headers.set(FILES, files);
  early.headers.set(SINCE, '2026-01-01T00:00:00Z');
  await store.put(PAGE, early);`;

// What was the kept page stays for a while: without that, what else keeps a page whole shows.
const AT_ONCE = ['  if (replaced) await', '  if (false) await'];

describe('a fault in the script is found', () => {
  for (const [name, { wrong, ...bound }] of Object.entries({
    'the page before its files': {
      visit: 1, faults: { sw: [['  await tidy(store, files);', `  await tidy(store, files);\n  ${POINTER}`]] },
      wrong: /is kept, and lacks a file/,
    },
    'a file that is not what the list says': {
      visit: 1, fault: 1, faults: { sw: [['isRight(digest)', 'true']] }, wrong: /data\.json|sha256-.* is “/,
    },
    'dropping what an open page needs': {
      has: true, server: 2, isNoted: true, visit: 2, faults: { sw: [['      lists.add(noted?.files);', '']] },
      wrong: /a file of it is gone/,
    },
    'dropping what a page under way is of': {
      has: true, server: 2, isNoted: true, visit: 2, faults: { sw: [AT_ONCE] },
      wrong: /a file of it is gone/,
    },
    'a page under way before it is noted': {
      has: true, server: 2, isNoted: true, visit: 2, faults: { sw: [AT_ONCE, ['await note(resultingClientId, { files: old', 'note(resultingClientId, { files: old']] },
      wrong: /a file of it is gone/,
    },
    'dropping while a page of an unknown edition is open': {
      has: true, server: 2, isNoted: false, visit: 2, faults: { sw: [AT_ONCE, ['  if (unknown.size > 0) return;', '']] },
      wrong: /a file of it is gone/,
    },
    'two that keep at once': {
      has: true, server: 2, isRenewing: true, visit: 1, upload: 1, faults: { sw: [['navigator.locks.request(STORE, renew)', 'renew()']] },
      wrong: /lacks a file/,
    },
    'nothing is ever dropped': {
      has: true, server: 2, visit: 1, faults: { sw: [['await store.delete(entry)', '{}']] }, wrong: /more is kept/,
    },
    'the page that is kept is not shown': {
      has: true, visit: 1, faults: { sw: [['  return old;\n', '  return fetch(request);\n']] }, wrong: /not shown without network/,
    },
    'the page that is kept is always shown': {
      has: true, server: 2, visit: 1, faults: { sw: [['  try {\n    // A browser', '  try {\n    throw 0;\n    // A browser']] },
      wrong: /is on the server, and not shown/,
    },
    'taking the script away, not what it kept': {
      has: true, visit: 1, retire: 1, faults: { retire: [['await caches.delete(store);', '']] }, wrong: /something of it stays/,
    },
  })) {
    test(name, async (t) => {
      const found = await check(bound);
      assert.match(found.wrong ?? `nothing in ${found.states} states`, wrong);
      t.diagnostic(`after ${found.states} states, ${found.way.length} steps`);
    });
  }
});
