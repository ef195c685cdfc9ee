//! Whether the product can be bought: what the page says near its heading, and the button that buys.

use super::visible::Place;
use crate::page::context::Context;
use crate::page::snapshot::Node;
use crate::record::Availability;

/// Texts that say it cannot be bought, in the languages of shops.
#[rustfmt::skip]
const OUT: &[&str] = &[
    "listing was ended", "bidding has ended",
    "out of stock", "sold out", "currently unavailable", "no longer available", "temporarily unavailable", "not available", "discontinued", "notify me when", "back in stock", "email me when", "unavailable",
    "ausverkauft", "nicht verfügbar", "nicht auf lager", "nicht mehr lieferbar", "derzeit nicht", "nicht lieferbar", "épuisé", "indisponible", "rupture de stock", "actuellement indisponible", "agotado", "no disponible", "sin existencias",
    "esaurito", "non disponibile", "esgotado", "indisponível", "uitverkocht", "niet op voorraad", "нет в наличии", "распродано", "нет на складе", "niedostępny", "brak w magazynie", "wyprzedane", "vyprodáno", "není skladem", "nedostupn", "elfogyott", "stoc epuizat",
    "slutsåld", "slut i lager", "ikke på lager", "udsolgt", "utsolgt", "loppuunmyyty", "ei varastossa", "tükendi", "stokta yok", "εξαντλήθηκε", "μη διαθέσιμο", "vypredané", "rasprodano", "razprodano", "nincs készleten", "epuizat", "indisponibil", "немає в наявності", "изчерпан", "hết hàng", "stok habis", "สินค้าหมด", "نفدت الكمية", "غير متوفر", "אזל מהמלאי",
    "已售罄", "售罄", "缺货", "缺貨", "已下架", "售完", "暂时无货", "無貨", "在庫切れ", "在庫なし", "売り切れ", "品切れ", "품절", "일시품절",
];

/// Texts of buttons that buy.
#[rustfmt::skip]
const BUY: &[&str] = &[
    "add to cart", "add to bag", "add to basket", "add to trolley", "add to shopping", "buy now", "buy it now", "order now", "place bid", "purchase", "addtocart", "in den warenkorb", "in den einkaufswagen", "zum warenkorb", "jetzt kaufen",
    "ajouter au panier", "j'achète", "acheter", "ajouter", "añadir al carrito", "añadir a la cesta", "agregar al carro", "agregar", "comprar", "aggiungi al carrello", "acquista", "carrello", "adicionar ao carrinho", "adicionar", "in winkelwagen", "in winkelmand",
    "купить", "в корзину", "в кошик", "do koszyka", "dodaj do", "do košíku", "do košíka", "vložit", "kosárba", "adaugă în coș", "adauga in cos", "în coș", "ostukorvi", "grozā", "u košaricu", "v košarico", "kup teraz", "sepete ekle", "naroči", "objednat", "objednať", "beställ", "köp nu", "lägg i", "kjøp", "legg i", "læg i", "lisää osto", "osta", "bestellen", "in winkel", "satın al", "sipariş", "στο καλάθι", "αγορά", "į krepšelį", "pirkti", "pievienot", "comandă", "comanda acum", "cumpără", "cumpara", "naruči", "dodaj u", "купува", "добави",
    "הוסף לסל", "הוספה לסל", "購入", "구매", "สั่งซื้อ", "thêm vào giỏ", "mua ngay", "beli sekarang", "keranjang", "button cart", "btn cart", "addcart", "add2cart", "addtobag", "addtobasket", "加入购物车", "立即购买", "放入購物車", "我要買", "加入購物車", "立即購買", "カートに", "장바구니", "أضف",
];

/// Words whose texts the page must send for this.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    OUT.iter().copied().chain(GONE)
}

/// Whether it is a button that buys.
pub(super) fn buys(button: &Node) -> bool {
    let mut all = button.text.to_lowercase();
    for name in ["value", "aria-label", "id", "name", "class", "title", "data-action"] {
        if let Some(value) = button.attribute(name) {
            all.push(' ');
            all.push_str(&value.to_lowercase());
        }
    }
    let all = all.replace(['-', '_'], " ");
    BUY.iter().any(|word| all.contains(word))
}

/// Whether the button is switched off.
fn is_off(button: &Node) -> bool {
    button.attributes.contains_key("disabled")
        || button.attribute("class").is_some_and(|class| {
            class.split_ascii_whitespace().any(|class| class == "disabled" || class == "is-disabled")
        })
}

