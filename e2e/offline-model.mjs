// The world around src/sw.js, as a model: a server whose bundle is uploaded file
// by file, forward and back; two tabs; requests that fail, a disk that is full, a
// worker that is ended, time that passes, the script that takes it all away. And
// what must hold in every state of it. Runs as a worker, on a bound as its data.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { Script, explore } from './model.mjs';

const source = (name) => readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8');
const SW = source('sw.js');
const RETIRE = source('sw_retire.js');

const SCOPE = 'https://press.example/map/';
const STORE = `confins ${SCOPE}`;
const PAGE = `${SCOPE}sw.js?page`;
const OPEN = `${SCOPE}sw.js?open=`;
const HOUR = 3_600_000;

const sha256 = (text, as) => createHash('sha256').update(text).digest(as);

/**
 * An edition: a program whose name has its digest, data whose name stays the
 * same, and a file that both editions have.
 */
function edition(number) {
  const files = [
    { url: `program-${number}.js`, text: `program ${number}`, named: true },
    { url: 'data.json', text: `data ${number}`, named: false },
    { url: 'shared.js', text: 'shared', named: true },
  ].map((file) => ({ ...file, sha256: sha256(file.text, 'base64') }));
  const list = JSON.stringify(files.map(({ url, sha256: digest, named }) => ({ url, sha256: digest, named })));
  const name = `files-${sha256(list, 'hex').slice(0, 16)}.json`;
  const entries = files.map(({ url, text, named, sha256: digest }) => [
    SCOPE + (named ? url : `sw.js?file=sha256-${digest}`), text,
  ]);
  const html = `<meta name="confins-files" content="${name}">edition ${number}`;
  return { number, html, list: name, entries: Object.fromEntries([[SCOPE + name, list], ...entries]), text: list };
}

const editions = [null, edition(1), edition(2)];
const [, one, two] = editions;
/** What each entry of a store must be. */
const right = { ...one.entries, ...two.entries };
const editionOf = (html) => editions.find((e) => e && e.html === html);


/** Things of which a state has only the numbers. */
function pool(first) {
  const things = [];
  const numbers = new Map();
  const number = (thing) => {
    const key = JSON.stringify(thing);
    if (!numbers.has(key)) {
      numbers.set(key, things.length);
      things.push(thing);
    }
    return numbers.get(key);
  };
  if (first) number(first);
  return { number, at: (n) => things[n] };
}

/** What a store holds, and what a task is for; the past of a task, which is its last answer after an earlier past. */
const kept = pool();
const events = pool();
const pasts = pool([]);

const longer = (past, id, answer) => pasts.number([past, id, answer]);

function* answersOf(past) {
  const [before, ...last] = pasts.at(past);
  if (before === undefined) return;
  yield* answersOf(before);
  yield last;
}

// ---------------------------------------------------------------- the world

const bodyAt = (store, entry) => kept.at(store?.[entry])?.body;

const isComplete = (store, { entries }) =>
  Object.entries(entries).every(([entry, body]) => bodyAt(store, entry) === body);

/** A server with all of an edition. */
const whole = (number) => ({ page: number, data: number, names: [number], sw: 'sw' });

/** A reader who has never been here. `left` says how often what may still happen. */
const start = (left) => ({
  server: whole(1),
  sw: null,
  store: null,
  life: 0,
  lock: null,
  tabs: { A: { is: 'closed' }, B: { is: 'closed' } },
  tasks: {},
  hour: 0,
  left: { upload: 0, fault: 0, kill: 0, visit: 0, hour: 0, retire: 0, ...left },
});

/** What the server has there. */
function served({ page, data, names }, url) {
  const path = url.slice(SCOPE.length);
  if (path === '' || path === 'index.html') {
    return { body: editions[page].html, headers: { 'content-type': 'text/html' } };
  }
  if (path === 'data.json') return { body: `data ${data}` };
  if (path === 'shared.js') return { body: 'shared' };
  const number = names.find((n) => path === `program-${n}.js` || path === editions[n].list);
  if (!number) return { status: 404, body: 'not here' };
  return { body: right[url] };
}

