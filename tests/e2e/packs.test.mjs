// @ts-check
// Packs on servers: found in, paid for in few bytes, pinned to their key; and every way in which a static host goes wrong.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { badgeOf, names, until, waitForBadge } from "./browser.mjs";
import { root } from "./data.mjs";
import { demoGoods, demoSite, SHOP } from "./demo_site.mjs";
import { packOf } from "./pack.mjs";
import { FAULTS, filesOf, otherPack, PACK, packServer } from "./pack_server.mjs";
import { optionsPage, scratch, stage } from "./stage.mjs";

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    /** @type {import("./demo_site.mjs").Good} */
    let spoon;
    /** @type {ReturnType<typeof packServer>} */
    let server;
    /** @type {import("puppeteer-core").Page} */
    let own;
    /** @type {Awaited<ReturnType<typeof optionsPage>>["ask"]} */
    let ask;

    before(async () => {
      on = await stage(name, { pack: await otherPack() });
      [spoon] = await demoGoods();
      server = packServer(await filesOf(join(root, "extension/packs/sample")));
      on.web.site(/\.yuantou\.localhost$/, demoSite);
      on.web.site(/^img\.yuantou\.localhost$/, server.site);
      ({ own, ask } = await optionsPage(on));
    });
    after(() => on?.close());

    const packs = async () => (await ask({ kind: "packs" })).packs;
    async function fresh() {
      for (const { id } of await packs()) await ask({ kind: "pack_remove", id });
      server.mode = "well";
      const answer = await ask({ kind: "pack_add", address: PACK });
      assert.equal(answer.kind, "packs", JSON.stringify(answer));
      server.asked = [];
      return answer.packs[0];
    }
    async function shop(/** @type {string} */ path = `item.html?id=${spoon.id}`) {
      const page = await on.browser.page();
      await page.goto(`${SHOP}${path}`, { waitUntil: "domcontentloaded" });
      return page;
    }
    const matched = (/** @type {{ className: string }} */ { className }) => /\bsame\b/.test(className);

    test("the spoon's factory is found in a pack on a server, for few bytes, without cookies or referrer", async () => {
      const pack = await fresh();
      assert.equal(pack.key, null);
      assert.equal(pack.status.listings, 78);
      const page = await shop();
      const badge = await waitForBadge(page, matched);
      assert.ok(badge.text.includes(on.money("3.10")), badge.text);
      const [{ status }] = await until(async () => ((await packs())[0].status.answered ? packs() : null), "what the pack answered");
      assert.ok(status.answered.bytes > 0 && status.answered.bytes <= 100_000, JSON.stringify(status));
      assert.ok(status.answered.trips <= 3, JSON.stringify(status));
      assert.equal(status.fault, undefined);
      const ranges = server.asked.filter(({ headers }) => headers.range);
      assert.ok(ranges.length > 0);
      for (const { headers, url } of ranges) {
        assert.equal(headers.cookie, undefined);
        assert.equal(headers.referer, undefined);
        assert.equal(new URL(url).search, "");
      }
      await page.close();
      // All of it was kept: the same page asks the server for nothing.
      await until(async () => {
        server.asked = [];
        const again = await shop();
        await waitForBadge(again, matched);
        await again.close();
        return server.asked.length === 0;
      }, "a lookup out of the cache");
    });

    test("a server that ignores ranges serves all the same what stands near the start of its files", async () => {
      await fresh();
      server.mode = "ignores";
      const page = await shop();
      await waitForBadge(page, matched);
      await page.close();
    });

    for (const [mode, kind] of Object.entries(FAULTS)) {
      test(`a server that misbehaves (${mode}): no match, no wait, and the reason told`, async () => {
        await fresh();
        server.mode = mode;
        const page = await shop();
        const told = await until(async () => (await packs())[0].status.fault, "the fault");
        // What a browser makes of bytes that are no gzip, or of an answer that breaks off, is its own affair.
        const also = mode === "gzip" ? ["network", "slow"] : mode === "missing" ? ["missing"] : [];
        assert.ok([kind, ...also].includes(told.kind), JSON.stringify(told));
        const badge = await waitForBadge(page);
        assert.ok(!matched(badge), badge.text);
        await page.close();
      });
    }

    for (const mode of ["flipped", "truncated"]) {
      test(`a pack with ${mode} bytes: no match, and no error`, async () => {
        await fresh();
        server.mode = mode;
        on.browser.errors = [];
        const page = await shop();
        const badge = await waitForBadge(page);
        assert.ok(!matched(badge), badge.text);
        assert.deepEqual(on.browser.errors, []);
        await page.close();
      });
    }

    test("no pack at the address, or one of a wrong version: refused with the reason", async () => {
      for (const { id } of await packs()) await ask({ kind: "pack_remove", id });
      server.mode = "well";
      const files = server.files;
      const refused = async (/** @type {Record<string, string>} */ other) => {
        server.files = new Map([...files, ...Object.entries(other).map(([path, text]) => /** @type {[string, Buffer]} */ ([path, Buffer.from(text)]))]);
        const answer = await ask({ kind: "pack_add", address: PACK });
        assert.equal(answer.kind, "failed");
        return answer.message;
      };
      assert.match(await refused({ "manifest.json": '{"format":"yuantou-pack","version":1}' }), /version 1/);
      assert.match(await refused({ "manifest.json": "{}" }), /manifest/);
      server.files = new Map();
      assert.match((await ask({ kind: "pack_add", address: PACK })).message, /not there/);
      server.files = files;
      assert.equal((await ask({ kind: "pack_add", address: "http://elsewhere.example/pack/" })).error, "permission");
      assert.deepEqual(await packs(), []);
    });

    test("another generation half-way: the lookup begins again with that one", async () => {
      const pack = await fresh();
      const old = server.files;
      server.files = await secondGeneration();
      const page = await shop();
      await waitForBadge(page, matched);
      await page.close();
      const now = (await packs())[0];
      assert.notEqual(now.status.listings, pack.status.listings);
      server.files = old;
    });

    test("a signed pack is pinned to its key: unsigned or of another key it is refused, and says so", async () => {
      const can = await own.evaluate(() => crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign"]).then(() => true, () => false));
      assert.ok(can, "this browser checks signatures");
      const well = server.files;
      const [key, other] = [await makeKey(), await makeKey()];
      server.files = await key.signed(well);
      const pack = await fresh();
      assert.equal(pack.key, key.hex);
      const second = await secondGeneration();
      for (const [files, kind] of /** @type {[Map<string, Buffer>, string][]} */ ([[second, "unsigned"], [await other.signed(second), "other_key"]])) {
        await fresh().catch(() => {});
        server.files = await key.signed(well);
        await fresh();
        server.files = files;
        const page = await shop();
        await until(async () => (await packs())[0].status.fault?.kind === kind, `the fault ${kind}`);
        await page.close();
        server.files = await key.signed(well);
      }
      // A signature that does not fit is no signature.
      server.files = new Map([...well, ["manifest.sig", Buffer.from(JSON.stringify({ key: key.hex, signature: "00".repeat(64) }))]]);
      for (const { id } of await packs()) await ask({ kind: "pack_remove", id });
      assert.equal((await ask({ kind: "pack_add", address: PACK })).error, "signature");
      server.files = well;
    });

    test("kept offline: found with the server gone; switched off: not found; removed: nothing left", async () => {
      const { id } = await fresh();
      await ask({ kind: "pack_offline", id, on: true });
      await until(async () => (await packs())[0].offline, "all of it there");
      server.mode = "missing";
      server.asked = [];
      const page = await shop();
      await waitForBadge(page, matched);
      assert.deepEqual(server.asked, []);
      await page.close();
      await ask({ kind: "pack_switch", id, on: false });
      const off = await shop();
      assert.ok(!matched(await waitForBadge(off)));
      await off.close();
      await ask({ kind: "pack_remove", id });
      assert.deepEqual(await packs(), []);
      const left = await own.evaluate(() => new Promise((done) => {
        const asked = indexedDB.open("catalogue");
        asked.onsuccess = () => {
          const counted = asked.result.transaction("pages").objectStore("pages").count();
          counted.onsuccess = () => {
            asked.result.close();
            done(counted.result);
          };
        };
      }));
      assert.equal(left, 0);
    });

    test("a list page asks for little, and not again for what no pack knew", async () => {
      await fresh();
      const list = await shop("");
      await until(() => list.evaluate(() => document.querySelectorAll("yuantou-tag").length >= 4), "tags on the cards");
      await list.close();
      const bytes = server.asked.filter(({ headers }) => headers.range).reduce((sum, { headers }) => {
        const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(String(headers.range)) ?? [];
        return sum + Number(to) - Number(from) + 1;
      }, 0);
      assert.ok(bytes > 0 && bytes <= 1_000_000, `${bytes} bytes`);
      assert.equal(await badgeOf(own), null);
    });

    /** The same listings and one more, in another segment. */
    async function secondGeneration() {
      const lines = await import("node:fs/promises").then(({ readFile }) => readFile(join(root, "build/www/factory/listings.jsonl"), "utf8"));
      const listings = lines.trim().split("\n").map((line) => JSON.parse(line));
      const out = join(scratch, "second");
      await packOf([...listings, { kind: "offer", platform: "demo", id: "2", title: "竹筷子" }], join(root, "build/www/factory"), out);
      return filesOf(out);
    }
  });
}

/** A key, and what it signs. */
async function makeKey() {
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]));
  const hex = Buffer.from(await crypto.subtle.exportKey("raw", pair.publicKey)).toString("hex");
  return {
    hex,
    /** @param {Map<string, Buffer>} files */
    async signed(files) {
      const manifest = /** @type {Buffer} */ (files.get("manifest.json"));
      const signature = Buffer.from(await crypto.subtle.sign("Ed25519", pair.privateKey, new Uint8Array(manifest))).toString("hex");
      return new Map([...files, ["manifest.sig", Buffer.from(JSON.stringify({ key: hex, signature }))]]);
    },
  };
}
