// The protocol by which Firefox is driven: WebDriver BiDi, JSON on a socket.
// https://www.w3.org/TR/webdriver-bidi/
import { once } from 'node:events';
import WebSocket from 'ws';

/** How long a command may take, in milliseconds. */
const LIMIT = 60_000;

/** Opens a session: `send` asks and waits for the answer, `listen` hears events of a kind. */
export async function connect(url) {
  const socket = new WebSocket(`${url}/session`);
  await once(socket, 'open');
  const [waiting, listeners] = [new Map(), new Map()];
  let last = 0;
  socket.on('message', (text) => {
    const message = JSON.parse(text);
    if (message.type === 'event') {
      for (const listener of listeners.get(message.method) ?? []) listener(message.params);
      return;
    }
    const { done, failed, method } = waiting.get(message.id);
    if (message.type === 'success') done(message.result);
    else failed(new Error(`${method}: ${message.error}: ${message.message}`));
  });
  socket.on('close', () => {
    for (const { failed, method } of waiting.values()) failed(new Error(`${method}: the connection was closed`));
  });
  const send = (method, params = {}) =>
    new Promise((done, failed) => {
      last += 1;
      waiting.set(last, { done, failed, method });
      socket.send(JSON.stringify({ id: last, method, params }));
      // A promise that is settled already does not mind.
      setTimeout(() => failed(new Error(`${method}: no answer in ${LIMIT} ms`)), LIMIT).unref();
    });
  const listen = (method, listener) => listeners.set(method, [...(listeners.get(method) ?? []), listener]);
  await send('session.new', { capabilities: {} });
  return { send, listen };
}
