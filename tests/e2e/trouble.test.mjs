// @ts-check
// Bad input: walls, half pages, broken pictures, a broken pack. No badge or an honest one, a reason in the popup, and
// the shop's page never touched.
import assert from "node:assert/strict";
import { cp, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import sharp from "sharp";
import { badgeOf, names, until, waitForBadge } from "./browser.mjs";
import { markupOf, onlyPictures } from "./expect.mjs";
import { MADE, madePack, picture, shopPage } from "./made.mjs";
import { clickBadge, panelOf, scratch, stage } from "./stage.mjs";
import { looked } from "./wait.mjs";

const SHOP = "http://shop.yuantou.localhost/";
const IMG = "http://img.yuantou.localhost/";
const PICTURES = /^http:\/\/img\.yuantou\.localhost\//;
const [jar, lamp] = MADE;

for (const name of names()) {
  describe(name, () => {
    /** @type {import("./stage.mjs").Stage} */
    let on;
    const pack = join(scratch, `pack-made-${name}`);

    before(async () => {
      await madePack(pack);
      on = await stage(name, { pack });
    });
    after(() => on?.close());

    /**
     * Opens a page, with the pictures that its address asks for.
     * @param {string} body
     * @param {{ url?: string, status?: number, headers?: Record<string, string>, image?: import("./web.mjs").Answer }} [more]
     */
    async function open(body, { url = `${SHOP}item/1`, status, headers, image } = {}) {
      on.web.clear();
      on.browser.errors = [];
      on.web.site(/./, (asked) => (asked.hostname === new URL(url).hostname ? { body, status, headers } : null));
      on.web.site(/^img\.yuantou\.localhost$/, async (asked) => image ?? { type: "image/jpeg", body: await picture(asked.pathname.includes("lamp") ? 2 : 1) });
      const page = await on.browser.page();
      await page.goto(url, { waitUntil: "domcontentloaded" });
      return page;
    }

    /** Waits until the extension has made up its mind. @param {import("puppeteer-core").Page} page @param {string} [said] What the popup says of it */
    async function judged(page, said = "") {
      const judgement = await looked(on.browser, page, ({ text }) => text.includes(said));
      onlyPictures(on.web.asked, { pictures: PICTURES });
      return judgement;
    }

    test("to begin with: the same page in good order has its badge", async () => {
      const page = await open(shopPage({ title: jar.title, price: jar.price, images: [`${IMG}jar.jpg`] }));
      const badge = await waitForBadge(page);
      assert.match(badge.className, /\bsame\b/, badge.text);
      assert.ok(badge.text.includes(on.money("11.00")), `${badge.text}: (2 × 8.50 + 5.00) / 2`);
      assert.equal((await on.browser.popup(page)).state, "matched");
      assert.equal(onlyPictures(on.web.asked, { pictures: PICTURES }).length > 0, true);
      assert.deepEqual(on.browser.errors, []);
      await page.close();
    });

    test("and a dearer factory is called dearer", async () => {
      const page = await open(shopPage({ title: lamp.title, price: lamp.price, images: [`${IMG}lamp.jpg`] }));
      const badge = await waitForBadge(page);
      assert.match(badge.className, /\bdearer\b/, badge.text);
      assert.ok(badge.text.includes(`+${on.money("9.00")}`), badge.text);
      await page.close();
    });

    /** A badge that stands on words alone must not speak of pictures. @param {import("puppeteer-core").Page} page */
    async function wordsAlone(page) {
      if (/quiet/.test((await badgeOf(page))?.className ?? "quiet")) return;
      await clickBadge(page);
      const panel = await until(() => panelOf(page), "the panel");
      for (const { reasons } of panel.matches) {
        for (const reason of reasons) assert.ok(![on.say("reason_same_photograph"), on.say("reason_similar_photograph")].some((claim) => reason.includes(claim)), reason);
      }
    }

    const walls = [
      ["a login wall", '<!doctype html><html><head><title>淘宝网 - 淘！我喜欢</title></head><body><script>var answer = {"ret":["FAIL_SYS_USER_VALIDATE","RGV587_ERROR::SM::被挤爆啦"],"data":{"url":"https://login.taobao.com/member/login.jhtml"},"rgv587_flag":"sm"};</script><form id="login-form"><input name="fm-login-id" placeholder="会员名"><input type="password"></form></body></html>', "https://item.taobao.com/item.htm?id=1"],
      ["a captcha", '<!doctype html><html><head><title>验证码拦截</title></head><body><div id="nocaptcha">请拖动下方滑块完成验证</div><script>window._config_={"action":"captcha","url":"/_____tmd_____/punish?x5secdata=abc"};</script></body></html>', "https://detail.tmall.com/item.htm?id=2"],
    ];
    for (const [what, body, url] of walls) {
      test(`${what}: no badge, and the popup says what is asked for`, async () => {
        const page = await open(body, { url });
        const before = await markupOf(page);
        const { badge } = await judged(page, on.say("why_needs_login"));
        assert.equal(badge, null);
        assert.equal(await markupOf(page), before);
        await page.close();
      });
    }

    test("half a page: no badge, and a reason", async () => {
      const whole = shopPage({ title: jar.title, price: jar.price, images: [`${IMG}jar.jpg`] });
      const page = await open(whole.slice(0, whole.indexOf("offers")));
      const { badge, popup } = await judged(page);
      assert.equal(badge, null);
      assert.ok(["nothing", "waiting"].includes(popup.state ?? ""), popup.text);
      await page.close();
    });

    test("no picture at all: words alone, and the popup says so", async () => {
      const page = await open(shopPage({ title: jar.title, price: jar.price, images: [] }));
      await judged(page, on.say("why_no_picture"));
      await wordsAlone(page);
      await page.close();
    });

    /** @type {[string, () => Promise<import("./web.mjs").Answer>][]} */
    const pictures = [
      ["a picture that is not there", async () => ({ status: 404, type: "text/html", body: "<h1>404</h1>" })],
      ["a page in the place of a picture", async () => ({ type: "text/html", body: "<h1>hello</h1>" })],
      ["a picture of no size", async () => ({ type: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>' })],
      ["an empty picture", async () => ({ type: "image/jpeg", body: "" })],
      ["half a picture's bytes and none of its sense", async () => ({ type: "image/jpeg", body: new Uint8Array(5000).fill(7) })],
      ["a picture of 50 megapixels", async () => ({ type: "image/png", body: await sharp({ create: { width: 8000, height: 6250, channels: 3, background: "#a87" } }).png({ compressionLevel: 9 }).toBuffer() })],
      ["a picture of 20 MB", async () => ({ type: "image/jpeg", body: Buffer.concat([await picture(1), Buffer.alloc(20_000_000)]) })],
    ];
    for (const [what, image] of pictures) {
      test(`${what}: words alone, and the popup says so`, async () => {
        // An address of its own: a picture that was fetched for an earlier page is not fetched again.
        const page = await open(shopPage({ title: jar.title, price: jar.price, images: [`${IMG}${encodeURIComponent(what)}.jpg`] }), { image: await image() });
        await judged(page, on.say("why_pictures_failed"));
        await wordsAlone(page);
        await page.close();
      });
    }

    test("a page with a strict content policy is served like any other", async () => {
      const page = await open(shopPage({ title: jar.title, price: jar.price, images: [`${IMG}jar.jpg`] }), { headers: { "content-security-policy": "default-src 'none'; img-src 'none'; style-src 'none'; require-trusted-types-for 'script'" } });
      assert.match((await waitForBadge(page)).className, /\bsame\b/);
      await clickBadge(page);
      const panel = await until(() => panelOf(page), "the panel");
      assert.equal(panel.matches.length > 0, true);
      const look = await page.evaluate(() => {
        const panel = /** @type {Element} */ (document.querySelector("yuantou-panel")?.shadowRoot?.querySelector(".panel"));
        const { position, width } = getComputedStyle(panel);
        return { position, width };
      });
      assert.deepEqual(look, { position: "fixed", width: "424px" }, "its style is there");
      await page.close();
    });

    test("a page whose style hides everything does not hide the badge", async () => {
      const page = await open(shopPage({ title: jar.title, price: jar.price, images: [`${IMG}jar.jpg`], head: "<style>yuantou-badge, yuantou-badge *{display:none!important;opacity:0!important;position:static!important}</style>" }));
      await waitForBadge(page);
      const box = await page.evaluate(() => {
        const { width, height } = /** @type {Element} */ (document.querySelector("yuantou-badge")?.shadowRoot?.querySelector("button")).getBoundingClientRect();
        return { width, height, opacity: getComputedStyle(/** @type {Element} */ (document.querySelector("yuantou-badge"))).opacity };
      });
      assert.ok(box.width > 60 && box.height >= 24, JSON.stringify(box));
      assert.equal(box.opacity, "1");
      await page.close();
    });

    test("titles with markup stay text", async () => {
      const title = `<img src=x onerror="document.title='broken out'"> ${jar.title}`;
      const page = await open(shopPage({ title: jar.title, price: jar.price, images: [`${IMG}jar.jpg`] }).replace(/"name":"[^"]*"/, `"name":${JSON.stringify(title).replace(/</g, "\\u003c")}`));
      await waitForBadge(page);
      await clickBadge(page);
      const panel = await until(() => panelOf(page), "the panel");
      assert.ok(panel.text.includes("onerror"), "shown as it is");
      assert.notEqual(await page.title(), "broken out");
      await page.close();
    });

    test("off the supported shops nothing runs until the shopper asks", async () => {
      const page = await open(shopPage({ title: jar.title, price: jar.price, images: [`${IMG}jar.jpg`] }), { url: "https://unknown-shop.example.net/item/1" });
      const popup = await on.browser.popup(page);
      assert.equal(await badgeOf(page), null);
      onlyPictures(on.web.asked, { pictures: PICTURES });
      assert.equal(popup.state, "unread");
      assert.ok(popup.text.includes(on.say("read_page")), popup.text);
      await page.close();
    });

    test("a broken pack: no badge from it, and the popup names it", async () => {
      const broken = `${pack}-broken`;
      await cp(pack, broken, { recursive: true });
      for (const file of await readdir(broken, { recursive: true })) if (/\.(bin|idx)$/.test(file)) await writeFile(join(broken, file), Buffer.alloc(64, 9));
      const other = await stage(name, { pack: broken });
      try {
        other.web.site(/^shop\.yuantou\.localhost$/, () => ({ body: shopPage({ title: jar.title, price: jar.price, images: [`${IMG}jar.jpg`] }) }));
        other.web.site(/^img\.yuantou\.localhost$/, async () => ({ type: "image/jpeg", body: await picture(1) }));
        const page = await other.browser.page();
        await page.goto(`${SHOP}item/1`);
        const badge = await waitForBadge(page);
        assert.ok(badge.text.startsWith(other.say("find_source")), badge.text);
        const popup = await other.browser.popup(page);
        assert.ok(popup.text.includes(other.say("pack_broken", "sample", "pack")), popup.text);
      } finally {
        await other.close();
      }
    });
  });
}