/// Texts that say it will not come back, unlike one that is sold out today.
#[rustfmt::skip]
const GONE: [&str; 12] = [
    "no longer available", "no longer sold", "has been removed", "已下架", "已失效", "nicht mehr verfügbar", "nicht mehr lieferbar", "n'est plus disponible", "ya no está disponible", "não está mais disponível", "non è più disponibile", "снят с продажи",
];

/// Whether a short text near the heading says that it is gone for good.
pub(super) fn says_gone(page: &Context<'_>, place: Place) -> bool {
    let heading = place.heading.map_or(0, |(_, order)| order);
    page.snapshot.texts.iter().filter(|text| text.order.abs_diff(heading) <= 200).any(|text| {
        let lower = text.text.to_lowercase();
        lower.chars().count() <= 100 && GONE.iter().any(|words| lower.contains(words))
    })
}

/// What the page shows of it; nothing where it shows neither.
pub(super) fn shown(page: &Context<'_>, place: Place) -> Option<Availability> {
    let buttons: Vec<&Node> = page.snapshot.found("button").filter(|button| buys(button)).collect();
    let can_buy = buttons.iter().any(|button| !is_off(button));
    let heading = place.heading.map_or(0, |(_, order)| order);
    // What stands far below the heading is about other products.
    let near = |order: u32| order + 60 >= heading && order < heading + 700;
    let sold_out = page.snapshot.texts.iter().filter(|text| near(text.order)).any(|text| {
        let hidden = page
            .snapshot
            .path(text.element)
            .take(6)
            .any(|(_, element)| element.hidden || matches!(element.tag.as_str(), "option" | "select" | "li"));
        let lower = text.text.to_lowercase();
        !hidden && lower.chars().count() <= 60 && OUT.iter().any(|word| lower.contains(word))
    });
    let says_out = page.snapshot.found("button").filter(|button| near(button.order)).any(|button| {
        let lower = button.text.to_lowercase();
        lower.chars().count() <= 30 && OUT.iter().any(|word| lower.contains(word))
    });
    if can_buy && !says_out {
        Some(Availability::InStock)
    } else if sold_out || says_out {
        Some(Availability::OutOfStock)
    } else {
        None
    }
}

/// What the button that buys says itself, where there is just one product to buy: data and texts may be older than it.
pub(super) fn button(page: &Context<'_>, place: Place) -> Option<Availability> {
    let heading = place.heading.map(|(_, order)| order)?;
    let near = |button: &&Node| button.order + 60 >= heading && button.order < heading + 400;
    let is_hidden = |button: &&Node| page.snapshot.path(button.element).take(6).any(|(_, element)| element.hidden);
    let is_real =
        |button: &&Node| button.attribute("href").is_none_or(|href| href.contains("cart") || href.contains("buy"));
    let all: Vec<&Node> = page.snapshot.found("button").filter(near).filter(|button| !is_hidden(button)).collect();
    let buying: Vec<&&Node> = all.iter().filter(|button| buys_by_text(button) && is_real(button)).collect();
    let sold_out = all.iter().any(|button| {
        let lower = button.text.to_lowercase();
        lower.chars().count() <= 30
            && OUT.iter().any(|word| lower.contains(word))
            && !ASKS.iter().any(|word| lower.contains(word))
    });
    let is_on = buying.iter().any(|button| !is_off(button));
    match (buying.len(), is_on, sold_out) {
        (_, false, true) => Some(Availability::OutOfStock),
        (1..=3, true, false) if !says_out(page, heading) => Some(Availability::InStock),
        _ => None,
    }
}

/// Buttons that ask for a notice, which a shop may offer for what it sells too.
const ASKS: [&str; 3] = ["notify me", "email me", "back in stock"];

/// Whether the button's own words, not its names, say that it buys.
fn buys_by_text(button: &Node) -> bool {
    let mut said = button.text.to_lowercase();
    for name in ["value", "aria-label", "title"] {
        said.push(' ');
        said.push_str(&button.attribute(name).unwrap_or("").to_lowercase());
    }
    BUY.iter().any(|word| said.contains(word))
}

/// Whether a short text near the heading says that it is sold out.
fn says_out(page: &Context<'_>, heading: u32) -> bool {
    page.snapshot.texts.iter().filter(|text| text.order + 60 >= heading && text.order < heading + 400).any(|text| {
        let lower = text.text.to_lowercase();
        lower.chars().count() <= 60 && OUT.iter().any(|word| lower.contains(word))
    })
}
