// @ts-check
/**
 * Serves the demo shop, the demo marketplace and their pictures from one folder and one port, told apart by host name:
 *
 *   http://shop.yuantou.localhost:PORT/     → ROOT/shop/
 *   http://factory.yuantou.localhost:PORT/  → ROOT/factory/
 *   http://img.yuantou.localhost:PORT/      → ROOT/, but only the pictures of both
 *   any other name                          → ROOT/
 *   /dom.js of shop and factory             → ROOT/dom.js, which both share, as `../dom.js` is on one host
 *
 * Browsers send every name under .localhost to the loopback address, so nothing has to be set up.
 * By hand: node tools/serve.mjs [--port 8642] [ROOT…]   (several roots are tried in order; the first default is www)
 */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

const PICTURE = /^\/(shop|factory)\/pictures\/[\w.-]+$/;

/**
 * @typedef {object} Shop
 * @property {number} port the port it listens on
 * @property {string} shop address of the shop, without a slash at its end
 * @property {string} factory address of the marketplace
 * @property {string} img address of the pictures' host
 * @property {() => Promise<void>} close ends it, and the connections that are still open
 */

/**
 * The path below a root that a request asks for, or null where there can be nothing.
 * @param {string} host
 * @param {string} path still percent-encoded
 * @returns {string | null}
 */
export function locate(host, path) {
  let plain;
  try {
    plain = decodeURIComponent(path);
  } catch {
    return null;
  }
  // A backslash is a separator on Windows, and a NUL ends a file name everywhere.
  if (!plain.startsWith('/') || /[\\\0]/.test(plain) || plain.split('/').some((part) => part === '..' || (part.startsWith('.') && part !== ''))) {
    return null;
  }
  const site = host.toLowerCase().split('.')[0];
  if (site === 'img') return PICTURE.test(plain) ? plain : null;
  const below = (site === 'shop' || site === 'factory') && plain !== '/dom.js' ? `/${site}${plain}` : plain;
  return below.endsWith('/') ? `${below}index.html` : below;
}

/**
 * The first of the roots that holds the file, links resolved and still inside.
 * @param {string[]} roots
 * @param {string} path
 */
async function find(roots, path) {
  for (const root of roots) {
    try {
      const real = await realpath(join(root, path));
      const home = await realpath(root);
      const info = await stat(real);
      if (real.startsWith(home + sep) && info.isFile()) return { real, size: info.size };
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/**
 * Starts the server on the loopback address.
 * @param {{port?: number, root: string | string[], onRequest?: (host: string, path: string) => void}} options
 *   port 0 takes any that is free
 * @returns {Promise<Shop>}
 */
export async function startShop({ port = 0, root, onRequest }) {
  const roots = (Array.isArray(root) ? root : [root]).map((one) => resolve(one));
  const server = createServer(async (request, response) => {
    const host = (request.headers.host ?? 'localhost').replace(/:\d+$/, '');
    const path = (request.url ?? '/').split('?')[0];
    onRequest?.(host, request.url ?? '/');
    /** @param {number} status @param {string} text */
    const refuse = (status, text) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`${text}\n`);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD.');
    const below = locate(host, path);
    const found = below === null ? null : await find(roots, below);
    if (found === null) return refuse(404, 'Nothing here. Has `make demo` been run?');
    response.writeHead(200, {
      'content-type': TYPES[extname(found.real).toLowerCase()] ?? 'application/octet-stream',
      'content-length': found.size,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    if (request.method === 'HEAD') return response.end();
    createReadStream(found.real).on('error', () => response.destroy()).pipe(response);
  });
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done(undefined));
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  /** @param {string} name */
  const at = (name) => `http://${name}.yuantou.localhost:${taken}`;
  return {
    port: taken,
    shop: at('shop'),
    factory: at('factory'),
    img: at('img'),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** @param {string[]} words */
async function main(words) {
  const roots = [];
  let port = 8642;
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] === '--port') port = Number(words[(i += 1)]);
    else roots.push(words[i]);
  }
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error('usage: node tools/serve.mjs [--port NUMBER] [ROOT…]');
    process.exit(2);
  }
  const shop = await startShop({ port, root: roots.length > 0 ? roots : ['www'] });
  console.log(`all      http://localhost:${shop.port}/\nshop     ${shop.shop}/\nfactory  ${shop.factory}/search.html\nCtrl+C ends it.`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.code === 'EADDRINUSE' ? 'That port is taken: name another with --port.' : error);
    process.exit(1);
  });
}