/** A copy to change; entries of a store never change, nor do events. */
const copy = ({ server, store, tabs, tasks, left, ...more }) => ({
  ...more,
  server: { ...server },
  store: store && { ...store },
  tabs: { A: { ...tabs.A }, B: { ...tabs.B } },
  tasks: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, { ...task }])),
  left: { ...left },
});

/** A changed copy of a state, less one of what was `left`. */
function but(state, change, spent) {
  const then = copy(state);
  if (spent) then.left[spent] -= 1;
  change(then);
  return then;
}

/** What can come of one thing that a task asks, what should first. */
function outcomes(state, task, { op, given: [name, value] }) {
  const store = task.life === state.life ? state.store : null;
  const nothing = () => {};
  const fault = (what, error) => (state.left.fault > 0 ? [{ what, answer: error, change: nothing, spent: 'fault' }] : []);
  const sole = (answer, change = nothing) => [{ what: op, answer: answer ?? null, change }];
  switch (op) {
    case 'look':
      assert.equal(value, STORE);
      return sole(kept.at(state.store?.[name]));
    case 'match':
      return sole(kept.at(store?.[name]));
    case 'keys':
      return sole(Object.keys(store ?? {}).map((url) => ({ url })));
    case 'put':
      return [
        ...sole(null, (then) => { if (store) then.store[name] = kept.number(value); }),
        ...fault('the disk is full', { error: 'QuotaExceededError' }),
      ];
    case 'delete':
      return sole(null, (then) => { if (store) delete then.store[name]; });
    case 'destroy':
      assert.equal(name, STORE);
      return sole(null, (then) => Object.assign(then, { store: null, life: then.life + 1 }));
    case 'unregister':
      return sole(null, (then) => { then.sw = null; });
    case 'clients':
      return sole(
        Object.values(state.tabs).filter(({ is }) => is === 'open').map(({ id }) => ({ id, url: SCOPE })),
      );
    case 'lock':
      assert.equal(name, STORE);
      return state.lock ? [] : sole(null, (then) => { then.lock = task.name; });
    case 'unlock':
      return sole(null, (then) => { then.lock = null; });
    case 'timer':
      return fault('too late', null);
    case 'fetch': {
      const fresh = served(state.server, name);
      const stale = value === 'default' && name === `${SCOPE}data.json`;
      return [
        ...sole(fresh),
        ...fault('no network', { error: 'TypeError' }),
        ...(name === SCOPE ? fault('the server is broken', { status: 503, body: '' }) : []),
        ...(stale ? fault('an old copy', { body: `data ${3 - state.server.data}` }) : []),
      ];
    }
    default:
      throw new Error(`the model does not know ${op}`);
  }
}

