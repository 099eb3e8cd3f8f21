// nginx for real: a folder served with the headers it sends by default, or with
// what a recipe adds. Where the machine has none, the stories that need it say so.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { folder } from './edition.mjs';

/** Why stories with nginx are skipped; `false` where it is there. */
export const lacking = spawnSync('nginx', ['-v']).error ? 'nginx is not on this machine' : false;

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Serves `root` with `more` in its server block. */
export async function nginx(root, more = '') {
  const [home, port] = [folder(), await freePort()];
  mkdirSync(join(home, 'logs'));
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${home}/${kind};`);
  writeFileSync(join(home, 'nginx.conf'), `
    daemon off; master_process off; pid ${home}/pid; error_log ${home}/logs/error.log;
    events {}
    http {
      access_log off; include /etc/nginx/mime.types; ${paths.join(' ')}
      server { listen 127.0.0.1:${port}; root ${root}; index index.html; ${more} }
    }`);
  const child = spawn('nginx', ['-p', home, '-c', join(home, 'nginx.conf')], { stdio: 'inherit' });
  process.on('exit', () => child.kill());
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; ; tries += 1) {
    try {
      await fetch(url);
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  child.unref();
  return { url, close: () => child.kill() };
}
