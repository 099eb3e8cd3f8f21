// The readers: how fast their line is and how much slower their machine.
const kbits = (n) => (n * 1000) / 8;

export const PROFILES = {
  none: { title: 'as this machine is', cpu: 1 },
  slow: { title: '1.6 Mbit/s, 150 ms, CPU 4 times slower', cpu: 4, down: kbits(1600), up: kbits(750), latency: 150 },
  slower: { title: '0.75 Mbit/s, 300 ms, CPU 6 times slower', cpu: 6, down: kbits(750), up: kbits(250), latency: 300 },
  cpu: { title: 'CPU 4 times slower', cpu: 4 },
};

/** A page's session takes on a profile. Its network limit holds for its workers too; the processor's does not. */
export async function apply(session, { cpu, down, up, latency }) {
  if (down) {
    const conditions = { offline: false, latency, downloadThroughput: down, uploadThroughput: up };
    await session.send('Network.emulateNetworkConditions', conditions);
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
}