/** The world around the two scripts. */
function world(sw = SW, retire = RETIRE) {
  const scripts = { sw: new Script(sw, SCOPE), retire: new Script(retire, SCOPE) };
  const at = ({ script, event, now, past }) =>
    scripts[script].after(events.at(event), now, () => answersOf(past), `${event} ${now} ${past}`);

  const began = (state, name, script, event) => {
    state.tasks[name] = { name, script, event: events.number(event), now: state.hour * HOUR, life: state.life, past: 0 };
  };

  /** All that one task may do next: what comes of each thing that it asks. */
  async function steps(state, name) {
    const task = state.tasks[name];
    const { asks } = await at(task);
    return asks.flatMap((ask) => outcomes(state, task, ask).map((outcome) => ({ name, ask, ...outcome })));
  }

  /** The state after a step. */
  async function after(state, { name, ask, answer, change, spent }) {
    const then = but(state, change, spent);
    const task = then.tasks[name];
    task.past = longer(task.past, ask.id, answer);
    await end(then, name);
    return then;
  }

  /** What a task answers is shown; it is over when nothing that it asked is open. */
  async function end(state, name) {
    const { over, response, asks } = await at(state.tasks[name]);
    const [tab, kind] = name.split(' ');
    if (over && kind === 'visits' && state.tabs[tab].is === 'going') show(state, tab, response);
    if (over && asks.length === 0) delete state.tasks[name];
  }

  function show(state, name, response) {
    const tab = state.tabs[name];
    const shown = editionOf(response?.body);
    if (!shown) {
      state.tabs[name] = { is: 'closed', failed: true };
      return;
    }
    const isKept = Boolean(response.headers?.get?.('confins-since'));
    // Of a page that is not kept the server has the files; at least now.
    const needs = isKept || bodyAt(state.store, PAGE) === shown.html ? shown.number : 0;
    state.tabs[name] = { is: 'coming', id: tab.id, shows: shown.number, isKept, needs };
  }

  /** A tab goes to the page. */
  function visit(state, name) {
    // A number that nothing in this world remembers is as good as a new one.
    const known = JSON.stringify([state.store, state.tasks]);
    let number = 1;
    while (known.includes(`${name}${number}"`)) number += 1;
    const id = `${name}${number}`;
    state.tabs[name] = { is: 'going', id };
    if (state.sw === 'sw') {
      const request = { method: 'GET', mode: 'navigate', url: SCOPE, integrity: '' };
      began(state, `${name} visits`, 'sw', { type: 'fetch', request, resultingClientId: id });
    } else {
      show(state, name, { ...served(state.server, SCOPE) });
    }
  }

  /** A page that works says so; the first has the browser fetch the script. */
  function ready(state, name) {
    const tab = state.tabs[name];
    tab.said = true;
    if (!state.sw) {
      state.sw = 'sw';
      state.store ??= {};
    }
    const data = { confins: { files: editions[tab.shows].list } };
    began(state, `${name} ready`, 'sw', { type: 'message', source: tab.id, data });
  }

  function update(state) {
    state.sw = 'retire';
    began(state, 'retire', 'retire', { type: 'activate' });
  }

  function kill(state) {
    for (const [name, { script }] of Object.entries(state.tasks)) {
      if (script !== 'sw') continue;
      delete state.tasks[name];
      if (state.lock === name) state.lock = null;
      const [tab, kind] = name.split(' ');
      if (kind === 'visits') state.tabs[tab] = { is: 'closed' };
    }
  }

  const uploads = ({ page, data, names }) => [
    ['the page', (s) => { s.page = 3 - page; }],
    ['the data', (s) => { s.data = 3 - data; }],
    ...[1, 2].map((n) => [
      `${names.includes(n) ? 'no more' : 'now'} the program ${n}`,
      (s) => { s.names = names.includes(n) ? names.filter((m) => m !== n) : [...names, n].sort(); },
    ]),
  ];

  /** All that may happen next. */
  async function next(state) {
    const found = [];
    const { left, tabs, tasks } = state;
    for (const name of Object.keys(tasks)) {
      for (const step of await steps(state, name)) {
        found.push([`${name}: ${step.what} ${step.ask.given[0] ?? ''}`, await after(state, step)]);
      }
    }
    for (const [name, tab] of Object.entries(tabs)) {
      const isIdle = !tasks[`${name} visits`] && !tasks[`${name} ready`];
      // Two tabs that nothing tells apart: the first goes first.
      const isSame = name === 'B' && tabs.A.is === 'closed' && !tasks['A ready'];
      if (left.visit > 0 && isIdle && !isSame && tab.is !== 'coming') {
        found.push([`${name} visits`, but(state, (then) => visit(then, name), 'visit')]);
      }
      if (tab.is === 'coming') found.push([`${name} opens`, but(state, (then) => { then.tabs[name].is = 'open'; })]);
      if (tab.is === 'open' && !tab.said && isIdle && state.sw !== 'retire' && state.server.sw === 'sw') {
        found.push([`${name} is ready`, but(state, (then) => ready(then, name))]);
      }
      if (tab.is === 'open') found.push([`${name} is closed`, but(state, (then) => { then.tabs[name] = { is: 'closed' }; })]);
    }
    if (left.upload > 0) {
      for (const [what, change] of uploads(state.server)) {
        found.push([`the server has ${what}`, but(state, (then) => change(then.server), 'upload')]);
      }
    }
    if (left.kill > 0 && Object.values(tasks).some(({ script }) => script === 'sw')) {
      found.push(['the worker is ended', but(state, kill, 'kill')]);
    }
    const isUnderWay = Object.values(tabs).some(({ is }) => ['going', 'coming'].includes(is));
    if (left.hour > 0 && !isUnderWay) {
      found.push(['an hour passes', but(state, (then) => { then.hour += 1; }, 'hour')]);
    }
    if (left.retire > 0) {
      found.push(['sw_retire.js is published', but(state, (then) => { then.server.sw = 'retire'; }, 'retire')]);
    }
    if (state.sw === 'sw' && state.server.sw === 'retire') found.push(['the script is replaced', but(state, update)]);
    return found;
  }

  // -------------------------------------------------------------- what must hold

  const ends = new Map();

  /** Lets the tasks do what they should until none is left; where the network is off, all its requests fail. */
  const run = async (state, isOff = false) => copy(await ended(state, isOff));

  async function ended(state, isOff) {
    const names = Object.keys(state.tasks);
    if (names.length === 0) return state;
    const now = { ...state, left: { fault: 1 } };
    const key = JSON.stringify([now, isOff]);
    if (!ends.has(key)) {
      // Should it never end, it is found here again.
      ends.set(key, Promise.reject(new Error(`${names} never ends`)));
      ends.get(key).catch(() => {});
      const all = [];
      for (const name of names) all.push(...(await steps(now, name)));
      const may = all.filter(({ what }) => what !== 'too late');
      const step = (isOff && may.find(({ what }) => what === 'no network')) || may[0];
      assert.ok(step, `${names} waits for ever`);
      ends.set(key, await ended(await after(now, step), isOff));
    }
    return ends.get(key);
  }

  async function visited(state, isOff) {
    let now = copy(state);
    visit(now, 'A');
    now = await run(now, isOff);
    const tab = now.tabs.A;
    if (tab.is === 'coming') tab.is = 'open';
    return now;
  }

  const seen = new Map();

  /**
   * From here, whether the worker is ended or does what it began: a reader gets the
   * newest edition, then has it without network, and no more than that is kept.
   */
  async function isStuck(state) {
    for (const now of [but(state, kill), await run(state)]) {
      const { store, sw, hour, tasks, server } = now;
      const key = JSON.stringify([store, sw, hour, tasks, server.sw]);
      if (!seen.has(key)) seen.set(key, await isStuckAfter(now));
      if (seen.get(key)) return seen.get(key);
    }
    return undefined;
  }

  async function isStuckAfter(state) {
    let now = await run({ ...state, tabs: { A: { is: 'closed' }, B: { is: 'closed' } } });
    if (now.server.sw === 'retire') return isNotRetired(now);
    const old = editionOf(bodyAt(now.store, PAGE));
    if (old && now.sw) {
      const { tabs } = await visited(now, true);
      if (tabs.A.shows !== old.number || !tabs.A.isKept) return `edition ${old.number} is kept, and not shown without network`;
    }
    for (const { number } of [one, two]) {
      now.server = whole(number);
      now = await visited(now, false);
      if (now.tabs.A.shows !== number) return `edition ${number} is on the server, and not shown`;
      ready(now, 'A');
      now = await run(now);
      if (bodyAt(now.store, PAGE) !== editions[number].html) return `edition ${number} was visited, and is not kept`;
      const off = await visited({ ...now, tabs: { ...now.tabs, A: { is: 'closed' } } }, true);
      if (off.tabs.A.shows !== number) return `edition ${number} is not shown without network`;
      // Once no other page was open for an hour, the next visit drops what it had.
      now.tabs.A = { is: 'closed' };
      now.hour += 2;
      now = await visited(now, false);
      ready(now, 'A');
      now = await run(now);
      const more = Object.keys(now.store).filter((e) => !(e in editions[number].entries) && e !== PAGE && e !== `${OPEN}${now.tabs.A.id}`);
      if (more.length > 0) return `more is kept than edition ${number}: ${more}`;
      now.tabs.A = { is: 'closed' };
    }
    return undefined;
  }

  async function isNotRetired(state) {
    let now = await visited(state, false);
    if (now.sw === 'sw') update(now);
    now = await run(now);
    if (now.sw || now.store) return 'the script was taken away, and something of it stays';
    return undefined;
  }

  /** What no state may be. */
  async function wrong(state) {
    const { store, tabs, server, sw } = state;
    for (const entry of Object.keys(store ?? {})) {
      const body = bodyAt(store, entry);
      const isFile = entry !== PAGE && !entry.startsWith(OPEN);
      if (isFile && right[entry] !== body) return `${entry} is “${body}”`;
    }
    if (store && PAGE in store) {
      const { body, headers } = kept.at(store[PAGE]);
      if (headers['confins-files'] !== editionOf(body)?.list) return 'the page is kept with a list that is not its own';
      if (!isComplete(store, editionOf(body))) return `edition ${editionOf(body).number} is kept, and lacks a file`;
    }
    if (store && sw === 'sw' && server.sw === 'sw') {
      for (const [name, { is, needs }] of Object.entries(tabs)) {
        const isShown = ['coming', 'open'].includes(is);
        if (isShown && needs && !isComplete(store, editions[needs])) {
          return `tab ${name} shows edition ${needs}, and a file of it is gone`;
        }
      }
    }
    return isStuck(state);
  }

  return { next, wrong, run, visited, visit, ready, steps, after };
}

