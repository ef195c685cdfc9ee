// @ts-check
/** The demo's server: one folder, three hosts, and nothing outside of it. Run by `node --test tests/unit/tools`. */
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { locate, startShop } from '../../../tools/serve.mjs';

/** @type {string} */
let folder;
/** @type {import('../../../tools/serve.mjs').Shop} */
let shop;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yuantou-serve-'));
  const root = join(folder, 'root');
  await mkdir(join(root, 'shop', 'pictures'), { recursive: true });
  await mkdir(join(root, 'factory'));
  await writeFile(join(root, 'shop', 'index.html'), 'shop');
  await writeFile(join(root, 'shop', 'goods.json'), '{}');
  await writeFile(join(root, 'shop', 'pictures', '1-1.jpg'), 'picture');
  await writeFile(join(root, 'factory', 'offer.html'), 'offer');
  await writeFile(join(root, 'dom.js'), 'shared');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(root, 'shop', 'link.txt'));
  shop = await startShop({ root });
});

after(async () => {
  await shop.close();
  await rm(folder, { recursive: true });
});

/**
 * @param {string} host
 * @param {string} path sent as it is
 * @returns {Promise<{status: number | undefined, type: string | undefined, body: string}>}
 */
function ask(host, path, method = 'GET') {
  return new Promise((done, fail) => {
    const call = request({ host: '127.0.0.1', port: shop.port, path, method, headers: { host } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part) => (body += part));
      answer.on('end', () => done({ status: answer.statusCode, type: answer.headers['content-type'], body }));
    });
    call.on('error', fail).end();
  });
}

test('each host has its own folder', async () => {
  assert.deepEqual(await ask(`shop.yuantou.localhost:${shop.port}`, '/?a=1'), { status: 200, type: 'text/html; charset=utf-8', body: 'shop' });
  assert.equal((await ask('factory.yuantou.localhost', '/offer.html?id=1')).body, 'offer');
  assert.equal((await ask('localhost', '/factory/offer.html')).body, 'offer');
  assert.deepEqual(await ask('img.yuantou.localhost', '/shop/pictures/1-1.jpg'), { status: 200, type: 'image/jpeg', body: 'picture' });
});

test('the two sites share one script, and the pictures\' host does not', async () => {
  for (const host of ['shop.yuantou.localhost', 'factory.yuantou.localhost']) assert.equal((await ask(host, '/dom.js')).body, 'shared');
  assert.equal((await ask('img.yuantou.localhost', '/dom.js')).status, 404);
});

test('the pictures\' host has pictures only', async () => {
  assert.equal((await ask('img.yuantou.localhost', '/shop/goods.json')).status, 404);
  assert.equal((await ask('img.yuantou.localhost', '/shop/pictures/2-1.jpg')).status, 404);
});

test('nothing outside of the root is served', async () => {
  for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%2e%2e%5csecret.txt', '/shop/../../secret.txt', '/link.txt', '/%00', '/%', '//etc/passwd']) {
    const answer = await ask('shop.yuantou.localhost', path);
    assert.equal(answer.status, 404, path);
    assert.doesNotMatch(answer.body, /secret\n|root:/, path);
  }
});

test('only reading is allowed, and a head has no body', async () => {
  assert.equal((await ask('shop.yuantou.localhost', '/', 'POST')).status, 405);
  assert.deepEqual((await ask('shop.yuantou.localhost', '/', 'HEAD')).body, '');
});

test('locate refuses what cannot be a file of ours', () => {
  assert.equal(locate('shop.x', '/'), '/shop/index.html');
  assert.equal(locate('factory.x', '/a%20b.html'), '/factory/a b.html');
  for (const path of ['', 'shop', '/.git/config', '/a\\b', '/a/../b']) assert.equal(locate('shop.x', path), null, path);
});
