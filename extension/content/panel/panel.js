// @ts-check
// The panel: the matches, why they are thought to be the same, and what buying there costs as a sum one can check.
// A script of its own, injected when the badge is first opened.
import { makeHost, make, drawing } from "../../shared/ui/dom.js";
import { historyView } from "./history.js";
import { matchView } from "./match.js";
import { PANEL } from "./styles.js";
import { drawPictures } from "./pictures.js";
import { locale, money, say } from "../../shared/i18n/words.js";
import { waysView } from "./searches.js";

/** More matches than this help nobody to decide. */
const MOST = 8;
/** A title may be anything; its start names the product. */
const MOST_TITLE = 300;
const CLOSE = "M6 6l12 12M18 6L6 18";

/**
 * Opens the panel beside its opener.
 * @param {import("../../types").PanelInput} input
 * @returns {import("../../types").OpenPanel}
 */
function open(input) {
  const { host, root } = makeHost("yuantou-panel", PANEL);
  host.dataset.pin = "corner";
  const { panel, close: button, renew } = build(input);
  // A key for one of our fields is none of the page's business.
  for (const kind of ["keydown", "keyup", "keypress", "input", "change"]) panel.addEventListener(kind, (event) => event.stopPropagation());
  root.append(panel);
  (document.body ?? document.documentElement).append(host);
  // In the top layer nothing of the page's can cover or clip it.
  host.popover = "manual";
  host.showPopover?.();
  const refit = () => {
    const opener = input.opener();
    if (opener) fit(panel, opener.getBoundingClientRect());
  };
  refit();

  const close = (back = true) => {
    host.remove();
    document.removeEventListener("keydown", escape, true);
    removeEventListener("resize", refit);
    input.closed();
    if (back) input.opener()?.focus();
  };
  /** @param {KeyboardEvent} event */
  const escape = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  document.addEventListener("keydown", escape, true);
  addEventListener("resize", refit);
  button.addEventListener("click", () => close());
  button.focus({ preventScroll: true });
  /** @param {import("../../types").Verdict} verdict */
  const update = (verdict) => {
    renew(verdict);
    refit();
    void drawPictures(panel, { ...input, verdict }).catch(() => {});
  };
  void drawPictures(panel, input).catch(() => {});
  return { close: () => close(false), update };
}

/** @param {import("../../types").PanelInput} input */
function build({ verdict, sources, region, title, find, ask }) {
  const close = make("button", { type: "button", class: "close", "aria-label": say("close") }, drawing(CLOSE));
  const { retail } = verdict;
  const heading = make("h2", { id: "title" });
  const head = make(
    "header",
    {},
    heading,
    close,
    make("p", { class: "shop", dir: "auto" }, title.slice(0, MOST_TITLE)),
    retail && make("p", { class: "retail" }, say("shop_price"), " ", make("bdi", {}, money(retail.currency, retail.per_piece)), retail.kind === "coupon" ? ` ${say("after_coupon")}` : ""),
  );
  /** The matches' views, by all that they show. @type {Map<string, HTMLElement>} */
  let views = new Map();
  /** @param {import("../../types").Verdict} verdict */
  const viewsOf = ({ matches, best, retail }) =>
    new Map(matches.slice(0, MOST).map((match, at) => {
      const told = JSON.stringify(match);
      const view = views.get(told) ?? matchView(match, { title, retail, region, ask }, at, at === (best ?? 0));
      view.dataset.at = String(at);
      return [told, view];
    }));
  /** Takes other matches in; what stays keeps its place, its choices and the focus. @param {import("../../types").Verdict} next */
  const renew = (next) => {
    const before = views;
    views = viewsOf(next);
    for (const [told, view] of before) if (!views.has(told)) view.remove();
    /** @type {Element} */
    let last = head;
    for (const view of views.values()) {
      if (last.nextElementSibling !== view) last.after(view);
      last = view;
    }
    heading.textContent = say(views.size ? "panel_title" : "find_source");
  };
  const ways = sources.length ? waysView(sources, find) : "";
  const history = historyView(ask, verdict.matches.slice(0, MOST).map(({ key }) => key));
  // Where nothing was found, looking elsewhere is what the panel was opened for.
  const rest = verdict.matches.length ? [history, ways] : [ways, history];
  const foot = make("footer", {}, make("p", { class: "fine" }, say("panel_privacy")));
  const panel = make("section", { class: "panel", role: "dialog", "aria-labelledby": "title", dir: say("dir"), lang: locale() }, head, ...rest, foot);
  renew(verdict);
  return { panel, close, renew };
}

/**
 * Below the badge where there is room, else above it, always wholly in view. A page may be zoomed by its own style, and
 * our lengths with it: what is measured is in the window's pixels, what is set in the page's.
 * @param {HTMLElement} panel @param {DOMRect} from
 */
function fit(panel, from) {
  const scale = panel.getBoundingClientRect().width / panel.offsetWidth || 1;
  const margin = 8;
  const high = innerHeight;
  const wide = Math.min(innerWidth, document.documentElement.clientWidth * scale);
  panel.style.maxWidth = `${(wide - 2 * margin) / scale}px`;
  const left = Math.max(margin, Math.min(from.left, wide - panel.offsetWidth * scale - margin));
  const below = high - from.bottom - 2 * margin;
  const above = from.top - 2 * margin;
  const under = below >= Math.min(panel.scrollHeight * scale, 360) || below >= above;
  const most = Math.max(Math.min(under ? below : above, 680 * scale), Math.min(280, high - 2 * margin));
  panel.style.maxHeight = `${most / scale}px`;
  const tall = Math.min(panel.offsetHeight * scale, most);
  const top = under ? from.bottom + margin : from.top - margin - tall;
  panel.style.left = `${left / scale}px`;
  panel.style.top = `${Math.max(margin, Math.min(top, high - margin - tall)) / scale}px`;
}

globalThis.yuantouPanel = { open };