/** A reader who has edition 1; the server has edition `number` by now. */
async function reader({ run, visited, ready }, number) {
  let now = await visited(start(), false);
  ready(now, 'A');
  now = await run(now);
  return { ...now, server: whole(number), tabs: start().tabs, hour: 2 };
}

/** The same, without network for a moment: tab A is at the note of which edition it will show, or it could not be noted. */
async function opening({ visit, steps, after }, state, isNoted) {
  let now = but(state, (then) => {
    then.left.fault = 9;
    visit(then, 'A');
  });
  for (;;) {
    const may = (await steps(now, 'A visits')).filter(({ what }) => what !== 'too late');
    const isNote = may[0].ask.op === 'put';
    if (isNote && isNoted) return now;
    now = await after(now, may.find(({ what }) => /no network|disk/.test(what)) ?? may[0]);
    if (isNote) return but(now, (then) => { then.tabs.A.is = 'open'; });
  }
}

/** A tab opened without network has the page kept anew: all its files are there, and the page is about to be written. */
async function renewing(model, state) {
  let now = await opening(model, state, true);
  now.left.fault = 0;
  while (now.tasks['A visits']) now = await model.after(now, (await model.steps(now, 'A visits'))[0]);
  now.tabs.A.is = 'open';
  model.ready(now, 'A');
  for (;;) {
    const [step] = await model.steps(now, 'A ready');
    if (step.ask.op === 'put' && step.ask.given[0] === PAGE) return now;
    now = await model.after(now, step);
  }
}

/** A script with a fault put in: pairs of what stands there and what shall. */
function altered(text, changes = []) {
  return changes.reduce((old, [from, to]) => {
    assert.equal(old.split(from).length, 2, `the script has «${from}» not once`);
    return old.replace(from, () => to);
  }, text);
}

/**
 * Goes through all states within a bound: from a first visit, or (`has`) with
 * edition 1 kept and edition `server` published, or while that one opens without
 * network (`isNoted`) or is about to be replaced (`isRenewing`); how often what may
 * happen; with `faults` put into the scripts.
 */
async function check({ has, server = 1, isNoted, isRenewing, faults = {}, ...left }) {
  const model = world(altered(SW, faults.sw), altered(RETIRE, faults.retire));
  let first = has ? await reader(model, server) : start();
  if (isNoted !== undefined) first = await opening(model, first, isNoted);
  if (isRenewing) first = await renewing(model, first);
  return explore({ ...first, left: { ...start().left, ...left } }, model.next, model.wrong);
}

if (!isMainThread) parentPort.postMessage(await check(workerData));
