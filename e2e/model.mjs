// A small explicit-state model checker for service workers. What a script does
// is found out by running it: a handler is fed the answers that its world gave so
// far, and what it asks for next is one thing that may happen. Between two
// answers anything else may happen too. A handler's past is data, so a state of
// the whole world is data, and states are gone through breadth first.
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import vm from 'node:vm';

/** An answer as a script sees it, whole at once. */
export class Answer {
  redirected = false;

  constructor(body, { status = 200, headers = {} } = {}) {
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    Object.assign(this, { body: text, status, headers: new Headers(headers) });
  }

  clone() {
    return new Answer(this.body, this);
  }

  async text() {
    return this.body;
  }

  async json() {
    return JSON.parse(this.body);
  }

  async arrayBuffer() {
    return new TextEncoder().encode(this.body).buffer;
  }
}

const digest = (bytes) => createHash('sha256').update(new Uint8Array(bytes)).digest();

/** A script in a world where each thing that it waits for is asked of whoever runs it. */
export class Script {
  #handlers = new Map();
  #run;
  #known = new Map();

  /** Runs `source` under `scope`, so that it adds its handlers. */
  constructor(source, scope) {
    const ask = (op, ...given) => this.#ask(op, given);
    const entry = (asked) => asked.url ?? asked;
    const cache = {
      match: (asked) => ask('match', entry(asked)),
      put: (asked, { body, headers }) => ask('put', entry(asked), { body, headers: Object.fromEntries(headers) }),
      delete: (asked) => ask('delete', entry(asked)),
      keys: () => ask('keys'),
    };
    const globals = {
      URL, Headers, AbortController, TextDecoder, btoa,
      Response: Answer,
      addEventListener: (type, handler) => this.#handlers.set(type, handler),
      registration: { scope, unregister: () => ask('unregister') },
      caches: {
        open: async () => cache,
        match: (asked, { cacheName }) => ask('look', entry(asked), cacheName),
        delete: (name) => ask('destroy', name),
      },
      clients: { claim: async () => {}, matchAll: () => ask('clients') },
      skipWaiting() {},
      crypto: { subtle: { digest: async (_, bytes) => digest(bytes) } },
      fetch: (asked, { cache = 'default', signal } = {}) => {
        const answer = ask('fetch', entry(asked), cache);
        signal?.addEventListener('abort', () => answer.drop(new Error('aborted')));
        return answer;
      },
      setTimeout: (f) => {
        const late = ask('timer');
        late.then(f);
        return late;
      },
      clearTimeout: (late) => late.drop(),
      navigator: {
        locks: {
          request: async (name, job) => {
            await ask('lock', name);
            try {
              return await job();
            } finally {
              await ask('unlock', name);
            }
          },
        },
      },
    };
    // What the time is, is said with the event.
    const now = () => this.#run.now;
    class Clock extends Date {
      constructor(time = now()) {
        super(time);
      }

      static now = now;
    }
    vm.runInNewContext(source, { ...globals, Date: Clock });
  }

  #ask(op, given) {
    const asks = this.#run.asks;
    let settle;
    const answer = new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
    const asked = { id: asks.length, op, given, settle, open: true };
    answer.drop = (error) => {
      if (asked.open && error) settle.reject(error);
      asked.open = false;
    };
    asks.push(asked);
    return answer;
  }

  /**
   * What comes of `event` at `now`, after its world has answered as `past` gives
   * it: pairs of an ask's id and its answer, where `{ error }` is a failure. `key`
   * stands for all three. Answers what is asked and not answered yet, the response
   * if there is one, and whether all is over.
   */
  async after(event, now, past, key) {
    if (!this.#known.has(key)) this.#known.set(key, await this.#replay(event, now, past()));
    return this.#known.get(key);
  }

  async #replay({ type, ...given }, now, past) {
    const run = { now, asks: [] };
    this.#run = run;
    const told = [];
    const lasts = [];
    let response;
    const source = given.source && { id: given.source, postMessage: (what) => told.push(what) };
    this.#handlers.get(type)({
      ...given,
      request: given.request && { ...given.request, headers: new Headers() },
      source,
      waitUntil: (promise) => lasts.push(promise),
      respondWith: (promise) => lasts.push(Promise.resolve(promise).then((r) => { response = r; })),
    });
    let over = lasts.length === 0;
    Promise.allSettled(lasts).then(() => { over = true; });
    await setImmediate();
    for (const [id, answer] of past) {
      const asked = run.asks[id];
      asked.open = false;
      if (answer?.error) asked.settle.reject(new Error(answer.error));
      else asked.settle.resolve(revived(answer));
      await setImmediate();
    }
    const asks = run.asks.filter(({ open }) => open).map(({ id, op, given: what }) => ({ id, op, given: what }));
    return { asks, response, told, over };
  }
}

/** Answers are data until a script has them. */
const revived = (answer) => (answer?.body === undefined ? answer : new Answer(answer.body, answer));

/**
 * Goes breadth first through all states that `next` leads to from `first`; `next`
 * gives pairs of what happens and the state then. The first state in which
 * `wrong` finds something ends it: answers how many states there were, what is
 * wrong, and the way there.
 */
export async function explore(first, next, wrong, most = Infinity) {
  const keys = new Map([[keyOf(first), 0]]);
  const states = [first];
  const ways = [[-1, 'at first']];
  for (let at = 0; at < states.length; at += 1) {
    const state = states[at];
    states[at] = null;
    const found = await wrong(state);
    if (found) return { states: keys.size, wrong: found, way: wayTo(ways, at) };
    if (keys.size >= most) continue;
    for (const [what, then] of await next(state)) {
      const key = keyOf(then);
      if (keys.has(key)) continue;
      keys.set(key, states.length);
      states.push(then);
      ways.push([at, what]);
    }
  }
  return { states: keys.size };
}

const keyOf = (state) => createHash('md5').update(JSON.stringify(state)).digest('base64');

function wayTo(ways, at) {
  const way = [];
  for (let i = at; i >= 0; [i] = ways[i]) way.unshift(ways[i][1]);
  return way;
}
