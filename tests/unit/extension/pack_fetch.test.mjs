// @ts-check
/** Stretches from servers that do as they like: what comes of them, and how much of it is read. */
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fetchFile, fetchStretch } from "../../../extension/background/network/pack_fetch.js";
import { signer } from "../../../extension/background/catalogue/store/signature.js";

/** For what has to come. */
const PATIENT_MS = 60_000;
const FILE = Buffer.from(Array.from({ length: 600_000 }, (_, at) => at % 251));

/** @type {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void} */
let answer;
/** @type {import("node:http").Server} */
let server;
let address = "";
before(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  address = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/band0-00000.idx`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** A host that does ranges. @type {typeof answer} */
const well = (request, response) => {
  const [, from, to] = (/^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? []).map(Number);
  const part = FILE.subarray(from, to + 1);
  response.writeHead(206, { "content-range": `bytes ${from}-${from + part.length - 1}/${FILE.length}` }).end(part);
};

test("a stretch, and one that the file ends before", async () => {
  answer = well;
  assert.deepEqual(Buffer.from(await fetchStretch(address, 1000, 300, PATIENT_MS)), FILE.subarray(1000, 1300));
  assert.deepEqual(Buffer.from(await fetchStretch(address, 599_990, 300, PATIENT_MS)), FILE.subarray(599_990));
});

test("ranges ignored: the start of a file is read to where it is wanted, and no further", async () => {
  answer = (_, response) => void response.writeHead(200).end(FILE);
  assert.deepEqual(Buffer.from(await fetchStretch(address, 100_000, 300, PATIENT_MS)), FILE.subarray(100_000, 100_300));
  await assert.rejects(fetchStretch(address, 300_000, 300, PATIENT_MS), { kind: "no_ranges" });
});

test("another range than was asked for is none", async () => {
  answer = (_, response) => void response.writeHead(206, { "content-range": "bytes 0-299/600000" }).end(FILE.subarray(0, 300));
  await assert.rejects(fetchStretch(address, 1000, 300, PATIENT_MS), { kind: "no_ranges" });
});

test("more than was asked for is refused", async () => {
  answer = (_, response) => void response.writeHead(206).end(FILE.subarray(0, 301));
  await assert.rejects(fetchStretch(address, 0, 300, PATIENT_MS), { kind: "long" });
  await assert.rejects(fetchFile(address, 300, PATIENT_MS), { kind: "long" });
});

test("a pause is as long as the server says, within reason", async () => {
  for (const [after, least, most] of /** @type {[string, number, number][]} */ ([["120", 120_000, 120_000], ["999999", 3_600_000, 3_600_000], [new Date(Date.now() + 3_000_000).toUTCString(), 2_000_000, 3_000_000], ["soon", 60_000, 60_000]])) {
    answer = (_, response) => void response.writeHead(429, { "retry-after": after }).end();
    await fetchStretch(address, 0, 10, PATIENT_MS).then(() => assert.fail("no answer was wanted"), ({ kind, pause }) => {
      assert.equal(kind, "busy");
      assert.ok(pause >= least && pause <= most, `${after}: ${pause}`);
    });
  }
});

test("a page, an error, nothing, and no end", async () => {
  answer = (_, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<p>Log in");
  await assert.rejects(fetchStretch(address, 0, 10, PATIENT_MS), { kind: "html" });
  answer = (_, response) => void response.writeHead(404).end();
  await assert.rejects(fetchStretch(address, 0, 10, PATIENT_MS), { kind: "missing" });
  answer = (_, response) => void response.writeHead(206).write("1234");
  await assert.rejects(fetchStretch(address, 0, 10, 300), { kind: "slow" });
  answer = (request) => void request.socket.destroy();
  await assert.rejects(fetchStretch(address, 0, 10, PATIENT_MS), { kind: "network" });
});

test("a signature is of these very bytes", async () => {
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]));
  const key = Buffer.from(await crypto.subtle.exportKey("raw", pair.publicKey)).toString("hex");
  const manifest = new TextEncoder().encode('{"format":"yuantou-pack"}\n');
  const signature = Buffer.from(await crypto.subtle.sign("Ed25519", pair.privateKey, manifest)).toString("hex");
  const signed = (/** @type {object} */ said) => new TextEncoder().encode(JSON.stringify({ key, signature, ...said }));
  assert.equal(await signer(manifest, signed({})), key);
  assert.equal(await signer(manifest, signed({ key: key.toUpperCase() })), key);
  for (const said of [{ signature: "00".repeat(64) }, { key: "00".repeat(32) }, { key: "zz" }, { signature: 5 }]) await assert.rejects(signer(manifest, signed(said)), { kind: "signature" });
  await assert.rejects(signer(new TextEncoder().encode("{}"), signed({})), { kind: "signature" });
  await assert.rejects(signer(manifest, new TextEncoder().encode("<html>")), { kind: "signature" });
});
