// @ts-check
// The web that the tests browse: an HTTP and HTTPS proxy on an ephemeral port, which answers for the shops' real host
// names itself and lets nothing through to the network. Every request is written down.
import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { generate } from "selfsigned";

/**
 * @typedef {object} Asked
 * @property {string} method
 * @property {string} host Without the port
 * @property {string} url
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {number} at Milliseconds since the epoch
 *
 * @typedef {object} Answer
 * @property {number} [status]
 * @property {string} [type]
 * @property {string | Uint8Array} [body]
 * @property {Record<string, string>} [headers]
 * @property {number} [delay] Milliseconds before the answer
 * @property {boolean} [endless] The body never ends
 * @property {boolean} [broken] The connection breaks in the body
 *
 * @typedef {(url: URL, asked: Asked) => Answer | null | Promise<Answer | null>} Site
 */

/**
 * Starts the web.
 * @returns {Promise<Web>}
 */
export async function startWeb() {
  const pem = await generate([{ name: "commonName", value: "Yuantou test web" }], { keySize: 2048, algorithm: "sha256" });
  return new Promise((ready) => {
    const web = new Web(pem);
    web.listen(() => ready(web));
  });
}

export class Web {
  /** @type {Asked[]} */
  asked = [];
  /** @type {[RegExp, Site][]} */
  #sites = [];
  #proxy;
  #secure;
  /** @type {Set<import("node:stream").Duplex>} */
  #sockets = new Set();

  /** @param {{ private: string, cert: string }} pem */
  constructor(pem) {
    const handle = (/** @type {import("node:http").IncomingMessage} */ request, /** @type {import("node:http").ServerResponse} */ response) => void this.#answer(request, response);
    this.#secure = createHttps({ key: pem.private, cert: pem.cert }, handle);
    this.#proxy = createHttp(handle);
    this.#proxy.on("connect", (request, socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => {});
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      (request.url?.endsWith(":80") ? this.#proxy : this.#secure).emit("connection", socket);
    });
    this.#secure.on("tlsClientError", () => {});
    // A connection that is closed while it rests may be closed under a request that is just on its way.
    for (const server of [this.#proxy, this.#secure]) Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
  }

  /** @param {() => void} ready */
  listen(ready) {
    this.#proxy.listen(0, "127.0.0.1", ready);
  }

  get port() {
    return /** @type {import("node:net").AddressInfo} */ (this.#proxy.address()).port;
  }

  /** Adds a site; the newest that fits a host and answers is the one. @param {RegExp} host @param {Site} site */
  site(host, site) {
    this.#sites.unshift([host, site]);
  }

  /** Forgets the sites and the requests so far. */
  clear() {
    this.#sites = [];
    this.asked = [];
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
    this.#proxy.closeAllConnections();
    this.#proxy.close();
    this.#secure.close();
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  async #answer(request, response) {
    const secure = "encrypted" in request.socket;
    const url = new URL(request.url ?? "/", `${secure ? "https" : "http"}://${request.headers.host}`);
    const asked = { method: request.method ?? "", host: url.hostname, url: url.href, headers: request.headers, at: Date.now() };
    this.asked.push(asked);
    /** @type {Answer} */
    let answer = url.pathname === "/favicon.ico" ? { status: 204 } : { status: 404, type: "text/plain", body: "not here" };
    for (const [host, site] of this.#sites) {
      const given = host.test(url.hostname) ? await site(url, asked) : null;
      if (!given) continue;
      answer = given;
      break;
    }
    if (answer.delay) await new Promise((go) => setTimeout(go, answer.delay));
    response.writeHead(answer.status ?? 200, { "content-type": answer.type ?? "text/html; charset=utf-8", "cache-control": "no-store", ...answer.headers });
    if (answer.endless) response.write(answer.body ?? "");
    else if (answer.broken) response.write(answer.body ?? "", () => response.destroy());
    else response.end(answer.body ?? "");
  }
}
