// @ts-check
// Which shops the extension works on.
import { make } from "../../shared/ui/dom.js";
import { shopName, toggle } from "../../shared/ui/fields.js";
import { locale, say } from "../../shared/i18n/words.js";

/** @type {import("../sections.js").Section} */
export const shops = {
  id: "shops",
  title: "options_shops",
  build({ settings, update, ask, tell }) {
    /** @type {Map<string, HTMLInputElement>} */
    const fields = new Map();
    const list = make("div", { class: "shops" });
    let { off } = settings;
    const show = () => {
      for (const [shop, field] of fields) field.checked = !off.includes(shop);
    };
    void ask({ kind: "shops" }).then((answer) => {
      if (answer.kind !== "shops") return tell(say("options_no_core"));
      const order = new Intl.Collator(locale());
      // The demo shop is one only where it was built in.
      const known = answer.shops.filter((shop) => DEMO_SHOP || !shop.startsWith("demo_"));
      const named = known.map((shop) => ({ shop, name: shopName(shop, say) })).sort((a, b) => order.compare(a.name, b.name));
      for (const { shop, name } of named) {
        const { view, field } = toggle(name, true, (on) => void update((now) => ({ off: on ? now.off.filter((other) => other !== shop) : [...now.off, shop] })));
        fields.set(shop, field);
        list.append(view);
      }
      show();
    });
    return {
      view: make("div", {}, make("p", { class: "fine" }, say("options_shops_why")), list),
      changed(now) {
        ({ off } = now);
        show();
      },
    };
  },
};
